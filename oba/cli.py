"""The command line: `python -m oba`. It parses, calls one task, prints, and says how it went.

Exit 0: done. Exit 1: something was refused or found wanting. Exit 2: the call itself was wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from oba import __version__
from oba.errors import ObaError, UsageError
from oba.model.release import LoadReport
from oba.settings import Settings, read_settings

OK, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        chosen = make_parser().parse_args(arguments)
        settings = read_settings(vars(chosen))
        return int(chosen.run(chosen, settings))
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ObaError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return REFUSED


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: said in one line, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, remedy=f"See `{self.prog} --help`")


def make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m oba", description="An outcomes-based accountability dashboard.")
    parser.add_argument("--version", action="version", version=f"oba {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    init = _add(commands, "init", _init, "make or update the store; load the example if the store is empty")
    init.add_argument("--empty", action="store_true", help="do not load the example")
    load = _add(commands, "load", _load, "load a plan workbook or files of figures into the store")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    load.add_argument("--json", action="store_true", help="print one JSON object a file")
    load.add_argument("--yes", action="store_true", help="write without showing first and asking")
    for name in ("publisher", "title", "release", "licence", "address"):
        load.add_argument(
            f"--{name}", help=f"{name} of the figures, when no .source.toml stands beside the file"
        )
    load.add_argument("--indicator", help="the indicator whose figures the file holds, by its key")
    load.add_argument("--user", help="who loads (default: the login name)")
    findings = _add(commands, "findings", _findings, "say what the methods find for each indicator")
    findings.add_argument("--theme", help="key of a theme")
    findings.add_argument("--area", help="GSS code or name of an area (default: the plan's own)")
    findings.add_argument("--json", action="store_true", help="print JSON with every number and its working")
    serve = _add(commands, "serve", _serve, "open the dashboard")
    serve.add_argument(
        "--mode", choices=("trust", "published"), help="working instance, or the public's pages"
    )
    serve.add_argument("--port", help="default 8501")
    serve.add_argument("--host", help="default 127.0.0.1, this machine only")
    _add(commands, "doctor", _doctor, "say what is installed, where the store is, and whether it is healthy")
    return parser


def _add(commands: Any, name: str, run: Any, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--store", help="URL of the store, such as sqlite:///data/oba.db")
    parser.set_defaults(run=run)
    return parser


def _init(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.start_store import start_store

    refused = False
    for line, bad in start_store(settings, example=not chosen.empty):
        print(line, flush=True)
        refused = refused or bad
    return REFUSED if refused else OK


def _load(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.tell_load import as_json, as_text

    if _should_ask(chosen):
        preview = list(_reports(chosen, settings, dry_run=True))
        print("\n".join(as_text(report) for report in preview), flush=True)
        if any(report.refused for report in preview):
            return REFUSED
        if input("Write this? [y/N] ").strip().casefold() not in ("y", "yes"):
            print("Nothing was written.")
            return OK
    refused = False
    for report in _reports(chosen, settings, dry_run=chosen.dry_run):
        print(as_json(report) if chosen.json else as_text(report), flush=True)
        refused = refused or report.refused
    return REFUSED if refused else OK


def _should_ask(chosen: argparse.Namespace) -> bool:
    """A person at a terminal sees the changes before they are written. Figures that come with their plan cannot
    be held against it before it is written, so those are not asked about.
    """
    from oba.tasks.load_files import has_plan_among

    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    silent = chosen.dry_run or chosen.json or chosen.yes or not at_terminal
    return not silent and not has_plan_among(chosen.files)


def _reports(chosen: argparse.Namespace, settings: Settings, *, dry_run: bool) -> Iterator[LoadReport]:
    from oba.tasks.load_files import load_files

    progress = _Progress()
    origin = {name: getattr(chosen, name) for name in ("publisher", "title", "release", "licence", "address")}
    for report in load_files(
        settings,
        files=chosen.files,
        dry_run=dry_run,
        origin={name: value for name, value in origin.items() if value},
        indicator=chosen.indicator,
        progress=progress.show,
    ):
        progress.clear()
        yield report


def _findings(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.tell_findings import tell_findings

    print(tell_findings(settings, theme=chosen.theme, area=chosen.area, as_json=chosen.json))
    return OK


def _serve(_chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.server import serve

    serve(settings)
    return OK


def _doctor(_chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.examine import examine

    healthy, lines = examine(settings)
    print("\n".join(lines))
    return OK if healthy else REFUSED


class _Progress:
    """A line that counts while a long file is read, on a terminal only."""

    def __init__(self) -> None:
        self.shown = False

    def show(self, name: str, figures: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{name}: {figures:,} figures read", end="", file=sys.stderr, flush=True)
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.shown = False
