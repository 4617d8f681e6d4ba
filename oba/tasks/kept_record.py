"""Read back what an export keeps as JSON: every field of its own type, or a sentence that says where it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from oba.errors import ObaError
from oba.words import kept_files as words

T = TypeVar("T")
Record = Mapping[str, Any]
LARGEST = 2**31 - 1
"""What a column of whole numbers holds on either database."""


class SpoiltError(ValueError):
    """What stands at `place` is not what is `expected` there."""

    def __init__(self, place: str, *, expected: str) -> None:
        self.place, self.expected = place, expected
        super().__init__(f"{place}: {expected}")


def read_kept(path: Path, build: Callable[[Record], T], *, what: str, without: str = "it") -> T:
    """What `build` makes of the file. ObaError that says where it is not what an export writes."""
    try:
        return build(json.loads(path.read_text(encoding="utf-8")))
    except SpoiltError as error:
        raise _refuse(path, what, without, place=error.place, expected=error.expected) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refuse(path, what, without) from error


def _refuse(
    path: Path, what: str, without: str, *, place: str = "", expected: str = words.EXPORTED
) -> ObaError:
    said, remedy = words.say_spoilt(what, place=place), words.say_remedy(without)
    return ObaError(said, where=path.name, expected=expected, remedy=remedy)


def list_records(found: Record, part: str, build: Callable[[Record], T]) -> tuple[T, ...]:
    """What `build` makes of each record of one part. SpoiltError that says which is none."""
    records = found[part]
    if not isinstance(records, list):
        raise SpoiltError(f"'{part}'", expected=words.LIST)
    return tuple(
        _build(one, build, place=words.say_record(at, part=part)) for at, one in enumerate(records, 1)
    )


def build_record(cls: type[T], record: Record, *, later: Collection[str] = ()) -> T:
    """The record as its class. SpoiltError for a field that is missing, but for those that came `later`, or no such."""
    kind: Any = cls
    hints, values = _hints(kind), {}
    for one in fields(kind):
        if one.name in record:
            values[one.name] = _value(hints[one.name], record[one.name], place=f"'{one.name}'")
        elif one.name not in later or one.default is MISSING:
            raise SpoiltError(f"'{one.name}'", expected=words.THERE)
    return cls(**values)


def check_once(keys: Iterable[object], *, place: str) -> None:
    """SpoiltError where two records go by one name."""
    listed = list(keys)
    if len(set(listed)) < len(listed):
        raise SpoiltError(place, expected=words.ONCE)


def _build(record: Any, build: Callable[[Record], T], *, place: str) -> T:
    if not isinstance(record, dict):
        raise SpoiltError(place, expected=words.RECORD)
    try:
        return build(record)
    except SpoiltError as error:
        raise SpoiltError(f"{place}, {error.place}", expected=error.expected) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SpoiltError(place, expected=words.EXPORTED) from error


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def _value(hint: Any, value: Any, *, place: str) -> Any:
    if get_origin(hint) is UnionType:
        return None if value is None else _value(get_args(hint)[0], value, place=place)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise SpoiltError(place, expected=words.LIST)
        return tuple(_value(get_args(hint)[0], one, place=place) for one in value)
    read, expected = READERS.get(hint) or (hint, words.say_one_of(tuple(hint)))
    try:
        return read(value)
    except (ValueError, TypeError) as error:
        raise SpoiltError(place, expected=expected) from error


def _text(value: Any) -> str:
    """A text that either database keeps: half a character, or the one of number 0, is none."""
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    value.encode()
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise TypeError
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


READERS: Mapping[Any, tuple[Callable[[Any], Any], str]] = {
    str: (_text, words.TEXT),
    int: (_number, words.NUMBER),
    bool: (_yes_or_no, words.YES_OR_NO),
    date: (date.fromisoformat, words.DAY),
    datetime: (_moment, words.MOMENT),
}
"""How a field of each type is read, and what is expected of it; a choice is read by its own words."""
