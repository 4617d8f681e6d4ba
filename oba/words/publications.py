"""What is said of publications: in the list of them, in the feed, and in a citation."""

from __future__ import annotations

from oba.model.publication import PublicFacts, PublicNote
from oba.words.numbers import begin, say_count, say_date

UNNAMED = "The partners of the plan"
WITHDRAWN = "Withdrawn: its pages and files are no longer served."
NO_NOTE = "No note was written of what changed."
KEPT = (
    "Every publication keeps its number and its address, so that what you cite today stays as you saw it. One that is "
    "withdrawn is marked in the list of the publication after it."
)
CHECKSUM = (
    "The SHA-256 checksum is that of the file which a publication is served from. Two copies with the same checksum "
    "hold the same figures and words."
)


def say_feed_title(plan: str) -> str:
    return f"Publications: {plan}" if plan else "Publications"


def say_publication(one: PublicNote) -> str:
    """`Publication 3, 12 March 2026`, and whether it was withdrawn."""
    gone = " (withdrawn)" if one.withdrawn else ""
    return f"Publication {one.number}, {say_date(one.published_on)}{gone}"


def say_what_changed(one: PublicNote) -> str:
    """Its note; of one that was withdrawn, that alone, whatever a copy made before still has of it."""
    return WITHDRAWN if one.withdrawn else one.note.strip() or NO_NOTE


def say_citation(facts: PublicFacts, *, trust: str, plan: str, address: str = "") -> str:
    """How to cite a publication: by whom, when, what, which one, and where."""
    where = f" {address}publications/{facts.number}/" if address else ""
    whom = trust or UNNAMED
    which = f"publication {facts.number}, {say_date(facts.published_on)}"
    return f"{whom} ({facts.published_on.year}). {plan}: {which}.{where}"


def say_whose(plan: str, *, example: bool) -> str:
    """Whose figures a picture shows that is seen without its page."""
    return f"{plan} (an example)" if example else plan


def say_count_of(facts: PublicFacts) -> str:
    """How many there were, and which is the newest that this page knows of."""
    withdrawn = sum(one.withdrawn for one in facts.earlier)
    gone = f", of which {withdrawn} {'was' if withdrawn == 1 else 'were'} withdrawn" if withdrawn else ""
    return f"{begin(say_count(1 + len(facts.earlier), noun='publication'))}{gone}. This is number {facts.number}."
