"""The files of a workspace in their layout."""

from __future__ import annotations

import codecs
from collections.abc import Collection

from msgspec import Struct

from pap_cli.diagnostics import Severity
from pap_cli.edit.draft.files import ChangedFile, read_bytes, unexpected
from pap_cli.edit.layout.format import formatted
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.load.workspace.loader import Workspace


class Formatted(Struct, frozen=True):
    """The files that are not in their layout, and those that cannot be, each with the reason; how many are."""

    files: tuple[ChangedFile, ...]
    skipped: tuple[tuple[str, str], ...]
    unchanged: int


def in_layout(workspace: Workspace, only: Collection[str] = ()) -> Formatted:
    """Return what the files of a workspace, or only those with some names, are in their layout.

    A file with an error is left as it is.

    Raises:
        PapError: if a file cannot be read any more, or if its meaning would change, which is a bug in `pap`.
    """
    files: list[ChangedFile] = []
    skipped: list[tuple[str, str]] = []
    unchanged = 0
    errors = {
        one.path: one
        for one in reversed(workspace.diagnostics)
        if one.severity is Severity.ERROR and one.rule.code.startswith(("PAP0", "PAP1"))
    }
    for name, content in workspace.contents.items():
        if only and name not in only:
            continue
        if name in errors or content.entry is None:
            found = errors.get(name)
            line = f" on line {found.span.line}" if found is not None and found.span is not None else ""
            skipped.append((name, f"it has an error{line}: {found.message if found else 'it cannot be read'}"))
            continue
        source = workspace.sources[name]
        path, before = read_bytes(workspace.root, source)
        try:
            text = formatted(source.text, type(content.entry))
        except NotCleanError as error:
            skipped.append((name, f"line {source.position(error.offset)[0]}: {error.message}"))
            continue
        except UnexpectedMeaningError:
            raise unexpected(source) from None
        if text == source.text:
            unchanged += 1
            continue
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        files.append(ChangedFile(path, name, before, mark + text.encode("utf-8")))
    return Formatted(tuple(files), tuple(skipped), unchanged)
