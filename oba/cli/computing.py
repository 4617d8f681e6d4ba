"""The command that works findings out again from lines of JSON. It needs no store."""

from __future__ import annotations

import argparse
import sys
from io import BufferedReader
from textwrap import fill
from typing import Any, cast

from oba.cli.results import OK, REFUSED, at_terminal
from oba.settings import Settings
from oba.words import compute as words


def compute(chosen: argparse.Namespace, _settings: Settings) -> int:
    """Answer each line of standard input on standard output, as soon as it has come."""
    from oba.tasks.compute.describe import as_objects
    from oba.tasks.compute.run import run

    if chosen.fields:
        import json

        print(json.dumps(as_objects(chosen.method), indent=2))
        return OK
    if at_terminal():
        print("Type one JSON object a line; end with Ctrl-D (on Windows Ctrl-Z, Enter).", file=sys.stderr)
    source = cast(BufferedReader, sys.stdin.buffer)
    return OK if run(chosen.method, read=source.read1, write=_write) else REFUSED


def add_compute(commands: Any) -> None:
    """The command with a command of its own for each method, so that each has its help."""
    about = "work findings out again: read JSON lines, write JSON lines; no store needed"
    lines = [f"{name}: {one.purpose}\n  {one.example}" for name, one in words.METHODS.items()]
    parser = commands.add_parser(
        "compute",
        help=about,
        description="\n\n".join(fill(one, 100) for one in (words.PURPOSE, *words.RULES)),
        epilog="An example line for each method:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    methods = parser.add_subparsers(title="methods", required=True, metavar="METHOD", dest="method")
    for name, one in words.METHODS.items():
        method = methods.add_parser(name, help=one.purpose, description=one.purpose, add_help=False)
        method.add_argument(
            "-h", "--help", action=_Help, nargs=0, help="show the fields and the answer in words, and stop"
        )
        method.add_argument("--fields", action="store_true", help="print the fields as JSON, and stop")
        method.set_defaults(run=compute)


class _Help(argparse.Action):
    """The usage and, below it, the table of fields, which is only made when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, *_: Any) -> None:
        from oba.tasks.compute.describe import write_help

        print(parser.format_help())
        print(write_help(parser.prog.split()[-1]))
        parser.exit()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
