"""Every rule that the page "How the dashboard decides" prints comes out as it says, by the command that it names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from oba.words.decides import Rule, RuleTable, read_rules

ROOT = Path(__file__).resolve().parents[2]
TABLES = read_rules()


@pytest.fixture(scope="module")
def results() -> dict[str, list[dict[str, Any]]]:
    return {one.method: work_out(one) for one in TABLES}


def work_out(table: RuleTable) -> list[dict[str, Any]]:
    lines = "\n".join(json.dumps(rule.given) for rule in table.rules)
    command = [sys.executable, "-m", "oba", "compute", table.method]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


CASES = [
    pytest.param(table.method, place, rule, id=f"{table.method}: {rule.says}")
    for table in TABLES
    for place, rule in enumerate(table.rules)
]


@pytest.mark.parametrize(("method", "place", "rule"), CASES)
def test_a_rule_on_the_page_is_what_the_product_does(
    method: str, place: int, rule: Rule, results: dict[str, list[dict[str, Any]]]
) -> None:
    found = results[method][place]
    for name, expected in rule.then.items():
        compare(found[name], expected, name=name)


def compare(found: Any, expected: Any, *, name: str) -> None:
    if isinstance(expected, dict):
        for key, part in expected.items():
            compare(found[key], part, name=f"{name}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), name
        for one, part in zip(found, expected, strict=True):
            compare(one, part, name=name)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-8, abs=1e-9), name
    else:
        assert found == expected, name


def test_each_method_of_the_command_has_its_rules() -> None:
    from oba.words.compute import METHODS

    assert {one.method for one in TABLES} == set(METHODS)


def test_no_two_rules_say_the_same() -> None:
    said = [(table.method, rule.says) for table in TABLES for rule in table.rules]
    assert len(said) == len(set(said))


def test_each_rule_decides_something() -> None:
    assert all(rule.then for table in TABLES for rule in table.rules)
