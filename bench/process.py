"""Whole processes measured: CPU and elapsed seconds, and peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Spent:
    """`cpu` and `elapsed` in seconds, `peak` in bytes, `output` is what the process printed."""

    cpu: float
    elapsed: float
    peak: int
    output: str


def measure(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command in the project's folder. RuntimeError with what it printed when it fails."""
    with tempfile.TemporaryDirectory(prefix="oba-bench-") as folder:
        report = Path(folder) / "spent.json"
        run = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD), str(report), *command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if run.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{run.stdout}")
        return Spent(**json.loads(report.read_text(encoding="utf-8")), output=run.stdout)
