"""Every command with its options, and what runs it."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from oba import __version__
from oba.cli import computing, freezing, loading, looking, measuring, publishing, sites, writing
from oba.errors import UsageError

ORIGIN = ("publisher", "title", "release", "licence", "address", "published")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: said in one line, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, remedy=f"See `{self.prog} --help`")


def make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m oba", description="An outcomes-based accountability dashboard.")
    parser.add_argument("--version", action="version", version=f"oba {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    init = _add(
        commands, "init", looking.init, "make or update the store; load the example if the store is empty"
    )
    init.add_argument("--empty", action="store_true", help="do not load the example")
    _add_load(commands)
    _add_undo(commands)
    _add_findings(commands)
    _add_since(commands)
    freezing.add_options(
        _add(
            commands, "freeze", freezing.freeze, "freeze a baseline that was agreed, or list those that were"
        )
    )
    serve = _add(commands, "serve", looking.serve, "open the dashboard")
    serve.add_argument(
        "--mode", choices=("trust", "published"), help="working instance, or the public's pages"
    )
    serve.add_argument("--port", help="default 8501")
    serve.add_argument("--host", help="default 127.0.0.1, this machine only")
    serve.add_argument("--user", help="who writes on its pages (default: the login name)")
    serve.add_argument("--copies", help="folder of published copies (default: `published` beside the store)")
    serve.add_argument(
        "--web-address", help="where others find it on the web, such as https://trust.example/outcomes/"
    )
    serve.add_argument("--contact", help="how readers reach you: an email or web address, or other words")
    publish_said = (
        "publish what the store holds, once nothing blocks it; list, compare and withdraw publications"
    )
    publishing.add_options(_add(commands, "publish", publishing.publish, publish_said))
    site_said = "write what is published as web pages for any host, or bring such a folder up to date"
    sites.add_options(_add(commands, "site", sites.site, site_said))
    _add_writing(commands)
    computing.add_compute(commands)
    measuring.add_commands(commands)
    _add(
        commands,
        "doctor",
        looking.doctor,
        "say what is installed, where the store is, and whether it is healthy",
    )
    return parser


def _add(commands: Any, name: str, run: Any, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--store", help="URL of the store, such as sqlite:///data/oba.db")
    parser.set_defaults(run=run)
    return parser


def _add_load(commands: Any) -> None:
    load = _add(commands, "load", loading.load, "load a plan workbook, files of figures, or a folder of them")
    load.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder of files")
    load.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    load.add_argument("--json", action="store_true", help="print one JSON object a file")
    load.add_argument("--yes", action="store_true", help="write without showing first and asking")
    load.add_argument(
        "--add",
        action="append",
        default=[],
        metavar="CODE",
        help="add this new indicator of the file to the plan, by its code or name; `all` adds every one",
    )
    load.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="KIND:SUBJECT=ANSWER",
        help='answer what was asked, for this source and from now on: --answer "symbol:*=c"',
    )
    load.add_argument("--again", action="store_true", help="read a file anew that was loaded before")
    for name in ORIGIN:
        said = "day it was published, such as 2026-03-04" if name == "published" else f"{name} of the figures"
        load.add_argument(f"--{name}", help=f"{said}, when no .source.toml stands beside the file")
    load.add_argument("--indicator", help="the indicator whose figures the file holds, by its key")
    load.add_argument("--user", help="who loads (default: the login name)")


def _add_undo(commands: Any) -> None:
    undo = _add(commands, "undo", loading.undo, "take an earlier load back; without a number, list the loads")
    undo.add_argument("load", nargs="?", type=int, metavar="NUMBER", help="the number of the load")
    undo.add_argument("--dry-run", action="store_true", help="show what would change back, write nothing")
    undo.add_argument("--yes", action="store_true", help="write without showing first and asking")
    undo.add_argument("--user", help="who undoes (default: the login name)")


def _add_findings(commands: Any) -> None:
    findings = _add(commands, "findings", looking.findings, "say what the methods find for each indicator")
    findings.add_argument("--theme", help="key of a theme")
    findings.add_argument("--area", help="GSS code or name of an area (default: the plan's own)")
    findings.add_argument("--as-of", metavar="DAY", help="as it stood on this day, such as 2023-03-01")
    findings.add_argument(
        "--basis",
        choices=("published", "loaded"),
        default="published",
        help="with --as-of: what was published by then (default), or what this store held",
    )
    findings.add_argument("--json", action="store_true", help="print JSON with every number and its working")


def _add_since(commands: Any) -> None:
    since = _add(
        commands, "since", looking.since, "say what has changed since the last meeting, or since a day"
    )
    since.add_argument("--theme", help="key of a theme: its curves, and the meetings of its groups")
    since.add_argument("--day", metavar="DAY", help="since the end of this day instead, such as 2026-09-01")
    since.add_argument("--json", action="store_true", help="print one JSON object")


def _add_writing(commands: Any) -> None:
    template = _add(commands, "template", writing.template, "write a workbook for a partner to fill in")
    template.add_argument("--partner", help="key or name of the partner; without it, one for each")
    template.add_argument("--tidy", action="store_true", help="a blank table of figures instead")
    template.add_argument("--plan", action="store_true", help="a blank plan workbook instead")
    template.add_argument("--out", default=".", help="file, or folder, to write to (default: here)")
    mapping = _add(
        commands, "map", writing.map_file, "propose how a layout is to be read, as a recipe to edit"
    )
    mapping.add_argument("file", metavar="FILE")
    mapping.add_argument("--out", help="the recipe to write (default: beside the file)")
    mapping.add_argument("--sheet", default="", help="the sheet that holds the figures (default: the first)")
    mapping.add_argument("--keep", action="store_true", help="FILE is a recipe: keep it in the store")
    actions = _add(
        commands, "actions", writing.actions, "write the action plan as a workbook that `load` takes back"
    )
    actions.add_argument("file", metavar="OUT.xlsx", help="the workbook to write")
    plan = _add(commands, "plan", writing.plan, "write the whole plan as a workbook that `load` takes back")
    plan.add_argument("file", metavar="OUT.xlsx", help="the workbook to write")
    export = _add(commands, "export", writing.export, "write everything to a folder that `load` takes back")
    export.add_argument("folder", metavar="FOLDER")
