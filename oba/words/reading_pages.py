"""What the public's reading pages say of themselves: their names, and which publication they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from oba.model.indicator import Indicator, Standing
from oba.model.publication import PublicFacts
from oba.words.numbers import begin, say_count, say_date, say_list

NAVIGATION = (
    ("index.html", "Home"),
    ("indicators.html", "Indicators"),
    ("plan.html", "Plan"),
    ("data.html", "Data"),
    ("download.html", "Download"),
    ("about.html", "About"),
)
"""The pages that every page leads to, by their addresses from the root."""
MORE = (
    ("releases.html", "Release dates"),
    ("publications.html", "Publications"),
    ("accessibility.html", "Accessibility statement"),
)
"""Those that the foot of every page leads to."""


UNSAID = dict.fromkeys(("", "no figure", "no figure published"), "No figure published for")
"""What is said of rows without a reason of their own."""
FIND = "Find an indicator"
FINDING = "Look for it by its letter, or let your browser find a word on this page."
TOLD = "What each counts, its newest figure, and whether its curve was turned."
ANSWER = "The word beside each answers: did we turn the curve?"


def say_all_listed(indicators: Sequence[Indicator]) -> str:
    """`All 34 that the plan measures by, and 6 still to be measured, from A to Z.`"""
    awaited = sum(one.standing is Standing.DEVELOPMENT for one in indicators)
    measured = len(indicators) - awaited
    if not measured:
        return f"All {awaited:,} of the plan, still to be measured, from A to Z."
    also = f", and {awaited:,} still to be measured" if awaited else ""
    return f"All {measured:,} that the plan measures by{also}, from A to Z."


def say_made(today: date) -> str:
    """At the foot of every page, which may be read long after it was written."""
    return f"Made on {say_date(today)}: what is called late, due or overdue was so on that day."


def say_as_it_stood(today: date) -> str:
    """Over a list of what is late or needs attention."""
    return f"As it stood on {say_date(today)}, when this page was made."


def say_publication(facts: PublicFacts) -> str:
    """`Publication 3, 12 March 2026`."""
    return f"Publication {facts.number}, {say_date(facts.published_on)}"


def say_superseded(facts: PublicFacts, *, newest: int) -> str:
    """At the head of every page of a publication that is no longer the newest."""
    return (
        f"This is publication {facts.number} as it was published on {say_date(facts.published_on)}. "
        f"Publication {newest} is newer."
    )


def say_on_paper(facts: PublicFacts, *, newest: int, address: str) -> str:
    """`Publication 3, 1 December 2026 · https://...`, and that it is an earlier one. `address` is '' if unknown."""
    earlier = f"an earlier publication: number {newest} is newer" if newest > facts.number else ""
    return " · ".join(filter(None, (say_publication(facts), earlier, address)))


def say_without_figures(runs: Sequence[tuple[str, Sequence[str]]]) -> str:
    """`No figure published for: 1999 to 2010, 2013 and 2014. Suppressed: 2015.`, of runs of one reason each."""
    by_reason: dict[str, list[str]] = {}
    for reason, names in runs:
        named = [f"{names[0]} to {names[-1]}"] if len(names) > 2 else list(names)
        by_reason.setdefault(UNSAID.get(reason, begin(reason)), []).extend(named)
    return " ".join(f"{reason}: {say_list(tuple(named))}." for reason, named in by_reason.items())


IN_PLAIN_WORDS = "in plain words"
EMBEDDING = (
    "Copy this into a page of your own. It always shows the newest publication, and needs no script. The title is "
    "read aloud to those who cannot see the chart."
)
WITHOUT_ADDRESS = "Put the address of this site before it."
HEIGHT = 640
"""Pixels that the chart with its sentence needs on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is to be copied into another page, and what is said of it."""

    snippet: str
    said: str


def say_embedding(address: str, *, name: str, title: str) -> Embedding:
    """`address` is where the site stands on the web, '' where that is not known."""
    source = f"{address.rstrip('/')}/embed/{name}.html" if address else f"embed/{name}.html"
    snippet = (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" height="{HEIGHT}" '
        'loading="lazy"></iframe>'
    )
    return Embedding(snippet, EMBEDDING if address else f"{EMBEDDING} {WITHOUT_ADDRESS}")


NOTICE = "Not here any more"
NOTHING_NOW = "Nothing is published here now. What was published before has been withdrawn."
NEWEST = "This is the newest publication"


def say_is_newest(facts: PublicFacts) -> str:
    return f"{say_publication(facts)}, is the newest. Its pages stand at the beginning of this site."


def say_gone(number: int, *, withdrawn: bool) -> str:
    """In the place of each page of a publication that is public no more."""
    gone = "has been withdrawn" if withdrawn else "is not kept here any more"
    return f"Publication {number} {gone}."


def say_writing(facts: Sequence[PublicFacts]) -> str:
    newest, *earlier = facts
    more = f", and {say_count(len(earlier), noun='earlier publication')}" if earlier else ""
    return f"Writing publication {newest.number} of {say_date(newest.published_on)}{more}"


def say_written_so_far(done: int, of: int) -> str:
    return f"  {done:,} of {of:,} files"


def say_written(written: int, kept: int, removed: int) -> str:
    return f"{say_count(written, noun='file')} written, {kept:,} unchanged, {removed:,} removed."
