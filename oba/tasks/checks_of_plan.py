"""Checks of the plan before it is published: polarity, definitions, wording, days of release."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from oba.model.checklist import Item
from oba.model.indicator import Indicator, Polarity, Standing
from oba.model.plan import PlanBook
from oba.words.outcome_lint import lint_outcome, say_note
from oba.words.publishing import CHECKS, NO_CONTACT, PLAN_SHEET, SET_CONTACT, STATEMENT

PLAN = "plan"
LAY = "no plain definition"
TECHNICAL = "no technical definition"
NO_DAY = "no day is given for its next figures"
POLARITIES = " or ".join(f"'{one.value}'" for one in Polarity)


def make_item(code: str, *, of: str, found: str, remedy: str, link: str = "", key: str = "") -> Item:
    """An item of the check with this code."""
    return Item(code, CHECKS[code].level, found, of, remedy, link, key)


def fill_in(column: str, *, sheet: str = "Indicators") -> str:
    """How a column of the plan workbook is filled in."""
    return f"Fill in {column} {PLAN_SHEET.format(sheet=sheet)}"


def check_polarity(book: PlanBook, *, told: Collection[str]) -> Iterator[Item]:
    """Without polarity nothing is coloured, unless something else says which way is good: a target, or a success.

    `told` are the keys of indicators of which a success story stands.
    """
    aimed = {one.indicator for one in book.targets}
    for one in book.indicators:
        if one.polarity is not Polarity.NO_JUDGEMENT:
            continue
        whence = "a target" if one.key in aimed else "a success story" if one.key in told else ""
        if whence:
            found = f"it has {whence}, so that its curve is called better or worse, and no polarity"
            remedy = f"{fill_in('Polarity')}; or take {whence} out"
            yield make_item("polarity", of=one.title, found=found, remedy=remedy, link=PLAN, key=one.key)


def check_definitions(book: PlanBook) -> Iterator[Item]:
    """Of what is on the data development agenda the plain one will do: how it is counted is still to be found."""
    for one in book.indicators:
        if not one.lay_definition.strip():
            yield _undefined(one, LAY, "Lay definition")
        if one.standing is not Standing.DEVELOPMENT and not one.technical_definition.strip():
            yield _undefined(one, TECHNICAL, "Technical definition")


def _undefined(one: Indicator, found: str, column: str) -> Item:
    return make_item("definition", of=one.title, found=found, remedy=fill_in(column), link=PLAN, key=one.key)


def check_wording(book: PlanBook) -> Iterator[Item]:
    """Each outcome by the rules of its wording."""
    names = [*(one.name for one in book.partners), *(one.name for one in book.services.services)]
    place = next((one.name for one in book.areas if one.code == book.plan.area), "")
    for one in book.outcomes:
        for note in lint_outcome(one.sentence, names=names, place=place):
            found = say_note(note).partition(". ")[0]
            remedy = f"{note.remedy}. {fill_in('Outcome', sheet='Outcomes')}"
            link = f"theme?theme={one.theme}"
            yield make_item(
                "wording", of=one.sentence or one.key, found=found, remedy=remedy, link=link, key=one.key
            )


def check_release_days(book: PlanBook, *, measured: Collection[str]) -> Iterator[Item]:
    """`measured` are the keys of the indicators that have figures."""
    for one in book.indicators:
        if one.key in measured and one.next_release is None:
            remedy = fill_in("Next release")
            yield make_item("release", of=one.title, found=NO_DAY, remedy=remedy, link=PLAN, key=one.key)


def check_contact(contact: str) -> Iterator[Item]:
    """`contact` is how readers reach those who publish."""
    if not contact.strip():
        yield make_item("contact", of=STATEMENT, found=NO_CONTACT, remedy=SET_CONTACT)
