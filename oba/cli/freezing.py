"""The command that freezes a baseline, or lists every one that was frozen."""

from __future__ import annotations

import argparse
from typing import Any

from oba.cli.results import OK, agrees, at_terminal
from oba.errors import UsageError
from oba.settings import Settings


def add_options(command: Any) -> None:
    command.add_argument("--indicator", help="key of the indicator")
    command.add_argument("--area", help="GSS code or name of an area (default: the plan's own)")
    command.add_argument("--scenario", default="carry-on", help="carry-on (default), hold, or straight-line")
    command.add_argument(
        "--data-to",
        default="",
        metavar="LABEL",
        help="the last figure to use, such as 2024/25 (default: the newest)",
    )
    command.add_argument("--horizon", default="5", help="how many periods ahead, 1 to 15 (default: 5)")
    command.add_argument(
        "--agreed-by",
        default="",
        metavar="WHO",
        help="the group that agreed on it: name the group, not people, since the public is shown it",
    )
    command.add_argument("--reason", default="", metavar="WHY", help="why they take this scenario")
    command.add_argument(
        "--replaces-because", default="", metavar="WHY", help="why the baseline that stands is superseded"
    )
    command.add_argument(
        "--without-margin",
        action="store_true",
        help="freeze it even where the figures allow no margin, so that no verdict will be given",
    )
    command.add_argument("--list", action="store_true", help="list every baseline that was ever frozen")
    command.add_argument("--dry-run", action="store_true", help="show what would be frozen, write nothing")
    command.add_argument("--yes", action="store_true", help="freeze without showing first and asking")
    command.add_argument("--json", action="store_true", help="print JSON with every number and its working")
    command.add_argument("--user", help="who records it (default: the login name)")


def freeze(chosen: argparse.Namespace, settings: Settings) -> int:
    """Show what would be frozen; freeze exactly that when it was asked for plainly or a person agrees."""
    from oba.model.editor import editor_of
    from oba.tasks.agree_baseline import agree
    from oba.tasks.tell_baselines import list_all, tell_agreed, tell_agreed_as_json

    if chosen.list:
        print(list_all(settings, indicator=chosen.indicator, area=chosen.area, as_json=chosen.json))
        return OK
    agreement, editor = _read(chosen), editor_of(settings)
    seen = agree(settings, editor, agreement, dry_run=True)
    say = tell_agreed_as_json if chosen.json else lambda done: "\n".join(tell_agreed(done))
    if chosen.dry_run:
        print(say(seen))
        return OK
    if not chosen.yes:
        if chosen.json or not at_terminal():
            raise UsageError("nobody can be asked here", remedy="Say --yes to freeze, or --dry-run to look")
        print(say(seen), flush=True)
        if not agrees("Freeze this? It can be superseded, but never changed."):
            print("Nothing was frozen.")
            return OK
    print(say(agree(settings, editor, agreement, shown=seen.digest)))
    return OK


def _read(chosen: argparse.Namespace) -> Any:
    from oba.tasks.agree_baseline import Agreement, read_scenario

    if not chosen.indicator:
        raise UsageError(
            "no indicator is named",
            expected="--indicator KEY",
            remedy="The keys stand in the sheet Indicators of the plan; --list shows what was frozen",
        )
    return Agreement(
        indicator=chosen.indicator,
        area=chosen.area,
        scenario=read_scenario(chosen.scenario),
        data_to=chosen.data_to,
        horizon=_read_number(chosen.horizon),
        agreed_by=chosen.agreed_by,
        reason=chosen.reason,
        replaces_because=chosen.replaces_because,
        without_margin=chosen.without_margin,
    )


def _read_number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(f"horizon '{text}'", expected="a whole number from 1 to 15") from error
