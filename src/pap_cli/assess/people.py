"""The people of items: each owner and lead, once."""

from __future__ import annotations

from collections.abc import Sequence

# What stands for the owner of an item that has none.
NO_OWNER = ""


def everyone(owners: Sequence[str], leads: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the owners and leads of an item, each once; `NO_OWNER` first if nobody is accountable for it."""
    return tuple(dict.fromkeys((*(owners or (NO_OWNER,)), *leads)))
