"""Where a setting comes from, and what is said of one that cannot be used."""

from pathlib import Path

import pytest

from oba.errors import UsageError
from oba.settings import hand_on, read_settings


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
