"""What each method takes and answers, from the fields that are checked and the words that say what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

from oba.tasks.compute.fields import Field, Kind
from oba.tasks.compute.run import METHODS
from oba.words import compute

COMMAND = "python -m oba compute"


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A row of the table of fields: name, what it may hold, its default in words, what it means."""

    name: str
    holds: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MethodTable:
    """One method: `fields` of its lines, and `answer` with the name and meaning of what it gives."""

    name: str
    purpose: str
    example: str
    fields: tuple[FieldLine, ...]
    answer: tuple[tuple[str, str], ...]


def list_methods() -> tuple[MethodTable, ...]:
    return tuple(describe_method(name) for name in METHODS)


def describe_method(name: str) -> MethodTable:
    words = compute.METHODS[name]
    return MethodTable(
        name=name,
        purpose=words.purpose,
        example=words.example,
        fields=tuple(
            FieldLine(one.name, one.expected, _say_default(one), words.fields[one.name])
            for one in METHODS[name].FIELDS
        ),
        answer=tuple(words.answer.items()),
    )


def write_help(name: str) -> str:
    """The table of a method as text for a terminal."""
    method = describe_method(name)
    lines = ["one JSON object a line:", f"  {method.example}", "", "fields:"]
    for one in method.fields:
        told = f"{one.holds}; {one.default}" if one.default else one.holds
        lines += [f"  {one.name}", _indent(f"{one.meaning} ({told})")]
    lines += ["", "the answer, one JSON object a line:"]
    for term, meaning in method.answer:
        lines += [f"  {term}", _indent(meaning)]
    return "\n".join([*lines, "", *(fill(rule, 100) for rule in compute.RULES)])


def as_objects(name: str) -> list[dict[str, str | bool]]:
    """The fields of a method for a program."""
    fields = {one.name: one for one in METHODS[name].FIELDS}
    return [
        {
            "name": one.name, "holds": one.holds, "needed": fields[one.name].needed, "default": one.default,
            "meaning": one.meaning,
        }
        for one in describe_method(name).fields
    ]  # fmt: skip


def _indent(text: str) -> str:
    return fill(text, 100, initial_indent="      ", subsequent_indent="      ")


def _say_default(field: Field) -> str:
    if field.needed:
        return "needed"
    if field.default is None or field.default == ():
        return ""
    if field.kind is Kind.SWITCH:
        return f"{str(field.default).lower()} if left out"
    if field.kind is Kind.WORD:
        given = next(
            (
                told
                for told in field.told
                if field.words and field.words[told.replace("_", " ")] == field.default
            ),
            "",
        )
        return f"{given} if left out"
    return f"{field.default:g} if left out"
