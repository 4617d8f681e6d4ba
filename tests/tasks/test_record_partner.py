"""Writing partners and what they bring: checked, versioned, recorded, refused to whoever may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.settings import Settings
from oba.store.contributions import read_contributions
from oba.store.edits import read_edits
from oba.store.engine import figures_version, open_store, store_version
from oba.store.partners import read_partner
from oba.store.plans import read_plan
from oba.tasks.record_contribution import change_contribution, contribute, withdraw_contribution
from oba.tasks.record_partner import add_partner, change_partner, restore_partner, withdraw_partner
from oba.tasks.write_template import owned_by

ANN, BOB = Editor("ann", Role.OFFICER), Editor("bob", Role.OFFICER)
KEY = "under18_conceptions"
BROUGHT = {"role": "Runs the clinics", "brings": "Two nurses\nand a room"}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def ask(settings: Settings, question):
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return question(connection)
    finally:
        store.close()


def test_a_partner_is_added_under_a_key_made_of_its_name(settings: Settings) -> None:
    saved = add_partner(settings, ANN, {"name": " Barnardo's  North ", "themes": "child_poverty"})
    assert (saved.partner.key, saved.partner.name) == ("barnardo_s_north", "Barnardo's North")
    book = ask(settings, read_plan)
    assert book.partners[-1] == saved.partner
    assert add_partner(settings, ANN, {"name": "Barnardo s north"}).partner.key == "barnardo_s_north_2"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"name": ""}, "Name: found nothing"),
        ({"name": "x" * 121}, "found 121 characters"),
        ({"name": "New", "role": "x" * 1001}, "Role in the Trust: found 1,001 characters"),
        ({"name": "nhs middlesbrough"}, "There is a partner of this name"),
        ({"name": "NHS"}, "There is a partner of this name"),
        ({"name": "New", "themes": "child_poverty;moon"}, "found 'moon'"),
        ({"name": "New", "left_on": "2026-01-01"}, "a field 'left_on'"),
    ],
)
def test_what_a_partner_may_not_be_is_refused_by_its_field(settings: Settings, texts, said: str) -> None:
    before = ask(settings, read_plan).partners
    with pytest.raises(UsageError, match=said):
        add_partner(settings, ANN, texts)
    assert ask(settings, read_plan).partners == before


def test_who_changes_a_partner_second_is_given_both_texts_and_nothing_is_written(settings: Settings) -> None:
    change_partner(settings, ANN, "nhs", {"role": "His"}, version=1)
    with pytest.raises(EditConflict) as caught:
        change_partner(settings, BOB, "nhs", {"role": "Mine"}, version=1)
    assert (caught.value.texts, caught.value.version, caught.value.by) == (
        {"role": ("His", "Mine")},
        2,
        "ann",
    )
    assert change_partner(settings, BOB, "nhs", {"role": "Mine"}, version=2).version == 3
    assert ask(settings, lambda conn: read_partner(conn, "nhs")).partner.role == "Mine"


def test_a_partner_that_was_renamed_still_owns_its_indicators(settings: Settings) -> None:
    before = ask(settings, read_plan)
    owned = owned_by(before, next(one for one in before.partners if one.key == "nhs"))
    assert owned
    change_partner(settings, ANN, "nhs", {"name": "The integrated care board"}, version=1)
    after = ask(settings, read_plan)
    nhs = next(one for one in after.partners if one.key == "nhs")
    assert (owned_by(after, nhs), nhs.formerly) == (owned, ("NHS Middlesbrough",))


def test_a_partner_leaves_with_a_reason_stays_on_record_and_may_come_back(settings: Settings) -> None:
    with pytest.raises(UsageError, match="no reason is given"):
        withdraw_partner(settings, ANN, "nhs", "  ", version=1)
    contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs")
    gone = withdraw_partner(settings, ANN, "nhs", "It was abolished", version=1).partner
    assert (gone.left_on, gone.left_because) == (date(2026, 12, 1), "It was abolished")
    book = ask(settings, read_plan)
    assert "nhs" in {one.key for one in book.partners} - {one.key for one in book.taking_part}
    assert len(ask(settings, lambda conn: read_contributions(conn, partner="nhs"))) == 1
    with pytest.raises(UsageError, match="no partner that takes part"):
        contribute(settings, ANN, BROUGHT, indicator="looked_after", partner="nhs")
    with pytest.raises(UsageError, match="left on 1 December 2026: It was abolished: let it take part again"):
        add_partner(settings, ANN, {"name": "NHS Middlesbrough"})
    assert restore_partner(settings, BOB, "nhs", version=2).partner.takes_part


def test_what_a_partner_brings_is_written_changed_and_withdrawn_with_every_edit(settings: Settings) -> None:
    one = contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs")
    assert (one.key, one.written_by, one.version) == (f"{KEY}/1", "ann", 1)
    two = change_contribution(settings, BOB, one.key, {"brings": "One nurse"}, version=1)
    assert two == replace(one, brings="One nurse", version=2)
    assert change_contribution(settings, BOB, one.key, {"brings": "One nurse"}, version=2) == two
    withdraw_contribution(settings, ANN, one.key, "The clinic closed", version=2)
    assert ask(settings, lambda conn: read_contributions(conn, indicator=KEY)) == ()
    edits = ask(settings, lambda conn: read_edits(conn, kind="contribution", key=one.key))
    assert [(each.by, each.field, each.before, each.after) for each in edits] == [
        ("ann", "partner", None, "nhs"),
        ("ann", "role", None, "Runs the clinics"),
        ("ann", "brings", None, "Two nurses\nand a room"),
        ("bob", "brings", "Two nurses\nand a room", "One nurse"),
        ("ann", "role", "Runs the clinics", None),
        ("ann", "brings", "One nurse", None),
        ("ann", "withdrawn_because", "", "The clinic closed"),
    ]
    with pytest.raises(
        NotFoundError, match=r"has been withdrawn since by ann: “The clinic closed”\. Your text is kept"
    ):
        change_contribution(settings, BOB, one.key, {"brings": "x"}, version=3)
    assert contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs").key == f"{KEY}/2"


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"indicator": "moonlight"}, NotFoundError, "the plan has no indicator 'moonlight'"),
        ({"partner": "moon"}, UsageError, "'moon' is no partner that takes part"),
        ({"texts": {"role": " ", "brings": ""}}, UsageError, "nothing is written"),
        ({"texts": {"brings": "x" * 1001}}, UsageError, "longer than 1,000 characters"),
        ({"texts": {"version": "3"}}, UsageError, "a field 'version'"),
    ],
)
def test_what_cannot_be_a_contribution_is_refused(settings: Settings, change, error, said: str) -> None:
    given = {"indicator": KEY, "partner": "nhs", "texts": BROUGHT, **change}
    texts = given.pop("texts")
    with pytest.raises(error, match=said):
        contribute(settings, ANN, texts, **given)


def test_a_partner_contributes_to_a_curve_once(settings: Settings) -> None:
    contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs")
    with pytest.raises(UsageError, match="is written already"):
        contribute(settings, BOB, {"brings": "More"}, indicator=KEY, partner="nhs")


def test_two_who_change_a_contribution_lose_nothing(settings: Settings) -> None:
    one = contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs")
    change_contribution(settings, ANN, one.key, {"role": "His"}, version=1)
    for late in (
        lambda: change_contribution(settings, BOB, one.key, {"role": "Mine"}, version=1),
        lambda: withdraw_contribution(settings, BOB, one.key, version=1),
    ):
        with pytest.raises(EditConflict, match="ann saved this while you were writing"):
            late()
    assert ask(settings, lambda conn: read_contributions(conn, indicator=KEY))[0].role == "His"


def test_a_contribution_leaves_what_was_found_of_figures_as_it_is(settings: Settings) -> None:
    before = ask(settings, lambda conn: (store_version(conn), figures_version(conn)))
    contribute(settings, ANN, BROUGHT, indicator=KEY, partner="nhs")
    after = ask(settings, lambda conn: (store_version(conn), figures_version(conn)))
    assert after == (before[0] + 1, before[1])


WRITES = [
    lambda settings, editor: add_partner(settings, editor, {"name": "New"}),
    lambda settings, editor: change_partner(settings, editor, "nhs", {"role": "x"}, version=1),
    lambda settings, editor: withdraw_partner(settings, editor, "nhs", "x", version=1),
    lambda settings, editor: restore_partner(settings, editor, "nhs", version=1),
    lambda settings, editor: contribute(settings, editor, BROUGHT, indicator=KEY, partner="nhs"),
    lambda settings, editor: change_contribution(settings, editor, f"{KEY}/1", {"role": "x"}, version=1),
    lambda settings, editor: withdraw_contribution(settings, editor, f"{KEY}/1", version=1),
]


@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_written_by_a_reader_nor_on_the_published_copy(settings: Settings, write) -> None:
    with pytest.raises(NotAllowedError):
        write(settings, Editor("eve", Role.READER))
    with pytest.raises(NotFoundError, match="nothing is written on the published copy"):
        write(replace(settings, mode="published"), ANN)


def test_an_editor_writes_what_partners_bring_and_leaves_their_records_alone(settings: Settings) -> None:
    editor = Editor("cat", Role.EDITOR)
    assert contribute(settings, editor, BROUGHT, indicator=KEY, partner="nhs").written_by == "cat"
    with pytest.raises(NotAllowedError, match="change the plan"):
        change_partner(settings, editor, "nhs", {"role": "x"}, version=1)
