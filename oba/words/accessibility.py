"""The accessibility statement, in the form that the United Kingdom's regulations for public bodies ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.words.numbers import say_count, say_date, say_list

STANDARD = "WCAG 2.2 AA"
REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the "
    "'accessibility regulations')"
)
WANTED = (
    "zoom in up to 400% without the text spilling off the screen",
    "read every page at the width of a phone without scrolling sideways, but for wide tables and drawings, which "
    "scroll by themselves",
    "get to everything with a keyboard alone",
    "listen to every page with a screen reader; each chart has a sentence that says what it shows and a table with "
    "the same numbers",
    "read every page without JavaScript, in light or dark colours, and on paper, in black and white too",
)
"""What a reader should be able to do on these pages."""
SCOPE = (
    "This statement is about the reading pages: every page that is reached from the home page without leaving for the"
    " explorer. The explorer, where one is offered, needs JavaScript; the figures that it draws are on the page "
    "Download."
)
CONTENT = (
    "Texts that people have written, such as stories and actions, are shown as they were written. They may be longer "
    "or harder to read than we would wish.",
)
NOT_REACHED = "How to reach it is not stated on these pages yet."
BURDEN = "Nothing is claimed to be a disproportionate burden."
OUT_OF_SCOPE = "No content is left out as being outside the scope of the accessibility regulations."
NOT_TESTED = (
    "These pages have not been tested yet, so nothing can be said of how far they meet the standard. Until they have "
    "been, do not rely on it that they do."
)
ENFORCED_BY = (
    "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the accessibility regulations. If "
    "you are not happy with how we respond to your complaint, contact the Equality Advisory and Support Service "
    "(EASS)."
)
EASS = "https://www.equalityadvisoryservice.com/"
ENFORCED_BY_IN_NORTHERN_IRELAND = (
    "The Equality Commission for Northern Ireland (ECNI) is responsible for enforcing the accessibility regulations. "
    "If you are not happy with how we respond to your complaint, contact the ECNI."
)
ECNI = "https://www.equalityni.org/"
PROGRAM_ONLY = (
    "A program can find only a part of what the standard asks for. Whether the rest is met has to be tested by "
    "people, and no such test is recorded."
)


def say_committed(trust: str) -> str:
    return f"{trust} is committed to making its website accessible, in accordance with {REGULATIONS}."


def say_applies(plan: str, *, trust: str) -> str:
    return f"This accessibility statement applies to the published pages of {plan}, run by {trust}."


def say_feedback(trust: str) -> str:
    return (
        f"If you find a problem that is not listed here, or think that these pages do not meet the accessibility "
        f"regulations, tell {trust}. If you need something from these pages in another form, such as large print, easy "
        f"read, an audio recording or a spreadsheet, say what you need and how it should reach you."
    )


def say_status(*, standard: str, failures: int) -> str:
    """The status in the words of the regulations; a test by a program alone never shows full compliance."""
    named = _name(standard)
    if failures:
        return f"This website is partially compliant with {named}, due to the non-compliances listed below."
    return (
        f"This website is taken to be partially compliant with {named}: the test found no failure, and what a program "
        "cannot test has not been tested."
    )


def say_tested(day: date, *, standard: str, tool: str, pages: int) -> str:
    return (
        f"This website was last tested on {say_date(day)} against {_name(standard)}, by a program: {tool}. "
        f"{say_count(pages, noun='page')} {'was' if pages == 1 else 'were'} tested."
    )


def say_unfinished(part: str, *, missed: int, of: int) -> str:
    """A part of the test that did not come to its end, so that nothing is claimed for it."""
    if not of:
        return f"Not tested: {part}."
    return f"Not tested to the end: {part}, {missed} of {say_count(of, noun='page')}."


def say_failure(rule: str, *, said: str, pages: Sequence[str], criteria: Sequence[str]) -> str:
    """One failure that a test has found: what it is, the criteria that it fails, and where."""
    fails = f" This fails {say_list(tuple(criteria))}." if criteria else ""
    where = f" Found on {say_list(tuple(pages))}." if pages else ""
    return f"{(said or rule).strip().rstrip('.')}.{fails}{where}"


def say_prepared(day: date, *, tested: date | None) -> str:
    reviewed = f" It was last reviewed on {say_date(max(day, tested))}." if tested else ""
    return f"This statement was made together with the publication of {say_date(day)}.{reviewed}"


def _name(standard: str) -> str:
    """`WCAG 2.2 AA` as the regulations write it out."""
    version = standard.removeprefix("WCAG").removesuffix("AA").strip()
    if standard != f"WCAG {version} AA":
        return standard
    return f"the Web Content Accessibility Guidelines (WCAG) version {version} AA standard"
