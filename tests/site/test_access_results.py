"""What a run of `make access` writes is what the accessibility statement reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oba.site.access_results import PATH, read_results
from tests.access.record import Looked, write_results

DISK, SERVER = "reading pages from a disk", "reading pages from a server"
FAULT = {
    "page": "plan.html",
    "way": "dark 320",
    "rule": "color-contrast",
    "says": "Text must stand out",
    "criteria": ["1.4.3"],
    "where": "<p>",
}


def run(
    path: Path, day: date, target: str, *pages: str, faults: list[dict[str, object]] | None = None
) -> None:
    write_results([Looked(target, "axe-core 1", list(pages), faults or []).as_plain()], day=day, path=path)


def test_a_run_replaces_what_was_known_of_its_own_target_and_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    run(path, date(2026, 12, 1), DISK, "index.html", "plan.html", faults=[FAULT])
    run(path, date(2026, 12, 5), SERVER, "index.html", "data.html")
    found = read_results(path)
    assert found
    assert found.tested_on == date(2026, 12, 1)
    assert found.pages == ("data.html", "index.html", "plan.html")
    assert [(one.rule, one.pages, one.criteria) for one in found.violations] == [
        ("color-contrast", ("plan.html",), ("1.4.3",))
    ]
    run(path, date(2026, 12, 6), DISK, "index.html", "plan.html")
    found = read_results(path)
    assert found
    assert (found.tested_on, found.violations) == (date(2026, 12, 5), ())


def test_a_run_of_the_explorer_alone_says_nothing_of_the_reading_pages(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    run(path, date(2026, 12, 1), "explorer", "home")
    assert read_results(path) is None


def test_the_results_that_are_kept_are_whole() -> None:
    found = read_results()
    assert found, PATH
    assert "axe-core" in found.tool
    assert {"index.html", "plan.html", "accessibility.html", "404.html"} <= set(found.pages)
