"""What the columns of the published figures mean, and of what they are judged by: for files that programs read."""

from __future__ import annotations

from oba.model.open_table import Column, Kind, Reference, Shape

PERIOD = (
    Column(
        "period",
        Kind.TEXT,
        "The period as it is written for a reader, such as 2023/24 or 31 March 2025.",
        True,
    ),
    Column("period start", Kind.DAY, "The first day of the period.", True),
    Column(
        "period end", Kind.DAY, "The last day of the period; the first one again for a point in time.", True
    ),
)
AREA = (
    Column("area code", Kind.TEXT, "The code of the area given by the Government Statistical Service.", True),
    Column("area name", Kind.TEXT, "The name of the area.", True),
)
INDICATOR = Column(
    "indicator", Kind.TEXT, "The key of the indicator, which stands in the table of indicators.", True
)
TO_INDICATOR = Reference("indicator", "indicators", "indicator")
TO_AREA = Reference("area code", "areas", "area code")
TO_RELEASE = Reference("source release", "releases", "release")
ENDS = (
    Column("lower 80", Kind.NUMBER, "The lower end of the 80% interval."),
    Column("upper 80", Kind.NUMBER, "The upper end of the 80% interval."),
    Column("lower 95", Kind.NUMBER, "The lower end of the 95% interval."),
    Column("upper 95", Kind.NUMBER, "The upper end of the 95% interval."),
)
FIGURES = Shape(
    "figures",
    "Figures",
    "One row for each figure: one indicator, one area, one period, one breakdown of the population.",
    (
        INDICATOR,
        *AREA,
        *PERIOD,
        Column("breakdown", Kind.TEXT, "The part of the population; empty for everybody."),
        Column("value", Kind.FIGURE, "The figure as published, or a marker in square brackets in its place."),
        Column("numerator", Kind.NUMBER, "The count above the line, where it is published."),
        Column("denominator", Kind.NUMBER, "The count below the line, where it is published."),
        Column("lower", Kind.NUMBER, "The lower end of the 95% interval, where one is published."),
        Column("upper", Kind.NUMBER, "The upper end of the 95% interval, where one is published."),
        Column(
            "markers", Kind.TEXT, "The codes of the markers that qualify the figure or stand in its place."
        ),
        Column("unit", Kind.TEXT, "What the value is counted in.", True),
        Column("source release", Kind.WHOLE, "The number of the release that the figure is from.", True),
        Column("source", Kind.TEXT, "Who published that release, and which it is."),
        Column(
            "source cell",
            Kind.TEXT,
            "The sheet and cell, or the line, of the release that the figure is from.",
        ),
    ),
    ("indicator", "area code", "breakdown", "period start", "period end"),
    (TO_INDICATOR, TO_AREA, TO_RELEASE),
)
BASELINES = Shape(
    "baselines",
    "Frozen baselines",
    "The forecasts that were frozen, and stand: where each curve was heading if nothing changed.",
    (
        Column("baseline", Kind.WHOLE, "The number of the baseline.", True),
        INDICATOR,
        *AREA,
        Column("frozen on", Kind.DAY, "The day for which the forecast stands.", True),
        Column("data to", Kind.TEXT, "The last period that was known.", True),
        Column("scenario", Kind.TEXT, "What was assumed of the years ahead.", True),
        Column("horizon", Kind.WHOLE, "How many periods were forecast.", True),
        Column("method", Kind.TEXT, "The name of the method.", True),
        Column("method version", Kind.WHOLE, "The version of the method.", True),
        Column("points used", Kind.WHOLE, "How many figures the forecast was made from.", True),
        Column(
            "weight", Kind.NUMBER, "How much of the usual yearly change is carried on, from 0 to 1.", True
        ),
        Column("standard error", Kind.NUMBER, "The standard error of the forecast one period ahead."),
        Column("degrees of freedom", Kind.NUMBER, "The degrees of freedom of that standard error.", True),
        Column("agreed by", Kind.TEXT, "Who agreed the baseline."),
        Column("reason", Kind.TEXT, "Why it was agreed."),
        Column("example", Kind.YES_NO, "Whether it is an example that nobody agreed.", True),
    ),
    ("baseline",),
    (TO_INDICATOR, TO_AREA),
)
BASELINE_POINTS = Shape(
    "baseline_points",
    "Frozen forecasts",
    "One row for each period that a frozen baseline forecasts.",
    (
        Column("baseline", Kind.WHOLE, "The number of the baseline.", True),
        *PERIOD,
        Column("forecast", Kind.NUMBER, "The forecast, in the unit of the indicator.", True),
        *ENDS,
    ),
    ("baseline", "period start", "period end"),
    (Reference("baseline", "baselines", "baseline"),),
)
VERDICTS = Shape(
    "verdicts",
    "Verdicts",
    "The newest figure of each curve against its frozen forecast, with the numbers of the working.",
    (
        INDICATOR,
        *AREA,
        Column("baseline", Kind.WHOLE, "The number of the baseline that the figure is judged by.", True),
        Column("frozen on", Kind.DAY, "The day for which that forecast stands.", True),
        Column("verdict", Kind.TEXT, "The verdict in one of its fixed words.", True),
        Column("period", Kind.TEXT, "The period of the figure that is judged."),
        Column("period start", Kind.DAY, "The first day of that period."),
        Column("period end", Kind.DAY, "The last day of that period."),
        Column("value", Kind.NUMBER, "The figure that is judged."),
        Column("forecast", Kind.NUMBER, "The forecast for that period."),
        *ENDS,
        Column("gap", Kind.NUMBER, "The figure less the forecast."),
        Column(
            "better by",
            Kind.NUMBER,
            "The gap, with a plus where it is an improvement; empty without polarity.",
        ),
        Column("outside", Kind.TEXT, "The widest interval that the figure lies outside of."),
        Column("independent points", Kind.WHOLE, "How many figures since the freeze share no data.", True),
        Column("mean gap", Kind.NUMBER, "The mean gap of the figures since the freeze."),
        Column("mean gap lower 95", Kind.NUMBER, "The lower end of its 95% interval."),
        Column("mean gap upper 95", Kind.NUMBER, "The upper end of its 95% interval."),
        Column(
            "cumulative gap", Kind.NUMBER, "The gaps added up as people or events, where counts allow it."
        ),
        Column("cumulative gap lower 95", Kind.NUMBER, "The lower end of its 95% interval."),
        Column("cumulative gap upper 95", Kind.NUMBER, "The upper end of its 95% interval."),
        Column(
            "rank", Kind.WHOLE, "The place among areas by their gaps to their own forecasts; 1 is the best."
        ),
        Column("ranked areas", Kind.WHOLE, "How many areas were ranked."),
        Column("method", Kind.TEXT, "The name of the method.", True),
        Column("method version", Kind.WHOLE, "The version of the method.", True),
        Column("reason", Kind.TEXT, "Why nothing can be told yet, where nothing can."),
        Column("working", Kind.TEXT, "The verdict with its working in words."),
    ),
    ("indicator", "area code"),
    (TO_INDICATOR, TO_AREA, Reference("baseline", "baselines", "baseline")),
)
TRENDS = Shape(
    "trends",
    "Recent trends",
    "Whether the newest figures of each curve rise or fall by more than chance.",
    (
        INDICATOR,
        *AREA,
        Column("trend", Kind.TEXT, "The trend in one of its fixed words.", True),
        Column("judgement", Kind.TEXT, "Whether that is better or worse, where the polarity is set.", True),
        Column("first period", Kind.TEXT, "The first period that was looked at."),
        Column("last period", Kind.TEXT, "The last period that was looked at."),
        Column("statistic", Kind.NUMBER, "The statistic of the test."),
        Column("method", Kind.TEXT, "The name of the method.", True),
        Column("method version", Kind.WHOLE, "The version of the method.", True),
        Column("reason", Kind.TEXT, "Why nothing can be told, where nothing can."),
    ),
    ("indicator", "area code"),
    (TO_INDICATOR, TO_AREA),
)
TARGETS = Shape(
    "targets",
    "Targets",
    "Where a group has agreed to be. A target is no forecast.",
    (
        INDICATOR,
        *AREA,
        *PERIOD,
        Column("target", Kind.NUMBER, "The value aimed at, in the unit of the indicator.", True),
        Column("source", Kind.TEXT, "Where it is published, or who agreed it."),
        Column("note", Kind.TEXT, "What else is noted of it."),
    ),
    (),
    (TO_INDICATOR, TO_AREA),
)
