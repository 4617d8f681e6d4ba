"""Tell on the command line what has changed since the last meeting, or since the end of a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from oba.errors import NotFoundError, UsageError
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.list_since import Listed, SinceView, list_since_day, list_since_meeting
from oba.tasks.since_items import Item

PUBLIC = "meetings and what is written for them are not public"
NO_MEETING = "no meeting has ended yet"


def tell_since(settings: Settings, *, theme: str, day: date | None, as_json: bool) -> str:
    """Lines for a person, or one JSON object. Without a `day` from the last meeting that ended.

    UsageError for a day that lies ahead; NotFoundError for a theme that is not there, where no meeting has ended, and
    on the published copy.
    """
    if settings.published:
        raise NotFoundError(PUBLIC, remedy="Ask on the working instance")
    today = settings.date_today()
    if day is not None and day > today:
        raise UsageError(f"date '{day.isoformat()}'", expected="a day that does not lie ahead")
    store = open_store(settings.store, read_only=True)
    try:
        view = (
            list_since_meeting(store, theme=theme, today=today, dark=False)
            if day is None
            else list_since_day(store, day=day, theme=theme, today=today, dark=False)
        )
    finally:
        store.close()
    if view is None:
        of_theme = f" of the theme '{theme}'" if theme else ""
        raise NotFoundError(
            f"{NO_MEETING}{of_theme}", remedy="Give a day to look from: python -m oba since --day 2026-09-01"
        )
    return json.dumps(_as_data(view), ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(view))


def _lines(view: SinceView) -> Iterator[str]:
    yield view.line
    if view.note:
        yield view.note
    for each in view.lists:
        yield f"{each.title}:"
        for one in each.items:
            yield f"  {one.text}{_say_turn(one)}"
            yield from (f"    {line}" for line in one.lines)


def _say_turn(one: Item) -> str:
    return f": {one.before.word} then, {one.after.word} now" if one.before and one.after else ""


def _as_data(view: SinceView) -> dict[str, object]:
    return {
        "since": view.since.isoformat(),
        "until": view.until.isoformat() if view.until else None,
        "meeting": view.meeting,
        "line": view.line,
        "note": view.note,
        "counts": dict(view.counts),
        "lists": {each.key: _list_data(each) for each in view.lists},
    }


def _list_data(each: Listed) -> list[dict[str, object]]:
    return [
        {
            "text": one.text,
            "page": one.address,
            "before": one.before.word if one.before else None,
            "after": one.after.word if one.after else None,
            "lines": list(one.lines),
        }
        for one in each.items
    ]
