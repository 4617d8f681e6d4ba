"""What the tests of publishers' formats share: a file written as its publisher lays it out, and read to figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oba.load.file import open_file, read_opened
from oba.load.reference import Reference
from tests.load.formats.published import Published, Read


@pytest.fixture
def published(reference: Reference, tmp_path: Path) -> Published:
    """Read a text as a file. `codes` gives indicators of the plan their publisher's codes."""

    def work(
        text: str,
        *,
        name: str = "figures.csv",
        codes: dict[str, str] | None = None,
        encoding: str = "utf-8",
        companions: tuple[Path, ...] = (),
        **said: Any,
    ) -> Read:
        path = tmp_path / name
        path.write_text(text.lstrip("\n"), encoding=encoding)
        known = codes or {}
        plan = Reference(
            indicators=[
                replace(one, codes=(known[one.key],) if one.key in known else ())
                for one in reference.indicators.values()
            ],
            areas=reference.areas.values(),
        )
        opened = open_file(path)
        opened.companions = companions
        return Read(read_opened(opened, reference=plan, settle=lambda source: replace(source, **said)))

    return work
