"""References to tables and figures: written by name, and replaced by numbers when the whole report is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from pap_cli.document import Block, Figure, Passage, Prose, Run, Table


def see(name: str, words: str = "{}") -> Run:
    """Return words with the number of a table or figure in place of `{}`; nothing in a report that lacks it."""
    return Run(words, to=name)


def captioned(table: Table, caption: str, name: str = "", most: int = 0) -> Table:
    """Return a table with a caption, and a name that `see` refers to; with at most `most` rows, if that is not 0."""
    if most and len(table.rows) > most:
        words = f"{caption} (the first {most} of {len(table.rows):,})"
        return replace(table, rows=table.rows[:most], caption=words, label=name)
    return replace(table, caption=caption, label=name)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a report with its captions numbered in order, and the references to them resolved."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Figure) or (isinstance(block, Table) and block.caption and block.rows):
            kind = "Figure" if isinstance(block, Figure) else "Table"
            counts[kind] += 1
            label = f"{kind} {counts[kind]}"
            labels[block.label] = label
            found.append(replace(block, label=label))
        else:
            found.append(block)
    return tuple(_resolved(found, labels))


def _resolved(blocks: Iterable[Block], labels: Mapping[str, str]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Prose) or not any(run.to for one in block.passages for run in one.runs):
            yield block
            continue
        passages = [
            Passage(runs, passage.marker) for passage in block.passages if (runs := tuple(_runs(passage.runs, labels)))
        ]
        if passages:
            yield Prose(tuple(passages))


def _runs(runs: Iterable[Run], labels: Mapping[str, str]) -> Iterator[Run]:
    """Yield the runs of a passage, without the references to what the report does not have."""
    blank = True
    for run in runs:
        if run.to and run.to not in labels:
            continue
        text = run.text.lstrip() if blank else run.text
        blank = text.endswith(" ")
        if not run.to:
            yield replace(run, text=text)
            continue
        before, _, after = text.partition("{}")
        label = labels[run.to]
        parts = (Run(before), Run(label, to=label), Run(after))
        yield from (part for part in parts if part.text)
