"""Writing an undo: what stood goes to the history, what stands instead is put back under where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, column, delete, insert, literal, select, table, text, tuple_

from oba.store.bulk import insert_rows
from oba.store.comparison import same_figure
from oba.store.numbers import next_id
from oba.store.schema import observation, observation_history, restoration, sheet_column
from oba.store.staging import STORED
from oba.store.timeline import UNDONE
from oba.store.undo_cells import CellUndo

leaving = table("leaving", column("series_id"), column("period_id"))


@dataclass(slots=True)
class UndoWriter:
    """`columns` has, by load, the column for figures of which the load is known and the cell is not."""

    conn: Connection
    load_id: int
    columns: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, conn: Connection, *, load_id: int) -> UndoWriter:
        ending = "" if conn.dialect.name == "sqlite" else " ON COMMIT DROP"
        conn.execute(text("DROP TABLE IF EXISTS leaving"))
        conn.execute(
            text(
                "CREATE TEMP TABLE leaving (series_id INTEGER NOT NULL, period_id BIGINT NOT NULL,"
                f" PRIMARY KEY (series_id, period_id)){ending}"
            )
        )
        return cls(conn, load_id)

    def end(self) -> None:
        self.conn.execute(text("DROP TABLE leaving"))

    def write(self, cells: Sequence[CellUndo]) -> None:
        """Write some cells. Those whose record stays are passed over."""
        moving = [cell for cell in cells if cell.moves]
        gone = [(cell.past.number, cell.period) for cell in moving if cell.now is not None]
        if gone:
            self._take_out(gone)
        back = [row for cell in moving if (row := self._row(cell)) is not None]
        if back:
            insert_rows(self.conn, table="observation", columns=STORED, values=list(zip(*back, strict=True)))
            rows = [{"series_id": row[0], "period_id": row[1], "load_id": self.load_id} for row in back]
            self.conn.execute(insert(restoration), rows)

    def _take_out(self, gone: list[tuple[int, int]]) -> None:
        self.conn.execute(delete(leaving))
        names = ("series_id", "period_id")
        insert_rows(self.conn, table="leaving", columns=names, values=list(zip(*gone, strict=True)))
        old = select(
            *(observation.c[name] for name in STORED), literal(self.load_id), literal(UNDONE)
        ).select_from(leaving.join(observation, same_figure(leaving, observation)))
        self.conn.execute(insert(observation_history).from_select([*STORED, "replaced_by", "happened"], old))
        key = tuple_(observation.c.series_id, observation.c.period_id)
        named = select(leaving.c.series_id, leaving.c.period_id)
        self.conn.execute(delete(observation).where(key.in_(named)))

    def _row(self, cell: CellUndo) -> tuple[Any, ...] | None:
        if cell.after is None:
            return None
        version = cell.after.version
        where = (version.column, version.row)
        if not cell.after.has_cell:
            where = (self._column_without_cells(cell.after.load.id), None)
        return (cell.past.number, cell.period, *version.numbers, version.marker, version.text, *where)

    def _column_without_cells(self, load_id: int) -> int:
        known = self.columns.get(load_id)
        if known is None:
            named = (sheet_column.c.load_id == load_id, sheet_column.c.sheet == "", sheet_column.c.head == "")
            known = self.conn.execute(select(sheet_column.c.id).where(*named)).scalar_one_or_none()
            if known is None:
                known = next_id(self.conn, sheet_column.c.id)
                row = {"id": known, "load_id": load_id, "sheet": "", "head": ""}
                self.conn.execute(insert(sheet_column).values(**row))
            self.columns[load_id] = known
        return int(known)
