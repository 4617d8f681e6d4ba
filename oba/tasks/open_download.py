"""Open the download page, and write what it offers: every figure with its source, as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oba.charts import export
from oba.charts.table import TwinTable
from oba.model.marker import write_markers
from oba.model.series import Observation, Series
from oba.store.engine import Store
from oba.tasks.gather import Gathered, gather
from oba.tasks.tell_findings import describe_finding
from oba.words.numbers import say_count


@dataclass(frozen=True, slots=True)
class File:
    key: str
    label: str
    file_name: str
    mime: str


@dataclass(frozen=True, slots=True)
class DownloadView:
    summary: str
    files: tuple[File, ...]
