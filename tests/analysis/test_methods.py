"""Every method that the analysis names is told on the About page, once, in plain words."""

import re

from oba.analysis import baseline, compare, control, trend, verdict
from oba.words import methods
from oba.words.methods import METHODS, Method


def test_every_method_written_down_is_listed_once() -> None:
    written = [one for one in vars(methods).values() if isinstance(one, Method)]
    assert sorted(written, key=str) == sorted(METHODS, key=str)
    assert len({one.name for one in METHODS}) == len(METHODS)


def test_the_names_and_versions_of_the_analysis_are_those_told() -> None:
    told = {(one.name, one.version) for one in METHODS}
    assert {
        (module.METHOD, module.VERSION) for module in (baseline, compare, control, trend, verdict)
    } <= told


def test_a_method_is_told_in_whole_sentences() -> None:
    for method in METHODS:
        assert re.fullmatch(r"[A-Z].*\.", method.text), method.name
        assert "  " not in method.text
        assert method.version >= 1
