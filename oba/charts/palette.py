"""Every colour of every chart, light and dark, by role. The contrast of each is held by a test."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oba.charts.description import Role
from oba.words.status import Tone


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """`marks` must reach 3:1 and `words` 4.5:1 on the background and on both greys of the fan."""

    background: str
    ink: str
    soft: str
    grid: str
    focus: str
    forecast: str
    comparator: str
    fan80: str
    fan95: str
    fan_edge: str
    neighbours: str
    hatch: str
    action: str
    target: str
    better: str
    worse: str

    @property
    def marks(self) -> tuple[str, ...]:
        return (
            self.focus,
            self.forecast,
            self.comparator,
            self.action,
            self.target,
            self.better,
            self.worse,
            self.ink,
        )

    @property
    def words(self) -> tuple[str, ...]:
        return (self.ink, self.soft, self.focus, self.better, self.worse, self.action, self.target)

    def of_role(self, role: Role) -> str:
        """The colour of a line or a mark of this role."""
        if role in (Role.OURS, Role.SINCE, Role.INTERVAL):
            return self.focus
        if role in (Role.FORECAST, Role.SCENARIO, Role.CONTROL_MEAN, Role.FITTED):
            return self.forecast
        return self.target if role in (Role.TARGET, Role.TARGET_LEVEL) else self.comparator

    def of_tone(self, tone: Tone) -> str:
        """The colour of a judgement; ink where there is none to make."""
        return {Tone.BETTER: self.better, Tone.WORSE: self.worse}.get(tone, self.ink)


LIGHT = Palette(
    background="#FFFFFF",
    ink="#1D1D1F",
    soft="#4A4A4A",
    grid="#E6E8EB",
    focus="#12436D",
    forecast="#3D3D3D",
    comparator="#6A6A6A",
    fan80="#CFD3D8",
    fan95="#E6E8EB",
    fan_edge="#9AA1A9",
    neighbours="#DDE6DE",
    hatch="#C3C9CF",
    action="#801650",
    target="#5B3E99",
    better="#00625B",
    worse="#9A3B00",
)

DARK = Palette(
    background="#14181D",
    ink="#ECEFF3",
    soft="#BFC6CE",
    grid="#2A313A",
    focus="#9CC7F2",
    forecast="#D5DAE0",
    comparator="#A7AEB6",
    fan80="#3F4751",
    fan95="#2A313A",
    fan_edge="#7A838D",
    neighbours="#263A33",
    hatch="#4A535D",
    action="#F29AC8",
    target="#C9B5F5",
    better="#4FD6C6",
    worse="#FFAB6B",
)


def of_theme(theme: Theme) -> Palette:
    return DARK if theme is Theme.DARK else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
