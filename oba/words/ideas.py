"""What is said of ideas of what works: evidence and cost in plain words, the four ratings, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.action import Action, ActionStatus
from oba.model.idea import RATED, CostMark, EvidenceLevel, Idea, Rating, WhyNone
from oba.words.numbers import say_count, say_date

LEVELS: Mapping[EvidenceLevel, str] = {
    EvidenceLevel.TRIED_HERE: "We have done it here, and looked at what came of it.",
    EvidenceLevel.SHOWN_ELSEWHERE: "A study or an evaluation in another place found that it helps.",
    EvidenceLevel.PRACTICE_WISDOM: "People who do this work have seen it help; nobody has measured it.",
    EvidenceLevel.NONE_YET: "Nobody has tried or measured it, as far as we know. It may still be a good idea.",
}
COSTS: Mapping[CostMark, str] = {
    CostMark.NO_COST: "It takes no money that would not be spent anyway.",
    CostMark.LOW_COST: "It fits into budgets that are there already.",
    CostMark.OTHER: "Somebody has to find money for it.",
    CostMark.NOT_SAID: "Nobody has said yet what it costs.",
}
RATING_NAMES: Mapping[str, str] = {
    "leverage": "Leverage",
    "feasibility": "Feasibility and reach",
    "specificity": "Specificity",
    "values_fit": "Values",
}
RATING_ASKS: Mapping[str, str] = {
    "leverage": "How much would it bend the curve?",
    "feasibility": "Can we do it, and would it reach enough people?",
    "specificity": "Is it clear who would do what, where and when?",
    "values_fit": "Does it fit what we stand for, and what families want?",
}
FIELDS: Mapping[str, str] = {
    "text": "idea",
    "stops": "stops something",
    "cost": "cost",
    "evidence_level": "how it is known",
    "evidence": "evidence",
    "link": "link",
    "file_name": "file",
    "file_sha256": "fingerprint of the file",
    **{name: said.lower() for name, said in RATING_NAMES.items()},
    "dissent": "who sees it otherwise says",
    "dissenters": "who sees it otherwise",
    "action": "became action",
    "withdrawn": "withdrawn",
}
STOPS = "stop doing this"
THIS = "this idea"
THE_WHY = "why no idea is cheap"
ORDER = (
    "Ideas stand in the order of the group's rating. High counts 3, medium 2, low 1; the highest sum of the four "
    "stands first. Where sums are equal, leverage decides, then feasibility and reach, then specificity, then values, "
    "then which was written first. Ideas rated in some ways only come after those rated in all four; those not rated "
    "come last."
)
ASK_WHY = "None of these ideas is marked no cost or low cost. Why is that?"
ASK_WHY_OF_NONE = "No idea is written down, so none costs nothing or little. Why is that?"
HINT_WHY = (
    "Could what is done already be done in another order, by others, or at another time? Could something be stopped? "
    "Add such an idea, or say why there is none."
)
SAID_NONE = "No idea here is marked no cost or low cost."
AT_STAKE = "Not all see it so"


def say_dissent(idea: Idea, *, published: bool) -> str:
    """`Not all see it so: too few would come (schools)`; the public does not read who; '' for none."""
    if not idea.dissent:
        return ""
    who = f" ({idea.dissenters})" if idea.dissenters and not published else ""
    return f"{AT_STAKE}: {idea.dissent}{who}"


def name_ratings(idea: Idea) -> tuple[tuple[str, Rating], ...]:
    """Each way with its name and how the group rates it."""
    return tuple((RATING_NAMES[name], rating) for name, rating in zip(RATED, idea.ratings, strict=True))


def say_standing(idea: Idea) -> str:
    """How far an idea has been rated, where it is not rated in all four ways; '' where it is."""
    rated = sum(one is not Rating.NOT_RATED for one in idea.ratings)
    if rated == len(RATED):
        return ""
    return f"Rated in {rated} of {len(RATED)} ways." if rated else "Not rated yet."


def say_action(action: Action | None, *, late: bool = False) -> str:
    """`Action 12: under way`, with what is to be known of it; '' for an idea that has become none."""
    if action is None:
        return ""
    if action.withdrawn is not None:
        return f"Action {action.number}: withdrawn on {say_date(action.withdrawn)}"
    status = "no progress recorded" if action.status is ActionStatus.NOT_RECORDED else action.status.value
    return f"Action {action.number}: {status}{', overdue' if late else ''}"


def say_made(number: int, *, in_meeting: bool = False) -> str:
    where = "in the next step" if in_meeting else "on the page Actions"
    return f"The idea is action {number} now. Say {where} who does it, and by when."


def say_why(why: WhyNone, *, published: bool) -> str:
    """`No idea here is marked ... Rents are set elsewhere (ann, 1 December 2026)`, for the public without the name."""
    who = "" if published else f" ({why.written_by}, {say_date(why.written_on)})"
    return f"{SAID_NONE} {why.text}{who}"


def say_history(count: int) -> str:
    return f"Every edit ({say_count(count, noun='change')})"


def say_withdrawn(count: int) -> str:
    return f"{say_count(count, noun='idea')} withdrawn"
