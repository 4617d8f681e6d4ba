"""What is decided on the way to a publication: texts that were read, rules for small numbers, notes of revisions."""

from __future__ import annotations

from dataclasses import replace

from oba.errors import NotFoundError, UsageError
from oba.model.disclosure import ROUND_BASES, THRESHOLDS, Rule
from oba.model.editor import Editor, Right
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.edits import record_edits
from oba.store.engine import Store, open_store
from oba.store.outline import read_outline
from oba.store.publications import add_tick, read_rules, set_rule
from oba.store.revised import write_note
from oba.tasks.check_publication import prepare_publication
from oba.tasks.publish import read_note
from oba.tasks.scan_texts import SuspectText
from oba.words.disclosure import say_rule_briefly

SHORTEST = 8
"""Signs of a digest that name a text."""
NONE = "none"


def tick_text(settings: Settings, editor: Editor, named: str, *, note: str) -> SuspectText:
    """Look for the text that this beginning of a digest names, among those that would be public now, and tick it."""
    editor.require(Right.PUBLISH)
    wanted = named.strip().casefold()
    checked = prepare_publication(settings).checked
    texts = (*checked.texts, *checked.again)
    found = [one for one in texts if len(wanted) >= SHORTEST and one.digest.startswith(wanted)]
    if len(found) != 1:
        raise NotFoundError(
            f"no text '{named[:20]}' is waiting to be read",
            remedy="The list names each: python -m oba publish --check",
        )
    tick(settings, editor, found[0], note=note)
    return found[0]


def tick(settings: Settings, editor: Editor, text: SuspectText, *, note: str) -> None:
    """Keep that somebody has read this text, and lets it stand.

    UsageError without a note or a name, and for a text that nobody may let stand.
    """
    editor.require(Right.PUBLISH)
    if text.never:
        raise UsageError(f"{text.place} cannot be ticked", remedy=text.never)
    said = read_note(note, of="why the text may stand")
    if not editor.name.strip():
        raise UsageError("nobody is named who has read it", remedy="Say --by NAME")
    store = _open(settings)
    try:
        # the ticks are looked up anew each time, so what is kept of the store's version still holds
        with store.writing(quietly=True) as connection:
            place = text.place
            add_tick(connection, text.digest, by=editor.name, at=settings.now(), note=said, excerpt=place)
    finally:
        store.close()


def keep_rule(settings: Settings, editor: Editor, rule: Rule) -> str:
    """Set the rule for small numbers of one indicator; a sentence that says what it does now.

    UsageError for a rule that there is not, or for one that hides nothing and gives no reason.
    """
    editor.require(Right.PUBLISH)
    rule = replace(rule, reason=tidy(rule.reason))
    if rule.threshold not in THRESHOLDS or rule.round_base not in ROUND_BASES:
        raise UsageError("this rule is not known", expected="a threshold of 5 or 7, or none")
    if not rule.threshold and not rule.reason:
        raise UsageError(
            "a rule that hides nothing needs its reason",
            remedy="Say why: --because TEXT, such as who has protected the figures already",
        )
    store = _open(settings)
    try:
        with store.writing() as connection:
            titles = read_outline(connection).titles
            if rule.indicator not in titles:
                raise NotFoundError(f"indicator '{rule.indicator}'", expected="a key of the sheet Indicators")
            was = read_rules(connection).get(rule.indicator)
            set_rule(connection, rule, by=editor.name, at=settings.now())
            record_edits(
                connection,
                kind="rule for small numbers",
                key=rule.indicator,
                by=editor.name,
                at=settings.now(),
                changes={"rule": (say_rule_briefly(was) if was else None, say_rule_briefly(rule))},
            )
    finally:
        store.close()
    return f"{titles[rule.indicator]}: {say_rule_briefly(rule)}."


def keep_threshold(settings: Settings, editor: Editor, said: Rule) -> str:
    """`keep_rule` with this threshold; what else the rule of the indicator says stays as it is."""
    editor.require(Right.PUBLISH)
    store = _open(settings)
    try:
        with store.reading() as connection:
            was = read_rules(connection).get(said.indicator, said)
    finally:
        store.close()
    same = was.threshold == said.threshold
    reason = said.reason or (was.reason if same else "")
    return keep_rule(settings, editor, replace(was, threshold=said.threshold, reason=reason))


def read_rule(text: str, *, because: str) -> Rule:
    """A rule as a command says it: `looked_after=5`, `=7` or `=none`. UsageError for anything else."""
    key, _, said = text.partition("=")
    said = said.strip().casefold()
    thresholds = {NONE: 0, **{str(one): one for one in THRESHOLDS if one}}
    if not key.strip() or said not in thresholds:
        raise UsageError(f"rule '{text}'", expected="INDICATOR=5, INDICATOR=7 or INDICATOR=none")
    return Rule(key.strip(), threshold=thresholds[said], reason=tidy(because))


def explain_release(settings: Settings, editor: Editor, number: int, *, because: str) -> str:
    """Say in a release's note why it revised figures; the public reads it. What its note said before stays in it."""
    editor.require(Right.PUBLISH)
    said = read_note(because, of="why the figures were revised")
    store = _open(settings)
    try:
        with store.writing() as connection:
            before = write_note(connection, number, said)
            if before:
                said = f"{before.rstrip()} {said}"
                write_note(connection, number, said)
            record_edits(
                connection,
                kind="release",
                key=str(number),
                by=editor.name,
                at=settings.now(),
                changes={"note": (before or None, said)},
            )
    finally:
        store.close()
    return f"Release {number}: {said}"


def _open(settings: Settings) -> Store:
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    return open_store(settings.store)
