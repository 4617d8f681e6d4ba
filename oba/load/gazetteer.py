"""The areas of the United Kingdom by any code or name: tells a real area outside the plan from a slip of the pen.

The facts stand in `areas.csv`, with their source and licence at its head. They are read once, when first asked for.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from oba.model.area import GSS_CODE, Area, AreaKind
from oba.model.period_spelling import tidy_text

AREAS = Path(__file__).with_name("areas.csv")
SHORTEST_OLD_CODE = 4
"""Older codes of one and two signs (`A`, `20`) mean too many other things to be looked up."""
NEAR = 0.8
AREA_KINDS = {
    "country": AreaKind.COUNTRY,
    "region": AreaKind.REGION,
    "local authority": AreaKind.LOCAL_AUTHORITY,
}
PREFERRED = (
    *AREA_KINDS,
    "district",
    "part of a region",
    "metropolitan county",
    "combined authority",
    "joined areas",
)
"""Of two areas of one name, the one of the kind that stands first: North East is the region."""
SMALLER = {
    "E00": "output area",
    "E01": "lower layer super output area",
    "E02": "middle layer super output area",
    "E05": "ward",
    "E14": "parliamentary constituency",
    "E36": "joined wards",
    "E37": "local enterprise partnership",
    "E38": "clinical commissioning group",
    "E54": "integrated care board",
    "N06": "parliamentary constituency",
    "N08": "ward",
    "S13": "ward",
    "S14": "parliamentary constituency",
    "W05": "ward",
    "W07": "parliamentary constituency",
}
BRACKETED = re.compile(r"\s*\((?:statistical|county|cty|ua|la|met county|unitary authority)\)$")
ENDING = re.compile(r",? (?:ua|cc|mbc|bc|lbc|mcd|(?:county|city|borough) council|council|region)$")
CITY_OR_COUNTY_OF = re.compile(r"(?:,? (?:city|county) of|^(?:city|county) of (?!london$))")
APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class GazetteerArea:
    """A real area. `successor` is the code of the same place since its code changed, '' while it stands."""

    code: str
    name: str
    kind: str
    dfe_number: str = ""
    old_code: str = ""
    began: date | None = None
    ended: date | None = None
    successor: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def current(self) -> bool:
        """Whether figures for the present are published under this code."""
        return self.ended is None and not self.successor

    def as_area(self) -> Area:
        """The area as a plan would hold it."""
        kind = AREA_KINDS.get(self.kind, AreaKind.OTHER)
        return Area(
            self.code,
            self.name,
            kind,
            self.dfe_number,
            self.old_code,
            self.aliases,
            self.began,
            self.ended,
        )


class Gazetteer:
    """Areas by code, number and name; a name or number that an older area shares means the current one."""

    def __init__(self, areas: Iterable[GazetteerArea]) -> None:
        self.areas = {area.code: area for area in areas}
        self._by_number: dict[str, GazetteerArea] = {}
        self._by_name: dict[str, GazetteerArea] = {}
        for area in sorted(self.areas.values(), key=_last_first):
            for number in (area.dfe_number, area.old_code):
                if number == area.dfe_number or len(number) >= SHORTEST_OLD_CODE:
                    self._by_number[number] = area
            for name in (area.name, *area.aliases):
                for spelling in _spellings(name):
                    self._by_name[spelling] = area
        self._by_number.pop("", None)
        # a name goes before what is made of another: `London` is the region, never the City of London
        for area in sorted(self.areas.values(), key=_last_first):
            if area.current:
                self._by_name[folded_name(area.name)] = area

    def find(self, text: str) -> GazetteerArea | None:
        """The area that a code or name stands for; None for a text that is none, or is a slip for one."""
        plain = tidy_text(text)
        return (
            self.areas.get(plain.upper()) or self._by_number.get(plain.upper()) or self._find_by_name(plain)
        )

    def is_called(self, code: str, name: str) -> bool:
        """Whether the area of this code goes by this name, which other areas may share."""
        area = self.areas.get(code)
        own = {one for called in (area.name, *area.aliases) for one in _spellings(called)} if area else set()
        return not own.isdisjoint(_spellings(name))

    def successor_of(self, code: str) -> str:
        """The newest code of the same place; '' where the code stands or its place was divided or joined."""
        newest = ""
        while (area := self.areas.get(newest or code)) and area.successor:
            newest = area.successor
        return newest

    def nearest(self, text: str) -> str:
        """The name most like the text, with its code; '' when none is near."""
        near = difflib.get_close_matches(folded_name(text), list(self._by_name), n=1, cutoff=NEAR)
        if not near:
            return ""
        area = self._by_name[near[0]]
        return f"{area.name} ({area.code})"

    def kind_of(self, code: str) -> str:
        """What sort of place a code is for, where the code itself or its first three signs say it; else ''."""
        area = self.areas.get(code)
        if area is not None:
            return area.kind
        return SMALLER.get(code[:3], "") if GSS_CODE.fullmatch(code) else ""

    def _find_by_name(self, plain: str) -> GazetteerArea | None:
        return next(
            (self._by_name[one] for one in _spellings(plain) if one and one in self._by_name),
            None,
        )


@cache
def read_gazetteer() -> Gazetteer:
    """The areas of `areas.csv`."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return Gazetteer(
        GazetteerArea(
            code=one["code"],
            name=one["name"],
            kind=one["kind"],
            dfe_number=one["dfe_number"],
            old_code=one["old_code"],
            began=_day(one["began"]),
            ended=_day(one["ended"]),
            successor=one["successor"],
            aliases=tuple(alias.strip() for alias in one["aliases"].split(";") if alias.strip()),
        )
        for one in records
    )


def folded_name(text: str) -> str:
    """The form in which names are compared: case, punctuation and `&` put aside."""
    plain = tidy_text(text).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(APART.sub(" ", plain).split())


def _spellings(text: str) -> list[str]:
    """The text as it stands, then without the words that publishers put around the name of a place."""
    plain = tidy_text(text).casefold()
    bare = ENDING.sub("", BRACKETED.sub("", plain))
    return [folded_name(one) for one in (plain, bare, CITY_OR_COUNTY_OF.sub("", bare))]


def _last_first(area: GazetteerArea) -> tuple[bool, int, str]:
    """Sorts so that the area that is to win a shared name comes last."""
    return area.current, -PREFERRED.index(area.kind), area.code


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
