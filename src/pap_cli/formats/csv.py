"""CSV for spreadsheets: one table, in which no text from a file can become a formula."""

from __future__ import annotations

import csv
import io
import re

from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

# Characters that start a formula in a spreadsheet; in some languages the wide forms do too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


# Text that Excel reads as a number, a time, a date or a truth; a whole ISO date stays a date there.
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_CHANGED = re.compile(
    rf"""\(?[£$€]?[\d,]*\.?\d[\d,.]*(?:e[+-]?\d+)?%?\)?
    | \d+(?:[ ]\d+)?/\d+
    | \d{{1,4}}[-/.]\d{{1,4}}(?:[-/.]\d{{1,4}})?
    | \d{{1,2}}:\d{{1,2}}(?::\d{{1,2}})?(?:[ ]?[ap]m?)? | \d{{1,2}}[ ]?[ap]m?
    | (?:\d{{1,4}}[-/ ]?)?{_MONTH}[-/, ]*\d{{1,4}}(?:,?[ ]\d{{1,4}})? | \d{{1,4}}[-/ ]?{_MONTH}(?:[-/, ]*\d{{1,4}})?
    | true | false""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _field(value: object, *, excel: bool) -> object:
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
    if excel and _CHANGED.fullmatch(text.strip()) and not _DATE.fullmatch(text):
        return f'="{text}"'
    return "'" + text if text.lstrip().startswith(_FORMULA) else text


def render(view: View, screen: Screen) -> str | bytes:
    """Return the records below their names, as in RFC 4180 but with plain line ends; for Excel with a UTF-8 mark."""
    records = view.records()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records.names)
    writer.writerows([_field(value, excel=screen.excel) for value in row] for row in records.rows)
    return out.getvalue().encode("utf-8-sig") if screen.excel else out.getvalue()


FORMAT = Format("csv", "one table, for a spreadsheet", render, shows=Shows.RECORDS, utf8=True)
