"""The command that publishes: it checks, approves, releases what is due, compares, repairs, and withdraws."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oba.cli.results import BLOCKED, OK, REFUSED, Counting
from oba.errors import UsageError
from oba.model.editor import Editor, editor_of
from oba.settings import Settings

DEEDS = ("check", "list", "compare", "due", "repair", "withdraw", "tick", "rule", "explain", "example")


def add_options(command: Any) -> None:
    add = command.add_argument
    add("--by", metavar="NAME", help="who approves, ticks or withdraws (default: the login name)")
    add(
        "--note", default="", metavar="TEXT", help="what has changed, for the public; or why a text may stand"
    )
    add(
        "--at",
        default="now",
        metavar="WHEN",
        help="now (default), next for the next 9:30, a day such as 2026-12-01, or a day and a time; London's clocks",
    )
    add("--check", action="store_true", help="show the checklist and what would change, publish nothing")
    add("--list", action="store_true", help="list every publication")
    add("--compare", nargs=2, type=int, metavar=("A", "B"), help="say what changed from one to another")
    add("--due", action="store_true", help="release what is due; for cron or the Task Scheduler")
    add("--repair", action="store_true", help="rebuild the list of copies and the pointer to the current one")
    add("--withdraw", type=int, metavar="N", help="withdraw a publication for good")
    add("--tick", metavar="DIGEST", help="say with --note that a text was read and may stand")
    add(
        "--rule",
        metavar="INDICATOR=5|7|none",
        help="hide counts of 1 to 5, or to 7, or none of an indicator; `none` says why with --because",
    )
    add("--explain", type=int, metavar="RELEASE", help="say with --because why a release revised figures")
    add("--example", action="store_true", help="publish the example, where nothing was ever published")
    add("--because", default="", metavar="TEXT", help="the reason")
    add("--copies", help="folder of published copies (default: `published` beside the store)")


def publish(chosen: argparse.Namespace, settings: Settings) -> int:
    """Do the one thing that was asked for; without any, approve. Exit 2: the checklist blocks it, or a wrong call."""
    asked = [one for one in DEEDS if getattr(chosen, one) not in (None, False)]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} and --{asked[1]} together", expected="one of them")
    editor = editor_of(settings)
    if chosen.by is not None:
        editor = replace(editor, name=" ".join(chosen.by.split()))
    return _WAYS[asked[0] if asked else ""](chosen, settings, editor)


def _approve(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.model.release_time import read_release_at
    from oba.tasks.check_publication import changed_nothing, find_current
    from oba.tasks.publish import BlockedError, Wish, approve_publication
    from oba.tasks.tell_publishing import tell_approved, tell_checklist
    from oba.words.publishing import say_same

    wish = Wish(chosen.note, read_release_at(chosen.at, now=settings.now()))
    counting = Counting()
    last = find_current(settings)
    try:
        one = approve_publication(settings, editor, wish, progress=counting.show)
    except BlockedError as error:
        counting.clear()
        print("\n".join(tell_checklist(error.checklist, every=False)))
        return BLOCKED
    finally:
        counting.clear()
    print(tell_approved(one))
    if last is not None and changed_nothing(settings, last, one.number):
        print(say_same(last))
    return OK


def _check(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.check_publication import list_ticked, prepare_publication
    from oba.tasks.tell_publishing import tell_prepared

    counting = Counting()
    prepared = prepare_publication(settings, progress=counting.show)
    counting.clear()
    checklist = prepared.checked.checklist(list_ticked(settings))
    print("\n".join(tell_prepared(prepared, checklist)))
    return OK if checklist.ready else BLOCKED


def _list(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.publish import list_publications
    from oba.tasks.tell_publishing import tell_list

    print("\n".join(tell_list(list_publications(settings))))
    return OK


def _compare(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.check_publication import compare_numbers
    from oba.tasks.tell_publishing import tell_differences

    counting = Counting()
    first, second = chosen.compare
    found = compare_numbers(settings, first, second, progress=counting.show)
    counting.clear()
    print(f"From publication {first} to publication {second}:")
    print("\n".join(tell_differences(found)))
    return OK


def _release_due(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.publish import release_due
    from oba.tasks.tell_publishing import tell_released

    print("\n".join(tell_released(release_due(settings, editor))))
    return OK


def _repair(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.settle_shelf import repair_shelf
    from oba.words.settled import say_settled

    done = repair_shelf(settings, editor)
    print("\n".join(say_settled(done)))
    return REFUSED if done.lost else OK


def _withdraw(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.publish import withdraw_publication
    from oba.words.publishing import say_publication

    print(say_publication(withdraw_publication(settings, editor, chosen.withdraw, because=chosen.because)))
    return OK


def _tick(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.keep_publishing import tick_text
    from oba.words.publishing import TICKED

    found = tick_text(settings, editor, chosen.tick, note=chosen.note)
    print(f"{found.place}: {found.excerpt}\n{TICKED}")
    return OK


def _rule(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.keep_publishing import keep_threshold, read_rule

    print(keep_threshold(settings, editor, read_rule(chosen.rule, because=chosen.because)))
    return OK


def _explain(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.keep_publishing import explain_release

    print(explain_release(settings, editor, chosen.explain, because=chosen.because))
    return OK


def _publish_example(chosen: argparse.Namespace, settings: Settings, editor: Editor) -> int:
    from oba.tasks.publish_example import publish_example
    from oba.tasks.tell_publishing import tell_approved

    counting = Counting()
    one = publish_example(settings, editor, progress=counting.show)
    counting.clear()
    if one is not None:
        print(tell_approved(one))
    return OK


_WAYS: dict[str, Callable[[argparse.Namespace, Settings, Editor], int]] = {
    "": _approve,
    "check": _check,
    "list": _list,
    "compare": _compare,
    "due": _release_due,
    "repair": _repair,
    "withdraw": _withdraw,
    "tick": _tick,
    "rule": _rule,
    "explain": _explain,
    "example": _publish_example,
}
