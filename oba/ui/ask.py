"""Choices. What can be shared stands in the address, and is checked against what may be chosen.

The only user of `session_state`: a widget's value lives there between two runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from oba.ui import html


def choose(label: str, options: Mapping[str, str], *, name: str, default: str, place: Any = st) -> str:
    """A select box over `options` (key to words). The key stands in the address as `name`.

    An address that asks for something else shows the default and says so.
    """
    asked = st.query_params.get(name)
    if asked is not None and asked not in options:
        html.show("unknown_choice.html", label=label, asked=asked[:80], shown=options.get(default, default))
    current = asked if asked in options else default
    key = f"choice_{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    picked = place.selectbox(
        label,
        list(options),
        format_func=lambda one: options[one],
        key=key,
        on_change=_write,
        args=(name, key),
    )
    return picked if picked in options else default


def switch(label: str, *, name: str, on: bool = False, place: Any = st) -> bool:
    """A toggle. It stands in the address as `name=true` or `false` when it is not as usual."""
    return bool(place.toggle(label, value=on, key=name, bind="query-params"))


def _write(name: str, key: str) -> None:
    st.query_params[name] = st.session_state[key]
