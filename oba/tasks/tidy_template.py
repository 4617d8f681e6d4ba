"""A blank tidy table: one row a figure, with the headings that are read and lists to choose from."""

from __future__ import annotations

from typing import Any

from oba.model.marker import MEANING, Marker
from oba.model.plan import PlanBook
from oba.tasks.book_writing import add_table, as_bytes, drop_down, new_book

HEADINGS = (
    "indicator",
    "area code",
    "area",
    "breakdown",
    "period",
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "marker",
)
ROWS = 500
LISTS, HELP_SHEET = "Lists", "How to fill this in"
HELP = (
    ("indicator", "The key of an indicator of the plan; they stand below."),
    ("area code, area", "One of the two is enough; where both stand, they must agree."),
    ("breakdown", "Empty for everybody. Else what part of the population, such as Sex: Female."),
    (
        "period",
        "2023, 2023/24, Apr to Jun 2023, March 2024, 31 March 2024 or 2021 to 2023, as the indicator asks.",
    ),
    ("value", "A number, or a marker in square brackets. Never a nought for a figure that is suppressed."),
    ("lower, upper", "The 95% interval as published, where there is one."),
    ("numerator, denominator", "The counts behind the value, where they are known."),
    ("marker", "What qualifies the number, such as p for provisional; or what stands in its place."),
)


def write_tidy_template(book: PlanBook | None = None) -> bytes:
    """With a plan, its indicators and areas are listed to choose from."""
    made = new_book()
    sheet = add_table(made, "Figures", heads=HEADINGS, widths=(28, 14, 24, 18, 14, 12, 10, 10, 12, 12, 10))
    for letters in "ABCDEFGHIJK":
        for row in range(2, ROWS + 2):
            if letters in "ABCDEK":
                sheet[f"{letters}{row}"].number_format = "@"
    markers = [(f"[{one.value}]", MEANING[one]) for one in Marker if one is not Marker.BLANK]
    keys = [(one.key, f"{one.title} ({one.unit})") for one in book.indicators] if book else []
    heads = ("Column, marker or indicator", "What to write, or what it means")
    add_table(made, HELP_SHEET, heads=heads, rows=[*HELP, *markers, *keys], widths=(30, 60))
    _add_lists(made, sheet, book)
    return as_bytes(made)


def _add_lists(made: Any, sheet: Any, book: PlanBook | None) -> None:
    keys = [(one.key, one.title) for one in book.indicators] if book else []
    areas = [(one.code, one.name) for one in book.areas] if book else []
    markers = [marker.value for marker in Marker if marker is not Marker.BLANK]
    height = max(len(keys), len(areas), len(markers))
    rows = [
        (*_at(keys, place), *_at(areas, place), markers[place] if place < len(markers) else "")
        for place in range(height)
    ]
    heads = ("Indicator key", "Indicator title", "GSS code", "Place", "Marker code")
    # out of sight, so that it is not taken for a table of figures
    add_table(made, LISTS, heads=heads, rows=rows).sheet_state = "hidden"
    for column, letter, count in (
        ("A", "A", len(keys)),
        ("B", "C", len(areas)),
        ("C", "D", len(areas)),
        ("K", "E", len(markers)),
    ):
        if count:
            source = f"{LISTS}!${letter}$2:${letter}${count + 1}"
            drop_down(sheet, cells=[f"{column}2:{column}{ROWS + 1}"], source=source, strict=column == "A")


def _at(pairs: list[tuple[str, str]], place: int) -> tuple[str, str]:
    return pairs[place] if place < len(pairs) else ("", "")
