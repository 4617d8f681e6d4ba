"""Lines of JSON in, lines of JSON out: in order, as they come, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.tasks.compute.describe import list_methods, write_help
from oba.tasks.compute.fields import Field, Kind
from oba.tasks.compute.run import LONGEST_LINE, METHODS, compute, run
from oba.words import compute as words

ROOT = Path(__file__).resolve().parents[3]
GOOD = '{"value": 90, "lower": 80, "upper": 100, "benchmark": 70}'
ERROR = {"line", "field", "found", "expected", "remedy"}


def answers(text: str | bytes, *, method: str = "compare", chunk: int = 1 << 16) -> tuple[bool, list[Any]]:
    data = text.encode() if isinstance(text, str) else text
    pieces = iter([data[at : at + chunk] for at in range(0, len(data), chunk)])
    written: list[str] = []
    fine = run(method, read=lambda _: next(pieces, b""), write=written.append)
    return fine, [json.loads(line, parse_constant=pytest.fail) for line in "".join(written).splitlines()]


def command(*arguments: str, text: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oba", "compute", *arguments], input=text, cwd=cwd, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
def test_every_line_has_its_answer_in_order_and_blank_ones_none(chunk: int) -> None:
    lines = [f'{{"id": {number}, "value": {number}, "target": 3, "method": "target"}}' for number in range(9)]
    text = "\n\n" + "\n \r\n".join(lines)
    fine, found = answers(text, chunk=chunk)
    assert fine
    assert [one["id"] for one in found] == list(range(9))


def test_a_bad_line_is_told_by_its_number_and_the_next_is_answered() -> None:
    fine, found = answers(f'{GOOD}\n\n{{"id": "b", "value": "x"}}\n{GOOD}\n')
    assert not fine
    assert [set(one) & {"error", "comparison"} for one in found] == [
        {"comparison"},
        {"error"},
        {"comparison"},
    ]
    assert found[1]["id"] == "b"
    assert set(found[1]["error"]) == ERROR
    assert (found[1]["error"]["line"], found[1]["error"]["field"]) == (3, "value")
    assert "without quotation marks" in found[1]["error"]["remedy"]


NOT_OBJECTS = [
    b"[1]", b"null", b"7", b"{", b"{\"value\": 1,}", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b"9" * 5000, b"\x00",
]  # fmt: skip


@pytest.mark.parametrize("line", NOT_OBJECTS, ids=range(len(NOT_OBJECTS)))
def test_what_is_no_object_is_refused(line: bytes) -> None:
    fine, found = answers(line + b"\n" + GOOD.encode())
    assert not fine
    assert found[0]["error"]["expected"].startswith("one JSON object a line")
    assert "comparison" in found[1]


ODD = [
    ("NaN", '{"value": NaN}', "value"),
    ("Infinity", '{"value": Infinity}', "value"),
    ("a number that overflows", '{"value": 1e999}', "value"),
    ("a number of many digits", '{"value": ' + "9" * 400 + "}", "value"),
    ("a field twice", '{"value": 1, "value": 2}', "value"),
    ("an object for an id", '{"value": 1, "id": {}}', "id"),
    ("a misspelt field", '{"valeu": 1}', "valeu"),
]


@pytest.mark.parametrize(("_case", "line", "field"), ODD, ids=[row[0] for row in ODD])
def test_odd_lines_are_refused_by_their_field(_case, line, field) -> None:
    _, found = answers(line)
    assert found[0]["error"]["field"] == field


def test_a_misspelt_field_is_met_with_the_nearest_name() -> None:
    _, found = answers('{"benchmrk": 1}')
    assert found[0]["error"]["remedy"] == "Did you mean benchmark?"


def test_notes_are_passed_over_and_a_byte_order_mark_too() -> None:
    fine, found = answers("\ufeff" + GOOD[:-1] + ', "note": "as published", "_area": {"code": 1}}')
    assert fine
    assert "note" not in found[0]


def test_a_line_without_end_is_refused_without_being_kept() -> None:
    piece = b"x" * (1 << 20)
    chunks = iter([piece] * (LONGEST_LINE // len(piece) + 8) + [b"\n" + GOOD.encode()])
    written: list[str] = []
    run("compare", read=lambda _: next(chunks, b""), write=written.append)
    found = [json.loads(line) for line in "".join(written).splitlines()]
    assert "more than" in found[0]["error"]["found"]
    assert found[1]["comparison"] == "higher"


def test_what_has_come_is_answered_before_more_is_asked_for() -> None:
    written: list[str] = []
    seen: list[int] = []

    def read() -> Iterator[bytes]:
        for _ in range(3):
            seen.append(len(written))
            yield GOOD.encode() + b"\n"

    chunks = read()
    run("compare", read=lambda _: next(chunks, b""), write=written.append)
    assert seen == [0, 1, 2]


def example(field: Field) -> st.SearchStrategy[Any]:
    """What might stand in a field: mostly what belongs there, sometimes anything."""
    number = st.one_of(
        st.floats(-1e3, 1e3).map(lambda one: round(one, 3)),
        st.sampled_from([0, 1, -1, 1e15, -1e15, 1e-300, 0.5, 95]),
    )
    numbers = st.lists(st.one_of(number, st.none()), max_size=9)
    fitting = {
        Kind.NUMBER: number,
        Kind.WHOLE: st.integers(-1, 12),
        Kind.SWITCH: st.booleans(),
        Kind.WORD: st.sampled_from(field.told or ("",)),
        Kind.NUMBERS: numbers,
        Kind.POSITIONS: st.lists(st.integers(-1, 12), max_size=3),
        Kind.LISTS: st.lists(numbers, max_size=3),
        Kind.OBJECTS: st.lists(
            st.fixed_dictionaries({}, optional={one.name: example(one) for one in field.parts}), max_size=3
        )
        if field.parts
        else st.nothing(),
    }[field.kind]
    return st.one_of(fitting, fitting, fitting, st.none(), anything)


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_object_gives_an_answer_or_an_error_that_names_a_field(name: str, data: st.DataObject) -> None:
    fields = METHODS[name].FIELDS
    record = data.draw(st.fixed_dictionaries({}, optional={one.name: example(one) for one in fields}))
    if data.draw(st.booleans()):
        record |= data.draw(st.dictionaries(st.text(max_size=5), anything, max_size=1))
    _, (found,) = answers(json.dumps(record), method=name)
    if "error" in found:
        assert set(found["error"]) == ERROR
        assert found["error"]["field"] in {one.name for one in fields} | set(record)
        assert found["error"]["found"]
        assert found["error"]["expected"]
    else:
        assert found["method"]
        assert set(found) - {"id"} <= set(words.METHODS[name].answer)


@pytest.mark.parametrize("name", METHODS)
def test_the_example_of_the_help_can_be_computed(name: str) -> None:
    assert "error" not in compute(name, json.loads(words.METHODS[name].example))


def test_every_field_and_every_method_is_described() -> None:
    assert set(METHODS) == set(words.METHODS)
    for method in list_methods():
        assert [one.name for one in method.fields] == [one.name for one in METHODS[method.name].FIELDS]
        assert set(words.METHODS[method.name].fields) == {one.name for one in method.fields}
        assert all(one.meaning and one.holds for one in method.fields)
        assert method.example in write_help(method.name)


def test_the_command_needs_no_store_and_says_how_it_went(tmp_path: Path) -> None:
    fine = command("compare", text=GOOD, cwd=tmp_path)
    assert (fine.returncode, fine.stderr) == (0, "")
    assert json.loads(fine.stdout)["comparison"] == "higher"
    refused = command("compare", text=f"{{}}x\n{GOOD}\n", cwd=tmp_path)
    assert refused.returncode == 1
    assert len(refused.stdout.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("guess",), ("trend", "--colour"), ("trend", "file.json")])
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...]) -> None:
    wrong = command(*arguments)
    assert wrong.returncode == 2
    assert wrong.stderr.strip()
    assert "Traceback" not in wrong.stderr


def test_the_help_shows_each_method_and_its_fields() -> None:
    every = command("--help")
    assert every.returncode == 0
    assert all(one.example in every.stdout for one in words.METHODS.values())
    one = command("interval", "--help")
    assert one.returncode == 0
    assert all(field.name in one.stdout for field in METHODS["interval"].FIELDS)
    fields = json.loads(command("interval", "--fields").stdout)
    assert [each["name"] for each in fields] == [field.name for field in METHODS["interval"].FIELDS]


def test_no_heavy_library_is_imported() -> None:
    probe = (
        "import sys, oba.cli, oba.tasks.compute.run, oba.tasks.compute.describe;"
        "print([one for one in ('pandas', 'sqlalchemy', 'streamlit', 'plotly', 'jinja2') if one in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
