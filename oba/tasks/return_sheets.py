"""The sheets of a partner's template: the return itself, how to fill it in, and the lists its cells choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oba.load.returns.return_layout import HEADINGS, HELP, KEY, LISTS, PARTNER_KEY, PARTNER_NAME, SHEET
from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.marker import MEANING, Marker
from oba.model.period import Period
from oba.model.plan import Partner, PlanBook
from oba.model.series import Observation, Series
from oba.tasks.book_writing import GREY, add_table, as_bytes, check_cells, drop_down, new_book, put
from oba.tasks.return_periods import list_choices
from oba.words.numbers import say_date

HEADER = 6
SPARE = 60
"""Empty rows at the end, for areas and periods that were not foreseen."""
MARKERS = tuple(marker for marker in Marker if marker is not Marker.BLANK)
WIDTHS = (26, 44, 13, 20, 16, 12, 12, 12, 11, 11, 10, 40)
NUMBERS, KEYS = "FGHIJ", "ABCDE"
SUPPRESSED = (
    "For a suppressed figure leave Value empty and choose [c] in the column Marker. Never write 0 or a dash."
)
COMMENTS = {
    KEY: "The indicator by which the row is read. It cannot be changed in rows that are filled in for you.",
    "Period": "The period that the figure is about, written as in the rows above.",
    "Value": "The figure in the unit of the indicator: choose the cell to see it, or look at the sheet"
    f" '{HELP}'. {SUPPRESSED}",
    "Numerator": "The count behind the value, where it is known.",
    "Lower 95%": "The 95% confidence interval, where there is one. In the unit of the value.",
    "Marker": f"Choose what qualifies the number ([p] provisional) or stands in its place. {SUPPRESSED}",
    "Note": "Anything a reader of the figure should know. It is shown to the officer who loads the return.",
}


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One figure that is asked for: `held` is what stands already. Without a period the partner chooses it."""

    indicator: Indicator
    area: Area
    period: Period | None
    held: Observation | None


def write_return(
    book: PlanBook,
    partner: Partner,
    *,
    owned: Sequence[Indicator],
    rows: Sequence[ReturnRow],
    series: Sequence[Series],
    today: date,
) -> bytes:
    made = new_book()
    sheet = add_table(
        made, SHEET, heads=HEADINGS, rows=[_contents(row) for row in rows], header=HEADER, widths=WIDTHS
    )
    _write_top(sheet, partner, today=today)
    _add_help(made, book, partner, owned)
    lists = _Lists.add(made, book, owned, series, today=today)
    _comment(sheet)
    _lock(sheet, rows)
    _check(sheet, rows, lists=lists)
    _name(made, partner)
    return as_bytes(made)


def _contents(row: ReturnRow) -> tuple[str | float | None, ...]:
    one = row.held
    figures = (one.value, one.numerator, one.denominator, one.lower, one.upper) if one else (None,) * 5
    marks = [marker for marker in one.markers if marker is not Marker.BLANK] if one else []
    return (
        row.indicator.key,
        row.indicator.title,
        row.area.code,
        row.area.name,
        row.period.label if row.period else "",
        *figures,
        "".join(f"[{marker.value}]" for marker in marks),
    )


def _write_top(sheet: Any, partner: Partner, *, today: date) -> None:
    from openpyxl.styles import Font

    lines = (
        (PARTNER_NAME, partner.name),
        (PARTNER_KEY, partner.key),
        ("Made on", say_date(today)),
        ("To do", "Fill in the white rows. Grey rows are what is held: change one only where it is wrong."),
    )
    for number, (label, text) in enumerate(lines, start=1):
        put(sheet, row=number, column=1, content=label).font = Font(bold=True)
        put(sheet, row=number, column=2, content=text)


def _add_help(made: Any, book: PlanBook, partner: Partner, owned: Sequence[Indicator]) -> None:
    lines = (
        f"This is the return of {partner.name} for {book.plan.title}. Send it back as it is, as .xlsx.",
        "White rows are periods that have ended and of which nothing is held. Grey rows show what is held.",
        "A row that is left empty is not returned: what is held stays as it is. Nothing is deleted by a return.",
        SUPPRESSED,
        "For an area or a period without a row, use the empty rows at the end: choose the key, the area, the period.",
        "Do not rename the sheet or the headings. The sheet is protected without a password.",
    )
    sheet = add_table(
        made, HELP, heads=("How to fill this in",), rows=[(line,) for line in lines], widths=(60,)
    )
    heads = ("Key", "Indicator", "Unit", "What it is", "How it is counted", "Period", "Figures due")
    start = len(lines) + 4
    _wrap(sheet, first=2, last=len(lines) + 1, columns=7)
    table = [_describe(one) for one in owned]
    from oba.tasks.book_writing import write_heads

    write_heads(sheet, heads, row=start)
    for number, contents in enumerate(table, start=start + 1):
        for column, content in enumerate(contents, start=1):
            put(sheet, row=number, column=column, content=content)
    for letter, width in zip("ABCDEFG", (28, 40, 24, 60, 60, 18, 18), strict=True):
        sheet.column_dimensions[letter].width = width


def _describe(one: Indicator) -> tuple[str, ...]:
    pooled = f", {one.years_pooled} years pooled" if one.years_pooled > 1 else ""
    due = say_date(one.next_release) if one.next_release else "no date set"
    period = f"{one.period_kind.value}{pooled}"
    return (one.key, one.title, one.unit, one.lay_definition, one.technical_definition, period, due)


def _wrap(sheet: Any, *, first: int, last: int, columns: int) -> None:
    for row in range(first, last + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The ranges of the sheet Lists. `periods` are by indicator."""

    keys: str
    codes: str
    names: str
    markers: str
    every_period: str
    periods: Mapping[str, str]

    @classmethod
    def add(
        cls, made: Any, book: PlanBook, owned: Sequence[Indicator], series: Sequence[Series], *, today: date
    ) -> _Lists:
        columns: list[tuple[str, list[str]]] = [
            ("Indicator keys", [one.key for one in owned]),
            ("GSS codes", [one.code for one in book.areas]),
            ("Places", [one.name for one in book.areas]),
            ("Marker codes", [f"[{one.value}]" for one in MARKERS]),
            ("Meaning of the marker", [MEANING[one] for one in MARKERS]),
        ]
        held = {one.key: [each for each in series if each.indicator == one.key] for one in owned}
        choices = {one.key: list_choices(held[one.key], indicator=one, today=today) for one in owned}
        every = sorted({period for found in choices.values() for period in found}, reverse=True)
        columns.append(("All periods", [period.label for period in every]))
        columns += [(f"Periods of {one.key}", [period.label for period in choices[one.key]]) for one in owned]
        ranges = _write_lists(made, columns)
        periods = dict(zip((one.key for one in owned), ranges[6:], strict=True))
        return cls(ranges[0], ranges[1], ranges[2], ranges[3], ranges[5], periods)


def _write_lists(made: Any, columns: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The range of each column; a list without anything in it is one empty cell."""
    from openpyxl.utils import get_column_letter

    height = max((len(texts) for _, texts in columns), default=0)
    rows = [[texts[place] if place < len(texts) else "" for _, texts in columns] for place in range(height)]
    add_table(made, LISTS, heads=[head for head, _ in columns], rows=rows)
    letters = [get_column_letter(index + 1) for index in range(len(columns))]
    return [
        f"{LISTS}!${letter}$2:${letter}${max(len(texts), 1) + 1}"
        for letter, (_, texts) in zip(letters, columns, strict=True)
    ]


def _comment(sheet: Any) -> None:
    from openpyxl.comments import Comment

    for column, head in enumerate(HEADINGS, start=1):
        if head in COMMENTS:
            sheet.cell(row=HEADER, column=column).comment = Comment(COMMENTS[head], "", width=320, height=140)


def _lock(sheet: Any, rows: Sequence[ReturnRow]) -> None:
    """What names a row is locked where it is given; figures, notes and the spare rows are not."""
    from openpyxl.styles import PatternFill, Protection

    grey, open_cell = PatternFill("solid", fgColor=GREY), Protection(locked=False)
    first, given = HEADER + 1, HEADER + len(rows)
    for number in range(first, given + SPARE + 1):
        row = rows[number - first] if number <= given else None
        for column in range(1, len(HEADINGS) + 1):
            cell = sheet.cell(row=number, column=column)
            names_the_row = column <= len(KEYS)
            if names_the_row or column > len(KEYS) + len(NUMBERS):
                cell.number_format = "@"
            if row is None or not names_the_row or (column == len(KEYS) and row.period is None):
                cell.protection = open_cell
            if row is not None and row.held is not None:
                cell.fill = grey
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def _check(sheet: Any, rows: Sequence[ReturnRow], *, lists: _Lists) -> None:
    first, given = HEADER + 1, HEADER + len(rows)
    last = given + SPARE
    spare = f"{given + 1}:{{0}}{last}"
    for letter, source in (("A", lists.keys), ("C", lists.codes), ("D", lists.names)):
        drop_down(sheet, cells=[letter + spare.format(letter)], source=source, title="Choose")
    drop_down(sheet, cells=["E" + spare.format("E")], source=lists.every_period, strict=False, title="Choose")
    drop_down(sheet, cells=[f"K{first}:K{last}"], source=lists.markers, strict=False)
    numbers: dict[str, list[int]] = {}
    by_key = {row.indicator.key: row.indicator for row in rows}
    for number, row in enumerate(rows, start=first):
        numbers.setdefault(row.indicator.key, []).append(number)
    for key, own in numbers.items():
        cells = [f"F{begin}:F{end}" for begin, end in _runs(own)]
        _check_values(sheet, by_key[key], cells=cells, first=own[0], markers=lists.markers)
        open_periods = [f"E{number}" for number in own if rows[number - first].period is None]
        if open_periods:
            drop_down(sheet, cells=open_periods, source=lists.periods[key], strict=False, title="Choose")
    for letter in "GHIJ":
        _check_numbers(sheet, f"{letter}{first}:{letter}{last}", top=f"{letter}{first}")


def _check_values(sheet: Any, one: Indicator, *, cells: list[str], first: int, markers: str) -> None:
    cell = f"F{first}"
    limits = [f"ISNUMBER({cell})"]
    limits += [f"{cell}>={one.lower_bound:g}"] if one.lower_bound is not None else []
    limits += [f"{cell}<={one.upper_bound:g}"] if one.upper_bound is not None else []
    check_cells(
        sheet,
        cells=cells,
        formula=f"OR(AND({','.join(limits)}),ISNUMBER(MATCH({cell},{markers},0)))",
        title=one.title,
        prompt=f"Unit: {one.unit}. {one.lay_definition}",
        error=f"Write a number that is possible for {one.title} ({one.unit}), or a marker such as [c].",
    )


def _check_numbers(sheet: Any, cells: str, *, top: str) -> None:
    check_cells(
        sheet,
        cells=[cells],
        formula=f"ISNUMBER({top})",
        title="A number",
        prompt="A number, or nothing.",
        error="Write a number, or leave the cell empty.",
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """`[3, 4, 5, 9]` is from 3 to 5 and from 9 to 9."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _name(made: Any, partner: Partner) -> None:
    from openpyxl.packaging.custom import StringProperty

    made.properties.title = f"Return of {partner.name}"
    made.properties.subject = partner.key
    made.custom_doc_props.append(StringProperty(name="Partner key", value=partner.key))
