"""The command that writes the public's reading pages as files, for any web host."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from oba.cli.results import OK
from oba.settings import Settings
from oba.words.publishing import CONTACT_MISSING


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the folder to write, or to bring up to date")
    parser.add_argument(
        "--address",
        default="",
        help="where it will stand on the web, such as https://trust.example/outcomes/",
    )
    parser.add_argument("--contact", help="how readers reach you: an email or web address, or other words")
    parser.add_argument("--copies", help="folder of published copies (default: `published` beside the store)")


def site(chosen: Any, settings: Settings) -> int:
    from oba.site.writing import write_site

    for line in write_site(settings, Path(chosen.out), address=chosen.address):
        print(line, flush=True)
    if not settings.contact.strip():
        print(CONTACT_MISSING)
    return OK
