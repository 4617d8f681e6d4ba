"""A figure that is not published is in no file of the open data: a marker stands in its place."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from oba.model.disclosure import Cell, Protected, Why
from oba.model.publication import PublicNote
from oba.store.engine import Store, open_store
from oba.store.public_copy import build_copy
from oba.store.series import read_series
from oba.tasks.opendata import address_of, list_files
from tests.tasks.opendata.conftest import FACTS, PUBLISHED
from tests.tasks.opendata.test_workbooks import open_book

KEY, AREA = "protection_plans", "E06000002"


def test_a_hidden_figure_is_a_marker_in_csv_json_and_workbook_and_its_forecast_is_not_there(
    example_url: str, tmp_path: Path
) -> None:
    working = open_store(example_url, read_only=True)
    with working.reading() as connection:
        (series,) = read_series(connection, indicators=[KEY], areas=[AREA])
    hidden = next(one for one in series.observations if one.value is not None and one.numerator is not None)
    cell = Cell(
        KEY, AREA, "", hidden.period, {"value": hidden.value or 0.0, "numerator": hidden.numerator or 0.0}
    )
    protected = [Protected(cell, Why.SMALL, hidden=True)]
    built = build_copy(working, tmp_path, number=2, published_on=PUBLISHED, note="", protected=protected)
    working.close()
    copy = open_store(f"sqlite:///{built.path.as_posix()}", read_only=True)
    files = {one.address: one.make for one in list_files(copy, facts=FACTS)}

    written = io.StringIO(files[address_of(KEY, "csv")]().decode("utf-8-sig"), newline="")
    rows = [row for row in csv.DictReader(written) if row["area code"] == AREA]
    (row,) = [row for row in rows if row["period"] == hidden.period.label]
    numbers = ("value", "numerator", "denominator", "lower", "upper", "markers")
    assert [row[name] for name in numbers] == ["[c]", "", "", "", "", "c"]

    told = json.loads(files[address_of(KEY, "json")]())
    figures = next(one["figures"] for one in told["series"] if one["area_code"] == AREA)
    (figure,) = [one for one in figures if one["period"] == hidden.period.label]
    assert (figure["value"], figure["numerator"], figure["markers"]) == (None, None, ["c"])
    assert told["finding"]["baseline"] is None

    sheet = open_book(files[address_of(KEY, "xlsx")]())["Figures"]
    assert any("[c]" in row for row in sheet.iter_rows(values_only=True))
    baselines = files["data/baselines.csv"]().decode("utf-8-sig")
    assert f",{KEY}," not in baselines
    copy.close()


def test_the_note_of_a_withdrawn_publication_is_not_told_again(copy_of_example: Store) -> None:
    earlier = (
        PublicNote(2, date(2026, 3, 1), "What was wrong.", withdrawn=True),
        PublicNote(1, date(2026, 1, 1), "The first."),
    )
    files = list_files(copy_of_example, facts=replace(FACTS, number=3, earlier=earlier))
    table = next(one.make() for one in files if one.address == "data/publications.csv").decode("utf-8-sig")
    assert "The first." in table
    assert "What was wrong." not in table
    assert len(list(csv.reader(io.StringIO(table)))) == 4
