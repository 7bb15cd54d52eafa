"""Make PDF and PNG files with typst: with the same fonts on every machine, and no access to files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pap_cli.errors import PapError
from pap_cli.installed import install_advice

if TYPE_CHECKING:
    from typst import Compiler, Fonts

_PICTURES = b"""
#set page(width: auto, height: auto, margin: 0pt)
#for drawing in json(bytes(sys.inputs.drawings)) {
  page(image(bytes(drawing.at(0)), format: "svg", width: drawing.at(1) * 1pt))
}
"""
_LETTERS = b"""
#set document(title: "Letters")
#sys.inputs.sheet
"""
# The resolution of PNG files in dots per inch, that of a screen: programs print the SVG beside them if they can, and
# twice the resolution takes four times as long.
_DOTS = 96.0


class UnprintableError(Exception):
    """A text has characters that cannot be printed: no font has them or their combination."""


def sheet_template() -> bytes:
    """Return the typst template of every PDF."""
    return Path(__file__).with_name("sheet.typ").read_bytes()


def font_folder() -> Path | None:
    """Return the folder of the font's files, found without importing its package; None if it is not installed."""
    spec = find_spec("font_source_sans_pro")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return Path(folders[0]) / "files" if folders else None


@cache
def compiler() -> Compiler:
    """Return the compiler; it is made once, because starting it takes longer than most pages."""
    return _compiler()


@cache
def _fonts() -> Fonts:
    """Return our font and those of typst; they are loaded once."""
    from typst import Fonts

    folder = font_folder()
    return Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


def _compiler(template: bytes = b"", sheet: str = "") -> Compiler:
    """Return a compiler without files: its input is what it compiles by default, and what it answers queries about."""
    from typst import Compiler

    with TemporaryDirectory() as nowhere:
        # this folder is deleted before anything is compiled, so a picture has no file to refer to
        return Compiler(
            template,
            root=nowhere,
            package_path=nowhere,
            package_cache_path=nowhere,
            font_paths=_fonts(),
            sys_inputs={"sheet": sheet},
        )


def _press(what: str, make: Callable[[], Compiler] = compiler) -> Compiler:
    try:
        return make()
    except ImportError as fault:
        raise PapError(f"{what} needs typst, which is not installed", install_advice("report")) from fault


def pdf(template: bytes, sheet: str, *, timestamp: int) -> bytes:
    """Return a template filled with a sheet's data, as PDF for screen readers (PDF/UA-1).

    TIMESTAMP is the creation date in the file, in seconds since 1970.

    Raises:
        PapError: if typst is not installed.
        UnprintableError: if the sheet has a character that no font has.
    """
    press = _press("PDF")
    from typst import TypstError

    try:
        return _one(
            press.compile(
                template, format="pdf", sys_inputs={"sheet": sheet}, pdf_standards=["ua-1"], timestamp=timestamp
            )
        )
    except TypstError as fault:
        # the template is always the same, so the text must be the cause
        raise UnprintableError from fault


def pages(template: bytes, sheet: str) -> list[int]:
    """Return the page of each heading of a sheet's data, in order.

    Raises:
        PapError: if typst is not installed.
    """
    found = json.loads(_press("Word", lambda: _compiler(template, sheet)).query("<pages>", field="value", one=True))
    return [int(page) for page in found]


def unprintable(letters: Sequence[str]) -> set[str]:
    """Return the characters that cannot be printed."""
    try:
        pdf(_LETTERS, " ".join(letters), timestamp=0)
    except UnprintableError:
        return {*letters} if len(letters) == 1 else {found for letter in letters for found in unprintable([letter])}
    return set()


def pngs(drawings: Sequence[tuple[str, float]]) -> list[bytes]:
    """Return drawings, each an SVG and its width in points, as PNG files: one compilation makes them all.

    Raises:
        PapError: if typst is not installed.
    """
    if not drawings:
        return []
    inputs = {"drawings": json.dumps(drawings)}
    made = _press("Word").compile(_PICTURES, format="png", ppi=_DOTS, sys_inputs=inputs, timestamp=0)
    return made if isinstance(made, list) else [_one(made)]


def _one(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("expected one page")
    return made
