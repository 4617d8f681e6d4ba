"""Tell a curve in plain words, for its page and for lists of curves."""

from __future__ import annotations

from datetime import date

from oba.model.finding import Finding, VerdictWord
from oba.model.quality import Quality
from oba.tasks.gather import Gathered
from oba.tasks.sketch import Badge, make_badge
from oba.words.plain_reading import PlainReading, read_plainly, say_headline
from oba.words.plain_verdicts import say_meaning
from oba.words.status import CANNOT_BE_JUDGED, VERDICTS


def tell_plainly(
    finding: Finding, found: Gathered, *, today: date, quality: Quality | None = None
) -> PlainReading:
    """The whole plain reading of one curve of what was gathered."""
    return read_plainly(
        finding,
        indicator=found.indicator(finding.indicator),
        area_name=found.place.name,
        names=found.name,
        today=today,
        quality=quality,
        as_of=found.as_of is not None,
    )


def tell_headline(finding: Finding, found: Gathered) -> str:
    """The newest figure and what it means, in two or three sentences."""
    return " ".join(say_headline(finding, indicator=found.indicator(finding.indicator)))


def list_marks(*, dark: bool) -> tuple[Badge, ...]:
    """Every word of a verdict with its shape and its plain meaning."""
    told = [(VERDICTS[word], say_meaning(word)) for word in VerdictWord]
    told.append((CANNOT_BE_JUDGED, say_meaning(None)))
    badges = [(make_badge(status, dark=dark), meaning) for status, meaning in told]
    return tuple(Badge(word=badge.word, icon=badge.icon, meaning=meaning) for badge, meaning in badges)
