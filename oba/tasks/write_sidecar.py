"""Write a source as a sidecar, so that reading it gives the same source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from oba.load.source import sidecar_of
from oba.model.release import Source

TEXTS = ("publisher", "title", "release", "address", "licence", "note")
DAYS = ("published", "retrieved")
TABLES = ("sheets", "indicators", "symbols", "areas", "periods")


def write_sidecar(path: Path, source: Source) -> None:
    """Beside the file at `path`, in the place of an earlier one."""
    sidecar_of(path).write_text(say_source_file(source), encoding="utf-8")


def say_source_file(source: Source) -> str:
    """The text of a sidecar: what is empty is left out."""
    lines = [f"{name} = {_text(getattr(source, name))}" for name in TEXTS if getattr(source, name)]
    lines += [
        f"{name} = {getattr(source, name).isoformat()}" for name in DAYS if getattr(source, name) is not None
    ]
    if source.accepted:
        lines.append(f"accepted = [{', '.join(_text(one) for one in dict.fromkeys(source.accepted))}]")
    if source.leave_out_other_areas is not None:
        lines.append(f'other_areas = "{"leave out" if source.leave_out_other_areas else "refuse"}"')
    for name in TABLES:
        lines += _table(name, getattr(source, name))
    return "\n".join(lines) + "\n"


def _table(name: str, content: Mapping[str, str]) -> list[str]:
    if not content:
        return []
    return ["", f"[{name}]", *(f"{_text(key)} = {_text(text)}" for key, text in content.items())]


def _text(text: str) -> str:
    """A basic string of TOML is one of JSON, but for the delete sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
