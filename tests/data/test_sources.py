"""Every file of the example says where it came from, and is safe to open."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl


def test_every_file_of_figures_has_a_sidecar_and_every_sidecar_a_file(
    data: Path, sources: dict[str, Any]
) -> None:
    files = {path.name for path in data.iterdir() if path.suffix in (".xlsx", ".csv")}
    assert files - {"middlesbrough_plan.xlsx"} == set(sources)


def test_every_sidecar_is_complete(sources: dict[str, dict[str, Any]]) -> None:
    for file, source in sources.items():
        for key in ("publisher", "title", "release", "address", "retrieved"):
            assert source.get(key), f"{file}: {key}"
        assert source["licence"] == "Open Government Licence v3.0", file
        assert re.match(r"https?://(www\.|explore-|fingertips\.)", source["address"]), file
        if "published" in source:
            assert source["published"] <= source["retrieved"], file


def test_at_least_four_layouts_are_shown(data: Path, sources: dict[str, dict[str, Any]]) -> None:
    tops = set()
    for file in sources:
        if file.endswith(".csv"):
            tops.add("csv")
            continue
        for sheet in openpyxl.load_workbook(data / file):
            first = [cell.value for cell in sheet[1] if cell.value is not None]
            titled = len(first) == 1
            across = any(re.match(r"(31 March |FYE )?\d{4}", str(c.value)) for c in sheet[4 if titled else 1])
            tops.add(
                (
                    "titled" if titled else "plain",
                    "across" if across else "one row a period",
                    "Indicator" in first,
                )
            )
    assert len(tops) >= 5


def test_no_workbook_holds_a_formula_a_macro_or_a_link_to_another(data: Path) -> None:
    for path in data.glob("*.xlsx"):
        parts = zipfile.ZipFile(path).namelist()
        assert [part for part in parts if "externalLink" in part or "vbaProject" in part] == [], path.name
        for sheet in openpyxl.load_workbook(path):
            formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert formulas == [], f"{path.name}, {sheet.title}"


def test_nothing_in_the_folder_names_a_path_of_somebodys_machine(data: Path) -> None:
    unwanted = re.compile(r"(^|[\s\"'(>])/(work|tmp|home|root|Users)/|[A-Z]:\\|file://")
    for path in data.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                texts = [book.read(part).decode("utf-8", "replace") for part in book.namelist()]
        elif path.is_file() and path.suffix in (".csv", ".toml", ".md"):
            texts = [path.read_text("utf-8")]
        else:
            continue
        assert not any(unwanted.search(text) for text in texts), path.name
