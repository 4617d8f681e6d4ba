from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from oba.model.baseline import Baseline
from oba.model.finding import Finding, Judgement, Trend, TrendWord, Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.period import Period, PeriodKind
from oba.model.quality import Quality
from oba.model.release import Source
from oba.model.series import Observation, Series
from oba.tasks.sketch import say_latest
from oba.words import alt_text, areas, baselines, curve_notes, lag, markers, sources, status
from oba.words.curve_notes import say_empty
from oba.words.findings import say_title
from oba.words.indicators import say_age
from oba.words.markers import all_suppressed, explain_empty

Find = Callable[..., Finding]


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR)


def series_of(*values: float | None, marker: Marker = Marker.CONFIDENTIAL) -> Series:
    return Series(
        "conceptions",
        "E06000002",
        "",
        tuple(
            Observation(year(2020 + i), value, markers=() if value is not None else (marker,))
            for i, value in enumerate(values)
        ),
    )


def test_every_verdict_has_a_word_a_shape_and_a_line_and_no_two_share_a_shape() -> None:
    found = [status.status_of_verdict(Verdict(word, "v", 1)) for word in VerdictWord]
    assert [one.word for one in found] == [word.value for word in VerdictWord]
    never = Verdict(VerdictWord.TOO_EARLY, "v", 1, reason="cannot be judged: 2022 lies beyond the forecast")
    found.append(status.status_of_verdict(never))
    assert (found[-1].word, found[-1].tone) == ("cannot be judged", status.Tone.NEUTRAL)
    assert len({one.shape for one in found}) == len(found)
    assert all(one.explanation.endswith(".") for one in found)


def test_without_polarity_the_tone_is_neutral() -> None:
    for word in (VerdictWord.ABOVE, VerdictWord.BELOW, VerdictWord.AS_FORECAST, VerdictWord.TOO_EARLY):
        assert status.status_of_verdict(Verdict(word, "v", 1)).tone is status.Tone.NEUTRAL
    rising = Trend(TrendWord.INCREASING, Judgement.NONE, "m", 1)
    assert status.status_of_trend(rising).tone is status.Tone.NEUTRAL


@pytest.mark.parametrize(
    ("word", "judgement", "said", "shape", "tone"),
    [
        (TrendWord.INCREASING, Judgement.BETTER, "getting better", status.Shape.ARROW_UP, status.Tone.BETTER),
        (
            TrendWord.DECREASING,
            Judgement.BETTER,
            "getting better",
            status.Shape.ARROW_DOWN,
            status.Tone.BETTER,
        ),
        (TrendWord.DECREASING, Judgement.WORSE, "getting worse", status.Shape.ARROW_DOWN, status.Tone.WORSE),
        (TrendWord.INCREASING, Judgement.NONE, "rising", status.Shape.ARROW_UP, status.Tone.NEUTRAL),
        (
            TrendWord.NO_SIGNIFICANT_CHANGE,
            Judgement.NONE,
            "no clear change",
            status.Shape.LEVEL,
            status.Tone.NEUTRAL,
        ),
        (
            TrendWord.CANNOT_BE_CALCULATED,
            Judgement.NONE,
            "cannot be calculated",
            status.Shape.QUESTION,
            status.Tone.NEUTRAL,
        ),
    ],
)
def test_a_trend_has_the_shape_of_its_direction_and_the_word_of_its_judgement(
    word: TrendWord, judgement: Judgement, said: str, shape: status.Shape, tone: status.Tone
) -> None:
    found = status.status_of_trend(Trend(word, judgement, "m", 1))
    assert (found.word, found.shape, found.tone) == (said, shape, tone)


def test_missing_suppressed_not_applicable_low_and_none_are_said_in_different_words() -> None:
    words = {markers.say_absence(Observation(year(2020), None, markers=(m,))) for m in STANDS_FOR_A_VALUE}
    assert len(words) == len(STANDS_FOR_A_VALUE)
    assert "zero" not in {w for w in words if "rounds" not in w}


@pytest.mark.parametrize("marker", list(Marker))
def test_a_marker_is_said_by_its_meaning_and_never_by_its_code(marker: Marker) -> None:
    assert markers.say_markers((marker,)) == MEANING[marker]
    assert f"[{marker.value}]" not in markers.say_markers((marker,))


def test_a_period_without_figure_and_marker_is_still_not_zero() -> None:
    assert markers.say_absence(Observation(year(2020), None)) == "no figure published"


def test_the_lag_tells_the_last_figure_from_the_next() -> None:
    latest = Observation(Period.year(2023, kind=PeriodKind.FINANCIAL_YEAR), 1.0)
    today = date(2025, 1, 10)
    assert lag.say_lag(latest, next_release=date(2026, 3, 1), today=today) == (
        "no figures yet after 2023/24; next figures March 2026"
    )
    assert lag.say_lag(latest, next_release=date(2024, 3, 1), today=today).endswith("were due March 2024")
    there = Period.year(2024, kind=PeriodKind.FINANCIAL_YEAR)
    assert lag.say_lag(latest, next_release=date(2026, 3, 1), today=today, kept_back=there) == (
        "2024/25 is not shown, to protect children; no figures yet after it; next figures March 2026"
    )
    assert (
        lag.say_lag(None, next_release=None, today=today)
        == "no figures yet; no date set for the next figures"
    )


def test_the_source_line_names_publisher_title_release_and_date() -> None:
    source = Source("OHID", "Indicator 90284", release="2025", published=date(2025, 3, 4))
    assert (
        sources.say_sources((source,))
        == "Source: OHID, Indicator 90284, release 2025, published 4 March 2025."
    )
    older = Source("DfE", "LAIT", retrieved=date(2026, 5, 1))
    assert sources.say_sources((source, older)).startswith("Sources: OHID")
    assert sources.say_sources((older,)) == "Source: DfE, LAIT, retrieved 1 May 2026."
    assert sources.say_sources(()) == ""


def test_the_day_of_release_is_that_of_the_newest_figure_and_never_anothers() -> None:
    dated = Source("OHID", "Profile", published=date(2026, 4, 8))
    undated, fetched = Source("DfE", "LAIT"), Source("DfE", "LAIT", retrieved=date(2026, 5, 1))
    loaded = date(2026, 11, 22)
    assert sources.say_release_date((dated, undated), loaded=loaded) == "Released 8 April 2026"
    said = sources.say_release_date((undated, dated), loaded=loaded)
    assert said == "No day of release stated; loaded 22 November 2026"
    assert sources.say_release_date((fetched, dated)).endswith("stated; retrieved 1 May 2026")
    assert sources.say_release_date((undated,)) == "No day of release stated"
    assert sources.say_release_date((), loaded=loaded) == ""


def test_the_alternative_text_says_finding_ends_extremes_and_forecast(
    find: Find, conceptions: Indicator
) -> None:
    said = alt_text.say_curve(
        find(VerdictWord.EARLY_SIGN),
        indicator=conceptions,
        area_name="Middlesbrough",
        series=series_of(31.5, 35.0, 29.2),
        others=(("England", series_of(13.0, 13.1, 13.9)),),
    )
    assert said == (
        "Line chart. Under-18 conceptions: 29.2 per 1,000 in 2022, better than the 2018 forecast (early sign). "
        "Middlesbrough: 3 figures, from 31.5 in 2020 to 29.2 in 2022; highest 35.0 in 2021, lowest 29.2 in 2022. "
        "Forecast frozen 12 March 2018 (data to 2017): 41.0 for 2022, 95% interval 30.0 to 44.0; "
        "the figure is 11.8 below forecast. England: 13.9 in 2022."
    )


def test_the_alternative_text_says_gaps_and_breaks(find: Find, conceptions: Indicator) -> None:
    found = series_of(31.5, None, 29.2)
    broken = replace(found.observations[2], markers=(Marker.BREAK,))
    series = replace(found, observations=(*found.observations[:2], broken))
    said = alt_text.say_curve(find(None), indicator=conceptions, area_name="M", series=series)
    assert "No figure for 2021 (suppressed)." in said
    assert "Not comparable across 2022" in said


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ((), "M: no figures yet."),
        ((None,), "M: figures not shown, to protect children."),
        ((5.0,), "one figure, 5.0 in 2020"),
    ],
)
def test_the_alternative_text_of_short_series_is_true(
    values: tuple[float | None, ...], part: str, find: Find, conceptions: Indicator
) -> None:
    said = alt_text.say_curve(
        find(None, value=None), indicator=conceptions, area_name="M", series=series_of(*values)
    )
    assert part in said


def test_a_forecast_without_verdict_is_still_in_the_alternative_text(
    find: Find, conceptions: Indicator, baseline: Baseline
) -> None:
    finding = replace(find(None), baseline=baseline)
    said = alt_text.say_curve(finding, indicator=conceptions, area_name="M", series=series_of(29.2))
    assert "42.0 for 2023" in said


def test_a_sparkline_and_a_caption_say_only_figures(find: Find, conceptions: Indicator) -> None:
    spark = alt_text.say_spark(series_of(31.5, None, 29.2), indicator=conceptions, area_name="M")
    assert spark == "Under-18 conceptions, M: 31.5 in 2020 to 29.2 in 2022, 2 figures."
    caption = alt_text.say_caption(find(VerdictWord.TURNED), indicator=conceptions, series=series_of(29.2))
    assert caption == "29.2 in 2022, forecast 41.0"
    none = find(None, value=None)
    assert alt_text.say_caption(none, indicator=conceptions, series=series_of()) == "No figures yet"


NOT_YET, PROTECTED = "No figures yet", "Figures not shown, to protect children"


@pytest.mark.parametrize(
    ("series", "said", "short"),
    [
        (series_of(), NOT_YET, NOT_YET),
        (series_of(None, marker=Marker.NOT_AVAILABLE), NOT_YET, NOT_YET),
        (series_of(None, None), PROTECTED, "Figures not shown"),
    ],
)
def test_figures_that_are_all_suppressed_are_not_said_to_be_still_to_come(
    series: Series, said: str, short: str, find: Find, conceptions: Indicator
) -> None:
    none = find(None, value=None)
    assert explain_empty(series)[0] == said
    assert alt_text.say_caption(none, indicator=conceptions, series=series) == said
    spark = alt_text.say_spark(series, indicator=conceptions, area_name="M")
    assert spark == f"Under-18 conceptions, M: {said[0].lower()}{said[1:]}."
    assert say_latest(none, conceptions, series=series) == short
    assert say_empty(series).partition(".")[0] == said
    title = say_title(replace(none, suppressed=all_suppressed(series)), indicator=conceptions)
    assert title == f"Under-18 conceptions: {said[0].lower()}{said[1:]}"
    markers = tuple((one.markers[0], 1) for one in series.observations[:1])
    assert say_age(Quality("x", "M", "", 0, None, None, markers=markers)) == said


def test_the_notes_say_the_axis_the_pooling_the_revision_and_the_cut_interval(
    baseline: Baseline, conceptions: Indicator
) -> None:
    notes = curve_notes.say_notes(
        replace(conceptions, years_pooled=3),
        baseline=baseline,
        revised=((baseline.data_to, 36.0, 35.2),),
        axis_from="30",
        beyond=(0.0, 99.0),
    )
    assert notes == (
        "The value axis starts at 30, not at zero.",
        "Each point pools 3 years, so neighbouring points overlap.",
        "Shaded: 80% and 95% intervals of the forecast.",
        "The figure for 2017 was 36.0 at the freeze and is now 35.2. "
        "The verdict still judges against the forecast as it was frozen.",
        "The 95% interval runs beyond the chart, to 0.0 and 99.0.",
    )
    bare = replace(baseline, points=tuple(replace(p, lower80=None, upper80=None) for p in baseline.points))
    assert "Too few points" in " ".join(curve_notes.say_notes(conceptions, baseline=bare))


def test_a_revised_history_names_how_many_figures_moved_and_which_moved_most(
    baseline: Baseline, conceptions: Indicator
) -> None:
    say = partial(baselines.say_revised_history, baseline, indicator=conceptions)
    several = ((year(2015), 38.0, 37.8), (year(2016), 37.0, 39.5), (year(2017), 36.0, 35.2))
    assert say(revised=several) == (
        f"3 of the {len(baseline.history)} figures that the forecast was made from have been revised since, "
        "the most for 2016: it was 37.0 at the freeze and is now 39.5. "
        "The verdict still judges against the forecast as it was frozen."
    )
    gone = (*several, (year(2014), 38.5, None))
    assert "the most for 2014: it was 38.5 at the freeze and has since been withdrawn." in say(revised=gone)
    assert say(revised=gone[-1:]).startswith("The figure for 2014 was 38.5 at the freeze and has since been")
    assert say(revised=()) == ""


def test_the_strip_of_areas_ranks_nobody(conceptions: Indicator) -> None:
    named = [("Middlesbrough", "29.2"), ("England", "13.9")]
    assert areas.say_title(conceptions, period=year(2022), named=named) == (
        "Under-18 conceptions in 2022: Middlesbrough 29.2, England 13.9"
    )
    said = areas.say_alt(conceptions, period=year(2022), named=named, count=150, ends=("5.0", "30.1"))
    assert said == (
        "Dot plot. Under-18 conceptions in 2022: 150 areas from 5.0 to 30.1. Middlesbrough 29.2 and England 13.9."
    )
