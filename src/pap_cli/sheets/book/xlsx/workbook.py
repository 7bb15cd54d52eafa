"""A workbook of .xlsx: its sheets, in their order, and what it shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.book.cells import Area, Book, Cell, Row, Sheet
from pap_cli.sheets.book.limits import MAX_SHEETS, Allowance, at, damaged
from pap_cli.sheets.book.noticed import Noticed
from pap_cli.sheets.book.package import Package, Relation
from pap_cli.sheets.book.places import cell_of
from pap_cli.sheets.book.xlsx.comments import Comments
from pap_cli.sheets.book.xlsx.empty_rows import WithoutEmptyRows
from pap_cli.sheets.book.xlsx.sheet import Common, SheetReader
from pap_cli.sheets.book.xlsx.strings import SharedStrings
from pap_cli.sheets.book.xlsx.styles import read_styles

_MACROS = "the file has macros, which were not run; only values were read"
_ISO_DAY = 10


class _Named(Struct, frozen=True):
    name: str
    relation: str
    hidden: bool


class _Workbook:
    """Listens to workbook.xml."""

    def __init__(self) -> None:
        self.since_1904 = False
        self.sheets: list[_Named] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Named(attributes.get("name", ""), link, hidden))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Saved:
    """Listens to docProps/core.xml for the day on which the file was last saved."""

    def __init__(self) -> None:
        self._wanted = False
        self.day: date | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._wanted = name == "modified"

    def end(self, name: str) -> None:
        self._wanted = False

    def text(self, text: str) -> None:
        if self._wanted and self.day is None:
            try:
                self.day = date.fromisoformat(text.strip()[:_ISO_DAY])
            except ValueError:
                self._wanted = False


class _Linked:
    """Listens to a link to another file, for those that would start a program."""

    def __init__(self) -> None:
        self.dde = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.dde |= name == "ddeLink"

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def read_xlsx(package: Package, allowance: Allowance) -> Book:
    """Return the workbook of a package.

    Raises:
        PapError: if it is damaged, or beyond a limit; with sheet and cell if there is one.
    """
    path = next((link.target for link in package.relations("") if link.kind == "officeDocument"), "xl/workbook.xml")
    workbook = _Workbook()
    package.listen(path, workbook)
    _check_names(workbook.sheets, allowance)
    links = {link.id: link for link in package.relations(path)}
    _check_parts(workbook.sheets, links, allowance)
    noticed = Noticed()
    _notice_package(package, links, noticed)
    strings = SharedStrings(allowance)
    if (part := _part(links, "sharedStrings")) is not None and package.has(part):
        package.listen(part, strings)
    looks = read_styles(package, _part(links, "styles"), _part(links, "theme"))
    common = Common(looks, strings, workbook.since_1904, allowance, noticed)
    sheets = tuple(
        _sheet(package, one, link, common)
        for one in workbook.sheets
        if (link := links.get(one.relation)) is None or link.kind == "worksheet"
    )
    return Book(
        name=allowance.name, kind="xlsx", sheets=sheets, formats=True, remarks=noticed.remarks(), saved=_saved(package)
    )


def _check_names(sheets: list[_Named], allowance: Allowance) -> None:
    if not sheets:
        raise damaged(allowance.name, "it has no sheets")
    if len(sheets) > MAX_SHEETS:
        raise damaged(allowance.name, f"it has more than {MAX_SHEETS:,} sheets")
    seen: set[str] = set()
    for one in sheets:
        if one.name.casefold() in seen:
            raise damaged(allowance.name, f"it has two sheets named “{one.name}”")
        seen.add(one.name.casefold())


def _check_parts(sheets: list[_Named], links: Mapping[str, Relation], allowance: Allowance) -> None:
    seen: dict[str, str] = {}
    for one in sheets:
        target = links[one.relation].target.casefold() if one.relation in links else ""
        if target and target in seen:
            raise damaged(allowance.name, f"its sheets “{seen[target]}” and “{one.name}” are the same part")
        seen[target] = one.name


def _part(links: Mapping[str, Relation], kind: str) -> str | None:
    return next((link.target for link in links.values() if link.kind == kind and not link.outside), None)


def _notice_package(package: Package, links: Mapping[str, Relation], noticed: Noticed) -> None:
    if any(link.kind == "vbaProject" for link in links.values()) or package.names("xl/vbaProject"):
        noticed.at(_MACROS)
    for link in links.values():
        if link.kind == "externalLink" and not link.outside and package.has(link.target):
            found = _Linked()
            package.listen(link.target, found)
            if found.dde:
                noticed.at("the file has a link that would start a program (DDE), which was not run")


def _saved(package: Package) -> date | None:
    part = next((link.target for link in package.relations("") if link.kind == "core-properties"), "docProps/core.xml")
    found = _Saved()
    if package.has(part):
        package.listen(part, found)
    return found.day


def _sheet(package: Package, named: _Named, link: Relation | None, common: Common) -> Sheet:
    if link is None or link.outside or not package.has(link.target):
        raise damaged(common.allowance.name, "the part with its cells is missing", at(named.name))
    reader = SheetReader(named.name, common)
    package.listen(link.target, reader, WithoutEmptyRows)
    rows = reader.rows
    comments = _comments(package, link.target, named.name, common)
    if comments:
        rows = _with_comments(rows, comments)
    bottom = rows[-1].number if rows else 0
    width = max((row.cells[-1].column for row in rows), default=0)
    hidden = {column for first, last in reader.hidden_columns for column in range(max(1, first), min(last, width) + 1)}
    return Sheet(
        name=named.name,
        rows=tuple(rows),
        merged=tuple(_clipped(area, bottom, width) for area in reader.merged if area.first_row <= bottom),
        hidden=named.hidden,
        hidden_columns=frozenset(hidden),
    )


def _clipped(area: Area, bottom: int, width: int) -> Area:
    """Return a block of merged cells without what is beyond all texts."""
    right = max(area.first_column, min(area.last_column, width))
    return Area(area.first_row, area.first_column, min(area.last_row, bottom), right)


def _comments(package: Package, part: str, name: str, common: Common) -> dict[tuple[int, int], str]:
    found = Comments()
    for link in package.relations(part):
        if link.kind == "comments" and not link.outside and package.has(link.target):
            package.listen(link.target, found)
        elif link.kind == "drawing":
            common.noticed.at("pictures and drawings are not read", name)
    made: dict[tuple[int, int], str] = {}
    for place, text in found.by_cell.items():
        try:
            made[cell_of(place)] = text
        except ValueError as error:
            raise damaged(common.allowance.name, f"a comment: {error}", at(name)) from None
    return made


def _with_comments(rows: list[Row], comments: Mapping[tuple[int, int], str]) -> list[Row]:
    by_row: dict[int, dict[int, str]] = {}
    for (number, column), text in comments.items():
        by_row.setdefault(number, {})[column] = text
    by_number = {row.number: row for row in rows}
    for number, texts in by_row.items():
        row = by_number.get(number) or Row(number=number, cells=())
        cells = {cell.column: cell for cell in row.cells}
        for column, text in texts.items():
            cells[column] = replace(cells.get(column) or Cell(column=column), comment=text)
        by_number[number] = Row(number=number, cells=tuple(cells[key] for key in sorted(cells)), hidden=row.hidden)
    return [by_number[number] for number in sorted(by_number)]
