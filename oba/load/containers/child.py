"""The program that opens files from outside: one request a line comes in, one answer a line goes out.

It parses what may be hostile, in a process of its own that can be stopped. Requests and answers are JSON; rows
go to files of JSON lines in a folder that the request names. Where the system can bound memory and time of a
process, as Linux and macOS can, it bounds its own; on Windows only the parent's clock does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from oba.load.containers.parquet_text import write_parquet_text
from oba.load.containers.workbook import spool_workbook
from oba.load.limits import Limits
from oba.load.marking.mark_book import mark_book
from oba.load.refusal import RefusedFile

Request = dict[str, Any]
SPARE_SECONDS = 5


def bound(limits: Limits, *, seconds: float) -> None:
    """Hold this process to its memory and time, where the system can; what it holds already is not counted."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime + seconds) + SPARE_SECONDS
    memory = limits.memory + held_memory()
    wanted = ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, spent), (resource.RLIMIT_CORE, 0))
    for kind, soft in wanted:
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or soft <= hard:
            # some systems know a limit and refuse to set it: the parent's clock is left
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (soft, hard))


def held_memory() -> int:
    """The bytes of data that this process holds, as Linux counts them; 0 elsewhere."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError, AttributeError):
        return 0


def open_book(request: Request, limits: Limits) -> Any:
    folder = Path(request["folder"])
    book = spool_workbook(Path(request["path"]), name=request["name"], limits=limits, folder=folder)
    return book.to_plain()


def open_parquet(request: Request, limits: Limits) -> Any:
    write_parquet_text(Path(request["path"]), into=Path(request["into"]), name=request["name"], limits=limits)


def mark(request: Request, limits: Limits) -> Any:
    mark_book(
        Path(request["path"]),
        problems=request["problems"],
        into=Path(request["into"]),
        name=request["name"],
        limits=limits,
    )


WORK: dict[str, Callable[[Request, Limits], Any]] = {
    "workbook": open_book,
    "parquet": open_parquet,
    "mark": mark,
}


def answer(request: Request) -> dict[str, Any]:
    """What the work gives, or the refusal. `spent` says that this process should not be used again."""
    limits = Limits(**request["limits"])
    bound(limits, seconds=request["seconds"])
    try:
        return {"done": WORK[request["do"]](request, limits)}
    except RefusedFile as refusal:
        return {"refused": [refusal.found, refusal.where, refusal.expected, refusal.remedy]}
    except MemoryError:
        found = f"opening the file needs more memory than the {limits.memory >> 20:,} MB it may have"
        remedy = "Save the sheet with the figures as a new workbook, and send that"
        return {"refused": [found, request["name"], "", remedy], "spent": True}


def main() -> None:
    """Answer until the requests end."""
    # the other pools of the Parquet reader take a gigabyte of address space at once
    os.putenv("ARROW_DEFAULT_MEMORY_POOL", "system")
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        out.write(json.dumps(answer(json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
