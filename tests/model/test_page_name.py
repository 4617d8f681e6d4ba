"""Names of pages: safe in any address and on any disk, and never the same for two keys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.page_name import name_page


@given(st.lists(st.text(max_size=90), unique=True, min_size=2, max_size=8))
def test_no_two_keys_share_a_name(keys: list[str]) -> None:
    names = {name_page(key).casefold() for key in keys}
    assert len(names) == len(keys)


@given(st.text(max_size=200))
def test_a_name_is_safe_in_an_address_and_on_a_disk(key: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]+(-[0-9a-f]{8})?", name_page(key))
    assert len(name_page(key)) < 80


@pytest.mark.parametrize("key", ["injury_admissions", "ni_70", "a"])
def test_a_plain_key_is_its_own_name(key: str) -> None:
    assert name_page(key) == key


@pytest.mark.parametrize("key", ["con", "lpt1", "../up", "Health", "a b", "x-plain", "", "q" * 61])
def test_any_other_key_is_given_one(key: str) -> None:
    assert name_page(key) != key
    assert not name_page(key).endswith("-plain")
