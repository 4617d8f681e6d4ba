"""Column types that mean the same on SQLite and PostgreSQL, and the naming of constraints."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Double, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

# Byte order everywhere: the collation of a server's locale would sort and compare keys its own way.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")
# Eight bytes on PostgreSQL; on SQLite INTEGER, which alone makes a primary key the row's own address.
LONG = BigInteger().with_variant(Integer(), "sqlite")
# REAL would be four bytes on PostgreSQL.
NUMBER: Double[float] = Double()

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is left out there and put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
