"""Evidence that a milestone was delivered: what it is, where it is, and who accepted it."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pap_cli.model.dates import Due
from pap_cli.model.entry import About, Entry
from pap_cli.model.place import Place

# The file is not trusted: only a web address without blanks, quotation marks and user names becomes a link.
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][^\s<>\"'`\\^{}|]*)?", re.ASCII)
_LONGEST = 2000


class Evidence(Entry, frozen=True, kw_only=True):
    """One item of evidence; a text alone is where it is."""

    SHORTHAND: ClassVar[str] = "where"

    what: Annotated[str | None, About("What it is.")] = None
    where: Annotated[
        str | None, About("Where it is: a document, a minute, or an address that begins with https://.")
    ] = None
    on: Annotated[
        Due | None,
        About(
            "When it was provided: a day; a month or a quarter, which count from their last day. With an earlier as-of "
            "date it is not shown."
        ),
    ] = None
    accepted_by: Annotated[str | None, About("The body or owner that accepted it.", refers="decider")] = None
    place: Place | None = None

    @property
    def brief(self) -> bool:
        """True if it says nothing but where it is."""
        return self.what is None and self.on is None and self.accepted_by is None

    @property
    def link(self) -> str:
        """Where it is, if that is a web address and nothing else; empty for any other text, scheme or host."""
        where = self.where or ""
        return where if len(where) <= _LONGEST and _WEB.fullmatch(where) else ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.what, self.where) if part)
