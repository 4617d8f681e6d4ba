"""Any chart as a page shows it, and the chart and its table as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oba.charts import export
from oba.charts.table import TwinTable
from oba.errors import UsageError
from oba.tasks.tables import Table, make_table

ENDINGS = ("csv", "xlsx", "png", "svg")


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """What the files of one chart are made from, when one is asked for.

    `draw` gives the picture on paper, with its title and its source; `about` pairs a heading with a text that stands
    in every row of the table, the chart's own name first.
    """

    stem: str
    twin: TwinTable
    draw: Callable[[], str]
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart of a page: its finding, what must be said beside it, both still pictures, its table and its files.

    With `empty` there is nothing to draw, and it says what to do. `paper_svg` is '' where the page's own picture is
    fit for paper. The finding is the title. `short` is what the buttons of its files call it, where there is a shorter
    word than its name.
    """

    name: str
    title: str
    short: str = ""
    sentences: tuple[str, ...] = ()
    alt: str = ""
    svg: str = ""
    phone_svg: str = ""
    paper_svg: str = ""
    table: Table | None = None
    source: str = ""
    files: ChartFiles | None = None
    empty: str = ""
    wide: bool = False


def write_chart(files: ChartFiles, *, ending: str) -> bytes:
    """The chart as `png` or `svg`, its table as `csv` or `xlsx`. UsageError for another ending."""
    match ending:
        case "csv":
            return export.to_csv(files.twin, about=files.about)
        case "xlsx":
            return export.to_xlsx(files.twin, title=files.about[0][1], about=files.about)
        case "png":
            return export.to_png(files.draw())
        case "svg":
            return files.draw().encode()
    raise UsageError(f"file ending '{ending}'", expected=f"one of {', '.join(ENDINGS)}")


def tabulate(twin: TwinTable) -> Table:
    """The twin table for a page: the columns that hold numbers are set to the right."""
    numbers = [
        head
        for index, head in enumerate(twin.heads)
        if any(isinstance(row[index], float) for row in twin.numbers)
    ]
    return make_table(twin.heads, twin.rows, numbers=numbers)
