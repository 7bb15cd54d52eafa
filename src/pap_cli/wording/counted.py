"""The words for how a KPI was counted from records: as at which day, what was left out, what cannot be reproduced."""

from __future__ import annotations

from datetime import date

from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Kpi


def counted_words(kpi: Kpi, as_of: date) -> str:
    """Return as at which day the figures were counted last, and how; empty if they were not counted."""
    state = kpi.refreshed
    if state is None or state.as_at > as_of:
        return ""
    return f"as at {show_date(state.as_at)}, by version {state.version} of its definition, on {state.engine}"


def left_out_words(kpi: Kpi, as_of: date) -> str:
    """Return how many rows were left out and why; empty if none were."""
    state = kpi.refreshed
    if state is None or state.as_at > as_of:
        return ""
    told = [f"{count:,} of {state.of:,} rows: {reason}" for reason, count in state.left_out.items()]
    for name, source in state.sources.items():
        told += [f"{count:,} of {source.rows:,} rows of {name}: {reason}" for reason, count in source.left_out.items()]
        told += [f"{count:,} cells of {name} cannot be read: {column}" for column, count in source.unreadable.items()]
    return "; ".join(told)


def unreproducible_words(kpi: Kpi, as_of: date) -> str:
    """Return the sources of which nothing shows when a row was known; empty if there is none."""
    state = kpi.refreshed
    if state is None or state.as_at > as_of:
        return ""
    names = [name for name, source in state.sources.items() if not source.reproducible]
    return f"nothing shows when a row of {' and '.join(names)} was known" if names else ""
