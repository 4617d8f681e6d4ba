"""Fields whose content is kept on a desk in the store as it is typed, so that no reload loses it.

With `ask` and `deeds` the only user of `session_state`: a widget's value lives there between two runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from oba.errors import ObaError
from oba.ui.desk import Desk
from oba.ui.label import own

HERE = "written_here"
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a field. `version` is the saved one that the writing began from; `changed`, other than saved."""

    text: str
    version: int
    changed: bool


def draft_text(
    label: str,
    *,
    desk: Desk,
    name: str,
    saved: str = "",
    version: int = 0,
    lines: bool = True,
    most: int = 1000,
    hint: str = "",
) -> Written:
    """Text that is kept on the desk as it is typed, until it is saved: no reload loses it.

    It is sent on after a pause in typing. `saved` is shown where nothing is being written; `version` is its own.
    """
    key, _ = _drafted(desk, name, saved)
    options: dict[str, Any] = {"height": 110} if lines else {"live": "500ms"}
    kind = st.text_area if lines else st.text_input
    said = kind(
        own(label),
        key=key,
        max_chars=most,
        help=hint or None,
        on_change=_keep_draft,
        args=(desk, name, key, saved, version),
        **options,
    )
    text = "\n".join(" ".join(line.split()) for line in (said or "").splitlines()).strip()
    return Written(text, desk.began(name, version), text != saved)


def draft_pick(
    label: str, options: Mapping[str, str], *, desk: Desk, name: str, saved: str, version: int = 0
) -> Written:
    """One of `options`, kept on the desk like `draft_text`."""
    key, current = _drafted(desk, name, saved, among=options)
    st.selectbox(
        own(label),
        list(options),
        format_func=lambda one: options.get(one, one),
        key=key,
        on_change=_keep_draft,
        args=(desk, name, key, saved, version),
    )
    picked = st.session_state[key] if st.session_state[key] in options else current
    return Written(picked, desk.began(name, version), picked != saved)


def draft_day(label: str, *, desk: Desk, name: str, saved: str, version: int = 0) -> Written:
    """A day as `2026-12-01`, '' for none, kept on the desk like `draft_text`."""
    key, _ = _drafted(desk, name, saved, days=True)
    found = st.date_input(
        own(label),
        key=key,
        format="DD/MM/YYYY",
        min_value=EARLIEST,
        max_value=LATEST,
        on_change=_keep_draft,
        args=(desk, name, key, saved, version),
    )
    text = found.isoformat() if isinstance(found, date) else ""
    return Written(text, desk.began(name, version), text != saved)


def draft_picks(
    label: str,
    options: Mapping[str, str],
    *,
    desk: Desk,
    name: str,
    saved: str,
    version: int = 0,
    place: Any = st,
) -> Written:
    """Any number of `options`, as keys parted by semicolons, kept on the desk like `draft_text`."""
    key = f"draft_{desk.within}/{name}"
    current = st.session_state.get(f"unkept_{key}", desk.text(name, saved))
    chosen = [one for one in current.split(";") if one in options]
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    place.multiselect(
        own(label),
        list(options),
        format_func=lambda one: options.get(one, one),
        key=key,
        placeholder="Choose",
        on_change=_keep_draft,
        args=(desk, name, key, saved, version),
    )
    text = ";".join(st.session_state[key])
    return Written(text, desk.began(name, version), text != saved)


def _drafted(
    desk: Desk, name: str, saved: str, *, among: Mapping[str, str] | None = None, days: bool = False
) -> tuple[str, str]:
    """The key of a field and what stands in it: what the desk could not keep, else the draft, else what is saved."""
    key = f"draft_{desk.within}/{name}"
    current = st.session_state.get(f"unkept_{key}", desk.text(name, saved))
    if among is not None and current not in among:
        current = saved if saved in among else next(iter(among))
    value = _as_day(current) if days else current
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key, current


def _as_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def written_here(place: str) -> bool:
    """Whether the form that a draft of the desk belongs to was written in by this browser since it opened the page."""
    return place.rpartition("/")[0] in st.session_state.get(HERE, ())


def _keep_draft(desk: Desk, name: str, key: str, saved: str, version: int) -> None:
    said = st.session_state[key]
    st.session_state[HERE] = {*st.session_state.get(HERE, ()), f"{desk.within}/{name}".rpartition("/")[0]}
    text = (
        said.isoformat()
        if isinstance(said, date)
        else ";".join(said)
        if isinstance(said, list)
        else said or ""
    )
    try:
        desk.keep(name, text, saved=saved, version=version)
        st.session_state.pop(f"unkept_{key}", None)
    except ObaError as error:
        st.session_state[f"unkept_{key}"] = text
        st.session_state["word"] = str(error)
