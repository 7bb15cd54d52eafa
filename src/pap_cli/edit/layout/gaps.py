"""The empty lines between the entries of a list: one between all of them where most have one, otherwise none.

A comment between two entries with an empty line below it belongs to neither: there, nothing is changed.  Nor is it
between two entries in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.splice import Splice
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


def even_gaps(layout: Layout, node: Node) -> Iterator[Splice]:
    """Yield the replacements that make the empty lines between the entries of each list of mappings alike."""
    if isinstance(node, MapNode | SeqNode) and not layout.in_brackets(node):
        if isinstance(node, SeqNode) and all(isinstance(one, MapNode) for one in node):
            yield from _alike(layout, node)
        places = node.fields().values() if isinstance(node, MapNode) else node.places()
        for inner, at in zip(node.values() if isinstance(node, MapNode) else node, places, strict=True):
            if not layout.is_alias(at[1]):
                yield from even_gaps(layout, inner)


def _alike(layout: Layout, entries: SeqNode) -> Iterator[Splice]:
    gaps = [(start, end) for start, end in _gaps(layout, entries) if not layout.text[start:end].strip()]
    empty = [len(_LINE_BREAK.findall(layout.text, start, end)) > 1 for start, end in gaps]
    wanted = layout.line_break * (2 if 2 * sum(empty) >= max(1, len(empty)) else 1)
    for start, end in gaps:
        if layout.text[start:end] != wanted:
            yield Splice(start, end, wanted)


def _gaps(layout: Layout, entries: SeqNode) -> Iterator[tuple[int, int]]:
    """Yield the end of the last line of each entry and the start of the first line of the next.

    Empty lines below a text that keeps them belong to it.  Entries in brackets are like the lines of a table, which
    people set apart as they like.
    """
    places = entries.places()
    for nth, (_, start, end) in enumerate(places[:-1]):
        in_brackets = layout.in_brackets(entries[nth]) and layout.in_brackets(entries[nth + 1])
        if not in_brackets and not layout.keeps_lines(entries[nth], start):
            yield (
                layout.line_end(layout.content_end(entries[nth], start, end)),
                layout.comments_above(layout.dash(entries, nth + 1)),
            )
