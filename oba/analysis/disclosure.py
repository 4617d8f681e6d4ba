"""Disclosure control: which figures about few children are not published, and which others would give them away.

Counts from 1 to a threshold are hidden, with the value, the interval and all else of their figure. Then further
figures are hidden until, for every hidden number, there is another one that agrees with all that is published. Cell
suppression as in Hundepool and others, Statistical Disclosure Control (2012), with a proof for each hidden number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oba.analysis.disclosure_between import make_between
from oba.analysis.disclosure_counts import Counts, Kind, find_small, is_primary, learn_kind
from oba.analysis.disclosure_earlier import (
    add_earlier_sums,
    find_known,
    find_veiled,
    keep_beside_lost,
    keep_hidden,
    read_editions,
)
from oba.analysis.disclosure_figures import Track, count_all, gather, order_of
from oba.analysis.disclosure_rounding import round_numbers, round_range
from oba.analysis.disclosure_structure import Builder
from oba.analysis.disclosure_system import System
from oba.analysis.disclosure_work import Work
from oba.model.disclosure import Cell, Control, Protected, Rule, Why
from oba.model.indicator import Indicator

USUAL = 5
"""The threshold that a rule without one is measured against."""


def protect(
    cells: Sequence[Cell],
    rule: Rule,
    *,
    earlier: Sequence[Sequence[Cell]] = (),
    indicators: Mapping[str, Indicator] | None = None,
    within: Mapping[str, str] | None = None,
) -> tuple[Protected, ...]:
    """The figures that are not published as they are, all under one rule; in the order of indicator, area, period."""
    rules = {cell.indicator: rule for cell in cells}
    return control(cells, rules, earlier=earlier, indicators=indicators, within=within).protected


def control(
    cells: Sequence[Cell],
    rules: Mapping[str, Rule],
    *,
    earlier: Sequence[Sequence[Cell]] = (),
    indicators: Mapping[str, Indicator] | None = None,
    within: Mapping[str, str] | None = None,
) -> Control:
    """All figures of a publication together, each under its indicator's rule, or Rule(indicator) where it has none.

    They belong together: indicators that count the same children show the same numbers. `earlier` are the figures
    as publications before showed them, `indicators` say what the values are, `within` names the area that an area
    is part of.
    """
    known = indicators or {}
    cells = sorted(cells, key=order_of)
    kinds = {key: learn_kind(own, known.get(key)) for key, own in _by_indicator(cells).items()}
    rules = {key: rules.get(key, Rule(key)) for key in kinds}
    counts = count_all(cells, kinds.__getitem__)
    work = _work_out(cells, counts, rules, kinds, earlier=earlier, indicators=known, within=within or {})
    return _tell(work)


def find_unprotected(
    cells: Sequence[Cell], rule: Rule, *, indicators: Mapping[str, Indicator] | None = None
) -> tuple[Cell, ...]:
    """The figures that a rule hides for their own counts; for a rule that hides none, those that 5 would hide."""
    if not rule.threshold:
        rule = replace(rule, threshold=USUAL)
    known = indicators or {}
    small = {
        id(cell)
        for key, own in _by_indicator(cells).items()
        for cell in find_small(own, rule, indicator=known.get(key))
    }
    return tuple(cell for cell in cells if id(cell) in small)


def _by_indicator(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.indicator, []).append(cell)
    return found


def _work_out(
    cells: Sequence[Cell],
    counts: Sequence[Counts],
    rules: Mapping[str, Rule],
    kinds: Mapping[str, Kind],
    *,
    earlier: Sequence[Sequence[Cell]],
    indicators: Mapping[str, Indicator],
    within: Mapping[str, str],
) -> Work:
    figures, same = gather(cells, counts)
    editions = read_editions(earlier, figures, same=same, indicators=indicators)
    system = System(list(figures.truth))
    work = Work(
        cells,
        counts,
        rules,
        kinds,
        figures,
        system,
        known=find_known(editions, figures),
        veiled=find_veiled(editions),
    )
    touched = _tracks(work)
    _build(work, touched, within)
    revised = add_earlier_sums(work, editions)
    _round_shown(work)
    work.hide_primary()
    if any(rule.threshold and rule.secondary for rule in rules.values()):
        keep_hidden(work, revised)
        keep_beside_lost(work, earlier)
        work.protect_years()
        work.protect_targets()
    return work


def _build(work: Work, touched: set[Track], within: Mapping[str, str]) -> None:
    """The sums in which a small number could be worked out."""
    if not touched:
        return
    between = make_between(work.figures)
    sums = between.find(touched & set(between.tracks))
    builder = Builder(work.figures, work.system, within)
    builder.build(touched.union(*((total, *parts) for total, parts in sums)))
    for total, parts in sorted(sums):
        builder.add_between(total, parts)


def _tracks(work: Work) -> set[Track]:
    """The tracks in which something is small or was hidden before, or whose periods may overlap."""
    figures = work.figures
    tracks = {figures.places[number][0] for number in work.veiled}
    for cell, (one, counts) in enumerate(zip(work.cells, work.counts, strict=True)):
        rule = work.rule(cell)
        pooled = bool(rule.threshold) and one.period.years > 1
        if pooled or is_primary(counts, work.kinds[one.indicator], rule):
            tracks |= {figures.places[number][0] for number in figures.shows[cell]}
    return tracks


def _round_shown(work: Work) -> None:
    """What a rounded number may be is known within its rounding, where no figure shows it exactly."""
    for number, cells in enumerate(work.figures.cells):
        bases = [work.rule(cell).round_base for cell in cells]
        if cells and min(bases) > 1 and number not in work.known:
            ranges = [round_range(work.figures.truth[number], base) for base in bases]
            work.system.hide(number, max(low for low, _ in ranges), min(high for _, high in ranges))


def _tell(work: Work) -> Control:
    found = []
    for index, cell in enumerate(work.cells):
        why, rule = work.hidden.get(index), work.rule(index)
        if why is not None:
            found.append(Protected(cell, why, True))
        elif rule.round_base > 1:
            numbers = round_numbers(cell, work.counts[index], work.kinds[cell.indicator], rule.round_base)
            if numbers != cell.numbers:
                found.append(Protected(cell, Why.ROUNDED, False, numbers))
    before = [index for index in work.hidden if work.was_shown(index)]
    opened = {index for number in work.open for index in work.figures.cells[number] if index in work.hidden}
    return Control(
        tuple(found),
        tuple(work.cells[index] for index in sorted(before)),
        tuple(work.cells[index] for index in sorted(opened - set(before))),
    )
