"""Forms on the Publish page: after a withdrawal, a text that was read, why figures were revised, a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from oba.errors import ObaError
from oba.model.disclosure import Rule
from oba.model.editor import Editor
from oba.tasks.keep_publishing import explain_release, keep_rule, tick
from oba.tasks.open_publish import PublishView, RuleView, TextView
from oba.ui import ask, frame, html
from oba.ui.desk import Desk
from oba.words import publishing as words
from oba.words import withdrawn

MOST = 1000
AT_ONCE = 25
"""Texts with a form each; the rest follow as these are ticked."""


def named(desk: Desk, by: str) -> Editor:
    """Whoever works here, under the name that was given."""
    return replace(desk.editor, name=" ".join(by.split()))


def refused(place: str) -> None:
    """Show at a form what was refused there."""
    error = ask.take_refusal(place)
    if error is not None:
        html.show("error.html", error=error)


def show_again(desk: Desk, view: PublishView) -> None:
    """What was withdrawn last, with its reason, and a field for what was mended since."""
    for one in view.again:
        html.show("publish_again.html", heading=withdrawn.HEADING, one=one, asked=withdrawn.ASKED)
        place = f"tick/{one.short}"
        why = _write(desk, withdrawn.FIELD, place)
        if ask.press("Keep the answer", name=f"again_{one.short}", shown=one.short, main=False):
            _answer(desk, one, why)
        refused(place)


def _answer(desk: Desk, one: TextView, why: str) -> None:
    keep = partial(tick, desk.settings, desk.editor, one.found, note=why)
    _do(desk, keep, f"tick/{one.short}", withdrawn.ANSWERED)


def show_texts(desk: Desk, view: PublishView) -> None:
    """Each text that nobody has read, with what it may hold and a field for the reason."""
    html.show("publish_texts.html", view=view, more=max(len(view.texts) - AT_ONCE, 0))
    asked = ask.address("text")
    for one in view.texts[:AT_ONCE]:
        place = f"tick/{one.short}"
        error = ask.take_refusal(place)
        wanted = one.short == asked or len(view.texts) == 1 or error is not None or desk.lies(place)
        with ask.folded(ask.Said(one.place), open_now=wanted):
            _show_text(desk, one, error)


def _show_text(desk: Desk, one: TextView, error: ObaError | None) -> None:
    html.show("publish_text.html", one=one)
    if one.found.never:
        return
    why = _write(desk, words.FIELDS["tick"], f"tick/{one.short}")
    if ask.press("I have read it, and it may stand", name=f"tick_{one.short}", shown=one.short, main=False):
        _do(
            desk,
            lambda: tick(desk.settings, desk.editor, one.found, note=why),
            f"tick/{one.short}",
            words.TICKED,
        )
    if error is not None:
        html.show("error.html", error=error)


def show_revisions(desk: Desk, view: PublishView) -> None:
    """Each release that revised figures and does not say why."""
    if any(one.code == "revisions" and one.items for one in view.checks):
        html.show("story_heading.html", heading=words.REVISED, empty="")
    for check in view.checks:
        for item in check.items if check.code == "revisions" else ():
            html.show("publish_revision.html", item=item)
            why = _write(desk, words.FIELDS["explain"], f"release/{item.key}")
            if ask.press("Keep the note", name=f"release_{item.key}", shown=item.key, main=False):
                keep = partial(explain_release, desk.settings, desk.editor, int(item.key), because=why)
                _do(desk, keep, f"release/{item.key}")
            refused(f"release/{item.key}")


def show_rules(desk: Desk, view: PublishView) -> None:
    """The rule of each indicator, and a form to set the one that is chosen."""
    html.show("publish_rules.html", rules=view.rules)
    if not view.rules:
        return
    titles = {one.key: one.title for one in view.rules}
    first = next(iter(titles))
    key = ask.choose("Indicator whose rule is set", titles, name="indicator", default=first)
    _set_rule(desk, next(one for one in view.rules if one.key == key))


def _set_rule(desk: Desk, one: RuleView) -> None:
    saved = {
        "threshold": str(one.rule.threshold),
        "zero": "shown" if one.rule.zero_shown else "hidden",
        "secondary": "hidden" if one.rule.secondary else "shown",
        "round": str(one.rule.round_base),
    }
    options = {
        "threshold": words.THRESHOLDS,
        "zero": words.ZEROS,
        "secondary": words.SECONDARY,
        "round": words.ROUNDED,
    }
    picked = {}
    for place, name in zip([*frame.columns(2), *frame.columns(2)], saved, strict=True):
        with place:
            at = f"rule/{one.key}/{name}"
            picked[name] = ask.draft_pick(
                words.FIELDS[name], options[name], desk=desk, name=at, saved=saved[name]
            ).text
    reason = _write(desk, words.FIELDS["reason"], f"rule/{one.key}/reason", saved=one.rule.reason)
    if ask.press("Set this rule", name="set_rule", shown=one.key, main=False):
        rule = Rule(
            one.key,
            threshold=int(picked["threshold"]),
            zero_shown=picked["zero"] == "shown",
            round_base=int(picked["round"]),
            secondary=picked["secondary"] == "hidden",
            reason=reason,
        )
        _do(desk, lambda: keep_rule(desk.settings, desk.editor, rule), f"rule/{one.key}/")
    refused(f"rule/{one.key}/")


def _write(desk: Desk, label: str, name: str, *, saved: str = "") -> str:
    """One line that is kept as it is typed."""
    return ask.draft_text(label, desk=desk, name=name, saved=saved, version=0, lines=False, most=MOST).text


def _do(desk: Desk, deed: Callable[[], str | None], place: str, said: str = "") -> None:
    """Do it, and show the page anew with what was done; or what was refused, with what was typed."""
    try:
        done = deed()
    except ObaError as error:
        ask.leave_refusal(error, place=place)
    desk.clear(place)
    ask.leave_word(said or str(done))
    ask.stay(text="")
