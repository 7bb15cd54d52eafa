"""The files of a workspace that people name after a command."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pap_cli.context.context import Context
from pap_cli.errors import PapError


def names_of(context: Context, paths: Sequence[str]) -> frozenset[str]:
    """Return the names of files that were read, given their paths from here or from the workspace.

    Raises:
        PapError: if one was not read.
    """
    root, known = context.workspace.root, context.workspace.contents
    found: set[str] = set()
    for path in paths:
        whole = Path(os.path.realpath(path))
        name = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path
        names = {one for one in known if one in (name, path) or one.startswith(f"{name}/")}
        if not names:
            raise PapError(
                f"{path} is no file of a plan or of KPIs in this workspace", "give a file in plans/ or kpis/"
            )
        found |= names
    return frozenset(found)
