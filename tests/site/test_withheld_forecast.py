"""A frozen forecast that would give a small number away is not published, and every page that would show it says why."""

from __future__ import annotations

import html
import shutil
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oba.cli import main
from oba.model.disclosure import Rule
from oba.site.pages import Site, list_addresses, render
from oba.store.engine import Store, open_store
from oba.store.public_facts import read_public_facts
from oba.store.publications import set_rule
from oba.store.shelf import Shelf
from oba.tasks.open_indicator import IndicatorView, open_indicator
from oba.words.hidden import SMALL_NUMBERS
from tests.publishing import publish_into

KEY, TODAY = "long_plans", date(2026, 12, 1)
LATER, SECRET = "under18_conceptions", 23.4714
LOADED = f"""indicator,area code,area name,period,value,numerator,denominator
{LATER},E06000002,Middlesbrough,2023,{SECRET},6,255.63
"""
UNTRUE = ("No forecast has been frozen", "Nobody has made a forecast", "No forecast yet")


@pytest.fixture(scope="module")
def withheld(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the example in which a forecast was frozen of a curve whose small numbers are hidden.

    Of another curve a figure is hidden that came after the last that its forecast was made from.
    """
    folder = tmp_path_factory.mktemp("withheld")
    shutil.copy(example_file, folder / "oba.db")
    own_example = f"sqlite:///{(folder / 'oba.db').as_posix()}"
    agreed = ("--agreed-by", "The Trust Board", "--reason", "Nothing else is planned.", "--yes")
    assert main(["freeze", "--store", own_example, "--indicator", KEY, *agreed]) == 0
    (folder / "later.csv").write_text(LOADED)
    of = ("--publisher", "Office for National Statistics", "--title", "Conceptions")
    assert main(["load", "--store", own_example, *of, str(folder / "later.csv")]) == 0
    store = open_store(own_example)
    with store.writing() as connection:
        set_rule(connection, Rule(LATER, 7), by="ann", at=datetime(2026, 11, 25, tzinfo=UTC))
        set_rule(connection, Rule(KEY, 7, round_base=5), by="ann", at=datetime(2026, 11, 25, tzinfo=UTC))
    store.close()
    shelf = Shelf(folder / "copies")
    shelf.folder.mkdir()
    publish_into(shelf.folder, own_example)
    current = shelf.current()
    assert current
    copy = open_store(f"sqlite:///{shelf.path(current.file).as_posix()}", read_only=True)
    with copy.reading() as connection:
        facts = read_public_facts(connection)
    yield Site(copy, TODAY, facts)
    copy.close()


def test_pages_say_that_a_forecast_is_kept_back_and_why(withheld: Site) -> None:
    for address in (f"indicators/{KEY}.html", f"indicators/{KEY}-plain.html", f"cards/{KEY}.html"):
        page = html.unescape(render(withheld, address).body.decode())
        assert SMALL_NUMBERS in page, address
        assert not [one for one in UNTRUE if one in page], address
    report = html.unescape(render(withheld, f"indicators/{KEY}.html").body.decode())
    assert "all counts are rounded to the nearest five" in report
    theme = render(withheld, "themes/safeguarding.html").body.decode()
    assert "Forecast not published" in theme


def test_the_explorer_says_the_same_of_today_and_of_an_earlier_day(withheld: Site) -> None:
    for day in (None, TODAY):
        view = open_indicator(
            withheld.store, indicator=KEY, area="", today=TODAY, dark=False, published=True, as_of=day
        )
        assert view.no_verdict.startswith(SMALL_NUMBERS)
        assert view.plain.no_verdict == SMALL_NUMBERS
        assert view.status.meaning == SMALL_NUMBERS


def test_a_forecast_made_from_public_figures_alone_stays_and_is_judged_by_them_alone(
    withheld: Site, example_url: str
) -> None:
    def view(store: Store) -> IndicatorView:
        return open_indicator(store, indicator=LATER, area="", today=TODAY, dark=False, published=True)

    found, before = view(withheld.store), view(open_store(example_url, read_only=True))
    assert not found.no_verdict
    assert (found.verdict, found.verdict_aside, found.working) == (
        before.verdict,
        before.verdict_aside,
        before.working,
    )
    page = html.unescape(render(withheld, f"indicators/{LATER}.html").body.decode())
    assert "not published" not in page
    assert "2023 is not shown, to protect children" in page
    assert "o figures yet after 2022" not in page
    assert "Newer figures were due and have not come: the newest is of 2023" in page


def test_a_hidden_figure_is_in_no_byte_of_a_copy_whose_forecast_stays(withheld: Site) -> None:
    raw = Path(withheld.store.url.removeprefix("sqlite:///")).read_bytes()
    for number in (SECRET, 255.63):
        assert struct.pack(">d", number) not in raw
        assert str(number).encode() not in raw
    addresses = [one for one in list_addresses(withheld) if LATER in one]
    assert len(addresses) > 3
    for address in addresses:
        body = render(withheld, address).body
        assert b"23.47" not in body, address
        assert b"255.63" not in body, address
