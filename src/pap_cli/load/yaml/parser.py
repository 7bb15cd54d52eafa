"""The parser that decides what is valid YAML: PyYAML's own, with its differences from libyaml and YAML 1.2 corrected.

PyYAML contains two parsers, and may be built without the fast one, libyaml.  They disagree about tabs, about `?` and
`:` in brackets and about the first line of a block of text.  This one accepts everything that libyaml does, with the
same meaning, and in addition a colon before a comma or a bracket, as in `{completed:}`.
"""

from __future__ import annotations

import re
from typing import NoReturn

from yaml import SafeLoader
from yaml.error import Mark
from yaml.scanner import ScannerError
from yaml.tokens import DirectiveToken, ScalarToken, TagToken

_BREAKS = "\r\n\x85\u2028\u2029"
_WHITE = r"\0 \t\r\n\x85\u2028\u2029"
# only single characters are repeated possessively: with groups, early releases of Python 3.11 match too much
_PLAIN = re.compile(rf"[^{_WHITE}:]*+(?::(?![{_WHITE}])[^{_WHITE}:]*+)*")
_PLAIN_IN_BRACKETS = re.compile(
    rf"[^{_WHITE}:,\[\]{{}}]*+(?::(?![{_WHITE},\[\]{{}}])[^{_WHITE}:,\[\]{{}}]*+)*",
)
_BLANKS = re.compile(r"[ \t]*+")
_SPACES = re.compile(r" *+")
_COMMENT = re.compile(r"#[^\0\r\n\x85\u2028\u2029]*+")
# A tag, whatever it means: tags are reported, and the values after them are read.
TAG = re.compile(rf"!(?:<[^>{_WHITE}]*+>|[^{_WHITE},\[\]{{}}]*+)")
_MARKER = re.compile(rf"(?:---|\.\.\.)(?=[{_WHITE}])")
_OTHER_VERSION = re.compile(r"%YAML[ \t](?![ \t]*1\.\d)")
_LINE = re.compile(r"[^\0\r\n\x85\u2028\u2029]*+")
_INDICATORS = re.compile(r"([-+])?([0-9])?([-+])?")


class PythonParser(SafeLoader):
    """A parser with the methods of PyYAML's that read tabs, words and the first line of a block corrected."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        # the offsets of the comments that end words without quotation marks
        self.comments: list[int] = []

    def scan_to_next_token(self) -> None:
        """Skip blanks and comments: tabs too, except where they could be taken for indentation."""
        while True:
            self.skip(_BLANKS if self.flow_level or not self.allow_simple_key else _SPACES)
            if self.peek() == "#":
                self.skip(_COMMENT)
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_line_break(self) -> str:
        """Skip the end of a line; return what it stands for in a text, or nothing if the line goes on."""
        end = self.peek()
        if end not in _BREAKS:
            return ""
        self.forward(2 if self.prefix(2) == "\r\n" else 1)
        return "\n" if end in "\r\n\x85" else end

    def scan_plain(self) -> ScalarToken:
        """Return words without quotation marks, which may go on over several lines."""
        pattern = _PLAIN_IN_BRACKETS if self.flow_level else _PLAIN
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#" and (words := self.skip(pattern)):
            self.allow_simple_key = False
            chunks += [*spaces, words]
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        if spaces and self.peek() == "#":
            self.comments.append(self.index)
        return ScalarToken("".join(chunks), plain=True, start_mark=start, end_mark=end)

    def scan_plain_spaces(self, indent: int, start_mark: Mark) -> list[str]:
        """Return what blanks and line ends between words stand for; nothing if a document ends there."""
        blanks = self.skip(_BLANKS)
        first = self.scan_line_break()
        if not first:
            return [blanks] if blanks else []
        self.allow_simple_key = True
        breaks: list[str] = []
        while not self._at_marker():
            self.skip(_SPACES)
            if self.peek() == "\t" and self.column < indent:
                self._fail("while scanning a plain scalar", start_mark, "found a tab character in the indentation")
            self.skip(_BLANKS)
            if self.peek() not in _BREAKS:
                return [*([first] if first != "\n" else [] if breaks else [" "]), *breaks]
            breaks.append(self.scan_line_break())
        return []

    def scan_block_scalar_indicators(self, start_mark: Mark) -> tuple[bool | None, int | None]:
        """Return the signs after `|` or `>`: whether to keep line ends after the text, and its indentation."""
        found = _INDICATORS.match(self.buffer, self.pointer)
        sign = (found[1] or found[3]) if found else None
        if found and ((found[1] and found[3]) or found[2] == "0"):
            self._fail("while scanning a block scalar", start_mark, "expected a comment or a line break")
        self.skip(_INDICATORS)
        return None if sign is None else sign == "+", int(found[2]) if found and found[2] else None

    def scan_block_scalar_ignored_line(self, start_mark: Mark) -> None:
        """Skip the rest of the line after `|` or `>`."""
        self.skip(_BLANKS)
        self.skip(_COMMENT)
        if self.peek() != "\0" and not self.scan_line_break():
            self._fail("while scanning a block scalar", start_mark, "expected a comment or a line break")

    def scan_directive(self) -> DirectiveToken:
        """Skip a directive: a version 1 of YAML, or a prefix of tags, changes nothing here."""
        start = self.get_mark()
        if _OTHER_VERSION.match(self.skip(_LINE)):
            raise ScannerError(None, None, "incompatible version", start)
        end = self.get_mark()
        self.scan_line_break()
        return DirectiveToken("", None, start, end)

    def scan_tag(self) -> TagToken:
        """Return a tag as it is written."""
        start = self.get_mark()
        return TagToken((None, self.skip(TAG)), start, self.get_mark())

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Mark) -> list[str]:
        """Return characters and escapes within quotation marks."""
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except ValueError:  # beyond U+10FFFF
            self._fail("while scanning a double-quoted scalar", start_mark, "found unknown escape character")

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Read the characters of one line that a pattern matches, and return them."""
        found = pattern.match(self.buffer, self.pointer)
        if found is None:
            return ""
        length = found.end() - self.pointer
        self.pointer += length
        self.index += length
        self.column += length
        return found[0]

    def _at_marker(self) -> bool:
        return self.column == 0 and _MARKER.match(self.buffer, self.pointer) is not None

    def _fail(self, context: str, start: Mark, problem: str) -> NoReturn:
        raise ScannerError(context, start, problem, self.get_mark())
