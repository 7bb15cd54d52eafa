"""The warning on shares without the counts that they were computed from."""

from __future__ import annotations

from pap_cli.assess.disclosure.publish import unjudged
from pap_cli.model.plan import Portfolio

# The most KPIs to name.
_NAMED = 5


def warning_of(portfolio: Portfolio) -> str:
    """Return a warning on the KPIs whose figures may count few, which nobody can tell; empty if there is none."""
    ids = unjudged(portfolio)
    if not ids:
        return ""
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    has, its = ("has", "its") if len(ids) == 1 else ("have", "their")
    return (
        f"pap: {', '.join(ids[:_NAMED])}{more} {has} shares without numerator and denominator; "
        f"small numbers in them are not hidden\n  add {its} numerators and denominators\n"
    )
