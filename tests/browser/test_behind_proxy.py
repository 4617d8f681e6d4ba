"""Two processes on one folder of copies behind a real nginx, with the very file that the documentation offers."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import free_port, serve_copies
from tests.browser.proxy import run_nginx
from tests.publishing import publish_into

VISITORS = [f"127.0.0.{last}" for last in range(2, 12)]


@dataclass(frozen=True)
class Site:
    """`address` is nginx's, with the folder that it adds; `processes` are those of the two behind it."""

    address: str
    processes: tuple[str, ...]
    copies: Path


@pytest.fixture(scope="module")
def site(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("behind")
    copies = folder / "published"
    publish_into(copies, example_url)
    port = free_port()
    named = ("--web-address", f"http://127.0.0.1:{port}/outcomes/")
    with ExitStack() as stack:
        processes = tuple(stack.enter_context(serve_copies(copies, more=named)) for _ in range(2))
        address = stack.enter_context(run_nginx(folder, port=port, processes=processes))
        yield Site(address, processes, copies)


def get(address: str, *, visitor: str = "127.0.0.1", **headers: str) -> tuple[int, dict[str, str], str]:
    """What one visitor, told by the address it comes from, is answered."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20, source_address=(visitor, 0))
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    found = {name.lower(): value for name, value in answer.getheaders()}
    packed = found.get("content-encoding") == "gzip"
    return answer.status, found, (gzip.decompress(body) if packed else body).decode()


def test_a_cold_deep_link_of_the_explorer_opens_below_the_folder_of_the_proxy(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(f"{site.address}/explore/indicator?indicator=suspensions")
    assert "Suspensions" in page.locator(".oba h1").inner_text()
    assert page.url.startswith(f"{site.address}/explore/indicator")
    page.get_by_role("link", name="Pages to read and print").click()
    page.wait_for_url(f"{site.address}/index.html")
    assert page.locator("h1").count() == 1
    page.locator("a[href*='explore/']").first.click()
    page.wait_for_url(f"{site.address}/explore/**")


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        ("/", 200, ""),
        ("/indicators/suspensions.html", 200, ""),
        ("/data/datapackage.json", 200, ""),
        ("/explore/print/executive", 200, ""),
        ("/indicators/suspensions", 307, "suspensions.html"),
        ("/indicator?indicator=suspensions", 307, "explore/indicator?indicator=suspensions"),
        ("/explore", 307, "explore/"),
        ("", 308, "outcomes/"),
        ("/explore/publish", 404, ""),
        ("/a/b/nonsense", 404, ""),
    ],
)
def test_every_kind_of_address_is_right_below_that_folder(
    path: str, status: int, to: str, site: Site
) -> None:
    answer = get(f"{site.address}{path}", Accept_Encoding="gzip")
    assert (answer[0], answer[1].get("location", "")) == (status, to)


def test_a_new_publication_is_seen_through_both_processes_without_a_restart(
    site: Site, example_url: str
) -> None:
    places = [(f"{one}/", "127.0.0.1") for one in site.processes]
    places += [(f"{site.address}/", visitor) for visitor in VISITORS]
    before = {get(place, visitor=visitor)[1]["etag"] for place, visitor in places}
    publish_into(site.copies, example_url, number=2, note="What is new.")
    answers = [get(place, visitor=visitor) for place, visitor in places]
    assert {one[0] for one in answers} == {200}
    assert all("Publication 2, 1 December 2026" in one[2] for one in answers)
    assert len(before) == len({one[1]["etag"] for one in answers}) == 1
    assert before.isdisjoint({one[1]["etag"] for one in answers})
