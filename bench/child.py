"""Run one command and say what it took. A program of its own, with the standard library only.

A child's peak memory, as the system counts it, begins with that of the process that started it; so the
large process of the benchmark starts this small one, and this one starts what is measured.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> int:
    """`child.py REPORT COMMAND...` writes CPU seconds, elapsed seconds and peak bytes to the file REPORT."""
    report, command = sys.argv[1], sys.argv[2:]
    begun = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(pid, 0)
    spent = {
        "cpu": used.ru_utime + used.ru_stime,
        "elapsed": time.perf_counter() - begun,
        "peak": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }
    with open(report, "w", encoding="utf-8") as file:
        json.dump(spent, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
