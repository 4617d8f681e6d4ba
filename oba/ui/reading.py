"""How a visitor reads: one switch for plain words, in the address, remembered for the visit.

With `ask`, `deeds` and `drafting` a user of `session_state`: what the switch was last set to lives there.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from oba.model.reading import Reading
from oba.ui import html

LABEL = "Plain words"
_KEY, _LAST = "switch_plain", "last_plain"
_ON, _OFF = "true", "false"


def recall() -> Reading:
    """What the address asks for; where it says nothing, what this visitor chose last, which is then put into it."""
    asked = st.query_params.get(html.PLAIN)
    last = asked == _ON if asked in (_ON, _OFF) else bool(st.session_state.get(_LAST, False))
    st.session_state[_LAST] = last
    _address(plain=last)
    return Reading.PLAIN if last else Reading.FULL


def offer(*, place: Any = st) -> Reading:
    """The switch. All links of a page that is read in plain words carry it on."""
    st.session_state[_KEY] = bool(st.session_state.get(_LAST, False))
    place.toggle(LABEL, key=_KEY, on_change=_note)
    return html.find_reading()


def _note() -> None:
    st.session_state[_LAST] = bool(st.session_state[_KEY])
    _address(plain=st.session_state[_LAST])


def _address(*, plain: bool) -> None:
    if plain and st.query_params.get(html.PLAIN) != _ON:
        st.query_params[html.PLAIN] = _ON
    elif not plain and html.PLAIN in st.query_params:
        del st.query_params[html.PLAIN]
