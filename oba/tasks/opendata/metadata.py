"""What the files say of themselves: CSVW metadata for the web, and a Data Package for tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.open_table import Column, Kind, OpenTable, Shape
from oba.model.publication import PublicFacts
from oba.words import open_data as words
from oba.words.open_figures import FIGURES

INSTEAD = tuple(f"[{one.value}]" for one in sorted({*STANDS_FOR_A_VALUE, Marker.UNRELIABLE} - {Marker.BLANK}))
"""What stands in a cell where the number would."""
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA = "figures-schema.json"
"""The Table Schema that all files of figures share, beside the package."""
CSVW = "http://www.w3.org/ns/csvw"
CSVW_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "number",
    Kind.FIGURE: "number",
    Kind.WHOLE: "integer",
    Kind.DAY: "date",
    Kind.YES_NO: {"base": "boolean", "format": "true|false"},
    Kind.LINK: "anyURI",
}
TYPES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.FIGURE: {"type": "number"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DAY: {"type": "date", "format": "default"},
    Kind.YES_NO: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.LINK: {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class About:
    """What all files share: whose they are, which publication, under which licences, from which sources."""

    title: str
    publisher: str
    facts: PublicFacts
    licences: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    example: bool = False

    @property
    def version(self) -> str:
        return words.say_version(self.facts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One CSV in its place, with what is known of its bytes."""

    table: OpenTable
    path: str
    size: int = 0
    sha256: str = ""


def describe_for_web(about: About, listed: Sequence[Listed]) -> dict[str, Any]:
    """CSVW metadata for the folder: a group of tables, each with its schema."""
    licence = words.find_licence(about.licences)
    return {
        "@context": [CSVW, {"@language": "en-GB"}],
        "@type": "TableGroup",
        "dc:title": about.title,
        "dc:description": words.say_package(about.title, example=about.example),
        "dc:publisher": about.publisher,
        "dc:issued": about.facts.published_on.isoformat(),
        "dc:identifier": about.version,
        "dc:language": "en-GB",
        **({"dc:license": {"@id": licence.path}} if licence else {}),
        "dc:source": [f"{title} {path}".strip() for title, path in about.sources],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "notes": [{"marker": f"[{one.value}]", "meaning": MEANING[one]} for one in Marker],
        "tables": [
            {
                "url": one.path,
                "dc:title": one.table.title,
                "dc:description": one.table.shape.says,
                "tableSchema": _schema_for_web(one.table.shape, whole=one.table.shape.name == one.table.name),
            }
            for one in listed
        ],
    }


def _schema_for_web(shape: Shape, *, whole: bool) -> dict[str, Any]:
    """The columns are explained once, in the `whole` schema. CSVW has no reference from an empty cell."""
    variable = {one.name: one.variable for one in shape.columns}
    full = {one.name for one in shape.columns if one.always}
    schema: dict[str, Any] = {"columns": [_column_for_web(one, whole=whole) for one in shape.columns]}
    if shape.key:
        schema["primaryKey"] = [variable[name] for name in shape.key]
    references = [
        {
            "columnReference": variable[one.column],
            "reference": {"resource": f"{one.table}.csv", "columnReference": one.other.replace(" ", "_")},
        }
        for one in shape.references
        if one.column in full
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _column_for_web(one: Column, *, whole: bool) -> dict[str, Any]:
    return {
        "name": one.variable,
        "titles": one.name,
        **({"dc:description": one.says} if whole else {}),
        "datatype": CSVW_TYPES[one.kind],
        **({"required": True} if one.always else {}),
        **({"null": ["", *INSTEAD]} if one.kind is Kind.FIGURE else {}),
    }


def describe_package(about: About, listed: Sequence[Listed]) -> dict[str, Any]:
    """The Data Package (version 2) of the folder: each CSV with its size, checksum and schema, one for all figures."""
    licence = words.find_licence(about.licences)
    return {
        "$schema": PROFILE,
        "name": "outcomes-open-data",
        "title": about.title,
        "description": words.say_package(about.title, example=about.example),
        "version": about.version,
        "publication": about.facts.number,
        "published": about.facts.published_on.isoformat(),
        **(
            {"licenses": [{"name": licence.name, "path": licence.path, "title": licence.title}]}
            if licence
            else {}
        ),
        "contributors": [{"title": about.publisher, "roles": ["publisher"]}],
        "sources": [{"title": title, **({"path": path} if path else {})} for title, path in about.sources],
        "resources": [
            {
                "name": one.table.name,
                "type": "table",
                "title": one.table.title,
                "description": one.table.shape.says,
                "path": one.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": one.size,
                "hash": f"sha256:{one.sha256}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": SCHEMA if one.table.shape is FIGURES else describe_schema(one.table.shape),
            }
            for one in listed
        ],
    }


def describe_schema(shape: Shape) -> dict[str, Any]:
    """The Table Schema. A marker in the place of a number counts as missing."""
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": one.name,
                **TYPES[one.kind],
                "description": one.says,
                **({"constraints": {"required": True}} if one.always else {}),
            }
            for one in shape.columns
        ],
        "missingValues": ["", *INSTEAD] if any(one.kind is Kind.FIGURE for one in shape.columns) else [""],
    }
    if shape.key:
        schema["primaryKey"] = list(shape.key)
    if shape.references:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.other]}}
            for one in shape.references
        ]
    return schema
