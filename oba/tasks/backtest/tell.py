"""Tell a back-test: as Markdown with its tables, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from oba.analysis.backtest import AVERAGE, LAST, LINE, MODERATED, OURS, Scores
from oba.tasks.backtest.run import ABOVE, JUDGED, Backtest, StartTest
from oba.words.backtest import DEFINITIONS, GROUPS, say_control, say_cover, say_percent, say_turned

RULES = (LAST, LINE, AVERAGE, OURS, MODERATED)
WORDS = (
    ("turned, or above", "last figure beyond 95%"),
    ("early sign, or above beyond 80%", "last figure beyond 80%"),
    ("early warning, or below beyond 80%", "the other way beyond 80%"),
    ("worse than forecast, or below", "the other way beyond 95%"),
)
"""The verdict words by the rule that gives them."""


def tell_as_json(found: Backtest) -> str:
    national = found.national
    return json.dumps(
        {
            "file": national.name,
            "format": national.format,
            "cells": national.cells,
            "series": national.series,
            "dictionary": found.dictionary,
            "cells_left_out": national.left_out,
            "measures_left_out": found.left_out,
            "forecasts": [asdict(one) for one in found.forecasts],
            "starts": [asdict(one) for one in found.starts],
            "control_charts": [asdict(one) for one in found.controls],
        },
        indent=1,
    )


def tell_as_markdown(found: Backtest, *, day: date) -> str:
    """The whole report; each table with how many measures and series it rests on."""
    national = found.national
    lines = [
        f"# Back-test of the methods, {day.day} {day:%B %Y}",
        "",
        f"{national.name}: {national.format}, {len(national.tables):,} measures,"
        f" {national.series:,} series with a figure."
        + (f" Which way is good: {found.dictionary}." if found.dictionary else " No dictionary was given."),
        *(f"Measures left out because {why}: {number:,}." for why, number in found.left_out.items()),
        *(f"Not used: {why}: {number:,}." for why, number in national.left_out.items() if number),
        "",
        "## What is asked of the methods",
        "",
        *(f"- {one}" for one in _requirements(found)),
        "",
        "## How it is defined",
        "",
        *(f"- {one}" for one in DEFINITIONS),
        "",
        *_tell_forecasts(found),
        *_tell_starts(found),
        *_tell_controls(found),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _requirements(found: Backtest) -> Iterable[str]:
    for test in found.forecasts:
        for name in (OURS, MODERATED):
            if name in test.rules:
                cover = test.rules[name].cover95
                yield say_cover(test.points, test.ahead, cover=cover, moderated=name == MODERATED)
    for start in found.starts:
        for moderated in (False, True):
            share = start.alarms.get("last figure beyond 95%" + (", moderated" if moderated else ""))
            if start.group == JUDGED and share is not None:
                yield say_turned(start.points, start.after, share=share, moderated=moderated)


def _tell_forecasts(found: Backtest) -> Iterable[str]:
    tests = found.forecasts
    counts = [
        f"n={one.points} h={one.ahead} ({one.measures:,} measures, {one.series:,} series)" for one in tests
    ]
    yield "## Forecasts"
    yield from ("", "Error, in errors of the last value:", "")
    yield from _table(
        ["rule", *counts], ([name, *(_error(one.rules, name) for one in tests)] for name in RULES)
    )
    yield from ("", "Cover of the 80% / 95% interval:", "")
    yield from _table(
        ["rule", *counts], ([name, *(_cover(one.rules, name) for one in tests)] for name in RULES)
    )
    yield from ("", "Score of the 95% interval:", "")
    yield from _table(
        ["rule", *counts], ([name, *(_score(one.rules, name) for one in tests)] for name in RULES)
    )
    gains = [_gain(one.rules) for one in tests]
    yield from ("", f"Moderated against not, the score is better by {', '.join(gains)}.", "")


def _error(rules: dict[str, Scores], name: str) -> str:
    return f"{rules[name].error:.3f}" if name in rules else ""


def _cover(rules: dict[str, Scores], name: str) -> str:
    return f"{100 * rules[name].cover80:.1f} / {100 * rules[name].cover95:.1f}" if name in rules else ""


def _score(rules: dict[str, Scores], name: str) -> str:
    return f"{rules[name].score:.2f}" if name in rules else ""


def _gain(rules: dict[str, Scores]) -> str:
    return say_percent(1 - rules[MODERATED].score / rules[OURS].score) if MODERATED in rules else "not known"


def _tell_starts(found: Backtest) -> Iterable[str]:
    yield "## Verdicts at placebo starts: false alarms, and power"
    yield ""
    yield "Each cell: called so when nothing began / when the area improves by one usual change a year."
    for group, said in GROUPS.items():
        tests = [one for one in found.starts if one.group == group]
        if not tests:
            continue
        names = list(dict.fromkeys(name for one in tests for name in one.alarms))
        heads = [
            f"n={one.points} m={one.after} ({one.measures:,} measures, {one.series:,} series)"
            for one in tests
        ]
        yield from ("", f"### {said[0].upper()}{said[1:]}", "")
        yield from _table(
            ["rule", *heads], ([name, *(_shares(one, name) for one in tests)] for name in names)
        )
    yield ""
    yield from _tell_words(found)


def _shares(one: StartTest, name: str) -> str:
    return f"{100 * one.alarms[name]:.1f} / {100 * one.power[name]:.1f}" if name in one.alarms else ""


def _tell_words(found: Backtest) -> Iterable[str]:
    """Our words at placebo starts, each area given one; with the margin moderated after the stroke."""
    tests = [one for one in found.starts if one.group in (JUDGED, ABOVE)]
    heads = [
        f"{'polarity' if one.group == JUDGED else 'none'}, n={one.points} m={one.after}" for one in tests
    ]
    yield from ("## The words given at placebo starts, %", "", "Margin of its own figures / moderated.", "")
    yield from _table(["word", *heads], _words_of(tests))
    yield ""


def _words_of(tests: Sequence[StartTest]) -> Iterable[list[str]]:
    found = [[_share_words(one, ending) for ending in ("", ", moderated")] for one in tests]
    for word in found[0][0]:
        yield [word, *(" / ".join(f"{100 * given[word]:.1f}" for given in both) for both in found)]


def _share_words(one: StartTest, ending: str) -> dict[str, float]:
    """How many areas are given each word; the rules at 80% hold those at 95% as well."""
    far, near, low, lowest = (one.alarms.get(rule + ending, float("nan")) for _, rule in WORDS)
    turned, early, warning, worse = (word for word, _ in WORDS)
    return {
        turned: far,
        early: near - far,
        "as forecast": 1 - near - low,
        warning: low - lowest,
        worse: lowest,
    }


def _tell_controls(found: Backtest) -> Iterable[str]:
    yield from ("## Control charts: series with a special cause", "")
    rows = (
        [say_control(one.of), f"{one.series:,}", say_percent(one.anywhere), say_percent(one.newest)]
        for one in found.controls
    )
    yield from _table(["of", "series", "anywhere", "at the newest figure"], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(row)} |"
