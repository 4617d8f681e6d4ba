"""What a run of `make access` writes is what the accessibility statement reads."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from oba.site.access_results import PATH, Unfinished, read_results
from tests.access.record import DISK, KEYBOARD, SERVER, STATEMENT, Looked, write_results

FAULT = {
    "page": "plan.html",
    "way": "dark 320",
    "rule": "color-contrast",
    "says": "Text must stand out",
    "criteria": ["1.4.3"],
    "where": "<p>",
}


def run(
    path: Path,
    day: date,
    target: str,
    *pages: str,
    faults: list[dict[str, object]] | None = None,
    missed: tuple[str, ...] = (),
    whole: tuple[str, ...] = (),
) -> None:
    looked = Looked(
        target,
        whole=list(whole),
        tool="axe-core 1",
        wanted=[*pages, *missed],
        pages=list(pages),
        faults=faults or [],
    )
    write_results([looked.as_plain()], day=day, path=path)


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


def test_what_a_run_has_not_looked_at_to_the_end_is_said_to_be_missed(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    for part in STATEMENT:
        run(path, date(2026, 12, 1), part, "index.html", "plan.html")
    found = read_results(path)
    assert found
    assert found.unfinished == ()
    run(path, date(2026, 12, 2), DISK, "index.html", missed=("plan.html",), whole=("index.html", "data.html"))
    found = read_results(path)
    assert found
    assert found.unfinished == (Unfinished(DISK, missed=2, of=3),)


def test_a_part_that_was_never_run_is_named(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    run(path, date(2026, 12, 1), DISK, "index.html")
    found = read_results(path)
    assert found
    assert [one.part for one in found.unfinished] == [one for one in STATEMENT if one != DISK]
    write_results([Looked(SERVER).as_plain()], day=date(2026, 12, 1), path=path)  # its server did not start
    found = read_results(path)
    assert found
    assert Unfinished(SERVER, missed=0, of=0) in found.unfinished
    assert Unfinished(KEYBOARD, missed=0, of=0) in found.unfinished


def test_a_page_that_one_of_two_tests_of_a_part_broke_off_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    both = [
        Looked(DISK, wanted=["index.html"], pages=["index.html"]).as_plain(),
        Looked(DISK, wanted=["index.html"]).as_plain(),
    ]
    write_results(both, day=date(2026, 12, 1), path=path)
    assert json.loads(path.read_text(encoding="utf-8"))["targets"][DISK]["missed"] == ["index.html"]


def test_a_run_of_the_explorer_alone_says_nothing_of_the_reading_pages(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    run(path, date(2026, 12, 1), "explorer", "home")
    assert read_results(path) is None


def test_the_results_that_are_kept_are_whole() -> None:
    found = read_results()
    assert found, PATH
    assert "axe-core" in found.tool
    assert {"index.html", "plan.html", "accessibility.html", "404.html"} <= set(found.pages)
