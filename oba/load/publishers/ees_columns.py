"""The columns of an Explore Education Statistics file: time, geography, filters, and the measures."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from oba.load.containers.text_file import TextFile
from oba.load.opened import OpenedFile
from oba.load.publishers.publisher_columns import plain
from oba.load.publishers.publisher_text import read_decimals
from oba.load.text_columns import at_top, read_blocks

TIME = ("time_period", "time_identifier", "geographic_level")
GEOGRAPHY = re.compile(
    r"(?:country|region|(?:old_|new_)?la|lad|lsip|lep|pcon|rsc_region_lead|local_enterprise_partnership|mayoral_"
    r"combined_authority|english_devolved_area|opportunity_area|ward|msoa|planning_area|police_force_area"
    r"|local_skills_improvement_plan_area|multi_academy_trust|trust|sponsor|school|institution|provider|urban_rural)"
    r"_(?:code|name|id|urn|laestab|ukprn|number)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[-−]?[0-9,]*\.?[0-9]+(?:e[-+]?[0-9]+)?%?", re.IGNORECASE | re.ASCII)
SYMBOL = re.compile(r"|[czxkurw]|low|[~:.*-]|\.\.|\[[a-z]{1,4}\]|n/?a", re.IGNORECASE)
MOSTLY = 0.9
"""A column of which so many different texts are numbers holds numbers: the rest are slips, to be told one by one."""
METADATA = ("col_name", "col_type")


@dataclass(frozen=True, slots=True)
class Described:
    """What the metadata file says of one column."""

    is_filter: bool
    label: str = ""
    unit: str = ""
    decimals: int | None = None


@dataclass(slots=True)
class EesColumns:
    """Places of the columns by what they hold; `described` by the header, where there is a metadata file."""

    places: dict[str, int]
    filters: list[int] = field(default_factory=list)
    measures: list[int] = field(default_factory=list)
    described: dict[str, Described] = field(default_factory=dict)


def find_ees_columns(opened: OpenedFile) -> EesColumns:
    """Told apart by the metadata file beside the data, or else by whether a column holds numbers."""
    assert opened.text is not None
    text = at_top(opened.text)
    headers = [header.strip().casefold() for header in text.header]
    found = EesColumns({header: index for index, header in reversed(list(enumerate(headers)))})
    found.described = read_metadata(opened)
    groupings = {one for one in found.described if found.described[one].is_filter}
    open_questions = []
    for index, header in enumerate(headers):
        if header in TIME or GEOGRAPHY.fullmatch(header) or not header:
            continue
        if header in found.described:
            (found.filters if header in groupings else found.measures).append(index)
        else:
            open_questions.append(index)
    numbers = _hold_numbers(text, columns=open_questions)
    found.filters = sorted({*found.filters, *(i for i in open_questions if i not in numbers)})
    found.measures = sorted({*found.measures, *numbers})
    return found


def _hold_numbers(text: TextFile, *, columns: list[int]) -> set[int]:
    """The columns that hold numbers and markers: looked at until each has shown what it holds."""
    if not columns:
        return set()
    words: dict[int, set[str]] = {index: set() for index in columns}
    numbers: dict[int, set[str]] = {index: set() for index in columns}
    for block in read_blocks(text, texts=columns):
        for index in columns:
            for value in map(plain, block.texts(index).distinct):
                if NUMBER.fullmatch(value):
                    numbers[index].add(value)
                elif not SYMBOL.fullmatch(value):
                    words[index].add(value)
        if all(words[index] or numbers[index] for index in columns):
            break
    return {
        index
        for index in columns
        if not words[index]
        or (
            len(numbers[index]) >= MOSTLY * (len(numbers[index]) + len(words[index]))
            and not any(word.casefold().startswith(("total", "all ")) for word in words[index])
        )
    }


def read_metadata(opened: OpenedFile) -> dict[str, Described]:
    """The columns as the `.meta.csv` beside the data describes them, by header; none where there is no such file."""
    beside = opened.path.with_name(opened.path.stem + ".meta.csv")
    for path in (*opened.companions, beside):
        if path.name.lower().endswith(".csv") and path.is_file() and (found := _described(path)):
            return found
    return {}


def _described(path: Path) -> dict[str, Described]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not set(METADATA) <= set(rows.fieldnames or ()):
                return {}
            found: dict[str, Described] = {}
            for row in rows:
                said = {str(key): plain(value) for key, value in row.items() if isinstance(value, str)}
                is_filter = said["col_type"].casefold() == "filter"
                decimals = read_decimals(said.get("indicator_dp", ""))
                described = Described(
                    is_filter, said.get("label", ""), said.get("indicator_unit", ""), decimals
                )
                found[said["col_name"].casefold()] = described
                if grouping := said.get("filter_grouping_column", ""):
                    found.setdefault(grouping.casefold(), Described(True))
            return found
    except (UnicodeDecodeError, csv.Error, KeyError):
        return {}


def spoken(header: str, *, described: dict[str, Described]) -> str:
    """The label of a column, or its header in words."""
    said = described.get(header.strip().casefold())
    return said.label if said and said.label else plain(header.replace("_", " "))
