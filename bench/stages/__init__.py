"""One file a stage: NAME, and `measure(workshop)`, which gives the lines of the table."""

from __future__ import annotations

from types import ModuleType

from bench.stages import (
    browser,
    chart,
    explorer,
    load,
    meeting,
    panel,
    publish,
    query,
    reading,
    rerun,
    site,
    weight,
    workbook,
)

STAGES: dict[str, ModuleType] = {
    one.NAME: one
    for one in (
        *(load, workbook, query, panel, chart, rerun, meeting, browser),
        *(publish, weight, reading, explorer, site),
    )
}
