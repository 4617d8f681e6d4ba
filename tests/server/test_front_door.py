"""The front door: reading pages, figures, the explorer behind it, what has moved, and that nothing else is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from oba.store.shelf import Shelf
from tests.asking import Asker
from tests.publishing import publish_as_event, publish_into

PATHS = r"Traceback|File \"|sqlite|\.py\b|\.db\b|/tmp|/home"


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/themes/risk_taking.html", "/indicators/suspensions.html"]
)
def test_a_reading_page_is_sent_without_a_script_and_under_a_strict_policy(path: str, door: Asker) -> None:
    answer = door(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="en-GB">' in answer.text
    assert set(re.findall(r"<script[^>]*>", answer.text)) <= {'<script type="application/ld+json">'}
    policy = dict(
        one.strip().partition(" ")[::2] for one in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == "'self'"
    assert "script-src" not in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


def test_a_chart_that_others_may_embed_may_be_framed_by_anyone(door: Asker) -> None:
    headers = door("/embed/suspensions.html").headers
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_figures_are_sent_as_they_are_made_and_may_be_read_by_pages_of_others(door: Asker) -> None:
    answer = door("/data/datapackage.json")
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in door("/").headers


def test_every_address_of_the_site_is_answered_packed_and_once_known_not_sent_again(door: Asker) -> None:
    for path in ("/", "/style.css", "/indicators/suspensions.html"):
        first = door(path, accept_encoding="gzip")
        assert first.headers["content-encoding"] == "gzip"
        assert first.text == door(path).text
        again = door(path, accept_encoding="gzip", if_none_match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        head = door(path, method="HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == door(path).headers["content-length"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/indicators/suspensions", "suspensions.html"),
        ("/index", "index.html"),
        ("/releases", "releases.html"),
        ("/indicator?indicator=suspensions", "explore/indicator?indicator=suspensions"),
        ("/plan?status=overdue", "explore/plan?status=overdue"),
        ("/explore", "explore/"),
    ],
)
def test_what_has_moved_is_said_as_seen_from_where_it_was(path: str, to: str, door: Asker) -> None:
    answer = door(path)
    assert (answer.status, answer.headers["location"]) == (307, to)


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/explore/", "http GET / "),
        ("/explore/indicator?indicator=x", "http GET /indicator indicator=x"),
        ("/explore/print/card?indicator=x", "http GET /print/card indicator=x"),
    ],
)
def test_the_explorer_sees_its_own_addresses(path: str, seen: str, door: Asker) -> None:
    assert door(path).text == seen


def test_a_session_of_the_explorer_is_let_through_and_no_other(door: Asker) -> None:
    assert door("/explore/_stcore/stream", kind="websocket").status == 4000
    for path in (
        "/_stcore/stream",
        "/explore/publish/_stcore/stream",
        "/",
        "/explore/",
        "/explore/indicator",
    ):
        assert door(path, kind="websocket").status == 1008
    assert door("/explore/_stcore/stream").status == 404


def test_a_search_leads_to_no_part_of_a_page(door: Asker) -> None:
    assert "x-robots-tag" not in door("/indicators/suspensions.html").headers
    for path in ("/embed/suspensions.html", "/cards/suspensions.html"):
        assert door(path).headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(
    "path",
    [
        "/nonsense",
        "/a/b/c/d",
        "/explore/nonsense",
        "/explore/data/oba.db",
        "/explore/publish",
        "/explore/load",
        "/publish",
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/explore/_stcore/metrics",
        "/themes/none.html",
        "/themes/{key}.html",
        "/publications/9/index.html",
        "/publications/999999999/",
        "/published/manifest.json",
        "/current.json",
        "/..%2f..%2fetc/passwd",
        "/\x00",
        "/é",
        "/<script>alert(1)</script>",
    ],
)
def test_what_is_not_there_is_said_on_a_page_of_ours_with_links_that_lead_home(
    path: str, door: Asker
) -> None:
    answer = door(path)
    assert answer.status == 404
    assert answer.text.count("<h1") == 1
    assert "<script>alert(1)" not in answer.text
    assert not re.search(PATHS, answer.text)
    root = "../" * (path.count("/") - 1)
    assert f'href="{root}style.css"' in answer.text
    assert f'href="{root}index.html"' in answer.text
    assert 'href="#main"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/nonsense", "/data/datapackage.json", "/_stcore/upload_file/a/b"])
def test_nothing_can_be_asked_but_to_read(path: str, method: str, door: Asker) -> None:
    answer = door(path, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_an_address_that_is_too_long_is_refused(door: Asker) -> None:
    assert door(f"/{'x' * 2000}").status == 414


def test_a_folder_in_which_nothing_is_published_says_what_to_do(
    open_door: Callable[..., Asker], tmp_path: Path
) -> None:
    door = open_door(tmp_path / "published")
    for path in ("/", "/themes/x.html", "/explore/nonsense", "/publications/1/"):
        answer = door(path)
        assert answer.status == 503
        assert "Nothing is published yet" in answer.text
        assert "python -m oba publish" in answer.text
        assert str(tmp_path) not in answer.text
    assert door("/style.css").headers["content-type"].startswith("text/css")
    assert door("/favicon.ico").headers["content-type"] == "image/x-icon"
    assert door("/explore/").status == 200


def test_each_answer_names_the_publication_it_was_made_of(door: Asker) -> None:
    assert "Publication 1, 1 December 2026" in door("/").text
    assert door("/publications/1/index.html").text == door("/").text


def test_an_earlier_publication_keeps_its_addresses_and_says_that_it_is_not_the_newest(
    open_door: Callable[..., Asker], own_example: str, tmp_path: Path
) -> None:
    copies = tmp_path / "published"
    publish_as_event(copies, own_example)
    door = open_door(copies)
    first = door("/indicators/suspensions.html")
    publish_as_event(copies, own_example, number=2, note="More.", today="2026-12-02")
    assert "Publication 2, 2 December 2026" in door("/").text
    for path in ("/publications/1/", "/publications/1/indicators/suspensions.html"):
        answer = door(path)
        assert answer.status == 200
        assert "This is publication 1" in answer.text
        assert "explore/" not in answer.text
    assert door("/publications/1/data/datapackage.json").status == 200
    for path in ("/", "/indicators/suspensions.html", "/data/datapackage.json"):
        assert "x-robots-tag" not in door(path).headers
        assert door(f"/publications/1{path}").headers["x-robots-tag"] == "noindex"
    assert door("/indicators/suspensions.html").headers["etag"] != first.headers["etag"]
    assert door("/publications/3/").status == 404


def test_a_withdrawn_publication_is_gone_at_the_next_request(
    open_door: Callable[..., Asker], own_example: str, tmp_path: Path
) -> None:
    copies = tmp_path / "published"
    publish_as_event(copies, own_example)
    shelf = Shelf(copies)
    first = shelf.current()
    publish_as_event(copies, own_example, number=2, note="Wrong figures.", today="2026-12-02")
    door = open_door(copies)
    assert "Publication 2" in door("/").text
    second = shelf.current()
    shelf.switch(first)
    shelf.remove(second.file)
    assert "Publication 1" in door("/").text
    for path in ("/publications/2/", "/publications/2/indicators/suspensions.html"):
        answer = door(path)
        assert answer.status == 410
        assert "Publication 2 has been withdrawn." in answer.text
    assert door("/publications/3/").status == 404
    assert open_door(copies)("/publications/2/").status == 404, "nobody there knows that there was one"
    shelf.switch(None)
    assert door("/").status == 503


def test_a_damaged_copy_is_not_shown(
    open_door: Callable[..., Asker], example_url: str, tmp_path: Path
) -> None:
    copies = tmp_path / "published"
    publish_into(copies, example_url)
    path = next(copies.glob("*.db"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Suspensions", b"Suspensionz", 1))
    answer = open_door(copies)("/")
    assert answer.status == 503
    assert "is not as it was written, so it is not shown" in answer.text
    assert not re.search(PATHS, answer.text)
