"""Rows and cells of a CSV file, with their offsets in its text.

The separator is a comma, a semicolon or a tab: whichever the heading contains most often.  A cell in quotation marks
can contain separators, line ends and, doubled, quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.tables import CSV_SYNTAX

# With their names in messages.
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
# The first line that Excel reads the separator from.
_DECLARED = re.compile(r"sep=([,;\t])(?:\r\n|\n|\r|\Z)", re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
# Number of cells before one from which the offsets of all in its row are computed at once.
_MANY = 8
_QUOTED = re.compile(r' *"([^"]*(?:""[^"]*)*)("?) *')


class Row:
    """One row: the text of its cells, without blanks around it, and the offset at which it starts and ends.

    `whole` is False if a cell could not be read.
    """

    __slots__ = ("_spans", "_written", "end", "start", "texts", "whole")

    def __init__(
        self,
        start: int,
        end: int,
        written: list[str],
        spans: list[tuple[int, int]] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.start = start
        self.end = end
        self.whole = whole
        self.texts = [text.strip() for text in written]
        self._written = written
        self._spans = spans

    def span(self, index: int) -> tuple[int, int]:
        """Return the start and end offset of a cell, quotation marks included; empty ones of a cell without text."""
        if self._spans is not None:
            return self._spans[index]
        if index >= _MANY:
            starts = accumulate((len(written) + 1 for written in self._written), initial=self.start)
            self._spans = list(map(self._within, range(len(self.texts)), starts))
            return self._spans[index]
        return self._within(index, self.start + index + sum(map(len, self._written[:index])))

    def _within(self, index: int, start: int) -> tuple[int, int]:
        """Return the offsets of the text of a cell that starts at an offset."""
        written = self._written[index]
        first = start + len(written) - len(written.lstrip())
        return first, first + len(self.texts[index])

    @property
    def blank(self) -> bool:
        """True if no cell contains text."""
        return not any(self.texts)


def read_rows(source: Source, report: Report) -> Iterator[Row]:
    """Yield the rows of a table, the heading first, without blank lines; report what is not valid CSV.

    After a quotation mark that is not closed, nothing more is read.
    """
    text = source.text
    declared = _DECLARED.match(text)
    at = declared.end() if declared else 0
    separator = separator_of(text)
    end = len(text)
    while at < end:
        last, following = _line_end(text, at)
        line = text[at:last]
        if '"' in line:
            row, at = _quoted_row(text, at, separator, report)
            if row is None:
                return
        else:
            row, at = Row(at, last, line.split(separator)), following
        if not row.blank:
            yield row


def _line_end(text: str, start: int) -> tuple[int, int]:
    """Return the offset of the end of a line, and of the start of the next."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    alone = text.find("\r", start, end)
    if alone < 0:
        return end, end + 1
    return alone, alone + (2 if alone == end - 1 else 1)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def separator_of(text: str) -> str:
    """Return the separator: that which the first line names, or has most of outside quotation marks."""
    if declared := _DECLARED.match(text):
        return declared[1]
    heading = next((line[1] for line in _LINE.finditer(text) if line[1].strip()), "")
    plain = re.sub(r'"[^"]*"', "", heading)
    return max(SEPARATORS, key=plain.count)


def _quoted_row(text: str, at: int, separator: str, report: Report) -> tuple[Row | None, int]:
    """Return a row with cells in quotation marks, and the offset after it; None if a quotation mark is not closed."""
    start, texts, spans, whole = at, [], [], True
    plain = re.compile(rf"[^{separator}\r\n]*+")
    while True:
        found = _QUOTED.match(text, at)
        if found is not None and found[2]:
            first, last = found.start(1) - 1, found.end(2)
            texts.append(found[1].replace('""', '"'))
            at = _end(plain, text, found.end())
            if at > found.end():
                help = "double each quotation mark inside the text, and put one before and one after it"
                report(CSV_SYNTAX, "text after the closing quotation mark", help, found.end(), at)
                whole = False
        elif found is not None:
            message, help = "this quotation mark is not closed", "add one at the end of the text"
            report(CSV_SYNTAX, f"{message}; the rest of the file is not read", help, found.start(1) - 1, found.start(1))
            return None, len(text)
        else:
            written = text[at : _end(plain, text, at)]
            first = at + len(written) - len(written.lstrip())
            texts.append(written)
            last = first + len(written.strip())
            at += len(written)
        spans.append((first, last))
        if text[at : at + 1] != separator:
            return Row(start, at, texts, spans, whole=whole), at + (2 if text.startswith("\r\n", at) else 1)
        at += 1
