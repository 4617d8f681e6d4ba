"""Whatever writes to the store is reached only through a task that is told who makes the change and asks for the right."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("tasks", "ui", "cli")
WITHOUT_A_RIGHT = {
    "oba.tasks.keep_drafts.keep": "a draft is its writer's own and stands in no story, plan or figure",
    "oba.tasks.keep_drafts.forget": "a draft is its writer's own and stands in no story, plan or figure",
    "oba.tasks.preview_upload.preview_upload": "a dry run: it writes in a transaction that it always leaves undone",
    "oba.tasks.take_back.look_at_undo": "a dry run, which only reads",
    "oba.tasks.export_rehearsal.rehearse": "loads into a store of its own in a folder that is thrown away",
}
"""A function that may write without asking, and why."""


class Code:
    """The functions of the layers that reach the store: what each mentions, whether it writes, and whether it asks.

    A function is named by its module and name; what stands in a class or inside a function belongs to that one.
    """

    def __init__(self, sources: dict[str, str]) -> None:
        self.mentions: dict[str, set[str]] = defaultdict(set)
        self.writes: set[str] = set()
        self.takes_editor: set[str] = set()
        self.requires: set[str] = set()
        for module, text in sources.items():
            self._read(module, ast.parse(text))
        # a variable of a module stands for what it mentions, so its readers reach that too
        self.callers: dict[str, set[str]] = defaultdict(set)
        for name, mentioned in self.mentions.items():
            for one in mentioned:
                self.callers[one].add(name)

    def _read(self, module: str, tree: ast.Module) -> None:
        known = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("oba."):
                known.update({one.asname or one.name: f"{node.module}.{one.name}" for one in node.names})
        parts = [(name, node) for node in tree.body for name in _names(node)]
        known.update({name: f"{module}.{name}" for name, _ in parts})
        for name, node in parts:
            self._read_part(f"{module}.{name}", node, known)

    def _read_part(self, name: str, part: ast.stmt, known: dict[str, str]) -> None:
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and node.id in known and known[node.id] != name:
                self.mentions[name].add(known[node.id])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "writing":
                    self.writes.add(name)
                if node.func.attr == "require":
                    self.requires.add(name)
        if isinstance(part, ast.FunctionDef):
            every = (*part.args.posonlyargs, *part.args.args, *part.args.kwonlyargs)
            if any(one.annotation is not None and "Editor" in ast.unparse(one.annotation) for one in every):
                self.takes_editor.add(name)

    def asks(self, name: str) -> bool:
        """It takes an editor and asks for the right, itself or through the first thing that it hands the editor to."""
        if name not in self.takes_editor:
            return False
        handed = {one for one in self.mentions[name] if one in self.takes_editor}
        return name in self.requires or bool(handed & self.requires)

    def unasked(self, writer: str, *, let_by: Collection[str] = tuple(WITHOUT_A_RIGHT)) -> set[str]:
        """From where the writer is reached without anyone having asked, but for those that are let by."""
        found, seen, waiting = set(), set(), [writer]
        while waiting:
            one = waiting.pop()
            if one in seen or self.asks(one) or one in let_by:
                continue
            seen.add(one)
            callers = self.callers.get(one, set())
            waiting += callers
            if not callers or not one.startswith("oba.tasks."):
                found.add(one)
        return found


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [one.id for one in node.targets if isinstance(one, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


@cache
def product() -> Code:
    files = [path for layer in LAYERS for path in sorted((ROOT / "oba" / layer).rglob("*.py"))]
    return Code(
        {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8") for path in files}
    )


def test_every_write_is_asked_for_by_someone_who_has_a_name_and_a_role() -> None:
    code = product()
    assert len(code.writes) > 15
    assert {writer: code.unasked(writer) for writer in code.writes if code.unasked(writer)} == {}


@pytest.mark.parametrize("exception", WITHOUT_A_RIGHT)
def test_no_exception_stands_that_is_not_needed(exception: str) -> None:
    code = product()
    others = [one for one in WITHOUT_A_RIGHT if one != exception]
    assert any(code.unasked(writer, let_by=others) for writer in code.writes)


def test_whatever_takes_an_editor_is_given_one_by_pages_and_commands() -> None:
    """`load_files` makes do without an editor; what a person starts does not leave it out."""
    guilty = []
    for layer in ("ui", "cli", "tasks"):
        for path in sorted((ROOT / "oba" / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "load_files":
                    given = {one.arg for one in node.keywords}
                    guilty += [path.name] if "editor" not in given else []
    assert guilty == []


TASK = "def write(store):\n    with store.writing() as connection:\n        pass\n"
ASKED = "from oba.tasks.deep import write\n\ndef do(store, editor: Editor):\n    editor.require(1)\n    write(store)\n"
THROUGH = """
from oba.tasks.deep import write
def _allow(editor: Editor):
    editor.require(1)
def do(store, editor: Editor):
    _allow(editor)
    write(store)
"""
UNASKED = "from oba.tasks.deep import write\n\ndef do(store):\n    write(store)\n"
LOOKED_AT = "from oba.tasks.deep import write\n\ndef do(store, editor: Editor):\n    write(store)\n"
IN_A_TABLE = "from oba.tasks.deep import write\nWAYS = {'a': write}\ndef do(store):\n    WAYS['a'](store)\n"


@pytest.mark.parametrize(
    ("task", "guilty"),
    [
        (ASKED, set()),
        (THROUGH, set()),
        (UNASKED, {"oba.tasks.entry.do"}),
        (LOOKED_AT, {"oba.tasks.entry.do"}),
        (IN_A_TABLE, {"oba.tasks.entry.do"}),
    ],
)
def test_the_rule_itself_tells_who_asked_from_who_did_not(task: str, guilty: set[str]) -> None:
    code = Code({"oba.tasks.deep": TASK, "oba.tasks.entry": task})
    assert code.unasked("oba.tasks.deep.write") == guilty
