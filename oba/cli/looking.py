"""Commands that look: start a store, serve it, say what is found, examine the installation."""

from __future__ import annotations

import argparse
from datetime import date

from oba.cli.results import OK, REFUSED
from oba.errors import UsageError
from oba.settings import Settings


def init(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.start_store import start_store

    refused = False
    for line, bad in start_store(settings, example=not chosen.empty):
        print(line, flush=True)
        refused = refused or bad
    return REFUSED if refused else OK


def findings(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.tell_findings import tell_findings

    then = {"as_of": read_day(chosen.as_of), "basis": chosen.basis} if chosen.as_of else {}
    print(tell_findings(settings, theme=chosen.theme, area=chosen.area, as_json=chosen.json, **then))
    return OK


def since(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.tell_since import tell_since

    day = read_day(chosen.day) if chosen.day else None
    print(tell_since(settings, theme=chosen.theme or "", day=day, as_json=chosen.json))
    return OK


def serve(_chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.server import serve

    serve(settings)
    return OK


def doctor(_chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.examine import examine

    healthy, lines = examine(settings)
    print("\n".join(lines))
    return OK if healthy else REFUSED


def read_day(text: str) -> date:
    """A day as people type it at a prompt; UsageError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"date '{text}'", expected="a date such as 2023-03-01") from error
