"""The house rules that a machine can see, read from the source itself."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "oba").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
CODE = [*MODULES, *PAGES, ROOT / "app.py"]
ASKING = ("oba/ui/ask.py", "oba/ui/deeds.py", "oba/ui/drafting.py", "oba/ui/reading.py")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "service"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def source(path: Path) -> str:
    """The text of a module, read once for all rules."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(source(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in nodes(path) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def calls(path: Path) -> list[str]:
    return [ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)]


def imports(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(source(path).splitlines()) <= 300


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_is_longer_than_60_lines(path: Path) -> None:
    assert len(source(path).splitlines()) <= 60


def test_app_is_at_most_40_lines() -> None:
    assert len(source(ROOT / "app.py").splitlines()) <= 40


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_function_is_longer_than_50_lines(path: Path) -> None:
    long = [one.name for one in functions(path) if (one.end_lineno or one.lineno) - one.lineno + 1 > 50]
    assert long == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_module_hides_behind_an_empty_name(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", [one for one in CODE if name(one) not in ASKING], ids=name)
def test_session_state_is_touched_only_where_choices_are_asked(path: Path) -> None:
    assert "session_state" not in source(path)


@pytest.mark.parametrize("path", [one for one in CODE if name(one) != "oba/ui/fetch.py"], ids=name)
def test_streamlit_caches_stand_only_in_fetch(path: Path) -> None:
    text = source(path)
    assert "cache_data" not in text
    assert "cache_resource" not in text


@pytest.mark.parametrize("path", [one for one in CODE if name(one) != "oba/ui/html.py"], ids=name)
def test_html_is_written_only_through_the_template_function(path: Path) -> None:
    assert "st.html" not in calls(path)
    assert "unsafe_allow_html" not in source(path)


@pytest.mark.parametrize("path", [one for one in MODULES if name(one) != "oba/settings.py"], ids=name)
def test_the_environment_is_read_only_by_settings(path: Path) -> None:
    text = source(path)
    assert "os.environ" not in text
    assert "getenv" not in text


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_import_nothing_of_the_product_but_ui(path: Path) -> None:
    ours = {one for one in imports(path) if one.startswith("oba")}
    assert all(one.startswith("oba.ui") for one in ours), ours


def test_pages_stand_one_level_down_and_have_unique_names() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
    names = [path.stem.split("_", 1)[1] for path in PAGES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_exception_is_caught_blindly(path: Path) -> None:
    handlers = [node for node in nodes(path) if isinstance(node, ast.ExceptHandler)]
    caught = [ast.unparse(one.type) if one.type else "everything" for one in handlers]
    assert not {"everything", "Exception", "BaseException"} & set(caught)


def test_no_module_holds_a_mutable_object_at_its_top() -> None:
    """Upper-case tables are constants by convention; anything else at the top must not be a list, set or dict."""
    guilty = []
    for path in CODE:
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Set, ast.Dict)):
                targets = [ast.unparse(one) for one in node.targets]
                guilty += [
                    f"{name(path)}: {one}"
                    for one in targets
                    if not one.lstrip("_").isupper() and one != "__all__"
                ]
    assert guilty == []


def test_nothing_committed_names_a_path_of_one_machine() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    texts = [
        one
        for one in files
        if one.endswith((".py", ".md", ".toml", ".html", ".css", ".csv")) or one == "Makefile"
    ]
    guilty = [
        one
        for one in texts
        if any(
            f"/{folder}/" in (ROOT / one).read_text(encoding="utf-8") for folder in ("home", "work", "root")
        )
    ]
    assert guilty == []
