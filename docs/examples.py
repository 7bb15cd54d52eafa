"""Writes the example report in every format into docs/examples/, or into the folder given.

It runs the commands of docs/how-to/write-a-report.md on the example of this repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = tuple(f"cabinet-2016-10-14.{ending}" for ending in ("md", "html", "docx", "pdf"))
DAYS = ("--as-of", "2016-10-14", "--since", "2016-07-13")


def write(folder: Path) -> None:
    """Write the report of 14 October 2016 for Cabinet in each format."""
    words = [sys.executable, "-m", "pap_cli", "report", "--workspace", str(ROOT), "--no-cache", *DAYS]
    for name in NAMES:
        subprocess.run([*words, "--output", str(folder / name)], check=True, env=os.environ)  # noqa: S603
        sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "examples")
