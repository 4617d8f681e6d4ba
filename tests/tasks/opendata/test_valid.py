"""Other people's tools read the open data: it is valid as a Data Package, and its metadata says what is there."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import frictionless

from oba.store.engine import Store
from oba.tasks.opendata import CHECKSUMS, OpenFile, list_files
from tests.tasks.opendata.conftest import FACTS


def test_the_data_package_is_valid_with_every_hash_type_key_and_reference(downloaded: Path) -> None:
    report = frictionless.validate(str(downloaded / "datapackage.json"))
    faults = [error.message for task in report.tasks for error in task.errors]
    assert report.valid, [*faults, *(error.message for error in report.errors)][:5]
    assert report.stats["tasks"] > 50


def test_frictionless_finds_a_figure_that_was_changed(downloaded: Path, tmp_path: Path) -> None:
    for one in downloaded.iterdir():
        if one.suffix in (".csv", ".json"):
            (tmp_path / one.name).write_bytes(one.read_bytes())
    path = tmp_path / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] == "themes"]
    path.write_text(json.dumps(package), encoding="utf-8")
    themes = tmp_path / "themes.csv"
    themes.write_bytes(themes.read_bytes().replace(b"Safeguarding", b"Safeguardinh"))
    assert not frictionless.validate(str(path)).valid


def test_the_package_names_version_licence_and_sources(downloaded: Path) -> None:
    package = json.loads((downloaded / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == "2-2026-12-01"
    assert [one["name"] for one in package["licenses"]] == ["OGL-UK-3.0"]
    assert len(package["sources"]) == 18
    assert {one["path"] for one in package["resources"]} == {one.name for one in downloaded.glob("*.csv")}


def test_the_metadata_for_the_web_describes_each_csv_with_its_own_columns(downloaded: Path) -> None:
    group = json.loads((downloaded / "csv-metadata.json").read_text(encoding="utf-8"))
    described = {one["url"]: one["tableSchema"] for one in group["tables"]}
    assert set(described) == {one.name for one in downloaded.glob("*.csv")}
    for name, schema in described.items():
        with (downloaded / name).open(encoding="utf-8-sig", newline="") as file:
            heads = next(csv.reader(file))
        assert [one["titles"] for one in schema["columns"]] == heads
        names = {one["name"] for one in schema["columns"]}
        assert names >= set(schema.get("primaryKey", ()))
        for key in schema.get("foreignKeys", ()):
            other = described[key["reference"]["resource"]]
            assert key["columnReference"] in names
            assert other["primaryKey"] == [key["reference"]["columnReference"]]
    assert group["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")


def test_checksums_name_every_other_file(downloaded: Path) -> None:
    lines = (downloaded / "checksums.txt").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in downloaded.iterdir()}
    files.pop("checksums.txt")
    assert told == files


def test_every_file_is_the_same_bytes_when_it_is_made_again(
    copy_of_example: Store, open_files: Mapping[str, OpenFile]
) -> None:
    again = {one.address: one for one in list_files(copy_of_example, facts=FACTS)}
    assert list(again) == list(open_files)
    assert again[CHECKSUMS].make() == open_files[CHECKSUMS].make()


def test_the_index_leads_to_files_that_are_there(downloaded: Path) -> None:
    index = json.loads((downloaded / "index.json").read_text(encoding="utf-8"))
    assert len(index["indicators"]) == 40
    assert index["publication"] == 2
    for one in index["indicators"]:
        assert all((downloaded / name).is_file() for name in one["files"].values())
        told = json.loads((downloaded / one["files"]["json"]).read_text(encoding="utf-8"))
        assert told["indicator"]["key"] == one["key"]
        assert told["publication"] == 2
