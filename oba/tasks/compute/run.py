"""Run a method over lines of JSON as they come: each line is answered on a line of its own, in order."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from oba.tasks.compute import compare, forecast, interval, spc, trend, verdict
from oba.tasks.compute.fields import CARRIED, Field, FieldError, read_record, show

LONGEST_LINE = 1 << 24
"""Bytes. A line that is longer is refused without being kept."""
CHUNK = 1 << 16


class Method(Protocol):
    """A module of this package. `prepare` checks what the fields say together; `answer` computes many at once."""

    NAME: str
    FIELDS: tuple[Field, ...]

    def prepare(self, given: Mapping[str, Any]) -> Any: ...

    def answer(self, prepared: Sequence[Any]) -> list[dict[str, Any]]: ...


METHODS: dict[str, Any] = {one.NAME: one for one in (trend, interval, compare, spc, forecast, verdict)}


def run(name: str, *, read: Callable[[int], bytes], write: Callable[[str], object]) -> bool:
    """Answer every line that `read` gives until it gives nothing; True when all could be computed.

    `read` returns up to so many bytes as soon as there are any. What has come is answered before more is asked for.
    """
    fine = True
    for lines in _batches(read):
        answers = answer_lines(METHODS[name], lines)
        fine = fine and not any("error" in one for one in answers)
        write("".join(json.dumps(one, allow_nan=False) + "\n" for one in answers))
    return fine


def compute(name: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """One answer for one object, as the command gives it."""
    return answer_lines(METHODS[name], [(1, json.dumps(record).encode())])[0]


def answer_lines(method: Method, lines: Sequence[tuple[int, bytes]]) -> list[dict[str, Any]]:
    """The answers to numbered lines, in order."""
    with np.errstate(all="ignore"):
        return _answer_lines(method, lines)


def _answer_lines(method: Method, lines: Sequence[tuple[int, bytes]]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    prepared: list[Any] = []
    open_places: list[int] = []
    for number, line in lines:
        carried: dict[str, Any] = {}
        try:
            record = parse(line)
            carried = _carry(record)
            prepared.append(method.prepare(read_record(record, method.FIELDS)))
            open_places.append(len(answers))
            answers.append(carried)
        except FieldError as error:
            answers.append(carried | {"error": _tell(error, number)})
    if prepared:
        for place, one in zip(open_places, method.answer(prepared), strict=True):
            answers[place] |= {name: clean(value) for name, value in one.items()}
    return answers


def parse(line: bytes) -> dict[str, Any]:
    """The object on one line. FieldError where there is none, or a field stands twice."""
    whole = {"expected": "one JSON object a line, in UTF-8"}
    if len(line) > LONGEST_LINE:
        raise FieldError("", f"a line of more than {LONGEST_LINE:,} bytes", **whole)
    try:
        found = json.loads(line.decode("utf-8"), object_pairs_hook=_pair)
    except UnicodeDecodeError as error:
        raise FieldError("", "bytes that are not UTF-8", **whole) from error
    except RecursionError as error:
        raise FieldError("", "lists within lists without end", **whole) from error
    except ValueError as error:
        raise FieldError("", f"text that is not JSON ({error})", **whole) from error
    if not isinstance(found, dict):
        raise FieldError("", show(found), **whole)
    return found


def clean(value: Any) -> Any:
    """A value as JSON can say it: a number that is none becomes null."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: clean(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(one) for one in value]
    return value


def _pair(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FieldError(twice, "the field twice", expected="each field once")
    return found


def _carry(record: Mapping[str, Any]) -> dict[str, Any]:
    if CARRIED not in record:
        return {}
    if isinstance(record[CARRIED], (dict, list)):
        raise FieldError(CARRIED, show(record[CARRIED]), expected="a text or a number")
    return {CARRIED: clean(record[CARRIED])}


def _tell(error: FieldError, number: int) -> dict[str, Any]:
    return {
        "line": number,
        "field": error.field,
        "found": error.found,
        "expected": error.expected,
        "remedy": error.remedy,
    }


def _batches(read: Callable[[int], bytes]) -> Iterator[list[tuple[int, bytes]]]:
    """The lines that each reading completes, numbered from 1; blank ones are left out but counted."""
    rest, number = b"", 0
    while chunk := read(CHUNK):
        *ended, rest = (rest + chunk).split(b"\n")
        yield list(_number(ended, number))
        number += len(ended)
        if len(rest) > LONGEST_LINE:
            rest = rest[: LONGEST_LINE + 1]
    yield list(_number([rest], number))


def _number(lines: Iterable[bytes], before: int) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, before + 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if text.strip():
            yield number, text
