"""The style sheet is packed without a change of what it says."""

import re

from oba.site.style import make_style, pack
from oba.site.templating import TEMPLATES, drawing

WRITTEN = (TEMPLATES / "style.css").read_text(encoding="utf-8")
QUOTED = re.compile(r'"[^"]*"')


def test_what_stands_in_quotes_is_as_it_was() -> None:
    bare = re.sub(r"/\*.*?\*/", "", WRITTEN, flags=re.DOTALL)
    assert QUOTED.findall(pack(WRITTEN)) == QUOTED.findall(bare)
    assert not [text for text in QUOTED.findall(bare) if re.search(r"[{};,]", text)]


def test_every_rule_is_there_and_no_comment() -> None:
    bare = re.sub(r"/\*.*?\*/", "", WRITTEN, flags=re.DOTALL)
    assert pack(WRITTEN).count("{") == bare.count("{")
    assert re.sub(r"[\s;]", "", pack(WRITTEN)) == re.sub(r"[\s;]", "", bare)
    assert "/*" not in make_style()


def test_spaces_that_mean_something_stay() -> None:
    assert pack("a b > c , d {\n margin: 0 1px;\n}\n\n/* x */ e { top: calc(1px + 2px) ; }") == (
        "a b > c,d{margin: 0 1px}e{top: calc(1px + 2px)}"
    )


def test_a_picture_in_a_page_keeps_its_words_and_not_what_programs_read() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><circle cx="1" data-value="24.7"><title>24.7%</title>'
    assert drawing(svg) == '<svg role="img"><circle cx="1"><title>24.7%</title>'
