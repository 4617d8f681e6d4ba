"""What a printed paper says of itself: when it was printed, what it leaves out, and where the rest stands."""

from __future__ import annotations

from datetime import date

from oba.words.lag import say_next_release
from oba.words.numbers import begin, say_count, say_date

HINT = "To print this page press Ctrl and P (on a Mac, Cmd and P); on a phone, Share, then Print. It is made for A4."
PRINT_CARD = "Print the report card"
PRINT_ACTIONS = "Print the action plan"
SEE_SUCCESS = "See the success story"
CARD = "Report card"
SUCCESS = "Success story"
EXECUTIVE = "Executive view"
NOTHING_ATTRIBUTED = "Figures like these cannot show what caused a change."
OWN_ACCOUNT = "The account above is the group's own."
ELSEWHERE = "What ends in … stands whole on the screen."


def say_printed(today: date) -> str:
    return f"Printed {say_date(today)}"


def say_next(next_release: date | None, *, today: date) -> str:
    """`Next figures March 2026`, or that no date is known."""
    return begin(say_next_release(next_release, today=today))


def say_more(count: int) -> str:
    """`and 4 more, on the screen`; '' where nothing is left out."""
    return f"and {count:,} more, on the screen" if count else ""


def say_shortened(count: int) -> str:
    """That so many texts were cut on paper; '' for none."""
    return f"{begin(say_count(count, noun='text'))} shortened on paper. {ELSEWHERE}" if count else ""


def clip(text: str, *, most: int) -> str:
    """The text, or its first words with an ellipsis behind them; 0 leaves it whole. White space becomes one space."""
    plain = " ".join(text.split())
    if not most or len(plain) <= most:
        return plain
    start = plain[: most - 1]
    whole_words = start if plain[most - 1] == " " else start.rpartition(" ")[0]
    return f"{(whole_words or start).rstrip(' ,;:')} …"
