"""Write the body of a Word file: paragraphs, tables and pictures as XML elements.

python-docx searches the place of each element that it adds; plain elements keep a table of thousands of rows fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING

from pap_cli.cell import Tone
from pap_cli.render.paper.blocks import INKS
from pap_cli.render.paper.fields import Element, add, field, mark_of
from pap_cli.render.paper.press import pngs
from pap_cli.render.paper.spark import HEIGHT, WIDTH, spark
from pap_cli.render.paper.table import Words
from pap_cli.render.paper.word import style_ids

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The font of the ratings' symbols, so that all five have the same size: other fonts lack some of them.
_SYMBOLS = "Segoe UI Symbol"
# Word's units for pictures (EMU) per point.
_POINT = 12_700
_PICTURE = """\
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent/>
    <wp:docPr/>
    <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
    <a:graphic>
      <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
        <pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
          <pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr>
          <pic:blipFill>
            <a:blip>
              <a:extLst>
                <a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">
                  <asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/>
                </a:ext>
              </a:extLst>
            </a:blip>
            <a:stretch><a:fillRect/></a:stretch>
          </pic:blipFill>
          <pic:spPr>
            <a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
          </pic:spPr>
        </pic:pic>
      </a:graphicData>
    </a:graphic>
  </wp:inline>
</w:drawing>
"""
_BULLETS = '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
_NUMBERS = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'


def _twips(points: float) -> int:
    return round(points * 20)


class Writer:
    """A Word file that is written from beginning to end."""

    def __init__(self, document: Document) -> None:
        from docx.oxml import parse_xml

        self.document = document
        self._end = document.element.body.sectPr
        self._styles = style_ids(document)
        self._drawing = parse_xml(_PICTURE)
        self._parts: dict[tuple[str, float], tuple[str, str]] = {}
        self._numbers = count(1)
        self._marks = count(1)
        self._lists: dict[bool, Element] = {}

    @property
    def room(self) -> float:
        """The width between the margins, in points."""
        section = self.document.sections[-1]
        wide = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        return max(100.0, (wide - (section.gutter or 0)) / _POINT)

    @property
    def height(self) -> float:
        """The height between the margins, in points."""
        section = self.document.sections[-1]
        high = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
        return max(100.0, high / _POINT)

    def paragraph(
        self,
        style: str,
        *,
        within: Element | None = None,
        kept: bool = False,
        page: bool = False,
        number: int | None = None,
        hanging: float | None = None,
        before: float | None = None,
        right: bool = False,
        right_tab: bool = False,
    ) -> Element:
        """Add a paragraph in a style, at the end of the body or in a cell.

        KEPT: on the same page as the next one; PAGE: on a new page; NUMBER: an item of that list; HANGING: indented
        except for its first line; BEFORE: the space before it; RIGHT: aligned right; RIGHT_TAB: with dots up to a tab
        at the right margin.  Lengths are in points.
        """
        paragraph = self._end.makeelement(f"{_W}p") if within is None else add(within, "p")
        if within is None:
            self._end.addprevious(paragraph)
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=self._styles[style])
        if kept:
            add(properties, "keepNext")
        if page:
            add(properties, "pageBreakBefore")
        if number is not None:
            listed = add(properties, "numPr")
            add(listed, "ilvl", val=0)
            add(listed, "numId", val=number)
        if hanging is not None:
            add(add(properties, "tabs"), "tab", val="left", pos=_twips(hanging))
        if right_tab:
            add(add(properties, "tabs"), "tab", val="right", leader="dot", pos=_twips(self.room))
        if before is not None:
            add(properties, "spacing", before=_twips(before))
        if hanging is not None:
            add(properties, "ind", left=_twips(hanging), hanging=_twips(hanging))
        if right:
            add(properties, "jc", val="right")
        return paragraph

    def words(self, paragraph: Element, run: Iterable[Words], *, style: str = "") -> None:
        """Add text to the end of a paragraph, each run in its style, or all in a character style."""
        for words in run:
            if words.series:
                if small := spark(words.series, words.target):
                    self.picture(paragraph, small.svg, WIDTH, HEIGHT, "Trend", small.words)
                continue
            if words.to:
                with field(paragraph, f"REF {mark_of(words.to)} \\h"):
                    self._run(paragraph, words, style)
            elif words.text:
                self._run(paragraph, words, style)

    def _run(self, paragraph: Element, words: Words, style: str) -> None:
        element = add(paragraph, "r")
        self._voice(element, words, style)
        text = add(element, "t")
        text.text = words.text
        text.set(_SPACE, "preserve")

    @contextmanager
    def bookmark(self, paragraph: Element, name: str) -> Iterator[None]:
        """Put a bookmark around what is added to a paragraph; none without a name."""
        if not name:
            yield
            return
        number = next(self._marks)
        add(paragraph, "bookmarkStart", id=number, name=name)
        yield
        add(paragraph, "bookmarkEnd", id=number)

    def caption(self, label: str, title: str) -> None:
        """Add a caption: its number is a field in a bookmark, so that Word can renumber and refer to it."""
        paragraph = self.paragraph("caption", kept=True)
        if not label:
            self.words(paragraph, (Words(title),))
            return
        kind, _, number = label.rpartition(" ")
        with self.bookmark(paragraph, mark_of(label)):
            self.words(paragraph, (Words(f"{kind} "),))
            with field(paragraph, f"SEQ {kind} \\* ARABIC"):
                self.words(paragraph, (Words(number),))
        self.words(paragraph, (Words(f": {title}"),))

    def _voice(self, run: Element, words: Words, style: str) -> None:
        toned = words.tone not in (Tone.PLAIN, Tone.STRONG)
        if not (style or toned or words.strong or words.emphasis or words.symbol):
            return
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=self._styles[style])
        if words.symbol:
            add(properties, "rFonts", ascii=_SYMBOLS, hAnsi=_SYMBOLS, eastAsia=_SYMBOLS, cs=_SYMBOLS)
        if words.strong:
            add(properties, "b")
            add(properties, "bCs")
        if words.emphasis:
            add(properties, "i")
            add(properties, "iCs")
        if toned or words.colour:
            add(properties, "color", val=(words.colour.removeprefix("#") or INKS[words.tone]).upper())

    def table(self, widths: Sequence[float]) -> Element:
        """Add a table without rows; WIDTHS are those of its columns in points."""
        table = self._end.makeelement(f"{_W}tbl")
        self._end.addprevious(table)
        properties = add(table, "tblPr")
        add(properties, "tblStyle", val=self._styles["report table"])
        add(properties, "tblW", w=sum(map(_twips, widths)), type="dxa")
        add(properties, "tblLayout", type="fixed")
        add(properties, "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        columns = add(table, "tblGrid")
        for width in widths:
            add(columns, "gridCol", w=_twips(width))
        return table

    def picture(self, paragraph: Element, svg: str, width: float, height: float, title: str, description: str) -> None:
        """Add a drawing to the end of a paragraph, sizes in points: as PNG, and as SVG for programs that know it."""
        number = next(self._numbers)
        dots, lines = self._picture_parts(svg, width)
        drawing = deepcopy(self._drawing)
        for size in drawing.iter("{*}extent", "{*}ext"):
            if size.get("uri") is None:
                size.set("cx", str(round(width * _POINT)))
                size.set("cy", str(round(height * _POINT)))
        for name, value in (
            ("id", str(number)),
            ("name", f"Picture {number}"),
            ("descr", description),
            ("title", title),
        ):
            next(drawing.iter("{*}docPr")).set(name, value)
        next(drawing.iter("{*}blip")).set(_RELATION, dots)
        next(drawing.iter("{*}svgBlip")).set(_RELATION, lines)
        add(paragraph, "r").append(drawing)

    def _picture_parts(self, svg: str, width: float) -> tuple[str, str]:
        """Return the relations to a picture's two files, shared by equal pictures.  `pictures` returns the PNG."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if found := self._parts.get((svg, width)):
            return found
        number = len(self._parts) + 1
        made = []
        for ending, sort, content in (("png", "image/png", b""), ("svg", "image/svg+xml", svg.encode())):  # PNG: later
            part = Part(PackURI(f"/word/media/report{number}.{ending}"), sort, content, self.document.part.package)
            key = f"report{number}{ending}"
            self.document.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, key)
            made.append(key)
        self._parts[svg, width] = made[0], made[1]
        return made[0], made[1]

    def pictures(self) -> dict[str, bytes]:
        """Return the PNG files of all pictures by their names in the file, drawn at once: one compilation for all."""
        return {f"word/media/report{number}.png": png for number, png in enumerate(pngs([*self._parts]), start=1)}

    def list_number(self, first: int | None) -> int:
        """Return the number of a new list: with bullets, or numbered from FIRST."""
        numbering = self._numbering()
        form = self._form(numbering, numbered=first is not None)
        number = max((int(one.get(f"{_W}numId")) for one in numbering.iter(f"{_W}num")), default=0) + 1
        listed = add(numbering, "num", numId=number)
        add(listed, "abstractNumId", val=form)
        if first is not None:
            add(add(listed, "lvlOverride", ilvl=0), "startOverride", val=first)
        return number

    def _form(self, numbering: Element, *, numbered: bool) -> str:
        """Return the number of the style of bulleted or of numbered lists; it is defined when first needed."""
        from docx.oxml import parse_xml

        if numbered not in self._lists:
            taken = [int(one.get(f"{_W}abstractNumId")) for one in numbering.iter(f"{_W}abstractNum")]
            number = max(taken, default=-1) + 1
            element = parse_xml(
                f'<w:abstractNum xmlns:w="{_W[1:-1]}" w:abstractNumId="{number}">'
                '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'{_NUMBERS if numbered else _BULLETS}<w:lvlJc w:val="left"/>'
                '<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
            )
            numbering.insert(len(taken), element)
            self._lists[numbered] = str(number)
        return str(self._lists[numbered])

    def _numbering(self) -> Element:
        """Return the list definitions of the file, added if it has none."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.oxml import parse_xml
        from docx.parts.numbering import NumberingPart

        part = self.document.part
        try:
            found: Element = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
            return found.element
        except KeyError:
            element = parse_xml(f'<w:numbering xmlns:w="{_W[1:-1]}"/>')
            made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, part.package)
            part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
            return element

    def has_footer(self) -> bool:
        """Return True if pages already have a footer."""
        return self._end.find(f"{_W}footerReference") is not None

    def footer(self) -> Element:
        """Return the footer paragraph of every page, with a tab that ends at the right margin."""
        footer = self.document.sections[-1].footer
        footer.is_linked_to_previous = False
        (paragraph,) = footer.paragraphs
        element: Element = paragraph._p
        element.clear_content()
        properties = element.get_or_add_pPr()
        for child in list(properties):
            properties.remove(child)
        add(properties, "pStyle", val=self._styles["footer"])
        add(add(properties, "tabs"), "tab", val="right", pos=_twips(self.room))
        return element
