"""`pap import`: each kind of import is a module of this folder."""

from __future__ import annotations

from pap_cli.options.app import folder_app


def _instead(words: list[str]) -> str:
    import shlex

    named = [word for word in words if "." in word and not word.startswith("-")]
    file = shlex.quote(named[0]) if named else "FILE"
    return f"say what it holds:  pap import plan {file}  or  pap import kpis {file}"


app = folder_app(
    __name__,
    __path__,
    """Take a spreadsheet in: a plan tracker, or figures of KPIs.

    pap shows what it takes each column for, and asks where it is not sure.
    """,
    example="pap import plan tracker.csv --dry-run",
    instead=_instead,
)
