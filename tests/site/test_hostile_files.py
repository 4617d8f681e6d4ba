"""Open data, feed, calendar and lists of a publication full of hostile texts: each parses, and holds them as texts."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from oba.settings import Settings
from oba.site.pages import Site, list_addresses, render
from oba.store.public_columns import COPIED
from oba.tasks.find_published import find_copy, open_copy
from oba.tasks.opendata import list_files
from tests.hostile_store import HOSTILE, OUTSIDE, STRUCTURE, make_hostile, texts_of
from tests.made_once import make_once

TODAY = "2026-12-01"
MADE_BY_US = {"edit.after", "hidden_baseline.because"}
"""Columns whose text in a copy is the product's own."""
BEGINS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = make_once(tmp_path_factory, "hostile", lambda made: make_hostile(example_file, made))
    settings = Settings(mode="published", copies=str(folder / "published"), today=TODAY)
    store, facts = open_copy(find_copy(settings))
    yield Site(store, date.fromisoformat(TODAY), facts, address="https://trust.example/outcomes/")
    store.close()


def test_every_text_column_of_the_allow_list_holds_a_hostile_text_or_is_known_to_hold_none(
    hostile: Site,
) -> None:
    without, fields = set(), 0
    with hostile.store.reading() as connection:
        for table in COPIED:
            for name in texts_of(table):
                fields += 1
                held = connection.exec_driver_sql(
                    f"SELECT count(*) FROM {table.name} WHERE \"{name}\" LIKE '%mark__'"
                ).scalar_one()
                if not held:
                    without.add(f"{table.name}.{name}")
    sys.stdout.write(
        f"\n{len(HOSTILE)} hostile texts in {fields - len(without)} columns of the public's copy"
    )
    assert without == MADE_BY_US


def test_what_is_said_to_be_no_text_is_in_the_allow_list() -> None:
    for table, names in STRUCTURE.items():
        assert set(names.split()) <= set(COPIED[table].split()), table.name


def test_open_data_parses_and_holds_no_formula(hostile: Site) -> None:
    kinds = dict.fromkeys(("csv", "json", "xlsx"), 0)
    for one in list_files(hostile.store, facts=hostile.facts):
        ending = one.address.rpartition(".")[2]
        if ending == "csv":
            rows = list(csv.reader(io.StringIO(one.make().decode("utf-8-sig"))))
            assert len({len(row) for row in rows}) == 1, one.address
            cells = [cell for row in rows for cell in row if "mark" in cell]
            assert not [cell for cell in cells if cell.startswith(BEGINS)], one.address
            kinds["csv"] += 1
        elif ending in ("json", "jsonld"):
            json.loads(one.make())
            kinds["json"] += 1
        elif ending == "xlsx" and kinds["xlsx"] < 3:
            book = load_workbook(io.BytesIO(one.make()), read_only=True)
            kept = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell.value for cell in kept if cell.data_type == "f"], one.address
            kinds["xlsx"] += 1
    sys.stdout.write(f"\nopen data with hostile texts: {kinds}")
    assert min(kinds.values()) > 0


def test_feed_calendar_list_and_drawings_parse_and_hold_the_texts_as_texts(hostile: Site) -> None:
    for address in list_addresses(hostile):
        if address.endswith((".atom", ".xml", ".svg")):
            root = ElementTree.fromstring(render(hostile, address).body)
            links = [value for one in root.iter() for name, value in one.attrib.items() if "href" in name]
            assert not [link for link in links if OUTSIDE in link or "javascript" in link], address
            assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")], address
        elif address.endswith(".ics"):
            lines = render(hostile, address).body.decode().replace("\r\n ", "").split("\r\n")
            names = {line.partition(":")[0].partition(";")[0] for line in lines if line}
            assert names <= {
                *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART"),
                *("DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP", "SEQUENCE", "STATUS"),
                *(
                    "LAST-MODIFIED",
                    "NAME",
                    "X-WR-CALNAME",
                    "X-WR-CALDESC",
                    "REFRESH-INTERVAL",
                    "X-PUBLISHED-TTL",
                ),
                *("SOURCE", "COLOR", "CREATED", "CLASS", "LOCATION"),
            }
            assert not [line for line in lines if line.startswith("URL") and OUTSIDE in line]
