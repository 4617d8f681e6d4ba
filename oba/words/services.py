"""The performance questions of a service, its quadrant and its money, as a reader sees them.

The questions follow Mark Friedman's results-based accountability, in our own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.action import Funding
from oba.model.performance import Quadrant, ServiceBudget
from oba.words.money import say_pounds
from oba.words.numbers import say_count, say_list


@dataclass(frozen=True, slots=True)
class PerformanceQuestion:
    """One of the seven, with what helps a group to answer it."""

    key: str
    text: str
    prompts: tuple[str, ...]


QUESTIONS = (
    PerformanceQuestion(
        "customers",
        "Who are our customers?",
        ("Who is the service for? Who comes, and who does not though it is meant for them?",),
    ),
    PerformanceQuestion(
        "better_off",
        "Are our customers better off?",
        (
            "What has changed for them: what they know, how they feel, what they do, how they live?",
            "Which share of all customers is better off? Is the number beside it large or small?",
        ),
    ),
    PerformanceQuestion(
        "well",
        "Do we deliver the service well?",
        ("Is it on time, easy to reach, and kind? What do customers say? Is it done as it should be?",),
    ),
    PerformanceQuestion(
        "doing",
        "How are we doing on what matters most, and what is the story behind it?",
        (
            "Where are these curves heading if nothing changes? Is that good enough?",
            "What helps, what hinders?",
        ),
    ),
    PerformanceQuestion(
        "partners",
        "Who are the partners who can help us do better?",
        ("Who else do our customers know? What can each partner bring?",),
    ),
    PerformanceQuestion(
        "works",
        "What works to do better, with ideas that cost little or nothing?",
        ("What has worked elsewhere? What would our customers suggest?", "What should we stop doing?"),
    ),
    PerformanceQuestion(
        "proposal",
        "What do we propose to do?",
        ("By whom, by when, at what cost?", "What will we look at when we meet again?"),
    ),
)
CELL_NAMES = {
    Quadrant.HOW_MUCH: "How much did we do?",
    Quadrant.HOW_WELL: "How well did we do it?",
    Quadrant.BETTER_OFF_NUMBER: "Is anyone better off? Number",
    Quadrant.BETTER_OFF_SHARE: "Is anyone better off? Share in %",
}
CELL_NOTES = {
    Quadrant.BETTER_OFF_SHARE: "This matters most.",
    Quadrant.BETTER_OFF_NUMBER: "How many people that share stands for.",
    Quadrant.HOW_WELL: "The quality of what was done.",
    Quadrant.HOW_MUCH: "The effort. Doing much is not doing good.",
}
FIELD_NAMES = {
    "story": "What is the story behind the figures: what helps, what hinders?",
    "partners": "Partners, and what each can bring",
    "works": "What works, what costs little or nothing, and what to stop",
    "proposal": "What we propose: what, by whom, by when, at what cost",
}
FUNDING_NAMES = {
    Funding.NOT_SAID: "neither pooled nor aligned",
    Funding.POOLED: "pooled",
    Funding.ALIGNED: "aligned",
}
APART = (
    "A service answers for its own customers. The curves of the population belong to all partners together: no service "
    "is credited with them, or blamed for them. So a service is linked to outcomes, and never to an indicator."
)
COUNTED = (
    "A service that contributes to several outcomes stands under each of them with its whole budget, so the outcomes "
    "must not be added up."
)
MEANING = (
    "Pooled money is put into one budget that the partners spend together. Aligned money is kept apart and spent to "
    "one end."
)


def say_amount(amount: float | None) -> str:
    """What is not known is not nought."""
    return "not known" if amount is None else say_pounds(amount)


def say_funding(budget: ServiceBudget, *, names: dict[str, str]) -> str:
    """`pooled with NHS Middlesbrough and Cleveland Police`."""
    word = FUNDING_NAMES[budget.funding]
    shared = tuple(names.get(one, one) for one in budget.shared_with)
    return f"{word} with {say_list(shared)}" if shared else word


def say_spending(outcome: str, *, year: str, known: float | None, unknown: int, services: int) -> str:
    """The finding over the bars of one outcome. `known` is None where no amount is known at all."""
    what = "one service" if services == 1 else f"{services} services"
    if known is None:
        amounts = "an amount that is not known" if unknown == 1 else f"{unknown} amounts, none of them known,"
        return f"{outcome.rstrip('.')}: {amounts} in {year} for {what}"
    start = f"{say_pounds(known)} in {year} for {what}"
    if unknown:
        start += f"; {unknown} further amount{'s are' if unknown > 1 else ' is'} not known"
    return f"{outcome.rstrip('.')}: {start}"


def say_finding(year: str, *, pounds: float | None, unknown: int, partners: int, services: int) -> str:
    """The finding over the whole picture, every budget counted once. `pounds` is None where no amount is known."""
    who = say_count(partners, noun="partner")
    what = say_count(services, noun="service")
    if pounds is None:
        return f"In {year} {who} put money into {what}, and no amount of it is known"
    more = f"; {say_count(unknown, noun='amount')} not known" if unknown else ""
    return f"In {year} {who} put {say_pounds(pounds)} that is known into {what}{more}"


def say_saved(count: int) -> str:
    return "Nothing was changed." if not count else "Saved. Every edit is kept, with who made it and when."
