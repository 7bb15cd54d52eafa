"""Finding a program of this machine: only in folders that are named in full, never one that lies in a workspace."""

from __future__ import annotations

import os
from pathlib import Path


def find_program(name: str) -> Path | None:
    """The program of a name on the PATH; None if there is none.

    `shutil.which` would look into the current folder first on Windows, and follows a `.` on the PATH anywhere.
    """
    named = f"{name}.exe" if os.name == "nt" and not name.endswith(".exe") else name
    for folder in os.get_exec_path():
        found = Path(folder) / named
        if Path(folder).is_absolute() and found.is_file() and os.access(found, os.X_OK):
            return found
    return None
