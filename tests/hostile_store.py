"""A store in which every text that the public can see is one that somebody typed to break out of a page.

The columns are those of the allow-list, so that one that is added tomorrow is covered by itself.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table, Text

from oba.store import schema
from oba.store.public_columns import COPIED
from oba.store.schema.columns import Moment
from tests.publishing import publish_into

OUTSIDE = "evil.example"
HIT = "window.__hit=1"
_TEXTS = (
    f"<script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"</style></title></textarea><script>{HIT}</script>",
    f"<img src=x onerror={HIT}>",
    f'"><svg onload={HIT}>',
    f"' onmouseover='{HIT}' autofocus onfocus='{HIT}",
    f'" style="display:none" onclick="{HIT}',
    "<style>*{color:rgb(1,2,3)!important}</style>",
    f"<link rel=stylesheet href=//{OUTSIDE}/a.css>",
    f"<style>@import url(//{OUTSIDE}/b.css)</style>",
    f"javascript:{HIT}//",
    f"data:text/html,<script>{HIT}</script>",
    f"<a href='javascript:{HIT}'>here</a>",
    f"<img src=http://{OUTSIDE}/beacon.png>",
    f"![beacon](http://{OUTSIDE}/markdown.png)",
    f"[a link](http://{OUTSIDE}/link) and [script](javascript:{HIT})",
    "# A heading\n\n* a list\n\n> a quotation **bold** `code`",
    ":red[not red] :blue-background[not blue] :small[not small]",
    ":material/delete: :smile: :streamlit:",
    "$\\frac{1}{2}$ $$\\href{javascript:1}{x}$$ \\(x\\)",
    "<!-- a comment never closed",
    "--><b>after a comment</b>",
    f"<![CDATA[<script>{HIT}</script>]]>",
    "]]><b>after a section</b>",
    f'<img src="x" onerror="{HIT}" alt="never closed',
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    f"<p style='width:expression({HIT});background:url(//{OUTSIDE}/c.png)'>expression",
    f"<svg><script>{HIT}</script><foreignObject><iframe src=//{OUTSIDE}></iframe></foreignObject></svg>",
    f"<svg><use href='data:image/svg+xml,<svg onload={HIT}>#x'/><image href=//{OUTSIDE}/d.png /></svg>",
    "\u202egnp.exe\u202c \u2066isolate \u200fright\u200eleft",
    "zero\u200bwidth\ufeff joined\u200d soft\u00adhyphen",
    f"<b>bold</b><a href='http://{OUTSIDE}/plotly'>link</a><br><sup>up</sup>",
    f"<meta http-equiv=refresh content='0;url=http://{OUTSIDE}/refresh'>",
    f"<base href=http://{OUTSIDE}/>",
    f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    f'=HYPERLINK("http://{OUTSIDE}","x")',
    "+1+cmd|' /C calc'!A0",
    f"first\r\nX-Owned: 1\r\nEND:VEVENT\r\nURL:http://{OUTSIDE}/",
    f"//{OUTSIDE}/path?a=1&amp;b=&lt;2&gt;&#x41;",
    f"<form action=//{OUTSIDE}><button formaction='javascript:{HIT}'>send</form><object data=//{OUTSIDE}>",
)
HOSTILE = tuple(f"{text} mark{number:02}" for number, text in enumerate(_TEXTS, start=1))
"""Forty, each with a mark of its own at its end."""

STRUCTURE = {
    schema.indicator: "standing value_type polarity period_kind",
    schema.indicator_code: "origin",
    schema.area: "kind",
    schema.comparator: "role",
    schema.action: "status theme lead funding also_serves idea",
    schema.action_support: "partner",
    schema.story_force: "direction depth",
    schema.story_voice: "who",
    schema.story_gap: "kind became",
    schema.idea: "evidence_level cost leverage feasibility specificity values_fit",
    schema.baseline: "breakdown scenario method",
    schema.baseline_peer: "forecast",
    schema.load: "format kind given",
    schema.series: "breakdown",
    schema.observation: "marker",
    schema.observation_history: "happened marker",
    schema.edit: "kind key field",
    schema.publication: "sha256",
    schema.hidden_baseline: "indicator area breakdown",
    schema.release: "sha256",
}
"""What is one of a few words or a name of another row, and no text that anybody types."""
WRITTEN_OF = "suspensions"
"""The indicator of which people have written."""


def texts_of(table: Table) -> tuple[str, ...]:
    """The columns of a table that the public can see and that hold what somebody typed."""
    kept = COPIED[table].split()
    built = STRUCTURE.get(table, "").split()
    return tuple(
        column.name
        for column in table.c
        if column.name in kept and column.name not in built and isinstance(column.type, Text)
        if not column.primary_key and not column.foreign_keys
    )


def spoil(path: Path, *, keep: str) -> dict[str, int]:
    """Put the hostile texts into a store's file, in turn; how many rows have one, by table and column.

    `keep` is the indicator of which people have written.
    """
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    numbers = count()
    for table, row in _list_rows(connection, keep):
        _insert(connection, table, row)
    put = {
        f"{table.name}.{name}": _spoil_column(connection, table, name, numbers)
        for table in COPIED
        for name in texts_of(table)
    }
    for _, sql in triggers:
        connection.execute(sql)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.commit()
    connection.close()
    return put


def _spoil_column(connection: sqlite3.Connection, table: Table, name: str, numbers: Iterator[int]) -> int:
    names = [f'"{column.name}"' for column in table.primary_key.columns]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall()
    where = " AND ".join(f"{one} = ?" for one in names)
    update = f'UPDATE OR IGNORE {table.name} SET "{name}" = ? WHERE {where}'
    return sum(
        connection.execute(update, (HOSTILE[next(numbers) % len(HOSTILE)], *row)).rowcount for row in rows
    )


def _list_rows(connection: sqlite3.Connection, keep: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    """What the example has none of: what people write of one curve, its actions, its target and its rule."""
    area = connection.execute("SELECT area FROM plan").fetchone()[0]
    partner = connection.execute("SELECT key FROM partner").fetchone()[0]
    period = connection.execute("SELECT id FROM period WHERE label = '2025'").fetchone()
    place = {"indicator": keep, "area": area}
    for number in range(12):
        own = {**place, "key": f"{keep}/{number}", "rank": number}
        yield schema.story_force, {**own, "direction": ("helps", "hinders")[number % 2], "depth": "symptom"}
        yield schema.story_voice, {**own, "who": "parents"}
        yield schema.story_gap, {**own, "kind": "data"}
        yield (
            schema.idea,
            {
                **own,
                **dict.fromkeys(("leverage", "feasibility", "specificity", "values_fit"), "high"),
                "evidence_level": "tried here",
                "cost": "costs more",
            },
        )
        yield schema.contribution, {**own, "partner": partner}
        yield schema.action_progress, {"id": number + 1, "action": number + 1}
        yield schema.action_indicator, {"action": number + 1, "position": 1, "indicator": keep}
    for (key,) in connection.execute("SELECT key FROM indicator").fetchall():
        yield schema.success, {**place, "indicator": key}
    yield schema.idea_why_none, place
    yield schema.disclosure_rule, {**place, "threshold": 5, "round_base": 1}
    yield schema.target, {**place, "position": 1, "period": period[0] if period else 1, "value": 1.0}
    yield (
        schema.edit,
        {"id": 90_001, "kind": "action", "key": "1", "field": "status", "before": "", "after": "done"},
    )
    yield schema.publication, {"number": 1}


def _insert(connection: sqlite3.Connection, table: Table, row: dict[str, Any]) -> None:
    filled = {column.name: row.get(column.name, _blank(column)) for column in table.c}
    names = ", ".join(f'"{name}"' for name in filled)
    slots = ", ".join("?" * len(filled))
    connection.execute(f"INSERT INTO {table.name} ({names}) VALUES ({slots})", tuple(filled.values()))


def _blank(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, Moment):
        return "2026-11-03 09:00:00.000000"
    if isinstance(column.type, Date):
        return "2026-11-03"
    if isinstance(column.type, (Boolean, Float)):
        return 0
    return 1 if isinstance(column.type, Integer) else ""


def make_hostile(example: Path, folder: Path) -> None:
    """A folder with such a store, and its published copy beside it in `published`."""
    path = folder / "oba.db"
    shutil.copy(example, path)
    spoil(path, keep=WRITTEN_OF)
    publish_into(folder / "published", f"sqlite:///{path.as_posix()}", number=2, note=HOSTILE[0])
