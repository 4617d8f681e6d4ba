"""`python -m oba freeze`: what would be frozen is shown, a person is asked, and only that is frozen."""

from __future__ import annotations

import json
import sys

import pytest
from sqlalchemy import text

from oba.cli import freezing, main
from oba.store.engine import open_store

WISH = (
    "freeze",
    "--indicator",
    "neet_16_17",
    "--agreed-by",
    "Board",
    "--reason",
    "No other course",
    "--replaces-because",
    "It was an example",
)


@pytest.fixture
def oba(own_example: str, monkeypatch, capsys):
    monkeypatch.setenv("OBA_TODAY", "2026-12-01")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--store", own_example])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def listed(oba, *more: str):
    return json.loads(oba("freeze", "--list", "--json", "--indicator", "neet_16_17", *more)[1])


def test_a_dry_run_shows_every_year_and_writes_nothing(oba):
    before = listed(oba)
    status, out, _ = oba(*WISH, "--dry-run", "--horizon", "3")
    assert status == 0
    assert out.startswith(
        "Would be frozen: Not in education, work or training, aged 16 and 17, Middlesbrough."
    )
    assert [line.split(":")[0].strip() for line in out.splitlines() if line.startswith("  20")] == [
        "2025/26",
        "2026/27",
        "2027/28",
    ]
    assert "Supersedes number" in out
    assert listed(oba) == before


def test_what_was_agreed_is_frozen_and_listed_with_the_one_it_supersedes(oba):
    status, out, _ = oba(*WISH, "--yes", "--scenario", "hold", "--user", "ann")
    assert status == 0
    assert "Frozen as number" in out
    old, new = listed(oba)
    assert (old["superseded_by"], new["superseded_by"]) == (new["number"], None)
    assert (new["agreed_by"], new["reason"], new["recorded_by"]) == ("Board", "No other course", "ann")
    assert (new["scenario"], len(new["points"]), new["example"]) == ("hold the level", 5, False)
    text = oba("freeze", "--list", "--indicator", "neet_16_17")[1]
    assert f"(number {new['number']}). Reason: It was an example." in text
    assert "Agreed by Board." in text


def test_as_json_a_dry_run_holds_the_very_numbers_that_are_frozen(oba):
    seen = json.loads(oba(*WISH, "--dry-run", "--json")[1])
    done = json.loads(oba(*WISH, "--yes", "--json")[1])
    assert (seen["written"], done["written"]) == (False, True)
    assert seen["points"] == done["points"]
    assert listed(oba)[-1]["points"] == done["points"]


@pytest.mark.parametrize(("answer", "frozen"), [("y", 1), ("n", 0), ("", 0)])
def test_a_person_at_a_terminal_is_asked_first(oba, monkeypatch, answer, frozen):
    before = len(listed(oba))
    monkeypatch.setattr(freezing, "at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    status, out, _ = oba(*WISH)
    assert status == 0
    assert ("Nothing was frozen." in out) is not bool(frozen)
    assert len(listed(oba)) - before == frozen


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("freeze",), "no indicator is named"),
        (WISH, "nobody can be asked here"),
        ((*WISH, "--json"), "nobody can be asked here"),
        ((*WISH, "--horizon", "ten"), "horizon 'ten', expected a whole number from 1 to 15"),
        ((*WISH, "--horizon", "16"), "a horizon of 16, expected 1 to 15"),
        ((*WISH, "--scenario", "hope"), "scenario 'hope', expected one of hold, carry-on, straight-line"),
        ((*WISH, "--data-to", "1999"), "no measured figure for '1999'"),
        (("freeze", "--indicator", "neet_16_17", "--reason", "x"), "nobody is named who agreed on it"),
    ],
)
def test_a_call_that_lacks_something_is_answered_with_what_to_do(oba, monkeypatch, arguments, said):
    monkeypatch.setattr(sys, "stdin", None)
    status, out, err = oba(*arguments)
    assert status == 2
    assert said in err
    assert out == ""


def test_without_a_margin_the_command_asks_for_a_plain_word(oba, own_example):
    keep_newest(own_example, 2)
    status, _, err = oba(*WISH, "--yes")
    assert status == 2
    assert "too few for a margin of error" in err
    assert "--without-margin" in err
    status, out, _ = oba(*WISH, "--yes", "--without-margin")
    assert status == 0
    assert "Frozen as number" in out


def keep_newest(url: str, number: int) -> None:
    ours = "series_id = (SELECT id FROM series WHERE indicator = 'neet_16_17' AND area = 'E06000002' AND breakdown = '')"
    kept = f"SELECT period_id FROM observation WHERE {ours} ORDER BY period_id DESC LIMIT {number}"
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text(f"DELETE FROM observation WHERE {ours} AND period_id NOT IN ({kept})"))
    store.close()


def test_an_unknown_indicator_is_refused(oba):
    status, _, err = oba("freeze", "--indicator", "nothing", "--dry-run", "--agreed-by", "x", "--reason", "y")
    assert status == 1
    assert "indicator 'nothing'" in err


def test_a_curve_without_baselines_says_how_to_freeze_one(oba):
    _, out, _ = oba("freeze", "--list", "--area", "England")
    assert out.startswith("No baseline has been frozen yet.")
