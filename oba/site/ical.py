"""The calendar of release dates (RFC 5545): one event for each figure that is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid5

from oba.model.page_name import name_page
from oba.model.plan import Plan
from oba.model.publication import PublicFacts
from oba.site.feed import OURS
from oba.site.plain_text import clean
from oba.tasks.open_releases import Awaited
from oba.words import releases as words

MEDIA_TYPE = "text/calendar; charset=utf-8"
LINE = 75
"""Octets of a line, without what ends it."""


def write_calendar(awaited: Sequence[Awaited], plan: Plan, facts: PublicFacts, *, address: str = "") -> bytes:
    """`address` is where the site stands, with a slash at its end; '' where nobody knows, and events have no link.

    An event keeps its name for as long as the same figures are awaited: where their day is put off, it moves.
    """
    stamp = f"{facts.published_on:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oba//Release dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("NAME", words.say_calendar_title(plan.title)),
        _text("X-WR-CALNAME", words.say_calendar_title(plan.title)),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for one in awaited:
        lines += _event(one, plan, stamp=stamp, number=facts.number, address=address)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def _event(one: Awaited, plan: Plan, *, stamp: str, number: int, address: str) -> list[str]:
    name = uuid5(OURS, f"{plan.area}/releases/{one.key}/{one.newest_key}")
    link = [f"URL:{address}indicators/{name_page(one.key)}.html"] if address else []
    return [
        "BEGIN:VEVENT",
        f"UID:{name}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{number}",
        f"DTSTART;VALUE=DATE:{_day(one.day)}",
        f"DTEND;VALUE=DATE:{_day(one.day + timedelta(days=1))}",
        _text("SUMMARY", words.say_event(one.title, late=one.late)),
        _text("DESCRIPTION", words.say_event_more(one.day, newest=one.newest, late=one.late)),
        *link,
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "END:VEVENT",
    ]


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first after a line break and a space; no letter is cut."""
    pieces, rest = [], line.encode()
    room = LINE
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # within a letter
            cut -= 1
        pieces.append(rest[:cut])
        rest, room = rest[cut:], LINE - 1
    return b"\r\n ".join([*pieces, rest]).decode()


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(name: str, text: str) -> str:
    plain = clean(text)
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return f"{name}:{plain}"
