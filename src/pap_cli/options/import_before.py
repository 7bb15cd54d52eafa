"""What is known of earlier imports: whether a spreadsheet is a newer version of one, and what that one said.

Under a new name, the headings show that it is a newer version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Mapping as AnyMapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pap_cli.errors import PapError
from pap_cli.options.importing import FOLDER, Importing, name_of

if TYPE_CHECKING:
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.placing.said import Said
    from pap_cli.sheets.understood import Understood

# The ending of what a tracker said at its last import, beside its mapping.
SAID = ".said.json"
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
        if _are_alike(mine, theirs):
            own = f"{Path(before.into).parent.as_posix()}/{name_of(found.file)}.yaml"
            raise PapError(
                f"{found.file} has the headings of {before.file}, which went into {before.into}",
                f"if it is a newer version of it, add  --into {before.into};  otherwise  --into {own}",
            )


def for_renamed_sheets(
    kept: Importing, names: Collection[str | None], understand: Callable[[Mapping | None], Understood]
) -> Importing:
    """Return a mapping whose sheets have the names that they have now: one that was renamed has the same headings.

    `names` are those of the sheets of the spreadsheet.
    """
    mapping = kept.mapping
    if mapping is None:
        return kept
    gone = [one for one in mapping.sheets if one.role != "other" and one.columns and one.name not in names]
    if not gone:
        return kept
    known = {one.name for one in mapping.sheets}
    new = [one for one in understand(mapping).sheets if one.sheet not in known]
    headings = {one.sheet: {column.heading.casefold() for column in one.columns if column.heading} for one in new}
    renamed: dict[str | None, str | None] = {}
    for sheet in gone:
        mine = {one.heading.casefold() for one in sheet.columns.values() if one.heading}
        alike = [name for name, theirs in headings.items() if mine and _are_alike(mine, theirs)]
        if len(alike) == 1 and alike[0] not in renamed.values():
            renamed[sheet.name] = alike[0]
    sheets = tuple(replace(one, name=renamed.get(one.name, one.name)) for one in mapping.sheets)
    return replace(kept, mapping=replace(mapping, sheets=sheets)) if renamed else kept


def _are_alike(mine: set[str], theirs: set[str]) -> bool:
    return len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs))


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


def said_before(kept: Importing) -> dict[str, Said]:
    """Return what a tracker said of each item at its last import; nothing if that is not known."""
    from pap_cli.sheets.placing.said import MAX_BYTES, read_said

    path = kept.path.with_suffix(SAID)
    try:
        return read_said(path.read_bytes()) if path.is_file() and path.stat().st_size <= MAX_BYTES else {}
    except OSError:
        return {}


def said_file(said: AnyMapping[str, Said], kept: Importing) -> ChangedFile:
    """Return what a tracker says as a file beside its mapping, written and taken back with the import."""
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.sheets.placing.said import written

    path = kept.path.with_suffix(SAID)
    before = path.read_bytes() if path.is_file() else None
    name = PurePosixPath(kept.name).with_suffix(SAID).as_posix()
    return ChangedFile(path, name, before, written(said))
