"""What a file's words are looked up in: the plan's indicators and areas."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from oba.model.area import Area
from oba.model.indicator import Indicator
from oba.model.measure import Measure
from oba.model.period_spelling import tidy_text

MOST_NEAR = 200


def folded(text: str) -> str:
    """The form in which names are compared: tidied, case put aside."""
    return tidy_text(text).casefold().replace("’", "'")


class Reference:
    """Indicators by key or title, areas by any of their codes and names.

    `today`, `newest` (the newest figure held of an indicator in an area: period key and value) and `held` (all
    headline figures held of an indicator in an area, by period key) let checks see what a file alone cannot show;
    without them those checks rest. `notes` are what publishers' dictionaries say of measures, by code. `retired`
    are keys that no new indicator may have, `proposed` those of indicators that are only being added.
    """

    def __init__(
        self,
        *,
        indicators: Iterable[Indicator],
        areas: Iterable[Area],
        today: date | None = None,
        newest: Mapping[tuple[str, str], tuple[int, float]] | None = None,
        held: Mapping[tuple[str, str], Mapping[int, float]] | None = None,
        notes: Mapping[str, Measure] | None = None,
        retired: Collection[str] = (),
        proposed: Collection[str] = (),
    ) -> None:
        self.today = today
        self.notes = notes or {}
        self.retired = frozenset(retired)
        self.proposed = frozenset(proposed)
        self.newest = newest or {}
        self.held = held or {}
        self.indicators = {indicator.key: indicator for indicator in indicators}
        self.areas = {area.code: area for area in areas}
        self._indicator_names: dict[str, set[str]] = {}
        for indicator in self.indicators.values():
            for name in (indicator.key, indicator.title, *indicator.codes):
                self._indicator_names.setdefault(folded(name), set()).add(indicator.key)
        self._area_names: dict[str, set[str]] = {}
        for area in self.areas.values():
            for name in _names_of(area):
                self._area_names.setdefault(folded(name), set()).add(area.code)

    @property
    def names(self) -> dict[str, str]:
        """How a reader knows them: titles of indicators by key, names of areas by code."""
        return {one.key: one.title for one in self.indicators.values()} | {
            one.code: one.name for one in self.areas.values()
        }

    def find_indicator(self, text: str) -> Indicator | None:
        """The indicator with this key, title or publisher's code; None when there is none, or more than one."""
        keys = self._indicator_names.get(folded(text), set())
        return self.indicators[next(iter(keys))] if len(keys) == 1 else None

    def is_called(self, code: str, name: str) -> bool:
        """Whether the area of this code goes by this name, which other areas may share."""
        return code in self._area_names.get(folded(name), set())

    def find_area(self, text: str) -> Area | None:
        """The area with this code, number, name or alias; None when there is none, or more than one."""
        codes = self._area_names.get(folded(text), set())
        return self.areas[next(iter(codes))] if len(codes) == 1 else None

    def nearest_indicator(self, text: str) -> str:
        """The title or key most like the text, '' when none is near."""
        near = _nearest(text, names=self._indicator_names)
        keys = sorted(self._indicator_names[near]) if near else []
        spelt = [name for key in keys for name in (self.indicators[key].title, key) if folded(name) == near]
        return next(iter(spelt), near)

    def near_areas(self, text: str) -> dict[str, str]:
        """The areas, by code, whose name is most like the text; none where none is near."""
        near = _nearest(text, names=self._area_names)
        codes = sorted(self._area_names[near]) if near else []
        return {code: f"{self.areas[code].name} ({code})" for code in codes}

    def nearest_area(self, text: str) -> str:
        """The area's name or code most like the text, with its code; '' when none is near."""
        return " or ".join(self.near_areas(text).values())


@dataclass(slots=True)
class NearNames:
    """The names most like the texts of one file: each text is looked up once, and no more than MOST_NEAR are.

    A look-up compares a text with every name there is. A text beyond the most is said to be near none.
    """

    reference: Reference
    indicators: dict[str, str] = field(default_factory=dict)
    areas: dict[str, dict[str, str]] = field(default_factory=dict)

    def indicator(self, text: str) -> str:
        """As `Reference.nearest_indicator`."""
        if text not in self.indicators and self.left:
            self.indicators[text] = self.reference.nearest_indicator(text)
        return self.indicators.get(text, "")

    def areas_like(self, text: str) -> dict[str, str]:
        """As `Reference.near_areas`."""
        if text not in self.areas and self.left:
            self.areas[text] = self.reference.near_areas(text)
        return self.areas.get(text, {})

    def area(self, text: str) -> str:
        """As `Reference.nearest_area`."""
        return " or ".join(self.areas_like(text).values())

    @property
    def left(self) -> int:
        """How many more may be looked up."""
        return MOST_NEAR - len(self.indicators) - len(self.areas)


def _names_of(area: Area) -> list[str]:
    names = [area.code, area.name, area.dfe_number, area.old_code, *area.aliases]
    if area.old_code.startswith("00"):
        names.append(area.old_code[2:])
    return [name for name in names if name.strip()]


def _nearest(text: str, *, names: dict[str, set[str]]) -> str:
    return next(iter(difflib.get_close_matches(folded(text), list(names), n=1, cutoff=0.75)), "")
