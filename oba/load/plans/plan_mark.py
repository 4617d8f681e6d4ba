"""What a downloaded plan workbook was written from: kept on a sheet of its own, so that changes can be told apart.

It stands in cells of text that no spreadsheet alters: the sheets as they were, packed. It comes with a file from
outside, so it is unpacked only so far, and believed only where every part of it is a text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oba.load.sheet import Sheet
from oba.model.plan_table import KEYS, PlanTable, make_plan_table

SHEET = "About this workbook"
MARK, DOWNLOADED, STORE = "Mark", "Downloaded on", "Dashboard"
LONGEST = 30_000
"""Signs in one cell: a spreadsheet takes 32,767."""
MOST_BYTES = 64 * 2**20
MOST_ROWS = 5_000
ACTIONS = "Actions"


@dataclass(frozen=True, slots=True)
class PlanMark:
    """`store` tells one dashboard from another, `downloaded_on` the moment in words. `sheets` are all but the actions,
    of which `actions` has the versions, by number. `broken`: there was one, and it cannot be read.
    """

    store: str = ""
    downloaded_on: str = ""
    sheets: Mapping[str, PlanTable] = field(default_factory=dict)
    actions: Mapping[int, int] = field(default_factory=dict)
    broken: bool = False


def pack(tables: Mapping[str, PlanTable], *, actions: Mapping[int, int]) -> list[str]:
    """The texts of the cells that hold the mark."""
    content = {
        "sheets": {
            name: [
                list(table.heads),
                *(_in_order(table, table.texts(key)) for key in table.rows),
            ]
            for name, table in tables.items()
        },
        "actions": [[number, version] for number, version in actions.items()],
    }
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)
    text = f"{hashlib.sha256(packed).hexdigest()[:16]}{base64.b64encode(packed).decode()}"
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def read_mark(sheet: Sheet | None) -> PlanMark | None:
    """The mark of a workbook; None where it has none."""
    if sheet is None:
        return None
    said: dict[str, list[str]] = {}
    for count, (_, cells) in enumerate(sheet.rows()):
        if count > MOST_ROWS:
            break
        if len(cells) > 1 and cells[0].text.strip() in (MARK, DOWNLOADED, STORE):
            said.setdefault(cells[0].text.strip(), []).append(cells[1].text.strip())
    if MARK not in said:
        return None
    try:
        content = _unpack("".join(said[MARK]))
        sheets = {name: _table(name, rows) for name, rows in content["sheets"].items() if name in KEYS}
        actions = {int(number): int(version) for number, version in content["actions"]}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error, binascii.Error):
        return PlanMark(broken=True)
    return PlanMark(
        "".join(said.get(STORE, [])), "".join(said.get(DOWNLOADED, [])), sheets, actions, broken=False
    )


def _unpack(text: str) -> dict[str, Any]:
    digest, packed = text[:16], base64.b64decode(text[16:], validate=True)
    if hashlib.sha256(packed).hexdigest()[:16] != digest:
        raise ValueError("the mark is not as it was written")
    unpacking = zlib.decompressobj()
    content = json.loads(unpacking.decompress(packed, MOST_BYTES).decode())
    if not isinstance(content, dict):
        raise ValueError("the mark is not as it was written")
    return content


def _table(name: str, rows: Sequence[Sequence[str]]) -> PlanTable:
    if not all(isinstance(text, str) for row in rows for text in row):
        raise ValueError("the mark is not as it was written")
    heads, *body = rows
    return make_plan_table(name, heads, [dict(zip(heads, row, strict=True)) for row in body])


def _in_order(table: PlanTable, texts: Mapping[str, str]) -> list[str]:
    return [texts.get(head, "") for head in table.heads]
