"""The corpus as a whole: how many cases there are, and that a number names one of them.

Each case holds by itself that it came out right and that no value cell of it is unaccounted for.
"""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

from tests.corpus.case import Case

LEAST = 350


def list_cases() -> list[Case]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("test_*.py"))
    modules = [importlib.import_module(f"tests.corpus.{name}") for name in names]
    return [case for module in modules for case in getattr(module, "CASES", [])]


def test_the_corpus_keeps_all_its_cases() -> None:
    assert len(list_cases()) >= LEAST


def test_a_number_names_one_case_only() -> None:
    numbers = Counter(case.number for case in list_cases())
    assert [number for number, times in numbers.items() if times > 1] == []
