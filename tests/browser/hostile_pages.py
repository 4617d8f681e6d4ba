"""What a real browser makes of a page that is full of hostile texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from oba.site import templating
from tests.hostile_store import HOSTILE

TEMPLATES = Path(templating.__file__).parent / "templates"
DRAWN = frozenset("svg title desc rect g path circle line text defs pattern clippath image".split())
TAGS = (
    DRAWN
    | {"script"}
    | {
        tag
        for path in TEMPLATES.glob("*.html")
        for tag in re.findall(r"<([a-z][a-z0-9]*)", path.read_text("utf-8"))
    }
)
"""Everything that the templates of the reading pages and our own drawings are made of. Scripts are counted: only data blocks are right."""
LOOK = """() => {
  const OWN = /^(--size: [0-9.]+pt|width: ?[0-9.]+%);?$/;
  const all = [...document.querySelectorAll('*')];
  const evil = (one) => [...one.attributes].some(({name, value}) =>
    name.startsWith('on') || ['srcdoc', 'formaction', 'autofocus'].includes(name)
    || (['href', 'src', 'action', 'data', 'xlink:href', 'poster', 'content'].includes(name)
        && /^\\s*(javascript|vbscript):|evil\\.example|^\\s*data:text/i.test(value) && one.tagName !== 'META')
    || (name === 'style' && /evil|expression|rgb\\(1, ?2, ?3\\)/i.test(value)));
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, style').forEach((one) => one.remove());
  return {
    tags: [...new Set(all.map((one) => one.tagName.toLowerCase()))],
    evil: all.filter(evil).map((one) => one.outerHTML.slice(0, 160)),
    styled: all.map((one) => one.getAttribute('style') || '').filter((one) => one && !OWN.test(one)),
    styles: all.filter((one) => one.tagName === 'STYLE' && /evil|1, ?2, ?3/.test(one.textContent)).length,
    scripts: [...document.scripts].filter((one) => one.type !== 'application/ld+json').length,
    blocks: [...document.scripts].filter((one) => one.type === 'application/ld+json').map((one) => one.textContent),
    made: document.querySelectorAll('iframe, object, embed, base, foreignObject, use, form, .katex, meta[http-equiv=refresh]').length,
    colours: [document.body, ...document.querySelectorAll('h1')].map((one) => getComputedStyle(one).color),
    hit: typeof window.__hit !== 'undefined',
    text: copy.textContent + ' ' + [...copy.querySelectorAll('input, textarea')].map((one) => one.value).join(' '),
  };
}"""


def squeeze(text: str) -> str:
    return " ".join(text.split())


SHOWN = tuple(squeeze(one) for one in HOSTILE)


@dataclass
class Seen:
    """What the pages of one kind showed: how many there were, and which of the texts stood there letter for letter."""

    pages: int = 0
    whole: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)


class Watcher:
    """A browser that runs whatever a page contains, whatever the policy says, and notes what happens.

    The policy is switched off: a page is safe by itself, and the policy is a second line.
    """

    def __init__(self, browser: Browser, *, own: str) -> None:
        self.own = own
        self.outside: list[str] = []
        self.dialogs: list[str] = []
        self.requests = 0
        self.seen: dict[str, Seen] = {}
        self.context = browser.new_context(locale="en-GB", bypass_csp=True)
        self.context.on("request", self._note)
        self.context.on("dialog", self._dismiss)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda one: self._note_address(one.url.replace("ws://", "http://", 1)))

    def _note(self, request: Any) -> None:
        self._note_address(request.url)

    def _note_address(self, url: str) -> None:
        self.requests += 1
        if not url.startswith((self.own, "data:", "blob:")):
            self.outside.append(url)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def check(self, kind: str, *, strict: bool) -> None:
        """The page that is open now. A `strict` one is made by our own templates alone, and has no script."""
        found = self.page.evaluate(LOOK)
        where = self.page.url
        assert not found["hit"], f"a script ran: {where}"
        assert found["evil"] == [], f"{where}: {found['evil'][:3]}"
        assert (found["styles"], found["made"]) == (0, 0), where
        assert "rgb(1, 2, 3)" not in found["colours"], f"a style was applied: {where}"
        if strict:
            assert set(found["tags"]) <= TAGS, f"{where}: {set(found['tags']) - TAGS}"
            assert (found["scripts"], found["styled"]) == (0, []), where
        assert all(json.loads(block)["@context"] == "https://schema.org" for block in found["blocks"]), where
        text = squeeze(found["text"])
        seen = self.seen.setdefault(kind, Seen())
        seen.pages += 1
        seen.whole |= {number for number, one in enumerate(SHOWN, start=1) if one in text}
        seen.marked |= {int(one) for one in re.findall(r"mark(\d\d)", text)}

    def conclude(self) -> str:
        """Nothing was asked of others and nothing was said in a window; the figures."""
        assert self.outside == []
        assert self.dialogs == []
        pages = sum(one.pages for one in self.seen.values())
        kinds = ", ".join(f"{kind} {len(one.whole)}" for kind, one in self.seen.items())
        return f"{pages} pages, {self.requests} requests, 0 outside; texts shown letter for letter: {kinds}"


def open_all(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
