"""The example as a site, for tests that read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from oba.model.publication import PublicFacts
from oba.site.pages import Site
from oba.store.engine import open_store
from oba.words.labels import USUAL, use_labels

TODAY = date(2026, 12, 1)
FACTS = PublicFacts(number=1, published_on=date(2026, 11, 25), note="The first publication.")


@pytest.fixture(autouse=True)
def usual_words() -> Iterator[None]:
    yield
    use_labels(USUAL)


@pytest.fixture(scope="session")
def site(example_url: str) -> Iterator[Site]:
    store = open_store(example_url, read_only=True)
    yield Site(store, today=TODAY, facts=FACTS)
    store.close()
