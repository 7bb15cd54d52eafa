"""`pap cache`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pap_cli.options.app import new_app

if TYPE_CHECKING:
    from pap_cli.cache.store import Store

app = new_app(epilog="Example:  pap cache info")


@app.callback()
def cache() -> None:
    """Show or clear the cache.

    It only saves time; clearing it loses nothing.
    """


@app.command(epilog="Example:  pap cache info")
def info() -> None:
    """Show where the cache is, its size, and if it is used."""
    from pap_cli.cache.store import size_of, usable
    from pap_cli.output.write import write_out

    store = _store()
    count, size = size_of(store.entries())
    used = "yes" if usable(store.base, None) else "no: it cannot be written, or others can write to it"
    if os.environ.get("PAP_NO_CACHE"):
        used = "no: PAP_NO_CACHE is set"
    rows = {"folder": store.base, "entries": f"{count:,}", "size": f"{size / 1e6:,.1f} MB", "used": used}
    write_out("".join(f"{label:8} {value}\n" for label, value in rows.items()))


@app.command(epilog="Example:  pap cache clear")
def clear() -> None:
    """Delete all cache entries."""
    from pap_cli.output.write import write_out

    count = _store().clear()
    write_out(f"{count:,} {'entry' if count == 1 else 'entries'} deleted\n")


def _store() -> Store:
    from pap_cli.cache.output import cache_folder
    from pap_cli.cache.store import Store

    return Store(cache_folder(os.environ))
