"""What the columns of a sheet say of each other: one column a role, the narrowest area first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oba.load.headers import NUMBER_ROLES, Role
from oba.load.recipes.layout_columns import NOT_READ, ColumnGuess
from oba.load.recipes.layout_headings import Label
from oba.load.sheet import BLANK, Row

CODES = (Role.AREA_CODE.value, f"{Role.AREA_CODE} 2", f"{Role.AREA_CODE} 3", f"{Role.AREA_CODE} 4")
"""The roles of several columns of area codes: a later one is read where those before it are blank."""
ONE_COLUMN = (Role.PERIOD, Role.MARKER, *NUMBER_ROLES, Role.SEX, Role.AGE, Role.CATEGORY_TYPE, Role.CATEGORY)


def agree(
    guesses: Sequence[ColumnGuess], *, labels: dict[int, Label], body: Sequence[Row]
) -> list[ColumnGuess]:
    """The guesses with each role given once; the rest are left to a person, with the reason."""
    across = [replace(one, role=Role.VALUE, sure=True) if one.index in labels else one for one in guesses]
    areas = _agree_areas(across)
    return _need_no_parts(_agree_rest(areas), body=body)


def _agree_areas(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Where country, region and authority have a column each, the one with most different areas says which."""
    changed = {one.index: one for one in guesses}
    codes = sorted(
        (one for one in guesses if one.role == Role.AREA_CODE), key=lambda one: (-one.different, -one.index)
    )
    for place, guess in enumerate(codes):
        changed[guess.index] = replace(guess, role=CODES[place] if place < len(CODES) else NOT_READ)
    names = sorted(
        (one for one in guesses if one.role == Role.AREA), key=lambda one: (-one.different, -one.index)
    )
    for guess in names[1:]:
        changed[guess.index] = replace(
            guess,
            role=NOT_READ,
            sure=bool(codes),
            reason=f"{guess.reason}, but '{names[0].heading}' has more",
        )
    return list(changed.values())


def _agree_rest(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    has_value = any(one.role == Role.VALUE for one in guesses)
    typed = any(one.role == Role.CATEGORY_TYPE for one in guesses)
    taken: set[str] = set()
    agreed = []
    for guess in guesses:
        if guess.role == Role.CATEGORY and not typed:
            # without a type beside it, a category files the figures under a heading and parts none
            guess = replace(guess, role=Role.BREAKDOWN if guess.different > 1 else NOT_READ)
        if guess.role == Role.AGE and guess.different > 1:
            reason = f"it holds {guess.different} ages: a breakdown, unless each is an indicator of its own"
            guess = replace(guess, role=Role.BREAKDOWN, reason=reason, sure=False)
        if not has_value and guess.role in (Role.NUMERATOR, Role.DENOMINATOR):
            guess = replace(guess, role=Role.VALUE)
        elif guess.role in taken and guess.role in ONE_COLUMN:
            reason = f"{guess.reason}, but another column is the {guess.role} already"
            guess = replace(guess, role=NOT_READ, reason=reason, sure=False)
        taken.add(guess.role)
        agreed.append(guess)
    return agreed


def _need_no_parts(guesses: list[ColumnGuess], *, body: Sequence[Row]) -> list[ColumnGuess]:
    """A column of few texts parts the figures only where rows would be alike without it."""
    said = [one.index for one in guesses if one.role and one.role not in (Role.VALUE, *NUMBER_ROLES)]
    keys = [
        tuple((cells[index] if index < len(cells) else BLANK).text for index in said) for _, cells in body
    ]
    filled = [key for key in keys if any(key)]
    if len(set(filled)) < len(filled):
        return guesses
    return [one if one.sure or one.role or one.different < 2 else _unneeded(one) for one in guesses]


def _unneeded(guess: ColumnGuess) -> ColumnGuess:
    if "could part" not in guess.reason:
        return guess
    return replace(guess, sure=True, reason="it holds texts that the figures can be told apart without")
