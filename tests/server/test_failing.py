"""Driven into errors, the front door says plainly what is wrong, and nothing of the machine that it stands on."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from oba.server.answers import refuse
from oba.server.sheltered import shelter
from tests.asking import Asker
from tests.publishing import publish_for_test

OF_THE_MACHINE = re.compile(
    r"Traceback|File \"|/(?:tmp|home|root|usr|var)\b|site-packages|\.py\b|sqlite|SQLAlchemy|starlette|uvicorn|Python/"
)
PAGES = ("/", "/indicators/suspensions.html", "/data/datapackage.json", "/nonsense", "/publications/1/")


def is_silent(door: Asker, path: str, *, method: str = "GET") -> int:
    """The status of an answer that says nothing of the machine and has the headers of every answer."""
    answer = door(path, method=method)
    assert not OF_THE_MACHINE.search(answer.text), (path, answer.text[:300])
    assert answer.headers["x-content-type-options"] == "nosniff", path
    assert not {"server", "set-cookie", "x-powered-by"} & answer.headers.keys()
    assert "evil" not in answer.headers.get("location", ""), path
    return answer.status


@pytest.mark.parametrize(
    "path",
    [
        "/..",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/data/../../oba.db",
        "/data/..\\..\\oba.db",
        "/C:/windows/win.ini",
        "/data/C:\\x",
        "/\x00",
        "/indicators/\x00.html",
        "/indicators/{key}.html",
        "/indicators/.html",
        "//evil.example/indicator",
        "//evil.example/indicators/suspensions",
        "/\\evil.example/indicator",
        "/publications/1//evil.example",
        "/publications/99999999999999999999/index.html",
        "///",
        "/" + "a/" * 400,
        "/" + "x" * 999,
        "/é",
        "/\u202e",
        "/manifest.json",
        "/current.json",
        "/published/current.json",
        "/.oba-site.json",
    ],
)
def test_an_address_that_leads_elsewhere_leads_nowhere(path: str, door: Asker) -> None:
    assert is_silent(door, path) == 404
    assert is_silent(door, path, method="POST") == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
@pytest.mark.parametrize("path", ["/", "/explore/", "/explore/indicator", "/explore/_stcore/health"])
def test_nothing_but_reading_is_possible(method: str, path: str, door: Asker) -> None:
    assert is_silent(door, path, method=method) == 405
    assert door(path, method=method).headers["allow"] == "GET, HEAD"


def test_another_host_named_by_a_request_stands_in_no_answer(door: Asker) -> None:
    named = {
        "host": "evil.example",
        "x_forwarded_host": "evil.example",
        "x_forwarded_proto": "javascript",
        "x_original_url": "/evil",
        "forwarded": "host=evil.example",
    }
    for path in (
        "/",
        "/sitemap.xml",
        "/feed.atom",
        "/data/datapackage.json",
        "/indicator",
        "/explore",
        "/no",
    ):
        answer = door(path, **named)
        assert "evil" not in answer.text + repr(answer.headers), path
        assert answer.body == door(path).body


def test_many_addresses_leave_nothing_behind(door: Asker) -> None:
    door("/")
    edition = door.app.editions._shown
    before = len(edition._pages), len(edition._large), len(edition.site._kept)
    for number in range(300):
        door(f"/nothing/{number}?q={number}")
        door(f"/?q={number}", accept_encoding=f"x{number}")
    assert len(edition._pages) - before[0] <= 10
    assert (len(edition._large), len(edition.site._kept)) == before[1:]
    assert (door.app.editions._shown, len(door.app.editions._earlier)) == (edition, 0)


def quiet(app):
    """As a server runs it, which logs what fails and goes on."""

    async def run(scope, receive, send) -> None:
        with suppress(Exception):
            await app(scope, receive, send)

    return run


def break_file(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def go(folder: Path) -> None:
        path = next(folder.glob("*.db"))
        path.write_bytes(change(path.read_bytes()))

    return go


def write(name: str, content: object) -> Callable[[Path], None]:
    told = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda folder: (folder / name).write_bytes(told) and None


def vouch(folder: Path, content: bytes) -> None:
    """Put this file on the shelf with a list and a pointer that both vouch for it."""
    for path in folder.glob("*.db"):
        path.unlink()
    digest = hashlib.sha256(content).hexdigest()
    (folder / f"{digest}.db").write_bytes(content)
    kept = {"sha256": digest, "size": len(content), "number": 2}
    write("manifest.json", {f"{digest}.db": kept})(folder)
    write("current.json", {"number": 2, "file": f"{digest}.db", "sha256": digest})(folder)


def spoil(statement: str) -> Callable[[Path], None]:
    def go(folder: Path) -> None:
        path = next(folder.glob("*.db"))
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(f"PRAGMA foreign_keys=OFF; {statement}")
        vouch(folder, path.read_bytes())

    return go


def into_folder(name: str) -> Callable[[Path], None]:
    def go(folder: Path) -> None:
        path = next(folder.glob(name))
        path.unlink()
        path.mkdir()

    return go


EVIL = {"number": 1, "file": "../../etc/passwd", "sha256": "../../etc/passwd"}
DAMAGE = {
    "a cut file": break_file(lambda whole: whole[:5000]),
    "no file": lambda folder: next(folder.glob("*.db")).unlink(),
    "a pointer of noise": write("current.json", b"\xff\x00{"),
    "a pointer that is a list": write("current.json", []),
    "a pointer elsewhere": write("current.json", EVIL),
    "a pointer of numbers": write("current.json", {"number": 1, "file": 5, "sha256": 5}),
    "a list of copies of numbers": write("manifest.json", [1]),
    "a list of copies of nothing": write("manifest.json", {}),
    "a folder for a pointer": into_folder("current.json"),
    "a folder for a file": into_folder("*.db"),
    "no store": lambda folder: vouch(folder, b"no store at all" * 100),
    "a store without a table": spoil("DROP TABLE story_force"),
    "a store without a plan": spoil("DELETE FROM plan"),
    "a store of odd words": spoil("UPDATE indicator SET polarity = 'odd'"),
    "a store of bytes": spoil("UPDATE indicator SET title = x'ff00ff'"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_broken_copy_is_said_to_be_broken_and_no_more(
    damage: str,
    open_door: Callable[..., Asker],
    runner: asyncio.Runner,
    example_url: str,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "published"
    shutil.copytree(publish_for_test(example_url), folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    DAMAGE[damage](folder)
    door = open_door(folder)
    sheltered = Asker(quiet(shelter(door.app)), runner)
    assert {is_silent(sheltered, path) for path in PAGES} <= {500, 503, 404}
    assert is_silent(sheltered, "/") in (500, 503)


@pytest.mark.parametrize("lost", ["current.json", "*.db"])
def test_a_copy_that_is_lost_while_it_is_read_is_not_shown(
    lost: str, open_door: Callable[..., Asker], example_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    shutil.copytree(publish_for_test(example_url), folder)
    door = open_door(folder)
    assert door("/").status == 200
    next(folder.glob(lost)).unlink()
    assert {is_silent(door, path) for path in PAGES} == {503}


def test_what_nobody_foresaw_is_told_to_the_log_alone(runner: asyncio.Runner, caplog) -> None:
    async def fail(scope, _receive, send) -> None:
        raise RuntimeError("a secret of this machine")

    answer = Asker(quiet(shelter(fail)), runner)("/")
    assert answer.status == 500
    identity = re.search(r"under ([0-9a-f]{8})\.", answer.text)
    assert identity
    assert "secret" not in answer.text
    assert f"failure {identity[1]}" in caplog.text
    with pytest.raises(RuntimeError, match="a secret"):
        Asker(shelter(fail), runner)("/")


def test_an_answer_that_has_begun_is_not_begun_again(runner: asyncio.Runner) -> None:
    async def fail(scope, _receive, send) -> None:
        await refuse(scope, send, 404, "Nothing.")
        raise RuntimeError("too late")

    with pytest.raises(RuntimeError, match="too late"):
        Asker(shelter(fail), runner)("/")
