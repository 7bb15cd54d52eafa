"""Empty files, which may have been emptied by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from pap_cli.load.workspace.files import FileReader
from pap_cli.model.place import Source, Span
from pap_cli.problems.files import EMPTY_FILE

# The first line that is not blank or a comment.
_FIRST_LINE = re.compile(r"^[^\S\r\n]*+([^\s#](?:[^\r\n]*[^\s])?)", re.MULTILINE)


class Content(Protocol):
    """What was read from a file."""

    @property
    def empty(self) -> bool:
        """True if it contains nothing, not even a comment."""


def report_empty(reader: FileReader, paths: Iterable[Path], contents: Mapping[str, Content]) -> None:
    """Report empty files; a plan without a header is reported for that instead."""
    for path in paths:
        name = reader.name(path)
        if name in contents and contents[name].empty:
            span = first_line(reader.sources[name])
            reader.report(
                EMPTY_FILE,
                path,
                "this file is empty",
                "add its entries, or delete the file; a comment that says why is enough",
                span,
            )


def first_line(source: Source) -> Span:
    """Return the span of the first line that is not blank or a comment; the start of the file if there is none."""
    found = _FIRST_LINE.search(source.text)
    return source.span(*found.span(1)) if found else source.span(0, 0)
