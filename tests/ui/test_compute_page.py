"""A page offers the line of each finding, and the About page the fields of each method."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.tasks.compute.run import METHODS

OPENED = {"mode": "published"}


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def test_each_finding_offers_its_line_and_its_command(open_page) -> None:
    app = open_page("pages/public/30_indicator.py", indicator="injury_admissions")
    assert not app.exception
    assert "Work it out yourself" in [one.label for one in app.expander]
    labels = [one.proto.label for one in app.get("download_button")]
    for title in ("The recent trend", "The comparison with England", "The frozen forecast", "The verdict"):
        assert title in labels
    said = text_of(app)
    assert "python -m oba compute trend &lt; PATH/TO/injury_admissions_E06000002_1_trend.jsonl" in said
    assert "In the folder of the dashboard's program type its command" in said
    assert 'href="about#compute"' in said


def test_the_about_page_lists_every_field_of_every_method(open_page) -> None:
    said = text_of(open_page("pages/public/70_about.py"))
    assert 'id="compute"' in said
    for name, method in METHODS.items():
        assert f"Fields of {name}" in said
        assert all(f'<th scope="row">{one.name}</th>' in said for one in method.FIELDS)
