"""What search engines, catalogues of data and those who share a link are told of a page."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.indicator import Indicator
from oba.words.labels import in_words
from oba.words.numbers import begin
from oba.words.publications import UNNAMED as UNNAMED


def say_dataset_name(title: str, place: str) -> str:
    return f"{title}, {place}"


def say_dataset(indicator: Indicator, *, place: str, finding: str, trust: str) -> str:
    """What the figures of one indicator are, in at least fifty characters: its finding, then its definition."""
    parts = (
        finding,
        indicator.lay_definition,
        f"{begin(indicator.unit)}, for {place} and the areas it is compared with.",
        f"Published by {trust or UNNAMED} with its frozen forecast, sources and the working of every judgement.",
    )
    return " ".join(_stop(part.strip()) for part in parts if part.strip())


def say_indicator(indicator: Indicator, *, finding: str) -> str:
    """Under the title of an indicator's page where it is found or shared."""
    return " ".join(_stop(part.strip()) for part in (finding, indicator.lay_definition) if part.strip())


def say_catalogue(plan: str) -> str:
    return f"Open data: {plan}"


def say_all_data(*, plan: str, place: str, indicators: str) -> str:
    """What stands in the open data as a whole. `indicators` says how many."""
    return in_words(
        f"The figures of {indicators} for {place} and the areas it is compared with, each with its source, release and "
        f"cell; the frozen forecasts and verdicts; and the actions of {plan}."
    )


def _stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def say_plan(plan: str, *, themes: Sequence[str], count: str) -> str:
    """Of the page of the whole plan."""
    of = f" Its themes: {', '.join(themes)}." if themes else ""
    return f"The outcomes, indicators and actions of {plan}.{of} {count}"
