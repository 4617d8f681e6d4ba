"""Rules for small numbers: in the plan workbook and back, and in an export and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from oba.errors import ObaError
from oba.model.disclosure import Rule
from oba.model.release import LoadReport
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.publications import read_rules, read_set_rules, set_rule
from oba.tasks.download_plan import make_plan_workbook
from oba.tasks.keep_rules import RULES, describe_rules, read_kept_rules, restore_rules, write_rules
from oba.tasks.load_files import load_files

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SHEET = "Small numbers"
SEVEN = Rule("long_plans", 7, False, 10, False, "agreed with the health board")
NONE = Rule("low_income_hmrc", 0, reason="published by DWP under its own rules")


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


def rules_of(store: Store) -> dict[str, Rule]:
    with store.reading() as connection:
        return read_rules(connection)


def set_both(store: Store, by: str = "ann") -> None:
    with store.writing() as connection:
        for rule in (SEVEN, NONE):
            set_rule(connection, rule, by=by, at=NOW)


def download(store: Store, path: Path) -> Path:
    path.write_bytes(make_plan_workbook(store, now=NOW))
    return path


def rewrite(path: Path, rows: list[tuple[object, ...]]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def load(store: Store, path: Path) -> LoadReport:
    (report,) = load_files(Settings(store=store.url, user="bob", today="2026-12-01"), files=[path])
    return report


def test_a_workbook_that_nobody_edited_leaves_the_rules_and_who_set_them(
    store: Store, tmp_path: Path
) -> None:
    set_both(store)
    assert load(store, download(store, tmp_path / "plan.xlsx")).already_loaded
    with store.reading() as connection:
        assert {one.by for one in read_set_rules(connection).values()} == {"ann"}
    assert rules_of(store) == {"long_plans": SEVEN, "low_income_hmrc": NONE}


def test_rules_are_set_changed_and_taken_out_by_the_workbook_cell_by_cell(
    store: Store, tmp_path: Path
) -> None:
    set_both(store)
    path = download(store, tmp_path / "plan.xlsx")
    rows = [
        ("long_plans", 5, "shown", "none", "yes", ""),
        ("persistent_absence", "none", "", "", "", "DfE's own rules"),
    ]
    report = load(store, rewrite(path, rows))
    assert report.written, report.problems
    assert rules_of(store) == {
        "long_plans": Rule("long_plans"),
        "persistent_absence": Rule("persistent_absence", 0, reason="DfE's own rules"),
    }
    changed = {(one.kind, one.key, one.field, one.becomes) for one in report.records if one.sheet == SHEET}
    assert ("changed", "long_plans", "Hidden from 1 to", "5") in changed
    assert {(kind, key) for kind, key, _, _ in changed} >= {
        ("added", "persistent_absence"),
        ("removed", "low_income_hmrc"),
    }


def test_what_a_colleague_set_meanwhile_stays(store: Store, tmp_path: Path) -> None:
    path = download(store, tmp_path / "plan.xlsx")
    set_both(store)
    report = load(store, rewrite(path, [("persistent_absence", 7, "shown", 5, "yes", "")]))
    assert report.written, report.problems
    assert rules_of(store) == {
        "long_plans": SEVEN,
        "low_income_hmrc": NONE,
        "persistent_absence": Rule("persistent_absence", 7, round_base=5),
    }


def test_a_workbook_without_the_sheet_changes_no_rule(store: Store, tmp_path: Path) -> None:
    set_both(store)
    path = download(store, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    del book[SHEET]
    book["Themes"]["B2"] = "Another title"
    book.save(path)
    assert load(store, path).written
    assert rules_of(store) == {"long_plans": SEVEN, "low_income_hmrc": NONE}


def test_every_cell_that_makes_no_rule_is_named(store: Store, tmp_path: Path) -> None:
    rows: dict[tuple[object, ...], str] = {
        ("nobody", 5): "found 'nobody'",
        ("sdq_score", 6): "found '6'",
        ("section_47", "none"): "found nothing",
        ("resilience", 5, "perhaps"): "found 'perhaps'",
        ("looked_after", 5, "shown", 3): "found '3'",
        ("chlamydia", 5, "shown", 5, "maybe"): "found 'maybe'",
        ("suspensions", 5): "",
        ("suspensions", 7): "both are the rule of 'suspensions'",
    }
    report = load(store, rewrite(download(store, tmp_path / "plan.xlsx"), list(rows)))
    assert not report.written
    assert [one.found for one in report.problems] == [said for said in rows.values() if said]
    assert all(one.where.startswith(f"{SHEET}!") for one in report.problems)


def test_an_export_carries_who_set_the_rules_and_when(store: Store, own_example: str, tmp_path: Path) -> None:
    set_both(store)
    before = list(describe_rules(store))
    write_rules(store, tmp_path)
    with store.writing() as connection:
        for rule in (SEVEN, NONE):
            set_rule(connection, rule, by="loader", at=datetime(2027, 1, 1, tzinfo=UTC))
    assert list(describe_rules(store)) != before
    assert restore_rules(store, [tmp_path / RULES]) == [
        "2 rules for small numbers restored, with who set them"
    ]
    assert list(describe_rules(store)) == before


def test_a_rule_that_was_set_otherwise_is_not_written_over(store: Store, tmp_path: Path) -> None:
    set_both(store)
    write_rules(store, tmp_path)
    with store.writing() as connection:
        set_rule(connection, Rule("long_plans", 5), by="bob", at=NOW)
    said = restore_rules(store, [tmp_path / RULES])
    assert said[1].startswith("1 rule of rules.json left out")
    assert rules_of(store)["long_plans"] == Rule("long_plans", 5)


def test_a_file_that_no_export_wrote_is_refused(store: Store, tmp_path: Path) -> None:
    set_both(store)
    write_rules(store, tmp_path)
    text = (tmp_path / RULES).read_text(encoding="utf-8")
    for change in ({"threshold": 6}, {"round_base": 3}, {"reason": 4}, {"more": 1}):
        kept = json.loads(text)
        kept["rules"][0]["rule"] |= change
        (tmp_path / RULES).write_text(json.dumps(kept), encoding="utf-8")
        with pytest.raises(ObaError, match="cannot be read as rules"):
            read_kept_rules(tmp_path / RULES)
