"""What the files of the open data say of themselves, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.model.publication import PublicFacts
from oba.words.numbers import say_date


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    title: str
    path: str


OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
EXAMPLE = "This is the example that comes with the product: real published figures, and an example of a plan."
EMPTY_CELLS = (
    "An empty cell means that nothing is published there: no interval, no count, no breakdown. Where the "
    "publisher left the cell of a figure empty, the column markers says blank."
)
EXACT = (
    "Numbers are exact, as the publisher gave them. The pages show the same numbers with fewer decimals: "
    "the column decimals of the indicators says how many."
)
INSTEAD = (
    "Where there is no number, a marker in square brackets stands in its place. "
    "A suppressed figure is not nought, and no figure may be worked back from the others."
)
QUALIFIES = "The column markers holds the codes of all that is said of a figure, without brackets."


def find_licence(licences: Sequence[str]) -> Licence | None:
    """The one licence that all sources are under, where it is known; None where they differ."""
    known = {OGL.title.casefold(), OGL.name.casefold()}
    return OGL if licences and all(one.strip().casefold() in known for one in licences) else None


def say_version(facts: PublicFacts) -> str:
    """`3-2026-11-23`: the number of the publication and its day."""
    return f"{facts.number}-{facts.published_on.isoformat()}"


def say_publication(facts: PublicFacts) -> str:
    return f"Publication {facts.number}, published on {say_date(facts.published_on)}"


def say_package(title: str, *, example: bool) -> str:
    said = f"The figures and findings behind {title}, and the plan itself, as tables."
    return f"{said} {EXAMPLE}" if example else said


def say_table(title: str, rows: int) -> str:
    """`This worksheet contains one table, of 80 rows.`"""
    return f"This worksheet contains one table, of {rows:,} {'row' if rows == 1 else 'rows'}."


def say_citation(title: str, publisher: str, facts: PublicFacts) -> str:
    return f"{publisher}: {title}, publication {facts.number}, {say_date(facts.published_on)}"


SEE_NOTES = "What the markers, the columns and the empty cells mean stands on the sheet Notes."
