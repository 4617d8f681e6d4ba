"""Tell a survey at the terminal: what the file held, what was found and left out, the time and memory it took."""

from __future__ import annotations

from collections import Counter

from oba.tasks.read_national import National
from oba.tasks.survey.run import Survey
from oba.words.survey import say_counts, say_doubted, say_effort, say_freeze, say_held, say_left_out, say_rank


def tell_plan(found: Survey) -> list[str]:
    """What would be surveyed, table by table in few words, and what left out."""
    national = found.national
    lengths = Counter(f"of {len(one.periods)} periods" for one in national.tables)
    kinds = Counter(area.kind.value for one in national.tables for area in one.areas)
    return [
        *_tell_file(national),
        say_counts("tables", lengths),
        say_counts("series by kind of area", {f"of {name}": number for name, number in kinds.items()}),
        say_counts("polarity", Counter(one.indicator.polarity.value for one in national.tables)),
        "nothing was surveyed: leave --plan out",
    ]


def tell_survey(found: Survey) -> list[str]:
    lines = [
        *_tell_file(found.national),
        say_counts("recent trend", found.trends),
        say_counts("against the country", found.against_country),
        say_counts("against the region", found.against_region),
        say_counts("newest figure on its control chart", found.controls),
        say_freeze(found.since, judged=found.judged, moderated=found.moderated),
        say_counts("verdicts", found.verdicts),
        say_rank(found.ranked_best, found.ranked),
        say_effort(found.seconds, mebibytes=found.mebibytes, rows=found.rows),
    ]
    return [*lines, f"written to {found.written}"] if found.written else lines


def _tell_file(national: National) -> list[str]:
    held = say_held(
        national.name,
        format_name=national.format,
        measures=len(national.tables),
        series=national.series,
        cells=national.cells,
    )
    left_out = [say_left_out(number, why) for why, number in national.left_out.items() if number]
    return [held, *left_out, *(say_doubted(number, said) for said, number in national.doubted.items())]
