"""Provenance: whether a figure's release says who published what, when, under which licence; and whose file it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from oba.model.quality import Aspect, Cause, Mark, Reason
from oba.model.release import Release
from oba.model.series import Series

FACTS = ("publisher", "title", "licence", "day of publication")
NEEDED = FACTS[:2]
"""Without these nobody can find the release again."""


def judge_provenance(
    series: Series, releases: Mapping[int, Release], *, own_layouts: Collection[str]
) -> Reason:
    measured = [one for one in series.observations if one.measured]
    lacks = [find_lacking(releases.get(one.release)) for one in measured]
    lacking = sum(bool(one) for one in lacks)
    facts = tuple(fact for fact in FACTS if any(fact in one for one in lacks))
    if lacking:
        mark = Mark.DOUBTFUL if any(fact in NEEDED for fact in facts) else Mark.CARE
        return Reason(Aspect.PROVENANCE, Cause.NOT_TRACED, mark, count=lacking, of=len(measured), facts=facts)
    as_it_came = sum(releases[one.release].format not in own_layouts for one in measured)
    return Reason(Aspect.PROVENANCE, Cause.TRACED, count=as_it_came, of=len(measured))


def find_lacking(release: Release | None) -> tuple[str, ...]:
    """What a release does not say of itself; everything, where there is no release."""
    if release is None:
        return FACTS
    source = release.source
    stated = (source.publisher, source.title, source.licence, source.published)
    return tuple(fact for fact, said in zip(FACTS, stated, strict=True) if not said)
