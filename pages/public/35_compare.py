"""One indicator in every area: who stands where, with which margin, and how each has changed."""

from oba.ui import ask, fetch, fetch_charts, frame, show


def compare() -> None:
    page = frame.begin()
    visit = page.visit
    choices = fetch.curve_choices(visit)
    ask.recall(indicator=choices.indicators, area=choices.areas)
    one, two, three, four = frame.columns(4)
    key = ask.choose(
        "Indicator",
        choices.indicators,
        name="indicator",
        default=choices.indicator,
        place=one,
        drops=("period", "since"),
    )
    area = ask.choose(
        "Area", choices.areas, name="area", default=choices.area, place=two, drops=("period", "since")
    )
    periods = fetch_charts.periods(visit, key, area)
    period = since = ""
    if periods.periods:
        among = "among the periods of these figures"
        period = ask.choose(
            "Period",
            periods.periods,
            name="period",
            default=periods.usual,
            place=three,
            drops=("since",),
            among=among,
        )
        starts = fetch_charts.starts(visit, key, area, period)
        if starts.periods:
            among = "among the periods from which a change can be measured"
            since = ask.choose(
                "Change since", starts.periods, name="since", default=starts.usual, place=four, among=among
            )
    zero = ask.switch("Start the scales at zero", name="zero", on=True)
    view = fetch_charts.compare(visit, key, area, period=period, since=since, zero=zero)
    page.entitle(f"{view.heading}: areas compared")
    show.comparison(view)
    frame.end(visit)


compare()
