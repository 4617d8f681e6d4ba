"""Where a setting comes from, and what is said of one that cannot be used."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oba import settings as module
from oba.errors import UsageError
from oba.settings import Settings, hand_on, in_london, read_settings


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """The machine's clock and its zone."""

    def stop(moment: str, zone: str = "UTC") -> None:
        found = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        kind = type("Stopped", (datetime,), {"now": classmethod(lambda _, tz: found.astimezone(tz))})
        monkeypatch.setattr(module, "datetime", kind)
        monkeypatch.setenv("TZ", zone)
        if hasattr(time, "tzset"):
            time.tzset()

    yield stop
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def test_the_store_is_a_sqlite_file_in_data_when_nothing_is_said(tmp_path: Path) -> None:
    assert read_settings(environment={}, folder=tmp_path).store.endswith("/data/oba.db")


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "oba.toml").write_text('port = 1\nmode = "published"\nstore = "sqlite:///file.db"\n')
    environment = {"OBA_PORT": "2", "OBA_STORE": "sqlite:///environment.db"}
    settings = read_settings({"port": 3, "store": None}, environment=environment, folder=tmp_path)
    assert (settings.port, settings.store, settings.mode) == (3, "sqlite:///environment.db", "published")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"OBA_PORT": "http"}, "port 'http', expected a whole number"),
        ({"OBA_PORT": "0"}, "port '0'"),
        ({"OBA_MODE": "public"}, "expected trust or published"),
        ({"OBA_TODAY": "1 May"}, "expected a date such as"),
        ({"OBA_WEB_ADDRESS": "trust.example"}, "expected an address such as https://trust.example/outcomes/"),
        ({"OBA_WEB_ADDRESS": "ftp://trust.example/"}, "expected an address such as"),
        ({"OBA_WEB_ADDRESS": "https://trust.example/?a=b"}, "expected an address such as"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_origin(
    environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as error:
        read_settings(environment=environment, folder=tmp_path)
    assert said in str(error.value)
    assert "environment" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"), [("colour = 1", "unknown setting 'colour'"), ("=", "not valid TOML")]
)
def test_a_settings_file_with_a_mistake_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "oba.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        read_settings(environment={}, folder=tmp_path)


def test_settings_handed_on_are_read_back_the_same(tmp_path: Path) -> None:
    settings = read_settings(
        {"port": 9000, "mode": "published", "today": "2026-05-01"}, environment={}, folder=tmp_path
    )
    environment: dict[str, str] = {}
    hand_on(settings, environment=environment)
    assert read_settings(environment=environment, folder=tmp_path) == settings


def test_a_web_address_names_a_folder(tmp_path: Path) -> None:
    for given in ("https://trust.example/outcomes", "https://trust.example/outcomes/"):
        settings = read_settings({"web_address": given}, environment={}, folder=tmp_path)
        assert settings.web_address == "https://trust.example/outcomes/"


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-15T23:59", "2026-01-15"),  # winter: London is UTC
        ("2026-07-15T22:59", "2026-07-15"),  # summer: an hour ahead
        ("2026-07-15T23:00", "2026-07-16"),
        ("2026-03-28T23:59", "2026-03-28"),  # the clocks go forward at 01:00 UTC on the 29th
        ("2026-03-29T00:30", "2026-03-29"),
        ("2026-03-29T22:59", "2026-03-29"),
        ("2026-03-29T23:00", "2026-03-30"),
        ("2026-10-24T23:00", "2026-10-25"),  # the clocks go back at 01:00 UTC on the 25th
        ("2026-10-25T23:00", "2026-10-25"),
        ("2026-10-26T00:00", "2026-10-26"),
    ],
)
def test_today_is_the_day_in_london_wherever_the_machine_stands(
    moment: str, day: str, zone: str, at: Callable[[str, str], None]
) -> None:
    at(moment, zone)
    assert Settings().date_today() == date.fromisoformat(day) == in_london(Settings().now()).date()


@pytest.mark.parametrize("moment", ["2026-07-15T22:30", "2026-07-15T23:30", "2026-01-15T23:30"])
@pytest.mark.parametrize("believed", ["2026-07-01", "2026-12-01", "2026-03-29", "2026-10-25"])
def test_in_a_rehearsal_every_clock_shows_the_day_that_is_believed(
    believed: str, moment: str, at: Callable[[str, str], None]
) -> None:
    at(moment, "Pacific/Auckland")
    settings = Settings(today=believed)
    days = {settings.date_today(), in_london(settings.now()).date(), in_london(settings.clock()).date()}
    assert days == {date.fromisoformat(believed)}
