"""A field that anyone may read says so where it is typed, before a person is named in it."""

from __future__ import annotations

import pytest

from oba.words.public_fields import BODY, PLACE, POST

CURVE = "under18_conceptions"


@pytest.mark.parametrize(
    ("page", "label", "hint"),
    [
        ("pages/trust/85_story.py", "Who finds out", POST),
        ("pages/trust/85_story.py", "Where it was heard or read (needed)", PLACE),
        ("pages/trust/88_choosing.py", "Who takes it on", POST),
        ("pages/trust/81_partners.py", "Its part in this curve", BODY),
        ("pages/trust/81_partners.py", "What it brings: people, places, money, knowledge", BODY),
    ],
)
def test_a_field_for_the_public_says_so_and_asks_for_no_person(open_page, page, label, hint) -> None:
    app = open_page(page, indicator=CURVE)
    (field, *_) = [one for one in (*app.text_input, *app.text_area) if one.label == label]
    assert field.help == hint
    assert "this is public" in hint
