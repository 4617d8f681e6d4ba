"""The twelve rules of the method, and the tables here that hold the product to each."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
RULES = {
    "M1": ("population questions", "test_method_questions.py"),
    "M2": ("performance questions", "test_method_questions.py"),
    "M3": ("the steps of a talk, each with its time", "test_method_questions.py"),
    "M4": ("baselines, agreed, with named scenarios", "test_method_accountability.py"),
    "M5": ("choosing indicators", "test_method_accountability.py"),
    "M6": ("the wording of outcomes", "test_outcome_wording_rules.py"),
    "M7": ("the quadrant of performance measures", "test_method_accountability.py"),
    "M8": ("two kinds of accountability, never mixed", "test_method_accountability.py"),
    "M9": ("the story behind the baseline", "test_story_rules.py"),
    "M10": ("ideas and actions", "test_ideas_rules.py"),
    "M11": ("success stories", "test_method_success_and_labels.py"),
    "M12": ("labels", "test_method_success_and_labels.py"),
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, (_, name) in RULES.items()])
def test_each_rule_is_named_by_the_table_that_holds_it(rule: str, name: str) -> None:
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
    assert f"({rule})" in (ast.get_docstring(tree) or "")
    tables = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "parametrize"
    ]
    assert tables
