"""Write the copy of a handed-in file in which every problem stands on its cell."""

from __future__ import annotations

from oba.load.limits import UPLOAD
from oba.load.marking.mark_copy import write_marked
from oba.model.release import Outcome
from oba.settings import Settings
from oba.store.inbox import path_of
from oba.tasks.keep_upload import open_for_work
from oba.tasks.preview_upload import Preview

MARKED = (Outcome.CELL, Outcome.ASK)


def has_cells_to_mark(preview: Preview) -> bool:
    """Whether a copy would show anything: the file could be opened, and something in it stops the load."""
    report = preview.report
    cells = [
        one for one in report.problems if one.outcome in MARKED and one.where not in ("", report.file_name)
    ]
    return bool(report.format and cells)


def write_corrected_copy(settings: Settings, preview: Preview) -> bytes:
    """An .xlsx with the problems marked. RefusedFile where the file cannot be opened."""
    path = path_of(open_for_work(settings), preview.upload)
    problems = [one for one in preview.report.problems if one.outcome is not Outcome.NOTE]
    return write_marked(path, problems, name=preview.upload.name, limits=UPLOAD)


def name_corrected_copy(preview: Preview) -> str:
    stem = preview.upload.name.rsplit(".", 1)[0]
    return f"{stem} with problems marked.xlsx"
