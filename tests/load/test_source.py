"""Tests of sidecars: what they say is read, what they cannot say is refused in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oba.load.source import SourceError, read_source, sidecar_of

WHOLE = """
publisher = "Office for National Statistics"
title = "Conceptions"
release = "2012"
address = "https://www.ons.gov.uk/"
licence = "Open Government Licence v3.0"
published = 2014-02-25
retrieved = 2026-05-01
note = "Rates per 1,000"
other_areas = "leave out"
accepted = ["Year 6!D14"]
[sheets]
"Table 1" = "conceptions"
[indicators]
"Under 18s" = "conceptions"
[symbols]
"*" = "[c]"
"-" = "x"
"""


def beside(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "figures.xlsx"
    sidecar_of(path).write_text(text, encoding="utf-8")
    return path


def test_a_sidecar_is_read_whole(tmp_path: Path) -> None:
    source = read_source(beside(tmp_path, WHOLE))
    assert source is not None
    assert (source.publisher, source.title, source.published) == (
        "Office for National Statistics",
        "Conceptions",
        date(2014, 2, 25),
    )
    assert source.sheets == {"Table 1": "conceptions"}
    assert source.indicators == {"Under 18s": "conceptions"}
    assert source.symbols == {"*": "c", "-": "x"}
    assert source.accepted == ("Year 6!D14",)
    assert source.leave_out_other_areas


def test_a_publisher_and_a_title_are_enough(tmp_path: Path) -> None:
    source = read_source(beside(tmp_path, 'publisher = "P"\ntitle = "T"\n'))
    assert source is not None
    assert (source.published, source.sheets, source.leave_out_other_areas) == (None, {}, None)


def test_a_file_without_a_sidecar_has_none(tmp_path: Path) -> None:
    assert read_source(tmp_path / "figures.xlsx") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "T"', "publisher is not given"),
        ('publisher = "P"\ntitle = ""', "title is not given"),
        ('publisher = "P"\ntitle = "T"\nyear = 2010', "'year' is not known"),
        ('publisher = "P"\ntitle = "T"\nrelease = 2010', "release is 2010"),
        ('publisher = "P"\ntitle = "T"\npublished = "March"', "published is 'March'"),
        ('publisher = "P"\ntitle = "T"\nsheets = "A"', "not a table"),
        ('publisher = "P"\ntitle = "T"\n[symbols]\n"*" = "q"', "stands for 'q'"),
        ('publisher = "P"\ntitle = "T"\naccepted = "D14"', "not a list"),
        ('publisher = "P"\ntitle = "T"\nother_areas = "no"', "other_areas is 'no'"),
        ("publisher = P", "figures.xlsx.source.toml"),
    ],
)
def test_a_sidecar_that_is_wrong_is_refused_with_its_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_source(beside(tmp_path, text))
    assert said in str(refused.value)
    assert refused.value.where == "figures.xlsx.source.toml"


def test_a_sidecar_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    sidecar_of(path).write_bytes('publisher = "Zürich"'.encode("cp1252"))
    with pytest.raises(SourceError, match="UTF-8"):
        read_source(path)
