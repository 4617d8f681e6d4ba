"""The measures of the Local Authority Interactive Tool, with what its dictionary says of them if that came along."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from oba.load.containers.text_file import TextFile
from oba.load.publishers.publisher_columns import plain, survey
from oba.load.publishers.publisher_text import read_decimals, read_unit, years_pooled
from oba.load.text_columns import places_of
from oba.model.measure import Measure
from oba.model.period import PeriodKind

PUBLISHER = "Department for Education"
OUTTURN = re.compile(r" ?\((?:OT|Final)\)$", re.IGNORECASE)
LABELLED = "The tool labels an academic or financial year by the year in which it ends."
DICTIONARY = ("Measure_short", "Polarity", "Year_Type", "dps", "y_axis_name", "Description")
YEAR_TYPES = {
    "academic year": PeriodKind.ACADEMIC_YEAR,
    "financial year": PeriodKind.FINANCIAL_YEAR,
    "calendar year": PeriodKind.CALENDAR_YEAR,
}


def list_measures(
    text: TextFile, *, companions: Iterable[Path], notes: Mapping[str, Measure]
) -> dict[str, Measure]:
    """By the short description. The long name stands in the first year's rows only.

    `notes` are what a dictionary loaded earlier says, by code, where none came along.
    """
    places = places_of(text)
    rows = survey(text, columns=[places[name] for name in ("short desc", "data item", "years")])
    names: dict[str, str] = {}
    years: dict[str, list[str]] = {}
    for short, name, year in rows:
        names[short] = names.get(short) or name
        years.setdefault(short, []).append(write_year(year))
    dictionary = read_dictionary(companions)
    return {
        short: _measure(
            short, name=name or short, years=years[short], said=dictionary.get(short, {}), notes=notes
        )
        for short, name in names.items()
    }


def _measure(
    short: str, *, name: str, years: list[str], said: dict[str, str], notes: Mapping[str, Measure]
) -> Measure:
    note = notes.get(f"lait:{short}")
    if not said and note is not None:
        named = Measure(
            note.code,
            note.name if name == short else name,
            period_kind=note.period_kind or _kind_of(years),
            years_pooled=years_pooled(years),
            definition=_with_label(note.definition),
        )
        return named.completed_by(note)
    unit = read_unit(said.get("y_axis_name", ""))
    unit = unit if unit.unit else read_unit(name)
    kind = YEAR_TYPES.get(said.get("Year_Type", "").casefold())
    polarity = said.get("Polarity", "")
    return Measure(
        code=f"lait:{short}",
        name=name,
        unit=unit.unit,
        value_type=unit.value_type,
        period_kind=kind or _kind_of(years),
        years_pooled=years_pooled(years),
        multiplier=unit.multiplier,
        decimals=read_decimals(said.get("dps", "")),
        definition=_with_label(said.get("Description", "")),
        publisher=PUBLISHER,
        polarity_said="" if polarity in ("-", "NA") else polarity,
    )


def _with_label(definition: str) -> str:
    return " ".join(part for part in (definition, LABELLED) if part)


def _kind_of(years: Iterable[str]) -> PeriodKind | None:
    """Three years written as `2014-16` are calendar years; a bare year may end any kind of year."""
    spans = [year for year in years if re.fullmatch(r"[0-9]{4}-[0-9]{2}", year)]
    pooled = years_pooled(spans) > 1
    return PeriodKind.CALENDAR_YEAR if spans and pooled and len(spans) == len(list(years)) else None


def write_year(text: str) -> str:
    """The tool's own remarks that say nothing of the year (outturn, final) are taken off."""
    return OUTTURN.sub("", plain(text))


def read_dictionary(companions: Iterable[Path]) -> dict[str, dict[str, str]]:
    """The tool's data dictionary, by short description, if one of these files is it."""
    for path in companions:
        if path.name.lower().endswith(".csv") and path.is_file():
            try:
                with path.open(encoding="utf-8-sig", newline="") as file:
                    rows = csv.DictReader(file)
                    if set(DICTIONARY) <= set(rows.fieldnames or ()):
                        return {
                            plain(row["Measure_short"]): {name: plain(row[name]) for name in DICTIONARY}
                            for row in rows
                        }
            except (UnicodeDecodeError, csv.Error):
                continue
    return {}
