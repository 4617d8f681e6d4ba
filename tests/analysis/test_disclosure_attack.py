"""Nothing that disclosure control hides can be worked out from all that is published; and the attack can do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from oba.analysis.disclosure import control, find_unprotected
from oba.analysis.disclosure_structure import Builder
from oba.model.disclosure import Cell, Control, Protected, Rule, Why
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.store.public_cells import read_cells
from oba.tasks.make_copy import find_within
from tests.analysis.disclosure_attack import Key, attack, count_of, key_of
from tests.analysis.disclosure_tables import (
    SHAPES,
    Table,
    make_of,
    make_tables,
    rolling,
    two_editions,
    without_numbers,
)

TABLES = 1000
SEED = 20261123


def publish(cells: Sequence[Cell], done: Control) -> tuple[list[Cell], list[Cell]]:
    """What is shown and what is hidden."""
    changed = {id(one.cell): one for one in done.protected}
    shown = []
    for cell in cells:
        one = changed.get(id(cell))
        if one is None:
            shown.append(cell)
        elif not one.hidden:
            shown.append(Cell(cell.indicator, cell.area, cell.breakdown, cell.period, one.numbers))
    return shown, [without_numbers(one.cell) for one in done.protected if one.hidden]


def truths(cells: Sequence[Cell], table: Table) -> dict[Key, float]:
    found = {key_of(cell, table.family): count_of(cell, table.indicators[cell.indicator]) for cell in cells}
    return {key: number for key, number in found.items() if number is not None}


def recover(
    table: Table, threshold: int, *, use_earlier: bool = True, **rule: object
) -> tuple[int, int, Control]:
    """How many numbers are hidden, how many of them are recovered, and what was done."""
    rules = {key: Rule(key, threshold, **rule) for key in table.indicators}
    facts = {"indicators": table.indicators, "within": table.within}
    editions, earlier = [], []
    if table.before is not None:
        first = control(table.before, rules, **facts)
        editions = [publish(table.before, first)]
        earlier = [[*editions[0][0], *editions[0][1]]] if use_earlier else []
    done = control(table.cells, rules, earlier=earlier, **facts)
    shown, hidden = publish(table.cells, done)
    found = attack(
        shown,
        hidden,
        indicators=table.indicators,
        within=table.within,
        earlier=editions,
        bands=_bands(done.protected, table, threshold),
        family=table.family,
        spread=float(rules[next(iter(rules))].round_base // 2),
    )
    return len(hidden), len(_recovered(table, done, editions, found)), done


def _bands(protected: Sequence[Protected], table: Table, threshold: int) -> dict[object, tuple[float, float]]:
    """What whoever knows the rule knows of each hidden number, if told why it is hidden."""
    bands = {}
    truth = truths(table.cells, table)
    for one in protected:
        key = key_of(one.cell, table.family)
        number = truth[key]
        if one.hidden and one.why is Why.SMALL and 1 <= number <= threshold:
            bands[key] = (1.0, float(threshold))
        elif one.hidden and one.why is not Why.SMALL:
            bands[key] = (threshold + 1.0, float("inf"))
    return bands


def _recovered(table: Table, done: Control, editions, found) -> list[object]:
    given_up = {key_of(one, table.family) for one in (*done.published_before, *done.open)}
    now = truths(table.cells, table)
    hidden = {key_of(one.cell, table.family) for one in done.protected if one.hidden} - given_up
    out = [key for key in hidden if key in found and found[key] == now[key]]
    for _, secret in editions:
        then = truths(table.before or [], table)
        for key in {key_of(cell, table.family) for cell in secret} - given_up:
            shown_as_it_was = key not in hidden and now.get(key) == then[key]
            if not shown_as_it_was and then[key] in (found.get(key), found.get(("then", key))):
                out.append(("then", key))
    return out


@pytest.mark.parametrize("threshold", [5, 7])
def test_no_hidden_number_of_a_thousand_tables_is_recovered(threshold: int) -> None:
    hidden = recovered = given_up = 0
    failed: Counter[str] = Counter()
    for place, table in enumerate(make_tables(TABLES // 2, seed=SEED + threshold)):
        many, back, done = recover(table, threshold)
        hidden, recovered, given_up = hidden + many, recovered + back, given_up + len(done.open)
        if back:
            failed[f"{SHAPES[place % len(SHAPES)].__name__} {place}"] += back
    print(
        f"threshold {threshold}: {TABLES // 2} tables, {hidden:,} hidden, {recovered} recovered, {given_up} open"
    )
    assert hidden > 3000
    assert not failed


def total_recovered(tables: Sequence[Table], **how: object) -> int:
    return sum(recover(table, 5, **how)[1] for table in tables)


def test_without_secondary_protection_the_attack_recovers_numbers() -> None:
    tables = list(make_tables(70, seed=SEED))
    assert total_recovered(tables) == 0
    assert total_recovered(tables, secondary=False) > 50


def test_where_only_the_count_is_taken_out_the_attack_finds_it_from_rate_and_interval(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = [one for one in make_tables(70, seed=SEED) if one.indicators.keys() == {"i"}]
    for left in (("value", "denominator"), ("value", "lower", "upper")):

        def keep(cell: Cell, left: tuple[str, ...] = left) -> Cell:
            numbers = {name: cell.numbers[name] for name in left if name in cell.numbers}
            return Cell(
                cell.indicator, cell.area, cell.breakdown, cell.period, numbers if len(numbers) > 1 else {}
            )

        monkeypatch.setattr("tests.analysis.test_disclosure_attack.without_numbers", keep)
        assert total_recovered(tables) > 50


def test_without_protection_over_years_the_attack_recovers_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = list(make_of(rolling, 280, seed=SEED))
    assert total_recovered(tables) == 0
    monkeypatch.setattr(Builder, "_add_years", lambda self, line: None)
    assert total_recovered(tables) > 10


def test_without_regard_to_earlier_publications_the_attack_recovers_numbers() -> None:
    tables = list(make_of(two_editions, 280, seed=SEED))
    assert total_recovered(tables) == 0
    assert total_recovered(tables, use_earlier=False) > 10


@pytest.mark.parametrize("base", [5, 10])
def test_no_hidden_number_is_recovered_where_the_others_are_rounded(base: int) -> None:
    done = [recover(table, 5, round_base=base)[:2] for table in make_tables(70, seed=SEED + base)]
    print(f"rounded to {base}: {sum(many for many, _ in done)} hidden")
    assert sum(many for many, _ in done) > 300
    assert sum(back for _, back in done) == 0


def test_no_hidden_number_of_the_example_is_recovered(example_url: str) -> None:
    store = open_store(example_url, read_only=True)
    try:
        with store.reading() as connection:
            cells, book = read_cells(connection), read_plan(connection)
    finally:
        store.close()
    indicators = {one.key: one for one in book.indicators}
    counted = [one for one in cells if one.numbers.keys() & {"numerator", "denominator", "lower"}]
    table = Table(
        [one for one in counted if count_of(one, indicators[one.indicator]) is not None],
        indicators,
        find_within(book),
    )
    found = {threshold: recover(table, threshold)[:2] for threshold in (5, 7)}
    print(
        f"the example: {len(table.cells):,} figures with a count; hidden and recovered by threshold: {found}"
    )
    assert found == {5: (0, 0), 7: (14, 0)}
    assert [one.period.label for one in find_unprotected(table.cells, Rule("", 7), indicators=indicators)]
