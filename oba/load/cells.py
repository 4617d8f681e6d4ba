"""One value cell: a number, markers, or a problem. What is not plainly one of them is never guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from oba.load.asking import ask_symbol
from oba.load.sheet import Cell
from oba.model.indicator import Indicator
from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.release import Outcome, Question

PLAIN = re.compile(r"[-−]?(?:[0-9]{1,15}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})", re.ASCII)
THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+", re.ASCII)
PERCENT = re.compile(r"(.*[0-9.])\s?%", re.ASCII)
POUNDS = re.compile(r"(-?)£\s?([0-9.,]+)\s?(m|million|k|bn)?", re.ASCII | re.IGNORECASE)
SMALL = re.compile(r"-?[0-9]\.[0-9]+e-[0-9]{1,2}", re.ASCII | re.IGNORECASE)
"""A small number as programs write it, `4.79E-2`. Without decimals (`1e3`) it may be a code that was mangled."""
EXPONENT = re.compile(r"-?[0-9.]+e[-+]?[0-9]+", re.ASCII | re.IGNORECASE)
BOUND = re.compile(
    r"(?:[<>≤≥]=?|under |over |fewer than |less than |more than )\s?[0-9][0-9,.]*\s?%?", re.IGNORECASE
)
NUMBER_AND_FLAGS = re.compile(
    r"(?P<number>.*[0-9%.])\s*(?P<flags>(?:\[[a-z]{1,3}[0-9]*\]\s*)+)", re.IGNORECASE | re.DOTALL
)
GLUED_FLAG = re.compile(r"(?P<number>.*[0-9.])\s?(?P<flag>[pr])", re.DOTALL)
BRACKETED = re.compile(r"(?:\[[a-z]{1,5}[0-9]*\]\s*)+", re.IGNORECASE)
SIGN_AFTER = re.compile(r"(?P<number>.*[0-9.])\s?(?P<sign>[^\w\s.,%£()'-]{1,2})", re.DOTALL)
CODE = re.compile(r"\[([a-z]{1,5})([0-9]*)\]", re.IGNORECASE)
NOTE_MARK = re.compile(r"\s*\[note [0-9, ]+\]", re.IGNORECASE)
BARE = {
    "c": Marker.CONFIDENTIAL,
    "x": Marker.NOT_AVAILABLE,
    "z": Marker.NOT_APPLICABLE,
    "k": Marker.LOW,
    "low": Marker.LOW,
    "u": Marker.UNRELIABLE,
}
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
LONGEST = 80
"""No number and no marker is longer than this."""
EXPECTED = "a number or a marker such as [x] or [c]"
ASK_MARKER = "If the value was suppressed, write [c]; if it is not available, [x]; if it does not apply, [z]"


@dataclass(frozen=True, slots=True)
class CellRule:
    """What the indicator says about how its cells may be written. `symbols` are the source's own signs."""

    percent: bool = False
    pounds: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, indicator: Indicator, *, symbols: Mapping[str, str]) -> CellRule:
        unit = indicator.unit.strip().casefold()
        pounds = ""
        if unit.startswith("£"):
            pounds = "m" if unit[1:].strip().startswith("m") else "£"
        return cls(unit.startswith(("%", "per cent", "percent")), pounds, symbols)


@dataclass(frozen=True, slots=True)
class CellReading:
    """`value` is None where there is no number. With an `outcome` of CELL or ASK nothing was read.

    `said` is what was tidied (FIX) or found (CELL, ASK); `remedy` is what to do about it; `question` is what an
    ASK waits for. `shown` is the number to take where what was asked is accepted.
    """

    value: float | None = None
    markers: tuple[Marker, ...] = ()
    outcome: Outcome | None = None
    said: str = ""
    remedy: str = ""
    question: Question | None = None
    shown: float | None = None

    @property
    def readable(self) -> bool:
        return self.outcome not in (Outcome.CELL, Outcome.ASK)


def read_cell(cell: Cell, *, rule: CellRule) -> CellReading:
    """The value cell as its file types it: text by the grammar of text, the rest by its own type."""
    value = cell.value
    if cell.uncached:
        return _refuse(
            "found a formula whose result was never saved", "Open the workbook in Excel and save it"
        )
    if value is None:
        return CellReading(markers=(Marker.BLANK,), outcome=Outcome.MARK)
    if isinstance(value, bool):
        return _refuse(f"found {cell.text}", "Write the number, or a marker such as [x]")
    if isinstance(value, str):
        return read_text(value, rule=rule)
    if isinstance(value, date):
        return _refuse(f"found the date {value:%d/%m/%Y}", DATE_REMEDY)
    if isinstance(value, time | timedelta):
        return _refuse(f"found the time {value}", "Format the cell as a number and type the value again")
    return _read_number(float(value), cell=cell, rule=rule)


DATE_REMEDY = (
    "The spreadsheet may have turned what was typed (1-4) into a date: type it again in a cell of Text"
)


def _read_number(value: float, *, cell: Cell, rule: CellRule) -> CellReading:
    if not math.isfinite(value):
        return _refuse(f"found {cell.text}", "Write the number, or a marker such as [x]")
    if abs(value) >= 1e15:
        return _refuse(f"found {cell.text}, a number of more than 15 digits", ID_REMEDY)
    if not cell.shows_percent:
        return CellReading(value)
    # ten decimals: the float noise of times 100 is not the publisher's, their digits are
    shown = round(value * 100, 10)
    if not rule.percent:
        return _refuse(
            f"found {cell.text} shown as {shown:g}%",
            "The indicator is not a percentage: format the cell as a number",
        )
    if shown > 100:
        return CellReading(
            outcome=Outcome.ASK,
            said=f"found {cell.text} shown as {shown:g}%",
            remedy=f"If {cell.text}% was meant, format the cell as a number; if {shown:g}% is right, say so",
            shown=shown,
        )
    return CellReading(
        shown, outcome=Outcome.FIX, said="a share shown as a percentage was read as the percentage"
    )


ID_REMEDY = "It looks like a number that names something: check that the column holds the values"


def read_text(text: str, *, rule: CellRule) -> CellReading:
    """A value written as text, as every cell of a CSV is."""
    plain = text.strip(" \t\r\n\xa0\u2007\u2009\u202f")
    if len(plain) > LONGEST:
        return _refuse_text(plain)
    if hidden := INVISIBLE.findall(plain):
        points = " ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(hidden))
        return _fixed(
            read_text(INVISIBLE.sub("", plain), rule=rule), f"an invisible character ({points}) was taken out"
        )
    if not plain:
        return CellReading(markers=(Marker.BLANK,), outcome=Outcome.MARK)
    if plain in rule.symbols:
        marker = Marker(rule.symbols[plain])
        return CellReading(markers=(marker,), outcome=Outcome.MARK)
    if plain != text:
        return _fixed(read_text(plain, rule=rule), "spaces around the value were taken off")
    if NOTE_MARK.search(plain):
        return _fixed(read_text(NOTE_MARK.sub("", plain), rule=rule), "a footnote mark was taken off")
    return _read_markers(plain) or _read_written_number(plain, rule=rule) or _refuse_text(plain)


def _read_markers(plain: str) -> CellReading | None:
    """Markers without a number, when that is what stands there."""
    if plain in BARE:
        return CellReading(markers=(BARE[plain],), outcome=Outcome.MARK)
    if BOUND.fullmatch(plain):
        return CellReading(markers=(Marker.CONFIDENTIAL,), outcome=Outcome.MARK)
    if not BRACKETED.fullmatch(plain):
        return None
    markers = read_codes(plain)
    if markers is None:
        return _refuse(f"found '{plain}', a marker that is not in the set", ASK_MARKER)
    if not any(marker in STANDS_FOR_A_VALUE or marker is Marker.UNRELIABLE for marker in markers):
        return _ask(
            plain,
            said=f"found '{plain}' without a number",
            remedy=f"[{markers[0]}] says something about a number. {ASK_MARKER}",
        )
    return CellReading(markers=markers, outcome=Outcome.MARK)


def read_codes(text: str) -> tuple[Marker, ...] | None:
    """The markers of `[r][e]`; `[u1]` is read as `[u]`. None when one is not in the set."""
    markers = []
    for code, _ in CODE.findall(text):
        name = "low" if code.casefold() == "k" else code.casefold()
        if name == Marker.BLANK or name not in MEANING:
            return None
        markers.append(Marker(name))
    return tuple(dict.fromkeys(markers))


def _read_written_number(plain: str, *, rule: CellRule) -> CellReading | None:
    if PLAIN.fullmatch(plain):
        return CellReading(float(plain.replace("−", "-")))
    if (flagged := NUMBER_AND_FLAGS.fullmatch(plain)) and (markers := read_codes(flagged["flags"])):
        return _flagged(flagged["number"].strip(), markers=markers, whole=plain, rule=rule)
    if (glued := GLUED_FLAG.fullmatch(plain)) and not rule.pounds:
        return _flagged(glued["number"], markers=(Marker(glued["flag"]),), whole=plain, rule=rule)
    if (signed := SIGN_AFTER.fullmatch(plain)) and (reading := _signed(signed, whole=plain, rule=rule)):
        return reading
    if plain.startswith("'"):
        return _fixed(read_text(plain[1:], rule=rule), "an apostrophe before the value was taken off")
    if THOUSANDS.fullmatch(plain):
        return CellReading(float(plain.replace(",", "")), (), Outcome.FIX, "thousands commas were taken out")
    if SMALL.fullmatch(plain):
        return CellReading(float(plain), (), Outcome.FIX, "a small number in powers of ten was written out")
    if per_cent := PERCENT.fullmatch(plain):
        if not rule.percent:
            return _refuse(
                f"found '{plain}'", "The indicator is not a percentage: correct the value or the column"
            )
        return _fixed(
            _read_written_number(per_cent[1], rule=rule) or _refuse_text(plain), "the % sign was taken off"
        )
    if money := POUNDS.fullmatch(plain):
        return _read_pounds(money, plain=plain, rule=rule)
    return None


def _flagged(number: str, *, markers: tuple[Marker, ...], whole: str, rule: CellRule) -> CellReading:
    reading = _read_written_number(number, rule=rule)
    if reading is None or not reading.readable:
        return reading or _refuse_text(whole)
    if any(marker in STANDS_FOR_A_VALUE for marker in markers):
        return _refuse(f"found '{whole}', a number and a marker that stands for one", "Keep one of the two")
    return CellReading(reading.value, (*reading.markers, *markers), reading.outcome, reading.said)


def _signed(found: re.Match[str], *, whole: str, rule: CellRule) -> CellReading | None:
    """A number with a sign of the publisher's own after it, such as `12.3*`: asked about once."""
    number, sign = found["number"].strip(), found["sign"]
    reading = _read_written_number(number, rule=rule)
    if reading is None or reading.value is None:
        return None
    if sign in rule.symbols:
        return _flagged(number, markers=(Marker(rule.symbols[sign]),), whole=whole, rule=rule)
    return CellReading(
        outcome=Outcome.ASK,
        said=f"found '{whole}', a number with the sign '{sign}'",
        remedy="Say once what the sign says about the number, or take it off",
        question=ask_symbol(sign, beside_number=True),
    )


def _read_pounds(money: re.Match[str], *, plain: str, rule: CellRule) -> CellReading:
    sign, digits, scale = money[1], money[2], (money[3] or "").casefold()
    plain_scale = {"": "£", "m": "m", "million": "m"}.get(scale, "?")
    number = _read_written_number(sign + digits, rule=CellRule())
    if not rule.pounds or plain_scale != rule.pounds or number is None:
        return _refuse(f"found '{plain}'", "Write the number alone, in the indicator's unit")
    return _fixed(number, "the £ sign was taken off")


def _refuse_text(plain: str) -> CellReading:
    shown = plain if len(plain) <= 60 else plain[:59] + "…"
    found = f"found '{shown}'"
    if plain.upper() in ("TRUE", "FALSE"):
        return _refuse(found, "Write the number, or a marker such as [x]")
    if plain.upper() in ERRORS:
        return _refuse(found, "The formula failed: mend it in the workbook, or write a marker such as [x]")
    if DECIMAL_COMMA.fullmatch(plain):
        point, joined = plain.replace(",", "."), plain.replace(",", "")
        return _refuse(found, f"It can be {point} or {joined}: write the one that is meant")
    if EXPONENT.fullmatch(plain) or plain.strip("+-").casefold() in ("inf", "infinity"):
        return _refuse(found, "Write the number out in full, if it is one")
    if re.fullmatch(r"[0-9]{16,}", plain, re.ASCII):
        return _refuse(f"{found}, a number of more than 15 digits", ID_REMEDY)
    if any(sign.isnumeric() for sign in plain):
        return _refuse(found, "Write the number alone, in plain digits, or a marker")
    return _ask(plain, said=found, remedy=f"{ASK_MARKER}. Or say once what the sign stands for")


def _fixed(reading: CellReading, said: str) -> CellReading:
    """The reading with what was tidied added; a refusal or a marker stays as it is."""
    if reading.value is None:
        return reading
    both = f"{said}; {reading.said}" if reading.said else said
    return CellReading(reading.value, reading.markers, Outcome.FIX, both)


def _refuse(said: str, remedy: str) -> CellReading:
    return CellReading(outcome=Outcome.CELL, said=said, remedy=remedy)


def _ask(sign: str, *, said: str, remedy: str) -> CellReading:
    return CellReading(outcome=Outcome.ASK, said=said, remedy=remedy, question=ask_symbol(sign))
