"""The words for what was known when."""

from __future__ import annotations

from pap_cli.model.dates import show_date
from pap_cli.model.known_on import KnownOn


def known_on_words(one: KnownOn) -> str:
    """Return the day and the commit: `14 October 2016 (commit 1a2b3c4d5e of 12 October 2016)`."""
    name = f", {one.when.revision}" if one.when.revision and not one.commit.startswith(one.when.revision) else ""
    if one.day == one.committed:
        return f"{show_date(one.day)} (commit {one.short}{name})"
    return f"{show_date(one.day)} (commit {one.short}{name} of {show_date(one.committed)})"
