"""Open a file of the inbox for the Load page: what it is, what it would change, what is asked, what stops it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oba.model.measure import FoundMeasure
from oba.model.period import Period
from oba.model.release import Change, ChangeKind, LoadReport, Outcome, Problem
from oba.tasks.open_problems import (
    OF_THE_SOURCE,
    ProblemGroup,
    QuestionView,
    gather_problems,
    gather_questions,
)
from oba.tasks.preview_upload import Preview
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_records import list_records
from oba.words.labels import in_words
from oba.words.loading import ACCOUNTED, KINDS, LISTS, say_counts, say_size, say_time, say_write
from oba.words.numbers import begin, say_count, say_date

LISTED = (ChangeKind.REVISED, ChangeKind.WITHDRAWN, ChangeKind.ADDED)
MOST_LISTED = 200
"""As many changes as a load lists one by one."""
NEW_HEADS = (
    "Measure",
    "Unit",
    "Kind of value",
    "Kind of period",
    "Figures",
    "Unreadable cells",
    "Periods",
    "Publisher on good and bad",
    "Publisher's code",
)
UNREAD, MAPPER = "the layout", "Open the mapper"
"""How the sentence begins that refuses a file because no format, or more than one, knows it."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes to one indicator, listed one by one."""

    title: str
    said: str
    table: Table


@dataclass(frozen=True, slots=True)
class LoadFileView:
    """`deed` is what the button says; '' where nothing may be written, and `blocked` says why."""

    name: str
    short: str
    handed_in: str
    said: str
    facts: tuple[tuple[str, str], ...]
    accounted: Table
    by_indicator: Table
    changes: tuple[ChangeGroup, ...]
    more_changes: str
    new: Table
    choices: dict[str, str]
    problems: tuple[ProblemGroup, ...]
    questions: tuple[QuestionView, ...]
    notes: tuple[str, ...]
    is_plan: bool
    is_list: bool
    deed: str
    blocked: str
    unread: bool
    records: tuple[tuple[str, Table], ...] = ()


def open_load(preview: Preview) -> LoadFileView:
    report, upload = preview.report, preview.upload
    known = [one for one in report.measures if one.known]
    fresh = preview.fresh
    return LoadFileView(
        name=upload.name,
        short=upload.short,
        handed_in=f"{say_time(upload.uploaded_at)} by {upload.uploaded_by}, {say_size(upload.size)}",
        said=f"{say_result(preview)}.",
        facts=(*_facts(report), *(("Described by", one.name) for one in preview.along)),
        accounted=_accounted(report),
        by_indicator=_by_indicator(known, report),
        changes=_group_changes(preview),
        more_changes=_say_rest(report),
        new=_new(fresh),
        choices={one.measure.code: _label(one) for one in fresh},
        problems=gather_problems(report.problems),
        questions=gather_questions(report.problems),
        notes=report.notes,
        is_plan=preview.is_plan,
        is_list=preview.is_list,
        deed=say_deed(preview),
        blocked=_blocked(report),
        records=list_records(report),
        unread=any(one.outcome is Outcome.FILE and _needs_map(one) for one in report.problems),
    )


def say_deed(preview: Preview) -> str:
    """What accepting the file would do; '' when it may not be accepted."""
    report = preview.report
    if report.refused or report.already_loaded:
        return ""
    if preview.is_plan:
        return "Change the plan as shown"
    if preview.is_list:
        return LISTS[report.format][0]
    return say_write(report.counts, indicators=preview.adds)


def say_result(preview: Preview) -> str:
    """One line on a file for the list of those that wait."""
    report = preview.report
    if report.already_loaded:
        stands = preview.is_plan or preview.is_list
        return "Nothing to do: the plan stands so already" if stands else "Loaded before, byte for byte"
    stopping = [one for one in report.problems if one.stops]
    if any(one.outcome is Outcome.FILE for one in stopping):
        return f"Refused: {next(one.found for one in stopping if one.outcome is Outcome.FILE)}"
    asked = len(gather_questions(tuple(stopping)))
    cells = sum(one.outcome is Outcome.CELL for one in stopping)
    if stopping:
        unnamed = any(one.question and one.question.kind in OF_THE_SOURCE for one in stopping)
        counted = ((asked, "question"), (cells, "refused cell"))
        said = [say_count(number, noun=noun) for number, noun in counted if number]
        said += ["publisher and title to be given"] if unnamed else []
        return f"Needs you: {', '.join(said) or stopping[0].found}"
    if preview.is_plan:
        return "; ".join(report.notes[1:3]) or "Changes the plan"
    if preview.is_list:
        return next(iter(report.notes), LISTS[report.format][0])
    left = sum(not one.known for one in preview.fresh)
    more = f"; {say_count(left, noun='new measure')} left out" if left else ""
    return f"{begin(say_counts(report.counts))}{more}"


def _needs_map(problem: Problem) -> bool:
    """Whether describing the layout would help: it is not known, or has drifted from its recipe."""
    return problem.found.startswith(UNREAD) or problem.remedy.startswith(MAPPER)


def _facts(report: LoadReport) -> tuple[tuple[str, str], ...]:
    """What the file is and how much there is in it, each with its name."""
    source = report.source
    sheets = ", ".join(one for one in report.sheets if one)
    span = (
        f"{report.periods[0]} to {report.periods[-1]}" if len(report.periods) > 1 else "".join(report.periods)
    )
    facts = [
        ("What it is", f"{report.format}: {report.why}" if report.why else report.format),
        ("Publisher", source.publisher if source else ""),
        ("Title", source.title if source else ""),
        ("Release", source.release if source else ""),
        ("Published", say_date(source.published) if source and source.published else ""),
        ("Licence", source.licence if source else ""),
        ("Sheets", sheets),
        ("Rows", f"{report.rows:,}" if report.rows else ""),
        ("Figures", f"{report.observations:,}" if report.observations else ""),
        ("Periods", f"{len(report.periods):,}: {span}" if report.periods else ""),
        ("Areas", f"{len(report.areas):,}" if report.areas else ""),
    ]
    return tuple((name, said) for name, said in facts if said)


def _accounted(report: LoadReport) -> Table:
    rows = [
        (in_words(ACCOUNTED.get(name, name.replace("_", " ").capitalize())), f"{count:,}")
        for name, count in report.accounted.items()
        if count or name in ("total", "refused")
    ]
    return make_table(("Value cells", "Number"), rows, numbers=("Number",))


def _by_indicator(measures: Sequence[FoundMeasure], report: LoadReport) -> Table:
    """How much each indicator would gain and lose; only what the file holds where that cannot be told."""
    split = [_split(one, report) for one in measures]
    sums = [sum(numbers) for numbers in zip(*split, strict=True)]
    told = [report.counts.get(kind, 0) for kind in KINDS]
    exact = bool(sums) and sums == told
    heads = ["Indicator", "Figures", "Areas", "Periods", *(KINDS.values() if exact else ())]
    rows = [
        (
            one.indicator.title,
            f"{one.figures:,}",
            f"{one.areas:,}",
            _span(one),
            *(f"{number:,}" for number in (numbers if exact else ())),
        )
        for one, numbers in zip(measures, split, strict=True)
    ]
    return make_table(heads, rows, numbers=("Figures", "Areas", *KINDS.values()))


def _split(one: FoundMeasure, report: LoadReport) -> tuple[int, int, int, int]:
    """New, revised, withdrawn and unchanged figures of an indicator, by the changes that are listed.

    Not all new figures may be: where nothing stays unchanged, they are what is not revised.
    """
    counted = Counter(change.kind for change in report.changes if change.indicator == one.indicator.key)
    revised, withdrawn = counted[ChangeKind.REVISED], counted[ChangeKind.WITHDRAWN]
    added = counted[ChangeKind.ADDED] if report.counts.get(ChangeKind.UNCHANGED) else one.figures - revised
    return added, revised, withdrawn, one.figures - added - revised


def _group_changes(preview: Preview) -> tuple[ChangeGroup, ...]:
    """By indicator, in the order in which they come: revised and withdrawn first."""
    book, changes = preview.book, preview.report.changes
    titles = {one.key: one.title for one in book.indicators} if book else {}
    titles |= {one.indicator.key: one.indicator.title for one in preview.fresh}
    areas = {one.code: one.name for one in book.areas} if book else {}
    groups: dict[str, list[Change]] = {}
    for one in changes:
        groups.setdefault(one.indicator, []).append(one)
    heads = ("Area", "Period", "What", "Was", "Becomes", "Cell")
    listed = []
    for key, group in groups.items():
        rows = [
            (
                ", ".join(filter(None, [areas.get(one.area, one.area), one.breakdown])),
                Period.from_key(one.period).label,
                KINDS[one.kind],
                one.old or "–",
                one.new or "–",
                one.cell or "–",
            )
            for one in group
        ]
        counted = Counter(one.kind for one in group)
        said = ", ".join(f"{counted[kind]:,} {KINDS[kind].lower()}" for kind in LISTED if counted[kind])
        first = "the first " if len(changes) >= MOST_LISTED else ""
        listed.append(ChangeGroup(titles.get(key, key), first + said, make_table(heads, rows)))
    return tuple(listed)


def _say_rest(report: LoadReport) -> str:
    every, listed = sum(report.counts.get(kind, 0) for kind in LISTED), len(report.changes)
    return f"The first {listed:,} of {every:,} changes are listed; all are counted." if every > listed else ""


def _new(measures: Sequence[FoundMeasure]) -> Table:
    """What is proposed for each; a column in which nothing is said is left out."""
    rows = [
        (
            one.indicator.title,
            one.indicator.unit,
            one.indicator.value_type.value,
            one.indicator.period_kind.value,
            f"{one.figures:,}",
            f"{one.refused:,}" if one.refused else "",
            _span(one),
            one.measure.polarity_said,
            one.measure.code if one.measure.code != one.indicator.title else "",
        )
        for one in measures
    ]
    said = [place for place in range(len(NEW_HEADS)) if any(row[place] for row in rows)]
    heads = [NEW_HEADS[place] for place in said]
    return make_table(
        heads,
        [[row[place] or "–" for place in said] for row in rows],
        numbers=("Figures", "Unreadable cells"),
    )


def _label(one: FoundMeasure) -> str:
    return f"{one.indicator.title} ({say_count(one.figures, noun='figure')})"


def _span(one: FoundMeasure) -> str:
    return one.first if one.first == one.last else f"{one.first} to {one.last}"


def _blocked(report: LoadReport) -> str:
    if report.already_loaded:
        return "There is nothing to write: what it says is in the store already."
    if not report.refused:
        return ""
    if all(one.outcome is Outcome.ASK for one in report.problems if one.stops):
        return "Settle what is asked above, then it can be written."
    return "Nothing can be written while these problems stand. Mend the file and hand it in again."
