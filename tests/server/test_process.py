"""What whoever starts the server is told."""

from __future__ import annotations

import logging

import pytest

from oba.server.process import _say_where, is_worth_telling
from oba.settings import Settings
from oba.words.publishing import CONTACT_MISSING


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(mode="published"), True),
        (Settings(mode="published", contact=" "), True),
        (Settings(mode="published", contact="outcomes@trust.example"), False),
        (Settings(), False),
    ],
)
def test_that_readers_cannot_reach_anybody_is_said_at_the_start_of_a_published_instance(
    settings: Settings, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_where(settings)
    said = capsys.readouterr().out
    assert "is open on http://localhost:8501" in said.splitlines()[0]
    assert (CONTACT_MISSING in said) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ASGI callable returned without completing handshake.", False),
        ("Exception in ASGI application\n", True),
    ],
)
def test_sessions_that_are_refused_fill_no_log(said: str, told: bool) -> None:
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, said, None, None)
    assert is_worth_telling(record) is told
