"""The parts of a workbook's file that are the same in each, and the frames of those that are not (ECMA-376)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TEXT, TITLE, HEAD, LINE, DAY, NUMBER, FIXED = 0, 1, 2, 3, 4, 5, 6
"""The styles of cells. NUMBER shows what there is; FIXED and those after it so many decimals: 0, 1, 2 ..."""
MOST_DECIMALS = 6
LINK = FIXED + MOST_DECIMALS + 1
TEXT_WIDTH = 100
LINE_HEIGHT = 15.75
"""Points."""
FORMATS = tuple("#,##0" + (f".{'0' * places}" if places else "") for places in range(MOST_DECIMALS + 1))
FIRST_FORMAT = 164
"""Formats of one's own are numbered from here."""
ROOT = (
    f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)
APP = (
    f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>oba</Application></Properties>"
)


def style_of(decimals: int | None) -> int:
    """The style of a column: of numbers with so many decimals, or of numbers as they are."""
    return NUMBER if decimals is None else FIXED + min(max(decimals, 0), MOST_DECIMALS)


def _styles() -> str:
    """Large plain letters, wrapped text, no fill and no border. Links are underlined: no colour says it alone.

    A line above a table is not wrapped: its column may be narrow, and the cells beside it are empty.
    """
    top = '<alignment vertical="top" wrapText="1"/>'

    def style(font: int, form: int = 0, inside: str = top) -> str:
        return (
            f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="0" xfId="0" '
            f'applyNumberFormat="1" applyFont="1" applyAlignment="1">{inside}</xf>'
        )

    days = FIRST_FORMAT + len(FORMATS)
    plain_top, left = '<alignment vertical="top"/>', '<alignment horizontal="left" vertical="top"/>'
    forms = "".join(
        f'<numFmt numFmtId="{FIRST_FORMAT + place}" formatCode="{code}"/>'
        for place, code in enumerate(FORMATS)
    )
    cells = [
        style(0),
        style(1, inside=plain_top),
        style(2),
        style(0, inside=plain_top),
        style(0, days, left),
        style(0, 0, plain_top),
        *(style(0, FIRST_FORMAT + place, plain_top) for place in range(len(FORMATS))),
        style(3),
    ]
    letters = '<name val="Arial"/><family val="2"/>'
    return (
        f'{HEADER}<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="{len(FORMATS) + 1}">{forms}<numFmt numFmtId="{days}" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        f'<fonts count="4"><font><sz val="12"/>{letters}</font><font><b/><sz val="16"/>{letters}</font>'
        f'<font><b/><sz val="12"/>{letters}</font>'
        f'<font><u/><sz val="12"/><color rgb="FF0B4F9E"/>{letters}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells).replace(HEADING_FROM, HEADING_TO, 1)}</cellXfs>'
        '<cellStyles count="2"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        '<cellStyle name="Heading 1" xfId="1" builtinId="16"/></cellStyles></styleSheet>'
    )


HEADING_FROM, HEADING_TO = (
    'fontId="1" fillId="0" borderId="0" xfId="0"',
    'fontId="1" fillId="0" borderId="0" xfId="1"',
)
"""A title is marked as a heading, so that a screen reader finds it."""
STYLES = _styles()


def content_types(*, sheets: int, tables: int) -> str:
    own = [
        *((f"/xl/worksheets/sheet{one}.xml", f"{TYPE}.worksheet+xml") for one in range(1, sheets + 1)),
        *((f"/xl/tables/table{one}.xml", f"{TYPE}.table+xml") for one in range(1, tables + 1)),
        ("/xl/workbook.xml", f"{TYPE}.sheet.main+xml"),
        ("/xl/styles.xml", f"{TYPE}.styles+xml"),
        ("/xl/sharedStrings.xml", f"{TYPE}.sharedStrings+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own)
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def core(*, title: str, creator: str, description: str, day: str) -> str:
    moment = f"{day}T00:00:00Z"
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<dc:description>{escape(description)}</dc:description><dc:language>en-GB</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def workbook(names: Sequence[str], headings: Mapping[int, int]) -> str:
    """`headings` has, by the place of a sheet, the row that is printed at the top of each of its pages."""
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{escape(_quote(names[place]))}!${row}:${row}</definedName>"
        for place, row in headings.items()
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, name in enumerate(names, start=1)
    )
    return (
        f'{HEADER}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{listed}</sheets>{f'<definedNames>{titles}</definedNames>' if titles else ''}</workbook>"
    )


def _quote(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def workbook_relations(sheets: int) -> str:
    listed = [("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, sheets + 1)]
    listed += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return _relations(listed)


def sheet_relations(table: int) -> str:
    return _relations([("table", f"../tables/table{table}.xml")])


def _relations(listed: Sequence[tuple[str, str]]) -> str:
    drawn = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(listed, start=1)
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{drawn}</Relationships>'


PAPER = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
"""A4, all columns on one page across."""


def sheet(*, rows: str, last: str, widths: Sequence[int], links: str, table: bool, first: bool) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    chosen = ' tabSelected="1"' if first else ""
    marked = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if table else ""
    return (
        f'{HEADER}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        f'<sheetViews><sheetView{chosen} workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="{LINE_HEIGHT}"/><cols>{columns}</cols>'
        f"<sheetData>{rows}</sheetData>{links}{PAPER}{marked}</worksheet>"
    )


def shared_strings(items: str, *, used: int, different: int) -> str:
    return f'{HEADER}<sst xmlns="{MAIN}" count="{used}" uniqueCount="{different}">{items}</sst>'


def table(*, number: int, name: str, span: str, heads: Sequence[str]) -> str:
    """Without buttons for filters, which hide rows from those who do not see that they are on."""
    columns = "".join(
        f'<tableColumn id="{place}" name={quoteattr(head)}/>' for place, head in enumerate(heads, start=1)
    )
    return (
        f'{HEADER}<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{span}" '
        f'totalsRowShown="0"><tableColumns count="{len(heads)}">{columns}</tableColumns>'
        '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
    )
