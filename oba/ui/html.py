"""The one place where data meets HTML: a template fills, escapes and is shown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment

from oba.model.reading import Reading
from oba.site.templating import TEMPLATES as READING_TEMPLATES
from oba.site.templating import make_environment

TEMPLATES = Path(__file__).parent / "templates"
PLAIN = "plain"
"""The name under which the address asks for plain words."""
_OWN_LINK = re.compile(r'href="(?![/"#])([^":#]*)([^":]*)"')
"""An address below this server's: one without a scheme, which does not begin with a slash."""


def show(template: str, **data: Any) -> None:
    """Show a template of `oba/ui/templates` with every value escaped."""
    reading = find_reading()
    show_filled(fill(template, tone=find_tone(), plain=reading.plain, **data))


def show_filled(filled: str) -> None:
    """Show what `fill` has made before. All links to pages of ours go on in the reading of this one."""
    st.html(keep_reading(filled, reading=find_reading()))


def find_reading() -> Reading:
    """As the address has it."""
    return Reading.PLAIN if st.query_params.get(PLAIN) == "true" else Reading.FULL


def keep_reading(filled: str, *, reading: Reading) -> str:
    """The same HTML, whose links below this server's address ask for plain words too."""
    return _OWN_LINK.sub(_carry_on, filled) if reading.plain else filled


def _carry_on(link: re.Match[str]) -> str:
    address, place = link.groups()
    if f"{PLAIN}=" in address:
        return link.group()
    return f'href="{address}{"&amp;" if "?" in address else "?"}{PLAIN}=true{place}"'


def find_tone() -> str:
    """The class that tells the style sheet of dark colours."""
    return " dark" if st.context.theme.type == "dark" else ""


def fill(template: str, **data: Any) -> str:
    return _environment().get_template(template).render(**data)


def offer_papers() -> None:
    """From now on pages link to the papers: this process has their addresses, which `streamlit run` has not."""
    _environment().globals["papers"] = True


def offer_reading_pages() -> None:
    """From now on pages link to the reading pages, which stand one level up where there is a front door."""
    _environment().globals["reading_pages"] = True


@cache
def _environment() -> Environment:
    environment = make_environment(TEMPLATES, READING_TEMPLATES)
    environment.globals["papers"] = False
    environment.globals["reading_pages"] = False
    environment.globals["plain"] = False
    return environment
