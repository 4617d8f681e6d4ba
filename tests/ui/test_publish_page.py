"""The Publish page: what blocks comes first, a tick and a rule are kept, approving publishes, and the public has no such page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.publication import State
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.publications import read_rules
from oba.tasks.publish import list_publications
from oba.words.publishing import CHECKS, FIELDS, REVISED
from oba.words.withdrawn import FIELD
from tests.tasks.publishing_rehearsed import change, on

PAGE = "pages/trust/82_publish.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def settings(published_once: Path, tmp_path: Path) -> Settings:
    return on(Path(shutil.copytree(published_once, tmp_path / "own")))


@pytest.fixture
def store_url(settings: Settings) -> str:
    return settings.store


def text_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def write(app: AppTest, label: str, text: str) -> AppTest:
    fields = (*app.text_input, *app.text_area)
    return next(one for one in fields if one.label == label).input(text).run()


def pick(app: AppTest, label: str, option: str) -> AppTest:
    return next(one for one in app.selectbox if one.label == label).select(option).run()


def test_the_checklist_has_every_check_with_its_count_and_the_approval_publishes(
    open_page: OpenPage, settings: Settings
) -> None:
    app = open_page()
    text = text_of(app)
    assert "Nothing stands in the way of publishing" in text
    assert "The public sees publication 1, since 12:00 on 1 December 2026." in text
    assert "Nothing that the public can see has changed since publication 1." in text
    assert text.count('data-label="Found"') == len(CHECKS)
    app = press(write(app, FIELDS["note"], "Renamed."), "Approve and publish")
    assert "Published as number 2" in text_of(app)
    newest = list_publications(settings)[0]
    assert (newest.number, newest.note, newest.approved_by, newest.state) == (
        2,
        "Renamed.",
        "ann",
        State.RELEASED,
    )
    assert "Compare two publications" in text_of(app)
    assert "The public sees no difference between the two." in text_of(app)


def test_without_a_note_nothing_is_published_and_what_was_typed_stays(
    open_page: OpenPage, settings: Settings
) -> None:
    app = press(write(open_page(), FIELDS["by"], "Ann Smith"), "Approve and publish")
    assert "Nothing says what has changed, for the public" in text_of(app)
    assert "Ann Smith" in [one.value for one in app.text_input]
    assert len(list_publications(settings)) == 1


def test_a_release_is_planned_for_the_next_half_past_nine_and_withdrawn(
    open_page: OpenPage, settings: Settings
) -> None:
    app = write(pick(open_page(), FIELDS["at"], "next"), FIELDS["note"], "The second.")
    app = press(app, "Approve for release")
    assert "It is released at 9:30 on 2 December 2026" in text_of(app)
    assert "`" not in text_of(app)
    assert "Publication 2: waits for 9:30 on 2 December 2026." in text_of(app)
    assert "Until then nothing else can be approved" in text_of(app)
    assert "Approve and publish" not in [one.label for one in app.button]
    app = press(write(app, FIELDS["because"], "Too early"), "Withdraw it")
    assert "Stopped before its release, 12:00 on 1 December 2026 by ann: Too early" in text_of(app)
    assert list_publications(settings)[0].state is State.WITHDRAWN
    assert "Approve and publish" not in [one.label for one in app.button]
    app = press(write(app, FIELD, "The day alone was wrong"), "Keep the answer")
    assert "Approve and publish" in [one.label for one in app.button]


def test_what_blocks_is_listed_with_a_link_and_nothing_can_be_approved(
    open_page: OpenPage, settings: Settings
) -> None:
    change(settings, "UPDATE indicator SET lay_definition = '' WHERE key = 'looked_after'")
    app = open_page()
    text = text_of(app)
    assert "1 thing blocks the publication" in text
    assert "no plain definition" in text
    assert '<a href="plan">Fill in Lay definition in the sheet Indicators' in text
    assert "Approve and publish" not in [one.label for one in app.button]


def test_a_text_is_read_and_ticked_with_a_note(open_page: OpenPage, settings: Settings) -> None:
    note = "Kayleigh <b>Brown</b> leads it."
    change(settings, "UPDATE action SET proposed_action = :note WHERE number = 1", note=note)
    app = open_page()
    text = text_of(app)
    assert "Kayleigh &lt;b&gt;Brown&lt;/b&gt; leads it." in text
    assert "Action 1, proposed action" in [one.label for one in app.expander]
    assert '<a href="actions" target="_self">Mend it where it stands</a>' in text
    app = press(app, "I have read it, and it may stand")
    fold = next(one for one in app.expander if one.label == "Action 1, proposed action")
    beside = "\n".join(one.proto.body for one in fold.get("html"))
    assert "Nothing says why the text may stand" in beside
    assert text_of(app).count("Nothing says why the text may stand") == 1
    app = press(write(app, FIELDS["tick"], "She has agreed"), "I have read it, and it may stand")
    assert "Texts that were read: 1" in text_of(app)
    assert "Nothing stands in the way of publishing" in text_of(app)


def test_a_rule_is_set_and_one_that_hides_nothing_needs_its_reason(
    open_page: OpenPage, settings: Settings
) -> None:
    app = press(pick(open_page(indicator="repeat_plans"), FIELDS["threshold"], "0"), "Set this rule")
    assert "A rule that hides nothing needs its reason" in text_of(app)
    app = press(write(app, FIELDS["reason"], "Protected by the department"), "Set this rule")
    assert "no count is hidden: Protected by the department" in text_of(app)
    store = open_store(settings.store)
    with store.reading() as connection:
        assert read_rules(connection)["repeat_plans"].threshold == 0
    store.close()


def test_a_release_that_revised_figures_is_explained(open_page: OpenPage, settings: Settings) -> None:
    change(
        settings,
        "INSERT INTO observation_history (series_id, period_id, replaced_by, happened, value, marker,"
        " sheet_column_id) SELECT series_id, period_id, load.id, 'revised', 1.5, '', sheet_column_id FROM"
        " observation JOIN sheet_column ON sheet_column.id = sheet_column_id JOIN load ON load.id ="
        " sheet_column.load_id WHERE load.release_id = 3 LIMIT 1",
    )
    change(settings, "UPDATE release SET note = '' WHERE id = 3")
    app = open_page()
    assert "does not say why" in text_of(app)
    assert f"<h2>{REVISED}</h2>" in text_of(app)
    app = press(write(app, FIELDS["explain"], "The department corrected it"), "Keep the note")
    assert "Release 3: The department corrected it" in text_of(app)
    assert "Nothing stands in the way of publishing" in text_of(app)


def test_before_the_first_publication_the_lists_say_what_to_do(open_page: OpenPage, own_example: str) -> None:
    text = text_of(open_page(store=own_example))
    assert "Nothing has been published yet. The first publication stands here once it is approved." in text
    assert "There is nothing to compare with yet" in text
    assert "Compare two publications" not in text


def test_the_published_copy_has_no_such_page(open_page: OpenPage, own_example: str) -> None:
    with pytest.raises(ValueError, match="82_publish"):
        open_page(mode="published", store=own_example)
