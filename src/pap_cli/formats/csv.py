"""CSV for spreadsheets: one table, in which no text from a file can become a formula."""

from __future__ import annotations

import csv
import io

from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

# Characters that start a formula in a spreadsheet; in some languages the wide forms do too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def _field(value: object) -> object:
    """Return a value as text; an apostrophe before what would start a formula (OWASP ASVS 1.2.10)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    text = printable(str(value))
    return "'" + text if text.lstrip().startswith(_FORMULA) else text


def render(view: View, screen: Screen) -> str:
    """Return the records below their names, as in RFC 4180 but with plain line ends."""
    records = view.records()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records.names)
    writer.writerows([_field(value) for value in row] for row in records.rows)
    return out.getvalue()


FORMAT = Format("csv", "one table, for a spreadsheet", render, shows=Shows.RECORDS, utf8=True)
