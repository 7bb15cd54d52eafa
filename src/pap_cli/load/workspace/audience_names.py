"""The names of the built-in audiences: a file each in `audiences/`."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "audiences"


def audience_names() -> tuple[str, ...]:
    """Return the names of the built-in audiences."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
