"""Finding the period that a heading or a title speaks of, and what is left of its words without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oba.load.grids.grid_cells import WHOLE, is_year
from oba.load.sheet import Cell, CellValue
from oba.model.period import MONTHS, PeriodKind
from oba.model.period_form import Dates, YearSpan
from oba.model.period_grammar import MONTH, PAIR, read_form
from oba.model.period_spelling import take_flags, tidy_text
from oba.model.period_text import looks_like_period

YEAR = r"(?:19|20)[0-9]{2}"
ENDING = re.compile(
    rf"(?:financial |academic |school |calendar )?years? (?:ending|ended|to) (?:[0-9]{{1,2}}(?:st|th)? )?{MONTH} {YEAR}"
    rf"|\bfye ?{YEAR}|financial years? ending {YEAR}",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"(?:\b(?:as )?(?:at|on) )?(?<![0-9])(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)? {MONTH} {YEAR})\b",
    re.IGNORECASE,
)
YEARS = re.compile(rf"\b{YEAR} ?(?:to|until) ?{YEAR}\b", re.IGNORECASE)
CROSSING = re.compile(rf"(?<![0-9/-]){PAIR}(?![0-9/-])")
GLUED = re.compile(rf"(?<=[A-Za-z_])_?(?P<month>{'|'.join(m[:3] for m in MONTHS)})?_?(?P<year>{YEAR})$")
LONE = re.compile(rf"(?<![0-9/-]){YEAR}(?![0-9/-])")
AT_DAY = re.compile(rf"\b(?:at|on) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH})\b", re.IGNORECASE)
TO_MONTH = re.compile(
    rf"\byears? (?:ending|ended|to) (?:[0-9]{{1,2}}(?:st|th)? )?(?P<month>{MONTH})\b", re.IGNORECASE
)
PART = re.compile(rf"(?:Q|quarter )[1-4]|{MONTH}(?: ?(?:-|to) ?{MONTH})?", re.IGNORECASE)
JOINING = re.compile(
    r"(?:[\s,:;–-]|\(\s*\)|\b(?:in|during|for|at|on|by|of|as|and|the|to|year|years|from)\b)+$", re.IGNORECASE
)
LONGEST = 300
"""In a longer text no period is looked for: it is no heading and no title."""
JOINED_WITHIN = 80
KIND_OF_START = {4: PeriodKind.FINANCIAL_YEAR, 9: PeriodKind.ACADEMIC_YEAR, 1: PeriodKind.CALENDAR_YEAR}


@dataclass(frozen=True, slots=True)
class When:
    """A period as it will be read, with its flags; `kind` where the words say it."""

    value: CellValue
    kind: PeriodKind | None = None

    @property
    def year(self) -> int | None:
        """The year, where it says no more than that."""
        text = Cell(self.value).text.split(" [")[0].strip()
        return int(text) if re.fullmatch(YEAR, text) else None


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around say of a bare year: the day it is counted on, or the month it ends with."""

    month: int
    day: int = 0

    def settle(self, when: When) -> When:
        """The period in full; as it is where it says more than a year already."""
        if (year := when.year) is None or when.kind is not None:
            return when
        flags = Cell(when.value).text.partition(" [")
        if self.day:
            return When(
                f"{self.day} {MONTHS[self.month - 1]} {year}{_flags(flags)}", PeriodKind.POINT_IN_TIME
            )
        return _of_year_ending(year, month=self.month, flags=_flags(flags)) or when


def _flags(parts: tuple[str, str, str]) -> str:
    return parts[1] + parts[2]


def read_context(texts: Iterable[str]) -> Context | None:
    """The first that is said: `at 31 March`, or `year ending 31 March`."""
    for text in texts:
        plain = tidy_text(text)
        ending, day = TO_MONTH.search(plain), AT_DAY.search(plain)
        if day and not (ending and ending.start() < day.start()):
            return Context(_month(day["month"]), int(day["day"]))
        if ending:
            return Context(_month(ending["month"]))
    return None


def split_period(text: str) -> tuple[When | None, str]:
    """The period in a heading, and the heading without it. None where there is none, or more than one."""
    if len(text) > LONGEST:
        return None, tidy_text(text)
    plain, flags = take_flags(NOTE_MARKS.sub("", tidy_text(text)))
    said = "".join(f" [{flag}]" for flag in flags)
    if looks_like_period(plain) and not (WHOLE.fullmatch(plain) and not is_year(int(plain))):
        return _whole(plain, said=said), ""
    # a flag that stands inside, before a footnote or a unit in brackets, is the period's all the same
    inside = FLAG_INSIDE.findall(plain)
    plain = " ".join(FLAG_INSIDE.sub(" ", plain).split())
    said += "".join(f" [{flag.casefold()}]" for flag in inside)
    for pattern in (YEARS, ENDING, DAY, CROSSING, GLUED, LONE):
        found = list(pattern.finditer(plain))
        if len({match[0].casefold() for match in found}) > 1 or (found and pattern is YEARS):
            return None, plain
        if found:
            rest = tidy_rest(plain[: found[0].start()], plain[found[-1].end() :])
            return _inside(found[0], said=said), rest
    return None, plain


NOTE_MARKS = re.compile(r"\s*\[note [0-9, ]+\]|\s*\[notes [0-9, and]+\]", re.IGNORECASE)
FLAG_INSIDE = re.compile(r"\[(p|r|e|f|b|er|u)\]", re.IGNORECASE)


def tidy_rest(before: str, after: str) -> str:
    """The words on either side of a period, joined, without those that only led to it."""
    apart = max(0, len(before) - JOINED_WITHIN)
    left = (before[:apart] + JOINING.sub("", before[apart:])).strip(" ,:;_-")
    right = after.strip(" ,:;_-")
    return " ".join(f"{left} {right}".split()).removesuffix("( )").strip()


def _whole(plain: str, *, said: str) -> When:
    form = read_form(plain)
    if isinstance(form, Dates):
        return _of_days(form, flags=said) or When(plain + said)
    return When(plain + said)


def _inside(match: re.Match[str], *, said: str) -> When:
    named = match.re.groupindex
    if "day" in named:
        return When(match["day"] + said, PeriodKind.POINT_IN_TIME)
    if "month" in named:
        month = match["month"]
        return (
            When(f"{month} {match['year']}{said}", PeriodKind.MONTH) if month else When(match["year"] + said)
        )
    form = read_form(
        re.sub(r"^(fye) ?", r"\1 ", match[0].strip(), flags=re.IGNORECASE).replace("years ", "year ")
    )
    return (_of_days(form, flags=said) if isinstance(form, Dates) else None) or When(match[0].strip() + said)


def _of_days(form: Dates, *, flags: str) -> When | None:
    if form.start == form.end:
        return When(
            f"{form.end.day} {MONTHS[form.end.month - 1]} {form.end.year}{flags}", PeriodKind.POINT_IN_TIME
        )
    if (form.end.year - form.start.year) * 12 + form.end.month - form.start.month == 11:
        return _of_year_ending(form.end.year, month=form.end.month, flags=flags)
    return None


def _of_year_ending(year: int, *, month: int, flags: str) -> When | None:
    start = month % 12 + 1
    kind = KIND_OF_START.get(start)
    if kind is None:
        return None
    label = str(year) if start == 1 else f"{year - 1}/{year % 100:02d}"
    return When(label + flags, kind)


def join_parts(whens: list[When], parts: list[str]) -> When | None:
    """A year in one heading row and its quarter or month in another: `Q1 2010/11`."""
    if len(whens) != 1 or len(parts) != 1:
        return None
    year = Cell(whens[0].value).text
    kind = PeriodKind.QUARTER if re.match("q", parts[0], re.IGNORECASE) else None
    return When(f"{parts[0]} {year}", kind)


def is_part(text: str) -> bool:
    """`Q1`, `March`: a part of a year that another heading names."""
    return bool(PART.fullmatch(text.strip()))


def when_of(cell: Cell) -> tuple[When | None, str]:
    """The period of a heading cell, and the words that are left."""
    if isinstance(cell.value, date):
        return When(cell.value), ""
    return split_period(cell.text)


def _month(text: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name[:3].casefold() == text[:3].casefold())


NOT_OF_FIGURES = re.compile(
    r"publish|updat|produced|printed|extract|releas|source|revis|creat|issued|downloaded|prepared|next|note|\bdraft",
    re.I,
)


def table_period(titles: Iterable[str], *, near: Context | None) -> When | None:
    """The one period that the titles above a table give all of it: `Year ending 31 March 2016`.

    `2012 to 2016` only bounds the periods of the columns. `near` is what a column's own headings say.
    """
    texts = [tidy_text(text) for text in titles]
    found: dict[object, When] = {}
    context = near or read_context(texts)
    for text in texts:
        when, _ = split_period(text)
        bounds = when is not None and isinstance(read_form(Cell(when.value).text), YearSpan)
        if when is None or bounds or NOT_OF_FIGURES.search(text):
            continue
        years = set(re.findall(rf"(?<![0-9]){YEAR}(?![0-9])", text))
        if context and len(years) == 1 and not CROSSING.search(text):
            when = context.settle(When(years.pop()))
        found[when.value] = when
    return next(iter(found.values())) if len(found) == 1 else None
