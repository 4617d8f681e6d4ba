"""Buttons and what they do: a word for the next showing, a refusal, a deed done before anything is drawn.

With `ask` and `drafting` the only user of `session_state`: a widget's value lives there between two runs.
"""

from __future__ import annotations

from typing import Any, NoReturn

import streamlit as st

from oba.errors import ObaError
from oba.ui.label import own


def leave_word(said: str) -> None:
    """A sentence for the next showing of the page, which follows an action."""
    st.session_state["word"] = said


def take_word() -> str:
    """The sentence that was left, once."""
    return str(st.session_state.pop("word", ""))


def leave_refusal(error: ObaError, *, place: str = "") -> NoReturn:
    """Show the page anew at the same address, with what was refused and with all that has been written since.

    `place` names the form that shows it, '' for the top of the page.
    """
    st.session_state[f"refusal{place}"] = error
    st.rerun()
    raise AssertionError("a rerun does not come back")


def take_refusal(place: str = "") -> Any:
    """What was refused at this place, once; None for nothing."""
    return st.session_state.pop(f"refusal{place}", None)


def button(label: str, *, name: str, main: bool = False, place: Any = st) -> bool:
    return bool(place.button(own(label), key=f"button_{name}", type="primary" if main else "secondary"))


def press(label: str, *, name: str, shown: str, main: bool = True) -> str:
    """A button that does what is shown. It gives back what was shown when it was pressed, '' when it was not.

    The page may have changed under the reader's hand, and the press means what stood there.
    """
    kind: Any = "primary" if main else "secondary"
    st.button(own(label), key=f"press_{name}", type=kind, on_click=_note_press, args=(name, shown))
    return str(st.session_state.pop(f"pressed_{name}", ""))


def _note_press(name: str, shown: str) -> None:
    st.session_state[f"pressed_{name}"] = shown


def offer(label: str, *, name: str, deed: str, shown: str, main: bool = False) -> None:
    """A button for a deed that `take_deed` does before the next showing of the page, so that nothing is drawn twice.

    `shown` is what stood there when it was pressed. `name` should be that of a place, which keeps the keyboard's focus.
    """
    kind: Any = "primary" if main else "secondary"
    st.button(own(label), key=f"offer_{name}", type=kind, on_click=_note_deed, args=(deed, shown))


def _note_deed(deed: str, shown: str) -> None:
    st.session_state["deed"] = (deed, shown)


def take_deed(*mine: str) -> tuple[str, str]:
    """The deed that was asked for, and what was shown then, once; two empty texts for none.

    With `mine` only one of these is taken: another is left for the part of the page that it belongs to.
    """
    if mine and st.session_state.get("deed", ("", ""))[0] not in mine:
        return "", ""
    deed, shown = st.session_state.pop("deed", ("", ""))
    return str(deed), str(shown)
