"""Small numbers of children in words: what a reader is told of a hidden figure, and what a rule does."""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.disclosure import Rule, Why

HIDDEN_FIGURE = (
    "Hidden to protect children: the number is small, or it would let somebody work out a small number."
)
"""What the public is told of any hidden figure. Which of the two it is is not said: that would tell something of it."""
ROUNDED_FIGURE = (
    "Rounded, so that a few children cannot be made out; percentages, rates and intervals follow."
)
WHY: Mapping[Why, str] = {
    Why.SMALL: "It is about so few children that one of them could be recognised.",
    Why.SECONDARY: "It is hidden because, with a total and its other parts, it would give a small number away.",
    Why.ROLLING: "It is hidden because, with the years around it, it would give a small number of one year away.",
    Why.EARLIER: "It is hidden because, with what was published before, it would give a small number away.",
    Why.ROUNDED: ROUNDED_FIGURE,
}
"""What the Trust is told before it publishes."""
PUBLISHED_BEFORE = (
    "It is hidden now, but an earlier publication shows it. Whoever kept that publication has it: "
    "withdraw the publication, or leave the figure shown."
)
STILL_OPEN = (
    "It is hidden, but could still be worked out from what was published before. "
    "Nothing more can be hidden that would help."
)

HEADS: Mapping[str, str] = {
    "indicator": "Indicator",
    "threshold": "Hidden from 1 to",
    "zero_shown": "Nought",
    "round_base": "Rounded to",
    "secondary": "Others hidden where they give it away",
    "reason": "Reason",
}
"""What the fields of a rule are called, on the sheet of the plan workbook and on the page."""
NOTHING, SHOWN, HIDDEN = "none", "shown", "hidden"
NUMBER_WORDS = {5: "five", 10: "ten"}


def say_why(why: Why) -> str:
    """What the Trust is told of a figure that is not published as it is."""
    return WHY[why]


def say_to_public(why: Why) -> str:
    """What a reader of the published copy is told of it."""
    return ROUNDED_FIGURE if why is Why.ROUNDED else HIDDEN_FIGURE


def say_rule(rule: Rule) -> str:
    """A rule in one sentence, or two where a reason was given."""
    if rule.threshold:
        least = 1 if rule.zero_shown else 0
        hidden = f"Counts of {least} to {rule.threshold} are hidden"
        if rule.secondary:
            hidden += ", and so is what would give them away"
        hidden += ", and nought is shown" if rule.zero_shown else ""
    else:
        hidden = "Small numbers are shown"
    if rule.round_base > 1:
        hidden += f"; all counts are rounded to the nearest {NUMBER_WORDS[rule.round_base]}"
    reason = rule.reason.strip().rstrip(".")
    return f"{hidden}. Reason: {reason}." if reason else f"{hidden}."
