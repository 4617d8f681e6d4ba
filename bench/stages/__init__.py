"""One file a stage: NAME, and `measure(workshop)`, which gives the lines of the table."""

from __future__ import annotations

from types import ModuleType

from bench.stages import browser, chart, load, meeting, panel, query, rerun, workbook

STAGES: dict[str, ModuleType] = {
    one.NAME: one for one in (load, workbook, query, panel, chart, rerun, meeting, browser)
}
