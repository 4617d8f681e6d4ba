"""A row of the sheet Indicators of the plan workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from oba.load.plans.plan_rows import read_title
from oba.load.plans.record import Record, split_list
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome, Problem

NEEDS_MULTIPLIER = (ValueType.PROPORTION, ValueType.CRUDE_RATE)


def read_indicator(row: Record, *, themes: Collection[str], theme_of: Mapping[str, str]) -> Indicator:
    standing = row.word("Standing", words=Standing)
    # without either it waits for its place: what a load has added stands in no theme yet
    placed = bool(row.text("Theme") or row.text("Outcome"))
    if not placed:
        said = "the indicator stands in no theme and under no outcome yet"
        row.problems.append(Problem(Outcome.NOTE, row.where("Theme"), said))
    codes = split_list(row.text("Codes"))
    # what came from a publisher's file is described as far as the publisher did
    described = placed and not codes
    theme = row.key("Theme", known=themes, of="a theme") if placed else ""
    outcome = row.key("Outcome", known=theme_of, of="an outcome") if placed else ""
    _check_outcome(row, theme=theme, outcome=outcome, themes=themes, theme_of=theme_of)
    value_type = row.word("Value type", words=ValueType)
    lowest, highest = _bounds(row)
    return Indicator(
        key=row.required("Key"),
        title=read_title(row, column="Indicator"),
        theme=theme,
        outcome=outcome,
        standing=standing,
        unit=row.required("Unit") if described else row.text("Unit"),
        value_type=value_type,
        polarity=row.word("Polarity", words=Polarity),
        period_kind=row.word("Period kind", words=PeriodKind),
        years_pooled=row.whole("Years pooled", default=1, least=1, most=20),
        multiplier=_multiplier(row, value_type=value_type),
        decimals=row.whole("Decimals", default=1, most=6),
        lower_bound=lowest,
        upper_bound=highest,
        statutory_number=row.text("Statutory number"),
        lay_definition=row.required("Lay definition", remedy="Say in plain words what it measures")
        if described
        else row.text("Lay definition"),
        technical_definition=_technical(row, standing=standing)
        if described
        else row.text("Technical definition"),
        owner=row.text("Owner"),
        next_release=row.day("Next release"),
        notes=row.text("Notes"),
        order=row.whole("Order", default=row.number),
        codes=codes,
    )


def _check_outcome(
    row: Record, *, theme: str, outcome: str, themes: Collection[str], theme_of: Mapping[str, str]
) -> None:
    if outcome in theme_of and theme_of[outcome] != theme and theme in themes:
        row.refuse(
            "Outcome",
            found=f"'{outcome}' belongs to the theme '{theme_of[outcome]}'",
            expected=f"an outcome of '{theme}'",
            remedy="Correct the theme or the outcome",
        )


def _bounds(row: Record) -> tuple[float | None, float | None]:
    """The lowest and the highest value that are possible at all."""
    lowest, highest = _lowest(row), row.decimal("Highest possible", default=None)
    if lowest is not None and highest is not None and highest <= lowest:
        row.refuse(
            "Highest possible",
            found=f"found {highest:g}",
            expected=f"more than the lowest possible, {lowest:g}",
            remedy="Correct one of the two",
        )
    return lowest, highest


def _lowest(row: Record) -> float | None:
    """Nought where nothing is written; None where the word says that there is no lowest."""
    if row.text("Lowest possible").casefold() == "none":
        return None
    return row.decimal("Lowest possible", default=0.0)


def _multiplier(row: Record, *, value_type: ValueType) -> float:
    multiplier = row.decimal("Multiplier", default=None)
    if multiplier is None:
        if value_type in NEEDS_MULTIPLIER and row.cell("Multiplier").blank:
            row.refuse(
                "Multiplier",
                found="found nothing",
                expected="what numerator / denominator is multiplied by",
                remedy="Write 100 for a percentage, 1000 for a rate per 1,000",
            )
        return 1.0
    if multiplier <= 0:
        row.refuse(
            "Multiplier", found=f"found {multiplier:g}", expected="a number above nought", remedy="Correct it"
        )
    return multiplier


def _technical(row: Record, *, standing: Standing) -> str:
    """Required, except of what is still on the data development agenda."""
    if standing is Standing.DEVELOPMENT:
        return row.text("Technical definition")
    return row.required("Technical definition", remedy="Say what the numerator and the denominator are")
