"""The results of a run, in the form that the accessibility statement is made from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from oba.site.access_results import PATH
from tests.access.looking import STANDARD, Fault

DISK, SERVER = "reading pages from a disk", "reading pages from a server"
KEYBOARD = "reading pages by keyboard alone"
ENLARGED = "reading pages at 400%, with larger text and with text set apart"
MOTION = "reading pages with and without motion"
PAPER = "reading pages on paper"
STATEMENT = (DISK, SERVER, KEYBOARD, ENLARGED, MOTION, PAPER)
"""The parts of a run that the statement is about."""
EXPLORER, WORKING = "explorer", "working instance"


@dataclass
class Looked:
    """What one test has looked at: of the pages it was to look at, those it got through, and what it found.

    `whole` are the pages of all tests of the same part, so that it is known what none of them has looked at.
    """

    target: str = ""
    whole: list[str] = field(default_factory=list)
    tool: str = ""
    wanted: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def write_results(found: list[dict[str, Any]], *, day: date, path: Path = PATH) -> None:
    """Put what was found in place of what was known of the same parts; the others keep their day and pages.

    A page that was not looked at to the end is missed, and the statement says how many are. The statement's day is
    the earliest of the days on which what it is about was looked at.
    """
    known = json.loads(path.read_text(encoding="utf-8"))["targets"] if path.exists() else {}
    for target in {one["target"] for one in found if one["target"]}:
        ours = [one for one in found if one["target"] == target]
        known[target] = _gather(ours, day=day)
    told = [known[one] for one in STATEMENT if one in known]
    if not told:
        return
    results = {
        "tested_on": min(one["tested_on"] for one in told),
        "standard": STANDARD,
        "tool": next((one["tool"] for one in told if one["tool"]), ""),
        "pages": sorted({page for one in told for page in one["pages"]}),
        "violations": _by_rule([fault for one in told for fault in one["faults"]]),
        "unfinished": [
            {"part": one, "missed": len(_missed(known, one)), "of": len(_wanted(known, one))}
            for one in STATEMENT
            if _missed(known, one) or not _wanted(known, one)
        ],
        "targets": dict(sorted(known.items())),
    }
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _gather(ours: list[dict[str, Any]], *, day: date) -> dict[str, Any]:
    """What several tests have found of one part."""
    looked_at = {page for one in ours for page in one["pages"]}
    wanted = {page for one in ours for page in (*one["whole"], *one["wanted"])}
    broken_off = {page for one in ours for page in one["wanted"] if page not in one["pages"]}
    missed = wanted - looked_at | broken_off
    return {
        "tested_on": day.isoformat(),
        "tool": next((one["tool"] for one in ours if one["tool"]), ""),
        "pages": sorted(looked_at - missed),
        "missed": sorted(missed),
        "faults": [fault for one in ours for fault in one["faults"]],
    }


def _missed(known: dict[str, Any], part: str) -> list[str]:
    return list(known.get(part, {}).get("missed", ()))


def _wanted(known: dict[str, Any], part: str) -> list[str]:
    return [*known.get(part, {}).get("pages", ()), *_missed(known, part)]


def _by_rule(faults: list[Fault]) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "says": next(one["says"] for one in faults if one["rule"] == rule),
            "criteria": sorted({name for one in faults if one["rule"] == rule for name in one["criteria"]}),
            "pages": sorted({one["page"] for one in faults if one["rule"] == rule}),
        }
        for rule in sorted({one["rule"] for one in faults})
    ]
