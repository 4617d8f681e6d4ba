"""What a reading page weighs as it is sent, and how soon it is drawn in Chromium, against a page of plotly-basic."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from bench import process, readers
from bench.nginx import serve_files
from bench.peers import apart
from bench.public import OFFICER, open_site, published
from bench.result import Result
from bench.serving import serve_published
from bench.stages.browser import open_browser
from bench.timing import median, say
from bench.workshop import Workshop, keep_compiled, url_of
from oba.charts import plotly_figure
from oba.settings import Settings
from oba.site.pages import Site, list_addresses
from oba.site.views import chart_of, indicators_by_name
from oba.site.writing import write_site
from oba.tasks.publish_example import publish_example

NAME = "weight"
LIMIT_KB = 15
RUNS = 7
DRAWN_AT_MOST = 0.3
WITH_EXAMPLE = True
STYLE, SCRIPT, PEER_PAGE = "style.css", "plotly-basic.min.js", "plotly.html"
KINDS = {"home": "index.html", "theme": "themes/", "indicator": "indicators/"}
DRAWN = """(wanted) => new Promise((resolve, reject) => {
  const look = () => {
    if (performance.now() > 50000) { reject(new Error('never drawn')); return; }
    if (document.readyState !== 'complete' || document.querySelectorAll(wanted).length < 1) {
      setTimeout(look, 4);
      return;
    }
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  };
  look();
})"""
PLOTLY = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><script src="{script}"></script></head>
<body><h1>{title}</h1><div id="chart"></div>
<script>const chart = {figure}; Plotly.newPlot('chart', chart.data, chart.layout, {{displayModeBar: false}});</script>
</body></html>
"""


@dataclass
class Drawn:
    """A page, what must stand in it, and milliseconds from the start of each navigation to the frame that shows it."""

    address: str
    wanted: str
    cold: list[float] = field(default_factory=list)

    def visit(self, browser: Browser) -> None:
        """A new visitor opens the page."""
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        try:
            page = context.new_page()
            page.goto(self.address, wait_until="commit")
            self.cold.append(float(page.evaluate(DRAWN, self.wanted)))
        finally:
            context.close()


def measure(workshop: Workshop) -> list[Result]:
    settings = published(workshop)
    heaviest = weigh(settings)
    results = _list_weights("weight", heaviest)
    if WITH_EXAMPLE:
        results += _list_weights("weight: the example's", weigh(publish_the_example(workshop)))
    try:
        results.append(draw(workshop, settings, heaviest["indicator"][0]))
    except apart.NotInstalledError as error:
        say(f"  not drawn against plotly-basic: {error}")
    return results


def _list_weights(what: str, heaviest: dict[str, tuple[str, int]]) -> list[Result]:
    names = {"home": "home", "theme": "heaviest theme", "indicator": "heaviest indicator"}
    start = f"{what}:" if what == NAME else what
    return [
        Result(f"{start} {names[kind]}", size / 1000, "kB", LIMIT_KB, "the limit", 1.0)
        for kind, (_, size) in heaviest.items()
    ]


def weigh(settings: Settings) -> dict[str, tuple[str, int]]:
    """Of each kind the page that weighs most as the published process sends it, with its style sheet, in bytes."""
    site = open_site(settings)
    addresses = list_addresses(site)
    site.store.close()
    found: dict[str, tuple[str, int]] = {}
    with serve_published(settings) as served:
        style = readers.fetch(served.address, STYLE)
        for kind, start in KINDS.items():
            pages = [one for one in addresses if one.startswith(start) and one.endswith(".html")]
            sizes = {one: readers.fetch(served.address, one) + style for one in pages}
            largest = max(sizes, key=lambda one: sizes[one])
            found[kind] = largest, sizes[largest]
    return found


def publish_the_example(workshop: Workshop) -> Settings:
    """The example as it is shipped, with its stories and its long names."""
    store = workshop.folder / "example.db"
    compiled = keep_compiled(workshop.folder / "compiled")
    say("  loading the example")
    process.measure([sys.executable, "-m", "oba", "init", "--store", url_of(store)], environment=compiled)
    settings = Settings(
        store=url_of(store), copies=str(workshop.folder / "example.copies"), user=OFFICER.name
    )
    publish_example(settings, OFFICER)
    return settings


def draw(workshop: Workshop, settings: Settings, page: str) -> Result:
    """Both pages from one server, each with its packed twin; they take turns, and the first turn is not counted."""
    files = workshop.folder / "drawn"
    list(write_site(settings, files))
    site = open_site(settings)
    write_plotly_page(site, page, files)
    site.store.close()
    with serve_files(files, workshop.folder / "nginx-drawn") as address, open_browser() as browser:
        ours = Drawn(f"{address}/{page}", "h1, figure svg")
        peer = Drawn(f"{address}/{PEER_PAGE}", ".js-plotly-plot .scatterlayer path.js-line")
        for turn in range(RUNS + 1):
            for one in (ours, peer):
                one.visit(browser)
                if turn == 0:
                    one.cold.clear()
    against = "the same figures by plotly-basic"
    return Result(
        "weight: an indicator drawn, cold", median(ours.cold), "ms", median(peer.cold), against, DRAWN_AT_MOST
    )


def write_plotly_page(site: Site, page: str, files: Path) -> None:
    name = Path(page).stem.removesuffix("-plain")
    description = chart_of(site, indicators_by_name(site)[name]).description
    figure = json.dumps(plotly_figure.draw(description)).replace("<", "\\u003c")
    text = PLOTLY.format(title=name, script=SCRIPT, figure=figure)
    (files / PEER_PAGE).write_text(text, encoding="utf-8")
    shutil.copy(apart.find_plotly_basic(), files / SCRIPT)
    for one in (PEER_PAGE, SCRIPT):
        (files / f"{one}.gz").write_bytes(gzip.compress((files / one).read_bytes()))
