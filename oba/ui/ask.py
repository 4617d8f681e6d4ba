"""Choices. What can be shared stands in the address, and is checked against what may be chosen.

With `deeds` and `drafting` the only user of `session_state`: a widget's value lives there between two runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NoReturn

import streamlit as st

from oba.ui import html
from oba.ui.deeds import button as button
from oba.ui.deeds import leave_refusal as leave_refusal
from oba.ui.deeds import leave_word as leave_word
from oba.ui.deeds import offer as offer
from oba.ui.deeds import press as press
from oba.ui.deeds import take_deed as take_deed
from oba.ui.deeds import take_refusal as take_refusal
from oba.ui.deeds import take_word as take_word
from oba.ui.drafting import Written as Written
from oba.ui.drafting import draft_day as draft_day
from oba.ui.drafting import draft_pick as draft_pick
from oba.ui.drafting import draft_picks as draft_picks
from oba.ui.drafting import draft_text as draft_text
from oba.ui.drafting import written_here as written_here
from oba.ui.label import Said as Said
from oba.ui.label import own
from oba.ui.label import plain as plain
from oba.words.labels import in_words

EARLIEST = date(1990, 1, 1)
"""Of earlier days nothing is held."""


def choose(
    label: str,
    options: Mapping[str, str],
    *,
    name: str,
    default: str,
    place: Any = st,
    drops: Sequence[str] = (),
    among: str = "in this plan",
) -> str:
    """A select box over `options` (key to words). The key stands in the address as `name`.

    An address that asks for something else shows the default and says so: it is not `among` them. Another choice
    takes the names that it `drops` out of the address, since what they chose among has changed.
    """
    asked = st.query_params.get(name)
    if asked is not None and asked not in options:
        shown = options.get(default, default)
        html.show("unknown_choice.html", label=in_words(label), asked=asked[:80], shown=shown, among=among)
    current = asked if asked in options else default
    key = f"choice_{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    picked = place.selectbox(
        in_words(label),
        list(options),
        format_func=lambda one: options[one],
        key=key,
        on_change=_write,
        args=(name, key, tuple(drops)),
    )
    return picked if picked in options else default


def recall(**options: Mapping[str, str]) -> None:
    """Into an address that says nothing of a name, put what this visitor chose last of its options, on any page."""
    found: dict[str, str] = {}
    turned, st.session_state["page"] = st.session_state.get("page") != st.context.url, st.context.url
    for name, allowed in options.items():
        asked, last = st.query_params.get(name), str(st.session_state.get(f"last_{name}", ""))
        if asked in allowed:
            st.session_state[f"last_{name}"] = asked
        elif asked is None and last in allowed:
            found[name] = last
        if turned or name in found:  # else this page's select box would not take a value of the last's
            st.session_state.pop(f"choice_{name}", None)
    if found:
        st.query_params.update(found)


def switch(label: str, *, name: str, on: bool = False, place: Any = st) -> bool:
    """A toggle. It stands in the address as `name=true` or `false` when it is not as usual."""
    return bool(place.toggle(own(label), value=on, key=name, bind="query-params"))


def earlier_day(label: str, *, name: str, today: date, place: Any = st) -> date | None:
    """A day up to today, None while none is chosen. It stands in the address as `name=2023-03-01`."""
    asked = st.query_params.get(name)
    current = read_day(asked or "", today=today)
    if asked and current is None:
        html.show("unknown_day.html", label=label, asked=asked[:80])
    key = f"choice_{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    picked = place.date_input(
        label,
        value=None,
        key=key,
        min_value=EARLIEST,
        max_value=today,
        format="DD/MM/YYYY",
        on_change=_write_day,
        args=(name, key),
    )
    return picked if isinstance(picked, date) else None


def read_day(text: str, *, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= today else None


def _write_day(name: str, key: str) -> None:
    day = st.session_state[key]
    if day is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = day.isoformat()


def _write(name: str, key: str, drops: tuple[str, ...]) -> None:
    for one in drops:
        st.query_params.pop(one, None)
    st.query_params[name] = st.session_state[key]


def files(label: str, *, name: str, megabytes: int) -> list[tuple[str, bytes]]:
    """What was dropped or chosen, each by its sender's name and content. `forget_files` empties the box."""
    given = st.file_uploader(
        label,
        accept_multiple_files=True,
        key=f"files_{name}_{st.session_state.get(f'files_{name}', 0)}",
        max_upload_size=megabytes,
    )
    return [(one.name, one.getvalue()) for one in given]


def forget_files(name: str) -> None:
    """Empty the box of `files`: what it held has been kept elsewhere."""
    st.session_state[f"files_{name}"] = st.session_state.get(f"files_{name}", 0) + 1


def address(name: str) -> str:
    """What the address says under this name, '' for nothing. It is a visitor's word: check it."""
    return st.query_params.get(name, "")


def go(**names: str) -> NoReturn:
    """Show the page anew at another address, with nothing in it but these names."""
    st.query_params.from_dict({name: value for name, value in names.items() if value})
    st.rerun()
    raise AssertionError("a rerun does not come back")


def stay(**names: str) -> NoReturn:
    """Show the page anew with these names in its address, or without those that are empty; all others stay in it."""
    readdress(**names)
    st.rerun()
    raise AssertionError("a rerun does not come back")


def go_to(page: str, **names: str) -> NoReturn:
    """Show another page, with nothing in its address but these names."""
    st.switch_page(page, query_params={name: value for name, value in names.items() if value})


def last_seen(name: str, now: str) -> str:
    """What stood `now` at the last showing of a page in this visit, '' at the first; it is noted for the next."""
    before = str(st.session_state.get(f"seen_{name}", ""))
    st.session_state[f"seen_{name}"] = now
    return before


def readdress(**names: str) -> None:
    """Put these names into the address, or take those out that are empty, without showing the page anew."""
    for name, value in names.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


@contextmanager
def form(name: str) -> Iterator[Any]:
    """Fields that are sent together, when the button of `send` in it is pressed."""
    with st.form(f"form_{name}", border=False) as place:
        yield place


def send(label: str) -> bool:
    return bool(st.form_submit_button(own(label)))


def text(label: str, *, name: str, value: str, hint: str = "") -> str:
    """One line of text. Another `value` from elsewhere is shown in its place."""
    typed = st.text_input(
        own(label), value=value, key=f"text_{name}_{value}", help=hint or None, max_chars=400
    )
    return " ".join(typed.split())


def typed(label: str, *, name: str, of: str, lines: bool = False, most: int = 400) -> str:
    """Text that stands in the address as `name` as soon as it is typed, so that no reload loses it.

    What was typed `of` one thing is kept apart from what was typed of another, and shown where it is met again.
    """
    key, kept = f"typed_{name} {of}", f"kept_{name} {of}"
    asked = st.query_params.get(name)
    new = st.session_state.pop(f"new_{key}", False)
    current = str(st.session_state.get(kept, "") if new or asked is None else asked)[:most]
    st.session_state[kept] = current
    if current and current != asked:
        st.query_params[name] = current
    elif not current:
        st.query_params.pop(name, None)
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    kind = st.text_area if lines else st.text_input
    found = kind(own(label), key=key, max_chars=most, on_change=_keep_typed, args=(key, kept))
    return " ".join((found or "").split())


def _keep_typed(key: str, kept: str) -> None:
    # the address follows when the field is shown: by then it may be another thing's
    st.session_state[kept], st.session_state[f"new_{key}"] = st.session_state[key], True


def forget_typed(names: Sequence[str], *, of: str) -> None:
    for name in names:
        st.session_state.pop(f"kept_{name} {of}", None)


def day(label: str, *, name: str, value: date | None) -> date | None:
    found = st.date_input(own(label), value=value, key=f"day_{name}_{value}", format="DD/MM/YYYY")
    return found if isinstance(found, date) else None


def pick(
    label: str, options: Mapping[str, str], *, name: str, value: str | None, hint: str = ""
) -> str | None:
    """One of `options`, or None while nothing is chosen."""
    keys = list(options)
    found = st.selectbox(
        own(label),
        keys,
        index=keys.index(value) if value is not None and value in options else None,
        format_func=lambda one: options.get(one, one),
        key=f"pick_{name}_{value}",
        placeholder="Choose an answer",
        help=hint or None,
    )
    return found if found in options else None


def picks(
    label: str, options: Mapping[str, str], *, name: str, value: Sequence[str] = (), hint: str = ""
) -> tuple[str, ...]:
    """Any number of `options`."""
    chosen = [one for one in value if one in options]
    found = st.multiselect(
        own(label),
        list(options),
        default=chosen,
        format_func=lambda one: options.get(one, one),
        key=f"picks_{name}_{'|'.join(chosen)}",
        placeholder="Choose",
        help=hint or None,
    )
    return tuple(one for one in found if one in options)


@contextmanager
def folded(label: str, *, open_now: bool = False) -> Iterator[None]:
    """A part of the page that a reader opens."""
    with st.expander(own(label), expanded=open_now):
        yield


@contextmanager
def row() -> Iterator[None]:
    """Buttons side by side, where there is room."""
    with st.container(horizontal=True):
        yield


def tick(label: str, *, name: str) -> bool:
    return bool(st.checkbox(own(label), key=f"tick_{name}"))
