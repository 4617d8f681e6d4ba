"""Peers that are no part of our environment: each is installed once, in a folder of its own in that environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

from bench.timing import say

FOLDER = Path(sys.prefix) / "peers"
DATASETTE = "0.65.5"
PLOTLY_BASIC = "4.1.1"
LONGEST_SECONDS = 300


class NotInstalledError(RuntimeError):
    """The peer is not there and cannot be brought: what is held against it is not measured."""


def find_datasette() -> Path:
    """The program."""
    folder = FOLDER / f"datasette-{DATASETTE}"
    program = folder / "bin" / "datasette"
    if not program.exists():
        say(f"  installing datasette {DATASETTE} (once)")
        _clear(folder)
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", f"datasette=={DATASETTE}"]
        _run(pip, folder=folder, name="datasette")
    return program


def find_plotly_basic() -> Path:
    """The script that a page of plotly charts needs at least."""
    folder = FOLDER / f"plotly-basic-{PLOTLY_BASIC}"
    script = folder / "package" / "plotly-basic.min.js"
    if not script.exists():
        say(f"  installing plotly.js-basic {PLOTLY_BASIC} (once)")
        _clear(folder)
        folder.mkdir(parents=True)
        package = f"plotly.js-basic-dist-min@{PLOTLY_BASIC}"
        npm = shutil.which("npm")
        if npm is None:
            raise NotInstalledError("plotly-basic: no npm to install it")
        _run([npm, "pack", "--silent", package], folder=folder, name="plotly-basic", where=folder)
        with tarfile.open(next(folder.glob("*.tgz"))) as packed:
            packed.extractall(folder, filter="data")
    return script


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], *, folder: Path, name: str, where: Path | None = None) -> None:
    try:
        subprocess.run(
            command, cwd=where, check=True, capture_output=True, text=True, timeout=LONGEST_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        _clear(folder)
        raise NotInstalledError(f"{name}: {getattr(error, 'stderr', '') or error}".strip()) from error
