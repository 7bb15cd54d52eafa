"""When something was known: a day or a revision as somebody writes it, and the commit that it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import parse_date, quote

# Begins a revision, whatever it looks like.
REVISION = "rev:"
# How many hexadecimal digits of a commit are shown.
SHORT = 10
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What somebody means as a date, in this form or another.
_LIKE_A_DATE = re.compile(
    r"\d{4}(?:[-/.]\d{1,2}){1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{2}|(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?[ -])?(?:{_MONTHS})[a-z]*\.?(?:[ -]\d{{1,2}},?)?(?:[ -]\d{{2,4}})",
    re.IGNORECASE | re.ASCII,
)


class When(Struct, frozen=True):
    """A day, or else a revision in the words of git."""

    day: date | None = None
    revision: str = ""


class KnownOn(Struct, frozen=True, kw_only=True):
    """The commit whose files count, and why: the day or the revision that was asked for."""

    commit: str
    # The day on which it was made, in London.
    committed: date
    when: When

    @property
    def short(self) -> str:
        """The first digits of the commit."""
        return self.commit[:SHORT]

    @property
    def day(self) -> date:
        """The day that was asked for, or else that of the commit."""
        return self.when.day or self.committed


def parse_when(text: str, today: Callable[[], date]) -> When:
    """Parse a day, `today`, `yesterday` or a revision; `rev:NAME` is a revision, even if it looks like a day.

    Raises:
        BadValueError: if TEXT looks like a date but is none, or is empty.
    """
    text = text.strip()
    if text.startswith(REVISION):
        return When(revision=text.removeprefix(REVISION))
    if text.casefold() in ("today", "yesterday"):
        return When(day=today() - timedelta(days=text.casefold() == "yesterday"))
    if not _LIKE_A_DATE.fullmatch(text):
        return When(revision=text)
    try:
        return When(day=parse_date(text))
    except BadValueError as error:
        help = error.help if re.search(r"\d", error.help) else "write a day such as 2016-10-14"
        raise BadValueError(
            error.message if error.rule == "impossible-date" else f"{quote(text)} is not a day",
            f"{help}; or, if it is a revision,  {REVISION}{text}",
            error.rule,
        ) from None
