"""Scan every text that would be public for what may tell of a person. Who has read one ticks it, until it changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from oba.model.checklist import Item
from oba.model.plan import PlanBook
from oba.model.story import Direction, Story
from oba.store.public_texts import PublicText
from oba.tasks.checks_of_plan import make_item
from oba.words.few_children import USUAL, find_few
from oba.words.never_public import say_never
from oba.words.personal_data import Kind, Suspect, find_personal, normalise
from oba.words.publishing import say_suspects
from oba.words.text_places import PLACES, name_force, name_place

EXCERPT = 160
NOTE = PLACES["publication"]
REWORD = "Word the note without it"
ABOUT = {
    "story_force": "story",
    "story_voice": "story",
    "story_gap": "story",
    "success": "story",
    "idea": "what_works",
    "idea_why_none": "what_works",
}
"""Page on which a text about one indicator is mended, by table."""
PAGES = {"action": "actions", "action_progress": "actions", "partner": "partners", "contribution": "partners"}
"""Page on which another text is mended."""
_SMALL = re.compile(r"(?<!\w)[a-z][a-z'’-]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class SuspectText:
    """A text with something in it that a person should look at. `ticked`: somebody has, as it stands now.

    `page` is where it is mended, '' where no page does it. `never` says why no tick lets it stand, '' where one does.
    """

    digest: str
    place: str
    text: str
    suspects: tuple[Suspect, ...]
    ticked: bool
    page: str = ""
    never: str = ""

    def waits(self, ticks: Collection[str]) -> bool:
        """Whether it is still to be read, or taken out."""
        return bool(self.never) or self.digest not in ticks

    @property
    def short(self) -> str:
        """How an address and a command name the text."""
        return self.digest[:12]

    @property
    def excerpt(self) -> str:
        """The beginning of the text, for a list."""
        return self.text if len(self.text) <= EXCERPT else self.text[: EXCERPT - 1].rstrip() + "…"


def scan(
    texts: Iterable[PublicText],
    *,
    book: PlanBook,
    ticks: Collection[str],
    few: int = USUAL,
    stories: Mapping[str, Story] | None = None,
) -> tuple[SuspectText, ...]:
    """The texts in which something was noticed, each once a field, in the order of the tables.

    `few` is the greatest number of children that is a small one; `stories`, by indicator, number the
    forces as their page does.
    """
    every = list(texts)
    known = know_words(every, book)
    titles = {one.key: one.title for one in book.indicators}
    forces = _number_forces(stories or {})
    found: dict[str, SuspectText] = {}
    for one in every:
        suspects = (*find_personal(one.text, known=known), *find_few(one.text, most=few))
        digest = digest_of(one)
        if suspects and digest not in found:
            place, page = _find_place(one, titles, forces)
            never = say_never(one.text, suspects)
            ticked = digest in ticks and not never
            found[digest] = SuspectText(digest, place, one.text, suspects, ticked, page, never)
    return tuple(found.values())


def _number_forces(stories: Mapping[str, Story]) -> dict[str, tuple[Direction, int]]:
    """By key, where a page has each force: what it does to the curve, and its number from the top."""
    return {
        force.key: (direction, place)
        for story in stories.values()
        for direction in Direction
        for place, force in enumerate(story.of(direction), 1)
    }


def _find_place(
    one: PublicText, titles: Mapping[str, str], forces: Mapping[str, tuple[Direction, int]]
) -> tuple[str, str]:
    """What the place of a text is called, with the title of its indicator, and the page on which it is mended."""
    indicator, _, rest = one.key.partition("/")
    if one.table in ABOUT and indicator in titles:
        title = titles[indicator]
        place = name_place(one.table, one.column, key=rest, about=title)
        if one.table == "story_force" and one.key in forces:
            direction, number = forces[one.key]
            place = name_force(direction, one.column, place=number, about=title)
        return place, f"{ABOUT[one.table]}?indicator={indicator}"
    return name_place(one.table, one.column, key=one.key), PAGES.get(one.table, "")


def know_words(texts: Iterable[PublicText], book: PlanBook) -> frozenset[str]:
    """Words that are nobody's name: those that a text has in small letters, and those of places and partners."""
    known = {word for one in texts for word in _SMALL.findall(one.text)}
    named = [one.name for one in book.areas] + [one.name for one in book.partners]
    named += [one.name for one in book.services.services] + [one.title for one in book.indicators]
    named += [book.plan.title, book.plan.trust, *(one.title for one in book.themes)]
    known |= {word.casefold() for name in named for word in _WORD.findall(name)}
    return frozenset(known)


def digest_of(one: PublicText) -> str:
    """What a tick is kept by: any other word of the text has another, and so has another field that says the same.

    Whether a name may stand depends on what is said of it there. The row is no part of it: a name that stands in ten
    actions is read once.
    """
    return hashlib.sha256(f"{one.table}.{one.column}\n{normalise(one.text)}".encode()).hexdigest()


def check_texts(found: Iterable[SuspectText]) -> Iterator[Item]:
    """Each text that nobody has ticked: it blocks for a person, and is advice for few children, or both."""
    for one in found:
        few = tuple(suspect for suspect in one.suspects if suspect.kind is Kind.FEW)
        if not one.ticked and len(few) < len(one.suspects):
            yield _make_item("texts", one, one.suspects)
        if not one.ticked and few:
            yield _make_item("few", one, few)


def _make_item(code: str, one: SuspectText, suspects: tuple[Suspect, ...]) -> Item:
    tick = f"Read it; mend it there, or tick it: python -m oba publish --tick {one.short} --note TEXT"
    return make_item(
        code,
        of=one.place,
        found=f"{say_suspects(suspects)}, in: {one.excerpt}",
        remedy=REWORD if one.place.startswith(NOTE) else one.never or tick,
        link=f"publish?text={one.short}",
        key=one.short,
    )
