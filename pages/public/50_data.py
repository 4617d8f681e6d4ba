"""Can the figures be trusted: their quality, how current and complete they are, and where each comes from."""

from oba.ui import ask, fetch, frame, show

ORDERS = {"plan": "As in the plan", "worst": "Worst quality first"}
MARKS = {"all": "All", "concerns": "All that are not sound", "doubtful": "Doubtful only"}


def data() -> None:
    visit = frame.begin("Data").visit
    left, right = frame.columns(2)
    order = ask.choose("Order", ORDERS, name="order", default="plan", place=left, among="an order")
    mark = ask.choose("Quality", MARKS, name="quality", default="all", place=right, among="a choice")
    show.data(visit, fetch.data(visit, order=order, mark=mark))
    frame.end(visit)


data()
