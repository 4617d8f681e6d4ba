"""What was refused, in one sentence that reads well beside what was typed."""

from __future__ import annotations

import pytest

from oba.errors import ObaError
from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_choice import record_choice
from oba.ui import html


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            ObaError("found '10, 15, 5'", where="minutes of each step", expected="5 numbers."),
            "Minutes of each step: found '10, 15, 5', expected 5 numbers",
        ),
        (
            ObaError("it is not said where this was heard", where="this voice"),
            "It is not said where this was heard",
        ),
        (
            ObaError("'soon'", where="this voice, said on", expected="a day"),
            "Said on: 'soon', expected a day",
        ),
        (ObaError("the file is empty", where="plan.xlsx"), "plan.xlsx: the file is empty"),
        (ObaError("nothing is written."), "Nothing is written"),
    ],
)
def test_an_error_on_a_page_is_one_sentence_that_says_where_only_if_that_is_news(
    error: ObaError, said: str
) -> None:
    assert error.headline == said
    assert f"<strong>{said}.</strong>" in html.fill("error.html", error=error, tone="").replace("&#39;", "'")


def test_a_choice_that_will_not_do_is_named_by_the_title_of_its_indicator(own_example: str) -> None:
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    fields = {"standing": "data development agenda"}
    with pytest.raises(ObaError) as caught:
        record_choice(settings, Editor("ann"), indicator="under18_conceptions", fields=fields, version=1)
    assert caught.value.headline == "Under-18 conceptions: nobody is named who takes it on"
    with pytest.raises(ObaError) as caught:
        record_choice(
            settings, Editor("ann"), indicator="under18_conceptions", fields={"due": "soon"}, version=1
        )
    assert caught.value.headline == "By when: 'soon', expected a day such as 2026-12-01"
