"""Partners and what they contribute, in SQLite and PostgreSQL: none that others name is ever deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.partner import Contribution, to_texts
from oba.model.plan import Partner
from oba.store.contributions import (
    add_contribution,
    find_contribution,
    next_key,
    read_contributions,
    write_contribution,
)
from oba.store.edits import read_edits
from oba.store.partners import GONE, KIND, read_partner, read_partners, read_saved, save_partner
from oba.store.plans import read_plan, write_plan

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
POLICE = Partner("police", "Police", "keeps the peace", ("safe",))
BROUGHT = Contribution(
    indicator="in_care",
    partner="nhs",
    role="leads on health",
    brings="Two nurses",
    key="in_care/1",
    written_by="ann",
    written_on=date(2026, 12, 1),
)


def names(conn) -> list[str]:
    return [one.name for one in read_partners(conn)]


def test_a_partner_is_saved_with_its_themes_its_version_and_every_edit(planned) -> None:
    with planned.writing() as conn:
        saved = save_partner(conn, POLICE, by="ann", at=AT)
        changed = replace(POLICE, name="The police", themes=("poverty", "safe"))
        again = save_partner(conn, changed, by="bob", at=AT)
    assert (saved.version, saved.in_workbook, again.version) == (1, None, 2)
    with planned.reading() as conn:
        assert names(conn) == ["Council", "NHS", "The police"]
        found = read_partner(conn, "police")
        edits = read_edits(conn, kind=KIND, key="police")
    assert (found.partner, found.version) == (changed, 2)
    assert found.partner.formerly == ("Police",)
    assert [(one.by, one.field, one.before, one.after) for one in edits[-2:]] == [
        ("bob", "name", "Police", "The police"),
        ("bob", "themes", "safe", "poverty;safe"),
    ]


def test_saving_what_stands_is_no_new_version_and_no_edit(planned) -> None:
    with planned.writing() as conn:
        stands = read_partner(conn, "nhs")
        before = len(read_edits(conn, kind=KIND))
        assert save_partner(conn, stands.partner, by="ann", at=AT).version == stands.version
        assert len(read_edits(conn, kind=KIND)) == before


def test_a_workbook_says_what_stands_until_a_page_says_otherwise(planned) -> None:
    with planned.writing() as conn:
        nhs = read_partner(conn, "nhs")
        assert nhs.in_workbook == to_texts(nhs.partner)
        save_partner(conn, replace(nhs.partner, role="health"), by="ann", at=AT)
        changed = read_partner(conn, "nhs")
    assert changed.in_workbook == to_texts(nhs.partner)
    assert to_texts(changed.partner)["role"] == "health"


def test_a_partner_that_leaves_the_plan_is_removed_only_where_nothing_names_it(planned, book) -> None:
    less = replace(book, partners=())
    with planned.writing() as conn:
        add_contribution(conn, BROUGHT)
        changes = write_plan(conn, less, by="ann", at=AT)
        assert [(one.kind, one.key) for one in changes if one.noun == "partner"] == [
            ("removed", "council"),
            ("retired", "nhs"),
        ]
        (nhs,) = read_partners(conn)
        assert (nhs.left_on, nhs.left_because, nhs.takes_part) == (date(2026, 12, 1), GONE, False)
        assert read_plan(conn).taking_part == ()
        assert write_plan(conn, less, by="ann", at=AT) == []
        write_plan(conn, book)
        assert read_plan(conn) == book
        assert find_contribution(conn, "in_care/1") == BROUGHT


@pytest.mark.parametrize("names_it", [{"lead": "nhs"}, {"supports": ("nhs",)}])
def test_an_action_keeps_a_partner_from_being_removed(planned, book, names_it) -> None:
    with planned.writing() as conn:
        actions = (replace(book.actions[0], **names_it), *book.actions[1:])
        write_plan(conn, replace(book, actions=actions, partners=book.partners[:1]))
        assert names(conn) == ["Council", "NHS"]


def test_what_a_partner_brings_keeps_its_curve_in_the_store(planned, book) -> None:
    with planned.writing() as conn:
        add_contribution(conn, BROUGHT)
        bones = replace(book, actions=(), indicators=book.indicators[:1])
        changes = write_plan(conn, bones)
        assert ("retired", "in_care") in [(one.kind, one.key) for one in changes]


def test_contributions_are_numbered_by_curve_and_what_is_withdrawn_stays(planned) -> None:
    with planned.writing() as conn:
        assert next_key(conn, "in_care") == "in_care/1"
        add_contribution(conn, BROUGHT)
        assert (next_key(conn, "in_care"), next_key(conn, "poverty_rate")) == ("in_care/2", "poverty_rate/1")
        gone = replace(BROUGHT, withdrawn=True, withdrawn_because="It moved", version=2)
        write_contribution(conn, gone)
        assert read_contributions(conn, indicator="in_care") == ()
        assert read_contributions(conn, partner="nhs", withdrawn=True) == (gone,)
        assert next_key(conn, "in_care") == "in_care/2"


def test_a_contribution_of_a_partner_or_to_a_curve_that_is_not_there_is_refused(planned) -> None:
    for wrong in ({"partner": "moon"}, {"indicator": "moonlight"}):
        with pytest.raises(StoreError), planned.writing() as conn:
            add_contribution(conn, replace(BROUGHT, **wrong))


def test_a_partner_that_never_was_is_said_in_words(planned) -> None:
    with planned.reading() as conn, pytest.raises(NotFoundError, match="there is no partner 'moon'"):
        read_partner(conn, "moon")


def test_the_order_of_the_workbook_is_the_order_of_the_partners(planned, book) -> None:
    turned = replace(book, partners=book.partners[::-1])
    with planned.writing() as conn:
        assert write_plan(conn, turned) != []
        assert names(conn) == ["NHS", "Council"]
        assert [one.version for one in read_saved(conn)] == [1, 1]
