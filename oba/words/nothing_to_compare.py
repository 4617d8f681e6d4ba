"""What a page of comparisons says where there is nothing to compare, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.indicator import Indicator
from oba.words.labels import in_words
from oba.words.numbers import say_count, say_list


def say_no_figures(indicator: Indicator, *, area_name: str, published: bool) -> str:
    do = in_words("Choose another indicator or area.") if published else _load("a file that holds them")
    return f"No figures of {indicator.title} are loaded for {area_name} yet. {do}"


def say_no_other_area(*, when: str, area_name: str, published: bool) -> str:
    do = (
        in_words("Choose another period or indicator.")
        if published
        else _load("a file that holds other areas of the plan")
    )
    return f"No other area has a figure {when} to set beside that of {area_name}. {do}"


def say_no_neighbours(*, area_name: str, published: bool) -> str:
    do = "" if published else f" {_load('a list of statistical neighbours, as its publisher puts it out')}"
    return f"No statistical neighbours of {area_name} are named in the plan.{do}"


def say_neighbours_without_figures(*, count: int, area_name: str, published: bool) -> str:
    which = f"Of the {say_count(count, noun='statistical neighbour')} of {area_name}"
    if count == 1:
        which = f"Of the one statistical neighbour of {area_name}"
    do = in_words("Choose another indicator.") if published else _load("a file that holds them")
    return f"{which} none has figures for this {in_words('indicator')}. {do}"


def say_no_comparators(*, area_name: str, beside: Sequence[str], published: bool) -> str:
    """That the plan sets no comparators for an area; `beside` names what it is set beside all the same."""
    do = "" if published else " Add them on the sheet Comparators of the plan, and load the plan again."
    alone = f", so of countries and regions only {say_list(tuple(beside))} stands beside it" if beside else ""
    return f"No comparators are set for {area_name}{alone}.{do}"


def say_no_earlier_figure(*, when: str, area_name: str) -> str:
    return (
        f"There is no earlier figure of {area_name} to measure the change {when} from: one that shares no data, "
        "that is above nought, and that no change of definition parts from it. Choose a later period, if there is one."
    )


def say_no_other_change(*, first: str, last: str, published: bool) -> str:
    do = "Choose another period." if published else f"Choose another period, or l{_load('older figures')[1:]}"
    return f"No other area has comparable figures for both {first} and {last}. {do}"


def _load(what: str) -> str:
    return f"Load {what} on the page Load."
