"""One line of the benchmark's table: ours, its peer, the ratio, and whether the target was met."""

from __future__ import annotations

from dataclasses import dataclass

MET, MISSED, REPORTED, UNKNOWN = "met", "NOT met", "reported", "not measured"


@dataclass(frozen=True, slots=True)
class Result:
    """`target` is the most that ours may be of the peer; None where a figure is only reported.

    Where `more` is better it is the least. `exact` asks for ours to be the peer's number, no more and no less.
    `load` is that of the machine when its stage began: with a busy neighbour a figure says little.
    """

    stage: str
    ours: float
    unit: str
    peer: float
    against: str
    target: float | None = None
    exact: bool = False
    more: bool = False
    load: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def verdict(self) -> str:
        if self.exact:
            return MET if self.ours == self.peer else MISSED
        if self.target is None:
            return REPORTED
        if self.ratio != self.ratio:
            return UNKNOWN
        reached = self.ratio >= self.target if self.more else self.ratio <= self.target
        return MET if reached else MISSED

    def as_json(self) -> dict[str, object]:
        return {
            "stage": self.stage,
            "ours": self.ours,
            "peer": self.peer,
            "unit": self.unit,
            "against": self.against,
            "ratio": self.ratio,
            "target": 1.0 if self.exact else self.target,
            "more is better": self.more,
            "verdict": self.verdict,
            "load": self.load,
        }


HEADS = ("stage", "ours", "peer", "ratio", "target", "")


def write_table(results: list[Result]) -> str:
    """All results, columns aligned."""
    rows = [HEADS, *(_cells(one) for one in results)]
    if any(one.load is not None for one in results):
        loads = ["" if one.load is None else f"{one.load:.1f}" for one in results]
        rows = [(*row, load) for row, load in zip(rows, ["load", *loads], strict=True)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(_pad(row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(one: Result) -> tuple[str, ...]:
    target = "" if one.target is None else f"{'>=' if one.more else '<='} {one.target:g}x"
    return (
        one.stage,
        _say(one.ours, one.unit),
        f"{_say(one.peer, one.unit)} ({one.against})",
        f"{one.ratio:.3g}x" if one.ratio < 100 else f"{one.ratio:.0f}x",
        "the same" if one.exact else target,
        one.verdict,
    )


def _say(number: float, unit: str) -> str:
    if number != number:
        return "not known"
    places = 0 if number >= 1000 or number == int(number) else 1 if number >= 100 else 2 if number >= 1 else 4
    return f"{number:,.{places}f} {unit}".rstrip()


def _pad(row: tuple[str, ...], widths: list[int]) -> list[str]:
    right = (1, 3, 4, 6)
    return [
        cell.rjust(widths[place]) if place in right else cell.ljust(widths[place])
        for place, cell in enumerate(row)
    ]
