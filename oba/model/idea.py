"""An idea of what works: what is known of it, what it costs, how the group rates it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oba.model.story import LONGEST, Fault, Part, is_web_link


class EvidenceLevel(StrEnum):
    """How it is known that an idea works, the strongest first."""

    TRIED_HERE = "tried here"
    SHOWN_ELSEWHERE = "shown elsewhere"
    PRACTICE_WISDOM = "practice wisdom"
    NONE_YET = "no evidence yet"


class CostMark(StrEnum):
    NO_COST = "no cost"
    LOW_COST = "low cost"
    OTHER = "costs more"
    NOT_SAID = "cost not said"


class Rating(StrEnum):
    """How the group rates an idea in one of the four ways."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_RATED = "not rated"

    @property
    def points(self) -> int:
        return {Rating.HIGH: 3, Rating.MEDIUM: 2, Rating.LOW: 1}.get(self, 0)


CHEAP = (CostMark.NO_COST, CostMark.LOW_COST)
RATED = ("leverage", "feasibility", "specificity", "values_fit")
"""How much it would do, whether it can be done and reach enough, whether it is clear, whether it fits our values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Part):
    """What might bend one curve; `stops` marks one that is to end something. Evidence is text, link or file.

    The ratings are the group's. `dissent` is what those say who see it otherwise, and `dissenters` who they are, which
    the public never reads. `rating_version` counts the saves of the ratings, so that who rates and who writes are not
    in each other's way. `action` is the number of the action that it became, 0 for none.
    """

    evidence_level: EvidenceLevel = EvidenceLevel.NONE_YET
    evidence: str = ""
    link: str = ""
    file_name: str = ""
    file_sha256: str = ""
    cost: CostMark = CostMark.NOT_SAID
    stops: bool = False
    leverage: Rating = Rating.NOT_RATED
    feasibility: Rating = Rating.NOT_RATED
    specificity: Rating = Rating.NOT_RATED
    values_fit: Rating = Rating.NOT_RATED
    dissent: str = ""
    dissenters: str = ""
    rating_version: int = 0
    action: int = 0

    @property
    def ratings(self) -> tuple[Rating, Rating, Rating, Rating]:
        """In the order of `RATED`."""
        return self.leverage, self.feasibility, self.specificity, self.values_fit

    @property
    def number(self) -> int:
        return int(self.key.rpartition("/")[2] or "0")

    @property
    def cheap(self) -> bool:
        """Whether it costs nothing or little, as far as anybody has said."""
        return self.cost in CHEAP

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is said to have been tried or shown, and not where."""
        shown = self.evidence_level in (EvidenceLevel.TRIED_HERE, EvidenceLevel.SHOWN_ELSEWHERE)
        return shown and not (self.evidence or self.link or self.file_name)

    def rank(self) -> tuple[int, int, int, int, int, int, int]:
        """What the group rates highest sorts first.

        First those rated in all four ways, then those rated in some, last those not rated. Among them the higher sum
        of high 3, medium 2, low 1; then leverage, feasibility and reach, specificity, values; then who came first.
        """
        points = [one.points for one in self.ratings]
        unrated = 0 if all(points) else 1 if any(points) else 2
        return unrated, -sum(points), -points[0], -points[1], -points[2], -points[3], self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNone:
    """Why a curve has no idea that costs nothing or little, as a group said. `version` counts the saves, 0 for none."""

    indicator: str
    area: str
    text: str = ""
    written_by: str = ""
    written_on: date = date.min
    version: int = 0


WRITABLE = ("text", "stops", "cost", "evidence_level", "evidence", "link", "file_name", "file_sha256")
"""The fields of an idea that its writer fills in."""
RATEABLE = (*RATED, "dissent", "dissenters")
"""The fields that a group fills in when it rates an idea."""


def sort_ideas(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """As the group rates them."""
    return tuple(sorted(ideas, key=Idea.rank))


def lacks_cheap(ideas: Iterable[Idea]) -> bool:
    """Whether none that stands costs nothing or little; a talk that ends so has to say why."""
    return not any(one.cheap and not one.withdrawn for one in ideas)


def find_faults(idea: Idea) -> tuple[Fault, ...]:
    """What must be put right before an idea can be saved."""
    faults: list[Fault] = []
    if not idea.text.strip():
        faults.append(("nothing is written", "Say in a sentence what might work"))
    texts = (idea.text, idea.evidence, idea.link, idea.dissent, idea.dissenters)
    if any(len(text) > LONGEST for text in texts):
        faults.append((f"a text is longer than {LONGEST:,} characters", "Shorten it, or attach it as a file"))
    if idea.link and not is_web_link(idea.link):
        remedy = "Give one that begins with https:// or http://"
        faults.append((f"'{idea.link[:60]}' is not an address of the web", remedy))
    if idea.dissenters and not idea.dissent:
        faults.append(
            ("it is said who sees it otherwise, and not what they say", "Write what they say as well")
        )
    return tuple(faults)
