"""What is said of a file of an export that a hand or a disk has spoilt."""

from __future__ import annotations

EXPORTED = "what `python -m oba export` writes"
TEXT = "a text"
NUMBER = "a whole number from 0 up"
YES_OR_NO = "true or false"
DAY = "a day such as 2026-12-01"
MOMENT = "a moment with its time zone, such as 2026-12-01T12:00:00+00:00"
LIST = "a list"
RECORD = "a record with its fields"
THERE = "that it is there"
ONCE = "each only once"


def say_one_of(words: tuple[str, ...]) -> str:
    return f"one of: {', '.join(words)}"


def say_spoilt(what: str, *, place: str = "") -> str:
    """`the file cannot be read as meetings: number 2 of 'meetings', 'note'`."""
    return f"the file cannot be read as {what}{f': {place}' if place else ''}"


def say_record(number: int, *, part: str) -> str:
    return f"number {number} of '{part}'"


def say_remedy(without: str) -> str:
    return f"Export the store again, or take the file out of the folder to go without {without}"
