"""The process that opens files from outside, as the rest sees it: started when needed, stopped when it must be."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from oba.load.containers.spool import SpoolFolder
from oba.load.containers.spooled_book import SpooledBook
from oba.load.containers.workbook import Workbook, gather_workbook
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.model.release import Problem

PROGRAM = "oba.load.containers.child"
ROOT = Path(__file__).resolve().parents[3]
ANSWER_BYTES = 32 << 20
SAVE_ANEW = (
    "Open it in Excel or LibreOffice, save the sheet with the figures as a new workbook, and send that"
)


class Parser:
    """Opens one file after another in a child process, within limits of time and memory.

    A file that breaks the child, or takes too long, is refused, and the next one gets a new child. Sheets and
    tables that it opened can be read until it is closed. Memory is bounded by the system where it can do that
    (Linux; in part macOS); on Windows only time is.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: weakref.WeakSet[SpoolFolder] = weakref.WeakSet()

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open_workbook(self, path: Path, *, name: str, limits: Limits) -> Workbook:
        """As `workbook.open_workbook`, elsewhere. RefusedFile for a hostile, damaged or empty workbook."""
        folder = self.make_folder()
        plain = self._ask("workbook", path, name=name, limits=limits, folder=str(folder.path))
        try:
            book = SpooledBook.of_plain(plain)
        except (KeyError, TypeError, ValueError):
            raise _broken(name) from None
        return gather_workbook(book, folder=folder)

    def open_parquet(self, path: Path, *, name: str, limits: Limits) -> tuple[SpoolFolder, Path]:
        """The table as a CSV file, and the folder that keeps it."""
        folder = self.make_folder()
        into = folder.path / "table.csv"
        self._ask("parquet", path, name=name, limits=limits, into=str(into))
        return folder, into

    def mark(self, path: Path, *, problems: Iterable[Problem], name: str, limits: Limits) -> bytes:
        """The workbook with its problems marked in it, as an Excel file."""
        folder = self.make_folder()
        into = folder.path / "marked.xlsx"
        told = [[one.outcome, one.where, one.found, one.expected, one.remedy, one.why] for one in problems]
        self._ask("mark", path, name=name, limits=limits, into=str(into), problems=told)
        content = into.read_bytes()
        folder.close()
        return content

    def close(self) -> None:
        """Stop the child, and take away what it wrote."""
        self._stop()
        for folder in list(self._folders):
            folder.close()

    def make_folder(self) -> SpoolFolder:
        """A temporary folder that goes when the parser is closed, or nothing holds it."""
        folder = SpoolFolder()
        self._folders.add(folder)
        return folder

    def _ask(self, work: str, path: Path, *, name: str, limits: Limits, **more: Any) -> Any:
        seconds = limits.seconds_for(path.stat().st_size)
        told = {"do": work, "path": str(path.resolve()), "name": name, "limits": asdict(limits)}
        line = self._talk(json.dumps({**told, "seconds": seconds, **more}).encode() + b"\n", seconds=seconds)
        if line is None:
            raise RefusedFile(
                f"the file took longer than {seconds:g} seconds to open", where=name, remedy=SAVE_ANEW
            )
        try:
            answer = json.loads(line) if line.endswith(b"\n") else {}
        except ValueError:
            answer = {}
        if not isinstance(answer, dict) or not answer or answer.get("spent"):
            self._stop()
        if not isinstance(answer, dict) or not ("done" in answer or "refused" in answer):
            raise _broken(name)
        if "refused" in answer:
            found, where, expected, remedy = map(str, answer["refused"])
            raise RefusedFile(found, where=where, expected=expected, remedy=remedy)
        return answer["done"]

    def _talk(self, request: bytes, *, seconds: float) -> bytes | None:
        """The child's line; empty when it broke, None when it took too long and was stopped."""
        process = self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        line = b""
        try:
            if process.stdin is not None and process.stdout is not None:
                process.stdin.write(request)
                process.stdin.flush()
                line = process.stdout.readline(ANSWER_BYTES)
        except OSError:
            line = b""
        finally:
            timer.cancel()
            # also when the one who waits is interrupted: the answer would be taken for the next one's
            if not line:
                self._stop()
        return None if late.is_set() else line

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-X", "utf8", "-m", PROGRAM],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _broken(name: str) -> RefusedFile:
    return RefusedFile("the file could not be opened: reading it failed", where=name, remedy=SAVE_ANEW)
