"""What a column holds, by its header: the spellings that publishers use for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from oba.model.period_spelling import tidy_text


class Role(StrEnum):
    """What a column can hold. The value is how a reader is told of it."""

    INDICATOR = "indicator"
    AREA_CODE = "area code"
    AREA = "area"
    PERIOD = "period"
    VALUE = "value"
    LOWER = "lower 95% interval"
    UPPER = "upper 95% interval"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MARKER = "marker"
    BREAKDOWN = "breakdown"
    SEX = "sex"
    AGE = "age"
    CATEGORY_TYPE = "category type"
    CATEGORY = "category"


NUMBER_ROLES = (Role.LOWER, Role.UPPER, Role.NUMERATOR, Role.DENOMINATOR)
SPELLINGS = {
    Role.INDICATOR: (
        "indicator; indicator key; indicator name; indicator title; short desc; measure name; "
        "benchmark; benchmark key; benchmark name; benchmark title"
    ),
    Role.AREA_CODE: "area code; areacd; gss code; ons code; la code; la number; code; geography code; ecode; geocode;"
    " new la code; dfe number; la no",
    Role.AREA: "area; area name; areaname; areanm; la name; local authority; local authority name; authority;"
    " geography name; la and regions; name; place",
    Role.PERIOD: "period; time period; year; years; date; date name; period label; financial year; academic year;"
    " calendar year; quarter; month; reporting period; data period; as at",
    Role.VALUE: "value; values; observation; obs value; indicator value; figure; rate; percentage; percent; %;"
    " per cent; value %; percentage %; proportion; rate or percentage; score",
    Role.LOWER: "lower; lower 95% interval; lower 95%; lower 95% limit; lower 95% ci; lower ci; lower ci 95.0 limit;"
    " lower confidence interval 95%; lower confidence interval; lower limit; lci; lci 95; lci95; 95% lower;"
    " lower95; lower 95;"
    " lower 95% confidence limit; lower confidence limit; lowerci95; lower interval; lower 95% confidence interval;"
    " lower ci 95%; lower ci 95",
    Role.UPPER: "upper; upper 95% interval; upper 95%; upper 95% limit; upper 95% ci; upper ci; upper ci 95.0 limit;"
    " upper confidence interval 95%; upper confidence interval; upper limit; uci; uci 95; uci95; 95% upper;"
    " upper95; upper 95;"
    " upper 95% confidence limit; upper confidence limit; upperci95; upper interval; upper 95% confidence interval;"
    " upper ci 95%; upper ci 95",
    Role.NUMERATOR: "numerator; count; number; numerator count; count numerator; number of events",
    Role.DENOMINATOR: "denominator; base; denominator count; population denominator; denominator population",
    Role.MARKER: "marker; markers; status; observation status; obs status; flag; flags; shorthand;"
    " symbol; data marking",
    Role.BREAKDOWN: "breakdown; breakdown name; group",
    Role.SEX: "sex; gender",
    Role.AGE: "age; age group",
    Role.CATEGORY_TYPE: "category type",
    Role.CATEGORY: "category",
}
ROLE_OF = {name.strip(): role for role, names in SPELLINGS.items() for name in names.split(";")}
FOOTNOTE = re.compile(r"\[[^\]]*\]")
APART = re.compile(r"[^\w%.]+|_")


def plain_header(text: str) -> str:
    """The form in which headers are compared: footnotes, brackets, underscores and case put aside."""
    return APART.sub(" ", FOOTNOTE.sub(" ", tidy_text(text).casefold())).strip()


@dataclass(slots=True)
class Columns:
    """Where each role stands, counted from 0; what is repeated, and what is not read."""

    places: dict[Role, int] = field(default_factory=dict)
    repeated: list[tuple[Role, str, str]] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def has_area(self) -> bool:
        return Role.AREA in self.places or Role.AREA_CODE in self.places

    @property
    def is_tidy(self) -> bool:
        """One row an observation: it says where, when and how much."""
        return self.has_area and Role.PERIOD in self.places and Role.VALUE in self.places


def find_columns(headers: Sequence[str]) -> Columns:
    """The role of each column. Two columns for one role are named in `repeated`: neither is chosen."""
    columns = Columns()
    for index, header in enumerate(headers):
        role = ROLE_OF.get(plain_header(header))
        if role is None:
            columns.others.append(index)
        elif role in columns.places:
            columns.repeated.append((role, headers[columns.places[role]], header))
        else:
            columns.places[role] = index
    # a column named measure names the indicator where no other does; publishers mean the unit by it
    if Role.INDICATOR not in columns.places:
        named = [index for index in columns.others if plain_header(headers[index]) == "measure"]
        if len(named) == 1:
            columns.places[Role.INDICATOR] = named[0]
            columns.others.remove(named[0])
    # without a type beside it, a category files the indicator under a heading and parts no figures
    if Role.CATEGORY in columns.places and Role.CATEGORY_TYPE not in columns.places:
        columns.others.append(columns.places.pop(Role.CATEGORY))
    return columns
