"""New measures on the Load page: which of them become indicators of the plan, and the record of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.period import PeriodKind
from oba.model.plan import PlanBook
from oba.model.release import Answer, QuestionKind
from oba.settings import Settings
from oba.tasks.keep_upload import decide, settle_record
from oba.tasks.open_load import LoadFileView
from oba.tasks.preview_upload import Preview
from oba.ui import ask, frame, html

Kind = TypeVar("Kind", ValueType, PeriodKind, Polarity)
MOST_RECORDS = 30
MATCH = "Is one of these in the plan already, under another name?"
REST = "What is added has its record as proposed; the plan workbook can change it later."
UNIT = "In words: % of pupils, per 10,000 children"


def ask_measures(settings: Settings, preview: Preview, view: LoadFileView) -> None:
    """Choose the measures to add; put the record of each right; or say which indicator one is."""
    _ask_picks(settings, preview, view)
    upload, known = preview.upload, dict(preview.upload.decisions.records)
    picked = [one for one in preview.fresh if one.measure.code in upload.decisions.picks]
    if len(picked) > MOST_RECORDS:
        html.show(
            "load_word.html",
            said=f"{REST} The first {MOST_RECORDS} of {len(picked):,} can be put right here.",
        )
    for one in picked[:MOST_RECORDS]:
        code = one.measure.code
        record = _ask_record(code, known.get(code, one.indicator), preview.book)
        if record is not None:
            records = tuple({**known, code: record}.items())
            decide(settings, upload, replace(upload.decisions, records=records))
            ask.go(file=upload.short)
    _ask_match(settings, preview, view)


def _ask_picks(settings: Settings, preview: Preview, view: LoadFileView) -> None:
    old = preview.upload.decisions
    with ask.form("measures"):
        picked = ask.picks("Measures to add to the plan", view.choices, name="measures", value=old.picks)
        every = ask.tick("All of them", name=f"every_{len(old.picks)}")
        if ask.send("Read the file again with these"):
            codes = tuple(view.choices) if every else picked
            decide(settings, preview.upload, replace(old, picks=codes))
            ask.go(file=preview.upload.short)


def _ask_match(settings: Settings, preview: Preview, view: LoadFileView) -> None:
    """The publisher's name for what the plan has under another: asked once for a source."""
    upload, book = preview.upload, preview.book
    titles = {one.key: one.title for one in book.indicators} if book else {}
    if not titles:
        return
    with ask.folded(MATCH, open_now=len(view.choices) == 1), ask.form("match"):
        left, right = frame.columns(2)
        with left:
            only = next(iter(view.choices)) if len(view.choices) == 1 else None
            code = ask.pick("Measure of the file", view.choices, name="match_code", value=only)
        with right:
            key = ask.pick("Indicator of the plan", titles, name="match_key", value=None)
        if ask.send("Read it as this indicator") and code and key:
            answer = Answer(QuestionKind.INDICATOR, code, key)
            kept = [one for one in upload.decisions.answers if (one.kind, one.subject) != (answer.kind, code)]
            decide(settings, upload, replace(upload.decisions, answers=(*kept, answer)))
            ask.go(file=upload.short)


def _ask_record(code: str, one: Indicator, book: PlanBook | None) -> Indicator | None:
    """The record as a person has put it right, once it is sent."""
    decimals = {str(number): str(number) for number in range(6)}
    with ask.folded(ask.Said(f"Record of {one.title}")), ask.form(f"record_{code}"):
        left, right = frame.columns(2)
        with left:
            title = ask.text("Title", name=f"title_{code}", value=one.title)
        with right:
            unit = ask.text("Unit", name=f"unit_{code}", value=one.unit, hint=UNIT)
        left, right = frame.columns(2)
        with left:
            kind = _ask_kind("Kind of value", ValueType, name=f"value_{code}", value=one.value_type)
        with right:
            period = _ask_kind("Kind of period", PeriodKind, name=f"period_{code}", value=one.period_kind)
        left, right = frame.columns(2)
        with left:
            shown = ask.pick("Decimals shown", decimals, name=f"dec_{code}", value=str(one.decimals))
        with right:
            polarity = _ask_kind("Which way is good", Polarity, name=f"polarity_{code}", value=one.polarity)
        there = f"{one.theme}|{one.outcome}"
        place = ask.pick("Theme and outcome", _places(book), name=f"place_{code}", value=there) or there
        if not ask.send("Save this record"):
            return None
    theme, _, outcome = place.partition("|")
    return settle_record(
        one,
        title=title,
        unit=unit,
        value_type=kind,
        period_kind=period,
        decimals=int(shown) if shown else one.decimals,
        polarity=polarity,
        theme=theme,
        outcome=outcome,
    )


def _ask_kind(label: str, kinds: type[Kind], *, name: str, value: Kind) -> Kind:
    found = ask.pick(label, {one.value: one.value for one in kinds}, name=name, value=value.value)
    return kinds(found) if found else value


def _places(book: PlanBook | None) -> dict[str, str]:
    """Every outcome under its theme, each theme alone, and no place yet."""
    places = {"|": "No theme yet"}
    for theme in book.themes if book else ():
        places[f"{theme.key}|"] = theme.title
        for outcome in book.outcomes if book else ():
            if outcome.theme == theme.key:
                places[f"{theme.key}|{outcome.key}"] = f"{theme.title}: {outcome.sentence}"
    return places
