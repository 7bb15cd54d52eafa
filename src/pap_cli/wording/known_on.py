"""The words for what was known when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pap_cli.model.dates import show_date
from pap_cli.model.known_on import KnownOn


def known_on_words(one: KnownOn, day: Callable[[date], str] = show_date) -> str:
    """Return the day and the commit: `14 Oct 2016 (commit 1a2b3c4d5e of 12 Oct 2016)`; `day` writes a date."""
    name = f", {one.when.revision}" if one.when.revision and not one.commit.startswith(one.when.revision) else ""
    if one.day == one.committed:
        return f"{day(one.day)} (commit {one.short}{name})"
    return f"{day(one.day)} (commit {one.short}{name} of {day(one.committed)})"
