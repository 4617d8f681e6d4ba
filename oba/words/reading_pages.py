"""What the public's reading pages say of themselves: their names, and which publication they belong to."""

from __future__ import annotations

from oba.model.publication import PublicFacts
from oba.words.numbers import say_date

NAVIGATION = (
    ("index.html", "Home"),
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


def say_publication(facts: PublicFacts) -> str:
    """`Publication 3, 12 March 2026`."""
    return f"Publication {facts.number}, {say_date(facts.published_on)}"


def say_superseded(facts: PublicFacts, *, newest: int) -> str:
    """At the head of every page of a publication that is no longer the newest."""
    return (
        f"This is publication {facts.number} as it was published on {say_date(facts.published_on)}. "
        f"Publication {newest} is newer."
    )
