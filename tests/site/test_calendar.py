"""The calendar of release dates, against RFC 5545 line by line, and whatever an indicator is called."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from oba.model.period import Period, PeriodKind
from oba.model.plan import Plan
from oba.model.publication import PublicFacts
from oba.site.ical import fold, write_calendar
from oba.site.plain_text import clean
from oba.tasks.open_releases import Awaited
from tests.site.hostile_texts import HOSTILE

PLAN = Plan(title="A plan; with, signs", trust="A Trust", area="E06000002")
FACTS = PublicFacts(4, date(2026, 11, 25), "Four.")
HELD = Period.year(2024, kind=PeriodKind.CALENDAR_YEAR)
ONE = Awaited(
    "absence", "Absence, of pupils", date(2027, 3, 18), "18 March 2027", "2024", HELD.key, False, "DfE"
)
OTHER = replace(ONE, key="births", title="Births", day=date(2026, 9, 1), due="September 2026", late=True)
LINE = re.compile(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*:.*")
OF_AN_EVENT = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "CLASS"}


def read(calendar: bytes) -> list[dict[str, str]]:
    """The events as names and texts, after all that RFC 5545 asks of the file has been looked at."""
    assert calendar.endswith(b"\r\n")
    lines = calendar.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    whole = calendar.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert all(LINE.fullmatch(line) for line in whole)
    assert (whole[0], whole[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert whole.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in whole) == 1
    events: list[dict[str, str]] = []
    inside = False
    for line in whole[1:-1]:
        if line in ("BEGIN:VEVENT", "END:VEVENT"):
            assert inside == line.startswith("END")
            inside = not inside
            events += [{}] if inside else []
        elif inside:
            name, _, value = line.partition(":")
            assert name.partition(";")[0] not in events[-1]
            events[-1][name.partition(";")[0]] = value
    assert not inside
    for one in events:
        assert OF_AN_EVENT <= set(one) <= OF_AN_EVENT | {"URL"}
        assert re.fullmatch(r"\d{8}T\d{6}Z", one["DTSTAMP"])
        assert re.fullmatch(r"\d{8}", one["DTSTART"])
        assert one["DTEND"] > one["DTSTART"]
    return events


def unescape(text: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text)
    return re.sub(r"\\([\\;,])", r"\1", text)


def test_each_awaited_figure_is_a_whole_day() -> None:
    calendar = write_calendar([OTHER, ONE], PLAN, FACTS)
    late, coming = read(calendar)
    assert b"DTSTART;VALUE=DATE:20270318\r\nDTEND;VALUE=DATE:20270319\r\n" in calendar
    assert unescape(coming["SUMMARY"]) == "New figures: Absence, of pupils"
    assert "due on 18 March 2027. The newest figure held is of 2024." in unescape(coming["DESCRIPTION"])
    assert late["SUMMARY"] == "Late: Births"
    assert "were due in September 2026. Only the month is known." in late["DESCRIPTION"]


def test_an_event_moves_when_its_day_is_put_off_and_is_another_when_new_figures_have_come() -> None:
    first = read(write_calendar([ONE], PLAN, FACTS))[0]
    later = replace(FACTS, number=5, published_on=date(2027, 3, 1))
    put_off = read(write_calendar([replace(ONE, day=date(2027, 4, 15))], PLAN, later))[0]
    assert put_off["UID"] == first["UID"]
    assert int(put_off["SEQUENCE"]) > int(first["SEQUENCE"])
    came = read(write_calendar([replace(ONE, newest_key=HELD.later(1).key)], PLAN, later))[0]
    assert came["UID"] != first["UID"]


def test_an_event_leads_to_its_page_where_the_site_knows_its_address() -> None:
    found = read(write_calendar([ONE], PLAN, FACTS, address="https://example.org/x/"))[0]
    assert found["URL"] == "https://example.org/x/indicators/absence.html"
    assert "URL" not in read(write_calendar([ONE], PLAN, FACTS))[0]


def test_a_calendar_without_days_is_a_calendar() -> None:
    assert read(write_calendar([], PLAN, FACTS)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text(text: str) -> None:
    key = text.encode("utf-8", "replace").decode()  # a store holds no half of a letter
    named = replace(ONE, title=text, key=key, newest=text)
    calendar = write_calendar([named, ONE], replace(PLAN, title=text), FACTS, address="https://example.org/")
    found = read(calendar)
    assert len(found) == 2
    assert unescape(found[0]["SUMMARY"]) == clean(f"New figures: {text}")


@pytest.mark.parametrize("line", ["x" * 75, "x" * 76, "é" * 200, "\U0001f9d2" * 99, "a" + "é" * 37, ""])
def test_a_folded_line_holds_the_same_letters(line: str) -> None:
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(one.encode()) <= 75 for one in folded.split("\r\n"))
