"""What has changed since the last meeting: one line of counts, which a reader opens. On the working instance only."""

from __future__ import annotations

from collections.abc import Sequence

from oba.tasks.list_since import SinceView, list_since_day, list_since_meeting
from oba.ui import ask, fetch, html
from oba.ui.visit import Visit
from oba.words import since as words

DAY = "since"
"""The name in the address of another day to look from."""


def show_since(
    visit: Visit,
    *,
    theme: str = "",
    indicators: Sequence[str] = (),
    before_meeting: int | None = None,
    days: bool = False,
    opened: bool = False,
) -> bool:
    """Show it from the last meeting that ended: of a theme's groups, or of the group of the meeting `before_meeting`.

    With `days` a reader may look from the end of any day, which stands in the address. `opened` shows the whole at
    once. Gives back whether there was a moment to count from. Meetings are not public: the published copy shows none.
    """
    if visit.published:
        return False
    view = _since_day(visit, theme, indicators) if days else None
    if view is None:
        view = _since_meeting(visit, theme, indicators, before_meeting)
    chosen = days and bool(ask.address(DAY))
    if view is not None:
        with ask.folded(view.line, open_now=opened or chosen):
            html.show("since.html", view=view)
            if days:
                _choose_day(visit)
        return True
    said = words.say_no_meeting(of_theme=bool(theme), at_one=before_meeting is not None)
    shows = words.say_what_it_shows(at_one=before_meeting is not None)
    link = before_meeting is None
    if days:
        with ask.folded(f"{said} {words.LOOK_FROM}", open_now=chosen):
            html.show("since_none.html", said="", shows=shows, link=link)
            _choose_day(visit)
    else:
        html.show("since_none.html", said=said, shows=shows, link=link)
    return False


def _since_day(visit: Visit, theme: str, indicators: Sequence[str]) -> SinceView | None:
    day = ask.read_day(ask.address(DAY), today=visit.today)
    if day is None:
        return None
    found: SinceView = fetch.result_of(visit, list_since_day, day=day, **_choices(visit, theme, indicators))
    return found


def _since_meeting(
    visit: Visit, theme: str, indicators: Sequence[str], before: int | None
) -> SinceView | None:
    found: SinceView | None = fetch.result_of(
        visit, list_since_meeting, before=before, **_choices(visit, theme, indicators)
    )
    return found


def _choices(visit: Visit, theme: str, indicators: Sequence[str]) -> dict[str, object]:
    return {"theme": theme, "indicators": tuple(indicators), "today": visit.today, "dark": visit.dark}


def _choose_day(visit: Visit) -> None:
    ask.earlier_day(words.LOOK_FROM, name=DAY, today=visit.today)
