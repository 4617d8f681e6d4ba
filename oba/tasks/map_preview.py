"""What a recipe makes of a file before it is kept: the first figures, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from oba.errors import ObaError
from oba.load.chunk import Chunk
from oba.load.formats import recipe as by_recipe
from oba.load.headers import Role
from oba.load.limits import UPLOAD
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reading import Reading
from oba.load.recipes.recipe_rules import check_recipe
from oba.load.reference import Reference
from oba.load.sheet import Cell, CellValue
from oba.model.indicator import Indicator
from oba.model.period_text import PeriodError, read_period
from oba.model.recipe import Recipe
from oba.model.release import Problem, Source
from oba.settings import Settings
from oba.tasks.map_layout import opened_layout
from oba.tasks.tables import Table, make_table
from oba.words.labels import in_words
from oba.words.numbers import begin, say_count

SHOWN_FIGURES, SHOWN_PROBLEMS = 10, 12
NAMES, NOT_GIVEN = ("name", "publisher", "title"), "not given"
HEADS = ("Cell", "Indicator", "Area", "Period", "Value")


@dataclass(frozen=True, slots=True)
class MapPreview:
    """`wrong` says what keeps the recipe from being kept; `problems` are the file's, those that stop a load first."""

    figures: Table
    said: str = ""
    problems: tuple[Problem, ...] = ()
    more: int = 0
    wrong: str = ""

    @property
    def sound(self) -> bool:
        """Whether the recipe can be kept: it reads figures, whatever else there is to decide about the file."""
        return not self.wrong and bool(self.figures.rows)


def preview_recipe(settings: Settings, path: Path, *, name: str, recipe: Recipe) -> MapPreview:
    """Read the whole file by the recipe alone. Nothing is written, and nothing that a file can cause is raised."""
    wrong = check_recipe(recipe)
    if wrong is not None and wrong.where not in NAMES:
        return MapPreview(make_table(HEADS, []), wrong=say_wrong(wrong))
    # figures can be looked at before the recipe has a publisher
    named = replace(
        recipe,
        name=recipe.name or NOT_GIVEN,
        publisher=recipe.publisher or NOT_GIVEN,
        title=recipe.title or NOT_GIVEN,
    )
    try:
        with opened_layout(settings, path, name=name, limits=UPLOAD) as (opened, book):
            opened.recipes = (named,)
            if not by_recipe.matches(opened):
                return MapPreview(
                    make_table(HEADS, []), wrong="Not all headings that it names are on this sheet."
                )
            preview = _preview(opened, Reference(indicators=book.indicators, areas=book.areas))
            return replace(preview, wrong=say_wrong(wrong)) if wrong else preview
    except ObaError as error:
        return MapPreview(make_table(HEADS, []), wrong=str(error))


def say_wrong(wrong: Problem) -> str:
    """What is wrong with a recipe, for a screen: what its file would have to say is left out."""
    where = f" ({wrong.where})" if wrong.found.startswith("found ") else ""
    return f"{begin(wrong.found)}{where}."


def _preview(opened: OpenedFile, reference: Reference) -> MapPreview:
    source = by_recipe.describe(opened)
    seconds = UPLOAD.seconds_for(opened.path.stat().st_size)
    reading = Reading(opened, by_recipe.NAME, "", reference, source, by_recipe, seconds=seconds)
    known = sum(len(frame) for frame in reading.frames())
    new = sum(one.figures for one in reading.measures if not one.known)
    found = list(islice(_figures(opened, reference=reference, source=source), SHOWN_FIGURES))
    said = f"{say_count(known, noun='figure')} of {in_words('indicators')} of the plan"
    if new:
        said += f" and {say_count(new, noun='figure')} of new {in_words('indicators')}"
    problems = tuple(reading.problems)
    return MapPreview(
        make_table(HEADS, found, numbers=("Value",)),
        f"{said} would be read, in areas of the plan.",
        problems[:SHOWN_PROBLEMS],
        max(0, len(problems) - SHOWN_PROBLEMS),
    )


def _figures(opened: OpenedFile, *, reference: Reference, source: Source) -> Iterator[tuple[str, ...]]:
    """The figures in areas of the plan as they come, each with its cell."""
    for chunk in by_recipe.read(opened, reference=reference, source=source, log=ProblemLog()):
        for row in range(chunk.rows):
            area = _area(chunk, row, reference=reference)
            if area:
                indicator = reference.find_indicator(_text(chunk, Role.INDICATOR, row) or chunk.indicator)
                yield (
                    chunk.where(Role.VALUE, row),
                    _name(chunk, row, indicator=indicator),
                    area,
                    _period(chunk, row, indicator=indicator),
                    _value(chunk, row),
                )


def _area(chunk: Chunk, row: int, *, reference: Reference) -> str:
    said = [_text(chunk, role, row) for role in (Role.AREA_CODE, Role.AREA)]
    found = next((area for text in said if text and (area := reference.find_area(text))), None)
    return found.name if found else ""


def _name(chunk: Chunk, row: int, *, indicator: Indicator | None) -> str:
    parts = [_text(chunk, role, row) for role in (Role.BREAKDOWN, Role.SEX, Role.CATEGORY)]
    code = _text(chunk, Role.INDICATOR, row)
    measure = chunk.measures.get(code)
    name = indicator.title if indicator else f"New: {measure.name if measure else code}"
    return ", ".join([name, *(part for part in parts if part)])


def _period(chunk: Chunk, row: int, *, indicator: Indicator | None) -> str:
    texts = chunk.texts[Role.PERIOD]
    value = texts.distinct[texts.codes[row]]
    return _label(value, indicator=indicator) or Cell(value).text or "not given"


def _label(value: CellValue, *, indicator: Indicator | None) -> str:
    if indicator is None or not isinstance(value, str | int | float):
        return ""
    try:
        reading = read_period(value, kind=indicator.period_kind, years_pooled=indicator.years_pooled)
    except PeriodError as error:
        return f"{Cell(value).text} (cannot be read: {error.expected} is expected)"
    return reading.period.label


def _text(chunk: Chunk, role: Role, row: int) -> str:
    texts = chunk.texts.get(role)
    return "" if texts is None else Cell(texts.distinct[texts.codes[row]]).text


def _value(chunk: Chunk, row: int) -> str:
    if isinstance(chunk.values, list):
        cell = chunk.values[row]
        return "a formula without a saved result" if cell.uncached else cell.text or "empty"
    return str(chunk.values.iloc[row]) or "empty"
