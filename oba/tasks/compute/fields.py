"""The fields of a line: what each may hold, from which lines are checked and the help is written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from oba.errors import ObaError
from oba.model.baseline import Scenario
from oba.model.indicator import Polarity, ValueType

LARGEST = 1e15
"""Beyond this, sums of squares would lose what they are to measure."""
MOST_FIGURES = 1_000
MOST_PEERS = 10_000
LONGEST_SHOWN = 60
CARRIED = "id"
PASSED_OVER = "note"


class Kind(StrEnum):
    """What a field holds, in the words of the help."""

    NUMBER = "a number"
    WHOLE = "a whole number"
    SWITCH = "true or false"
    WORD = "a word"
    NUMBERS = "a list of numbers or null"
    POSITIONS = "a list of whole numbers"
    LISTS = "a list of lists of numbers or null"
    OBJECTS = "a list of objects"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `words` maps each spelling understood to what it means; `told` are those that the help names."""

    name: str
    kind: Kind
    needed: bool = False
    default: Any = None
    words: Mapping[str, Any] | None = None
    told: tuple[str, ...] = ()
    lowest: float = -LARGEST
    highest: float = LARGEST
    above: float | None = None
    parts: tuple[Field, ...] = ()

    @property
    def expected(self) -> str:
        """What the field may hold, as errors and help say it."""
        if self.kind is Kind.WORD:
            return f"one of {', '.join(self.told)}"
        if self.parts:
            return f"{self.kind}, each with {', '.join(one.name for one in self.parts)}"
        limits = []
        if self.above is not None:
            limits.append(f"greater than {self.above:g}")
        if self.lowest > -LARGEST:
            limits.append(f"of {self.lowest:g} or more")
        if self.highest < LARGEST:
            limits.append(f"up to {self.highest:g}")
        return " ".join([self.kind.value, " and ".join(limits)]).strip()


class FieldError(ObaError):
    """A field of a line cannot be taken; `field` names it."""

    def __init__(self, field: str, found: str, *, expected: str, remedy: str = "") -> None:
        self.field = field
        super().__init__(found, where=field, expected=expected, remedy=remedy)


def _spell(words: Mapping[str, Any]) -> dict[str, Any]:
    return {normal(name): meaning for name, meaning in words.items()}


def normal(word: str) -> str:
    """A word without regard to case, hyphens, underscores and spaces."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


POLARITIES = {one.value: one for one in Polarity} | {
    "high": Polarity.HIGH_IS_GOOD,
    "low": Polarity.LOW_IS_GOOD,
    "none": Polarity.NO_JUDGEMENT,
    "neutral": Polarity.NO_JUDGEMENT,
    "no judgment": Polarity.NO_JUDGEMENT,
}
VALUE_TYPES = {one.value: one for one in ValueType} | {
    "percentage": ValueType.PROPORTION,
    "percent": ValueType.PROPORTION,
    "rate": ValueType.CRUDE_RATE,
    "standardised rate": ValueType.STANDARDISED_RATE,
    "standardized rate": ValueType.STANDARDISED_RATE,
    "directly standardized rate": ValueType.STANDARDISED_RATE,
    "dsr": ValueType.STANDARDISED_RATE,
}
SCENARIOS = {one.value: one for one in Scenario} | {
    "carry on": Scenario.CARRY_ON,
    "hold": Scenario.HOLD,
}
YEARS = Field("years_per_period", Kind.NUMBER, default=1.0, above=0)
POLARITY = Field(
    "polarity", Kind.WORD, default=Polarity.NO_JUDGEMENT, words=_spell(POLARITIES),
    told=tuple(one.value for one in Polarity),
)  # fmt: skip
VALUE_TYPE = Field("value_type", Kind.WORD, words=_spell(VALUE_TYPES), told=tuple(ValueType))
SCENARIO = Field(
    "scenario", Kind.WORD, default=Scenario.CARRY_ON, words=_spell(SCENARIOS),
    told=("carry_on", "hold", "straight_line"),
)  # fmt: skip
MULTIPLIER = Field("multiplier", Kind.NUMBER, default=1.0, above=0)
HORIZON = Field("horizon", Kind.WHOLE, lowest=1, highest=100)
BOUNDS = (Field("lower_bound", Kind.NUMBER), Field("upper_bound", Kind.NUMBER))


def read_record(record: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """Every field by name, its default where left out or null. FieldError names the first that cannot be taken."""
    names = {one.name for one in fields}
    for name in record:
        if name not in names and name not in (CARRIED, PASSED_OVER) and not name.startswith("_"):
            raise _unknown(name, fields)
    return {one.name: read_field(record.get(one.name), one) for one in fields}


def read_field(given: Any, field: Field) -> Any:
    """One field's value, checked. FieldError says what was found and what was expected."""
    if given is None:
        if field.needed:
            raise FieldError(field.name, "nothing", expected=field.expected, remedy=f"Give {field.name}")
        return field.default
    return _READERS[field.kind](given, field)


def refuse(field: Field, given: Any, *, remedy: str = "") -> FieldError:
    return FieldError(field.name, show(given), expected=field.expected, remedy=remedy)


def show(given: Any) -> str:
    """What was found, short enough for one line."""
    try:
        text = json.dumps(given, ensure_ascii=False)
    except RecursionError:
        return "lists within lists without end"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."


def _unknown(name: str, fields: Sequence[Field]) -> FieldError:
    names = [one.name for one in fields]
    near = get_close_matches(normal(name).replace(" ", "_"), names, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Leave it out, or begin its name with an underscore"
    return FieldError(
        name, f"a field that this method does not have: {show(name)}",
        expected=f"only {', '.join(names)}", remedy=remedy,
    )  # fmt: skip


def _is_number(given: Any) -> bool:
    return isinstance(given, (int, float)) and not isinstance(given, bool) and abs(given) <= LARGEST


def _read_number(given: Any, field: Field) -> float:
    if not _is_number(given) or not field.lowest <= given <= field.highest:
        raise refuse(field, given, remedy=_say_number(given))
    if field.above is not None and given <= field.above:
        raise refuse(field, given)
    return float(given)


def _say_number(given: Any) -> str:
    if isinstance(given, str):
        return "Write the number without quotation marks, or null where there is none"
    if isinstance(given, float) and not math.isfinite(given):
        return "Write null where there is no number"
    return ""


def _read_whole(given: Any, field: Field) -> int:
    number = _read_number(given, field)
    if number != int(number):
        raise refuse(field, given)
    return int(number)


def _read_switch(given: Any, field: Field) -> bool:
    if not isinstance(given, bool):
        raise refuse(field, given)
    return given


def _read_word(given: Any, field: Field) -> Any:
    assert field.words is not None
    if not isinstance(given, str) or normal(given) not in field.words:
        raise refuse(field, given)
    return field.words[normal(given)]


def _read_numbers(given: Any, field: Field) -> tuple[float, ...]:
    """Numbers as floats, NaN for null."""
    _check_list(given, field, most=MOST_FIGURES)
    kinds = {type(one) for one in given}
    if kinds <= {float, int, type(None)}:
        numbers = tuple(math.nan if one is None else one for one in given)
        if all(one != one or field.lowest <= one <= field.highest for one in numbers) and not any(
            isinstance(one, float) and one != one for one in given
        ):
            return tuple(map(float, numbers))
    for place, one in enumerate(given):
        if one is not None and not (_is_number(one) and field.lowest <= one <= field.highest):
            raise FieldError(
                field.name,
                f"{show(one)} in place {place + 1}",
                expected=field.expected,
                remedy=_say_number(one),
            )
    return tuple(math.nan if one is None else float(one) for one in given)


def _check_list(given: Any, field: Field, *, most: int) -> None:
    if not isinstance(given, list):
        raise refuse(field, given, remedy="Write a list in square brackets")
    if len(given) > most:
        raise FieldError(field.name, f"{len(given):,} of them", expected=f"at most {most:,}")


def _read_positions(given: Any, field: Field) -> tuple[int, ...]:
    numbers = _read_numbers(given, field)
    if any(one != one or one != int(one) for one in numbers):
        raise refuse(field, given)
    return tuple(int(one) for one in numbers)


def _read_lists(given: Any, field: Field) -> tuple[tuple[float, ...], ...]:
    _check_list(given, field, most=MOST_PEERS)
    return tuple(_read_numbers(one, field) for one in given)


def _read_objects(given: Any, field: Field) -> tuple[dict[str, Any], ...]:
    _check_list(given, field, most=MOST_PEERS)
    found = []
    for place, one in enumerate(given):
        if not isinstance(one, dict):
            raise FieldError(field.name, f"{show(one)} in place {place + 1}", expected=field.expected)
        try:
            found.append(read_record(one, field.parts))
        except FieldError as error:
            raise FieldError(
                field.name, f"in place {place + 1}, {error.field}: {error.found}",
                expected=error.expected, remedy=error.remedy,
            ) from error  # fmt: skip
    return tuple(found)


_READERS = {
    Kind.NUMBER: _read_number,
    Kind.WHOLE: _read_whole,
    Kind.SWITCH: _read_switch,
    Kind.WORD: _read_word,
    Kind.NUMBERS: _read_numbers,
    Kind.POSITIONS: _read_positions,
    Kind.LISTS: _read_lists,
    Kind.OBJECTS: _read_objects,
}
