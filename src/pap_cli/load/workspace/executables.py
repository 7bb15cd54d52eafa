"""Find programs on the PATH, but only in folders with an absolute path, so never in the workspace."""

from __future__ import annotations

import os
from pathlib import Path


def find_program(name: str) -> Path | None:
    """Return the program NAME on the PATH; None if there is none.

    `shutil.which` searches the current folder first on Windows, and follows a `.` on the PATH everywhere.
    """
    named = f"{name}.exe" if os.name == "nt" and not name.endswith(".exe") else name
    for folder in os.get_exec_path():
        found = Path(folder) / named
        if Path(folder).is_absolute() and found.is_file() and os.access(found, os.X_OK):
            return found
    return None
