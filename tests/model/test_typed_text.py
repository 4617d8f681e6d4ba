"""What is typed is made such that a database, a workbook and a file of an export hold all of it."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from oba.model.typed_text import tidy, tidy_names

ANY = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rents – rise", "Rents – rise"),
        ("  a\n\tb  ", "a\n\tb"),
        ("a\x00b", "a b"),
        ("a\x07\x1b[31mb", "a  [31mb"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x7fb\x80c\x9fd", "a b c d"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("👩‍👧 ي \u200f\u202eא", "👩‍👧 ي \u200f\u202eא"),
        ("a\ufffe\uffff", "a\ufffd\ufffd"),
        ("\x00", ""),
        ("", ""),
    ],
)
def test_what_no_file_can_hold_goes_and_all_else_stays(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(ANY)
def test_any_text_once_tidied_is_held_by_a_workbook_utf_8_and_json_and_stays_as_it_is(typed: str) -> None:
    text = tidy(typed)
    assert tidy(text) == text
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\x00" not in text
    assert json.loads(json.dumps(text, ensure_ascii=False).encode("utf-8")) == text
    book, out = Workbook(), io.BytesIO()
    book.active.cell(1, 1, f"a{text}")
    book.save(out)
    assert load_workbook(io.BytesIO(out.getvalue())).active.cell(1, 1).value == f"a{text}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Zl", "Zp"])))
def test_a_text_without_controls_loses_nothing_but_space_around_it(typed: str) -> None:
    assert tidy(typed) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Asha Begum ,\nBob", ("Asha Begum", "Bob")),
        ("Asha Begum , School Nursing", ("Asha Begum, School Nursing",)),
        ("Asha Begum,School Nursing", ("Asha Begum, School Nursing",)),
        (", Asha  Begum,, \n,\n\nAsha Begum", ("Asha Begum",)),
    ],
)
def test_a_comma_stands_behind_its_word_in_a_list_of_names(typed: str, names: tuple[str, ...]) -> None:
    assert tidy_names(typed) == names


@given(st.text(alphabet="Ab ,\n", max_size=30), st.integers(1, 6))
def test_names_once_tidied_stay_as_they_are(typed: str, most: int) -> None:
    names = tidy_names(typed, most=most)
    assert tidy_names("\n".join(names), most=most) == names
