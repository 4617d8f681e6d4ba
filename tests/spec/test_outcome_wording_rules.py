"""The rules for wording an outcome (M6), as a table: a phrase, and every rule that it breaks."""

import pytest

from oba.words.outcome_lint import Rule, lint_outcome, say_note

N, M, D, S = Rule.NUMBER, Rule.MEASURE, Rule.DIRECTION, Rule.SERVICE
L, P, W, J = Rule.LABEL, Rule.PART, Rule.POPULATION, Rule.PLAIN

PHRASES = [
    # conditions of well-being, in plain words
    ("Children grow up in families with enough to live on.", []),
    ("Children and young people are ready for learning, work and adult life.", []),
    ("Children are safe from harm at home and in their neighbourhoods.", []),
    ("Every child has a stable and loving home.", []),
    ("Young people make choices that keep them safe and well.", []),
    ("Children enjoy learning and stay out of trouble with the law.", []),
    ("Babies are born healthy.", []),
    ("Young people feel they belong.", []),
    ("Families live in homes that are warm and dry.", []),
    ("All children have an adult they trust.", []),
    ("Everyone is treated with respect.", []),
    ("Thriving families live in friendly neighbourhoods.", []),
    ("Young people from low income families do well at school.", []),
    # the names of strategies and headings
    ("Reducing Child Poverty", [D, L]),
    ("Safeguarding", [L, W]),
    ("Risk Taking Behaviour", [L, W]),
    ("Emotional Health and Well-being", [L, W]),
    ("Healthy children", [L]),
    ("To ensure that every child is safe.", [L]),
    ("Promote healthy eating among young people.", [L]),
    ("Supporting families to cope", [L]),
    ("Keep children safe from harm.", [L]),
    # a direction instead of a condition
    ("Fewer children are hurt at home.", [D]),
    ("More young people stay on in learning.", [D]),
    ("Children's health is improved.", [D]),
    ("Young people have better mental health.", [D]),
    ("Accidents to children are prevented.", [D]),
    ("Families live with less debt.", [D]),
    ("Children do well and we close the gap.", [D]),
    ("Bullying of children is tackled.", [D]),
    # numbers and measures
    ("50% of children walk to school.", [N]),
    ("Half of young people have a job.", [N]),
    ("One in ten children is hungry.", [N]),
    ("Children have two healthy meals a day.", [N]),
    ("Ninety per cent of pupils are in school.", [N]),
    ("The rate of teenage conceptions is low among young people.", [M]),
    ("Children reach the national target.", [M]),
    ("The number of families in debt is small.", [M]),
    # services and organisations
    ("Children have access to good services.", [S]),
    ("Families are served by Sure Start.", [S]),
    ("The council knows what children need.", [S]),
    ("Young people wait no longer than they must for assessments.", [S]),
    ("Parents are happy with their health visitor.", [S]),
    ("The Children's Trust hears every child.", [S]),
    ("Every child has a social worker they like.", [S]),
    # only a part of the population
    ("Looked-after children do well at school.", [P]),
    ("Vulnerable families feel safe.", [P]),
    ("Our clients live in good homes.", [P, W]),
    ("Children at risk are kept safe.", [P]),
    # nobody's, or in words that need a dictionary
    ("The streets are safe.", [W]),
    ("Homes are warm and dry.", [W]),
    ("Young people are resilient.", [J]),
    ("Families have equitable life chances.", [J]),
    ("Children achieve their optimum attainment.", [J]),
    ("No young person is NEET.", [J]),
    ("Young people have holistic multi-agency engagement.", [J]),
    (" ", [Rule.EMPTY]),
]


@pytest.mark.parametrize(("phrase", "broken"), PHRASES)
def test_the_wording_of_an_outcome(phrase: str, broken: list[Rule]) -> None:
    assert [note.rule for note in lint_outcome(phrase)] == broken


def test_the_table_holds_at_least_forty_phrases_and_every_rule() -> None:
    assert len(PHRASES) >= 40
    told = {rule for _, broken in PHRASES for rule in broken}
    assert told == set(Rule) - {Rule.PLACE}


def test_the_place_is_asked_for_where_it_is_known() -> None:
    assert [note.rule for note in lint_outcome("Children are safe.", place="Middlesbrough")] == [Rule.PLACE]
    assert lint_outcome("Children in middlesbrough are safe.", place="Middlesbrough") == ()


@pytest.mark.parametrize("name", ["Cleveland Police", "Rainbow (under 5s)", "NHS"])
def test_a_name_of_the_plan_is_no_part_of_an_outcome(name: str) -> None:
    notes = lint_outcome(f"Children like {name} a lot.", names=["Another", name])
    assert (notes[0].rule, notes[0].found) == (
        (Rule.SERVICE, name) if name != "Rainbow (under 5s)" else (Rule.NUMBER, "5")
    )
    assert Rule.SERVICE in [note.rule for note in notes]


def test_a_name_inside_a_word_is_not_that_name() -> None:
    assert lint_outcome("Children policed by nobody are happy.", names=["Police"]) == ()


def test_a_sentence_that_nobody_can_say_in_one_breath_is_told() -> None:
    (note,) = lint_outcome("Children are safe " + "and well " * 14)
    assert (note.rule, note.found) == (J, "31 words in one sentence")


def test_a_note_is_said_with_what_was_found_and_what_to_do() -> None:
    (note,) = lint_outcome("50% of children walk to school.")
    assert say_note(note) == "No numbers: '50%'. Leave numbers to the indicators and their targets."
    (note,) = lint_outcome("The streets are safe.")
    assert say_note(note) == (
        "Whose well-being it is. Name those it is about, such as children and young people."
    )
