"""`python -m oba publish`: the example goes out whole, what blocks says so with exit 2, and every publication is told of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from oba.cli import main
from oba.store.shelf import Shelf, hash_file
from oba.tasks.check_publication import prepare_publication
from tests.tasks.publishing_rehearsed import change, on, retitle

Oba = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_once, tmp_path / "own"))


@pytest.fixture
def oba(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Oba:
    def run(*arguments: str, today: str = "2026-12-01", store: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("OBA_TODAY", today)
        status = main(["publish", *arguments, "--store", store or on(folder).store])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_the_example_can_be_published_as_it_comes(oba: Oba, own_example: str, tmp_path: Path) -> None:
    asked = ("--by", "Example", "--note", "First publication of the example")
    status, out, err = oba(*asked, store=own_example)
    assert (status, err) == (0, "")
    assert out.startswith("Published as number 1 (")
    pointer = Shelf(tmp_path / "published").current()
    assert pointer is not None
    assert hash_file(tmp_path / "published" / pointer.file) == pointer.sha256
    assert json.loads((tmp_path / "published" / "current.json").read_text("utf-8"))["number"] == 1


def test_what_blocks_is_told_with_its_remedy_and_exit_2(oba: Oba, folder: Path) -> None:
    assert oba("--check")[0] == 0
    change(on(folder), "UPDATE indicator SET technical_definition = '' WHERE key = 'looked_after'")
    status, out, _ = oba("--check")
    assert status == 2
    assert "1 thing blocks the publication" in out
    assert "Looked-after children: no technical definition." in out
    assert "Since publication 1:" in out
    status, out, _ = oba("--note", "The second.")
    assert status == 2
    assert "no technical definition" in out
    assert "(advises)" not in out


def test_a_text_is_ticked_by_the_name_that_the_checklist_gives_it(oba: Oba, folder: Path) -> None:
    change(on(folder), "UPDATE action SET proposed_action = 'Ask Kayleigh Brown.' WHERE number = 1")
    status, out, _ = oba("--check")
    assert status == 2
    digest = out.partition("--tick ")[2].split()[0]
    assert oba("--tick", digest)[0] == 2  # a wrong call: there is no note
    status, out, _ = oba("--tick", digest, "--note", "She has agreed", "--by", "Ann")
    assert status == 0
    assert out.startswith("Action 1, proposed action: Ask Kayleigh Brown.")
    assert oba("--check")[0] == 0
    assert oba("--tick", "ffffffffffff", "--note", "None")[0] == 1
    change(on(folder), "UPDATE action SET proposed_action = 'Ask 943 476 5919.' WHERE number = 1")
    status, out, _ = oba("--check")
    assert (status, "--tick" in out, "take it out of the text" in out) == (2, False, True)
    (found,) = (one for one in prepare_publication(on(folder)).checked.texts if one.never)
    status, _, err = oba("--tick", found.short, "--note", "She has agreed")
    assert (status, "take it out of the text" in err) == (2, True)


def test_a_publication_is_planned_released_compared_and_withdrawn(oba: Oba, folder: Path) -> None:
    retitle(on(folder), "Children in care")
    status, out, _ = oba("--by", "Ann", "--note", "Renamed.", "--at", "2026-12-24")
    assert status == 0
    assert "It is released at 9:30 on 24 December 2026" in out
    assert oba("--due")[1] == "Nothing is due.\n"
    status, _, err = oba("--note", "The third.")
    assert status == 2
    assert "publication 2 waits for its release" in err
    assert oba("--due", today="2026-12-24")[1] == "Publication 2 was released.\n"
    status, out, _ = oba("--compare", "1", "2")
    assert status == 0
    assert out.splitlines() == [
        "From publication 1 to publication 2:",
        "Wording of the plan: 1",
        "  Indicator, Children in care: 1 changed",
    ]
    assert oba("--withdraw", "2")[0] == 2  # no reason is given
    status, out, _ = oba("--withdraw", "2", "--because", "A mistake", "--by", "Ann", today="2026-12-25")
    assert status == 0
    assert "Withdrawn 12:00 on 25 December 2026 by Ann: A mistake" in out
    listed = oba("--list")[1].splitlines()
    assert [line[:2] for line in listed[:-1]] == ["2.", "1."]
    assert listed[-1] == "Times are those of London."
    assert oba("--compare", "1", "2")[0] == 1  # its copy is gone
    assert oba("--withdraw", "9", "--because", "None")[0] == 1


def test_the_folder_of_copies_can_be_named(oba: Oba, folder: Path, tmp_path: Path) -> None:
    elsewhere = shutil.move(folder / "published", tmp_path / "elsewhere")
    status, out, err = oba("--check", "--copies", str(elsewhere))
    assert (status, err) == (0, "")
    assert "Since publication 1:" in out


def test_that_nothing_has_changed_for_readers_is_said_after_publishing(oba: Oba, folder: Path) -> None:
    asked, same = ("--by", "Ann", "--note", "The same again."), "has changed since publication"
    assert f"Nothing that the public can see {same} 1." in oba(*asked)[1]
    change(on(folder), "UPDATE plan SET statement = 'Another'")
    assert same not in oba(*asked)[1]


def test_a_rule_is_set_and_a_release_explained(oba: Oba) -> None:
    status, out, _ = oba("--rule", "repeat_plans=7")
    assert (status, out) == (0, "Repeat child protection plans: counts of 1 to 7 are hidden.\n")
    assert oba("--rule", "repeat_plans=none")[0] == 2
    assert oba("--rule", "repeat_plans=none", "--because", "Published by the department")[0] == 0
    assert oba("--rule", "nothing=5")[0] == 1
    status, out, _ = oba("--explain", "3", "--because", "One authority was corrected.")
    assert status == 0
    assert out.rstrip().endswith("One authority was corrected.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--check", "--list"),
        ("--at", "yesterday", "--note", "Why"),
        ("--at", "2026-11-01", "--note", "Why"),
        ("--note", ""),
        ("--by", " ", "--note", "Why"),
        ("--rule", "repeat_plans=6"),
        ("--compare", "1"),
    ],
)
def test_a_call_that_is_wrong_publishes_nothing(oba: Oba, arguments: tuple[str, ...]) -> None:
    status, out, err = oba(*arguments)
    assert (status, out) == (2, "")
    assert err
    assert oba("--list")[1].splitlines()[1:] == ["Times are those of London."]


def test_the_published_copy_publishes_nothing(oba: Oba, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBA_MODE", "published")
    status, _, err = oba("--note", "The second.")
    assert status == 1
    assert "as a reader you may not publish" in err


def test_a_repair_says_what_it_did_and_exits_with_1_where_a_copy_is_lost(oba: Oba, folder: Path) -> None:
    shelf = Shelf(folder / "published")
    assert oba("--repair") == (0, "The folder of copies is as it should be.\n", "")
    (folder / "published" / "manifest.json").write_text("", encoding="utf-8")
    (folder / "published" / "current.json").unlink()
    status, out, err = oba("--repair")
    assert (status, err) == (0, "")
    assert "The list of copies names publication 1 again" in out
    assert "The public is shown publication 1 now." in out
    shelf.path(next(iter(shelf.files()))).unlink()
    status, out, _ = oba("--repair")
    assert status == 1
    assert "There is no sound copy of publication 1: put the file back from a backup" in out
