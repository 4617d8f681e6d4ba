"""No two files share an address, whatever indicators are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from oba.tasks.opendata import OpenFile, address_of
from oba.tasks.opendata.addresses import name_of

KEYS = st.one_of(
    st.text(min_size=1), st.sampled_from(["figures", "areas", "index", "con", "indicator-areas", "A", "a"])
)


@given(KEYS, KEYS)
def test_two_keys_have_two_names_also_where_capitals_do_not_count(one: str, other: str) -> None:
    if one != other:
        assert name_of(one).casefold() != name_of(other).casefold()


@given(KEYS)
def test_a_name_can_be_a_file_anywhere(key: str) -> None:
    name = name_of(key)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name, re.ASCII)
    assert name not in ("figures", "areas", "index", "tables", "csv-metadata", "con", "nul", "com1")


def test_no_made_name_is_another_keys_own() -> None:
    keys = [
        "areas",
        "indicator-areas",
        "indicator-indicator-2d-areas",
        "Areas",
        "a b",
        "a-20-b",
        "x" * 300,
        "y" * 300,
    ]
    assert len({name_of(key) for key in keys}) == len(keys)


def test_a_plain_key_is_its_own_address() -> None:
    assert address_of("infant_mortality", "csv") == "data/infant_mortality.csv"


def test_every_file_of_the_example_has_its_own_address_and_media_type(
    open_files: Mapping[str, OpenFile],
) -> None:
    assert len({address.casefold() for address in open_files}) == len(open_files)
    for address, one in open_files.items():
        assert address.startswith("data/")
        assert one.title
        ending = address.rpartition(".")[2]
        assert {"csv": "text/csv", "json": "application/", "xlsx": "application/vnd", "txt": "text/plain"}[
            ending
        ] in one.media_type
