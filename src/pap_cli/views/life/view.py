"""The life of an item or a KPI: every version in words, the moves of its dates, its figures by vintage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.lives.edits import Edit, edits, entry_before
from pap_cli.assess.lives.moves import UNPLANNED, Move, MoveKind, moves
from pap_cli.assess.lives.vintages import Published, published, unit_of
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.listing import flat
from pap_cli.diagnostics import nearest
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Records, Table
from pap_cli.errors import PapError
from pap_cli.model.dates import Duration, show_date
from pap_cli.model.entry import Entry
from pap_cli.model.items import Dated
from pap_cli.model.kpi import Kpi
from pap_cli.model.versions import Change, History, Life
from pap_cli.views.life.drawn import drawn
from pap_cli.views.life.figures import figure_blocks
from pap_cli.wording.cells import EMPTY, count_words, iso
from pap_cli.wording.moves import KINDS, TONES, move_sentence
from pap_cli.wording.versions import edit_words, plain, words_of

_SORTS = {"Kpi": "KPI", "Clock": "statutory clock"}


class Told(Struct, frozen=True, dict=True):
    """A life with what there is to say about it."""

    life: Life
    grace: Duration

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The moves of its dates."""
        return moves(self.life, self.grace)

    @cached_property
    def figures(self) -> tuple[Published, ...]:
        """Its figures by vintage, if it is a KPI."""
        return published(self.life, self.grace)

    @property
    def sort(self) -> str:
        """What it is: milestone, KPI and so on."""
        name = type(self.life.latest).__name__
        return _SORTS.get(name, name.lower())

    @property
    def title(self) -> str:
        """The title that it has, or had last."""
        return str(getattr(self.life.latest, "title", ""))

    @property
    def is_gone(self) -> bool:
        """True if it is no longer in the plan."""
        return self.life.last.entry is None


class LifeView(Struct, frozen=True, kw_only=True):
    """The lives that had one ID: one, or several if the ID was used again."""

    as_of: date
    lives: tuple[Told, ...]
    # The last day of the history, for how long a figure is known.
    known: date
    incomplete: tuple[str, ...] = ()
    kind: str = "history"

    def facts(self) -> Mapping[str, object]:
        """Return every version with what it changed, the moves and the vintages."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            "incomplete": list(self.incomplete),
            "history": [_facts(one) for one in self.lives],
        }

    def records(self) -> Records:
        """Return a row for each value that a commit changed."""
        return Records(_NAMES, [row for one in self.lives for row in _rows(one)])

    def document(self) -> Document:
        """Return the page."""
        notes = tuple(Paragraph(words, Tone.AMBER) for words in self.incomplete)
        return Document("", (*notes, *(block for one in self.lives for block in self._blocks(one))))

    def _blocks(self, one: Told) -> Iterator[Block]:
        yield Heading(f"{one.life.id} {one.title}", level=1, aside=_aside(one), id=one.life.id)
        if sentence := move_sentence(one.moves):
            yield Paragraph(sentence)
        chart = drawn(one.life, one.moves, self.as_of)
        yield from chart
        if one.moves:
            yield Heading("Moves of its dates")
            yield _move_table(one.moves)
        if isinstance(one.life.latest, Kpi):
            yield from figure_blocks(one.figures, unit_of(one.life), self.known)
        yield Heading("Versions")
        yield _version_table(one)


def build(history: History, id: str, plan: str | None, as_of: date) -> LifeView:
    """Return the lives of the items and KPIs that have or had an ID.

    Raises:
        PapError: if there is none, or it is used in several plans.
    """
    found = history.find(id, plan)
    if not found:
        known = [version.id for life in history.lives for version in life.versions]
        near = nearest(id, known)
        help = f"did you mean {near}?" if near else "list the IDs with pap actions, pap milestones or pap kpis"
        raise PapError(f"no commit has an item with the ID “{id}”", help)
    plans = dict.fromkeys(life.plan for life in found if life.plan is not None)
    if len(plans) > 1:
        raise PapError(f"“{id}” is an ID in more than one plan: {', '.join(plans)}", "choose one with --plan ID")
    known_until = history.commits[-1].day if history.commits else as_of
    incomplete = tuple(
        f"The history is incomplete from commit {gap.commit.short} of {show_date(gap.commit.day)}: {gap.why}."
        for gap in history.gaps
    )
    return LifeView(
        as_of=as_of, lives=tuple(Told(life, history.grace) for life in found), known=known_until, incomplete=incomplete
    )


def _aside(one: Told) -> str:
    versions = one.life.versions
    parts = [one.sort]
    if versions[-1].parent:
        parts.append(f"of {versions[-1].parent}")
    former = [id for id in dict.fromkeys(version.id for version in versions) if id != one.life.id]
    if former:
        parts.append(f"before: {', '.join(former)}")
    count = count_words(len(versions), "version")
    since = show_date(versions[0].commit.day)
    parts.append(f"{count} since {since}" if len(versions) > 1 else f"{count}, of {since}")
    if one.is_gone:
        parts.append("no longer in the plan")
    return " · ".join(parts)


def _words(change: Change, one: Told) -> Iterator[tuple[str, Edit | None]]:
    """Yield what a commit changed of an item, in words."""
    before, after = change.before, change.after
    if before is None:
        yield f"first version, {_first(after.entry)}in {after.path}", None
        return
    if after.entry is None:
        yield "taken out of the plan", None
        return
    if before.entry is None:
        yield f"back in the plan, in {after.path}", None
    if before.id != after.id:
        yield f"renamed from {before.id} to {after.id}", None
    if before.parent != after.parent:
        yield f"moved from {before.parent or 'the plan'} to {after.parent or 'the plan'}", None
    for edit in edits(entry_before(one.life, change) or after.entry, after.entry):
        if edit.key not in ("id", "was"):
            yield edit_words(edit, unit_of(one.life)), edit


def _first(entry: Entry | None) -> str:
    """Return what matters most in the first version of an entry, with a comma."""
    if isinstance(entry, Dated) and entry.due.dated:
        return f"due {entry.due}, "
    if isinstance(entry, Kpi) and entry.target is not None:
        return f"target {words_of(entry.target, entry.unit, of='target')}, "
    return ""


def _version_table(one: Told) -> Table:
    silent = {(move.commit.id, move.key): move.kind for move in one.moves if move.kind in UNPLANNED}
    rows = []
    for change in one.life.changes:
        commit = change.commit
        head, title = (Cell(show_date(commit.day)), Cell(commit.short, Tone.MUTED), Cell(commit.author)), commit.title
        for words, edit in _words(change, one):
            kind = silent.get((commit.id, edit.key)) if edit is not None else None
            tone = TONES[kind] if kind is not None and edit is not None and edit.before is not None else Tone.PLAIN
            rows.append((*head, Cell(words, tone), Cell(title, Tone.MUTED)))
            head, title = (EMPTY, EMPTY, EMPTY), ""
    columns = (
        Column("Known on"),
        Column("Commit", keep=2),
        Column("Author", keep=1),
        Column("What changed", flexible=True, vital=True, whole=True),
        Column("Title of the commit", keep=3, flexible=True),
    )
    return Table(columns, tuple(rows))


def _move_table(found: Sequence[Move]) -> Table:
    columns = (
        Column("Known on"),
        Column("Move"),
        Column("From"),
        Column("To"),
        Column("Days", Align.RIGHT),
        Column("By", keep=1),
        Column("Decided", keep=2),
        Column("Reason", keep=3, flexible=True),
        Column("Commit", keep=4),
    )
    rows = tuple(
        (
            Cell(show_date(one.commit.day)),
            Cell(KINDS[one.kind], TONES.get(one.kind, Tone.PLAIN)),
            Cell(str(one.before) if one.before is not None else ""),
            Cell(str(one.after) if one.after is not None else ""),
            Cell(f"{one.days:+,}" if one.days else ""),
            Cell(one.by),
            Cell(show_date(one.on) if one.on is not None else ""),
            Cell(one.reason, Tone.MUTED),
            Cell(one.commit.short, Tone.MUTED),
        )
        for one in found
    )
    return Table(columns, rows).filled()


def _facts(one: Told) -> Mapping[str, object]:
    life = one.life
    return {
        "id": life.id,
        "plan": life.plan,
        "kind": one.sort,
        "title": one.title,
        "was": [id for id in dict.fromkeys(version.id for version in life.versions) if id != life.id],
        "in_plan": not one.is_gone,
        "versions": [_version_facts(change, one) for change in life.changes],
        "moves": [
            {
                "kind": move.kind.value,
                "planned": move.kind is MoveKind.APPROVED,
                "commit": move.commit.id,
                "known_on": move.commit.day.isoformat(),
                "key": move.key,
                "before": iso(move.before),
                "after": iso(move.after),
                "days": move.days,
                "on": iso(move.on),
                "by": move.by or None,
                "reason": move.reason or None,
            }
            for move in one.moves
        ],
        "vintages": [
            {
                "period": str(vintage.period.written),
                "kind": vintage.kind.value,
                "commit": vintage.commit.id,
                "known_on": vintage.commit.day.isoformat(),
                "value": plain(vintage.figure.value) if vintage.figure is not None else None,
            }
            for figure in one.figures
            for vintage in figure.vintages
        ],
    }


def _version_facts(change: Change, one: Told) -> Mapping[str, object]:
    commit = change.commit
    return {
        "commit": commit.id,
        "known_on": commit.day.isoformat(),
        "authored": commit.authored_day.isoformat(),
        "author": commit.author,
        "title": commit.title,
        "id": change.after.id,
        "file": change.after.path or None,
        "changes": [
            {
                "key": edit.key if edit is not None else None,
                "before": plain(edit.before) if edit is not None else None,
                "after": plain(edit.after) if edit is not None else None,
                "words": words,
            }
            for words, edit in _words(change, one)
        ],
    }


_NAMES = ("id", "plan", "known_on", "commit", "author", "title", "key", "before", "after", "words")


def _rows(one: Told) -> Iterator[tuple[object, ...]]:
    for change in one.life.changes:
        commit = change.commit
        head = (one.life.id, one.life.plan, commit.day.isoformat(), commit.id, commit.author, commit.title)
        for words, edit in _words(change, one):
            values = (edit.key, flat(plain(edit.before)), flat(plain(edit.after))) if edit is not None else (None,) * 3
            yield (*head, *values, words)
