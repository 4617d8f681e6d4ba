"""Make an indicator of a data gap that a story has sent to the agenda; what is typed lies on the desk until then."""

from __future__ import annotations

from oba.errors import ObaError
from oba.load.plans.plan_rows import LONGEST_TITLE
from oba.model.indicator import Polarity
from oba.model.period import PeriodKind
from oba.settings import read_settings
from oba.tasks.adopt_gap import COUNTED, USUAL, OpenGap, adopt_gap, list_open_gaps
from oba.ui import ask, fetch, html
from oba.ui.desk import Desk, open_desk
from oba.ui.visit import Visit
from oba.words import choosing as words

OPTIONS = {
    "counted": {one: one for one in COUNTED},
    "polarity": {one.value: one.value for one in Polarity},
    "period_kind": {one.value: one.value for one in PeriodKind},
}
MOST = {"title": LONGEST_TITLE, "unit": LONGEST_TITLE, "next_step": 1000}


def show_gaps(visit: Visit) -> None:
    """The data gaps of the agenda, each with a form; nothing where there are none."""
    gaps: tuple[OpenGap, ...] = fetch.result_of(visit, list_open_gaps)
    if not gaps:
        return
    html.show("choosing_gaps.html", how=words.FROM_GAPS)
    desk = open_desk(visit, read_settings(), within="gaps")
    for gap in gaps:
        with ask.folded(ask.Said(f"{gap.text} ({gap.curve})"), open_now=desk.lies(f"{gap.key}/")):
            _show_one(desk, gap)


def _show_one(desk: Desk, gap: OpenGap) -> None:
    html.show("choosing_gap.html", gap=gap)
    saved = {"title": gap.title, **USUAL, "unit": "", "next_step": gap.next_step}
    written = {name: _ask(desk, gap, name, text) for name, text in saved.items()}
    pressed = ask.press(
        "Put this indicator on the agenda", name=f"adopt_{gap.key}", shown=str(gap.version), main=False
    )
    if not pressed:
        return
    texts = {name: one.text for name, one in written.items()}
    try:
        made = adopt_gap(desk.settings, desk.editor, gap.key, texts, version=int(pressed))
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"{gap.key}/")
    ask.leave_word(words.say_adopted(made.title))
    ask.stay(indicator=made.key, theme=made.theme)


def _ask(desk: Desk, gap: OpenGap, name: str, saved: str) -> ask.Written:
    label, place = words.GAP_FIELDS[name], f"{gap.key}/{name}"
    if name in OPTIONS:
        return ask.draft_pick(label, OPTIONS[name], desk=desk, name=place, saved=saved, version=gap.version)
    return ask.draft_text(
        label, desk=desk, name=place, saved=saved, version=gap.version, lines=False, most=MOST[name]
    )
