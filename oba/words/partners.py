"""Partners in words: the names of their fields, what they bring, which actions are theirs, what they owe by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.model.editor import Edit
from oba.model.partner import Contribution
from oba.model.plan import Partner
from oba.words.loading import say_time
from oba.words.numbers import begin, say_count, say_date, say_list

FIELD_NAMES = {
    "name": "Name",
    "role": "Role in the Trust",
    "themes": "Themes it takes part in",
    "left_on": "Left on",
    "left_because": "Why it left",
}
SAID_NAMES = {
    "partner": "Partner",
    "role": "Its part in this curve",
    "brings": "What it brings: people, places, money, knowledge",
    "withdrawn_because": "Why it is withdrawn",
}
LEADS, SUPPORTS, NAMED = "leads", "supports", "is named"
THIS_PARTNER, THIS_CONTRIBUTION = "this partner", "what this partner brings"
TOGETHER = (
    "A curve belongs to all partners together: what each brings is written down, and no curve is credited to one of "
    "them, or blamed on one."
)
ASKS = "Who can help to turn this curve, which part has each, and what does it bring? Who is missing?"
NONE_OF_CURVE = "No partner is named for this theme yet."
NONE_YET = "Nothing has been written yet of what partners bring to this curve. Start below."
NO_PARTNERS = (
    "The plan has no partners yet. Add the first one below, or on the sheet Partners of the plan workbook."
)
NO_ACTIONS = "It leads or supports no action of the plan."
NO_MONEY = "No budget of a service names it."
NO_RETURNS = (
    "No indicator names it as its owner. Write its name in the column Owner of the plan workbook's sheet Indicators, "
    "and load it: then it has a template here."
)
COUNTED = (
    "Only amounts that are known are added up. Pooled money is put into one budget that partners spend together; "
    "aligned money is kept apart and spent to one end."
)


def say_left(partner: Partner) -> str:
    """`left on 1 April 2013: It was abolished`; '' while it takes part."""
    if partner.left_on is None:
        return ""
    reason = f": {partner.left_because}" if partner.left_because else ""
    return f"left on {say_date(partner.left_on)}{reason}"


def say_formerly(partner: Partner) -> str:
    """`Formerly NHS Middlesbrough.`; '' for one that always had its name."""
    return f"Formerly {say_list(partner.formerly)}." if partner.formerly else ""


def say_others(names: Sequence[str]) -> str:
    """Those of the theme of whom nothing is written for this curve."""
    return f"Also partners of this theme: {say_list(tuple(names))}." if names else ""


def say_part(name: str, role: str) -> str:
    """`Cleveland Police: leads on prevention`, on paper."""
    return f"{name}: {role}" if role else name


def say_brings(brings: str) -> str:
    return f"(brings: {' '.join(brings.split())})" if brings else ""


def say_written(one: Contribution) -> str:
    return f"{one.written_by}, {say_date(one.written_on)}"


def say_actions(leads: int, supports: int, overdue: int) -> str:
    """`Leads 2 actions, supports 1 action; 1 is overdue.`"""
    if not leads and not supports:
        return NO_ACTIONS
    parts = [
        f"leads {say_count(leads, noun='action')}" if leads else "",
        f"supports {say_count(supports, noun='action')}" if supports else "",
    ]
    late = f"; {overdue:,} {'is' if overdue == 1 else 'are'} overdue" if overdue else ""
    return f"{begin(', '.join(filter(None, parts)))}{late}."


def say_returns(owned: int, overdue: int) -> str:
    """`Owes the figures of 3 indicators; 1 is overdue.`"""
    if not owned:
        return NO_RETURNS
    late = f"; {overdue:,} {'is' if overdue == 1 else 'are'} overdue" if overdue else "; nothing is overdue"
    return f"Owes the figures of {say_count(owned, noun='indicator')}{late}."


def say_next(due: date | None, *, today: date) -> str:
    """The day on which a partner's next figures are due."""
    if due is None:
        return "no day set"
    return f"{say_date(due)}{' (today)' if due == today else ''}"


def say_conflict(by: str) -> str:
    return f"{by or 'Someone'} saved this first. Nothing of yours was saved yet: read both."


def say_edit(one: Edit, *, subject: str = "", names: dict[str, str] | None = None) -> tuple[str, ...]:
    """When, who, what, before and after, for a row of a history."""
    known = names or FIELD_NAMES
    what = known.get(one.field, one.field.replace("_", " ").capitalize())
    return (
        say_time(one.at),
        one.by or "-",
        f"{subject}: {what}" if subject else what,
        one.before or "-",
        one.after or ("withdrawn" if one.after is None else "-"),
    )
