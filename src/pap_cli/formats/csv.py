"""CSV for spreadsheets: one table, in which no text from a file can become a formula."""

from __future__ import annotations

import csv
import io

from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

# What a spreadsheet takes for the start of a formula; in some languages the wide forms too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def _field(value: object) -> object:
    """A value as a spreadsheet may see it; text that would start a formula gets an apostrophe (OWASP ASVS 1.2.10)."""
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
    """The records under their names, in RFC 4180 form but with plain line ends."""
    records = view.records()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records.names)
    writer.writerows([_field(value) for value in row] for row in records.rows)
    return out.getvalue()


FORMAT = Format("csv", "one table, for a spreadsheet", render, shows=Shows.RECORDS, utf8=True)
