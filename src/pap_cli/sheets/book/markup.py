"""Reading the XML of a spreadsheet as a stream, under limits: no entities, nothing fetched, no tree in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from pap_cli.sheets.book.limits import MAX_DEPTH, MAX_TAG, MB, Allowance, damaged, refusal

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_CHUNK = 64 * 1024


class Listener(Protocol):
    """What is called with the start, the text and the end of each element."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element, by its name without a prefix."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take some of the text of an element."""


class _Names(dict[str, str]):
    """Names without their prefixes: `x:row` is `row`."""

    def __missing__(self, name: str) -> str:
        self[name] = short = name.rpartition(":")[2]
        return short


class Readable(Protocol):
    """What can be read in pieces."""

    def read(self, size: int, /) -> bytes:
        """Return up to SIZE bytes; none at the end."""


def listen(source: Readable, listener: Listener, allowance: Allowance, part: str) -> None:
    """Read a part of a spreadsheet from its first byte to its last.

    Raises:
        PapError: if it is not well-formed, has a document type (as entities need), or is beyond a limit.
    """
    # defusedxml wraps this parser; its rules, no document type and no entities, are set here.
    from xml.parsers import expat

    def doctype(*_: object) -> None:
        raise refusal(
            allowance.name,
            f"{part} has a document type with entities, which no spreadsheet has; not read",
            "do not open it; ask who sent it",
        )

    names = _Names()
    depth = 0
    begin, finish = listener.start, listener.end

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise damaged(allowance.name, f"{part} is nested too deeply")
        begin(names[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        finish(names[name])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    try:
        _feed(source, parser, allowance, part)
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, "not well-formed")
        raise damaged(
            allowance.name, f"{part} is damaged in line {error.lineno}, column {error.offset + 1} ({why})"
        ) from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        raise damaged(allowance.name, f"{part} cannot be read ({error})") from None


def _feed(source: Readable, parser: XMLParserType, allowance: Allowance, part: str) -> None:
    given = 0
    while chunk := source.read(_CHUNK):
        allowance.unpack(len(chunk), part)
        allowance.tag(chunk.count(b"<"), part)
        given += len(chunk)
        parser.Parse(chunk)
        if given - parser.CurrentByteIndex > MAX_TAG + 2 * _CHUNK:
            raise damaged(allowance.name, f"{part} has a tag of more than {MAX_TAG // MB} MB")
    parser.Parse(b"", True)  # noqa: FBT003 - it takes no names
