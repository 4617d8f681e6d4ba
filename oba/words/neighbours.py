"""What a set of statistical neighbours changes in the plan, told before it is written and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oba.model.area import Area, Comparator, ComparatorRole
from oba.model.neighbours import NeighbourSet, belongs_with, with_set
from oba.model.plan import PlanBook
from oba.words.numbers import begin, say_count, say_date, say_list

AGAIN = "python -m oba load FILE --again"


def say_set(
    made: NeighbourSet, *, book: PlanBook, new: tuple[Area, ...], publishers: Mapping[str, str]
) -> list[str]:
    """The set in its order, who is new in it and who has left, what it ends, and the areas that it adds."""
    names = {one.code: one.name for one in (*book.areas, *new)}
    stand = [one for one in book.comparators if _stands(one, made)]
    before = [one for one in stand if belongs_with(one, made, publishers=publishers)]
    after = with_set(book.comparators, made, publishers=publishers)
    until = after[-1].ended
    ranked = "; ".join(f"{rank} {names[code]}" for rank, code in enumerate(made.neighbours, start=1))
    count = say_count(len(made.neighbours), noun="neighbour")
    span = f"from {say_date(made.began)}" + (f" to {say_date(until)}" if until else "")
    notes = [f"{made.name}: {count} of {names[made.area]} {span}: {ranked}"]
    if until:
        notes.append(f"A later set, {_sets(before)}, stands and stays: this one is kept beside it as ended")
    else:
        notes += _say_difference(made, before, names)
    beside = [one for one in stand if one not in before]
    if beside:
        notes.append(
            f"{_sets(beside)} stays open beside it: nothing says that its publisher is {made.publisher}."
            " If this set takes its place, write its end on the plan workbook's sheet Comparators"
        )
    return [*notes, *_say_areas(new)]


def _say_difference(made: NeighbourSet, before: list[Comparator], names: Mapping[str, str]) -> list[str]:
    if not before:
        return []
    held = list(dict.fromkeys(one.with_area for one in before))
    came = [code for code in made.neighbours if code not in held]
    left = [code for code in held if code not in made.neighbours]
    told = [
        f"{word} {_named(codes, names)}"
        for word, codes in (("new in it:", came), ("no longer in it:", left))
        if codes
    ]
    return [
        begin("; ".join(told)) if told else "The same areas as before, in another order",
        f"{_sets(before)} ends on {say_date(made.began)} and is kept",
    ]


def _say_areas(new: tuple[Area, ...]) -> list[str]:
    if not new:
        return []
    listed = say_list(tuple(f"{one.name} ({one.code})" for one in new))
    return [
        f"{say_count(len(new), noun='area')} come into the plan: {listed}",
        f"Their figures come in when the files that hold them are loaded again: {AGAIN}",
    ]


def _stands(one: Comparator, made: NeighbourSet) -> bool:
    return one.area == made.area and one.role is ComparatorRole.NEIGHBOUR and one.ended is None


def _named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return say_list(tuple(names.get(code, code) for code in codes))


def _sets(found: Iterable[Comparator]) -> str:
    return say_list(tuple(dict.fromkeys(one.set_name for one in found)))
