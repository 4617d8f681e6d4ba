"""Other ways to use a page than with a mouse at a desk: by keyboard, enlarged, set wider apart, at rest, on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Page
from pypdf import PdfReader

NUMBER_CONTROLS = """() => {
  const all = [...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
  window.controls = all;
  return all.map(one => `${one.tagName} ${(one.innerText || one.getAttribute('aria-label') || '').trim().slice(0, 40)}`);
}"""
WHERE_FOCUS_IS = """() => {
  const one = document.activeElement, place = window.controls.indexOf(one);
  if (place < 0) return { place, seen: false, inside: false };
  const style = getComputedStyle(one), box = one.getClientRects()[0];
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {
    place,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && !!top && (one.contains(top) || top.contains(one)),
  };
}"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  return !one.closest('.unseen, thead, svg') && one.checkVisibility()
    && (['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
      || ['hidden', 'clip'].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1
      || ['fixed', 'sticky'].includes(style.position));
}).map(one => one.outerHTML.slice(0, 120))"""
"""What cuts off its text when that grows, or stands over other text."""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0)
    || style.scrollBehavior === 'smooth';
}).map(one => one.outerHTML.slice(0, 120))"""
APART = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
"""Text as far apart as criterion 1.4.12 asks for."""
ON_PAPER = """() => {
  const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode, parent = one.parentElement;
    if (!one.data.trim() || parent.closest('.unseen, script, style, title, desc') || !parent.checkVisibility()) continue;
    const box = parent.getBoundingClientRect();
    if (box.width > 1 && box.right > 0) said.push(one.data);
  }
  return said;
}"""
Motion = Literal["reduce", "no-preference"]
PAPER_WIDTH = 688
"""Pixels between the margins of a sheet of A4."""


def walk(page: Page) -> list[str]:
    """What is wrong with going through a page by Tab alone; [] where every control is reached in order and seen to be."""
    controls: list[str] = page.evaluate(NUMBER_CONTROLS)
    faults = []
    for place, name in enumerate(controls):
        page.keyboard.press("Tab")
        found: dict[str, Any] = page.evaluate(WHERE_FOCUS_IS)
        if found["place"] != place:
            return [*faults, f"{name} is not reached after {controls[place - 1] if place else 'the start'}"]
        faults += [f"{name}: no visible focus"] if not found["seen"] else []
        faults += [f"{name}: not in sight"] if not found["inside"] else []
    page.keyboard.press("Tab")
    if page.evaluate(WHERE_FOCUS_IS)["place"] not in (-1, 0):
        faults.append("the last control does not let go")
    return faults


def skip(page: Page) -> list[str]:
    """What is wrong with the link that skips to the content, on a page just opened."""
    controls: list[str] = page.evaluate(NUMBER_CONTROLS)
    first: int = page.evaluate(
        "() => window.controls.findIndex(one => one.closest('main') || one.closest('body > footer'))"
    )
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.textContent") != "Skip to the content":
        return ["the first control does not skip"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    reached: int = page.evaluate(WHERE_FOCUS_IS)["place"]
    return [] if reached == first else [f"skips to {controls[reached]}, not to {controls[first]}"]


def find_overflow(page: Page, *, width: int) -> list[str]:
    across: int = page.evaluate("document.documentElement.scrollWidth")
    return [*page.evaluate(CLIPPED), *([f"{across} pixels wide"] if across > width else [])]


@contextmanager
def set_apart(page: Page) -> Iterator[None]:
    page.evaluate(
        "(rules) => { const one = new CSSStyleSheet(); one.replaceSync(rules); document.adoptedStyleSheets = [one] }",
        APART,
    )
    yield
    page.evaluate("() => { document.adoptedStyleSheets = [] }")


@contextmanager
def enlarge(page: Page) -> Iterator[None]:
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    yield
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")


def print_missing(page: Page) -> list[str]:
    """The texts of a page that are not on its paper, and whether anything is wider than the sheet."""
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 900})
    page.emulate_media(media="print", color_scheme="light")
    across: int = page.evaluate("document.documentElement.scrollWidth")
    wanted: list[str] = page.evaluate(ON_PAPER)
    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    said = squeeze(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages))
    missing = [one.strip()[:80] for one in wanted if not is_said(squeeze(one), said)]
    return [*missing, *([f"{across} pixels wide"] if across > PAPER_WIDTH else [])]


def is_said(text: str, said: str) -> bool:
    """Whether a text stands on the paper, whole or in two parts where a sheet ends."""
    return text in said or any(text[:cut] in said and text[cut:] in said for cut in range(8, len(text) - 8))


def squeeze(text: str) -> str:
    """Letters alone: lines break elsewhere on paper."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
