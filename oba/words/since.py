"""What has changed since the last meeting, or since any day: one line of counts, and a line for each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oba.model.action import Action, ActionStatus
from oba.model.baseline import Baseline
from oba.model.finding import Finding
from oba.model.indicator import Indicator
from oba.model.meeting import Decision
from oba.model.net_change import Happened, NetChange
from oba.model.period import Period
from oba.model.series import Observation
from oba.model.series_change import SeriesChange
from oba.words.actions import name_field
from oba.words.findings import say_title
from oba.words.markers import say_absence, say_markers
from oba.words.numbers import begin, say_bare_value, say_count, say_date, say_list, say_short_value
from oba.words.story import FIELDS

MOST_LINES = 6
LONGEST = 160
NOTHING = "nothing has changed"
LOOK_FROM = "See what has changed since the end of any day"
WHAT_IT_SHOWS = (
    "figures that are new or revised, "
    "verdicts that changed, actions that were done, became late or are new, and what was written."
)
HELD_NOTHING = (
    "This store held no figures then, so all of them count as new. If it was filled from another store since, so does "
    "whatever that one had."
)
LISTED = {
    "decisions": "Decided then",
    "verdicts": "Verdicts that changed",
    "figures": "Figures that are new or revised",
    "trends": "Recent trends that changed",
    "baselines": "Forecasts that were frozen",
    "done": "Actions done",
    "late": "Actions that became late",
    "new": "New actions",
    "changed": "Actions that changed",
    "withdrawn": "Actions withdrawn",
    "stories": "Stories that were edited",
    "ideas": "Ideas of what works",
    "contributions": "What partners contribute",
    "others": "Also written or changed",
    "still_late": "Actions that were late then, and still are",
}
"""Each list with its heading, in the order in which they are shown."""
WHERE = {"still_late": "plan?status=overdue", "late": "plan?status=overdue", "new": "plan", "changed": "plan"}
"""The page on which the whole of a list stands."""
BACK = "Brought back into the plan."
NOT_JUDGED = "not judged"
COUNTED = {
    "added": ("new figure", "new figures"),
    "revised": ("revision", "revisions"),
    "beside": ("revision elsewhere", "revisions elsewhere"),
    "gone": ("figure taken out", "figures taken out"),
    "verdicts": ("verdict changed", "verdicts changed"),
    "trends": ("trend changed", "trends changed"),
    "baselines": ("forecast frozen", "forecasts frozen"),
}
COUNTED_LISTS = ("verdicts", "trends", "baselines")
ACTIONS = ("done", "late", "new", "changed", "withdrawn")
WRITTEN = {
    "stories": ("story edit", "story edits"),
    "ideas": ("edit of an idea", "edits of ideas"),
    "contributions": ("edit of a contribution", "edits of contributions"),
    "others": ("other edit", "other edits"),
}
"""What the line counts, in its order: figures and what follows from them, actions, what was written."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of one kind of thing that people edit: its list, its name, and the page on which it is edited."""

    listed: str
    noun: str
    page: str


KINDS: Mapping[str, Kind] = {
    "force": Kind("stories", "force", "story"),
    "voice": Kind("stories", "voice", "story"),
    "gap": Kind("stories", "gap", "story"),
    "success": Kind("stories", "success story", "indicator"),
    "idea": Kind("ideas", "idea", "what_works"),
    "why none": Kind("ideas", "reason for having no cheap idea", "what_works"),
    "contribution": Kind("contributions", "contribution", "partners"),
    "partner": Kind("others", "partner", "partners"),
    "choice of an indicator": Kind("others", "choice of an indicator", "choosing"),
    "service talk": Kind("others", "talk about a service", "services"),
    "measure figure": Kind("others", "figure of a service", "services"),
}
UNTOLD = ("action", "meeting", "group", "decision")
"""Actions are told by themselves, and what a meeting writes of itself is no news of it."""


def kind_of(kind: str) -> Kind:
    """A kind that is not known here is told by its own name."""
    return KINDS.get(kind) or Kind("others", kind.replace("_", " "), "")


def say_since_meeting(held_on: date, *, group: str) -> str:
    """`Since the meeting of 4 March 2026 (Safeguarding group)`."""
    return f"Since the meeting of {say_date(held_on)} ({group})"


def say_since_day(day: date) -> str:
    return f"Since the end of {say_date(day)}"


def say_no_meeting(*, of_theme: bool, at_one: bool) -> str:
    """What stands where there is nothing to count from; `at_one` while the first meeting goes on."""
    if at_one:
        return "This is the first meeting."
    return f"No meeting {'of this theme ' if of_theme else ''}has ended yet."


def say_what_it_shows(*, at_one: bool) -> str:
    """What will stand here; `at_one` while the first meeting goes on."""
    start = "After this meeting, the next one" if at_one else "Once a meeting has ended, this line"
    return f"{start} {'opens on' if at_one else 'counts'} what has changed: {WHAT_IT_SHOWS}"


def say_line(start: str, counts: Mapping[str, int], *, still_late: int, of_plan: int = 0) -> str:
    """`Since 4 March 2026: 3 new figures, 2 actions done, 1 late.` Of the late ones `of_plan` are of no one theme."""
    said = [*_say_counts(counts, COUNTED), *_say_actions(counts), *_say_counts(counts, WRITTEN)]
    told = f"{start}: {', '.join(said) or NOTHING}"
    if not still_late:
        return f"{told}."
    more = "more" if counts.get("late") else ""
    who = say_count(still_late, noun=f"{more} action".strip())
    verb = "is" if still_late == 1 else "are"
    if of_plan == still_late:
        return f"{told}; {who} of the whole plan {verb} still late."
    beside = f", {of_plan:,} of them of the whole plan" if of_plan else ""
    return f"{told}; {who} {verb} still late{beside}."


def _say_counts(counts: Mapping[str, int], names: Mapping[str, tuple[str, str]]) -> list[str]:
    return [
        f"{count:,} {some if count > 1 else one}"
        for key, (one, some) in names.items()
        if (count := counts.get(key, 0))
    ]


def _say_actions(counts: Mapping[str, int]) -> list[str]:
    """`2 actions done`, `1 late`: the noun stands once."""
    said: list[str] = []
    for word in ACTIONS:
        if count := counts.get(word, 0):
            said.append(f"{count:,} {word}" if said else f"{say_count(count, noun='action')} {word}")
    return said


def say_finding(finding: Finding | None, *, indicator: Indicator) -> str:
    """The finding itself, without the title of the curve: the sentence that stands over its chart."""
    if finding is None:
        return "No figures stand now."
    return begin(say_title(finding, indicator=indicator).removeprefix(f"{indicator.title}: ")) + "."


def say_new_figure(one: Observation, *, indicator: Indicator) -> str:
    """`New, 2023/24: 91.2 per 10,000 (provisional).`"""
    return f"New, {one.period.label}: {_say_figure(one, say_short_value, indicator)}."


def say_revised_figure(was: Observation, one: Observation, *, indicator: Indicator) -> str:
    """`Revised, 2022/23: from 88.0 to 89.5 per 10,000.` Where rounding would hide it, more places are given."""
    old, new = (_say_figure(each, say_bare_value, indicator) for each in (was, one))
    if old == new and was.value is not None and one.value is not None:
        return f"Revised, {one.period.label}: from {was.value:,.6g} to {one.value:,.6g}."
    return f"Revised, {one.period.label}: from {old} to {_say_figure(one, say_short_value, indicator)}."


def say_gone_figure(was: Observation, *, indicator: Indicator) -> str:
    return f"Taken out, {was.period.label}: {_say_figure(was, say_short_value, indicator)} stood there."


def say_adjusted(periods: Sequence[Period]) -> str:
    """Figures of which only the interval or the counts behind them are others."""
    if len(periods) == 1:
        return f"The value of {_span(periods)} stands; its interval or counts were revised."
    return f"The values of {_span(periods)} stand; their intervals or counts were revised."


def say_beside(change: SeriesChange, *, name: str) -> str:
    """`England: 3 figures revised, 2019 to 2021.`"""
    told = [(len(change.revised), "revised"), (len(change.gone), "taken out")]
    counts = [f"{say_count(count, noun='figure')} {word}" for count, word in told if count]
    periods = [new.period for _, new in change.revised] + [one.period for one in change.gone]
    return f"{name}: {say_list(tuple(counts))}, {_span(sorted(periods))}."


def say_replaced(baseline: Baseline) -> str:
    return f"It took the place of the one before. Reason: {baseline.replaces_because.rstrip('.')}."


def say_more(count: int) -> str:
    return f"And {count:,} more"


def cut(lines: Sequence[str], *, most: int = MOST_LINES) -> tuple[str, ...]:
    """The first lines, and how many there are beside."""
    more = len(lines) - most
    return tuple(lines) if more < 2 else (*lines[:most], f"{say_more(more)}.")


def say_action(one: Action) -> str:
    return f"{one.number}. {shorten(one.proposed_action)}"


def say_due(one: Action) -> str:
    """`Due 31 March 2026: under way.`"""
    status = "its status is not recorded" if one.status is ActionStatus.NOT_RECORDED else one.status.value
    return f"Due {say_date(one.due)}: {status}." if one.due else f"{begin(status)}."


def say_changed_fields(fields: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Status and day in full; of the rest the names."""
    said = [
        f"{name_field(name)}: {_say_field(name, fields[name][0])} before, {_say_field(name, fields[name][1])} now."
        for name in ("status", "due")
        if name in fields
    ]
    rest = [name_field(name).lower() for name in fields if name not in ("status", "due", "starts")]
    return (*said, *([f"Changed: {say_list(tuple(rest))}."] if rest else []))


def say_progress(notes: Sequence[str]) -> tuple[str, ...]:
    return cut([f"Noted: {shorten(one)}" for one in reversed(notes)], most=3)


def say_edit(change: NetChange, *, text: str = "", of: str = "") -> str:
    """`New force: "Rents rise" (ann)`, `Force changed, its rank and evidence: "Rents rise" (ann)`.

    `of` is whose it is: `Contribution of Cleveland Police withdrawn (ann)`.
    """
    noun = f"{kind_of(change.kind).noun}{f' of {of}' if of else ''}"
    said = change.text or text
    quoted = f": “{shorten(said)}”" if said else ""
    who = f" ({say_list(change.by)})" if change.by else ""
    if change.happened is Happened.ADDED:
        return f"New {noun}{quoted}{who}"
    if change.happened is Happened.WITHDRAWN:
        return f"{begin(noun)} withdrawn{quoted}{who}"
    if change.happened is Happened.BACK:
        return f"{begin(noun)} brought back{quoted}{who}"
    names = tuple(FIELDS.get(name, name.replace("_", " ")) for name in change.fields if name != "file_sha256")
    return f"{begin(noun)} changed, its {say_list(names)}{quoted}{who}"


def say_ranked(by: Sequence[str]) -> str:
    who = f" ({say_list(tuple(by))})" if by else ""
    return f"Forces ranked anew{who}"


def say_edits(kind: str, changes: Sequence[NetChange]) -> str:
    """`Figure of a service: 14 added, 2 changed.` for things that belong to no curve."""
    counts = [
        f"{count:,} {word.value}"
        for word in Happened
        if (count := sum(one.happened is word for one in changes))
    ]
    return f"{begin(kind_of(kind).noun)}: {', '.join(counts)}."


def say_decision(one: Decision, *, title: str) -> str:
    return f"{title}: {one.text}" if title else one.text


def shorten(text: str) -> str:
    """The text on one line, cut at a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " ..."


def _say_figure(one: Observation, say: Callable[..., str], indicator: Indicator) -> str:
    if one.value is None:
        return say_absence(one)
    marks = say_markers(one.markers)
    return say(one.value, indicator=indicator) + (f" ({marks})" if marks else "")


def _say_field(name: str, text: str) -> str:
    if name == "due":
        return say_date(date.fromisoformat(text)) if text else "no day"
    return text or "nothing"


def _span(periods: Sequence[Period]) -> str:
    first, last = periods[0].label, periods[-1].label
    return first if first == last else f"{first} to {last}"
