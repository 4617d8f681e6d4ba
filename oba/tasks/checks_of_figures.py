"""Checks of the figures before they are published: sources, notes of revisions, small numbers, age, stories, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from oba.model.checklist import Item
from oba.model.disclosure import Rule
from oba.model.indicator import Standing
from oba.model.plan import PlanBook
from oba.model.quality import Quality
from oba.model.release import LoadReport
from oba.model.upload import Upload
from oba.store.revised import Behind
from oba.tasks.checks_of_plan import make_item
from oba.words.numbers import say_count, say_date
from oba.words.publishing import say_explain

FILL_SOURCE = (
    "Name publisher and title in the file's .source.toml, and load it again: python -m oba load FILE --again"
)
FILL_LICENCE = (
    "Give licence and address in the file's .source.toml, and load it again: python -m oba load FILE --again"
)
LOOK_FOR_NEW = "Look whether its publisher has newer ones, and load them"


def check_sources(behind: Iterable[Behind], *, titles: Mapping[str, str]) -> Iterator[Item]:
    """Each figure's release names its publisher and its title."""
    for one in behind:
        lacks = [
            name for name, said in (("publisher", one.publisher), ("title", one.title)) if not said.strip()
        ]
        if lacks:
            figures = say_count(one.figures, noun="figure")
            found = f"{figures} of {one.file_name or 'a file'} without {' and '.join(lacks)}"
            yield make_item(
                "source",
                of=titles[one.indicator],
                found=found,
                remedy=FILL_SOURCE,
                link="load",
                key=one.indicator,
            )


def check_licences(behind: Iterable[Behind]) -> Iterator[Item]:
    """Each release says where it stands on the web, and what others may do with it."""
    for number, one in {one.release: one for one in behind}.items():
        lacks = [
            name for name, said in (("licence", one.licence), ("address", one.address)) if not said.strip()
        ]
        if lacks:
            yield make_item(
                "unlicensed",
                of=f"{one.publisher}: {one.title}",
                found=f"{one.file_name or 'a file'} without {' and '.join(lacks)}",
                remedy=FILL_LICENCE,
                link="load",
                key=str(number),
            )


def check_revisions(revising: Iterable[Behind], *, titles: Mapping[str, str]) -> Iterator[Item]:
    """Each release that changed figures says why in its note."""
    lacking: dict[int, list[Behind]] = {}
    for one in revising:
        if not one.note.strip():
            lacking.setdefault(one.release, []).append(one)
    for number, group in lacking.items():
        first = group[0]
        named = ", ".join(titles[one.indicator] for one in group)
        figures = say_count(sum(one.figures for one in group), noun="figure")
        yield make_item(
            "revisions",
            of=f"{first.publisher}: {first.title}",
            found=f"it revised {figures} ({named}) and does not say why",
            remedy=say_explain(number),
            link=f"publish?release={number}",
            key=str(number),
        )


def check_reasons(rules: Mapping[str, Rule], *, titles: Mapping[str, str]) -> Iterator[Item]:
    """A rule that hides nothing, or nothing that gives a hidden number away, says why that is safe."""
    for key, rule in rules.items():
        if key in titles and not (rule.threshold and rule.secondary) and not rule.reason.strip():
            does = "lets hidden counts be worked out" if rule.threshold else "hides no count"
            yield make_item(
                "reasons",
                of=titles[key],
                found=f"its rule {does}, and nobody says why",
                remedy="Give the reason, such as whose rule has protected the figures already",
                link=f"publish?indicator={key}",
                key=key,
            )


def check_age(qualities: Mapping[str, Quality], *, titles: Mapping[str, str]) -> Iterator[Item]:
    """What is overdue, or older than figures of its kind usually are."""
    for key, one in qualities.items():
        if one.latest is None or not (one.overdue or one.stale):
            continue
        due = one.next_release if one.overdue else None
        found = (
            f"newer figures than {one.latest.label} were expected by {say_date(due)}"
            if due
            else f"the newest figure is of {one.latest.label}, {one.age_months} months old"
        )
        yield make_item("stale", of=titles[key], found=found, remedy=LOOK_FOR_NEW, link="load", key=key)


def check_stories(
    book: PlanBook, *, written: Mapping[str, date], came: Mapping[str, date | None]
) -> Iterator[Item]:
    """Of each headline that has figures: when its story was last written, and when its newest figure came."""
    for one in book.indicators:
        if one.standing is not Standing.HEADLINE or one.key not in came:
            continue
        last, newest = written.get(one.key), came[one.key]
        if last is None:
            found = "nothing is written of the story behind it"
        elif newest is not None and last < newest:
            found = f"its story was last written on {say_date(last)}, its newest figure came on {say_date(newest)}"
        else:
            continue
        yield make_item(
            "story",
            of=one.title,
            found=found,
            remedy="Write or renew the story with the group whose curve it is",
            link=f"story?indicator={one.key}",
            key=one.key,
        )


def check_waiting(waiting: Sequence[tuple[Upload, LoadReport]]) -> Iterator[Item]:
    """Files of the inbox that ask something, or cannot be read; those that are clean wait for nobody's answer."""
    for upload, report in waiting:
        if not report.refused:
            continue
        asked = sum(one.stops for one in report.problems)
        yield make_item(
            "checks",
            of=upload.name,
            found=f"it waits to be loaded, with {say_count(asked, noun='question')} that nobody has answered",
            remedy="Answer on the page Load, or take the file out of the inbox",
            link=f"load?file={upload.short}",
            key=upload.short,
        )
