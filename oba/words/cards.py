"""The report card's own words: its headings, and what stands where nothing is written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from oba.model.action import Action
from oba.model.parties import find_parties
from oba.words.numbers import begin, say_count, say_date, say_list
from oba.words.turned import QUESTION

ACTION_HEADS = ("What", "By whom", "Budget cost", "Timescale", "Status")
HEADINGS: Mapping[str, str] = {
    "verdict": QUESTION,
    "doing": "How are we doing?",
    "helping": "The story: what is helping",
    "hindering": "The story: what is hindering",
    "voices": "What people say",
    "gaps": "What we do not know",
    "partners": "Partners",
    "works": "What works",
    "actions": "What we propose",
}
NOTHING_WRITTEN = "Nothing has been written yet."
NO_IDEAS = "No idea has been written yet."
NO_PARTNERS = "No partner is named for this theme."
NO_FORECAST = "No forecast has been frozen for this curve, so there is no verdict."
NO_FIGURES = "There are no figures yet, so there is nothing to judge."
NOT_STATED = "not stated"


def say_force(depth: str, evidence: str) -> str:
    """`(root cause; evidence: the survey of 2025)`; what is not known yet is left out."""
    known = "" if depth.endswith("not yet known") else depth
    parts = (known, f"evidence: {' '.join(evidence.split())}" if evidence else "")
    said = "; ".join(filter(None, parts))
    return f"({said})" if said else ""


def say_whose_story(place: str) -> str:
    return f"The story, the ideas and the actions are those of {place}."


def say_partners_of_theme(names: tuple[str, ...]) -> str:
    return f"{say_list(names)}, who take part in this theme. What each brings to this curve has not been written yet."


def say_brought(name: str, role: str, brings: str) -> str:
    """`Schools in Middlesbrough: see who is absent; bring two rooms`."""
    said = "; ".join(part.rstrip(". ") for part in (role, brings) if part)
    return f"{name}: {said}" if said else name


def say_idea(ratings: Sequence[tuple[str, str]], *, cost: str, level: str, dissent: str, action: str) -> str:
    """`(low cost; tried here; leverage high, values low; action 12: under way)`."""
    rated = ", ".join(f"{name.lower()} {rating}" for name, rating in ratings)
    parts = (cost, level, rated, f"{action[:1].lower()}{action[1:]}", f"{dissent[:1].lower()}{dissent[1:]}")
    return f"({'; '.join(filter(None, parts))})"


def say_no_actions(shared: int) -> str:
    """That no action names the curve, and how many serve the whole plan."""
    if not shared:
        return "No action is recorded."
    serve = "serves" if shared == 1 else "serve"
    return f"No action is recorded for this curve. {say_count(shared, noun='action')} {serve} the whole plan."


def say_what(action: Action) -> str:
    return f"To stop: {action.proposed_action}" if action.stops else action.proposed_action


def say_by_whom(action: Action, *, partners: Mapping[str, str]) -> str:
    """The partner that leads, the plan's own words beside it, and who supports it."""
    parties = find_parties(action, partners=partners)
    lead = parties.lead if parties.said and parties.lead != action.by_whom else ""
    support = f"support: {say_list(parties.supports)}" if action.supports else ""
    return "; ".join(filter(None, (lead, action.by_whom, support))) or NOT_STATED


def say_timescale(action: Action) -> str:
    """The plan's own words; where it has none, the days."""
    if action.timescale:
        return action.timescale
    days = (
        f"from {say_date(action.starts)}" if action.starts else "",
        f"due {say_date(action.due)}" if action.due else "",
    )
    return begin(", ".join(filter(None, days))) or NOT_STATED


def sort_actions(actions: Iterable[Action], *, today: date) -> list[Action]:
    """Those past their date first, then the next due; what is finished comes last."""
    return sorted(actions, key=lambda one: (one.finished, not one.is_overdue(today), one.due or date.max))
