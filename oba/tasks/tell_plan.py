"""What loading a plan does to it, in lines: what it holds, what would change on which sheet, what stays and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from oba.model.plan import PlanBook
from oba.model.release import Outcome, Problem, RecordChange
from oba.store.records import PlanChange
from oba.words.numbers import say_count, say_list

FIRST = ("removed", "retired", "kept")
MOST_TOLD = 25
"""What goes or is kept is told before what changes, and the first so many of all one by one."""
OF_KIND = {"added": ("row", "added"), "removed": ("row", "removed"), "changed": ("cell", "changed")}
SHEET_OF = {"theme": "Themes", "outcome": "Outcomes", "indicator": "Indicators", "area": "Areas"}
FROZEN = "A baseline that is frozen stays so: taking its row out of the sheet Baselines takes nothing back"


def say_plan(book: PlanBook, changes: Sequence[PlanChange], cells: Sequence[RecordChange]) -> list[str]:
    """`cells` are the changes to the sheets, of a plan that was there before."""
    held = (
        f"{say_count(len(book.themes), noun='theme')}, {say_count(len(book.outcomes), noun='outcome')}, "
        f"{say_count(len(book.indicators), noun='indicator')}, {say_count(len(book.areas), noun='area')}, "
        f"{say_count(len(book.partners), noun='partner')}, {say_count(len(book.actions), noun='action')}"
    )
    if all(one.kind in ("added", "changed") for one in changes) and len(book.themes) == sum(
        one.kind == "added" and one.noun == "theme" for one in changes
    ):
        # the first plan of a store: everything is new, and to say so of each part tells nothing
        return [held]
    counted = Counter((one.kind, one.noun) for one in changes)
    told = [
        f"{say_count(count, noun=noun.replace('_', ' '))} {kind}" for (kind, noun), count in counted.items()
    ]
    each = [
        f"{one.noun.replace('_', ' ')} '{one.key}' {one.kind}: {one.said}"
        for one in sorted(changes, key=lambda one: one.kind not in FIRST)
        if one.said and (one.kind in FIRST or not cells)
    ]
    rest = [f"and {len(each) - MOST_TOLD:,} more changes"] if len(each) > MOST_TOLD else []
    lines = [say_cells(cells)] if cells else [", ".join(told)] if told else []
    frozen = [FROZEN] if any(one.kind == "removed" and one.sheet == "Baselines" for one in cells) else []
    return [held, *lines, *each[:MOST_TOLD], *rest, *frozen]


def say_cells(cells: Iterable[RecordChange]) -> str:
    """`Indicators: 1 row added and 3 cells changed; Partners: 1 row removed`."""
    sheets: dict[str, Counter[str]] = {}
    for one in cells:
        sheets.setdefault(one.sheet, Counter())[one.kind] += 1
    said = []
    for sheet, counted in sheets.items():
        parts = [
            f"{say_count(counted[kind], noun=noun)} {verb}"
            for kind, (noun, verb) in OF_KIND.items()
            if counted[kind]
        ]
        parts += ["the rows in another order"] if counted["moved"] else []
        said.append(f"{sheet}: {say_list(tuple(parts))}")
    return "; ".join(said)


def find_renamed(changes: Iterable[PlanChange], cells: Sequence[RecordChange]) -> list[Problem]:
    """What has figures or words of people under a key that the workbook has changed: they would be left behind."""
    retired = {(SHEET_OF.get(one.noun, ""), one.key) for one in changes if one.kind == "retired"}
    gone = {
        (one.sheet, one.name.casefold()): one.key
        for one in cells
        if one.kind == "removed" and one.name and (one.sheet, one.key) in retired
    }
    return [
        Problem(
            Outcome.CELL,
            one.cell,
            f"the key of '{one.name}' is '{one.key}', and here it is '{was}'",
            f"'{was}', under which its figures, baselines and what was written of it are held",
            "Put the key back; what is new needs a title of its own",
        )
        for one in cells
        if one.kind == "added" and (was := gone.get((one.sheet, one.name.casefold())))
    ]
