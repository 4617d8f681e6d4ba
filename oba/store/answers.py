"""What people have answered about a source, kept for its next release. A source is a publisher and a title."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, tuple_

from oba.model.release import Answer, QuestionKind
from oba.store.schema import answer


def read_answers(conn: Connection, publisher: str, title: str) -> tuple[Answer, ...]:
    """Everything answered about this source, by kind and subject."""
    rows = conn.execute(
        select(answer.c.kind, answer.c.subject, answer.c.answer)
        .where(answer.c.publisher == publisher, answer.c.title == title)
        .order_by(answer.c.kind, answer.c.subject)
    )
    return tuple(Answer(QuestionKind(row.kind), row.subject, row.answer) for row in rows)


def write_answers(
    conn: Connection,
    publisher: str,
    title: str,
    answers: Iterable[Answer],
    *,
    given_by: str,
    given_at: datetime,
) -> int:
    """Keep answers, a new one in the place of an older one to the same question. Returns how many are new or other.

    An answer that says the same as the one that is kept leaves it, with the person who gave it first.
    """
    known = {(one.kind, one.subject): one.answer for one in read_answers(conn, publisher, title)}
    wanted = {(one.kind, one.subject): one.answer for one in answers}
    different = {key: said for key, said in wanted.items() if known.get(key) != said}
    if not different:
        return 0
    forget_answers(conn, publisher, title, different)
    rows = [
        {
            "publisher": publisher,
            "title": title,
            "kind": kind.value,
            "subject": subject,
            "answer": said,
            "given_by": given_by,
            "given_at": given_at,
        }
        for (kind, subject), said in different.items()
    ]
    conn.execute(insert(answer), rows)
    return len(rows)


def forget_answers(
    conn: Connection, publisher: str, title: str, questions: Iterable[tuple[QuestionKind, str]]
) -> None:
    """Let these questions, each a kind and a subject, be asked again."""
    named = [(kind.value, subject) for kind, subject in questions]
    conn.execute(
        delete(answer).where(
            answer.c.publisher == publisher,
            answer.c.title == title,
            tuple_(answer.c.kind, answer.c.subject).in_(named),
        )
    )
