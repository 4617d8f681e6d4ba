"""List every indicator of the plan from A to Z, each in the words by which somebody may look for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from oba.model.indicator import Indicator
from oba.tasks.gather import Gathered
from oba.tasks.sketch import Badge, badge_of_verdict
from oba.words.findings import say_newest
from oba.words.markers import explain_empty
from oba.words.numbers import begin

NUMBERS = "0–9"


@dataclass(frozen=True, slots=True)
class Listed:
    """One indicator. `counted` is what it counts in plain words; `newest` is '' where there is no figure."""

    key: str
    title: str
    counted: str
    newest: str
    status: Badge
    theme_key: str
    theme: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The indicators that begin with one letter; `anchor` names it in an address."""

    name: str
    anchor: str
    listed: tuple[Listed, ...]


def list_by_letter(found: Gathered) -> tuple[Letter, ...]:
    """Only the letters that there are, those that begin with a digit first."""
    ordered = sorted(found.book.indicators, key=_order)
    return tuple(
        Letter(name, _anchor(name), tuple(_list(found, some))) for name, some in groupby(ordered, key=_letter)
    )


def _list(found: Gathered, some: Iterable[Indicator]) -> Iterable[Listed]:
    themes = {one.key: one.title for one in found.book.themes}
    outcomes = {one.key: one.sentence for one in found.book.outcomes}
    for one in some:
        finding = found.findings.get(one.key)
        newest = say_newest(finding, indicator=one) if finding else ""
        yield Listed(
            key=one.key,
            title=one.title,
            counted=one.lay_definition,
            newest=begin(newest),
            status=badge_of_verdict(finding, dark=False) if finding and newest else _explain(found, one),
            theme_key=one.theme if one.theme in themes else "",
            theme=themes.get(one.theme, ""),
            outcome=outcomes.get(one.outcome, ""),
        )


def _explain(found: Gathered, one: Indicator) -> Badge:
    word, meaning = explain_empty(found.ours(one.key))
    return Badge(word=word, icon="", meaning=meaning)


def _letter(one: Indicator) -> str:
    """The letter under which it is looked for: without its accent; of what is neither letter nor digit, the next."""
    first = next((each for each in _plain(one.title) if each.isalnum()), "")
    return first.upper() if first.isalpha() else NUMBERS


def _order(one: Indicator) -> tuple[bool, str, str]:
    """By its letter, then by its letters and digits alone."""
    letter = _letter(one)
    return (
        letter != NUMBERS,
        letter,
        "".join(each for each in _plain(one.title) if each.isalnum() or each == " ").strip(),
    )


def _plain(text: str) -> str:
    """Without accents, and all in small letters."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


def _anchor(name: str) -> str:
    return (
        "letter-0" if name == NUMBERS else f"letter-{name.lower() if name.isascii() else f'{ord(name[0]):x}'}"
    )
