"""Carry what a plan workbook has no room for of its partners: what they contribute to curves, and who changed what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from oba.model.editor import Edit
from oba.model.partner import Contribution
from oba.store.contributions import KIND as CONTRIBUTION
from oba.store.contributions import add_contribution, read_contributions
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.partners import KIND as PARTNER
from oba.store.partners import read_partners
from oba.store.plans import read_plan
from oba.store.retired import read_known
from oba.tasks.kept_edits import build_edit
from oba.tasks.kept_record import build_record, check_once, list_records, read_kept
from oba.words.numbers import say_count

PARTNERS = "partners.json"
"""The file of an export that holds them."""


@dataclass(frozen=True, slots=True)
class KeptPartners:
    """Every contribution that was ever written, and the edits of contributions and of partners in their order."""

    contributions: tuple[Contribution, ...]
    edits: tuple[Edit, ...]


def gather_partners(store: Store) -> KeptPartners:
    """Of partners that are there; one that nothing named and that was removed has left its edits alone."""
    with store.reading() as connection:
        known = {one.key for one in read_partners(connection)}
        edits = read_edits(connection, kinds=(PARTNER, CONTRIBUTION))
        return KeptPartners(
            read_contributions(connection, withdrawn=True),
            tuple(one for one in edits if one.kind == CONTRIBUTION or one.key in known),
        )


def describe_partners(store: Store) -> Iterator[str]:
    """A line for each. How a partner began is no part of it: loading the plan again begins it anew."""
    kept = gather_partners(store)
    yield from (json.dumps(_contribution_record(one), sort_keys=True) for one in kept.contributions)
    yield from (json.dumps(_edit_record(one), sort_keys=True) for one in kept.edits if _is_work(one))


def write_partners(store: Store, folder: Path) -> None:
    """Write them into the folder of an export."""
    kept = gather_partners(store)
    record = {
        "contributions": [_contribution_record(one) for one in kept.contributions],
        "edits": [_edit_record(one) for one in kept.edits if _is_work(one)],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (folder / PARTNERS).write_text(text, encoding="utf-8")


def read_kept_partners(path: Path) -> KeptPartners:
    """What the file holds. ObaError when it is not what an export writes."""
    return read_kept(path, _build, what="what partners contribute")


def restore_partners(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the contributions of these files for curves that have none, and the edits of partners on whose records
    nobody has worked here; lines that say what was done.
    """
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_kept_partners(path)
    with store.writing() as connection:
        book = read_plan(connection)
        curves, partners = read_known(connection, "indicators"), {one.key for one in book.partners}
        written = {one.indicator for one in read_contributions(connection, withdrawn=True)}
        worked = {one.key for one in read_edits(connection, kind=PARTNER) if _is_work(one)}
        new = [one for one in kept.contributions if one.indicator not in written]
        wanted = [one for one in new if one.indicator in curves and one.partner in partners]
        for one in wanted:
            add_contribution(connection, one)
        keys = {(CONTRIBUTION, one.key) for one in wanted} | {(PARTNER, key) for key in partners - worked}
        copy_edits(connection, [one for one in kept.edits if (one.kind, one.key) in keys and _is_work(one)])
    if wanted:
        yield f"{say_count(len(wanted), noun='contribution')} of partners restored, with every edit"
    if strange := len(new) - len(wanted):
        yield f"{say_count(strange, noun='contribution')} of {path.name} left out: the plan has not all that they name"
    if own := len(kept.contributions) - len(new):
        yield (
            f"{say_count(own, noun='contribution')} of {path.name} left out: the store has its own of those curves"
        )


def _is_work(edit: Edit) -> bool:
    """Whether somebody has changed something, rather than a partner's record having begun."""
    return edit.kind == CONTRIBUTION or edit.before is not None


def _contribution_record(one: Contribution) -> dict[str, Any]:
    return asdict(one) | {"written_on": one.written_on.isoformat()}


def _edit_record(edit: Edit) -> dict[str, Any]:
    return {name: text for name, text in asdict(edit).items() if name != "id"} | {"at": edit.at.isoformat()}


def _build(found: Mapping[str, Any]) -> KeptPartners:
    contributions = list_records(found, "contributions", _build_contribution)
    check_once((one.key for one in contributions), place="the keys of 'contributions'")
    return KeptPartners(contributions, list_records(found, "edits", _build_edit))


def _build_contribution(record: Mapping[str, Any]) -> Contribution:
    found = build_record(Contribution, record)
    if not found.key.startswith(f"{found.indicator}/") or not found.key.rpartition("/")[2].isdecimal():
        raise ValueError("a key that is not its indicator's")
    return found


def _build_edit(record: Mapping[str, Any]) -> Edit:
    found = build_edit(record)
    if found.kind not in (PARTNER, CONTRIBUTION):
        raise ValueError("an edit of something else")
    return found
