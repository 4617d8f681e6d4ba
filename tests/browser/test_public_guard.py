"""The public's server as strangers meet it: what its answers say, whom it asks, and that nobody can write."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from oba.ui.menu import page_files, page_names
from tests.browser.conftest import serve_copies, wait_until_drawn
from tests.publishing import publish_for_test

OF_THE_MACHINE = re.compile(r"Traceback|File \"|/(?:tmp|home|root|usr)/|site-packages|[A-Z]:\\\\Users")
EAR = """import os, sys
def hear(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname",
                 "subprocess.Popen", "os.exec", "os.system", "os.posix_spawn"):
        os.write(out, f"{event} {given[1:]!r}\\n".encode())
out = os.open(os.environ["OBA_HEARD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(out, b"listening\\n")
sys.addaudithook(hear)
"""
"""Notes whom a process calls and what it starts; Python runs it before anything else."""
STRICT = "default-src 'none'"
SHELL = "script-src 'self' 'sha256-"
KINDS = [
    ("a reading page", "GET", "/indicators/suspensions.html", 200, STRICT, "public, no-cache"),
    ("home", "HEAD", "/", 200, STRICT, "public, no-cache"),
    ("a chart to embed", "GET", "/embed/suspensions.html", 200, "frame-ancestors *", "public, no-cache"),
    ("a card to print", "GET", "/cards/suspensions.html", 200, STRICT, "public, no-cache"),
    ("a drawing", "GET", "/charts/suspensions.svg", 200, STRICT, "public, no-cache"),
    ("figures", "GET", "/data/suspensions.csv", 200, STRICT, "public, no-cache"),
    ("open data", "GET", "/data/datapackage.json", 200, STRICT, "public, no-cache"),
    ("the style sheet", "GET", "/style.css", 200, STRICT, "public, no-cache"),
    ("the feed", "GET", "/feed.atom", 200, STRICT, "public, no-cache"),
    ("what robots read", "GET", "/robots.txt", 200, STRICT, "public, no-cache"),
    ("nothing", "GET", "/nonsense", 404, STRICT, "no-store"),
    ("nothing of the explorer", "GET", "/explore/nonsense", 404, STRICT, "no-store"),
    ("what has moved", "GET", "/indicator", 307, STRICT, "no-store"),
    ("what is refused", "POST", "/", 405, STRICT, "no-store"),
    ("what is refused of the explorer", "POST", "/explore/", 405, STRICT, "no-store"),
    ("a long address", "GET", "/" + "x" * 2000, 414, STRICT, "no-store"),
    ("an upload", "PUT", "/explore/_stcore/upload_file/a/b", 405, STRICT, "no-store"),
    ("the explorer's page", "GET", "/explore/", 200, SHELL, "no-cache"),
    ("another page of the explorer", "GET", "/explore/indicator", 200, SHELL, "no-cache"),
    ("a paper", "GET", "/explore/print/executive", 200, SHELL, "no-cache"),
    ("a paper that is not there", "GET", "/explore/print/card?indicator=x", 404, SHELL, "no-cache"),
    ("the explorer's health", "GET", "/explore/_stcore/health", 200, SHELL, "no-cache"),
    ("what the explorer asks first", "GET", "/explore/_stcore/host-config", 200, SHELL, "no-cache"),
]
"""Kinds of answers: how each is asked for, its status, what its policy holds, and how it is kept."""


def hash_all(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


@pytest.fixture(scope="module")
def folder(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(
        shutil.copytree(publish_for_test(example_url), tmp_path_factory.mktemp("guard") / "published")
    )


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("heard") / "heard.txt"


@pytest.fixture(scope="module")
def server(folder: Path, heard: Path) -> Iterator[str]:
    ear = heard.parent / "ear"
    ear.mkdir()
    (ear / "sitecustomize.py").write_text(EAR, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ear))
        patch.setenv("OBA_HEARD", str(heard))
        with serve_copies(folder) as address:
            yield address


def ask(server: str, path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in {"Accept": "text/html", "Content-Length": "0", **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def check_headers(headers: dict[str, str], *, policy: str) -> None:
    assert policy in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    unwanted = {"server", "x-powered-by", "via", "strict-transport-security", "set-cookie"}
    assert not unwanted & headers.keys(), unwanted & headers.keys()


@pytest.mark.parametrize(("kind", "method", "path", "status", "policy", "kept"), KINDS)
def test_every_kind_of_answer_has_its_headers(
    kind: str, method: str, path: str, status: int, policy: str, kept: str, server: str
) -> None:
    found, headers, body = ask(server, path, method=method)
    assert found == status, kind
    check_headers(headers, policy=policy)
    assert headers.get("cache-control", "") == kept
    assert not OF_THE_MACHINE.search(body.decode("utf-8", "replace"))
    embedded = path.startswith("/embed/")
    assert headers.get("x-frame-options") == (None if embedded else "SAMEORIGIN")


def test_the_files_of_the_explorers_page_have_the_headers_too(server: str) -> None:
    shell = ask(server, "/explore/")[2].decode()
    scripts = re.findall(r"(?:src|href)=\"\./(static/[^\"]+)\"", shell)
    assert scripts
    for script in scripts:
        status, headers, _ = ask(server, f"/explore/{script}")
        assert status == 200
        check_headers(headers, policy=SHELL)


@pytest.mark.parametrize("path", ["/", "/explore/"])
def test_the_policy_refuses_a_script_a_style_and_a_picture_from_elsewhere(
    path: str, browser: Browser, server: str
) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{server}{path}")
    if path != "/":
        wait_until_drawn(page)
    page.evaluate(
        """() => {
          window.refused = [];
          document.addEventListener('securitypolicyviolation', (one) => window.refused.push(one.effectiveDirective));
          const add = (tag, given) => document.body.append(Object.assign(document.createElement(tag), given));
          add('script', {textContent: 'window.__hit = 1'});
          add('script', {src: 'http://evil.example/a.js'});
          add('img', {src: 'http://evil.example/a.png'});
          add('iframe', {src: 'http://evil.example/'});
          add('link', {rel: 'stylesheet', href: 'http://evil.example/a.css'});
          const link = document.createElement('div');
          link.innerHTML = '<img src=x:y onerror="window.__hit = 2">';
          document.body.append(link);
        }"""
    )
    page.wait_for_function("() => window.refused.filter((one) => one.startsWith('script-src')).length >= 3")
    refused = set(page.evaluate("window.refused"))
    assert {"script-src-elem", "img-src", "frame-src", "style-src-elem"} <= refused
    assert page.evaluate("typeof window.__hit") == "undefined"
    assert page.context.cookies() == []
    page.context.close()


def speak(socket: ClientConnection, message: BackMsg) -> str:
    """What the server says to it, until the run ends; '' where nothing is said."""
    socket.send(message.SerializeToString())
    said = ""
    while True:
        try:
            answer = ForwardMsg.FromString(socket.recv(3))  # type: ignore[arg-type]
        except TimeoutError:
            return said
        said += str(answer)
        if answer.WhichOneof("type") == "script_finished":
            return said


def speak_of_rest(socket: ClientConnection) -> bool:
    """Whether the server had more to say."""
    try:
        return bool(socket.recv(1))
    except TimeoutError:
        return False


def make_forged(page: str, *, script: str = "") -> BackMsg:
    """A run of a page with states of fields and buttons that no page of the public has."""
    message = BackMsg()
    asked = message.rerun_script
    asked.page_name = page
    asked.page_script_hash = script
    asked.query_string = "who=../../etc&indicator=%00&meeting=1&edit=true"
    for name in ("save", "publish", "approve", "load", "text", "file", "action", "FormSubmitter:add-Save"):
        asked.widget_states.widgets.add(id=f"$$ID-0123456789abcdef-{name}", trigger_value=True)
        asked.widget_states.widgets.add(id=name, string_value="forged")
    return message


def test_a_client_that_forges_what_it_says_reaches_no_page_of_the_trust_and_writes_nothing(
    server: str, folder: Path
) -> None:
    before = hash_all(folder)
    trust = sorted(set(page_names("trust")) - set(page_names("published")))
    files = [path for path in page_files("trust") if path not in page_files("published")]
    assert len(trust) == len(files) > 5
    stream = f"ws://{urlsplit(server).netloc}/explore/_stcore/stream"
    asked = [make_forged(one) for one in trust]
    asked += [make_forged("", script=calc_hash(one)) for one in (*trust, *map(str, files))]
    asked += [make_forged("../trust/80_load"), make_forged("\x00"), make_forged("pages/trust/80_load.py")]
    with connect(
        stream, subprotocols=[Subprotocol("streamlit")], origin=Origin(server), proxy=None
    ) as socket:
        for one in asked:
            said = speak(socket, one)
            assert "script_finished" in said
            assert "forged" not in said
            assert not OF_THE_MACHINE.search(said), said[:500]
            assert 'type: "password"' not in said
            for words in ("file_uploader", "text_area", "form_submit"):
                assert words not in said, (one.rerun_script.page_name, words)
        while speak_of_rest(socket):
            pass
        for kind in ("clear_cache", "load_git_info", "debug_shutdown_runtime", "set_run_on_save"):
            message = BackMsg()
            setattr(message, kind, True)
            socket.send(message.SerializeToString())
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append("../../x")
        socket.send(message.SerializeToString())
        with pytest.raises(TimeoutError):
            socket.recv(1)
        assert "script_finished" in speak(socket, make_forged("about"))
    with connect(
        stream, subprotocols=[Subprotocol("streamlit")], origin=Origin(server), proxy=None
    ) as socket:
        socket.send(b"x" * (2 << 20))
        with pytest.raises(ConnectionClosed):
            socket.recv(10)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/explore/load", "/explore/_stcore/upload_file/a/b", "/data/suspensions.csv"):
            assert ask(server, path, method=method)[0] == 405
    assert hash_all(folder) == before
    assert ask(server, "/explore/_stcore/health")[0] == 200


def test_a_session_from_a_page_elsewhere_is_refused(server: str) -> None:
    stream = f"ws://{urlsplit(server).netloc}/explore/_stcore/stream"
    with pytest.raises(Exception, match=r"403|1008|rejected"):
        connect(
            stream, subprotocols=[Subprotocol("streamlit")], origin=Origin("http://evil.example"), proxy=None
        )


def test_the_server_calls_nobody_and_every_answer_of_a_crawl_is_silent_of_the_machine(
    server: str, heard: Path, browser: Browser
) -> None:
    waiting, seen = ["/"], {"/"}
    own = re.compile(r"(?:href|src)=\"([^\"#?:]+)[\"#?]")
    user = re.escape(os.environ.get("USER") or "nobody-at-all")
    named = re.compile(rf"(?:home|Users)/{user}|\bann\b|OBA_|\.venv")
    while waiting:
        path = waiting.pop()
        status, _, body = ask(server, path)
        assert status in (200, 307), path
        text = body.decode("utf-8", "replace")
        assert not OF_THE_MACHINE.search(text), path
        assert not named.search(text), (path, named.search(text))
        if not path.endswith(".html") and path != "/":
            continue
        for link in own.findall(text):
            to = os.path.normpath(f"{path.rpartition('/')[0]}/{link}").replace("//", "/")
            if to not in seen and not to.startswith("/explore"):
                seen.add(to)
                waiting.append(to)
    page = browser.new_context().new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda one: outside.append(one.url) if not one.url.startswith((server, "data:", "blob:")) else None,
    )
    for address in ("", "theme", "indicator", "compare", "signals", "plan", "data", "download", "about"):
        page.goto(f"{server}/explore/{address}")
        wait_until_drawn(page)
    page.context.close()
    assert outside == []
    assert len(seen) > 150
    assert set(heard.read_text(encoding="utf-8").splitlines()) == {"listening"}
    sys.stdout.write(f"\na crawl of {len(seen)} addresses and 9 pages of the explorer: 0 calls outward")
