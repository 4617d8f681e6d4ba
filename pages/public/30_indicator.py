"""One indicator, in the order of the talk: how are we doing, why, with whom, what works, what we propose."""

from oba.ui import ask, fetch, frame, paper_links, reading, show


def indicator() -> None:
    page = frame.begin()
    visit = page.visit
    how = reading.offer()
    choices = fetch.curve_choices(visit)
    ask.recall(indicator=choices.indicators, area=choices.areas)
    left, middle, right = frame.columns(3)
    key = ask.choose("Indicator", choices.indicators, name="indicator", default=choices.indicator, place=left)
    area = ask.choose("Area", choices.areas, name="area", default=choices.area, place=middle)
    as_of = ask.earlier_day("As it stood on", name="asof", today=visit.today, place=right)
    with ask.folded("Change the picture") if how.plain else frame.slot():
        one, two, three = frame.columns(3)
    drawn = fetch.curve(
        visit,
        key,
        area,
        compare=ask.switch("Show comparators", name="compare", place=one),
        intervals=ask.switch("Show intervals", name="intervals", on=True, place=two),
        zero=ask.switch("Start the scale at zero", name="zero", on=True, place=three),
        as_of=as_of,
    )
    view = fetch.indicator(visit, key, area, as_of=as_of)
    page.entitle(view.name.heading)
    paper_links.offer_card(visit, key, area, plain=how.plain)
    parts = ("rest_plain", "workings") if how.plain else ("rest", "end")
    rest, end = (fetch.indicator_part(visit, key, area, part, as_of=as_of) for part in parts)
    show.curve(drawn, view, rest=rest, end=end, reading=how)
    frame.end(visit)


indicator()
