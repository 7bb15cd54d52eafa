"""Whose items `pap next` and `pap overdue` list if nobody says: those of the person at the keyboard."""

from __future__ import annotations

import os

from msgspec.structs import replace

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.filters import Filters
from pap_cli.options.ids import EVERYONE, chosen, owners

VARIABLE = "PAP_ME"


def who(context: Context) -> tuple[str, str]:
    """Return who the person at the keyboard is, by PAP_ME or else by `me` in their settings, and which of the two.

    Both are empty if neither says.

    Raises:
        PapError: if the settings cannot be read.
    """
    from pap_cli.load.workspace.user import read_me

    if me := context.environ.get(VARIABLE, "").strip(" ,"):
        return me, VARIABLE
    me, path = read_me(os.environ)
    return (me, f"me in {path}") if me else ("", "")


def for_me(context: Context, filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """Return the filters with the person as owner, unless --owner is given, and a note that says so.

    Raises:
        PapError: if that is not an owner of the selected plans, or the settings cannot be read.
    """
    if filters.owner:
        return filters, ()
    me, source = who(context)
    if not me:
        return filters, ()
    ids = sorted(chosen(owners(context), [me], source))
    if not ids:
        return filters, ()
    note = f"Only what {' and '.join(ids)} owns or leads ({source}). For all, add  --owner {EVERYONE}"
    return replace(filters, owner=ids), (note,)


def is_named(context: Context) -> bool:
    """Return True if the person at the keyboard is named by PAP_ME or by the person's own settings."""
    from pap_cli.load.workspace.user import read_me

    if context.environ.get(VARIABLE, "").strip(" ,"):
        return True
    try:
        return bool(read_me(os.environ)[0])
    except PapError:  # reported by the commands that need it
        return False
