"""The Word file for a report: our own, or a council's template with its styles, headers and page layout."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.render.paper.press import font_folder
from pap_cli.render.paper.type import FONT

if TYPE_CHECKING:
    from docx.document import Document

    from pap_cli.render.paper.pieces import Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = f"{_OFFICE}.wordprocessingml.document.main+xml"
_TEMPLATE = f"{_OFFICE}.wordprocessingml.template.main+xml"
_MACROS = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# The limits of an unpacked template.
_MOST_FILES, _MOST_BYTES = 2_000, 64_000_000
# The parts of a template that are layout, not content.
_KEPT = frozenset(
    {
        *("styles", "settings", "fontTable", "theme", "numbering", "webSettings", "customXml"),
        *("header", "footer", "footnotes", "endnotes"),
    }
)
_PROPERTY = 255
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SAVED = "in Word, save it as “Word Document (.docx)” and use that file"

_CONTENT_TYPES = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="odttf" ContentType="{_OFFICE}.obfuscatedFont"/>\
<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>\
<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.wordprocessingml.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_OFFICE}.wordprocessingml.settings+xml"/>\
<Override PartName="/word/fontTable.xml" ContentType="{_OFFICE}.wordprocessingml.fontTable+xml"/>\
</Types>"""
_PAGE = f"""\
<w:sectPr xmlns:w="{_W}"><w:pgSz w:w="11906" w:h="16838"/>\
<w:pgMar w:top="1021" w:right="1134" w:bottom="1191" w:left="1134" w:header="567" w:footer="510" w:gutter="0"/>\
</w:sectPr>"""
_DOCUMENT = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{_PAGE}</w:body></w:document>"""
_SETTINGS = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="{_W}"><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/><w:compat>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
</w:compat><w:themeFontLang w:val="en-GB"/></w:settings>"""
_FACES = {"embedRegular": "Regular", "embedBold": "Bold", "embedItalic": "It"}
_FONT_KEY = "7A2B5C1D-0E3F-4A69-8B7C-5D4E3F2A1B0C"


def blank() -> bytes:
    """Return an empty A4 Word file with our styles; the font is embedded if it is installed."""
    folder = font_folder()
    fonts = {} if folder is None else {tag: folder / f"SourceSansPro-{face}.ttf" for tag, face in _FACES.items()}
    embedded = [(tag, path.read_bytes()) for tag, path in fonts.items()]
    entries = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _DOCUMENT.encode(),
        "word/styles.xml": our_styles(),
        "word/settings.xml": _SETTINGS.encode(),
        "word/fontTable.xml": _font_table([tag for tag, _ in embedded]),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
            }
        ),
    }
    if embedded:
        entries["word/_rels/fontTable.xml.rels"] = _relations(
            {f"rId{number}": ("font", f"fonts/font{number}.odttf") for number in range(1, len(embedded) + 1)}
        )
    for number, (_, letters) in enumerate(embedded, start=1):
        entries[f"word/fonts/font{number}.odttf"] = _obfuscated(letters)
    return zipped(entries, ZIP_STORED)


def our_styles() -> bytes:
    """Return the styles that a report needs, as XML of a Word file."""
    return Path(__file__).with_name("paper_styles.xml").read_bytes()


def opened(template: bytes | None) -> Document:
    """Return the file to write into: blank, or a template without its content.

    Raises:
        PapError: if python-docx is not installed, or the template is not a Word document, has macros or is too large.
    """
    try:
        from docx import Document
    except ImportError as fault:
        raise PapError("Word needs python-docx, which is not installed", install_advice("report")) from fault
    if template is None:
        return Document(BytesIO(blank()))
    entries = _read(template)
    try:
        document = Document(BytesIO(zipped(entries, ZIP_STORED)))
        _emptied(document)
    except Exception as fault:
        # a bad template can fail in any way, and the way means nothing to the user
        raise PapError("the template is not a Word document", _SAVED) from fault
    return document


def zipped(entries: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return a zip file whose bytes depend only on its content."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in sorted(entries, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_STORED if name.endswith(".png") else method
            entry.create_system = 0
            archive.writestr(entry, entries[name])
    return stream.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    """Return the files in a zip file by their names."""
    with ZipFile(BytesIO(archive)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()}


def _read(template: bytes) -> dict[str, bytes]:
    """Return a template's files, if it is a Word file that is safe to open; a .dotx becomes a document."""
    try:
        with ZipFile(BytesIO(template)) as archive:
            found = archive.infolist()
            size = sum(entry.file_size for entry in found)
        if size > _MOST_BYTES or len(found) > _MOST_FILES:
            raise PapError(
                f"the template is too large: it unpacks to {size / 1e6:,.0f} MB in {len(found):,} files",
                "remove its pictures, or use a smaller file",
            )
        entries = unzipped(template)
        types = entries["[Content_Types].xml"].decode()
    except PapError:
        raise
    except Exception as fault:  # damage, a password or an unknown compression make a zip file unreadable
        raise PapError("the template is not a Word document", _SAVED) from fault
    if _MACROS.search(types) or any(_MACROS.search(name) for name in entries):
        raise PapError("the template contains macros, which a report must not have", _SAVED)
    if any(_DECLARED.search(content) for name, content in entries.items() if name.endswith((".xml", ".rels"))):
        raise PapError("the template declares XML entities, which Word never does", _SAVED)
    entries["[Content_Types].xml"] = types.replace(_TEMPLATE, _MAIN).encode()
    return entries


def _emptied(document: Document) -> None:
    """Remove the content of a template; its last section, with headers and footers, stays."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    body = document.element.body
    if body.sectPr is None:
        body.append(parse_xml(_PAGE))
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    named = {reference.get(qn("r:id")) for reference in body.sectPr}
    for key, relation in list(document.part.rels.items()):
        sort = relation.reltype.rpartition("/")[2]
        if sort not in _KEPT or (sort in ("header", "footer") and key not in named):
            del document.part.rels[key]
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    settings = document.settings.element  # made if there are none
    for element in settings.findall(qn("w:attachedTemplate")):
        # otherwise Word would look for the template where it was made
        settings.remove(element)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/attachedTemplate"):
            del relations[key]


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    element = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{sort}" Target="{target}"/>' for key, (sort, target) in targets.items()
    )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{start}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{element}</Relationships>"
    ).encode()


def _font_table(embedded: list[str]) -> bytes:
    """Return the font table: the embedded font, and its replacement where it is missing."""
    faces = "".join(
        f'<w:{tag} r:id="rId{number}" w:fontKey="{{{_FONT_KEY}}}"/>' for number, tag in enumerate(embedded, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_W}" xmlns:r="{_R}">'
        f'<w:font w:name="{FONT}"><w:altName w:val="Calibri"/><w:panose1 w:val="020B0503030403020204"/>'
        f'<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    ).encode()


def _obfuscated(letters: bytes) -> bytes:
    """Return a font as Word embeds it: the first 32 bytes are XORed with the key (ECMA-376, part 4, 2.8.1)."""
    key = bytes.fromhex(_FONT_KEY.replace("-", ""))[::-1] * 2
    return bytes(one ^ two for one, two in zip(letters, key, strict=False)) + letters[len(key) :]


def style_ids(document: Document) -> dict[str, str]:
    """Return the IDs of a file's styles by lower-case name; missing styles that a report needs are added."""
    from docx.oxml import parse_xml

    styles = document.styles.element
    found = _named(styles)
    defaults = {style.get(f"{{{_W}}}type") for style in styles if style.get(f"{{{_W}}}default")}
    ours = parse_xml(our_styles())
    names = {id: name for name, id in _named(ours).items()}
    for style in list(ours.iterchildren(f"{{{_W}}}style")):
        name = names[style.get(f"{{{_W}}}styleId")]
        if name in found:
            continue
        found[name] = id = _free(style.get(f"{{{_W}}}styleId"), set(found.values()))
        style.set(f"{{{_W}}}styleId", id)
        if style.get(f"{{{_W}}}type") in defaults:
            style.attrib.pop(f"{{{_W}}}default", None)
        for other in style.iterchildren(f"{{{_W}}}basedOn", f"{{{_W}}}next"):
            # a later style in our file still has its own ID
            other.set(f"{{{_W}}}val", found.get(names[other.get(f"{{{_W}}}val")], other.get(f"{{{_W}}}val")))
        styles.append(style)
    return found


def _named(styles: Any) -> dict[str, str]:
    """Return the IDs of styles by lower-case name."""
    return {
        style.find(f"{{{_W}}}name").get(f"{{{_W}}}val").lower(): style.get(f"{{{_W}}}styleId")
        for style in styles.iterchildren(f"{{{_W}}}style")
    }


def _free(id: str, taken: set[str]) -> str:
    """Return an ID that no other style has."""
    if id not in taken:
        return id
    return next(other for number in count(2) if (other := f"{id}{number}") not in taken)


def saved(document: Document, made: Sheet, pictures: dict[str, bytes]) -> bytes:
    """Return the file with its pictures; its properties come from the sheet alone, not from this machine or its clock.

    The pictures are put in last, so that python-docx does not compress what is compressed.
    """
    properties = document.core_properties
    properties.title, properties.subject = _short(made.title), _short(made.subject)
    properties.author = properties.last_modified_by = _short(made.author)
    properties.created = properties.modified = made.made
    properties.revision, properties.language = 1, "en-GB"
    properties.comments = properties.keywords = properties.category = ""
    stream = BytesIO()
    document.save(stream)
    return zipped(unzipped(stream.getvalue()) | pictures)


def _short(text: str) -> str:
    """Return a text cut to the greatest length of a file property."""
    return text if len(text) <= _PROPERTY else f"{text[: _PROPERTY - 1]}…"
