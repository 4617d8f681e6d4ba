"""The power grid in plain words: what each power asks, and what the grid suggests."""

from __future__ import annotations

from oba.model.choice import Choice
from oba.model.indicator import Standing
from oba.words.labels import in_words

POWER_NAMES = {
    "communication": "Communication power",
    "proxy": "Proxy power",
    "data": "Data power",
}
POWER_ASKS = {
    "communication": "Would people in the market square understand at once what it means?",
    "proxy": "Does it say something central of the outcome, and do others move with it?",
    "data": "Are its figures good, timely, and there for our area?",
}
HOW = (
    "Rate each indicator high, medium or low in three ways, and write down who sees it otherwise. Three or four that "
    "are high in all three become the headlines of an outcome. What speaks to people and is central but has no good "
    "figures goes on the data development agenda, with an owner and a day. The rest stay secondary and help to tell "
    "the story."
)
ORDERS = {
    "power": "Strongest first",
    "communication": "Communication power",
    "proxy": "Proxy power",
    "data": "Data power",
    "plan": "As in the plan",
}
FROM_GAPS = (
    "A story has sent these to the data development agenda. Make an indicator of one, and it stands on the agenda with "
    "the gap's owner and day, can be rated here, and is part of the plan and its workbook."
)
GAP_FIELDS = {
    "title": "What the indicator is called, in a few words",
    "counted": "What its figure would be",
    "unit": "Its unit, such as % of pupils, per 1,000 births, or children",
    "polarity": "What is good",
    "period_kind": "How often it would be counted",
    "next_step": "Next step",
}
FIELD_NAMES = {
    **POWER_NAMES,
    "rated_by": "Who rated it: the group, or people by name",
    "dissent": "Who sees it otherwise, and why",
    "standing": "Standing",
    "owner": "Who takes it on",
    "due": "By when",
    "next_step": "Next step",
}


def say_adopted(title: str) -> str:
    it = in_words("an indicator")
    return f"{title} is {it} on the data development agenda now. Rate it, and write what it is."


def say_suggestion(choice: Choice) -> str:
    """What the grid suggests, and whether the indicator stands there already."""
    suggested = choice.suggest()
    if suggested is None:
        return "not rated yet"
    if suggested is choice.standing:
        return f"{_name(suggested)}, as it stands"
    return f"{_name(suggested)}; it stands as {_name(choice.standing) if choice.standing else 'nothing yet'}"


def say_headlines(outcome: str, count: int) -> str:
    """What there is to say of the number of headlines of an outcome; '' for the three or four it should have."""
    if 3 <= count <= 4:
        return ""
    start = outcome.rstrip(".")
    if count == 0:
        return f"{start}: no headline {in_words('indicator')} yet. Choose three or four."
    what = in_words("one headline indicator" if count == 1 else f"{count} headline indicators")
    return (
        f"{start}: {what}. Three or four are usual: {'choose more' if count < 3 else 'make some secondary'}."
    )


def _name(standing: Standing) -> str:
    return f"on the {standing.value}" if standing is Standing.DEVELOPMENT else standing.value
