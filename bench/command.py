"""The command line: measure the stages, print one table, write JSON when asked.

Exit 0: measured, whatever the ratios are; they are for a person to read. Exit 1: a stage could not be measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from playwright.sync_api import Error as PlaywrightError

from bench.figures import smallest
from bench.machine import describe_machine, find_load
from bench.result import Result, write_table
from bench.stages import STAGES
from bench.timing import say
from bench.workshop import Workshop
from oba.errors import ObaError

ROWS = 1_000_000
FAILURES = (ObaError, RuntimeError, OSError, subprocess.SubprocessError, psycopg.Error, PlaywrightError)


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = make_parser().parse_args(arguments)
    names = chosen.only or list(STAGES)
    begun = datetime.now(UTC)
    results, failed = run_stages(names, rows=chosen.rows, full=chosen.full)
    machine = describe_machine()
    if results:
        print(write_table(results))
    print(machine)
    if chosen.json:
        content = {
            "when": begun.isoformat(timespec="seconds"),
            "machine": machine,
            "rows": chosen.rows,
            "failed": failed,
            "results": [one.as_json() for one in results],
        }
        Path(chosen.json).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the product against named peers."
    )
    parser.add_argument("--only", action="append", choices=list(STAGES), help="one stage (may be repeated)")
    parser.add_argument(
        "--rows", type=_rows, default=ROWS, help=f"rows of the file of figures (default {ROWS:,})"
    )
    parser.add_argument(
        "--full", action="store_true", help="also what takes long: a store of ten times the rows"
    )
    parser.add_argument("--json", metavar="FILE", help="write the results to this file too")
    return parser


def _rows(text: str) -> int:
    step = smallest() // 3
    if not text.isdecimal() or int(text) < smallest() or int(text) % step:
        raise argparse.ArgumentTypeError(f"'{text}': expected a multiple of {step}, at least {smallest():,}")
    return int(text)


def run_stages(names: Sequence[str], *, rows: int, full: bool) -> tuple[list[Result], dict[str, str]]:
    """The lines of all stages, and by name why a stage could not be measured: the rest goes on."""
    results: list[Result] = []
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="oba-bench-") as folder:
        workshop = Workshop(Path(folder), rows=rows, full=full)
        for name in names:
            say(f"{name}")
            begun, load = time.monotonic(), find_load()
            try:
                results += [replace(one, load=load) for one in STAGES[name].measure(workshop)]
            except FAILURES as error:
                failed[name] = str(error)
                say(f"  {name} could not be measured: {error}")
            say(f"  took {time.monotonic() - begun:.0f} s")
    return results, failed
