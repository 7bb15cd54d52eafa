"""Whether a spreadsheet under a new name is a newer version of one that was imported before: its headings say so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.errors import PapError
from pap_cli.options.importing import FOLDER, Importing, name_of

if TYPE_CHECKING:
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.understood import Understood

# How many mappings are looked at, and how much of the headings must be the same.
_MOST = 100
_ALIKE = 0.8


def refuse_newer_version(root: Path, found: Understood, kept: Importing, kind: str) -> None:
    """Refuse to make something new of a spreadsheet that has the headings of one that was imported before.

    Raises:
        PapError: if there is one: a person must say which of both is meant.
    """
    if kept.mapping is not None:
        return
    mine = {one.heading.casefold() for table in found.sheets for one in table.columns if one.heading}
    for before in _mappings(root, kind):
        theirs = {one.heading.casefold() for sheet in before.sheets for one in sheet.columns.values() if one.heading}
        if before.into is None or not (root / before.into).is_file() or not mine:
            continue
        if len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs)):
            own = f"{Path(before.into).parent.as_posix()}/{name_of(found.file)}.yaml"
            raise PapError(
                f"{found.file} has the headings of {before.file}, which went into {before.into}",
                f"if it is a newer version of it, add  --into {before.into};  otherwise  --into {own}",
            )


def _mappings(root: Path, kind: str) -> list[Mapping]:
    """Return the mappings of earlier imports that can be read."""
    from pap_cli.sheets.mapping_file import MAX_BYTES, read_mapping

    found = []
    for path in sorted((root / FOLDER).glob("*.toml"))[:_MOST]:
        try:
            if path.is_file() and path.stat().st_size <= MAX_BYTES:
                found.append(read_mapping(path.read_text(encoding="utf-8-sig"), path.name, kind))
        except (OSError, ValueError, PapError):
            continue  # one of another kind, or with mistakes, which its own import reports
    return found
