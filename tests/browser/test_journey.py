"""What people do: from home to a curve to its figures, alone and two at a time, on a phone and on a desk."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import THOROUGH, unfold, wait_until_drawn
from tests.browser.test_pages import PUBLIC, TRUST


@pytest.mark.parametrize("width", [320, 1280])
def test_a_reader_goes_from_home_to_a_curve_to_its_download(
    width: int, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/", width=width)
    page.get_by_role("link", name="Risk Taking Behaviour").first.click()
    page.wait_for_url("**/theme?theme=risk_taking")
    wait_until_drawn(page)
    page.get_by_role("link", name="Under-18 conceptions").first.click()
    page.wait_for_url("**/indicator?indicator=*")
    wait_until_drawn(page)
    drawn = "[data-testid=stPlotlyChart]" if width > 640 else "figure.phone img"
    expect(page.locator(drawn)).to_be_visible()
    page.get_by_text("The figures of this chart as a table").click()
    shown = page.locator("details[open] table tbody tr").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("button", name="Table as CSV").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) - 1 == len(shown)
    assert rows[-1][0] == shown[-1].split("\t")[0].strip()


@pytest.mark.parametrize(
    ("button", "starts"), [("Table as XLSX", b"PK"), ("Chart as PNG", b"\x89PNG"), ("Chart as SVG", b"<svg")]
)
def test_each_download_is_a_file_of_its_kind(
    button: str, starts: bytes, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/indicator")
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert Path(download.value.path()).read_bytes().startswith(starts)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("mode", "address"),
    [
        *(("published", one) for one in (PUBLIC if THOROUGH else PUBLIC[3:4])),
        ("trust", PUBLIC[3]),
        ("trust", TRUST[0]),
    ],
)
def test_a_page_is_right_as_the_first_request_to_a_fresh_server(
    mode: str, address: str, fresh_server: Callable[..., Any], visit: Callable[..., Page]
) -> None:
    with fresh_server(mode) as server:
        page = visit(f"{server}/{address}")
        assert page.get_by_role("dialog").count() == 0, page.get_by_role("dialog").inner_text()
        assert page.locator("h1").count() == 1
        labels = set(page.locator(".oba.menu a").all_text_contents())
        assert len(labels) == len(PUBLIC) + (len(TRUST) if mode == "trust" else 0)


@pytest.mark.parametrize("address", [*TRUST, "nonsense", "static/js/none.js"])
def test_no_trust_page_is_there_in_the_published_mode(address: str, servers: dict[str, str]) -> None:
    import urllib.error
    import urllib.request

    root = servers["published"].removesuffix("/explore")
    for place in (servers["published"], root):
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{place}/{address}", timeout=5)
        assert error.value.code == 404
        assert "There is no such page" in error.value.read().decode()


def test_two_visitors_at_once_never_see_each_others_choices(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    server = servers["published"]
    wanted = ["excess_weight_year6", "under18_conceptions"] * 3
    pages = [visit(f"{server}/indicator?indicator={key}") for key in wanted[:2]]
    firsts = [page.locator(".oba .lead").first.inner_text() for page in pages]
    assert firsts[0] != firsts[1]
    for _ in range(3):
        for page in pages:
            page.get_by_text("Show comparators", exact=True).click()
        for page, first in zip(pages, firsts, strict=True):
            wait_until_drawn(page)
            assert page.locator(".oba .lead").first.inner_text() == first


def test_a_choice_stands_in_the_address_and_opens_the_same_for_whoever_gets_the_link(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/indicator")
    page.get_by_text("Show comparators", exact=True).click()
    page.wait_for_url("**compare=true**")
    wait_until_drawn(page)
    other = visit(page.url)
    assert other.get_by_role("switch", name="Show comparators").is_checked()


def test_an_address_that_asks_for_nonsense_is_answered_in_words(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/indicator?indicator=<script>alert(1)</script>&area=E99")
    expect(page.get_by_text("which is not in this plan").first).to_be_visible()
    assert page.locator("script:has-text('alert(1)')").count() == 0


def test_the_published_instance_takes_no_uploads_and_gives_no_metrics(servers: dict[str, str]) -> None:
    import urllib.error
    import urllib.request

    for path in ("_stcore/metrics", "_stcore/upload_file/a/b", "_stcore/agent/openapi.json"):
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"{servers['published']}/{path}", timeout=5)
        assert error.value.code == 404


def test_every_response_carries_the_security_headers(servers: dict[str, str]) -> None:
    import urllib.request

    with urllib.request.urlopen(servers["published"], timeout=5) as response:
        headers = {key.lower(): value for key, value in response.headers.items()}
    assert "object-src 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["indicator/loads", "data/oba.db", "theme/../load/x"])
def test_nothing_stands_below_a_page(path: str, servers: dict[str, str]) -> None:
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{servers['trust']}/{path}", timeout=5)
    assert error.value.code == 404


def test_the_public_does_not_see_who_loaded_the_figures(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    import getpass

    page = visit(f"{servers['published']}/indicator")
    unfold(page)
    assert f"by {getpass.getuser()}" not in page.inner_text("body")
    working = visit(f"{servers['trust']}/indicator")
    assert f"by {getpass.getuser()}" in working.inner_text("body")
