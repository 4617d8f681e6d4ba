"""What each address of the published instance asks for: only what is known is let through to the explorer."""

from __future__ import annotations

import pytest

from oba.server.addresses import Asked, Kind, understand
from oba.ui.menu import page_names

PAGES = page_names("published")
NOT_PUBLIC = sorted(set(page_names("trust")) - set(PAGES))


@pytest.mark.parametrize(
    ("path", "address", "number"),
    [
        ("/", "index.html", 0),
        ("/index.html", "index.html", 0),
        ("/themes/risk_taking.html", "themes/risk_taking.html", 0),
        ("/data/suspensions.csv", "data/suspensions.csv", 0),
        ("/publications/3/", "index.html", 3),
        ("/publications/3/plan.html", "plan.html", 3),
        ("/publications/03/plan.html", "publications/03/plan.html", 0),
        ("/publications/x/plan.html", "publications/x/plan.html", 0),
        ("/publications.html", "publications.html", 0),
        ("/explorer", "explorer", 0),
        ("//evil.example/x", "/evil.example/x", 0),
    ],
)
def test_what_does_not_stand_below_the_explorer_is_a_reading_page(
    path: str, address: str, number: int
) -> None:
    assert understand(path) == Asked(Kind.READ, address, number)


@pytest.mark.parametrize(
    "page",
    [
        "",
        *PAGES,
        "print/card",
        "print/executive",
        "_stcore/health",
        "_stcore/stream",
        f"media/{'0a' * 28}.png",
        f"media/{'0a' * 28}",
    ],
)
def test_what_the_explorer_knows_is_let_through(page: str) -> None:
    assert understand(f"/explore/{page}") == Asked(Kind.EXPLORE, f"/{page}")


def test_the_files_of_the_explorers_own_page_are_let_through() -> None:
    from oba.server.addresses import _shell_files

    assert len(_shell_files()) > 50
    assert {understand(f"/explore/{one}").kind for one in _shell_files()} == {Kind.EXPLORE}


@pytest.mark.parametrize(
    "path",
    [
        *(f"/explore/{page}" for page in NOT_PUBLIC),
        "/explore/nonsense",
        "/explore/index.html",
        "/explore/static/js/none.js",
        "/explore/_stcore/metrics",
        "/explore/_stcore/upload_file/a/b",
        "/explore/_stcore/agent/mcp",
        "/explore/data/oba.db",
        "/explore/indicator/_stcore/health",
        "/explore/indicator/loads",
        "/explore/print/none",
        "/explore/print/meeting",
        "/explore/../oba.db",
        "/explore//indicator",
        "/explore/media/",
        "/explore/media/../../etc/passwd",
        f"/explore/media/{'0a' * 28}/../../oba.db",
        f"/explore/media/{'0a' * 28}.png\n",
        "/explore/component/x/index.html",
        "/explore/_stcore/bidi-components/x/y.js",
        "/explore/auth/login",
        "/explore/oauth2callback",
        "/explore/INDICATOR",
        "*",
        "http://evil.example/explore/",
        "",
    ],
)
def test_nothing_else_reaches_the_explorer(path: str) -> None:
    assert understand(path).kind is Kind.NOTHING


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("/explore", "", "explore/"),
        ("/explore", "a=b", "explore/?a=b"),
        ("/indicator", "", "explore/indicator"),
        ("/indicator", "indicator=x&area=E92000001", "explore/indicator?indicator=x&area=E92000001"),
        ("/signals", "anew=31%20March%202020", "explore/signals?anew=31%20March%202020"),
        ("/signals", "a=\r\nSet-Cookie: b=1", "explore/signals?a=%0D%0ASet-Cookie:%20b=1"),
        ("/signals", "a=\xe9", "explore/signals?a=%C3%A9"),
        ("/print/card", "indicator=x", "../explore/print/card?indicator=x"),
        ("/explore/indicator/", "a=b", "../indicator?a=b"),
        ("/publications/3", "", "3/"),
    ],
)
def test_an_address_that_has_moved_is_said_as_seen_from_the_old_one(path: str, query: str, to: str) -> None:
    assert understand(path, query) == Asked(Kind.MOVED, to)
