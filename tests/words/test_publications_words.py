"""What is said of publications."""

from __future__ import annotations

from datetime import date

import pytest

from oba.model.publication import PublicNote
from oba.words.publications import NO_NOTE, WITHDRAWN, say_what_changed


@pytest.mark.parametrize(
    ("note", "withdrawn", "said"),
    [
        ("New figures.", False, "New figures."),
        (" ", False, NO_NOTE),
        ("", True, WITHDRAWN),
        ("New figures.", True, WITHDRAWN),
    ],
)
def test_of_a_withdrawn_publication_its_note_is_not_told_nor_missed(
    note: str, withdrawn: bool, said: str
) -> None:
    assert say_what_changed(PublicNote(1, date(2026, 9, 1), note, withdrawn=withdrawn)) == said
