"""A large workbook read to its last cell, against openpyxl's own read-only mode on the same file."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from bench import process
from bench.process import Spent
from bench.result import Result
from bench.timing import median, say
from bench.workshop import Workshop
from oba.load.sheet import column_letters

NAME = "workbook"
RUNS = 3
ROWS, COLUMNS = 88_889, 27
PEAK_LIMIT = 300
MIB = 2**20
OURS = (
    "import sys; from pathlib import Path\n"
    "from oba.load.containers.parser import Parser; from oba.load.limits import COMMAND_LINE\n"
    "with Parser() as parser:\n"
    "    book = parser.open_workbook(Path(sys.argv[1]), name='large.xlsx', limits=COMMAND_LINE)\n"
    "    print(sum(not cell.blank for sheet in book.sheets for _, cells in sheet.rows() for cell in cells))"
)
PEER = (
    "import sys, openpyxl; book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "print(sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row))"
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
    ' Target="sharedStrings.xml"/></Relationships>',
}
WORDS = ("Middlesbrough", "North East", "England", "Persons", "[c]")
TEXT_COLUMNS = 5


def measure(workshop: Workshop) -> list[Result]:
    path = workshop.folder / "large.xlsx"
    say(f"  writing a workbook of {ROWS * COLUMNS:,} cells")
    write_workbook(path)
    ours, peer = [], []
    for run in range(RUNS):
        say(f"  run {run + 1} of {RUNS}")
        ours.append(_read(OURS, path))
        peer.append(_read(PEER, path))
    cells = f"workbook: {ROWS * COLUMNS / 1e6:.1f}M cells"
    return [
        Result(f"{cells}, elapsed", _elapsed(ours), "s", _elapsed(peer), "openpyxl read_only", 1.2),
        Result(f"{cells}, CPU", _cpu(ours), "s", _cpu(peer), "openpyxl read_only", 1.2),
        Result("workbook: peak memory", _peak(ours), "MiB", PEAK_LIMIT, "the limit", 1.0),
    ]


def write_workbook(path: Path) -> None:
    """Five columns of words and twenty-two of numbers, with no styles."""
    letters = [column_letters(index) for index in range(COLUMNS)]
    strings = "".join(f"<si><t>{word}</t></si>" for word in WORDS)
    head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/sharedStrings.xml", f"{head}{strings}</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            for row in range(1, ROWS + 1):
                sheet.write(_row(row, letters).encode())
            sheet.write(b"</sheetData></worksheet>")


def _row(row: int, letters: list[str]) -> str:
    words = "".join(
        f'<c r="{letter}{row}" t="s"><v>{(row + at) % len(WORDS)}</v></c>'
        for at, letter in enumerate(letters[:TEXT_COLUMNS])
    )
    numbers = "".join(
        f'<c r="{letter}{row}"><v>{(row * 7 + at * 13) % 9973 / 10}</v></c>'
        for at, letter in enumerate(letters[TEXT_COLUMNS:])
    )
    return f'<row r="{row}">{words}{numbers}</row>'


def _read(program: str, path: Path) -> Spent:
    """One process that reads the workbook and prints how many cells it met; RuntimeError for another count."""
    spent = process.measure([sys.executable, "-c", program, str(path)])
    if int(spent.output.split()[-1]) != ROWS * COLUMNS:
        raise RuntimeError(f"{spent.output.strip()} cells were read of {ROWS * COLUMNS}")
    return spent


def _cpu(runs: list[Spent]) -> float:
    return median([one.cpu for one in runs])


def _elapsed(runs: list[Spent]) -> float:
    return median([one.elapsed for one in runs])


def _peak(runs: list[Spent]) -> float:
    return median([one.peak / MIB for one in runs])
