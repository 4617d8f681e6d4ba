"""What a survey of a national file says of itself: what was found, what was left out, what it took."""

from __future__ import annotations

from collections.abc import Mapping

NO_TREND = {
    1: "fewer than five figures that share no data",
    2: "a count is as large as its denominator",
    3: "no interval and fewer than six figures",
}
NOT_JUDGED = "no figure since the freeze, or none before it"
NO_MARGIN = "the forecast has no margin of error: its history is too short or its changes never varied"
UNTESTED = "there is no interval to test with"


def say_held(name: str, *, format_name: str, measures: int, series: int, cells: int) -> str:
    return (
        f"{name}: {format_name}, {cells:,} value cells, {measures:,} tables, {series:,} series with a figure"
    )


def say_counts(what: str, counts: Mapping[str, int]) -> str:
    """`trend: 12 increasing, 3 decreasing`, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return f"{what}: " + (", ".join(f"{number:,} {name}" for name, number in ordered if number) or "none")


def say_left_out(number: int, why: str) -> str:
    return f"left out: {why}: {number:,}"


def say_doubted(number: int, expected: str) -> str:
    return f"used, though loading would ask about it: {number:,} cells that are not as expected ({expected})"


def say_rank(first: int, of: int) -> str:
    if not of:
        return "no table has 20 authorities with the same figures since the freeze: none is ranked"
    return (
        f"{first:,} of {of:,} authorities' curves rank among the best 2.5% of areas since the freeze, where chance"
        " alone gives 2.5%"
    )


def say_effort(seconds: float, *, mebibytes: float | None, rows: int) -> str:
    memory = f", peak memory {mebibytes:,.0f} MiB" if mebibytes is not None else ""
    return f"{rows:,} findings in {seconds:.1f} seconds{memory}"


def say_freeze(since: int, *, judged: int, moderated: int) -> str:
    return (
        f"judged against a forecast frozen {since} periods before each table's newest: {judged:,} series,"
        f" {moderated:,} of them with a margin moderated by other authorities"
    )
