"""The only reader of the environment and of `oba.toml`: flags, then environment, then file, then defaults."""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from oba.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
MODES = ("trust", "published")


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is one URL. `today` is empty but in rehearsals, when the product is to believe another date.

    `copies` is the folder of published copies; where it is empty, it is `published` beside a store that is a file.
    `web_address` is where others find this server on the web, such as `https://trust.example/outcomes/`; '' if unknown.
    `contact` is how readers reach those who publish it: an email or web address, or words such as a telephone number.
    """

    store: str = ""
    mode: str = "trust"
    host: str = "127.0.0.1"
    port: int = 8501
    user: str = ""
    today: str = ""
    copies: str = ""
    web_address: str = ""
    contact: str = ""

    @property
    def published(self) -> bool:
        return self.mode == "published"

    @property
    def copies_folder(self) -> Path:
        """Where published copies are kept, and the pointer to the current one."""
        if self.copies:
            return Path(self.copies).expanduser()
        path = self.store.removeprefix("sqlite:///")
        return ROOT / "data" / "published" if "://" in path else Path(path).expanduser().parent / "published"

    def date_today(self) -> date:
        """The day by the clocks of the United Kingdom, wherever the machine stands and whatever zone it is set to."""
        return date.fromisoformat(self.today) if self.today else in_london(datetime.now(UTC)).date()

    def now(self) -> datetime:
        """The moment in UTC; in a rehearsal, noon of the day that is believed."""
        if not self.today:
            return datetime.now(UTC)
        return datetime.combine(date.fromisoformat(self.today), time(12), tzinfo=UTC)

    def clock(self) -> datetime:
        """The moment in UTC by a clock that runs, in a rehearsal too, there on the day that is believed."""
        moment = datetime.now(UTC)
        if not self.today:
            return moment
        return datetime.combine(self.date_today(), in_london(moment).time(), tzinfo=london()).astimezone(UTC)


def in_london(moment: datetime) -> datetime:
    """The moment by the clocks of the United Kingdom."""
    return moment.astimezone(london())


@cache
def london() -> ZoneInfo:
    """Opened when it is needed: the rules of a zone stand in a file."""
    return ZoneInfo("Europe/London")


def read_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> Settings:
    """Flags that are None count as not given. UsageError names the setting and where it was set."""
    environment = os.environ if environment is None else environment
    settings = _defaults(folder)
    settings = _apply(settings, _from_file(folder / "oba.toml"), origin="oba.toml")
    known = {f"OBA_{name.upper()}": name for name in _names()}
    given = {known[key]: value for key, value in environment.items() if key in known and value}
    settings = _apply(settings, given, origin="the environment (OBA_...)")
    chosen = {name: value for name, value in (flags or {}).items() if name in _names() and value is not None}
    return _apply(settings, chosen, origin="the command line")


def hand_on(settings: Settings, *, environment: MutableMapping[str, str] | None = None) -> None:
    """Put settings where a Streamlit script, which takes no arguments, will find them."""
    environment = os.environ if environment is None else environment
    environment.update({f"OBA_{name.upper()}": str(value) for name, value in asdict(settings).items()})


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Settings))


def _defaults(folder: Path) -> Settings:
    return Settings(store=f"sqlite:///{(folder / 'data' / 'oba.db').as_posix()}", user=_login_name())


@cache
def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the file is not valid TOML ({error})", where="oba.toml") from error
    unknown = sorted(set(found) - set(_names()))
    if unknown:
        raise UsageError(
            f"unknown setting '{unknown[0]}'", where="oba.toml", expected="one of " + ", ".join(_names())
        )
    return found


def _apply(settings: Settings, values: Mapping[str, Any], *, origin: str) -> Settings:
    return replace(settings, **{name: _read(name, value, origin=origin) for name, value in values.items()})


def _read(name: str, value: Any, *, origin: str) -> Any:
    if name == "port":
        return _read_port(value, origin=origin)
    text = str(value).strip()
    if name == "mode" and text not in MODES:
        raise UsageError(f"mode '{text}'", where=origin, expected="trust or published")
    if name == "today" and text:
        _read_day(text, origin=origin)
    if name == "web_address" and text:
        return _read_address(text, origin=origin)
    return text


def _read_port(value: Any, *, origin: str) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise UsageError(f"port '{text}'", where=origin, expected="a whole number from 1 to 65535")
    return int(text)


def _read_day(text: str, *, origin: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"date '{text}'", where=origin, expected="a date such as 2026-05-01") from error


def _read_address(text: str, *, origin: str) -> str:
    """A web address of a folder, with its last slash."""
    found = urlsplit(text)
    if found.scheme not in ("http", "https") or not found.hostname or found.query or found.fragment:
        raise UsageError(
            f"web address '{text}'",
            where=origin,
            expected="an address such as https://trust.example/outcomes/",
        )
    return f"{text.rstrip('/')}/"
