"""An edit as a file of an export holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oba.model.editor import Edit
from oba.tasks.kept_record import build_record


def build_edit(record: Mapping[str, Any]) -> Edit:
    """SpoiltError for what is no edit: its texts are texts, its moment has a time zone."""
    return build_record(Edit, {**record, "id": 0})
