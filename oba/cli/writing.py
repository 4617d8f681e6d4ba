"""Commands that write files: templates for partners, recipes for layouts, an export of everything."""

from __future__ import annotations

import argparse
from pathlib import Path

from oba.cli.results import OK
from oba.settings import Settings


def template(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.save_templates import save_templates

    for line in save_templates(
        settings, partner=chosen.partner, tidy=chosen.tidy, plan=chosen.plan, out=Path(chosen.out)
    ):
        print(line)
    return OK


def map_file(chosen: argparse.Namespace, settings: Settings) -> int:
    if chosen.keep:
        from oba.model.editor import editor_of
        from oba.tasks.keep_recipe import keep_recipe_file

        print(keep_recipe_file(settings, editor_of(settings), Path(chosen.file)))
    else:
        from oba.tasks.map_proposal import write_proposal

        print("\n".join(write_proposal(settings, chosen.file, out=chosen.out, sheet=chosen.sheet)))
    return OK


def actions(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.actions_workbook import save_actions_workbook

    print(save_actions_workbook(settings, Path(chosen.file)))
    return OK


def plan(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.download_plan import save_plan_workbook

    print(save_plan_workbook(settings, Path(chosen.file)))
    return OK


def export(chosen: argparse.Namespace, settings: Settings) -> int:
    from oba.tasks.export_store import export_store

    for line in export_store(settings, Path(chosen.folder)):
        print(line, flush=True)
    return OK
