"""The few SVG elements that charts are made of, as text."""

from __future__ import annotations

from collections.abc import Iterable

from oba.charts.lettering import escape


def number(value: float) -> str:
    """A coordinate: one decimal, no needless zero."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The data of a path through these pixels."""
    body = "L".join([f"{x:.1f},{y:.1f}" for x, y in points])
    return f"M{body}{'Z' if closed else ''}"


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float, more: str = "") -> str:
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"{more}/>'
    )


def texts(
    placed: Iterable[tuple[str, float, float]],
    *,
    size: float,
    fill: str,
    anchor: str = "start",
    bold: bool = False,
    kind: str,
    halo: str = "",
) -> str:
    """Several lines of the same kind, each (words, x, baseline), in one group; '' for none."""
    inner = "".join(f'<text x="{number(x)}" y="{number(y)}">{escape(words)}</text>' for words, x, y in placed)
    if not inner:
        return ""
    parts = [f'<g data-kind="{kind}" font-size="{number(size)}" fill="{fill}"']
    if anchor != "start":
        parts.append(f' text-anchor="{anchor}"')
    if bold:
        parts.append(' font-weight="700"')
    if halo:
        parts.append(f' stroke="{halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"')
    return f"{''.join(parts)}>{inner}</g>"


def text(
    words: str,
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
    anchor: str = "start",
    bold: bool = False,
    halo: str = "",
    kind: str = "words",
) -> str:
    """One line of text, escaped, its baseline at `y`."""
    return texts([(words, x, y)], size=size, fill=fill, anchor=anchor, bold=bold, kind=kind, halo=halo)


def title(words: str) -> str:
    """What a pointer resting on the element shows."""
    return f"<title>{escape(words)}</title>" if words else ""
