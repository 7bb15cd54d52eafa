"""The example of a history: its repository, made by its own script, and the answers written beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import ROOT

FOLDER = ROOT / "examples" / "history"
ANSWERS: dict[str, Any] = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))


def make_example(folder: Path) -> Path:
    """Write the repository to a folder."""
    subprocess.run([sys.executable, FOLDER / "make.py", folder], check=True, capture_output=True)
    return folder
