"""The first drawn page in Chromium, against an empty Streamlit page and a bare page of plotly charts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

from bench.plan import HEADLINES_A_THEME
from bench.result import Result
from bench.serving import CHARTS, EMPTY, serve_ours, serve_plain
from bench.timing import say
from bench.tools import find_browser
from bench.workshop import Workshop

NAME = "browser"
RUNS = 7
TIMEOUT_MS = 60_000
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
OURS = ".oba h1"
PLAIN = "h1"
DRAWN = """([heading, charts]) => new Promise((resolve, reject) => {
  const drawn = () => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!app || app.getAttribute('data-test-script-state') !== 'notRunning') return false;
    if (!document.querySelector(heading)) return false;
    const lines = document.querySelectorAll('.js-plotly-plot .scatterlayer path.js-line');
    if (lines.length < charts) return false;
    return [...document.images].every((one) => one.complete && one.naturalWidth > 0);
  };
  const look = () => {
    if (performance.now() > 50000) { reject(new Error('never drawn')); return; }
    if (!drawn()) { setTimeout(look, 5); return; }
    Promise.all([...document.images].map((one) => one.decode()))
      .then(() => requestAnimationFrame(() => resolve([performance.now(), document.images.length])), reject);
  };
  look();
})"""


@dataclass
class Case:
    """A page to draw: where, what its heading is, how many plotly charts; and the times it took, in ms."""

    address: str
    heading: str
    charts: int = 0
    images: int = 0
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)

    def visit(self, browser: Browser) -> None:
        """A new visitor opens the page, and then the same page again."""
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        try:
            page = context.new_page()
            self.cold.append(self._draw(page))
            page.wait_for_timeout(300)
            self.warm.append(self._draw(page))
        finally:
            context.close()

    def _draw(self, page: Page) -> float:
        """Milliseconds from the start of the navigation, by the page's own clock."""
        page.goto(self.address, wait_until="commit", timeout=TIMEOUT_MS)
        taken, self.images = page.evaluate(DRAWN, [self.heading, self.charts])
        return float(taken)

    def forget(self) -> None:
        self.cold.clear()
        self.warm.clear()


def measure(workshop: Workshop) -> list[Result]:
    with ExitStack() as stack:
        folder = workshop.folder
        ours = stack.enter_context(serve_ours(workshop.filled)).address
        empty = stack.enter_context(serve_plain(folder / "empty_page", EMPTY)).address
        run = stack.enter_context(serve_plain(folder / "streamlit_run", EMPTY, uvicorn=False)).address
        bare = stack.enter_context(
            serve_plain(folder / "charts", CHARTS.format(charts=HEADLINES_A_THEME))
        ).address
        cases = {
            "home": Case(ours, OURS),
            "empty": Case(empty, PLAIN),
            "streamlit run": Case(run, PLAIN),
            "theme": Case(f"{ours}/theme", OURS),
            "charts": Case(bare, PLAIN, charts=HEADLINES_A_THEME),
        }
        time_all(list(cases.values()), stack.enter_context(open_browser()))
    if cases["home"].images < HEADLINES_A_THEME or cases["theme"].images < HEADLINES_A_THEME:
        raise RuntimeError("our pages do not show their charts")
    return [
        *_compare("home", cases["home"], cases["empty"], "an empty page, uvicorn", 1.5),
        *_compare("home", cases["home"], cases["streamlit run"], "an empty page, streamlit run", 1.5),
        *_compare(
            "theme", cases["theme"], cases["charts"], f"a bare page, {HEADLINES_A_THEME} plotly charts", 1.2
        ),
    ]


def time_all(cases: list[Case], browser: Browser) -> None:
    """Every case in turn, and that many times; the first turn, which no one else waits for, is not counted."""
    for run in range(RUNS + 1):
        say(f"  turn {run} of {RUNS}")
        for case in cases:
            case.visit(browser)
        if run == 0:
            for case in cases:
                case.forget()


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _compare(page: str, ours: Case, peer: Case, against: str, target: float) -> list[Result]:
    return [
        Result(
            f"browser: {page}, {name}",
            statistics.median(getattr(ours, name)),
            "ms",
            statistics.median(getattr(peer, name)),
            against,
            target,
        )
        for name in ("cold", "warm")
    ]
