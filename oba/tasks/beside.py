"""What one curve is set beside: its country and region, its neighbours, all authorities, its targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from oba.analysis.verdict import target_change
from oba.model.area import AreaKind, Comparator, ComparatorRole
from oba.model.baseline import Baseline
from oba.model.finding import Doubt, DoubtKind
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.model.series import Series
from oba.model.target import Target

JUDGED_AGAINST = (ComparatorRole.COUNTRY, ComparatorRole.REGION)


@dataclass(frozen=True, slots=True)
class Beside:
    """The series of one indicator by area, of all areas that were read, and what they are to the area `place`.

    `targets` are those of the place, the earliest first; `tested` the areas whose figures may be doubted.
    """

    place: str
    by_area: Mapping[str, Series]
    roles: Mapping[str, ComparatorRole]
    authorities: frozenset[str]
    targets: tuple[Target, ...]
    tested: Mapping[str, ComparatorRole] = field(default_factory=dict)

    @property
    def judged_against(self) -> dict[str, Series]:
        """The country's and the region's series, in the plan's order."""
        return {
            code: self.by_area[code]
            for code, role in self.roles.items()
            if role in JUDGED_AGAINST and code in self.by_area
        }

    @property
    def neighbours(self) -> list[Series]:
        return [
            self.by_area[code]
            for code, role in self.roles.items()
            if role is ComparatorRole.NEIGHBOUR and code in self.by_area
        ]

    @property
    def peers(self) -> dict[str, Series]:
        """Every other authority's series, where this place is an authority."""
        if self.place not in self.authorities:
            return {}
        return {
            code: one for code, one in self.by_area.items() if code in self.authorities and code != self.place
        }

    def target_of(self, ours: Series) -> Target | None:
        """The newest target whose period has a figure; else the next one that waits for its figure."""
        measured = {one.period for one in ours.observations if one.measured}
        due = [one for one in self.targets if one.period in measured]
        return due[-1] if due else next(iter(self.targets), None)

    def change_to_target(self, baseline: Baseline) -> float | None:
        """The yearly change that would bend the forecast to the last target inside its horizon, unsigned."""
        changes = [target_change(baseline, target=one.value, period=one.period) for one in self.targets]
        return next((one for one in reversed(changes) if one), None)


def lay_beside(book: PlanBook, place: str, series: Mapping[tuple[str, str], Series]) -> dict[str, Beside]:
    """By indicator, what was read of it."""
    by_indicator: dict[str, dict[str, Series]] = {}
    for (key, area), one in series.items():
        by_indicator.setdefault(key, {})[area] = one
    roles, tested = roles_of(book, place), tested_roles(book, place)
    authorities = frozenset(one.code for one in book.areas if one.kind is AreaKind.LOCAL_AUTHORITY)
    targets = sorted((one for one in book.targets if one.area == place), key=lambda one: one.period)
    return {
        key: Beside(
            place,
            by_area,
            roles,
            authorities,
            tuple(one for one in targets if one.indicator == key),
            tested,
        )
        for key, by_area in by_indicator.items()
    }


def roles_of(book: PlanBook, place: str) -> dict[str, ComparatorRole]:
    """What each area is to `place` today, in the plan's order; an area of two roles has the first."""
    found: dict[str, ComparatorRole] = {}
    for one in comparators_of(book, place):
        found.setdefault(one.with_area, one.role)
    return found


def comparators_of(book: PlanBook, place: str) -> tuple[Comparator, ...]:
    """What `place` is compared with today: the sets that have not ended.

    An area for which the plan sets none is compared with the country of the plan's own area, where it lies in it;
    which region it lies in the plan does not say.
    """
    today = [one for one in book.comparators if one.ended is None]
    if set_for_it := tuple(one for one in today if one.area == place):
        return set_for_it
    return tuple(
        replace(one, area=place)
        for one in today
        if one.area == book.plan.area and one.role is ComparatorRole.COUNTRY and lies_in(place, one.with_area)
    )


def judged_against(book: PlanBook, place: str) -> list[str]:
    """The codes of the country and the region of `place`."""
    found = [one.with_area for one in comparators_of(book, place) if one.role in JUDGED_AGAINST]
    return list(dict.fromkeys(found))


def lies_in(place: str, country: str) -> bool:
    """Whether an area lies in a country, by the letter of its code; K are the United Kingdom and parts of it."""
    return place != country and not place.startswith("K") and country[:1] in (place[:1], "K")


def lacks_comparators(book: PlanBook, place: str) -> bool:
    """Whether the plan sets none for an area that could have them: one that is no country."""
    kind = next((one.kind for one in book.areas if one.code == place), None)
    set_for_it = any(one.area == place and one.ended is None for one in book.comparators)
    return kind is not AreaKind.COUNTRY and not set_for_it


def tested_roles(book: PlanBook, place: str) -> dict[str, ComparatorRole]:
    """The areas whose figures may be doubted: those `place` is compared with, and itself where it is no authority."""
    kind = next((one.kind for one in book.areas if one.code == place), None)
    own = {AreaKind.COUNTRY: ComparatorRole.COUNTRY, AreaKind.REGION: ComparatorRole.REGION}
    return roles_of(book, place) | ({place: own[kind]} if kind in own else {})


def doubtful_at(doubts: Iterable[Doubt], period: Period | None) -> frozenset[str]:
    """The areas whose figure for this period looks wrong."""
    return frozenset(area for area, when in doubtful_figures(doubts) if when == period)


def doubtful_figures(doubts: Iterable[Doubt]) -> frozenset[tuple[str, Period]]:
    """Each figure that looks wrong, by area and period."""
    return frozenset(
        (one.area, period) for one in doubts if one.kind is DoubtKind.COMPARATOR for period in one.periods
    )
