"""The papers as their addresses send them: in both modes, with headers, without a script, and with hostile texts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from oba.model.editor import Editor
from oba.server.guard import Guard
from oba.server.papers import list_routes
from oba.settings import Settings
from oba.store.migrate import migrate
from oba.tasks.record_success import tell_success
from tests.publishing import publish_for_test
from tests.talk_making import write_talk

KEY, EARLY = "under18_conceptions", "breastfeeding"
HOSTILE = "<script>alert(1)</script>\"'<img src=x onerror=alert(1)>{{ 7*7 }}&amp; "
PAPERS = (
    ("card", {"indicator": KEY}),
    ("card", {"indicator": KEY, "plain": "true"}),
    ("card", {"indicator": KEY, "area": "E92000001"}),
    ("card", {"indicator": "good_development"}),
    ("executive", {}),
    ("actions", {}),
    ("actions", {"status": "overdue", "order": "late"}),
    ("success", {"indicator": EARLY}),
    ("success", {"indicator": KEY}),
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def ask(app: Callable[..., object], path: str) -> Answer:
    """One request, without a server."""
    place, _, query = path.partition("?")
    sent: list[dict[str, object]] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": place,
        "raw_path": place.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as pool:  # a browser's event loop may be running in this thread
        pool.submit(asyncio.run, app(scope, receive, send)).result()  # type: ignore[arg-type]
    start = next(one for one in sent if one["type"] == "http.response.start")
    body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")  # type: ignore[misc]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}  # type: ignore[attr-defined]
    return Answer(int(str(start["status"])), headers, body.decode())


@pytest.fixture
def serve() -> Callable[..., Callable[..., object]]:
    """The addresses of the papers behind the guard, as the server has them."""

    def start(store: str, *, mode: str = "trust") -> Callable[..., object]:
        copies = str(publish_for_test(store)) if mode == "published" else ""
        settings = Settings(store=store, mode=mode, user="ann", today="2026-12-01", copies=copies)
        guard = Middleware(Guard, published=settings.published)
        return Starlette(routes=list_routes(settings), middleware=[guard])

    return start


class Tags(HTMLParser):
    """Every element with its attributes, and every id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("mode", ["trust", "published"])
@pytest.mark.parametrize(("name", "asked"), PAPERS)
def test_every_paper_is_sent_in_both_modes_without_a_script_and_with_the_headers_of_every_page(
    name: str, asked: dict[str, str], mode: str, serve, example_url: str
) -> None:
    answer = ask(serve(example_url, mode=mode), f"/print/{name}?{urlencode(asked)}")
    assert answer.status == 200
    assert answer.text.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "script" not in {tag for tag, _ in Tags(answer.text).found}
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text.count("<h1") == 1
    assert "Example" in answer.text
    assert "2026" in answer.text


@pytest.mark.parametrize(("name", "asked"), PAPERS)
def test_every_link_of_a_paper_goes_on_in_plain_words_where_they_were_asked_for(
    name: str, asked: dict[str, str], serve, example_url: str
) -> None:
    answer = ask(
        serve(example_url, mode="published"), f"/print/{name}?{urlencode(asked | {'plain': 'true'})}"
    )
    links = [found["href"] or "" for tag, found in Tags(answer.text).found if tag == "a"]
    assert links
    assert [one for one in links if not re.search(r"[?&]plain=true", one)] == []


@pytest.mark.parametrize("mode", ["trust", "published"])
@pytest.mark.parametrize(
    "path",
    [
        "card",
        "card?indicator=none",
        "card?indicator=%3Cb%3Ex%3C/b%3E",
        f"card?indicator={KEY}&area=..%2F..%2Fetc",
        "success?indicator=none",
        "actions?theme=none",
        "actions?by=%3Cb%3Ex%3C/b%3E",
        "meeting?meeting=999",
        "meeting?meeting=%D9%A3",
        "meeting?meeting=-1",
        "meeting",
        "nothing",
    ],
)
def test_what_is_not_there_is_answered_in_a_plain_sentence(
    path: str, mode: str, serve, example_url: str
) -> None:
    answer = ask(serve(example_url, mode=mode), f"/print/{path}")
    assert answer.status == 404
    assert "<h1>Not found</h1>" in answer.text
    assert "<b>x</b>" not in answer.text
    assert not re.search(r"Traceback|File \"|sqlite|\.py|\.db", answer.text)


def test_papers_of_meetings_are_not_on_the_published_copy(serve, own_example: str) -> None:
    number = hold_meeting(own_example)
    assert ask(serve(own_example), f"/print/meeting?meeting={number}").status == 200
    refused = ask(serve(own_example, mode="published"), f"/print/meeting?meeting={number}")
    assert refused.status == 404
    assert "Ann Example" not in refused.text


def test_the_papers_of_a_meeting_name_who_was_there_what_was_decided_and_the_actions(
    serve, own_example: str
) -> None:
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    said = write_talk(settings, KEY, entries=1, letters=60)
    text = ask(serve(own_example), f"/print/meeting?meeting={hold_meeting(own_example)}").text
    assert text.count('<article class="sheet card"') == 2
    assert "Present: Ann Example and Bob Example." in text
    assert "We ask the schools." in text
    assert "For the group; names people: not for publication." in text
    assert (
        text.index("Under-18 conceptions: 29.2") < text.index("We ask the schools.") < text.rindex(said[-1])
    )


def test_hostile_texts_in_every_field_stay_texts(serve, own_example: str) -> None:
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    write_talk(settings, "suspensions", entries=2, letters=120, hostile=HOSTILE)
    write_talk(settings, EARLY, entries=1, letters=120, hostile=HOSTILE)
    tell_success(settings, f"{HOSTILE}It fell.", editor=Editor("ann"), indicator=EARLY, version=0)
    number = hold_meeting(own_example, text=HOSTILE, indicators=("suspensions", EARLY))
    app = serve(own_example)
    for path in (
        "card?indicator=suspensions",
        "card?indicator=suspensions&plain=true",
        "executive",
        "actions",
        f"success?indicator={EARLY}",
        f"meeting?meeting={number}",
    ):
        text = ask(app, f"/print/{path}").text
        tags = Tags(text).found
        assert "&lt;script&gt;" in text, path
        assert "script" not in {tag for tag, _ in tags}, path
        assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)], path
        assert all(
            (attrs.get("src") or "data:").startswith("data:image/svg+xml;base64,") or tag != "img"
            for tag, attrs in tags
        ), path
        assert "49" not in re.findall(r"alert\(1\)&gt;(\S+)", text), path


def test_a_store_without_a_plan_says_what_to_do(serve, tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'empty.db').as_posix()}"
    migrate(url)
    for name in ("card?indicator=x", "executive", "actions", "success?indicator=x"):
        answer = ask(serve(url, mode="published"), f"/print/{name}")
        assert (answer.status, "python -m oba" in answer.text) == (503, True)


def test_a_write_is_seen_on_the_next_paper(serve, own_example: str) -> None:
    app = serve(own_example)
    before = ask(app, f"/print/card?indicator={KEY}").text
    said = write_talk(Settings(store=own_example, user="ann", today="2026-12-01"), KEY, entries=1, letters=50)
    after = ask(app, f"/print/card?indicator={KEY}").text
    assert said[0] not in before
    assert said[0] in after


def test_the_public_reads_no_name_of_whoever_wrote(serve, own_example: str) -> None:
    settings = Settings(store=own_example, user="zebedee", today="2026-12-01")
    write_talk(settings, EARLY, entries=1, letters=60)
    tell_success(settings, "It fell.", editor=Editor("zebedee"), indicator=EARLY, version=0)
    app = serve(own_example, mode="published")
    for path in (f"card?indicator={EARLY}", f"success?indicator={EARLY}", "executive", "actions"):
        text = ask(app, f"/print/{path}").text
        assert "zebedee" not in text
        assert "ann," not in text


def hold_meeting(store: str, *, text: str = "", indicators: tuple[str, ...] = (KEY, "looked_after")) -> int:
    """A meeting of two curves with a decision, written straight into the store."""
    from datetime import UTC, date, datetime

    from oba.model.meeting import Decision, Group, Meeting
    from oba.store.engine import open_store
    from oba.store.meetings import add_meeting, write_decision, write_group

    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    with open_store(store).writing() as connection:
        write_group(connection, Group("risk", f"{text}Risk group", members=("Ann Example",)))
        held = add_meeting(
            connection,
            Meeting(
                number=0,
                group="risk",
                held_on=date(2026, 12, 1),
                started_at=now,
                started_by="ann",
                indicators=indicators,
                present=(f"{text}Ann Example", "Bob Example"),
                note=text,
            ),
        )
        decision = Decision(
            key=f"{held.number}/1",
            meeting=held.number,
            text=f"{text}We ask the schools.",
            indicator=indicators[0],
            written_by="ann",
            written_at=now,
        )
        write_decision(connection, decision)
    return held.number


def test_a_store_that_cannot_be_opened_is_said_in_words(serve, tmp_path: Path) -> None:
    answer = ask(serve(f"sqlite:///{(tmp_path / 'none.db').as_posix()}"), "/print/executive")
    assert answer.status == 503
    assert "there is no store here yet" in answer.text
    assert str(tmp_path) not in answer.text
