"""The whole plan as a workbook to be edited and loaded back, with the mark of what it was written from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from oba.errors import UsageError
from oba.load.plans.plan_mark import DOWNLOADED, MARK, STORE, pack
from oba.model.plan import PlanBook
from oba.model.plan_table import KEYS, PlanTable, make_plan_table
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.releases import name_store
from oba.tasks.plan_workbook import SHEETS, rows_of, write_plan_workbook
from oba.words.loading import say_time
from oba.words.numbers import say_count

FILE_NAME = "plan.xlsx"
LABEL = "The whole plan as a workbook"
ABOUT = (
    ("What this is", "The whole plan as it stood when this workbook was downloaded."),
    (
        "How to edit it",
        "Change, add or delete rows on the other sheets. Rows may be sorted and columns moved.",
    ),
    ("Keys", "Keep the keys in the column Key: figures, baselines and stories are held by them."),
    (
        "Loading it back",
        "Hand it in on the page Load. You are shown every cell that would change before anything is written.",
    ),
    (
        "This sheet",
        "Leave it as it is: by it your changes are told apart from what was changed in the dashboard meanwhile.",
    ),
)


def tabulate(book: PlanBook) -> dict[str, PlanTable]:
    """The plan as the sheets of its workbook, without the actions."""
    rows = rows_of(book)
    return {
        name: make_plan_table(
            name, SHEETS[name], [dict(zip(SHEETS[name], row, strict=True)) for row in rows[name]]
        )
        for name in KEYS
    }


def make_plan_workbook(store: Store, *, now: datetime) -> bytes:
    """The plan as it stands."""
    with store.reading() as connection:
        book, named = read_plan(connection), name_store(connection)
    marks = pack(tabulate(book), actions=book.action_rows.downloaded)
    said = ((DOWNLOADED, say_time(now)), (STORE, named))
    return write_plan_workbook(book, about=(*ABOUT, *said, *((MARK, text) for text in marks)))


def save_plan_workbook(settings: Settings, path: Path) -> str:
    """Write the workbook to a file that is not there yet, and say so."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError("this is no workbook", where=path.name, expected="a name that ends in .xlsx")
    if path.exists():
        raise UsageError(
            "there is a file of this name", where=path.name, remedy="Name another: nothing is written over"
        )
    store = open_store(settings.store, read_only=True)
    try:
        content = make_plan_workbook(store, now=settings.now())
        with store.reading() as connection:
            book = read_plan(connection)
    finally:
        store.close()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(
            "the file cannot be written here", where=path.name, remedy="Name another place"
        ) from error
    held = (
        f"{say_count(len(book.indicators), noun='indicator')}, {say_count(len(book.actions), noun='action')}"
    )
    return f"{path.name}: {held}. Edit it and load it back: python -m oba load {path.name}"
