"""Formats: one file, one format.  A file here that ends in `FORMAT = Format(...)` is a format by that alone.

Names are found by looking at the folder, so that listing them imports none of them, and asking for one imports only
that one and the library it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from msgspec import Struct

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.document import View
    from pap_cli.render.screen import Screen


class Format(Struct, frozen=True):
    """A way to write a view, as text or as bytes; `kinds` names the only views it is made for, if not for all."""

    name: str
    summary: str
    render: Callable[[View, Screen], str | bytes]
    kinds: tuple[str, ...] = ()

    def takes(self, kind: str) -> bool:
        """Whether this format can write a view of a kind."""
        return not self.kinds or kind in self.kinds


@cache
def format_names() -> tuple[str, ...]:
    """The names of all formats, found in this package's folder; files that start with `_` are none."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if not found.name.startswith("_")))


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        PapError: there is no such format.
    """
    if name not in format_names():
        raise PapError(f"there is no format “{name}”", f"the formats are {', '.join(format_names())}")
    found = import_module(f"{__name__}.{name}").FORMAT
    if not isinstance(found, Format):
        raise TypeError(f"{__name__}.{name}.FORMAT is no Format")
    return found


def formats_for(kind: str) -> list[str]:
    """The names of the formats that can write a view of a kind."""
    return [name for name in format_names() if find_format(name).takes(kind)]
