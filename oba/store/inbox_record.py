"""What the inbox knows of a file, as JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import PeriodKind
from oba.model.release import Answer, QuestionKind
from oba.model.upload import Decisions, Receipt, Upload

TEXTS = ("publisher", "title", "release", "address", "licence")


def write_record(upload: Upload) -> bytes:
    content = asdict(upload)
    content["decisions"]["records"] = [
        {"code": code, "indicator": asdict(one)} for code, one in upload.decisions.records
    ]
    return json.dumps(content, ensure_ascii=False, indent=1, default=_as_text).encode()


def read_record(content: bytes, *, sha256: str) -> Upload | None:
    """The upload as it was written. What a hand has spoilt is None: the file can be handed in again."""
    try:
        said = json.loads(content)
        receipt = said["receipt"]
        return Upload(
            sha256=sha256,
            name=str(said["name"]),
            size=int(said["size"]),
            uploaded_at=_moment(said["uploaded_at"]),
            uploaded_by=str(said["uploaded_by"]),
            decisions=_decisions(said["decisions"]),
            receipt=_receipt(receipt) if receipt else None,
            owners=tuple(str(one) for one in said.get("owners", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decisions(said: dict[str, Any]) -> Decisions:
    return Decisions(
        **{name: str(said[name]) for name in TEXTS},
        published=_day(said["published"]),
        answers=tuple(
            Answer(QuestionKind(one["kind"]), one["subject"], one["answer"]) for one in said["answers"]
        ),
        picks=tuple(str(one) for one in said["picks"]),
        records=tuple((str(one["code"]), _indicator(one["indicator"])) for one in said["records"]),
    )


def _indicator(said: dict[str, Any]) -> Indicator:
    kinds = {
        "standing": Standing(said["standing"]),
        "value_type": ValueType(said["value_type"]),
        "polarity": Polarity(said["polarity"]),
        "period_kind": PeriodKind(said["period_kind"]),
        "next_release": _day(said["next_release"]),
        "codes": tuple(said["codes"]),
    }
    return Indicator(**{**said, **kinds})


def _receipt(said: dict[str, Any]) -> Receipt:
    return Receipt(
        said=said["said"],
        at=_moment(said["at"]),
        by=said["by"],
        indicators=tuple((key, title) for key, title in said["indicators"]),
        notes=tuple(said["notes"]),
    )
