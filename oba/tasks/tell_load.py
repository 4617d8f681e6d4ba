"""Tell what a load would change, or changed: for a person, and for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from oba.errors import say
from oba.model.measure import FoundMeasure
from oba.model.period import Period
from oba.model.release import Change, ChangeKind, LoadReport, Outcome, Problem, RecordChange, Source
from oba.words.numbers import say_count

SHOWN = 20
FEW = 5
MANY = 60
"""How many changes or problems of a kind are listed one by one; the rest are counted."""


def as_text(report: LoadReport) -> str:
    """A few lines: what it is, what is new, revised, withdrawn, unchanged, refused and where, what happened."""
    lines = [
        f"{report.file_name}: {report.format or 'not recognised'}"
        + (f" ({report.why})" if report.why else "")
    ]
    if report.already_loaded:
        # why it was recognised is known of what was read again, and not of what was recalled by its bytes
        known = "Nothing to do: what it says is in the store already."
        same = "Already loaded: the same file, byte for byte. What it gave stands as it is."
        lines.append(f"  {known if report.why else same}")
        return "\n".join([*lines, *(f"  Note: {note}" for note in report.notes)])
    if report.source is not None and report.source.publisher:
        lines.append(f"  From {report.source.publisher}: {report.source.title}")
    if report.indicators:
        counted = (
            say_count(report.accounted.get("kept", report.observations), noun="figure"),
            say_count(report.rows, noun="row"),
        )
        about = (
            say_count(len(report.indicators), noun="indicator"),
            say_count(len(report.areas), noun="area"),
            say_count(len(report.periods), noun="period"),
        )
        lines.append(f"  {' in '.join(counted)}: {', '.join(about)}")
    if report.counts and not report.refused:
        lines.append("  " + ", ".join(f"{report.counts.get(kind, 0):,} {kind.value}" for kind in ChangeKind))
        lines += _list_changes(report)
    lines += _list_records(report)
    lines += _list_new(report)
    lines += _list_problems(report)
    lines += [f"  Note: {note}" for note in report.notes]
    lines.append("  " + _say_result(report))
    return "\n".join(lines)


def as_json(report: LoadReport) -> str:
    """One JSON object on one line."""
    content: dict[str, Any] = {
        "file": report.file_name,
        "sha256": report.sha256,
        "format": report.format,
        "why": report.why,
        "sheets": list(report.sheets),
        "rows": report.rows,
        "observations": report.observations,
        "periods": list(report.periods),
        "areas": list(report.areas),
        "indicators": {
            "known": [_measure(one) for one in report.measures if one.known],
            "new": [_measure(one) for one in report.measures if not one.known],
        },
        **{kind.value: report.counts.get(kind, 0) for kind in ChangeKind},
        "changes": [_change(one) for one in report.changes],
        "refused": [_problem(one) for one in report.problems if one.stops and one.outcome is not Outcome.ASK],
        "asked": [_problem(one) for one in report.problems if one.outcome is Outcome.ASK],
        "actions": [asdict(one) for one in report.records],
        "accounted": report.accounted,
        "source": _source(report.source),
        "notes": [*report.notes, *(_said(one) for one in report.problems if not one.stops)],
        "written": report.written,
        "already_loaded": report.already_loaded,
    }
    return json.dumps(content, ensure_ascii=False)


def _list_changes(report: LoadReport) -> list[str]:
    added = [one for one in report.changes if one.kind is ChangeKind.ADDED][:FEW]
    told = [one for one in report.changes if one.kind in (ChangeKind.REVISED, ChangeKind.WITHDRAWN)]
    lines = [
        f"  {one.kind.value}: {_place(one, report.names)}: {one.old}"
        + (f" becomes {one.new}" if one.kind is ChangeKind.REVISED else "")
        + (f" ({one.cell})" if one.cell else "")
        for one in told[:SHOWN]
    ]
    more = sum(report.counts.get(kind, 0) for kind in (ChangeKind.REVISED, ChangeKind.WITHDRAWN)) - len(lines)
    lines += [f"  ... and {more:,} more"] if more > 0 else []
    lines += [f"  added: {_place(one, report.names)}: {one.new} ({one.cell})" for one in added]
    rest = report.counts.get(ChangeKind.ADDED, 0) - len(added)
    return [*lines, f"  ... and {rest:,} more added"] if added and rest > 0 else lines


def _list_records(report: LoadReport) -> list[str]:
    """Changes to the sheets of a plan and to actions, cell by cell; what was changed here meanwhile and stays."""
    lines = [
        f"  {one.kind}: {_of(one)}, {one.field}{_becomes(one)}" + (f" ({one.cell})" if one.cell else "")
        for one in report.records
        if one.kind != "kept"
    ]
    lines += [
        f"  stays: {_of(one)}, {one.field}: '{one.becomes}', which the workbook has as '{one.was}'"
        for one in report.records
        if one.kind == "kept"
    ]
    rest = len(lines) - MANY
    return [*lines[:MANY], f"  ... and {rest:,} more"] if rest > 0 else lines


def _of(one: RecordChange) -> str:
    return " ".join(filter(None, [one.sheet, one.key])) if one.sheet else f"action {one.key}"


def _becomes(one: RecordChange) -> str:
    if one.kind == "changed":
        return f": '{one.was}' becomes '{one.becomes}'"
    said = one.becomes or one.was
    return f": '{said}'" if said else ""


def _list_new(report: LoadReport) -> list[str]:
    """The indicators of the file that the plan does not have: read, shown, and written only when they are added."""
    new = [one for one in report.measures if not one.known]
    if not new:
        return []
    lines = [
        f"  New: {say_count(len(new), noun='indicator')} that the plan does not have (add with --add CODE):"
    ]
    for one in new[:SHOWN]:
        span = f", {one.first} to {one.last}" if one.first else ""
        figures = say_count(one.figures, noun="figure")
        lines.append(f"    {one.measure.code}: {one.measure.name} ({figures}{span})")
    return [*lines, f"    ... and {len(new) - SHOWN:,} more"] if len(new) > SHOWN else lines


def _place(change: Change, names: Mapping[str, str]) -> str:
    said = [names.get(one, one) for one in (change.indicator, change.area)]
    return ", ".join(filter(None, [*said, change.breakdown, Period.from_key(change.period).label]))


def _list_problems(report: LoadReport) -> list[str]:
    stopping = [one for one in report.problems if one.stops]
    passing = [one for one in report.problems if not one.stops]
    lines = []
    for (outcome, *_), alike in _gather_alike([*stopping, *passing]).items():
        more = f" (and {len(alike) - 1:,} more like it)" if len(alike) > 1 else ""
        lines.append(f"  {outcome}: {_said(alike[0])}{more}")
        if alike[0].question is not None:
            lines += [
                f'      --answer "{_option(alike[0], answer)}"  {words}'
                for answer, words in alike[0].question.choices.items()
            ]
    rest = len(lines) - 2 * SHOWN
    return [*lines[: 2 * SHOWN], f"  ... and {rest:,} more lines"] if rest > 0 else lines


def _gather_alike(problems: list[Problem]) -> dict[tuple[str, str, str, str], list[Problem]]:
    """Problems that differ only in their place, so that one mistake in a column is told once."""
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    for one in problems:
        alike.setdefault((one.outcome.value, one.found, one.expected, one.remedy), []).append(one)
    return alike


def _say_result(report: LoadReport) -> str:
    if report.refused:
        asked = all(one.outcome is Outcome.ASK for one in report.problems if one.stops)
        mend = "Answer what is asked" if asked else "Mend the file where it says so"
        return f"Nothing was written. {mend} and load it again."
    return "Loaded." if report.written else "Nothing was written: this was a dry run."


def _said(problem: Problem) -> str:
    return say(problem.found, where=problem.where, expected=problem.expected, remedy=problem.remedy)


def _problem(problem: Problem) -> dict[str, Any]:
    told: dict[str, Any] = {
        "where": problem.where,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy,
    }
    if problem.why:
        told["why"] = problem.why
    if problem.question is not None:
        told["answers"] = {
            _option(problem, answer): words for answer, words in problem.question.choices.items()
        }
        told["question"] = _option(problem, "...")
    return told


def _option(problem: Problem, answer: str) -> str:
    """What `--answer` takes."""
    assert problem.question is not None
    return f"{problem.question.kind.value}:{problem.question.subject}={answer}"


def _measure(one: FoundMeasure) -> dict[str, Any]:
    return {
        "code": one.measure.code,
        "name": one.measure.name,
        "indicator": one.indicator.key,
        "unit": one.measure.unit or one.indicator.unit,
        "period_kind": one.indicator.period_kind.value,
        "figures": one.figures,
        "areas": one.areas,
        "first": one.first,
        "last": one.last,
    }


def _source(source: Source | None) -> dict[str, str]:
    if source is None:
        return {}
    told = {"publisher": source.publisher, "title": source.title, "release": source.release}
    return told | {"published": source.published.isoformat() if source.published else ""}


def _change(change: Change) -> dict[str, str]:
    return {
        "kind": change.kind.value,
        "indicator": change.indicator,
        "area": change.area,
        "breakdown": change.breakdown,
        "period": Period.from_key(change.period).label,
        "old": change.old,
        "new": change.new,
        "cell": change.cell,
    }
