"""What people decide about sources is kept: answers, codes, recipes, and indicators that come with figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.recipe import Orientation, Recipe
from oba.model.release import Answer, QuestionKind
from oba.store.answers import forget_answers, read_answers, write_answers
from oba.store.codes import add_indicators, remember_code
from oba.store.plans import read_plan, write_plan
from oba.store.recipes import read_recipes, remove_recipe, write_recipe

MAY, JUNE = datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 6, 1, 12, tzinfo=UTC)
STAR = Answer(QuestionKind.SYMBOL, "*", "c")
TOWN_NAME = Answer(QuestionKind.AREA, 'Middlesborough – "M\'bro"', "E06000002")
RECIPE = Recipe(
    name="returns",
    publisher="Council",
    title="Returns",
    sheet="Sheet 1",
    header_rows=(2, 3),
    orientation=Orientation.ACROSS,
    columns={"period": "Year", "area code": "Code"},
    values={"Rate / %": "poverty_rate", "Count": "in_care"},
    constants={"area": "E06000002"},
    headings=("Year", "Code", "Rate / %"),
    made_by="ann",
)


def give(conn, *answers, publisher="Office", title="Poverty", by="ann", at=MAY):
    return write_answers(conn, publisher, title, answers, given_by=by, given_at=at)


def test_answers_are_kept_for_their_publisher_and_title(store):
    with store.writing() as conn:
        assert give(conn, STAR, TOWN_NAME) == 2
        give(conn, replace(STAR, answer="x"), title="Another")
    with store.reading() as conn:
        assert set(read_answers(conn, "Office", "Poverty")) == {STAR, TOWN_NAME}
        assert read_answers(conn, "Office", "Another") == (replace(STAR, answer="x"),)
        assert read_answers(conn, "Another", "Poverty") == ()


def test_a_new_answer_takes_the_place_of_the_old_one_to_the_same_question(store):
    with store.writing() as conn:
        give(conn, STAR, TOWN_NAME)
        assert give(conn, replace(STAR, answer="x"), TOWN_NAME, at=JUNE) == 1
        assert set(read_answers(conn, "Office", "Poverty")) == {replace(STAR, answer="x"), TOWN_NAME}


def test_a_question_whose_answer_is_forgotten_is_asked_again(store):
    with store.writing() as conn:
        give(conn, STAR, TOWN_NAME)
        forget_answers(conn, "Office", "Poverty", [(STAR.kind, STAR.subject)])
        assert read_answers(conn, "Office", "Poverty") == (TOWN_NAME,)


def test_a_recipe_is_read_back_as_it_was_written(store):
    with store.writing() as conn:
        write_recipe(conn, RECIPE, made_at=MAY)
        write_recipe(conn, replace(RECIPE, name="a"), made_at=MAY)
    with store.reading() as conn:
        found = read_recipes(conn)
    assert found == (replace(RECIPE, name="a"), RECIPE)
    assert list(found[1].values) == list(RECIPE.values)


def test_a_recipe_takes_the_place_of_the_one_of_its_name_and_can_be_removed(store):
    with store.writing() as conn:
        write_recipe(conn, RECIPE, made_at=MAY)
        write_recipe(conn, replace(RECIPE, sheet="Other"), made_at=JUNE)
        assert [one.sheet for one in read_recipes(conn)] == ["Other"]
        remove_recipe(conn, "returns")
        assert read_recipes(conn) == ()
        with pytest.raises(NotFoundError, match="no recipe 'returns'"):
            remove_recipe(conn, "returns")


def test_a_code_that_was_decided_is_read_with_the_plan_and_outlives_its_next_version(planned, book):
    coded = with_codes(book, "fingertips:1", "a:2")
    with planned.writing() as conn:
        write_plan(conn, coded)
        assert read_plan(conn) == coded
        remember_code(conn, code="lait:9", indicator="poverty_rate", by="ann", at=MAY)
        assert write_plan(conn, coded) == []
        assert read_plan(conn).indicators[0].codes == ("fingertips:1", "a:2", "lait:9")
        changes = write_plan(conn, with_codes(book, "a:2"))
        assert [(one.key, one.said) for one in changes] == [("poverty_rate", "codes")]
        assert read_plan(conn).indicators[0].codes == ("a:2", "lait:9")


def test_where_the_plan_and_a_decision_differ_the_plan_is_right(planned, book):
    with planned.writing() as conn:
        remember_code(conn, code="a:1", indicator="in_care", by="ann", at=MAY)
        write_plan(conn, with_codes(book, "a:1"))
        assert [one.codes for one in read_plan(conn).indicators] == [("a:1",), ()]


def test_a_code_that_is_decided_anew_leaves_the_indicator_it_had(planned):
    with planned.writing() as conn:
        remember_code(conn, code="a:1", indicator="in_care", by="ann", at=MAY)
        remember_code(conn, code="a:1", indicator="poverty_rate", by="bob", at=JUNE)
        assert [one.codes for one in read_plan(conn).indicators] == [("a:1",), ()]


def test_one_code_for_two_indicators_of_a_plan_is_refused(planned, book):
    both = tuple(replace(one, codes=("a:1",)) for one in book.indicators)
    with planned.writing() as conn, pytest.raises(StoreError, match="both poverty_rate and in_care"):
        write_plan(conn, replace(book, indicators=both))


def test_a_code_goes_with_an_indicator_that_goes(planned, book):
    action = replace(book.actions[1], indicators=("in_care",))
    smaller = replace(book, indicators=book.indicators[1:], actions=(book.actions[0], action), baselines=())
    with planned.writing() as conn:
        remember_code(conn, code="a:1", indicator="poverty_rate", by="ann", at=MAY)
        write_plan(conn, smaller)
        assert read_plan(conn) == smaller


def test_an_indicator_without_a_theme_that_comes_with_figures_stays_when_the_plan_is_loaded_again(
    planned, book, figures, load
):
    new = replace(book.indicators[0], key="new_one", theme="", outcome="", codes=("a:7",))
    with planned.writing() as conn:
        assert [one.kind for one in add_indicators(conn, [new], by="ann", at=MAY)] == ["added"]
        load(conn, figures((2009, 1.0, {"indicator": "new_one"})))
        assert write_plan(conn, book) == []
        renamed = replace(book.indicators[0], title="Child poverty")
        changes = write_plan(conn, replace(book, indicators=(renamed, book.indicators[1])))
        assert ("kept", "new_one", "it came with figures that were loaded") in {
            (one.kind, one.key, one.said) for one in changes
        }
        assert read_plan(conn).indicators == (renamed, book.indicators[1], new)


def test_an_indicator_that_was_added_and_has_no_figures_leaves_with_the_next_plan(planned, book):
    with planned.writing() as conn:
        add_indicators(conn, [replace(book.indicators[0], key="new_one", codes=("a:7",))], by="ann", at=MAY)
        assert {("removed", "new_one")} == {(one.kind, one.key) for one in write_plan(conn, book)}
        assert read_plan(conn) == book


def test_a_plan_that_names_an_added_indicator_makes_it_its_own(planned, book, figures, load):
    new = replace(book.indicators[0], key="new_one")
    with planned.writing() as conn:
        add_indicators(conn, [new], by="ann", at=MAY)
        load(conn, figures((2009, 1.0, {"indicator": "new_one"})))
        write_plan(conn, replace(book, indicators=(*book.indicators, new)))
        changes = write_plan(conn, book)
        assert ("retired", "new_one") in {(one.kind, one.key) for one in changes}
        assert [one.kind for one in add_indicators(conn, [new], by="ann", at=MAY)] == ["restored"]
        assert read_plan(conn).indicators == (*book.indicators, new)


def test_a_key_that_the_plan_has_is_not_added_again(planned, book):
    with planned.writing() as conn, pytest.raises(StoreError, match="key already"):
        add_indicators(conn, book.indicators[:1], by="ann", at=MAY)


def with_codes(book, *codes):
    return replace(book, indicators=(replace(book.indicators[0], codes=codes), *book.indicators[1:]))
