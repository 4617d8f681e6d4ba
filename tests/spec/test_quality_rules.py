"""The rules of data quality: what each aspect finds, and where it turns from sound to care and to doubtful."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oba.analysis.quality import assess_quality
from oba.model.finding import Doubt, DoubtKind
from oba.model.indicator import ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.quality import Aspect, Cause, Mark
from oba.model.release import Release, Source
from oba.model.vintage import Vintage

SOUND, CARE, DOUBTFUL = Mark.SOUND, Mark.CARE, Mark.DOUBTFUL
TODAY = date(2013, 1, 1)
"""The newest figure of ten from 2002/03 is of 2011/12 and ended nine months before."""
TEN = [10.0] * 10
HIDDEN, ABSENT, BREAK = (Marker.CONFIDENTIAL,), (Marker.NOT_AVAILABLE,), (Marker.BREAK,)


def reasons_of(found, aspect):
    return [(one.cause, one.mark) for one in found.reasons if one.aspect is aspect]


CURRENCY = [
    ("nine months old", date(2013, 1, 1), None, Cause.CURRENT, SOUND),
    ("24 months old: a year and its usual lag", date(2014, 4, 30), None, Cause.CURRENT, SOUND),
    ("25 months old", date(2014, 5, 1), None, Cause.STALE, CARE),
    ("48 months old", date(2016, 4, 30), None, Cause.STALE, CARE),
    ("49 months old", date(2016, 5, 1), None, Cause.STALE, DOUBTFUL),
    ("newer figures due today", date(2013, 6, 2), date(2013, 6, 2), Cause.CURRENT, SOUND),
    ("newer figures were due yesterday", date(2013, 6, 3), date(2013, 6, 2), Cause.OVERDUE, CARE),
    ("the figures that were due have come", date(2013, 1, 1), date(2012, 11, 5), Cause.CURRENT, SOUND),
]


@pytest.mark.parametrize(
    ("_case", "today", "due", "cause", "mark"), CURRENCY, ids=[row[0] for row in CURRENCY]
)
def test_currency_is_judged_by_age_and_by_the_expected_release(
    _case, today, due, cause, mark, indicator, series
) -> None:
    found = assess_quality(series(TEN, first=2002), indicator=indicator(next_release=due), today=today)
    assert reasons_of(found, Aspect.CURRENCY) == [(cause, mark)]


def test_what_is_known_of_the_release_goes_before_what_the_periods_say(indicator, series) -> None:
    due = indicator(next_release=date(2013, 3, 3))
    for overdue in (True, False):
        found = assess_quality(
            series(TEN, first=2002), indicator=due, today=date(2014, 1, 1), overdue=overdue
        )
        assert found.overdue is overdue


COMPLETENESS = [
    ("every period", [], {}, [(Cause.COMPLETE, SOUND)]),
    ("one of ten without a cell", [4], {}, [(Cause.MISSING, SOUND)]),
    ("two of ten", [4, 5], {}, [(Cause.MISSING, CARE)]),
    ("four of ten", [2, 3, 4, 5], {}, [(Cause.MISSING, CARE)]),
    ("five of ten", [2, 3, 4, 5, 6], {}, [(Cause.MISSING, DOUBTFUL)]),
    ("one of ten suppressed", [], {3: HIDDEN}, [(Cause.MARKED, SOUND)]),
    ("a gap and a suppressed figure count together", [5], {3: HIDDEN}, [(Cause.MISSING, CARE), (Cause.MARKED, CARE)]),
    ("a definition changed six figures ago", [], {4: BREAK}, [(Cause.COMPLETE, SOUND), (Cause.BREAK, SOUND)]),
    ("a definition changed four figures ago", [], {6: BREAK}, [(Cause.COMPLETE, SOUND), (Cause.BREAK, CARE)]),
    ("a break at the very beginning parts nothing", [], {0: BREAK}, [(Cause.COMPLETE, SOUND)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "missing", "marks", "reasons"), COMPLETENESS, ids=[row[0] for row in COMPLETENESS]
)
def test_completeness_is_judged_by_what_lacks_between_first_and_last(
    _case, missing, marks, reasons, indicator, series
) -> None:
    values = [None if place in marks and marks[place] is not BREAK else 10.0 for place in range(10)]
    one = series(values, first=2002, markers=marks, missing=missing)
    found = assess_quality(one, indicator=indicator(), today=TODAY)
    assert reasons_of(found, Aspect.COMPLETENESS) == reasons


def test_a_gap_long_ago_does_not_lower_the_mark(indicator, series) -> None:
    """Fourteen years of which the second to fourth have no row; and two of the newest ten."""
    far = assess_quality(
        series([10.0] * 14, first=1998, missing=[1, 2, 3]), indicator=indicator(), today=TODAY
    )
    assert reasons_of(far, Aspect.COMPLETENESS) == [(Cause.MISSING, SOUND)]
    near = assess_quality(
        series([10.0] * 14, first=1998, missing=[1, 5, 6]), indicator=indicator(), today=TODAY
    )
    (reason,) = [one for one in near.reasons if one.aspect is Aspect.COMPLETENESS]
    assert (reason.mark, reason.count, reason.of, reason.largest) == (CARE, 3, 14, 2.0)


def test_suppressed_is_told_apart_from_not_available(indicator, series) -> None:
    one = series([1.0, None, None, None, 1.0], first=2007, markers={1: HIDDEN, 2: ABSENT, 3: HIDDEN})
    (reason,) = [
        r
        for r in assess_quality(one, indicator=indicator(), today=TODAY).reasons
        if r.aspect is Aspect.COMPLETENESS
    ]
    assert (reason.count, reason.of, reason.largest) == (3, 5, 2.0)


RATE, SHARE, MEAN = (
    {"value_type": one} for one in (ValueType.CRUDE_RATE, ValueType.PROPORTION, ValueType.MEAN)
)
COUNT = {"value_type": ValueType.COUNT, "unit": "children"}
SMALL = [
    ("20 cases in every year", RATE, {"numerator": [20.0] * 10}, Cause.COUNTED, SOUND),
    ("19 cases in the newest", RATE, {"numerator": [20.0] * 9 + [19.0]}, Cause.FEW_CASES, CARE),
    ("5 cases", RATE, {"numerator": [30.0] * 9 + [5.0]}, Cause.FEW_CASES, CARE),
    ("4 cases", RATE, {"numerator": [30.0] * 9 + [4.0]}, Cause.FEW_CASES, DOUBTFUL),
    ("no case", RATE, {"numerator": [30.0] * 9 + [0.0]}, Cause.FEW_CASES, DOUBTFUL),
    ("few in two of the newest five", RATE, {"numerator": [30.0] * 7 + [9.0, 9.0, 30.0]}, Cause.COUNTED, SOUND),
    ("few in three of the newest five", RATE, {"numerator": [30.0] * 6 + [9.0, 9.0, 9.0, 30.0]}, Cause.FEW_CASES, CARE),
    ("few long ago", RATE, {"numerator": [3.0] * 5 + [30.0] * 5}, Cause.COUNTED, SOUND),
    ("a count is its own number of cases", COUNT, {}, Cause.FEW_CASES, CARE),
    ("money is no cases", COUNT | {"unit": "£ thousand"}, {}, Cause.NO_MARGIN, SOUND),
    ("an interval of 19.9%", SHARE, {"lower": [6.1] * 10, "upper": [13.9] * 10}, Cause.MEASURED, SOUND),
    ("an interval of 20.2%", SHARE, {"lower": [6.04] * 10, "upper": [13.96] * 10}, Cause.WIDE_MARGIN, CARE),
    ("an interval of 51%", SHARE, {"lower": [0.0] * 10, "upper": [20.0] * 10}, Cause.WIDE_MARGIN, DOUBTFUL),
    ("a sum behind a mean is no number of cases", MEAN, {"numerator": [3.0] * 10}, Cause.NO_MARGIN, SOUND),
    ("neither cases nor interval", SHARE, {}, Cause.NO_MARGIN, SOUND),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "changes", "columns", "cause", "mark"), SMALL, ids=[row[0] for row in SMALL]
)
def test_small_numbers_are_judged_by_cases_or_else_by_the_interval(
    _case, changes, columns, cause, mark, indicator, series
) -> None:
    found = assess_quality(series(TEN, first=2002, **columns), indicator=indicator(**changes), today=TODAY)
    assert reasons_of(found, Aspect.SMALL_NUMBERS) == [(cause, mark)]


FULL = {"publisher": "DfE", "title": "LAIT", "licence": "OGL", "published": date(2012, 8, 1)}
SOURCES = [
    ("everything is stated", {}, Cause.TRACED, SOUND, ()),
    ("no licence", {"licence": ""}, Cause.NOT_TRACED, CARE, ("licence",)),
    ("no day", {"published": None}, Cause.NOT_TRACED, CARE, ("day of publication",)),
    ("no publisher", {"publisher": ""}, Cause.NOT_TRACED, DOUBTFUL, ("publisher",)),
    ("neither title nor licence", {"title": "", "licence": ""}, Cause.NOT_TRACED, DOUBTFUL, ("title", "licence")),
]  # fmt: skip


def release(number: int, *, layout: str = "Fingertips CSV", **changes: object) -> Release:
    source = Source(**(FULL | changes))  # type: ignore[arg-type]
    return Release(number, source, "a.csv", "0" * 64, layout, datetime(2012, 9, 1, tzinfo=UTC), "an officer")


@pytest.mark.parametrize(
    ("_case", "changes", "cause", "mark", "facts"), SOURCES, ids=[row[0] for row in SOURCES]
)
def test_provenance_is_judged_by_what_the_releases_say_of_themselves(
    _case, changes, cause, mark, facts, indicator, series
) -> None:
    """Every second figure is from release 2."""
    releases = {1: release(1), 2: release(2, **changes)}
    found = assess_quality(series(TEN, first=2002), indicator=indicator(), today=TODAY, releases=releases)
    (reason,) = [one for one in found.reasons if one.aspect is Aspect.PROVENANCE]
    assert (reason.cause, reason.mark, reason.facts) == (cause, mark, facts)
    assert (reason.count, reason.of) == (10 if cause is Cause.TRACED else 5, 10)


def test_a_figure_without_a_release_is_doubtful_and_one_copied_out_is_told_apart(indicator, series) -> None:
    one = series(TEN, first=2002)
    unknown = assess_quality(one, indicator=indicator(), today=TODAY, releases={1: release(1)})
    assert reasons_of(unknown, Aspect.PROVENANCE) == [(Cause.NOT_TRACED, DOUBTFUL)]
    both = {1: release(1), 2: release(2, layout="tidy CSV")}
    copied = assess_quality(one, indicator=indicator(), today=TODAY, releases=both, own_layouts={"tidy CSV"})
    (reason,) = [each for each in copied.reasons if each.aspect is Aspect.PROVENANCE]
    assert (reason.mark, reason.count, reason.of) == (SOUND, 5, 10)


def vintage(first: int, value: float | None, day: date, happened: str = "") -> Vintage:
    period = Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)
    loaded = datetime(2012, 9, len(str(value)), tzinfo=UTC)
    told = {"markers": (), "source_text": "", "cell": "", "release": 1, "loaded_by": ""}
    numbers = dict.fromkeys(("lower", "upper", "numerator", "denominator"))
    given = {"period": period, "value": value, "published": day, "loaded_at": loaded, "happened": happened}
    return Vintage(**(told | numbers | given))  # type: ignore[arg-type]


OLD, NEW = date(2010, 6, 1), date(2011, 6, 1)


def moves(*pairs: tuple[float, float]) -> list[Vintage]:
    """Four values that stood still, and those that moved."""
    still = [vintage(1990 + place, 50.0, OLD) for place in range(4)]
    return still + [
        one
        for place, (was, now) in enumerate(pairs)
        for one in (vintage(2000 + place, was, OLD, "revised"), vintage(2000 + place, now, NEW))
    ]


REVISIONS = [
    ("nothing moved", moves(), Cause.UNREVISED, SOUND, 0, None, None),
    ("only decimals were gained", moves((172.5, 172.5454)), Cause.UNREVISED, SOUND, 1, None, None),
    ("2% and 4%", moves((50.0, 51.0), (50.0, 48.0)), Cause.REVISED, SOUND, 2, 0.03, 0.04),
    ("6% in the middle", moves((50.0, 53.0)), Cause.REVISED, CARE, 1, 0.06, 0.06),
    ("one of three by 12%", moves((50.0, 56.0), (50.0, 50.5), (50.0, 50.5)), Cause.REVISED, CARE, 3, 0.01, 0.12),
    ("half by a tenth", moves(*[(50.0, 56.0)] * 4), Cause.REWRITTEN, DOUBTFUL, 4, 0.12, 0.12),
    ("fewer than half by a tenth", moves(*[(50.0, 56.0)] * 3), Cause.REVISED, CARE, 3, 0.12, 0.12),
    ("from nought", moves((0.0, 3.0)), Cause.REVISED, SOUND, 1, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "held", "cause", "mark", "count", "typical", "largest"),
    REVISIONS,
    ids=[row[0] for row in REVISIONS],
)
def test_revisions_are_judged_by_how_far_first_published_values_moved(
    _case, held, cause, mark, count, typical, largest, indicator, series
) -> None:
    found = assess_quality(series(TEN, first=2002), indicator=indicator(), today=TODAY, vintages=held)
    (reason,) = [one for one in found.reasons if one.aspect is Aspect.REVISIONS]
    assert (reason.cause, reason.mark) == (cause, mark)
    assert reason.count == count
    assert reason.typical == (None if typical is None else pytest.approx(typical))
    assert reason.largest == (None if largest is None else pytest.approx(largest))
    assert reason.since == (None if cause is Cause.UNREVISED else 2010)


def test_an_old_release_loaded_late_is_still_the_first_published(indicator, series) -> None:
    """What counts is the day of publication, not of loading; and what was undone counts for nothing."""
    late = [
        vintage(2000, 50.0, NEW),
        vintage(2000, 40.0, OLD, "revised"),
        vintage(2000, 10.0, date(2009, 1, 1), "undone"),
    ]
    found = assess_quality(series(TEN, first=2002), indicator=indicator(), today=TODAY, vintages=late)
    (reason,) = [one for one in found.reasons if one.aspect is Aspect.REVISIONS]
    assert (reason.count, reason.typical) == (1, pytest.approx(0.25))


YEARS = tuple(Period.year(2002 + place, kind=PeriodKind.FINANCIAL_YEAR) for place in range(3))
WRONG = Doubt(DoubtKind.COMPARATOR, "E92000001", YEARS, 1258.0, 153.0)
BOTH = ("E92000001", "E12000001")
COMPARATORS = [
    ("none could be tested", [], (), [(Cause.UNTESTED, SOUND)]),
    ("both are as they can be", [], BOTH, [(Cause.PLAUSIBLE, SOUND)]),
    ("England looks wrong", [WRONG], BOTH, [(Cause.IMPLAUSIBLE, CARE), (Cause.PLAUSIBLE, SOUND)]),
    ("England is the only one", [WRONG], BOTH[:1], [(Cause.IMPLAUSIBLE, CARE)]),
]


@pytest.mark.parametrize(
    ("_case", "doubts", "tested", "reasons"), COMPARATORS, ids=[row[0] for row in COMPARATORS]
)
def test_comparators_are_judged_by_what_was_doubted(
    _case, doubts, tested, reasons, indicator, series
) -> None:
    one = series(TEN, first=2002)
    found = assess_quality(one, indicator=indicator(), today=TODAY, doubts=doubts, tested=tested)
    assert reasons_of(found, Aspect.COMPARATOR) == reasons


FROZEN = [
    ("by a twentieth", 10.5, 10.0, SOUND),
    ("by more", 10.6, 10.0, CARE),
    ("withdrawn", None, 10.0, CARE),
]


@pytest.mark.parametrize(("_case", "now", "then", "mark"), FROZEN, ids=[row[0] for row in FROZEN])
def test_a_history_revised_under_a_frozen_forecast_is_told(_case, now, then, mark, indicator, series) -> None:
    doubt = Doubt(DoubtKind.REVISED, "E06000002", YEARS, now, then)
    found = assess_quality(series(TEN, first=2002), indicator=indicator(), today=TODAY, doubts=[doubt])
    assert reasons_of(found, Aspect.REVISIONS) == [(Cause.SINCE_FREEZE, mark)]


def test_the_mark_is_that_of_the_worst_aspect_and_concerns_are_told_worst_first(indicator, series) -> None:
    one = series(TEN, first=2002, numerator=[3.0] * 10)
    sound = assess_quality(series(TEN, first=2002), indicator=indicator(), today=TODAY)
    assert (sound.mark, sound.concerns) == (SOUND, ())
    late = assess_quality(one, indicator=indicator(), today=date(2014, 5, 1))
    assert late.mark is DOUBTFUL
    assert [each.aspect for each in late.concerns] == [Aspect.SMALL_NUMBERS, Aspect.CURRENCY]
    aspects = [each.aspect for each in late.reasons]
    assert aspects == sorted(aspects, key=list(Aspect).index)


def test_a_series_without_a_figure_has_nothing_to_judge(indicator, series) -> None:
    found = assess_quality(series([None, None]), indicator=indicator(), today=TODAY, vintages=[], doubts=[])
    assert (found.reasons, found.latest) == ((), None)
