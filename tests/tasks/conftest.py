"""What every test of a task may count on."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def migrations(stores_made_quickly: None) -> None:
    """Many of these make new stores."""
