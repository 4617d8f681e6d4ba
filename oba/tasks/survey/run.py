"""Find everything for every series of a file, table by table, and write each finding as it is made."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from oba.analysis.survey import survey_table
from oba.errors import UsageError
from oba.tasks.read_national import National, read_national
from oba.tasks.survey.rows import Row, list_rows
from oba.tasks.survey.write import FORMATS, open_writer

Progress = Callable[[str, int, int], None]
BEST = 0.025


@dataclass(frozen=True, slots=True)
class Wishes:
    """`since` is how many of the newest periods are judged. `plan` only says what would be surveyed."""

    dictionary: Path | None = None
    since: int = 3
    out: Path | None = None
    plan: bool = False


@dataclass(slots=True)
class Survey:
    """What was found, counted; `mebibytes` is the peak memory of this process, None where the system does not say."""

    national: National
    since: int
    rows: int = 0
    trends: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    controls: Counter[str] = field(default_factory=Counter)
    against_country: Counter[str] = field(default_factory=Counter)
    against_region: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    moderated: int = 0
    ranked: int = 0
    ranked_best: int = 0
    seconds: float = 0.0
    mebibytes: float | None = None
    written: str = ""

    def count(self, row: Row) -> None:
        self.rows += 1
        self.trends[str(row["trend"]).replace("_", " ")] += 1
        self.verdicts[str(row["verdict"])] += 1
        control = str(row["control"]).replace("_", " ")
        self.controls[control + (" (trial limits)" if row["control_trial"] else "")] += 1
        for name in ("against_country", "against_region"):
            getattr(self, name)[str(row[name])] += 1
        self.judged += row["judged_period"] != ""
        self.moderated += bool(row["margin_moderated"])
        place, of = row["rank"], row["rank_of"]
        if isinstance(place, int) and isinstance(of, int):
            self.ranked += 1
            self.ranked_best += place / of <= BEST


def run_survey(
    path: Path,
    wishes: Wishes,
    *,
    reading: Callable[[str, int], None] | None = None,
    progress: Progress | None = None,
) -> Survey:
    """Read and survey the file. UsageError for an output of another kind; RefusedFile for what cannot be read."""
    begun = time.perf_counter()
    if wishes.out is not None and wishes.out.suffix.lower() not in FORMATS:
        raise UsageError(
            f"'{wishes.out.name}' to write to",
            expected=f"a name that ends in {' or '.join(FORMATS)}",
            remedy="A .csv opens in Excel; a .jsonl has one object a line",
        )
    national = read_national(path, dictionary=wishes.dictionary, progress=reading)
    found = Survey(national, wishes.since)
    if not wishes.plan:
        with open_writer(wishes.out) as write:
            for number, table in enumerate(national.tables, start=1):
                surveyed = survey_table(table, regions=national.regions, since=wishes.since)
                for row in list_rows(table, surveyed, regions=national.regions, since=wishes.since):
                    write(row)
                    found.count(row)
                if progress:
                    progress("measures surveyed", number, len(national.tables))
        found.written = wishes.out.name if wishes.out else ""
    found.seconds = time.perf_counter() - begun
    found.mebibytes = measure_peak()
    return found


def measure_peak() -> float | None:
    """The most memory this process has held, and any process it started, in MiB; None where the system cannot say."""
    try:
        import resource
    except ImportError:  # Windows has no such module
        return None
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return max(
        resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
