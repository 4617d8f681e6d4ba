"""The house rules that a machine can see, read from the source itself.

Each rule is one test over every module, and names the guilty ones.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "oba").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
CODE = [*MODULES, *PAGES, ROOT / "app.py"]
ASKING = ("oba/ui/ask.py", "oba/ui/deeds.py", "oba/ui/drafting.py", "oba/ui/reading.py")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "service"}


@dataclass(frozen=True)
class Module:
    """What the rules ask of a module. Its syntax tree is thrown away: trees of them all would fill the memory."""

    name: str
    text: str
    says: bool
    """Whether it begins with a docstring."""
    long: tuple[str, ...]
    """Functions of more than 50 lines."""
    calls: frozenset[str]
    """The attributes that are called or handed on, as `st.html`, by their last two names."""
    imports: frozenset[str]
    caught: frozenset[str]
    mutable: tuple[str, ...]
    """Names at its top that stand for a list, a set or a dictionary, but for those in upper case."""

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@cache
def read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return make_module(path.relative_to(ROOT).as_posix(), text)


def make_module(name: str, text: str) -> Module:
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    functions = [one for one in nodes if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
    handlers = [one for one in nodes if isinstance(one, ast.ExceptHandler)]
    imports = {alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names}
    imports |= {one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)}
    return Module(
        name=name,
        text=text,
        says=bool(ast.get_docstring(tree)),
        long=tuple(one.name for one in functions if (one.end_lineno or one.lineno) - one.lineno + 1 > 50),
        calls=frozenset(_used(nodes)),
        imports=frozenset(imports),
        caught=frozenset(caught for one in handlers for caught in _caught(one)) | _suppressed(nodes),
        mutable=tuple(_mutable(tree)),
    )


def _caught(handler: ast.ExceptHandler) -> list[str]:
    if handler.type is None:
        return ["everything"]
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [_last(one) for one in types]


def _suppressed(nodes: list[ast.AST]) -> set[str]:
    """What `suppress` is told to let pass."""
    calls = [one for one in nodes if isinstance(one, ast.Call) and _last(one.func) == "suppress"]
    return {_last(argument) for one in calls for argument in one.args}


def _last(node: ast.expr) -> str:
    """`Exception` of `builtins.Exception`."""
    return ast.unparse(node).rpartition(".")[2]


def _used(nodes: list[ast.AST]) -> set[str]:
    """`date.today` also of `datetime.date.today`; `st.html` of `streamlit.html`, of `show = st.html` and of an import."""
    renamed = {
        alias.asname: alias.name.rpartition(".")[2]
        for one in nodes
        if isinstance(one, (ast.Import, ast.ImportFrom))
        for alias in one.names
        if alias.asname
    } | {"streamlit": "st"}
    found = {
        f"{renamed.get(owner, owner)}.{one.attr}"
        for one in nodes
        if isinstance(one, ast.Attribute) and isinstance(one.value, (ast.Name, ast.Attribute))
        for owner in [_last(one.value)]
    }
    found |= {
        f"{one.module}.{alias.name}".replace("streamlit.", "st.")
        for one in nodes
        if isinstance(one, ast.ImportFrom) and one.module
        for alias in one.names
    }
    return {one.replace("streamlit.", "st.") for one in found}


CONTAINERS = (ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
MAKERS = {"list", "set", "dict", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}


def _mutable(tree: ast.Module) -> list[str]:
    """Upper-case tables are constants by convention; anything else at the top must not be a list, set or dict."""
    names: list[str] = []
    for one in tree.body:
        if isinstance(one, (ast.Assign, ast.AnnAssign)) and _is_mutable(one.value):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            names += [ast.unparse(target) for target in targets]
    return [one for one in names if not one.lstrip("_").isupper() and one != "__all__"]


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        made = value.func.value if isinstance(value.func, ast.Subscript) else value.func
        return _last(made) in MAKERS
    return isinstance(value, CONTAINERS)


def guilty_of(
    breaks: Callable[[Module], object], paths: list[Path], *, but: tuple[str, ...] = ()
) -> list[str]:
    """The names of the modules that break a rule; those that it does not hold for are left out."""
    modules = [read(path) for path in paths]
    assert len(modules) > len(but)
    assert set(but) <= {one.name for one in modules}, "an exception stands for a module that there is not"
    return [one.name for one in modules if one.name not in but and breaks(one)]


def test_every_module_says_what_it_is_for() -> None:
    assert guilty_of(lambda one: not one.says, CODE) == []


def test_no_module_is_longer_than_300_lines() -> None:
    assert guilty_of(lambda one: one.lines > 300, MODULES) == []


def test_no_page_is_longer_than_60_lines() -> None:
    assert guilty_of(lambda one: one.lines > 60, PAGES) == []


def test_app_is_at_most_40_lines() -> None:
    assert read(ROOT / "app.py").lines <= 40


def test_no_function_is_longer_than_50_lines() -> None:
    assert {one.name: one.long for one in map(read, CODE) if one.long} == {}


def test_no_module_hides_behind_an_empty_name() -> None:
    assert guilty_of(lambda one: Path(one.name).stem in FORBIDDEN_NAMES, CODE) == []


def test_session_state_is_touched_only_where_choices_are_asked() -> None:
    assert guilty_of(lambda one: "session_state" in one.text, CODE, but=ASKING) == []


def test_streamlit_caches_stand_only_in_fetch() -> None:
    def breaks(one: Module) -> bool:
        return "cache_data" in one.text or "cache_resource" in one.text

    assert guilty_of(breaks, CODE, but=("oba/ui/fetch.py",)) == []


def test_html_is_written_only_through_the_template_function() -> None:
    def breaks(one: Module) -> bool:
        return "st.html" in one.calls or "unsafe_allow_html" in one.text

    assert guilty_of(breaks, CODE, but=("oba/ui/html.py",)) == []


def test_the_environment_is_read_only_by_settings() -> None:
    def breaks(one: Module) -> bool:
        return "os.environ" in one.text or "getenv" in one.text

    assert guilty_of(breaks, MODULES, but=("oba/settings.py",)) == []


def test_what_day_it_is_is_asked_of_the_settings_alone() -> None:
    def breaks(one: Module) -> bool:
        return bool({"date.today", "datetime.today", "datetime.utcnow", "time.localtime"} & one.calls)

    assert guilty_of(breaks, CODE) == []


def test_pages_import_nothing_of_the_product_but_ui() -> None:
    def breaks(one: Module) -> bool:
        ours = {imported for imported in one.imports if imported.startswith("oba")}
        return not all(imported.startswith("oba.ui") for imported in ours)

    assert guilty_of(breaks, PAGES) == []


def test_pages_stand_one_level_down_and_have_unique_names() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
    names = [path.stem.split("_", 1)[1] for path in PAGES]
    assert len(names) == len(set(names))


def test_no_exception_is_caught_blindly() -> None:
    """But by what goes on unseen, and has nobody to tell: the releasing of what is due, and what is made beforehand.

    Whoever asks then for a page or a finding that could not be made is told why.
    """
    blind = {"everything", "Exception", "BaseException"}
    but = (
        "oba/tasks/release_while_open.py",
        "oba/server/editions.py",
        "oba/server/edition.py",
        "oba/ui/fetch.py",
    )
    assert guilty_of(lambda one: blind & one.caught, CODE, but=but) == []


def test_no_module_holds_a_mutable_object_at_its_top() -> None:
    assert {one.name: one.mutable for one in map(read, CODE) if one.mutable} == {}


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


FIFTY = "".join(f"    number = {number}\n" for number in range(49))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"""Says it."""', {"says": True}),
        ("number = 1", {"says": False, "mutable": ()}),
        (f"def do():\n{FIFTY}", {"long": ()}),
        (f"async def do():\n{FIFTY}    return\n", {"long": ("do",)}),
        (
            "class One:\n    def do(self):\n" + FIFTY.replace("    ", "        ") + "        return\n",
            {"long": ("do",)},
        ),
        ("def do():\n    st.html('a')\n", {"calls": {"st.html"}}),
        ("import streamlit as st\nshow = st.html\nshow('a')\n", {"calls": {"st.html"}}),
        ("import streamlit\nstreamlit.html('a')\n", {"calls": {"st.html"}}),
        ("from streamlit import html\nhtml('a')\n", {"calls": {"st.html"}}),
        ("import streamlit as s\ns.html('a')\n", {"calls": {"st.html"}}),
        ("import datetime\ndatetime.date.today()\n", {"calls": {"date.today", "datetime.date"}}),
        ("import datetime as d\nd.datetime.today()\n", {"calls": {"datetime.today", "datetime.datetime"}}),
        ("from datetime import date as day\nday.today()\n", {"calls": {"date.today", "datetime.date"}}),
        (
            "import oba.words\nfrom oba.ui import html\nfrom . import a\n",
            {"imports": {"oba.words", "oba.ui", ""}},
        ),
        ("try:\n    1\nexcept:\n    2\n", {"caught": {"everything"}}),
        ("try:\n    1\nexcept Exception:\n    2\n", {"caught": {"Exception"}}),
        ("try:\n    1\nexcept (KeyError, Exception):\n    2\n", {"caught": {"KeyError", "Exception"}}),
        ("try:\n    1\nexcept builtins.Exception:\n    2\n", {"caught": {"Exception"}}),
        ("try:\n    1\nexcept* Exception:\n    2\n", {"caught": {"Exception"}}),
        ("with suppress(KeyError, Exception):\n    1\n", {"caught": {"KeyError", "Exception"}}),
        ("with contextlib.suppress(BaseException):\n    1\n", {"caught": {"BaseException"}}),
        ("one: dict[str, int] = {}\ntwo: int\nTHREE: dict = {}\n", {"mutable": ("one",)}),
        (
            "one = dict()\ntwo = list[int]()\nthree = collections.deque()\n",
            {"mutable": ("one", "two", "three")},
        ),
        ("one = [each for each in 'ab']\ntwo = tuple([1])\n", {"mutable": ("one",)}),
        ("one = []\nTWO = {}\n__all__ = []\nthree = {1}\n_FOUR = [1]\n", {"mutable": ("one", "three")}),
    ],
)
def test_a_module_is_read_for_what_the_rules_ask(text: str, found: dict[str, object]) -> None:
    module = make_module("a.py", text)
    assert {name: getattr(module, name) for name in found} == found
