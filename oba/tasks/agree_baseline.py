"""Agree on a baseline: freeze what a group has seen and chosen, with its reason, in place of the one that stood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from oba.errors import NotFoundError, ObaError, StoreError, UsageError
from oba.model.baseline import Baseline, Scenario
from oba.model.editor import Editor, Right
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.baselines import freeze, supersede
from oba.store.engine import open_store
from oba.tasks.draft_baseline import (
    SCENARIOS,
    USUAL,
    Draft,
    digest_of,
    draft_scenarios,
    find_origin,
    gather_draft,
)
from oba.words.loading import say_time
from oba.words.numbers import say_period
from oba.words.scenarios import say_ends_too_soon, say_frozen, say_no_margin

FEWEST_LETTERS = 3
"""A name or a reason has at least as many: a full stop names nobody."""
ALL_THE_SAME = "Freeze it all the same: no verdict will be given"
CHANGED = "the figures have changed since they were shown"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a group agrees on. `data_to` is the label of the last figure to use, '' for the newest; `frozen_on` is
    today where it is None; `replaces_because` is needed where a baseline stands already. `without_margin` says that
    the group knows that no verdict can be given, where the figures allow no margin.
    """

    indicator: str
    agreed_by: str
    reason: str
    area: str | None = None
    scenario: Scenario = Scenario.CARRY_ON
    data_to: str = ""
    horizon: int = USUAL
    replaces_because: str = ""
    frozen_on: date | None = None
    without_margin: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was frozen, or would be: `written` tells. `digest` is what `agree` takes as `shown`."""

    baseline: Baseline
    replaced: Baseline | None
    indicator: Indicator
    area_name: str
    digest: str
    written: bool
    said: str


def agree(
    settings: Settings,
    editor: Editor,
    agreement: Agreement,
    *,
    shown: str | None = None,
    dry_run: bool = False,
) -> Agreed:
    """Freeze what was agreed, superseding the baseline that stands, all in one transaction.

    `shown` is the digest of what the group saw: where the figures or the standing baseline are no longer those,
    StoreError says so, and who was first. UsageError names what is missing or out of range, and refuses what no
    verdict could ever follow. With `dry_run`, what would be frozen.
    """
    if settings.published:
        raise NotFoundError("nothing is frozen on the published copy", remedy="Go to the home page")
    editor.require(Right.AGREE_BASELINES)
    store = open_store(settings.store)
    try:
        opened = store.reading() if dry_run else store.writing()
        with opened as connection:
            draft = gather_draft(connection, indicator=agreement.indicator, area=agreement.area)
            candidate = make_candidate(
                draft, agreement, today=settings.date_today(), now=settings.now(), user=editor.name
            )
            digest = digest_of(draft, candidate)
            if shown is not None:
                _check_unchanged(draft, shown=shown, digest=digest)
            _check_words(draft, agreement)
            _check_use(draft, candidate, without_margin=agreement.without_margin)
            if dry_run:
                return _agreed(draft, candidate, digest=digest, written=False)
            number = freeze(connection, candidate)
            if draft.standing is not None:
                supersede(connection, draft.standing.id, by=number)
        return _agreed(draft, replace(candidate, id=number), digest=digest, written=True)
    finally:
        store.close()


def make_candidate(draft: Draft, agreement: Agreement, *, today: date, now: datetime, user: str) -> Baseline:
    """The record that would be written, without its number."""
    day = agreement.frozen_on or today
    if day > today:
        raise UsageError(
            f"a freeze on {day.isoformat()}", where=draft.name, expected="today, or an earlier day"
        )
    data_to = find_origin(draft, agreement.data_to)
    found = draft_scenarios(draft, data_to=data_to, horizon=agreement.horizon, frozen_on=day, recorded_at=now)
    if agreement.scenario not in found:
        raise _not_possible(draft, agreement.scenario, data_to=data_to, allowed=tuple(found))
    return replace(
        found[agreement.scenario],
        agreed_by=_tidy(agreement.agreed_by),
        reason=_tidy(agreement.reason),
        replaces_because=_tidy(agreement.replaces_because) if draft.standing else "",
        recorded_by=user,
    )


def find_missing(agreement: Agreement, *, replaces: bool) -> tuple[tuple[str, str], ...]:
    """What still has to be said before anything is frozen: what is missing, and what to do."""
    needed = [
        (agreement.agreed_by, "nobody is named who agreed on it", "Name the group that agreed"),
        (agreement.reason, "no reason is given", "Say in a sentence why the group takes this scenario"),
    ]
    if replaces:
        why = "Say in a sentence why the baseline that stands is to be superseded"
        needed.append(
            (agreement.replaces_because, "no reason is given for replacing the one that stands", why)
        )
    return tuple(
        (f"{found} ('{_tidy(text)}' is too short)" if text.strip() else found, remedy)
        for text, found, remedy in needed
        if sum(map(str.isalpha, text)) < FEWEST_LETTERS
    )


def read_scenario(word: str) -> Scenario:
    """A scenario by its key or its name: `carry_on`, `straight line`. UsageError for another word."""
    wanted = " ".join(word.replace("_", " ").replace("-", " ").split()).casefold()
    for key, one in SCENARIOS.items():
        if wanted in (key.replace("_", " "), one.value):
            return one
    known = ", ".join(key.replace("_", "-") for key in SCENARIOS)
    raise UsageError(f"scenario '{word}'", expected=f"one of {known}")


def _tidy(text: str) -> str:
    return " ".join(tidy(text).split())


def _check_words(draft: Draft, agreement: Agreement) -> None:
    missing = find_missing(agreement, replaces=draft.standing is not None)
    if missing:
        found = "; ".join(each for each, _ in missing)
        remedy = ". ".join(each for _, each in missing)
        raise UsageError(found, where=draft.name, remedy=remedy)


def _check_use(draft: Draft, candidate: Baseline, *, without_margin: bool) -> None:
    """A baseline is frozen for good, so one that no verdict can ever follow is refused."""
    if too_soon := say_ends_too_soon(candidate, newest=draft.newest):
        raise UsageError(
            too_soon, where=draft.name, remedy="Look further ahead, or take a later last figure to use"
        )
    no_margin = say_no_margin(candidate)
    if no_margin and not without_margin:
        raise UsageError(
            no_margin,
            where=draft.name,
            remedy=f"Wait for more figures, or tick '{ALL_THE_SAME}' (on the command line: --without-margin)",
        )


def _not_possible(
    draft: Draft, scenario: Scenario, *, data_to: Period, allowed: tuple[Scenario, ...]
) -> ObaError:
    names = " or ".join(f"'{one.value}'" for one in allowed)
    return UsageError(
        f"'{scenario.value}' cannot be made from the figures up to {say_period(data_to)}",
        where=draft.name,
        expected=names,
        remedy=(
            "A straight line needs five yearly figures that do not overlap"
            if scenario is Scenario.STRAIGHT_LINE
            else "Choose one of these"
        ),
    )


def _check_unchanged(draft: Draft, *, shown: str, digest: str) -> None:
    """The two halves of a digest are looked at apart, so that who comes second learns what came first."""
    if shown == digest:
        return
    stood, stands = shown.partition("-")[0], draft.standing
    if stands is not None and stood != str(stands.id):
        who = stands.agreed_by or "someone"
        when = say_time(stands.recorded_at)
        raise StoreError(
            f"{who} froze another baseline of this curve first, on {when} ({stands.scenario.value}, "
            f"data to {say_period(stands.data_to)}), so nothing was frozen now",
            where=draft.name,
            remedy="Look at it below; if yours is to supersede it, say why and freeze again",
        )
    raise StoreError(
        f"{CHANGED}, so nothing was frozen",
        where=draft.name,
        remedy="Look at the forecast again as it is now made, then freeze it",
    )


def _agreed(draft: Draft, baseline: Baseline, *, digest: str, written: bool) -> Agreed:
    one = draft.indicator
    return Agreed(
        baseline=baseline,
        replaced=draft.standing,
        indicator=one,
        area_name=draft.place.name,
        digest=digest,
        written=written,
        said=say_frozen(
            baseline, indicator=one, area_name=draft.place.name, replaced=draft.standing is not None
        ),
    )
