"""The command line: `python -m oba`. It parses, calls one task, prints, and says how it went.

Exit 0: done. Exit 1: something was refused or found wanting. Exit 2: the call itself was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from oba.cli.parser import make_parser
from oba.cli.results import REFUSED, USAGE
from oba.errors import ObaError, UsageError
from oba.settings import read_settings

__all__ = ["main"]


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
    except BrokenPipeError:
        # who reads our output has read enough; what is left in the buffer must not be written at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
