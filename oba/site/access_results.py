"""What a test of access has found of these pages, read from the one file that it writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "access_results.json"


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that is broken: what it asks for, the criteria that it stands for, and the pages where."""

    rule: str
    says: str = ""
    criteria: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A part of the test that did not come to its end: it `missed` so many `of` its pages; of 0, it was not begun."""

    part: str
    missed: int
    of: int


@dataclass(frozen=True, slots=True)
class AccessResults:
    """`pages` are those that were tested. Without `violations` none was found."""

    tested_on: date
    standard: str
    tool: str
    pages: tuple[str, ...]
    violations: tuple[Violation, ...]
    unfinished: tuple[Unfinished, ...] = ()


def read_results(path: Path = PATH) -> AccessResults | None:
    """None where there is no file, or where what it says is not whole: then nothing is said to have been tested."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        results = AccessResults(
            tested_on=date.fromisoformat(found["tested_on"]),
            standard=_text(found["standard"]),
            tool=_text(found["tool"]),
            pages=_texts(found["pages"]),
            violations=tuple(map(_violation, _list(found["violations"]))),
            unfinished=tuple(map(_unfinished, _list(found.get("unfinished", [])))),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return results if results.pages and results.tool and results.standard else None


def _violation(found: Any) -> Violation:
    """A rule's name alone, or an object with `rule` or `id`, and `says`, `criteria` and `pages` as far as known."""
    if isinstance(found, str):
        return Violation(found)
    if not isinstance(found, dict):
        raise TypeError("not a rule")
    return Violation(
        rule=_text(found.get("rule") or found["id"]),
        says=_text(found.get("says", found.get("help", ""))),
        criteria=_texts(found.get("criteria", [])),
        pages=_texts(found.get("pages", [])),
    )


def _unfinished(found: Any) -> Unfinished:
    return Unfinished(_text(found["part"]), missed=_count(found["missed"]), of=_count(found["of"]))


def _count(found: Any) -> int:
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError("not a count")
    return found


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError("not a text")
    return found.strip()


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError("not a list")
    return found


def _texts(found: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(found)))
