"""The evidence of a milestone as it was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pap_cli.model.evidence import Evidence


def provided(evidence: Sequence[Evidence], as_of: date, *, undated: bool = True) -> tuple[Evidence, ...]:
    """Return the items of evidence provided by a date; those without a date of their own only if `undated`."""
    return tuple([item for item in evidence if (item.on.day <= as_of if item.on is not None else undated)])
