"""Templates that escape every value, in whose own text the plan's words stand for outcome and indicator.

A template is written in plain English. What stands in it, and no value that it is given, goes through the plan's
labels each time that it is filled. A value that is a text of the product's own is passed through `| worded`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

from oba.model.page_name import name_page
from oba.site.folding import fold
from oba.site.plain_text import clean
from oba.site.table_rows import fill_rows
from oba.words.labels import in_words

TEMPLATES = Path(__file__).parent / "templates"
FILTER = "worded"
WORD = re.compile(r"\b(?:indicator|outcome)s?\b", re.IGNORECASE)
SAID = re.compile(r'((?:aria-label|alt|title|data-label|placeholder)=")([^"]*)')
"""Attributes that are read to somebody; no other is text."""
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_FOR_PROGRAMS = re.compile(r' data-[a-z]+="[^"]*"')
_TITLE = re.compile(r"<title>([^<]*)</title>")
"""What is said of one mark in a picture, where a mouse is over it; the name of the whole has an id."""
MOST_SAID = 60
"""Characters that are said of one mark: the whole text of an action is in the plan."""
_NAME = re.compile(r' role="img"(?: aria-label="[^"]*")?|<title>[^<]*</title>')


def fill(template: str, **data: Any) -> str:
    """A template of the reading pages with every value escaped."""
    return _environment().get_template(template).render(**data)


def make_environment(*folders: Path) -> Environment:
    """Templates of these folders, of the first that has one: each value is escaped, and one missing is an error."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[OwnWords],
    )
    environment.filters[FILTER] = worded
    environment.filters["image_address"] = image_address
    environment.globals["own_words"] = own_words
    return environment


@cache
def _environment() -> Environment:
    environment = make_environment(TEMPLATES)
    environment.filters["page_name"] = name_page
    environment.filters["folded"] = fold
    environment.filters["rows_of"] = fill_rows
    environment.filters["drawing"] = drawing
    environment.filters["narrow_drawing"] = narrow_drawing
    environment.filters["spark"] = spark
    environment.filters["decoration"] = decoration
    return environment


def image_address(svg: str) -> str:
    """An SVG as an address that an <img> takes; nothing inside it can run or fetch there."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def drawing(svg: str) -> Markup:
    """A picture of `oba.charts`, which escapes the words in it, to stand in a page. It keeps its name.

    What programs read of it, its numbers above all, is in the file of the picture; a page has it in a table.
    """
    said = _TITLE.sub(_shorten, svg.replace(_NAMESPACE, "", 1))
    return Markup(_FOR_PROGRAMS.sub("", said))  # noqa: S704 made by our own charts


def narrow_drawing(svg: str) -> Markup:
    """The same for a telephone, which has no mouse to ask what a mark is."""
    return Markup(_FOR_PROGRAMS.sub("", _TITLE.sub("", svg.replace(_NAMESPACE, "", 1))))  # noqa: S704 as above


def _shorten(title: re.Match[str]) -> str:
    """Cut as text, not in the middle of what stands for one character."""
    return (
        title[0]
        if len(title[1]) <= MOST_SAID
        else f"<title>{escape(clean(unescape(title[1]), most=MOST_SAID), quote=False)}</title>"
    )


def spark(svg: str) -> Markup:
    """A sparkline, of which a page has many: without its numbers, and with its name once."""
    return narrow_drawing(svg)


def decoration(svg: str) -> Markup:
    """A picture beside a word that says the same: it is not read to anybody."""
    return Markup(_NAME.sub("", _FOR_PROGRAMS.sub("", svg.replace(_NAMESPACE, ' aria-hidden="true"', 1))))  # noqa: S704 as above


@pass_context
def worded(_: Context, text: object) -> str:
    """A text of the product's own with the plan's words; markup stays markup.

    It takes the context so that Jinja does not work it out once for all when it reads the template.
    """
    if isinstance(text, Markup):
        return Markup(in_words(str(text)))  # noqa: S704 a template's own text, and words of letters alone
    return in_words(str(text))


class OwnWords(Extension):
    """Passes the text of a template, and the strings that it writes itself, through the plan's labels."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        if not (stream.name or "").endswith(".html"):
            yield from stream
            return
        inside = False
        for token in stream:
            if token.type == "data":
                parts, inside = _split(token.value, inside=inside)
                for text, spoken in parts:
                    yield from _say(token.lineno, text) if spoken else [Token(token.lineno, "data", text)]
            elif token.type == "string" and WORD.search(token.value) and not token.value.isidentifier():
                yield from _wrap(token.lineno, token)
            else:
                yield token


def _split(text: str, *, inside: bool) -> tuple[list[tuple[str, bool]], bool]:
    """The pieces of some HTML, each with whether it is read to somebody; and whether a tag is open at its end."""
    parts: list[tuple[str, bool]] = []
    for piece in re.split(r"(?<=>)|(?=<)", text):
        if not piece:
            continue
        if not inside and not piece.startswith("<"):
            parts.append((piece, bool(WORD.search(piece))))
            continue
        place = 0
        for found in SAID.finditer(piece):
            parts += [(piece[place : found.start(2)], False), (found[2], bool(WORD.search(found[2])))]
            place = found.end()
        parts.append((piece[place:], False))
        inside = not piece.endswith(">")
    return [one for one in parts if one[0]], inside


def _say(line: int, text: str) -> Iterator[Token]:
    yield Token(line, "variable_begin", "{{")
    yield Token(line, "name", "own_words")
    yield Token(line, "lparen", "(")
    yield Token(line, "string", text)
    yield Token(line, "rparen", ")")
    yield Token(line, "variable_end", "}}")


def _wrap(line: int, token: Token) -> Iterator[Token]:
    yield Token(line, "lparen", "(")
    yield token
    yield Token(line, "pipe", "|")
    yield Token(line, "name", FILTER)
    yield Token(line, "rparen", ")")


def own_words(text: str) -> Markup:
    """A piece of a template's own HTML."""
    return Markup(in_words(text))  # noqa: S704 a template's own text, and words of letters alone
