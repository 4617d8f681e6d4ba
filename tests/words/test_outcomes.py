"""What a rule's example comes to, said for a reader."""

import pytest

from oba.words.decides import read_rules
from oba.words.outcomes import say_outcome

SAID = [
    ({"trend": "no_significant_change", "statistic": 0.0148}, "no clear change; test statistic 0.01"),
    ({"trend": "increasing", "judgement": "worse"}, "rising; getting worse"),
    ({"comparison": "worse", "level": "99.8%"}, "worse; beyond the 99.8% limits"),
    ({"value": 20.0, "lower": 17.6377, "upper": 22.5919}, "20.00; interval 17.64 to 22.59"),
    ({"lower": 16.383, "upper": 24.184}, "interval 16.38 to 24.18"),
    ({"value": None, "lower": None, "upper": None}, "not given"),
    ({"verdict": "turned", "gap": -11.0}, "turned; gap −11.00"),
    ({"points": [28.0, None]}, "forecast 28.00, not given"),
    (
        {"lower80": [1.0, None], "upper80": [2.0, None]},
        "80% interval 1.00 to 2.00, not given",
    ),
    ({"upper95": [2.0]}, "upper95 2.00"),
    ({"when_will_we_know": {"periods80": 0}}, "further figures to an early sign: 0"),
    ({"trial": False}, "enough figures for limits"),
    ({"variation": "common_cause"}, "the newest figure is one of the usual ups and downs"),
    ({"weight": 0.98657}, "share of the average change carried on 0.99"),
]


@pytest.mark.parametrize(("outcome", "said"), SAID)
def test_an_outcome_is_said_in_words(outcome: dict[str, object], said: str) -> None:
    assert say_outcome(outcome) == said


def test_no_outcome_on_the_page_holds_a_sign_of_the_machine() -> None:
    said = [say_outcome(rule.then) for table in read_rules() for rule in table.rules]
    assert said
    assert not any(sign in text for text in said for sign in "_{}[]")
