"""Write the action plan as a workbook in its own columns, to be edited in a spreadsheet and loaded back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oba.errors import UsageError
from oba.load.plans.action_rows import NEW_PROGRESS, NUMBER, PROGRESS, VERSION
from oba.load.plans.action_sheet import DOWNLOADED, FROM, SHEET
from oba.model.action import Action, ActionStatus, Funding, ProgressNote, SavedAction
from oba.model.plan import PlanBook
from oba.settings import Settings
from oba.store.actions import read_saved
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.progress import read_progress
from oba.store.releases import name_store
from oba.tasks.book_writing import Content, add_table, as_bytes, drop_down, new_book
from oba.words.actions import FIELD_NAMES, say_note
from oba.words.numbers import say_count

FIELDS = (
    "recommendation",
    "proposed_action",
    "by_whom",
    "budget_cost",
    "timescale",
    "status",
    PROGRESS,
    NEW_PROGRESS,
    "indicators",
    "theme",
    "recommendation_number",
    "also_serves",
    "lead",
    "supports",
    "funding",
    "funded_with",
    "starts",
    "due",
    "stops",
    "note",
)
"""The plan's own five columns first, as in 2010; then how it goes, what it serves, and what a program counts with."""
HIDDEN = 3
"""Columns after them: number, version, and the heading that lists both for each action that was downloaded."""
WIDE = ("recommendation", "proposed_action", PROGRESS, NEW_PROGRESS, "note")
AS_TEXT = ("recommendation", "proposed_action", "by_whom", "budget_cost", "timescale", "also_serves")
"""Columns in which a spreadsheet is to make no number or day of what is typed."""
SPARE = 200
"""Rows below the last action in which the lists and the columns of text go on."""
LISTS = "Lists"
FILE_NAME = "action_plan.xlsx"


@dataclass(frozen=True, slots=True)
class _Titles:
    """What a key is written as: its title where that names it alone, so that it is found again."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, titles: Mapping[str, str]) -> _Titles:
        every = [title.casefold() for title in titles.values()]
        keys = {key.casefold() for key in titles}
        plain = {
            key: title
            for key, title in titles.items()
            if every.count(title.casefold()) == 1
            and ";" not in title
            and title == " ".join(title.split())
            and (title.casefold() == key.casefold() or title.casefold() not in keys)
        }
        return cls({key: plain.get(key, key) for key in titles})

    def write(self, keys: Sequence[str]) -> str:
        return "; ".join(self.names.get(key, key) for key in keys if key)


def save_actions_workbook(settings: Settings, path: Path) -> str:
    """Write the workbook to a file that is not there yet, and say so."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError("this is no workbook", where=path.name, expected="a name that ends in .xlsx")
    if path.exists():
        raise UsageError(
            "there is a file of this name", where=path.name, remedy="Name another: nothing is written over"
        )
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            number = len(read_saved(connection))
        content = make_actions_workbook(store)
    finally:
        store.close()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(
            "the file cannot be written here", where=path.name, remedy="Name another place"
        ) from error
    return f"{path.name}: {say_count(number, noun='action')}. Edit it and load it back: python -m oba load {path.name}"


def make_actions_workbook(store: Store, *, numbers: Sequence[int] | None = None) -> bytes:
    """The actions of the plan, or those of these numbers, in the plan's order."""
    with store.reading() as connection:
        book, saved, notes = read_plan(connection), read_saved(connection), read_progress(connection)
        named = name_store(connection)
    chosen = [one for one in saved if numbers is None or one.action.number in numbers]
    return write_actions_workbook(book, chosen, notes=notes, store=named)


def write_actions_workbook(
    book: PlanBook,
    saved: Sequence[SavedAction],
    *,
    notes: Mapping[int, Sequence[ProgressNote]],
    store: str = "",
) -> bytes:
    """`store` is the name of the store that they are of, by which their versions are known again as its own."""
    heads = [FIELD_NAMES.get(name, name) for name in FIELDS]
    titles = {
        "theme": _Titles.of({one.key: one.title for one in book.themes}),
        "indicators": _Titles.of({one.key: one.title for one in book.indicators}),
        "partners": _Titles.of({one.key: one.name for one in book.partners}),
    }
    rows = [
        (*_row(one.action, titles, notes.get(one.action.number, ())), one.action.number, one.version)
        for one in saved
    ]
    made = new_book()
    widths = [44 if name in WIDE else 20 for name in FIELDS]
    versions = " ".join(f"{one.action.number}={one.version}" for one in saved)
    origin = f" {FROM}{store}" if store else ""
    heads += [NUMBER, VERSION, f"{DOWNLOADED} {versions}{origin}"]
    sheet = add_table(made, SHEET, heads=heads, rows=rows, widths=widths)
    _dress(sheet, rows=len(rows))
    _offer_lists(made, sheet, titles, rows=len(rows))
    return as_bytes(made)


def _row(one: Action, titles: Mapping[str, _Titles], notes: Sequence[ProgressNote]) -> tuple[Content, ...]:
    said: dict[str, Content] = {
        PROGRESS: "\n".join(say_note(note, named=True) for note in notes)[-30_000:],
        NEW_PROGRESS: "",
        "status": one.status.value,
        "theme": titles["theme"].write([one.theme]),
        "indicators": titles["indicators"].write(one.indicators),
        "lead": titles["partners"].write([one.lead]),
        "supports": titles["partners"].write(one.supports),
        "funding": one.funding.value,
        "also_serves": "; ".join(str(each) for each in one.also_serves),
        "stops": "yes" if one.stops else "",
    }
    return tuple(said[name] if name in said else _plain(getattr(one, name)) for name in FIELDS)


def _plain(value: Any) -> Content:
    return value if isinstance(value, str | int | date) or value is None else str(value)


def _dress(sheet: Any, *, rows: int) -> None:
    """Wrapped text, columns of text that stay text, and the number and version out of sight."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    wrap = Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(FIELDS, start=1):
        for row in range(2, rows + SPARE + 2):
            if row <= rows + 1 or name in AS_TEXT:
                cell = sheet.cell(row=row, column=column)
                cell.alignment = wrap
                if name in AS_TEXT:
                    cell.number_format = "@"
    for column in range(len(FIELDS) + 1, len(FIELDS) + HIDDEN + 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = True


def _offer_lists(made: Any, sheet: Any, titles: Mapping[str, _Titles], *, rows: int) -> None:
    """A list to choose from where there is one; the lists stand on a hidden sheet of their own."""
    from openpyxl.utils import get_column_letter

    lists = {
        "status": [one.value for one in ActionStatus],
        "funding": [one.value for one in Funding if one.value],
        "stops": ["yes"],
        "theme": list(titles["theme"].names.values()),
        "lead": list(titles["partners"].names.values()),
    }
    longest = max(len(each) for each in lists.values())
    columns = [[each[row] if row < len(each) else "" for each in lists.values()] for row in range(longest)]
    add_table(made, LISTS, heads=list(lists), rows=columns).sheet_state = "hidden"
    for column, (name, words) in enumerate(lists.items(), start=1):
        if words:
            letter, of = get_column_letter(column), get_column_letter(FIELDS.index(name) + 1)
            source = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
            drop_down(sheet, cells=[f"{of}2:{of}{rows + SPARE + 1}"], source=source, strict=False)
