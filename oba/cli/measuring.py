"""Commands that measure our own methods on a national file: back-test them, survey every series with them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from oba.cli.results import OK, Counting
from oba.errors import ObaError
from oba.settings import Settings

MOST_SINCE = 10


def backtest(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.backtest.run import run_backtest
    from oba.tasks.backtest.tell import tell_as_json, tell_as_markdown

    counting = Counting()
    found = run_backtest(
        Path(chosen.data),
        dictionary=Path(chosen.dictionary) if chosen.dictionary else None,
        reading=counting.read,
        progress=counting.show,
    )
    counting.clear()
    report = tell_as_markdown(found, day=settings.date_today())
    if chosen.out:
        _write(Path(chosen.out), report)
    if chosen.json:
        print(tell_as_json(found))
    elif not chosen.out:
        print(report)
    return OK


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(path) from error
    print(f"written to {path.name}", file=sys.stderr)


def cannot_write(path: Path) -> ObaError:
    return ObaError(f"{path.name} cannot be written", remedy="Name a file in a folder that you may write to")


def survey(chosen: argparse.Namespace, _settings: Settings) -> int:
    from oba.tasks.survey.run import Wishes, run_survey
    from oba.tasks.survey.tell import tell_plan, tell_survey

    counting = Counting()
    out = Path(chosen.out) if chosen.out else None
    wishes = Wishes(
        dictionary=Path(chosen.dictionary) if chosen.dictionary else None,
        since=chosen.since,
        out=out,
        plan=chosen.plan,
    )
    try:
        found = run_survey(Path(chosen.data), wishes, reading=counting.read, progress=counting.show)
    except OSError as error:
        if out is None:
            raise
        raise cannot_write(out) from error
    counting.clear()
    print("\n".join(tell_plan(found) if chosen.plan else tell_survey(found)))
    return OK


def add_commands(commands: Any) -> None:
    """Both commands with their options; neither opens a store."""

    def add(name: str, run: Any, purpose: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
        parser.set_defaults(run=run)
        return parser

    test = add("backtest", backtest, "measure our methods on a national file, where what came is known")
    _add_data(test)
    test.add_argument("--json", action="store_true", help="print JSON instead")
    test.add_argument("--out", metavar="FILE.md", help="write the report to this file")
    look = add(
        "survey", survey, "say what the methods find for every series of a national file, without a store"
    )
    _add_data(look)
    look.add_argument(
        "--since",
        type=_count,
        default=3,
        metavar="N",
        help="judge the newest N periods against a forecast frozen before them (default 3)",
    )
    look.add_argument("--out", metavar="FILE", help="write every finding to this .csv or .jsonl file")
    look.add_argument("--plan", action="store_true", help="only say what would be surveyed and what left out")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="a file of many areas, such as the LAIT long table")
    parser.add_argument(
        "--dictionary", metavar="FILE", help="the LAIT data dictionary, which says which way is good"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_SINCE:
        raise argparse.ArgumentTypeError(f"'{text}': expected a whole number from 1 to {MOST_SINCE}")
    return int(text)
