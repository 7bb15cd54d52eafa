"""The mark by which a workbook of ours is known again, whichever program saved it.

It is a line of text in a cell, because some programs drop the properties of a file.  It gives no rights: what a file
says is compared with the workspace like anything else.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import parse_date

_MARK = re.compile(r"Reference for pap: (export|chase) (\d{1,4}) (\d{4}-\d{2}-\d{2})((?: \S{1,200}){0,2000})")
_VERSION = 1
EXPORT, CHASE = "export", "chase"


class Mark(Struct, frozen=True):
    """What a workbook was made for, and the day that it shows."""

    kind: str
    as_of: date
    # Of a chase: the ID of the owner, or of a team, and the plans that it is about.
    of: str = ""
    plans: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = (self.kind, str(_VERSION), self.as_of.isoformat(), self.of, *self.plans)
        return f"Reference for pap: {' '.join(filter(None, words))}"


def read_mark(text: str) -> Mark | None:
    """Return the mark that a cell holds; None if it holds none, or one of a later version."""
    found = _MARK.fullmatch(text.strip())
    if found is None or int(found[2]) != _VERSION:
        return None
    try:
        of, *plans = found[4].split() or [""]
        return Mark(found[1], parse_date(found[3]), of, tuple(plans))
    except BadValueError:
        return None
