"""Whether a release may take the place of the figures that the store holds: an older one is asked about."""

from __future__ import annotations

from datetime import date

from oba.load.reading import Reading
from oba.load.recognise import Tier, tier_of
from oba.model.release import YES, Outcome, Problem, Question, QuestionKind
from oba.words.numbers import say_date

OLDER = "older release"
WHY = "An old file loaded after a new one would turn the curve back to what was known before"
LET = {YES: "Let its figures replace the newer ones"}


def check_age(reading: Reading, *, replaces: date | None) -> None:
    """Tell of a release that would replace figures published after it, or of which nobody says when it came out.

    `replaces` is the newest day on which a figure that would be revised was published. A publisher's file without
    a day is asked about; in a file of the Trust's own it is noted.
    """
    published = reading.source.published or reading.source.retrieved
    if replaces is None or (published is not None and published >= replaces):
        return
    subject = f"{OLDER}, {published.isoformat() if published else 'undated'} over {replaces.isoformat()}"
    if {OLDER, subject} & set(reading.source.accepted):
        return
    asked = published is not None or tier_of(reading.module) is Tier.PUBLISHER
    came = (
        f"published on {say_date(published)}, but" if published else "nothing says when it was published, and"
    )
    reading.log.add(
        Problem(
            Outcome.ASK if asked else Outcome.NOTE,
            reading.opened.name,
            f"{came} it would replace figures published on {say_date(replaces)}",
            "a release at least as new as the figures it revises" if asked else "",
            "Give the day it was published, or say once that its figures are to stand"
            if published is None
            else "If the older figures are to stand, say so once",
            question=Question(QuestionKind.ACCEPT, subject, LET) if asked else None,
            why=WHY,
        )
    )
