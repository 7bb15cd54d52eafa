"""A document's blocks as HTML: meaning in the elements, looks in the style sheet, every text through `escape`.

The HTML contains no script, no style attribute, and no links except those that
`href` returns and the web address that a cell names.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import groupby, pairwise
from typing import assert_never

from msgspec import Struct, field

from pap_cli.cell import Cell, Tone
from pap_cli.document import (
    Block,
    Document,
    Facts,
    Figure,
    Finding,
    Findings,
    Heading,
    Paragraph,
    Passage,
    Prose,
    Run,
    Table,
    anchor,
    captioned,
    labels_of,
)
from pap_cli.drawing import Drawing, SpcChart, TimeChart
from pap_cli.render.chart_table import chart_table, chart_words
from pap_cli.render.drawings import drawn
from pap_cli.render.findings import readable, shown_excerpt, where
from pap_cli.render.html.table import table_html
from pap_cli.render.html.terms import Terms
from pap_cli.render.html.text import Href, cell_words, escape, slug

# The number of sections from which a page begins with a table of contents.
_CONTENTS_FROM = 6
# The level of a section's heading.
_SECTION = 2
_DEEPEST = 6
_SEVERITIES = {"error": Tone.RED, "warning": Tone.AMBER, "note": Tone.BLUE}


class Body(Struct):
    """The body of a page while it is made: the names in use, and the sections.

    `plan` is the plan of an ID if no column gives one; `href` returns the address of an ID; `terms` links to a
    glossary.
    """

    plan: str = ""
    href: Href | None = None
    terms: Terms = field(default_factory=Terms)
    sections: list[tuple[str, str, int]] = field(default_factory=list)
    _levels: list[int] = field(default_factory=list)
    _names: dict[str, int] = field(default_factory=dict)
    _title: str = ""
    _labels: frozenset[str] = frozenset()

    def html(self, document: Document, title: str, below: str = "", *, opening: bool = False) -> str:
        """Return the body: a title and what goes below it, a table of contents if it is long, and the blocks.

        With OPENING, what comes before the first section comes before the contents, its paragraphs before `below`.
        """
        blocks = readable(document).blocks
        first = blocks[0] if blocks else None
        if not document.title and isinstance(first, Heading) and first.level == 1:
            head = _title(first.name, " ".join(part for part in (first.aside, first.id) if part))
            blocks = blocks[1:]
        else:
            head = _title(title, "")
        self._levels = [0]
        self._title = title
        self._labels = labels_of(blocks)
        self._names |= {anchor(label): 1 for label in self._labels}
        at = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), 0) if opening else 0
        said = next((at for at, block in enumerate(blocks[:at]) if not isinstance(block, Paragraph)), at)
        words, opened, parts = (
            [part for block in some for part in self._block(block)]
            for some in (blocks[:said], blocks[said:at], blocks[at:])
        )
        return "".join((head, *words, below, *opened, self._contents(deeper=document.contents), *parts))

    def _contents(self, *, deeper: bool) -> str:
        """Return links to the sections of a long page; if DEEPER, to the parts of the sections too."""
        found = [(name, text, level) for name, text, level in self.sections if level == _SECTION or deeper]
        if sum(level == _SECTION for _, _, level in found) < (_CONTENTS_FROM if not deeper else 2):
            return ""
        parts = []
        for (name, text, level), (_, _, following) in pairwise((*found, ("", "", _SECTION))):
            link = f'<a href="#{name}">{escape(text)}</a>'
            end = "<ul>\n" if following > level else "</li>\n</ul></li>\n" if following < level else "</li>\n"
            parts.append(f"<li>{link}{end}")
        return f'<nav class="contents" aria-label="Contents"><ul>\n{"".join(parts)}</ul></nav>\n'

    def _name(self, text: str) -> str:
        """Return an element ID that is unique on the page."""
        name = first = f"s-{slug(text)}"
        while name in self._names:
            self._names[first] += 1
            name = f"{first}-{self._names[first]}"
        self._names[name] = 1
        return name

    def _label(self, text: str) -> str:
        """Return a region label that is unique on the page."""
        count = self._names[f"label {text}"] = self._names.get(f"label {text}", 0) + 1
        return text if count == 1 else f"{text} ({count})"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Prose():
                yield from self._prose(block)
            case Facts():
                yield from self._facts(block)
            case Table():
                yield self._table(block, self._title, self.terms)
            case TimeChart() | SpcChart():
                title = (block.title if isinstance(block, SpcChart) else "") or self._title
                yield self._figure(title, chart_words(block), block, chart_table(block))
            case Figure():
                yield self._figure(block.title, block.description, block.drawing, block.table, block.label)
            case Findings():
                yield "".join(('<ol class="findings">\n', *map(_finding, block.findings), "</ol>\n"))
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> str:
        """Return a heading one level below the nearest larger one above it, whatever its own number."""
        while self._levels[-1] >= block.level:
            self._levels.pop()
        self._levels.append(block.level)
        level = min(len(self._levels), _DEEPEST)
        self._title = block.name
        found = self.href(block.text, self.plan) if self.href is not None else None
        if found is not None and found.startswith("#") and found[1:] not in self._names:
            name, words = found[1:], escape(block.name)
            self._names[name] = 1
        else:
            name = self._name(block.text)
            words = f'<a href="{escape(found)}">{escape(block.name)}</a>' if found else escape(block.name)
        if _SECTION <= level <= _SECTION + 1:
            self.sections.append((name, block.name, level))
        beside = " ".join(part for part in (block.id, block.aside) if part)
        aside = f' <span class="aside">{self.terms.sentence(beside)}</span>' if beside else ""
        page = ' class="new-page"' if block.new_page else ""
        return f'<h{level} id="{name}"{page}>{words}{aside}</h{level}>\n'

    def _prose(self, prose: Prose) -> Iterator[str]:
        """Return paragraphs, and lists of passages that have a marker."""
        for kind, found in groupby(prose.passages, key=_kind):
            passages = list(found)
            texts = ["".join(_run(run, self._labels) for run in passage.runs) for passage in passages]
            if not kind:
                yield from (f"<p>{text}</p>\n" for text in texts)
                continue
            items = "".join(f"<li>{text}</li>\n" for text in texts)
            number = passages[0].marker.rstrip(".")
            start = f' start="{int(number)}"' if kind == "ol" and number != "1" else ""
            yield f"<{kind}{start}>\n{items}</{kind}>\n"

    def _paragraph(self, block: Paragraph) -> str:
        if block.code:
            lines = "\n".join(escape(line) for line in block.text.splitlines())
            return f'<pre tabindex="0"><code>{lines}\n</code></pre>\n'
        tone = "" if block.tone is Tone.PLAIN else f' class="{block.tone}"'
        return f"<p{tone}>{self.terms.sentence(block.text)}</p>\n"

    def _facts(self, block: Facts) -> Iterator[str]:
        for labelled, pairs in groupby(block.pairs, key=lambda pair: bool(pair[0])):
            rows = [(label, cell_words(cell, self.plan, self.href)) for label, cell in pairs]
            if labelled:
                items = "".join(
                    f"<div><dt>{self.terms.label(label)}</dt><dd>{words}</dd></div>\n" for label, words in rows
                )
                yield f'<dl class="facts">\n{items}</dl>\n'
            else:
                items = "".join(f"<li>{words}</li>\n" for _, words in rows)
                yield f'<ul class="lines">\n{items}</ul>\n'

    def _table(self, table: Table, title: str, terms: Terms) -> str:
        if not table.rows:
            return ""
        label = self._label(table.caption or title or "Table")
        return table_html(table, title, label, self.plan, self.href, terms)

    def _figure(self, title: str, description: str, drawing: Drawing, table: Table, number: str = "") -> str:
        """Return a drawing below its title, followed by the same data as a collapsed table."""
        if not table.rows:
            return ""
        key = anchor(number) if number else self._name(f"figure {title}")
        caption = escape(captioned(number, title))
        label, words = escape(self._label(f"Picture: {title}")), self.terms.sentence(description)
        picture = drawn(drawing, title, description, key=key)
        return (
            f'<figure id="{key}">\n<figcaption><strong>{caption}</strong> {words}</figcaption>\n'
            f'<div class="picture" role="region" aria-label="{label}" tabindex="0">{picture}</div>\n'
            "<details><summary>The figures as a table</summary>\n"
            f"{self._table(table, title, Terms())}</details>\n</figure>\n"
        )


def title_of(document: Document, otherwise: str) -> str:
    """Return the title of a page: its own, or OTHERWISE."""
    first = document.blocks[0] if document.blocks else None
    own = ""
    if isinstance(first, Heading) and first.level == 1:
        own = f"{first.name} ({first.id})" if first.id else first.text
    return document.title or own or otherwise


def description_of(document: Document) -> str:
    """Return a line on what a page is about: its subject, the aside of its title, or its first sentence."""
    first = document.blocks[0] if document.blocks else None
    aside = first.aside if isinstance(first, Heading) and first.level == 1 else ""
    words = (block.text for block in document.blocks if isinstance(block, Paragraph) and not block.code)
    return document.subject or aside or next(words, "")


def style_sheet() -> str:
    """Return the style sheet of a page."""
    return package_text(__package__, "page.css")


def package_text(package: str, name: str) -> str:
    """Return the text of a file in a package, such as a style sheet or a script."""
    from importlib.resources import files

    return files(package).joinpath(name).read_text(encoding="utf-8")


def _title(text: str, aside: str) -> str:
    below = f'<p class="lede">{escape(aside)}</p>\n' if aside else ""
    return f"<h1>{escape(text)}</h1>\n{below}"


def _kind(passage: Passage) -> str:
    """Return the tag of the list that a passage belongs to; empty for a paragraph."""
    if not passage.marker:
        return ""
    number = passage.marker.rstrip(".")
    return "ol" if number.isascii() and number.isdecimal() else "ul"


def _run(run: Run, labels: Set[str]) -> str:
    words = escape(run.text)
    words = f'<a href="#{anchor(run.to)}">{words}</a>' if run.to in labels else words
    words = f"<em>{words}</em>" if run.emphasis else words
    return f"<strong>{words}</strong>" if run.strong else words


def _finding(finding: Finding) -> str:
    """Return what and where, the source line with the position marked, and what to do."""
    diagnostic = finding.diagnostic
    tag = cell_words(Cell(f"{diagnostic.severity}", _SEVERITIES[diagnostic.severity], marked=True))
    rule = f"<code>{escape(diagnostic.rule.code)}</code> {escape(diagnostic.rule.name)}"
    place = where(finding)
    shown = shown_excerpt(finding)
    parts = [f'<li><p>{tag} {rule}</p>\n<p class="message">{escape(diagnostic.message)}</p>\n']
    if place:
        parts.append(f'<p class="muted">{escape(place)}</p>\n')
    if shown:
        carets = " " * shown.pad + "^" * shown.carets
        margin = " " * len(shown.number)
        parts.append(
            f'<pre tabindex="0"><code>{shown.number} | {escape(shown.text)}\n{margin} | {carets}\n</code></pre>\n'
        )
    if diagnostic.help:
        parts.append(f"<p>{escape(diagnostic.help)}</p>\n")
    return "".join((*parts, "</li>\n"))
