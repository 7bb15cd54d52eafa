"""Files before and after a change, as bytes and as text."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from pap_cli.edit.text.changes import Change
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.edit.text.write import changed_text
from pap_cli.errors import PapError
from pap_cli.model.place import Source

T = TypeVar("T")


class ChangedFile(Struct, frozen=True):
    """A file before and after an edit; where there are no bytes there is no file."""

    path: Path
    name: str
    before: bytes | None
    after: bytes | None


def rewritten(source: Source, changes: Sequence[Change]) -> str:
    """Return the text of a YAML file with changes.

    Raises:
        PapError: if one cannot be made without changing something else.
    """
    return cleanly(source, lambda: changed_text(source.text, changes))


def cleanly(source: Source, change: Callable[[], T]) -> T:
    """Return what a change of the text of a file makes.

    Raises:
        PapError: if it cannot be made without changing something else.
    """
    try:
        return change()
    except NotCleanError as error:
        line, column = source.position(error.offset)
        raise PapError(
            f"{source.path}:{line}:{column}: cannot change this cleanly: {error.message}", "edit the file by hand"
        ) from None
    except UnexpectedMeaningError:
        raise unexpected(source) from None


def unexpected(source: Source) -> PapError:
    """Return the error for a change that would alter something else."""
    return PapError(
        f"{source.path}: the change would alter something else, so nothing was written; this is a bug in pap",
        "report it with a copy of the file, and edit the file by hand",
    )


def read_bytes(root: Path, source: Source) -> tuple[Path, bytes]:
    """Return the path and the bytes of a file that was read.

    Raises:
        PapError: if it was changed since, or cannot be read any more.
    """
    path = root / source.path
    if "\ufffd" in source.path and not path.exists():
        raise PapError(f"the name of {source.path} has a character that is not UTF-8", "rename the file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PapError(f"cannot read {source.path}: {(error.strerror or str(error)).lower()}") from None
    if data.removeprefix(codecs.BOM_UTF8) != source.text.encode("utf-8"):
        raise PapError(f"{source.path} was changed by another program in the meantime", "run the command again")
    return path, data
