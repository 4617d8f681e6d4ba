"""The Partners page: who they are, what each brings to which curve, what each carries and owes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor, Role
from oba.settings import Settings
from oba.store.contributions import read_contributions
from oba.store.drafts import read_drafts
from oba.store.engine import open_store
from oba.store.partners import read_saved
from oba.tasks.record_action import add_action, change_action
from oba.tasks.record_contribution import change_contribution, contribute
from oba.tasks.record_partner import change_partner, withdraw_partner

PAGE = "pages/trust/81_partners.py"
INDICATOR, THEME = "pages/public/30_indicator.py", "pages/public/20_theme.py"
KEY = "under18_conceptions"
BOB = Editor("bob", Role.OFFICER)
BROUGHT = {"role": "Runs the <b>clinics</b>", "brings": "Two nurses\n# and a room"}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="bob", today="2026-12-01")


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def ask(url: str, question):
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = question(connection)
    store.close()
    return found


def contributions(url: str):
    return ask(url, lambda connection: read_contributions(connection, indicator=KEY))


def partner(url: str, key: str = "nhs"):
    return next(one for one in ask(url, read_saved) if one.partner.key == key)


def drafts(url: str, by: str = "ann") -> dict[str, str]:
    return {place: one.text for place, one in ask(url, lambda each: read_drafts(each, by=by)).items()}


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def field(app: AppTest, name: str):
    return next(
        one for one in (*app.text_area, *app.text_input, *app.selectbox, *app.multiselect) if one.key == name
    )


def test_all_partners_are_listed_with_what_they_carry_and_owe(
    open_page, settings: Settings, own_example: str
) -> None:
    contribute(settings, BOB, BROUGHT, indicator=KEY, partner="nhs")
    change_action(settings, BOB, 1, {"lead": "nhs", "due": "2026-11-30", "status": "under way"}, version=1)
    withdraw_partner(settings, BOB, "police", "It merged <i>", version=1)
    shown = text_of(open_page())
    (row,) = [line for line in shown.splitlines() if 'href="partners?partner=nhs"' in line]
    assert ">1</td>" in row
    assert "1 overdue" in row
    assert "8 overdue" in row
    assert "Cleveland Police</a>: left on 1 December 2026: It merged &lt;i&gt;" in shown


def test_a_partner_is_added_on_the_page_and_then_shown(open_page, own_example: str) -> None:
    app = open_page()
    place = "draft_partner/new/field/"
    app = field(app, f"{place}name").input("A charity").run()
    assert drafts(own_example) == {"partner/new/field/name": "A charity"}
    app = field(app, f"{place}themes").select("child_poverty").run()
    app = press(app, "Add this partner")
    assert not app.exception
    made = partner(own_example, "a_charity").partner
    assert (made.name, made.themes) == ("A charity", ("child_poverty",))
    assert app.query_params["partner"] == "a_charity"
    assert "A charity is a partner now." in text_of(app)
    assert drafts(own_example) == {}


def test_a_partners_actions_money_and_returns_stand_on_its_page_overdue_first(
    open_page, settings: Settings
) -> None:
    change_action(settings, BOB, 3, {"supports": "nhs", "status": "done"}, version=1)
    late = {"proposed_action": "Late", "lead": "nhs", "due": "2026-01-31", "status": "under way"}
    number = add_action(settings, BOB, late).action.number
    shown = text_of(open_page(partner="nhs"))
    assert "Leads 1 action, supports 1 action; 1 is overdue." in shown
    assert shown.index(f'href="actions?action={number}"') < shown.index('href="actions?action=3"')
    assert "Owes the figures of 14 indicators; 8 are overdue." in shown
    assert "No budget of a service names it." in shown
    assert "Template for NHS Middlesbrough" in [
        one.proto.label for one in open_page(partner="nhs").get("download_button")
    ]


def test_who_saves_a_record_second_sees_both_texts_and_saves_knowingly(
    open_page, own_example: str, settings: Settings
) -> None:
    app = open_page(partner="nhs")
    key = "draft_partner/nhs/field/role"
    app = field(app, key).input("Mine").run()
    change_partner(settings, BOB, "nhs", {"role": "His <i>"}, version=1)
    app = press(app, "Save its record")
    shown = text_of(app)
    assert "bob saved this while you were writing." in shown
    assert "His &lt;i&gt;" in shown
    assert (field(app, key).value, partner(own_example).partner.role) == ("Mine", "His <i>")
    press(app, "Save its record")
    assert (partner(own_example).partner.role, drafts(own_example)) == ("Mine", {})


def test_a_partner_leaves_with_a_reason_and_may_come_back(open_page, own_example: str) -> None:
    app = press(open_page(partner="nhs"), "Let it leave")
    assert "o reason is given" in text_of(app)
    app = field(app, "draft_partner/nhs/because").input("It was abolished").run()
    app = press(app, "Let it leave")
    assert "It left on 1 December 2026: It was abolished." in text_of(app)
    assert not partner(own_example).partner.takes_part
    press(app, "Let it take part again")
    assert partner(own_example).partner.takes_part


def test_what_a_partner_brings_is_written_and_the_form_is_empty_again(open_page, own_example: str) -> None:
    app = open_page(indicator=KEY)
    place = f"draft_contributions/{KEY}/new/"
    app = press(app, "Save what it brings")
    assert "is no partner that takes part" in text_of(app)
    app = field(app, f"{place}partner").select("nhs").run()
    app = field(app, f"{place}brings").input("Two nurses").run()
    app = press(app, "Save what it brings")
    assert not app.exception
    (one,) = contributions(own_example)
    assert (one.partner, one.brings, one.written_by) == ("nhs", "Two nurses", "ann")
    assert "Saved. It stands among the partners of this curve." in text_of(app)
    assert (field(app, f"{place}partner").value, field(app, f"{place}brings").value) == ("", "")
    assert "nhs" not in field(app, f"{place}partner").options
    assert app.query_params["indicator"] == KEY
    assert drafts(own_example) == {}


def test_a_draft_is_found_again_by_its_writer_and_by_nobody_else(open_page) -> None:
    key = f"draft_contributions/{KEY}/new/role"
    field(open_page(indicator=KEY), key).input("Half a sent").run()
    assert field(open_page(indicator=KEY), key).value == "Half a sent"
    assert field(open_page(indicator=KEY, user="bob"), key).value == ""


def test_two_who_change_what_a_partner_brings_lose_nothing(
    open_page, own_example: str, settings: Settings
) -> None:
    one = contribute(settings, BOB, BROUGHT, indicator=KEY, partner="nhs")
    app = press(open_page(indicator=KEY), "Change what NHS Middlesbrough brings")
    key = f"draft_contributions/{KEY}/contribution-1/brings"
    app = field(app, key).input("Mine").run()
    change_contribution(settings, BOB, one.key, {"brings": "His"}, version=1)
    app = press(app, "Save the change")
    assert "bob saved this while you were writing." in text_of(app)
    assert (field(app, key).value, contributions(own_example)[0].brings) == ("Mine", "His")
    app = press(app, "Save the change")
    assert contributions(own_example)[0].brings == "Mine"
    assert "edit" not in app.query_params
    assert ">His<" in text_of(app)  # in the history


def test_what_is_withdrawn_or_left_as_it_was(open_page, own_example: str, settings: Settings) -> None:
    contribute(settings, BOB, BROUGHT, indicator=KEY, partner="nhs")
    app = open_page(indicator=KEY, edit="contribution-1")
    app = field(app, f"draft_contributions/{KEY}/contribution-1/role").input("x").run()
    app = press(app, "Leave it as it was")
    assert (contributions(own_example)[0].role, drafts(own_example)) == (BROUGHT["role"], {})
    app = press(app, "Change what NHS Middlesbrough brings")
    app = field(app, f"draft_contributions/{KEY}/contribution-1/because").input("It closed").run()
    app = press(app, "Withdraw it")
    assert contributions(own_example) == ()
    assert "It closed" in text_of(app)


@pytest.mark.parametrize("mode", ["trust", "published"])
def test_readers_see_role_and_contribution_before_what_works(
    open_page, settings: Settings, mode: str
) -> None:
    contribute(settings, BOB, BROUGHT, indicator=KEY, partner="nhs")
    shown = text_of(open_page(mode=mode, page=INDICATOR, indicator=KEY))
    assert "NHS Middlesbrough</strong>: Runs the &lt;b&gt;clinics&lt;/b&gt;" in shown
    assert "Brings: Two nurses" in shown
    assert (
        shown.index("<h2>Partners</h2>") < shown.index("Brings: Two nurses") < shown.index("<h2>What works")
    )
    assert "Also partners of this theme: Middlesbrough Council" in shown
    assert ("bob, 1 December 2026" in shown) is (mode == "trust")
    assert (f'href="partners?indicator={KEY}"' in shown) is (mode == "trust")


@pytest.mark.parametrize("mode", ["trust", "published"])
def test_a_theme_names_its_partners_with_their_role_without_those_that_have_left(
    open_page, settings: Settings, mode: str
) -> None:
    withdraw_partner(settings, BOB, "police", "It merged", version=1)
    shown = text_of(open_page(mode=mode, page=THEME, theme="safeguarding"))
    assert "NHS Middlesbrough</strong>: The local NHS body" in shown
    assert "Cleveland Police" not in shown.partition("<h2>")[0]


@pytest.mark.parametrize(
    "address", [{"partner": "<b>"}, {"indicator": "x"}, {"partner": "nhs", "edit": "x-1"}]
)
def test_an_address_that_names_what_is_not_there_shows_what_is(open_page, address) -> None:
    assert not open_page(**address).exception


def test_the_published_copy_has_no_partners_page(open_page) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")


def test_a_data_gap_becomes_an_indicator_on_the_page_choosing(open_page, settings: Settings) -> None:
    from oba.tasks.record_story import add, send_gap

    text = "How many young parents leave school"
    given = {"text": text, "kind": "data", "owner": "Cleveland Police", "due": "2027-03-31"}
    gap = add(settings, "gap", given, editor=BOB, indicator=KEY)
    send_gap(settings, gap.key, editor=BOB, version=1)
    for mode in ("trust", "published"):
        agenda = text_of(open_page(mode=mode, page="pages/public/50_data.py"))
        assert text in agenda
        assert (f'href="story?indicator={KEY}&amp;edit=gap-1"' in agenda) is (mode == "trust")
    app = open_page(page="pages/trust/88_choosing.py")
    app = press(app, "Put this indicator on the agenda")
    assert "o next step is named" in text_of(app)
    app = field(app, f"draft_gaps/{gap.key}/next_step").input("Ask the schools").run()
    app = press(app, "Put this indicator on the agenda")
    assert not app.exception
    assert f"{text} is an indicator on the data development agenda now." in text_of(app)
    assert field(app, "choice_indicator").value == "how_many_young_parents_leave_school"
    assert (
        field(app, "draft_choosing/how_many_young_parents_leave_school/next_step").value == "Ask the schools"
    )
