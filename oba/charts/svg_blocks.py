"""The words over and under the plot: title, subtitle, status, notes and source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from oba.charts.description import ChartDescription
from oba.charts.frame import Sizes
from oba.charts.lettering import width_of, wrap, wrap_evenly
from oba.charts.palette import Palette
from oba.charts.pen import texts
from oba.charts.status_mark import draw_shape
from oba.charts.svg_key import KeyRow, draw_key, key_height, key_rows
from oba.charts.svg_labels import EndLabel
from oba.words.numbers import begin
from oba.words.status import Status


@dataclass(frozen=True, slots=True)
class Head:
    """Rows above the plot. `status_line` is the explanation of the status, if the whole of it fits."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    status: Status | None
    status_line: str
    key: tuple[KeyRow, ...]

    def without(self, part: str) -> Head:
        """The head without its subtitle, key or status: what gives way in a low picture."""
        if part == "status":
            return replace(self, status=None)
        return replace(self, subtitle=()) if part == "subtitle" else replace(self, key=())

    def height(self, *, sizes: Sizes) -> float:
        return (
            sizes.pad * 0.7
            + len(self.title) * sizes.title * 1.2
            + len(self.subtitle) * sizes.body * 1.35
            + (sizes.body * 1.9 if self.status else 0)
            + key_height(self.key, sizes=sizes)
        )


def head_of(
    description: ChartDescription, *, labels: list[EndLabel], sizes: Sizes, room: float, titled: bool
) -> Head:
    most = 4 if sizes.narrow else 2
    title = wrap_evenly(description.title, width=room, size=sizes.title, most=most) if titled else []
    subtitle = (
        wrap(description.subtitle, width=room, size=sizes.body, most=most - sizes.narrow) if titled else []
    )
    return Head(
        title=tuple(title),
        subtitle=tuple(subtitle),
        status=description.status if titled or description.kind != "small_multiple" else None,
        status_line=_status_line(description.status, sizes=sizes, room=room),
        key=key_rows(description, labels=labels, sizes=sizes, room=room) if sizes.narrow else (),
    )


def draw_head(head: Head, *, sizes: Sizes, palette: Palette) -> str:
    x, y = sizes.pad, sizes.pad * 0.7
    titles = [
        (row, x, y + (i + 1) * sizes.title * 1.2 - sizes.title * 0.2) for i, row in enumerate(head.title)
    ]
    y += len(head.title) * sizes.title * 1.2
    subtitles = [
        (row, x, y + (i + 1) * sizes.body * 1.35 - sizes.body * 0.2) for i, row in enumerate(head.subtitle)
    ]
    y += len(head.subtitle) * sizes.body * 1.35
    parts = [
        texts(titles, size=sizes.title, fill=palette.ink, bold=True, kind="title"),
        texts(subtitles, size=sizes.body, fill=palette.soft, kind="subtitle"),
    ]
    if head.status:
        y += sizes.body * 1.9
        parts.append(
            _draw_status(head, status=head.status, y=y - sizes.body * 0.55, sizes=sizes, palette=palette)
        )
    parts.append(draw_key(head.key, top=y, sizes=sizes, palette=palette))
    return "".join(parts)


def foot_sentences(description: ChartDescription, *, titled: bool) -> list[str]:
    """Notes and, last, the source. In a low picture those before the last give way, from the end."""
    notes = [*description.notes, *filter(None, [description.flag_key])]
    return [*notes, description.source if titled else ""]


def foot_rows(sentences: list[str], *, sizes: Sizes, room: float) -> list[str]:
    """The sentences in lines, the source beginning a line of its own."""
    *notes, source = sentences
    rows = wrap(" ".join(notes), width=room, size=sizes.small) if notes else []
    return rows + (wrap(source, width=room, size=sizes.small, most=3) if source else [])


def draw_foot(rows: list[str], *, top: float, sizes: Sizes, palette: Palette) -> str:
    size = sizes.small
    placed = [(row, sizes.pad, top + (i + 0.95) * size * 1.3) for i, row in enumerate(rows)]
    return texts(placed, size=size, fill=palette.soft, kind="note")


def _status_line(status: Status | None, *, sizes: Sizes, room: float) -> str:
    if status is None:
        return ""
    left = room - sizes.body * 1.6 - width_of(begin(status.word), size=sizes.body, bold=True) - 12
    return status.explanation if width_of(status.explanation, size=sizes.body) <= left else ""


def _draw_status(head: Head, *, status: Status, y: float, sizes: Sizes, palette: Palette) -> str:
    size, colour = sizes.body, palette.of_tone(status.tone)
    across = size * 1.25
    left = sizes.pad + across / 2
    x, base = sizes.pad + across + 7, y + size * 0.35
    word = begin(status.word)
    mark = draw_shape(status.shape, x=left, y=y, size=across, ink=colour, paper=palette.background)
    label = texts([(word, x, base)], size=size, fill=colour, bold=True, kind="status")
    if not head.status_line:
        return mark + label
    after = [(head.status_line, x + width_of(word, size=size, bold=True) + 8, base)]
    return mark + label + texts(after, size=size, fill=palette.soft, kind="explanation")
