"""Where a text that may tell of a person is said to stand, and the page on which it is mended."""

from __future__ import annotations

import pytest

from oba.model.checklist import Level
from oba.model.story import Direction, Force, Story
from oba.store.public_texts import PublicText
from oba.tasks.scan_texts import check_texts, scan
from tests.tasks.test_checks_of_publication import BOOK, TITLES

TOLD = "Kayleigh Brown of TS3 6AB could not come"


@pytest.mark.parametrize(
    ("table", "column", "key", "place", "page"),
    [
        (
            "story_force",
            "text",
            "absence/1",
            f"Force of a story 1, {TITLES['absence']}, text",
            "story?indicator=absence",
        ),
        (
            "success",
            "text",
            "absence",
            f"Success story, {TITLES['absence']}, text",
            "story?indicator=absence",
        ),
        (
            "idea",
            "evidence",
            "absence/2",
            f"Idea 2, {TITLES['absence']}, evidence",
            "what_works?indicator=absence",
        ),
        ("story_voice", "text", "gone/3", "Voice in a story gone/3, text", ""),
        ("action", "proposed_action", "12", "Action 12, proposed action", "actions"),
        ("theme", "title", "learning", "Theme learning, title", ""),
    ],
)
def test_a_text_is_named_by_the_title_of_its_indicator_and_leads_to_where_it_is_mended(
    table: str, column: str, key: str, place: str, page: str
) -> None:
    (found,) = scan([PublicText(table, column, key, TOLD)], book=BOOK, ticks=())
    assert (found.place, found.page) == (place, page)


def test_a_force_is_called_by_the_heading_and_the_number_that_its_page_has() -> None:
    stands = [
        ("absence/7", Direction.HINDERS),
        ("absence/2", Direction.HELPS),
        ("absence/3", Direction.HINDERS),
    ]
    forces = tuple(
        Force(indicator="absence", area="E06000002", text=TOLD, key=key, direction=direction)
        for key, direction in stands
    )
    texts = [PublicText("story_force", "text", key, f"{TOLD} {key}") for key, _ in stands]
    found = scan(texts, book=BOOK, ticks=(), stories={"absence": Story(forces)})
    assert [one.place.partition(",")[0] for one in found] == [
        "What is hindering 1",
        "What is helping 1",
        "What is hindering 2",
    ]


def test_a_tick_lets_a_text_stand_in_the_field_where_it_was_read_and_in_no_other() -> None:
    read = PublicText("action", "lead", "1", TOLD)
    (found,) = scan([read], book=BOOK, ticks=())
    again = [
        PublicText("action", "lead", "2", f" {TOLD}"),
        PublicText("action", "measure", "2", TOLD),
        PublicText("story_voice", "text", "absence/1", TOLD),
        PublicText("action", "lead", "3", f"{TOLD} today"),
    ]
    asked = [one.place for one in scan([read, *again], book=BOOK, ticks={found.digest}) if not one.ticked]
    assert asked == [
        "Action 2, measure",
        f"Voice in a story 1, {TITLES['absence']}, text",
        "Action 3, lead",
    ]


def test_a_text_that_tells_of_few_children_is_advice_and_one_that_names_a_person_blocks_too() -> None:
    told = ["Two children came", "Two children and Kayleigh Brown came", "Six children came"]
    texts = [PublicText("action", "measure", str(row), text) for row, text in enumerate(told)]
    for few, codes in ((5, ["few", "texts", "few"]), (7, ["few", "texts", "few", "few"])):
        found = scan(texts, book=BOOK, ticks=(), few=few)
        assert [one.code for one in check_texts(found)] == codes
    both = list(check_texts(found))[1:3]
    assert [
        ("Kayleigh" in one.found.partition(", in: ")[0], "'Two children'" in one.found) for one in both
    ] == [
        (True, True),
        (False, True),
    ]
    ticks = {one.digest for one in found}
    assert list(check_texts(scan(texts, book=BOOK, ticks=ticks, few=7))) == []


def test_a_text_with_an_nhs_number_waits_whoever_has_ticked_it_and_is_to_be_mended() -> None:
    texts = [
        PublicText("action", "measure", "1", "NHS 943 476 5919"),
        PublicText("action", "lead", "1", TOLD),
    ]
    ticks = {one.digest for one in scan(texts, book=BOOK, ticks=())}
    found = scan(texts, book=BOOK, ticks=ticks)
    assert [(one.ticked, one.waits(ticks)) for one in found] == [(False, True), (True, False)]
    (item,) = check_texts(found)
    assert (item.of, item.level) == ("Action 1, measure", Level.BLOCKS)
    assert "take it out of the text" in item.remedy
    assert "--tick" not in item.remedy
