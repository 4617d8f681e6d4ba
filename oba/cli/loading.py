"""Commands that change figures: load files, take a load back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from oba.cli.looking import read_day
from oba.cli.results import OK, REFUSED, Progress, agrees, at_terminal
from oba.errors import UsageError
from oba.model.release import Answer, LoadReport, QuestionKind
from oba.settings import Settings

ORIGIN = ("publisher", "title", "release", "licence", "address")


def load(chosen: argparse.Namespace, settings: Settings) -> int:
    """A person at a terminal sees the changes before they are written."""
    from oba.tasks.tell_load import as_json, as_text

    if _should_ask(chosen):
        preview = list(_reports(chosen, settings, dry_run=True))
        print("\n".join(as_text(report) for report in preview), flush=True)
        if any(report.refused for report in preview):
            return REFUSED
        if not agrees("Write this?"):
            print("Nothing was written.")
            return OK
    refused = False
    for report in _reports(chosen, settings, dry_run=chosen.dry_run):
        print(as_json(report) if chosen.json else as_text(report), flush=True)
        refused = refused or report.refused
    return REFUSED if refused else OK


def _should_ask(chosen: argparse.Namespace) -> bool:
    """Figures that come with their plan cannot be held against it before it is written: those are not asked about."""
    from oba.tasks.load_files import has_plan_among

    silent = chosen.dry_run or chosen.json or chosen.yes or not at_terminal()
    return not silent and not has_plan_among(chosen.files)


def _reports(chosen: argparse.Namespace, settings: Settings, *, dry_run: bool) -> Iterator[LoadReport]:
    from oba.model.editor import editor_of
    from oba.tasks.load_files import Wishes, load_files

    _check_answers(chosen)
    progress = Progress()
    origin: dict[str, object] = {name: getattr(chosen, name) for name in ORIGIN if getattr(chosen, name)}
    if chosen.published:
        origin["published"] = read_day(chosen.published)
    wishes = Wishes(
        origin=origin,
        indicator=chosen.indicator,
        picks=frozenset(chosen.add),
        answers=tuple(read_answer(text) for text in chosen.answer),
        again=chosen.again,
    )
    for report in load_files(
        settings,
        files=chosen.files,
        editor=editor_of(settings),
        dry_run=dry_run,
        wishes=wishes,
        progress=progress.show,
    ):
        progress.clear()
        yield report


def _check_answers(chosen: argparse.Namespace) -> None:
    """An answer is about one source, and would be remembered for every source it was given to."""
    from oba.tasks.load_files import list_files

    if chosen.answer and len(list_files(chosen.files)) > 1:
        raise UsageError(
            "answers for several files at once",
            expected="one file with --answer",
            remedy="Load the files that ask one by one; what is answered is remembered for their source",
        )


def read_answer(text: str) -> Answer:
    """`symbol:*=c`; UsageError for another form, or a kind that is not asked about."""
    kind, _, rest = text.partition(":")
    subject, equals, answer = rest.rpartition("=")
    kinds = {one.value: one for one in QuestionKind}
    if kind not in kinds or not equals or not subject or not answer:
        raise UsageError(
            f"answer '{text}'",
            expected=f"KIND:SUBJECT=ANSWER, the kind being one of {', '.join(kinds)}",
            remedy='Copy it from what was asked, for example --answer "symbol:*=c"',
        )
    return Answer(kinds[kind], subject, answer)


def undo(chosen: argparse.Namespace, settings: Settings) -> int:
    """Show what would change back; write it when it was asked for plainly or a person agrees."""
    from oba.model.editor import editor_of
    from oba.tasks.tell_undo import list_loads, tell_undo

    if chosen.load is None:
        print(list_loads(settings))
        return OK
    editor = editor_of(settings)
    preview = tell_undo(settings, editor, chosen.load, dry_run=True)
    print(preview, flush=True)
    if chosen.dry_run:
        return OK
    if not chosen.yes:
        if not at_terminal():
            raise UsageError("nobody can be asked here", remedy="Say --yes to undo, or --dry-run to look")
        if not agrees("Undo this load?"):
            print("Nothing was written.")
            return OK
    print(tell_undo(settings, editor, chosen.load, dry_run=False))
    return OK
