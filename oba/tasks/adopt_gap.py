"""Make an indicator of a data gap: on the data development agenda, with the gap's owner, day and next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.load.plans.plan_rows import LONGEST_TITLE
from oba.model.choice import Choice
from oba.model.editor import EditConflict, Editor, Right, WithdrawnError
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import PeriodKind
from oba.model.plan import PlanBook
from oba.model.story import Gap, GapKind, find_unsendable
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.choices import read_choice, write_choice
from oba.store.codes import AGENDA, add_indicators
from oba.store.edits import last_by, record_edits
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.schema import indicator as indicators
from oba.store.story import find_part, read_sent, write_part
from oba.tasks.make_key import make_key
from oba.tasks.write_as import write_as
from oba.words.story import GAPS, say_part

COUNTED: Mapping[str, tuple[ValueType, float, str]] = {
    "a share in %": (ValueType.PROPORTION, 100.0, "%"),
    "a number": (ValueType.COUNT, 1.0, ""),
    "a rate per 1,000": (ValueType.CRUDE_RATE, 1000.0, "per 1,000"),
    "a rate per 10,000": (ValueType.CRUDE_RATE, 10_000.0, "per 10,000"),
    "a rate per 100,000": (ValueType.CRUDE_RATE, 100_000.0, "per 100,000"),
    "an average": (ValueType.MEAN, 1.0, ""),
    "a score": (ValueType.SCORE, 1.0, ""),
}
"""What a figure would be: its kind, its multiplier, and its unit where nobody writes a better one."""
FIELDS = ("title", "counted", "unit", "polarity", "period_kind", "next_step")
USUAL = {
    "counted": next(iter(COUNTED)),
    "polarity": Polarity.NO_JUDGEMENT.value,
    "period_kind": PeriodKind.CALENDAR_YEAR.value,
}


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A gap of the data development agenda of which no indicator has been made."""

    key: str
    version: int
    text: str
    kind: str
    curve: str
    indicator: str
    edit: str
    owner: str
    next_step: str
    title: str


def list_open_gaps(store: Store) -> tuple[OpenGap, ...]:
    """The data gaps that were sent to the agenda and are no indicator yet, first those due first."""
    with store.reading() as connection:
        book, sent = read_plan(connection), read_sent(connection)
    titles = {one.key: one.title for one in book.indicators}
    return tuple(
        OpenGap(
            key=one.key,
            version=one.version,
            text=one.text,
            kind=GAPS[one.kind],
            curve=titles[one.indicator],
            indicator=one.indicator,
            edit=f"gap-{one.key.rpartition('/')[2]}",
            owner=one.owner,
            next_step=one.next_step,
            title=" ".join(one.text.split())[:LONGEST_TITLE].rstrip(". "),
        )
        for one in sent
        if one.kind is GapKind.DATA and one.indicator in titles and one.became not in titles
    )


def adopt_gap(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> Indicator:
    """The indicator that was made, in the theme and under the outcome of the curve whose story has the gap.

    UsageError where the gap has no owner or day, is no data gap, or is an indicator already; EditConflict where it has
    been saved since `version`.
    """
    with write_as(settings, editor, Right.KEEP_PLAN) as connection:
        book, gap = read_plan(connection), _find(connection, key, version=version)
        _check(book, gap)
        taken = set(connection.execute(indicators.select().with_only_columns(indicators.c.key)).scalars())
        new = _make(book, gap, texts, taken=taken)
        now = settings.now()
        add_indicators(connection, [new], by=editor.name, at=now, origin=AGENDA)
        step = tidy(texts.get("next_step", "")) or gap.next_step
        _choose(connection, new, gap, step, by=editor.name, at=now)
        write_part(connection, replace(gap, became=new.key, version=gap.version + 1))
        changes = {"became": ("", new.key)}
        record_edits(connection, kind="gap", key=key, by=editor.name, at=now, changes=changes)
    return new


def _find(connection: Any, key: str, *, version: int) -> Gap:
    gap = find_part(connection, Gap, key)
    if gap is not None and gap.withdrawn:
        raise WithdrawnError(say_part("gap"), by=last_by(connection, kind="gap", key=key))
    if gap is None:
        raise NotFoundError(f"{say_part('gap')} is not there", remedy="Look at the agenda as it now is")
    if gap.version != version:
        by = last_by(connection, kind="gap", key=key)
        raise EditConflict(say_part("gap"), texts={}, version=gap.version, by=by)
    return gap


def _check(book: PlanBook, gap: Gap) -> None:
    faults = [
        (gap.kind is not GapKind.DATA, "it is a research gap: no figure can be made of it"),
        (gap.became in {one.key for one in book.indicators}, "it is an indicator already"),
        (gap.sent_on is None, "it is not on the data development agenda"),
        (bool(find_unsendable(replace(gap, sent_on=None))), "it has no owner, or no day by when"),
    ]
    for wrong, found in faults:
        if wrong:
            raise UsageError(found, where=say_part("gap"), remedy="Change it on its story")


def _make(book: PlanBook, gap: Gap, texts: Mapping[str, str], *, taken: Collection[str]) -> Indicator:
    strange = sorted(set(texts) - set(FIELDS))
    said = {**USUAL, **{name: " ".join(tidy(text).split()) for name, text in texts.items()}}
    title = said.get("title", "")
    if strange or said["counted"] not in COUNTED:
        raise UsageError(f"found '{strange[0] if strange else said['counted']}'", expected=", ".join(COUNTED))
    if not title or len(title) > LONGEST_TITLE:
        raise UsageError(
            f"a name of {len(title)} characters",
            expected=f"1 to {LONGEST_TITLE}",
            remedy="Name it in a few words",
        )
    if any(one.title.casefold() == title.casefold() for one in book.indicators):
        raise UsageError(f"'{title}' is an indicator of the plan", remedy="Give this one another name")
    value_type, multiplier, unit = COUNTED[said["counted"]]
    unit = said.get("unit", "") or unit
    if not unit:
        raise UsageError("no unit is named", remedy="Say what is counted or measured, such as: children")
    curve = next(one for one in book.indicators if one.key == gap.indicator)
    try:
        polarity, kind = Polarity(said["polarity"]), PeriodKind(said["period_kind"])
    except ValueError as error:
        raise UsageError(str(error)) from error
    return Indicator(
        key=make_key(title, taken=taken, other="indicator"),
        title=title,
        theme=curve.theme,
        outcome=curve.outcome,
        standing=Standing.DEVELOPMENT,
        unit=unit[:LONGEST_TITLE],
        value_type=value_type,
        polarity=polarity,
        period_kind=kind,
        multiplier=multiplier,
        lay_definition=gap.text,
        owner=gap.owner,
        order=len(book.indicators) + 1,
    )


def _choose(connection: Any, new: Indicator, gap: Gap, step: str, *, by: str, at: Any) -> None:
    """The agenda asks who sees to the figures, by when, and what is done next."""
    if not step:
        raise UsageError("no next step is named", remedy="Say in a sentence what is to be done next")
    choice: Choice = read_choice(connection, new.key)
    write_choice(connection, replace(choice, owner=gap.owner, due=gap.due, next_step=step), by=by, at=at)
