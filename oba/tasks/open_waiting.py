"""Open the list of files that wait in the inbox, each with what is known of it so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oba.model.release import ChangeKind
from oba.model.upload import Upload
from oba.tasks.open_load import say_result
from oba.tasks.preview_upload import Preview
from oba.words.loading import say_size, say_time, say_write
from oba.words.numbers import say_count


@dataclass(frozen=True, slots=True)
class WaitingRow:
    name: str
    short: str
    result: str
    handed_in: str
    size: str


@dataclass(frozen=True, slots=True)
class WaitingView:
    said: str
    rows: tuple[WaitingRow, ...]


def open_waiting(waiting: Sequence[Upload], found: Mapping[str, Preview | None]) -> WaitingView:
    """`found` holds what reading each file gave, by its SHA-256; None for what has not been read yet."""
    rows = []
    for one in waiting:
        preview = found.get(one.sha256)
        result = say_result(preview) if preview is not None else "Not looked at yet"
        handed_in = f"{say_time(one.uploaded_at)}, by {one.uploaded_by}"
        rows.append(WaitingRow(one.name, one.short, result, handed_in, say_size(one.size)))
    verb = "waits" if len(waiting) == 1 else "wait"
    return WaitingView(f"{say_count(len(waiting), noun='file')} {verb} to be looked at.", tuple(rows))


def say_clean(clean: Sequence[Preview]) -> str:
    """What the button over all clean files will do, all told."""
    counts: Counter[ChangeKind] = Counter()
    for one in clean:
        counts.update(one.report.counts)
    plans = sum(one.is_plan for one in clean)
    files = f"Accept all that are clean ({say_count(len(clean), noun='file')}): "
    if plans == len(clean):
        return files + "change the plan"
    deed = say_write(counts, indicators=sum(one.adds for one in clean))
    return files + deed[:1].lower() + deed[1:] + (" and change the plan" if plans else "")
