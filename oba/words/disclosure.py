"""Small numbers of children in words: what a rule does, and what the checklist says of figures that it leaves."""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.disclosure import Rule

SMALL_WITHOUT_RULE = "{figures} of 1 to 5 children {stand} without a rule for small numbers"
SET_A_RULE = "Set a rule: python -m oba publish --rule {key}=5, or on the page Publish"
STILL_OPEN = (
    "{figures} of a few children would be hidden, and could still be worked out from what is published"
)
CLOSE_IT = "Set a stricter rule, or withdraw the earlier publication that gives them away"
SHOWN_BEFORE = "{figures} of a few children are hidden now, and were public before"
TELL_THEM = (
    "Nothing can call them back: withdraw the publication that shows them, and tell whoever answers for it"
)
LEAVE_OR_RENEW = (
    "If it is to be shown: a rule that neither hides nor rounds these figures, where they are safe without, or a "
    "forecast frozen anew where figures were taken back"
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
NO_RULE = "no rule set"
NUMBER_WORDS = {5: "five", 10: "ten"}


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


def say_rule_briefly(rule: Rule | None) -> str:
    """`counts of 1 to 5 are hidden`; what a rule does, for a row of a table."""
    if rule is None:
        return NO_RULE
    if not rule.threshold:
        shown = "no count is hidden"
        return f"{shown}: {rule.reason}" if rule.reason else shown
    parts = [f"counts of 1 to {rule.threshold} are hidden"]
    parts += [] if rule.zero_shown else ["nought is hidden too"]
    parts += [] if rule.secondary else ["nothing else is hidden with them"]
    parts += [f"counts are rounded to {rule.round_base}"] if rule.round_base > 1 else []
    return "; ".join(parts)
