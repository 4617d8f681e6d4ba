"""The one place where data meets HTML: a template fills, escapes and is shown."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def show(template: str, **data: Any) -> None:
    """Show a template of `oba/ui/templates` with every value escaped."""
    st.html(fill(template, tone=find_tone(), **data))


def show_filled(filled: str) -> None:
    """Show what `fill` has made before."""
    st.html(filled)


def find_tone() -> str:
    """The class that tells the style sheet of dark colours."""
    return " dark" if st.context.theme.type == "dark" else ""


def fill(template: str, **data: Any) -> str:
    return _environment().get_template(template).render(**data)


def image_address(svg: str) -> str:
    """An SVG as an address that an <img> takes; nothing inside it can run or fetch there."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def offer_papers() -> None:
    """From now on pages link to the papers: this process has their addresses, which `streamlit run` has not."""
    _environment().globals["papers"] = True


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["image_address"] = image_address
    environment.globals["papers"] = False
    return environment
