"""Does the curve move, and which figures stand out: the recent trend and the control chart of one indicator."""

from oba.ui import ask, fetch, fetch_charts, frame, show


def signals() -> None:
    page = frame.begin()
    visit = page.visit
    choices = fetch.curve_choices(visit)
    ask.recall(indicator=choices.indicators, area=choices.areas)
    one, two, three = frame.columns(3)
    key = ask.choose(
        "Indicator",
        choices.indicators,
        name="indicator",
        default=choices.indicator,
        place=one,
        drops=("anew",),
    )
    area = ask.choose("Area", choices.areas, name="area", default=choices.area, place=two, drops=("anew",))
    phases = fetch_charts.new_phases(visit, key, area)
    anew = ask.choose(
        "Control limits set anew",
        phases,
        name="anew",
        default=next(iter(phases)),
        place=three,
        among="among the periods of these figures",
    )
    left, right = frame.columns(2)
    zero = ask.switch("Start the scales at zero", name="zero", on=True, place=left)
    screen = ask.switch("Set the limits without one-off jumps", name="screen", on=True, place=right)
    view = fetch_charts.signals(visit, key, area, zero=zero, screen=screen, anew=anew)
    page.entitle(f"{view.heading}: trend and signals")
    show.signals(view)
    frame.end(visit)


signals()
