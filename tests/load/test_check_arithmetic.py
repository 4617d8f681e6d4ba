"""The arithmetic of the checks over many series at once, against pandas doing the same group by group."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from oba.load.checks import carried_forward, comparator_far, gap, share_for_percentage
from oba.load.reference import Reference
from oba.model.indicator import ValueType
from oba.model.period import Period, PeriodKind
from oba.model.release import Source
from tests.load.conftest import make_indicator

SOURCE = Source(publisher="p", title="t")
REFERENCE = Reference(
    indicators=[make_indicator(key=key, unit="%", value_type=ValueType.PROPORTION) for key in ("one", "two")],
    areas=(),
)
VALUES = st.one_of(st.just(np.nan), st.sampled_from([0.0, 0.5, 1.0, 2.0, 30.0, -1.0]))
FIGURES = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(0, 1), st.integers(2000, 2006)),
    VALUES,
    min_size=1,
)


def _table(figures: dict[tuple[int, int, int, int], float]) -> pd.DataFrame:
    rows = sorted(figures)
    indicator, area, breakdown, year = (np.array(column) for column in zip(*rows, strict=True))
    return pd.DataFrame(
        {
            "indicator": pd.Categorical.from_codes(indicator, categories=["one", "two"]),
            "area": pd.Categorical.from_codes(area, categories=[f"E0600000{number}" for number in range(6)]),
            "breakdown": pd.Categorical.from_codes(breakdown, categories=["", "Sex: Male"]),
            "period": [Period.year(one, kind=PeriodKind.CALENDAR_YEAR).key for one in year.tolist()],
            "value": [figures[row] for row in rows],
            "number": np.arange(len(rows)),
            "break": False,
        }
    )


@given(FIGURES)
def test_the_median_of_the_authorities_is_that_of_each_group(
    figures: dict[tuple[int, int, int, int], float],
) -> None:
    table = _table(figures)
    groups = comparator_far._groups(table)
    rows = (table["value"] > 0).to_numpy()
    median, size = comparator_far._medians(table["value"].to_numpy(), groups=groups, rows=rows)
    keys = ["indicator", "breakdown", "period"]
    expected = table[rows].groupby(keys, observed=True)["value"].agg(["median", "size"])
    found = {
        key: (float(median[group]), int(size[group]))
        for key, group in zip(table[keys].itertuples(index=False, name=None), groups.tolist(), strict=True)
    }
    assert {key: said for key, said in found.items() if said[1]} == {
        key: (one, int(count)) for key, one, count in expected.itertuples(name=None)
    }


@given(FIGURES)
def test_missing_values_are_counted_between_the_first_and_last_number(
    figures: dict[tuple[int, int, int, int], float],
) -> None:
    table = _table(figures)
    expected = dict.fromkeys(("one", "two"), 0)
    for (key, *_), rows in table.groupby(["indicator", "area", "breakdown"], observed=True):
        known = np.flatnonzero(rows["value"].notna())
        if len(known):
            expected[key] += int(rows["value"].iloc[known[0] : known[-1]].isna().sum())
    told = gap.check(table, reference=REFERENCE, source=SOURCE, where=str)
    found = [one.found for one in told if "hold no number" in one.found]
    assert found == [
        f"{key}: {number:,} of its figures inside a series hold no number: the chart will show gaps"
        for key, number in expected.items()
        if number
    ]


@given(FIGURES)
def test_stretches_without_a_period_are_counted_by_series(
    figures: dict[tuple[int, int, int, int], float],
) -> None:
    table = _table(figures)
    expected: dict[tuple[str, int, int], int] = {}
    for (key, *_), rows in table.groupby(["indicator", "area", "breakdown"], observed=True):
        years = [one // 10**8 for one in rows["period"].tolist()]
        for before, after in pairwise(years):
            if after > before + 1:
                expected[key, before, after] = expected.get((key, before, after), 0) + 1
    told = gap.check(table, reference=REFERENCE, source=SOURCE, where=str)
    found = {one.where: [] for one in told}
    for one in told:
        if one.found.startswith("nothing between"):
            found[one.where].append(one.found)
    assert sorted(line for lines in found.values() for line in lines) == sorted(
        f"nothing between {before} and {after} in "
        + ("1 series" if number == 1 else f"{number:,} series")
        + ": the chart will show a gap"
        for (_, before, after), number in expected.items()
    )


@given(FIGURES)
def test_a_column_is_copied_where_all_of_four_series_stand_as_before(
    figures: dict[tuple[int, int, int, int], float],
) -> None:
    table = _table(figures)
    steps: dict[tuple[str, int], list[tuple[float, bool]]] = {}
    for (key, *_), rows in table.groupby(["indicator", "area", "breakdown"], observed=True):
        values, periods = rows["value"].tolist(), rows["period"].tolist()
        for before, after, period in zip(values, values[1:], periods[1:], strict=False):
            if before == before and after == after:
                steps.setdefault((key, period), []).append((after, before == after))
    expected = [
        (key, Period.from_key(period).label, len(found))
        for (key, period), found in sorted(steps.items())
        if all(same for _, same in found) and len(found) >= 4 and len({value for value, _ in found}) > 1
    ]
    told = carried_forward.check(table, reference=REFERENCE, source=SOURCE, where=str)
    assert [one.found for one in told] == [
        f"all {number:,} series of {key} have the value of the period before again in {label}"
        for key, label, number in expected
    ]


@given(FIGURES)
def test_shares_are_asked_about_where_no_value_is_above_one(
    figures: dict[tuple[int, int, int, int], float],
) -> None:
    table = _table(figures)
    above_nought = table[table["value"] > 0].groupby("indicator", observed=True)["value"]
    expected = [key for key, values in above_nought if len(values) >= 4 and values.max() <= 1]
    told = share_for_percentage.check(table, reference=REFERENCE, source=SOURCE, where=str)
    assert [one.found.split("no value of ")[1].split(" is")[0] for one in told] == expected
