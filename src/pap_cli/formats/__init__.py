"""Formats: one file, one format.  A file here that ends with `FORMAT = Format(...)` is a format.

Names are read from the folder: listing them imports nothing, and using one imports only that format and its library.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from msgspec import Struct

from pap_cli.advice.synonyms import spelt_differently, synonyms
from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.document import View
    from pap_cli.render.screen import Screen


class Shows(StrEnum):
    """Which side of a view a format writes."""

    FACTS = "facts"
    RECORDS = "records"
    DOCUMENT = "document"


class Format(Struct, frozen=True):
    """A way to write a view, as text or as bytes."""

    name: str
    summary: str
    render: Callable[[View, Screen], str | bytes]
    shows: Shows = Shows.DOCUMENT
    # The only kinds of view that it can write; none named: every kind.
    kinds: tuple[str, ...] = ()
    # The control characters that it writes, besides the line feed.
    controls: str = ""
    # Whether it writes UTF-8 even where the screen can only show ASCII.
    utf8: bool = False

    def takes(self, kind: str) -> bool:
        """Return True if this format can write a view of this kind."""
        return not self.kinds or kind in self.kinds


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of all formats in this package's folder."""
    return tuple(sorted(found.name for found in iter_modules(__path__)))


def find_format(name: str) -> Format:
    """Return the format with this name.

    Raises:
        PapError: if there is no such format.
    """
    if name not in format_names():
        near = spelt_differently(name, format_names()) or next(iter(synonyms(name, format_names())), None)
        near = near or nearest(name, format_names())
        hint = f"did you mean {near}?" if near else f"the formats are {', '.join(format_names())}"
        raise PapError(f"unknown format “{name}”", hint)
    found = import_module(f"{__name__}.{name}").FORMAT
    if not isinstance(found, Format):
        raise TypeError(f"{__name__}.{name}.FORMAT is not a Format")
    return found


def formats_for(kind: str) -> list[str]:
    """Return the names of the formats that can write a view of this kind."""
    return [name for name in format_names() if find_format(name).takes(kind)]
