"""An .ods document: its styles, its sheets, and when it was saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pap_cli.sheets.book.cells import Book
from pap_cli.sheets.book.kinds import needs_password
from pap_cli.sheets.book.limits import Allowance, damaged
from pap_cli.sheets.book.noticed import Noticed
from pap_cli.sheets.book.ods.sheets import Sheets
from pap_cli.sheets.book.ods.styles import Styles
from pap_cli.sheets.book.package import Package

_MANIFEST, _META, _STYLES, _CONTENT = "META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml"
_ISO_DAY = 10


class _Element:
    """Listens for one element: whether it is there, and its text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._within = self.found = False
        self.words = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._within = name == self._name
        self.found |= self._within

    def end(self, name: str) -> None:
        self._within = False

    def text(self, text: str) -> None:
        if self._within and len(self.words) < _ISO_DAY:
            self.words += text


def read_ods(package: Package, allowance: Allowance) -> Book:
    """Return the workbook of a package.

    Raises:
        PapError: if it is damaged, needs a password, or is beyond a limit; with sheet and cell if there is one.
    """
    secret = _Element("encryption-data")
    if package.has(_MANIFEST):
        package.listen(_MANIFEST, secret)
    if secret.found:
        raise needs_password(allowance.name)
    styles, noticed = Styles(), Noticed()
    if package.names("Basic/") or package.names("Scripts/"):
        noticed.at("the file has macros, which were not run; only values were read")
    if package.has(_STYLES):
        package.listen(_STYLES, styles)
    package.listen(_CONTENT, styles)
    found = Sheets(styles, allowance, noticed)
    package.listen(_CONTENT, found)
    if not found.sheets:
        raise damaged(allowance.name, "it has no sheets")
    return Book(
        name=allowance.name,
        kind="ods",
        sheets=tuple(found.sheets),
        formats=True,
        remarks=noticed.remarks(),
        saved=_saved(package),
    )


def _saved(package: Package) -> date | None:
    found = _Element("date")
    if package.has(_META):
        package.listen(_META, found)
    try:
        return date.fromisoformat(found.words[:_ISO_DAY])
    except ValueError:
        return None
