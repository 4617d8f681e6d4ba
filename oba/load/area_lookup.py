"""The areas of a file: the plan's by any code or name, other real places left out or asked about, slips refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from oba.load.chunk import Chunk, Codes, Texts
from oba.load.gazetteer import Gazetteer, GazetteerArea, read_gazetteer
from oba.load.headers import Role
from oba.load.lookups import LEFT_OUT, NOT_FOUND, place_of, plain_text, taken
from oba.load.problem_log import ProblemLog
from oba.load.reference import MOST_NEAR, NearNames, Reference
from oba.model.area import GSS_CODE, Area
from oba.model.release import LEAVE_OUT, Outcome, Problem, Question, QuestionKind, Source

OTHER_AREAS = "other areas"
"""The subject of the one question about all areas that are not the plan's."""
Place = Callable[[], str]


@dataclass(slots=True)
class AreaLookup:
    """`leave_out` passes over areas that the plan does not have; else there is one question about them all.

    `mapped` holds the old code under which an area was read, by its present one.
    """

    reference: Reference
    source: Source
    log: ProblemLog
    leave_out: bool
    areas: list[str] = field(init=False)
    near: NearNames = field(init=False)
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    mapped: dict[str, str] = field(default_factory=dict)
    gazetteer: Gazetteer | None = None

    def __post_init__(self) -> None:
        self.areas = list(self.reference.areas)
        self.near = NearNames(self.reference)

    def find(self, chunk: Chunk) -> Codes:
        """The number of each row's area, by its code and its name, which must agree; LEFT_OUT or NOT_FOUND."""
        blank = Texts.one("", rows=chunk.rows)
        codes, names = chunk.texts.get(Role.AREA_CODE, blank), chunk.texts.get(Role.AREA, blank)
        pairs, different = pd.factorize(codes.codes * len(names.distinct) + names.codes)
        firsts = np.unique(pairs, return_index=True)[1]
        found = []
        for place, pair in enumerate(different.tolist()):
            code, name = divmod(pair, len(names.distinct))
            written = (plain_text(codes.distinct[code]), plain_text(names.distinct[name]))
            if written not in self.known:
                role = Role.AREA_CODE if written[0] else Role.AREA
                self.known[written] = self._find(*written, where=_placer(chunk, role, row=int(firsts[place])))
            found.append(self.known[written])
        result = taken(found, pairs)
        if left_out := int((result == LEFT_OUT).sum()):
            self.log.count(
                Outcome.NOTE,
                "the area is not in the plan and was left out",
                where=place_of(chunk, Role.AREA, result == LEFT_OUT),
                number=left_out,
            )
        return result

    def _find(self, code: str, name: str, *, where: Place) -> int:
        said = self.source.areas.get(code) or self.source.areas.get(name, "")
        if said == LEAVE_OUT:
            return LEFT_OUT
        if said in self.areas:
            return self.areas.index(said)
        by_code = self.reference.find_area(code) if code else None
        by_name: Area | GazetteerArea | None = self.reference.find_area(name) if name else None
        if by_code and name and not self._is_called(by_code.code, name):
            by_name = by_name or self._elsewhere(name, unlike=by_code)
            if by_name and by_code.code != by_name.code:
                return self._disagree(code, name, by_code=by_code, where=where)
        if found := by_code or (by_name if not code else None):
            return self._take(found.code, written=code or name, where=where)
        return self._outside(code, name, by_name=by_name, where=where)

    def _is_called(self, code: str, name: str) -> bool:
        return self.reference.is_called(code, name) or self._gazetteer().is_called(code, name)

    def _take(self, found: str, *, written: str, where: Place) -> int:
        area = self.reference.areas[found]
        if written not in (area.code, area.name):
            example = f": '{written}' as {area.name} ({area.code})"
            said = "areas were read by another code or name"
            self.log.count(Outcome.FIX, said, where=where(), example=example)
        return self.areas.index(found)

    def _elsewhere(self, name: str, *, unlike: Area) -> Area | GazetteerArea | None:
        """Another real place of this name; None where the name is not known, or is one of this area's own."""
        found = self._gazetteer().find(name)
        if found is None or found.code == unlike.code:
            return None
        return None if self._gazetteer().successor_of(found.code) == unlike.code else found

    def _outside(self, code: str, name: str, *, by_name: Area | GazetteerArea | None, where: Place) -> int:
        """A code or name that the plan does not have: another place, an old code of one it has, or a slip."""
        place = self._gazetteer().find(code or name)
        if place is not None:
            successor = self._gazetteer().successor_of(place.code)
            if successor in self.areas:
                self.mapped[successor] = code or name
                return self._take(successor, written=code or name, where=where)
            if place.code in self.areas:
                return self._take(place.code, written=code or name, where=where)
        if by_name is not None and _may_be(by_name.code, code=code):
            self.log.add(self._unknown(code, name, where=where()))
            return NOT_FOUND
        near = "" if code or place or not name else self._nearest(name, where=where)
        if near:
            self.log.add(self._unknown(code, name, where=where()))
            return NOT_FOUND
        if self.leave_out and (code or name):
            return LEFT_OUT
        if place is not None:
            return self._ask_others(where=where)
        self.log.add(self._unknown(code, name, where=where()))
        return NOT_FOUND

    def _nearest(self, name: str, *, where: Place) -> str:
        if not self.near.left:
            said = f"more than {MOST_NEAR} names of areas are not known: the others were not compared with the plan's"
            self.log.count(Outcome.NOTE, said, where=where())
        return self.near.area(name)

    def _gazetteer(self) -> Gazetteer:
        if self.gazetteer is None:
            self.gazetteer = read_gazetteer()
        return self.gazetteer

    def _ask_others(self, *, where: Place) -> int:
        """One question for all the places that are real but not the plan's."""
        if (OTHER_AREAS, "") not in self.known:
            self.known[OTHER_AREAS, ""] = NOT_FOUND
            self.log.add(
                Problem(
                    Outcome.ASK,
                    where(),
                    "found areas that the plan does not have",
                    "an area of the plan",
                    "Say once that the others may be left out, or add them to the plan's Areas sheet",
                    question=Question(
                        QuestionKind.AREA, OTHER_AREAS, {LEAVE_OUT: "Leave the other areas out"}
                    ),
                    why="Figures of areas that the plan does not have are shown nowhere",
                )
            )
        return NOT_FOUND

    def _disagree(self, code: str, name: str, *, by_code: Area, where: Place) -> int:
        self.log.add(
            Problem(
                Outcome.CELL,
                where(),
                f"the code {code} is {by_code.name}, the name says '{name}'",
                "a code and a name of one area",
                "Correct one of the two",
                why="The figure would stand on the wrong place's curve",
            )
        )
        return NOT_FOUND

    def _unknown(self, code: str, name: str, *, where: str) -> Problem:
        if not code and not name:
            remedy = "Write it, or delete the row"
            return Problem(Outcome.CELL, where, "the area is not given", "a code or a name", remedy)
        near = self.near.area(name) if name else ""
        near = near or self.near.area(code)
        found = f"{code} ({name})" if code and name else code or name
        meant = self.near.areas_like(name) if name and not code else {}
        asked = {**{one: f"It is {said}" for one, said in meant.items()}, LEAVE_OUT: "Leave its figures out"}
        return Problem(
            Outcome.ASK if meant else Outcome.CELL,
            where,
            f"found '{found[:80]}'",
            "an area of the plan",
            (f"The nearest is {near}. " if near else "")
            + "Correct it, or add it or another name for it to the plan's Areas sheet",
            question=Question(QuestionKind.AREA, name, asked) if meant else None,
            why="A misspelt area would lose its figures, or give them to another place",
        )


def _placer(chunk: Chunk, role: Role, *, row: int) -> Place:
    return lambda: chunk.where(role, row)


def _may_be(known: str, *, code: str) -> bool:
    """Whether an unknown code may be a slip for the area of this name.

    The first three signs of a GSS code say what sort of place it is: there is a combined authority that
    has the name of the region it lies in, and it is not the region.
    """
    return bool(code) and (not GSS_CODE.fullmatch(code) or code[:3] == known[:3])
