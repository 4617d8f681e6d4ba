"""The results of a run, in the form that the accessibility statement is made from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from oba.site.access_results import PATH
from tests.access.looking import STANDARD, Fault

STATEMENT = ("reading pages from a disk", "reading pages from a server")
"""The targets that the statement is about."""


@dataclass
class Looked:
    """What one test has looked at: pages of one target, each in every way, and what was found."""

    target: str = ""
    tool: str = ""
    pages: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        return {"target": self.target, "tool": self.tool, "pages": self.pages, "faults": self.faults}


def write_results(found: list[dict[str, Any]], *, day: date, path: Path = PATH) -> None:
    """Put what was found in place of what was known of the same targets; other targets keep their day and pages.

    The statement's day is the earliest of the days on which what it is about was looked at.
    """
    known = json.loads(path.read_text(encoding="utf-8"))["targets"] if path.exists() else {}
    for target in {one["target"] for one in found if one["target"]}:
        ours = [one for one in found if one["target"] == target]
        known[target] = {
            "tested_on": day.isoformat(),
            "tool": next((one["tool"] for one in ours if one["tool"]), ""),
            "pages": sorted({page for one in ours for page in one["pages"]}),
            "faults": [fault for one in ours for fault in one["faults"]],
        }
    told = [known[one] for one in STATEMENT if one in known]
    if not told:
        return
    results = {
        "tested_on": min(one["tested_on"] for one in told),
        "standard": STANDARD,
        "tool": told[0]["tool"],
        "pages": sorted({page for one in told for page in one["pages"]}),
        "violations": _by_rule([fault for one in told for fault in one["faults"]]),
        "targets": dict(sorted(known.items())),
    }
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


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
