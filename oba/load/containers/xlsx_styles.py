"""How the cells of an Excel workbook are shown: number formats, colours, strike-through."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from oba.load.containers.sheet_scan import Look
from oba.load.containers.xml_part import feed, plain_name, safe_parser

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
LITERAL = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
LENGTH_OF_TIME = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
USUAL_INK = {"", "auto:1", "theme:1", "indexed:8", "indexed:64", "rgb:FF000000", "rgb:00000000", "rgb:000000"}
MARK_COLOURS = {"Refused": "FFC7CF", "Question": "FFEB9D"}
MARK_OTHER = "DDEBF8"
AUTHOR = "Marks of loading"
"""Of a marked copy: when it comes back, its colours, a shade beside Excel's, and its comments are not told."""
WHITE = {"theme:0", "indexed:9", "indexed:65", "rgb:FFFFFFFF", "rgb:00FFFFFF", "rgb:FFFFFF"}
MARKED = {f"rgb:{alpha}{colour}" for alpha in ("00", "FF") for colour in (*MARK_COLOURS.values(), MARK_OTHER)}
USUAL_GROUND = {"", *WHITE, *MARKED}


@dataclass(frozen=True, slots=True)
class CellStyle:
    """`kind` is `n` for numbers, `d` for dates, `l` for lengths of time: what the format makes of a number."""

    number_format: str = GENERAL
    kind: str = "n"
    look: Look = ("", "")
    struck: bool = False

    @property
    def plain(self) -> bool:
        return self.number_format == GENERAL and not self.struck and self.look == ("", "")


@dataclass(slots=True)
class _StyleReader:
    """Expat handlers: each list is known by the element that it stands in."""

    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    inks: list[str] = field(default_factory=list)
    strikes: list[bool] = field(default_factory=list)
    grounds: list[str] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    section: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = plain_name(name)
        if name in ("numFmts", "fonts", "fills", "cellXfs", "dxfs", "cellStyleXfs"):
            self.section = name
        elif self.section == "numFmts" and name == "numFmt":
            self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        elif self.section == "fonts":
            self._font(name, attributes)
        elif self.section == "fills":
            self._fill(name, attributes)
        elif self.section == "cellXfs" and name == "xf":
            self.styles.append(self._style(attributes))

    def end(self, name: str) -> None:
        if plain_name(name) == self.section:
            self.section = ""

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self.inks.append("")
            self.strikes.append(False)
        elif name == "strike":
            self.strikes[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "color":
            colour = _colour(attributes)
            self.inks[-1] = "" if colour in USUAL_INK else colour

    def _fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":
            self.grounds.append("")
        elif name == "patternFill" and attributes.get("patternType", "none") not in ("none", "gray125"):
            self.grounds[-1] = "pattern"
        elif name == "fgColor" and self.grounds[-1]:
            colour = _colour(attributes)
            self.grounds[-1] = "" if colour in USUAL_GROUND else colour

    def _style(self, attributes: dict[str, str]) -> CellStyle:
        number_format = self.formats.get(int(attributes.get("numFmtId", 0)), GENERAL)
        font, fill = int(attributes.get("fontId", 0)), int(attributes.get("fillId", 0))
        ink = self.inks[font] if font < len(self.inks) else ""
        ground = self.grounds[fill] if fill < len(self.grounds) else ""
        struck = self.strikes[font] if font < len(self.strikes) else False
        return CellStyle(number_format, kind_of(number_format), (ink, ground), struck)


def read_styles(archive: zipfile.ZipFile) -> list[CellStyle]:
    """The styles that cells refer to by their place in the list."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    reader = _StyleReader()
    parser = safe_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    feed(parser, archive=archive, part="xl/styles.xml")
    return reader.styles


def kind_of(number_format: str) -> str:
    """What the format makes of a number, by the letters of dates and times in its first part."""
    shown = LITERAL.sub("", number_format.split(";")[0])
    if number_format == GENERAL or not DATE_LETTER.search(shown):
        return "n"
    return "l" if LENGTH_OF_TIME.search(shown) else "d"


def _colour(attributes: dict[str, str]) -> str:
    return next(
        (f"{key}:{attributes[key]}" for key in ("auto", "theme", "indexed", "rgb") if key in attributes), ""
    )
