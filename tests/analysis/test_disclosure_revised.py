"""Two publications with figures revised between them, before whoever knows which of them were."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from oba.analysis import disclosure
from oba.analysis.disclosure import control
from oba.model.disclosure import Rule
from tests.analysis.disclosure_attack import Key, key_of, solve, sums_of
from tests.analysis.disclosure_tables import Table, revised_areas
from tests.analysis.test_disclosure_attack import publish, truths

TABLES = 60
SEED = 20261124


def publish_twice(table: Table, rule: Rule) -> Iterator[tuple[dict[Key, float], set[Key], set[Key]]]:
    """Of each publication: every number, those that are shown, and those that are told to be open."""
    earlier = []
    for cells in (table.before or [], table.cells):
        done = control(cells, {"i": rule}, within=table.within, earlier=earlier)
        shown, hidden = publish(cells, done)
        earlier.append([*shown, *hidden])
        told = {key_of(one, {}) for one in (*done.open, *done.published_before)}
        yield truths(cells, table), {key_of(one, {}) for one in shown}, told


def find_recovered(table: Table, rule: Rule) -> tuple[int, list[object]]:
    """How many small numbers are hidden, and those that could be nothing else with both publications at hand.

    A number that was not revised is one unknown in both; one that was is another in each.
    """
    both = list(publish_twice(table, rule))
    (then, _, _), (now, _, _) = both
    same = {key for key in then if then[key] == now[key]}
    rows, known, small, told = [], {}, set(), set()
    for place, (truth, shown, given_up) in enumerate(both):
        name = {key: key if key in same else (place, key) for key in truth}
        rows += [{name[key]: sign for key, sign in row.items()} for row in sums_of(truth, table.within)]
        known |= {name[key]: truth[key] for key in shown}
        small |= {name[key] for key in truth.keys() - shown if 0 < truth[key] <= rule.threshold}
        told |= {one for key in given_up for one in (key, (0, key), (1, key))}
    small -= told
    return len(small), sorted(solve(rows, known, small).keys() & small, key=repr)


def count_recovered(tables: int = TABLES) -> tuple[int, int]:
    hidden = recovered = 0
    for place in range(tables):
        random = np.random.default_rng([SEED, place])
        table = revised_areas(random)
        many, back = find_recovered(table, Rule("i", int(random.choice([5, 7]))))
        hidden, recovered = hidden + many, recovered + len(back)
    return hidden, recovered


def test_no_number_that_was_revised_while_hidden_is_recovered_from_two_publications() -> None:
    hidden, recovered = count_recovered()
    print(f"{TABLES} tables revised while hidden: {hidden:,} small numbers, {recovered} recovered")
    assert hidden > 500
    assert recovered == 0


def test_where_what_was_hidden_together_is_not_kept_hidden_the_attack_recovers_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "keep_hidden", lambda work, revised: None)
    assert count_recovered(20)[1] > 3
