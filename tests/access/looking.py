"""One page looked at in every way: by axe, for sideways scroll, for its structure and for the contrast of its drawings."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
STANDARD = "WCAG 2.2 AA"
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
EVERY_WAY = tuple((scheme, width) for scheme in SCHEMES for width in WIDTHS)
AXE = Axe()
Fault = dict[str, Any]
"""`page`, `way`, `rule`, `says`, `where`, and `criteria` where it is axe that found it."""

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
STRUCTURE = """() => {
  const faults = [], count = (what) => document.querySelectorAll(what).length;
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => Number(one.tagName[1]));
  if (document.documentElement.lang !== 'en-GB') faults.push('language');
  if (!document.title.trim()) faults.push('title');
  if (count('h1') !== 1 || levels[0] !== 1) faults.push('one h1, first');
  levels.forEach((one, place) => { if (place && one > levels[place - 1] + 1) faults.push(`h${levels[place - 1]} then h${one}`) });
  if (count('main') !== 1) faults.push('one main');
  if (!document.querySelector('h1')?.closest('main')) faults.push('h1 in main');
  const names = [...document.querySelectorAll('nav')].map(one => one.getAttribute('aria-label'));
  if (names.includes(null) || new Set(names).size !== names.length) faults.push('each nav its own name');
  const part = document.body.classList.contains('embedded') || count('main > .sheet');
  if (!part && (count('body > header') !== 1 || count('body > footer') !== 1)) faults.push('header and footer');
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  for (const one of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(one.getAttribute('href').slice(1))) faults.push(`leads nowhere: ${one.getAttribute('href')}`);
  return faults;
}"""
"""What a page is built of, as a screen reader goes through it."""
FAINT = """() => {
  const rgb = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const paper = light(rgb(getComputedStyle(document.body).backgroundColor));
  const faint = new Set();
  for (const one of document.querySelectorAll('svg text')) {
    if (!one.getClientRects().length) continue;
    const fill = getComputedStyle(one).fill, ink = light(rgb(fill));
    const ratio = (Math.max(paper, ink) + 0.05) / (Math.min(paper, ink) + 0.05);
    if (ratio < 4.5) faint.add(`${fill} ${ratio.toFixed(1)}: ${one.textContent.slice(0, 40)}`);
  }
  return [...faint];
}"""
"""Words in drawings that stand out too little from the page; axe does not look at them."""
ACROSS = """() => Math.max(document.documentElement.scrollWidth,
  ...[...document.querySelectorAll('[data-testid=stMain]')].map(one => one.scrollWidth))"""
OUTSIDE = """(width) => {
  const scrolls = (one) => { for (; one; one = one.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(one).overflowX)) return true; return false };
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > width + 1 && !scrolls(one))
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120));
}"""


def name_tool(page: Page) -> str:
    """The programs that look, each with its version."""
    axe = page.evaluate("typeof axe === 'undefined' ? '' : axe.version")
    browser = page.context.browser
    shown = browser.version if browser else ""
    return f"axe-core {axe} by axe-playwright-python {version('axe-playwright-python')} in Chromium {shown}"


def find_violations(page: Page, *, within: str | None = None) -> list[Fault]:
    """What axe finds against WCAG 2.0, 2.1 and 2.2, levels A and AA, in the whole page or within what is selected."""
    page.evaluate("typeof axe === 'undefined'") and page.evaluate(AXE.axe_script)
    found = page.evaluate(
        "([within, tags]) => axe.run(within ?? document, { runOnly: { type: 'tag', values: tags },"
        " resultTypes: ['violations'], selectors: false }).then(one => one.violations)",
        [within, list(TAGS)],
    )
    return [
        {
            "rule": one["id"],
            "says": one["help"],
            "criteria": [name_criterion(tag) for tag in one["tags"] if is_criterion(tag)],
            "where": one["nodes"][0]["html"][:160],
        }
        for one in found
    ]


def is_criterion(tag: str) -> bool:
    return tag.startswith("wcag") and tag[4:].isdigit() and len(tag) >= 7


def name_criterion(tag: str) -> str:
    """`wcag1411` is criterion 1.4.11."""
    return f"{tag[4]}.{tag[5]}.{tag[6:]}"


def find_wide(page: Page, *, width: int) -> list[Fault]:
    """Whether the page scrolls sideways, as a whole or in the part of the app that scrolls."""
    across = page.evaluate(ACROSS)
    if across <= width:
        return []
    where = f"{across} pixels: {page.evaluate(OUTSIDE, width)}"
    return [{"rule": "reflow", "says": "A page scrolls one way only", "criteria": ["1.4.10"], "where": where}]


def look_now(page: Page, *, width: int) -> list[Fault]:
    """The page as it is now."""
    faint = [
        {
            "rule": "contrast-in-drawings",
            "says": "Words in drawings must have enough contrast",
            "criteria": ["1.4.3"],
            "where": one,
        }
        for one in page.evaluate(FAINT)
    ]
    return [*find_violations(page), *find_wide(page, width=width), *faint]


def look_every_way(
    page: Page, name: str, *, ways: Sequence[tuple[str, int]] = EVERY_WAY, height: int = 900
) -> list[Fault]:
    """A reading page that is open, with all that folds unfolded, in each pair of colours and width."""
    page.evaluate(OPEN_ALL)
    faults = [
        {"page": name, "way": "", "rule": "structure", "says": one, "criteria": ["1.3.1"], "where": one}
        for one in page.evaluate(STRUCTURE)
    ]
    for scheme, width in ways:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        faults += [{"page": name, "way": f"{scheme} {width}", **one} for one in look_now(page, width=width)]
    return faults
