"""The author's text for a report: Markdown next to the plan, with a heading for each section it belongs to.

Text for every report is in `report.md` in the plan's folder, text for one report in `report-2016-10-14.md`. Text for
one audience has its name before the extension: `report.public.md`, `report-2016-10-14.public.md`. For a plan in a
single file, `plans/example.yaml`, the names are `example.report.md` and so on. Paragraphs, lists, strong and emphasised
text are read; other Markdown is reduced to its text, HTML is text, and HTML comments are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.diagnostics import nearest
from pap_cli.document import Narrative, Passage, Prose, Run
from pap_cli.load.workspace.files import FileReader
from pap_cli.model.place import Source, Span
from pap_cli.model.plan import Plan
from pap_cli.model.report import Section
from pap_cli.problems.values import BAD_SETTING

if TYPE_CHECKING:
    from markdown_it.token import Token

# Longest file that is read, in bytes.
MAX_NARRATIVE = 256 * 1024
# How deep lists and quotations may be nested.
_DEEPEST = 100
# Other headings that an author can use: both replace text on the cover.
COVER = ("purpose", "recommendations")
_FACT = re.compile(r"([^\W\d_][^:\n]{0,39}):[ \t]+(\S.*)")
# Labels of the facts that every cover has.
_OURS = ("Plan", "As of", "Known on", "Compared with")
_DATED = re.compile(r"-(\d[\d-]*)(?:\.[^.]+)?\.md")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAMES = {
    **{section.heading.casefold(): section.value for section in Section},
    **{name: name for name in COVER},
    # The heading before 0.2.
    "what outside bodies said and expect": Section.OUTSIDE.value,
}


def read_narrative(
    reader: FileReader, plan: Plan, since: date, as_of: date, audience: str = "", *, own_words_only: bool = False
) -> Narrative:
    """Return the author's text for the report of a plan.

    Of the dated files, the newest one dated after `since` and not after `as_of` is read. If several files have text for
    a section, text for one report replaces text for every report, and text for the audience replaces text for all.
    With `own_words_only`, only the files of the audience are read.

    Raises:
        PapError: if a file cannot be read, or has a heading that is not a section; the message contains all problems.
    """
    facts: dict[str, str] = {}
    sections: dict[str, Prose] = {}
    for path in _files(reader, plan, since, as_of, [f".{audience}"] if own_words_only else ["", f".{audience}"]):
        source = reader.read(path, most=MAX_NARRATIVE)
        if source is not None:
            found = _narrative(reader, path, source)
            facts |= dict(found.facts)
            sections |= found.sections
    reader.insist("see docs/how-to/write-a-report.md for what such a file can contain")
    return Narrative(tuple(facts.items()), sections)


def _files(reader: FileReader, plan: Plan, since: date, as_of: date, endings: Iterable[str]) -> Iterator[Path]:
    """Return, for each ending of the file names, the file for every report, then the newest one for one report."""
    written = reader.root / plan.header.place.path
    in_folder = written.parent != reader.root / "plans"
    stem = "report" if in_folder else f"{written.stem}.report"
    beside = sorted(path for path in reader.beside(written.parent) if path.name.startswith(stem))
    _check_dates(reader, beside, stem)
    for ending in dict.fromkeys(endings):
        name = re.compile(rf"{re.escape(stem)}(?:-(\d{{4}}-\d\d-\d\d))?{re.escape(ending)}\.md")
        found = [(match[1], path) for path in beside if (match := name.fullmatch(path.name))]
        yield from (path for day, path in found if day is None)
        dated = [(day, path) for day, path in found if day and since.isoformat() < day <= as_of.isoformat()]
        if dated:
            yield max(dated)[1]


def _check_dates(reader: FileReader, paths: Iterable[Path], stem: str) -> None:
    """Report each file whose name has an invalid date, since it would never be read."""
    for path in paths:
        if (match := _DATED.fullmatch(path.name[len(stem) :])) and not _is_day(match[1]):
            message, help = f"“{match[1]}” is not a date", "use the date of the report, as in report-2016-10-14.md"
            reader.report(BAD_SETTING, path, message, help)


def _is_day(text: str) -> bool:
    """Return True if TEXT is a date that exists, written in full."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _narrative(reader: FileReader, path: Path, source: Source) -> Narrative:
    from markdown_it import MarkdownIt

    text = _Text(reader, path, source)
    heading: Token | None = None
    for token in MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).parse(source.text):
        text.lists.see(token)
        if token.type == "heading_open":
            heading = token
        elif token.type == "inline" and heading is not None:
            text.heading(heading, "".join(run.text for run in _runs(token.children or ())).strip())
            heading = None
        elif token.type == "inline":
            text.paragraph(token)
        elif token.type in ("fence", "code_block", "html_block"):
            text.verbatim(token)
    sections = {name: Prose(tuple(found)) for name, found in text.sections.items() if found}
    return Narrative(tuple(text.facts), sections)


class _Text:
    """The facts and sections of a file, while it is read."""

    def __init__(self, reader: FileReader, path: Path, source: Source) -> None:
        self.facts: list[tuple[str, str]] = []
        self.sections: dict[str, list[Passage]] = {}
        self.lists = _Lists()
        self._reader = reader
        self._path = path
        self._source = source
        # The section of the text that follows; None before the first heading.
        self._current: list[Passage] | None = None

    def heading(self, heading: Token, words: str) -> None:
        """Start a section, or add a heading within one."""
        if heading.tag == "h2":
            self._current = self.sections.setdefault(self._section(heading, words), [])
        elif heading.tag != "h1" and self._current is not None:
            self._current.append(Passage((Run(words, strong=True),)))

    def paragraph(self, token: Token) -> None:
        """Add a paragraph or item to the section; before the first heading it has facts for the cover."""
        if self._current is None:
            self._add_facts(token)
        else:
            self._current.append(Passage(tuple(_runs(token.children or ())), self.lists.marker()))

    def verbatim(self, token: Token) -> None:
        """Add a block of code or HTML to the section, as text without comments."""
        if self._current is not None and (text := _COMMENT.sub("", token.content).strip()):
            self._current.append(Passage((Run(text),)))

    def _add_facts(self, token: Token) -> None:
        """Add lines that are each a label and its text; report the first other line."""
        for written in "".join(_breaking(token.children or ())).split("\n"):
            fact = _FACT.fullmatch(written.strip())
            if fact is not None and fact[1] not in _OURS:
                self.facts.append((fact[1], fact[2].strip()))
            elif written.strip():
                message = f"the cover already has a line “{fact[1]}”" if fact else "this text is not below a heading"
                self._report(
                    token, message, "use another label" if fact else "add a heading above it, such as ## Summary"
                )
                return

    def _section(self, heading: Token, words: str) -> str:
        """Return the section that a heading names; report a heading that is not a section."""
        name = words.casefold()
        if name in _NAMES or name in _NAMES.values():
            return _NAMES.get(name, name)
        near = nearest(name, _NAMES)
        known = ", ".join([*(section.heading for section in Section), *(name.capitalize() for name in COVER)])
        help = f"did you mean {near.capitalize()}?" if near else f"use one of {known}"
        self._report(heading, f"“{words}” is not a section of the report", help)
        return ""

    def _report(self, token: Token, message: str, help: str) -> None:
        """Report a problem on the first line of a token."""
        line = (token.map or [0])[0] + 1
        span = Span(line, 1, line, len(self._source.line(line)) + 1)
        self._reader.report(BAD_SETTING, self._path, message, help, span)


def _breaking(tokens: Sequence[Token]) -> Iterator[str]:
    """Return the text of lines, with line breaks and without comments."""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif not (token.type == "html_inline" and _COMMENT.fullmatch(token.content)):
            yield token.content


class _Lists:
    """The lists that are open at a token, and the marker of the next item."""

    def __init__(self) -> None:
        self._open: list[int | None] = []
        self._fresh = False

    def see(self, token: Token) -> None:
        """Track the tokens that open and close lists and items."""
        if token.type == "bullet_list_open":
            self._open.append(None)
        elif token.type == "ordered_list_open":
            self._open.append(int(token.attrs.get("start", 1)) - 1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._open.pop()
        elif token.type == "list_item_open":
            number = self._open[-1]
            self._open[-1] = None if number is None else number + 1
            self._fresh = True

    def marker(self) -> str:
        """Return the marker of the text here: none outside a list or for the second paragraph of an item."""
        if not (self._open and self._fresh):
            return ""
        self._fresh = False
        number = self._open[-1]
        return "•" if number is None else f"{number}."


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Return the runs of a line; a link is its text and its address, a picture its alternative text."""
    strong = emphasis = 0
    target = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type == "link_open":
            target = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            if target:
                yield Run(f" ({target})", bool(strong), bool(emphasis))
            target = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ", bool(strong), bool(emphasis))
        elif token.content and not (token.type == "html_inline" and _COMMENT.fullmatch(token.content)):
            target = "" if token.content == target else target
            yield Run(token.content, bool(strong), bool(emphasis))
