"""What spreadsheets change, as a page: who, which item, from, to; and what is not taken, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from pap_cli.cell import Cell, Column, Tone
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Passage, Prose, Records, Run, Table
from pap_cli.edit.pages.edited import EditView
from pap_cli.sheets.taken.change import Change, Conflict, Differing, Refused, Taken
from pap_cli.wording.cells import count_words


class TakenView(Struct, frozen=True, kw_only=True):
    """What becomes of spreadsheets, written or not."""

    found: Taken
    as_of: date
    # What they do to the files; None if they change nothing.
    edit: EditView | None
    # The files that are new, a line for each.
    written: tuple[str, ...] = ()
    # For programs: what was understood of the spreadsheet.
    also: Mapping[str, object] = {}
    # What a spreadsheet is called.
    noun: str = "workbook"
    kind: str = "collect"

    def facts(self) -> Mapping[str, object]:
        """Return each change, what differs and what is refused, and the difference in the files."""
        found = self.found
        edit = self.edit.facts() if self.edit is not None else {}
        return {
            "schema_version": SCHEMA_VERSION,
            **self.also,
            "as_of": self.as_of.isoformat(),
            "written": edit.get("written", False),
            "workbooks": found.files,
            "without_answers": found.empty,
            "known": found.known,
            "answers": [fact for change in found.changes for fact in _change_facts(change)],
            "conflicts": [
                {
                    "plan": one.item.plan,
                    "id": one.item.id,
                    "answers": [{**_place(answer), **answer.written} for answer in one.answers],
                }
                for one in found.conflicts
            ],
            "refused": [
                {
                    "file": one.where.file,
                    "sheet": one.where.sheet,
                    "row": one.where.row,
                    "id": one.id or None,
                    "why": one.why,
                    "help": one.help or None,
                }
                for one in found.refused
            ],
            "changes": edit.get("changes", []),
            "files": edit.get("files", []),
        }

    def records(self) -> Records:
        """Return a row for each fact, each answer that differs and everything refused."""
        rows: list[tuple[object, ...]] = [
            (
                "change",
                change.by,
                change.item.plan,
                change.item.id,
                step.what,
                step.before,
                step.after,
                *_at(change),
            )
            for change in self.found.changes
            for step in change.steps
        ]
        rows += [
            ("differs", answer.by, one.item.plan, one.item.id, what, None, said, *_at(answer))
            for one in self.found.conflicts
            for answer in one.answers
            for what, said in answer.said
        ]
        rows += [
            ("refused", None, None, one.id or None, one.why, None, None, one.where.file, one.where.sheet, one.where.row)
            for one in self.found.refused
        ]
        return Records(("became", "who", "plan", "id", "what", "from", "to", "file", "sheet", "row"), rows)

    def document(self) -> Document:
        """Return a table of each kind, and how many answers are recorded already."""
        found = self.found
        blocks: list[Block] = [Paragraph(line) for line in self.written]
        by_person: dict[str, list[Change]] = {}
        for change in found.changes:
            by_person.setdefault(change.by, []).append(change)
        for by, changes in by_person.items():
            heading = f"Changes by {by}" if by else "Changes"
            blocks += [Heading(heading), _changes(changes, self._ratings())]
        if found.conflicts:
            blocks += [Heading("Answered differently, so not taken"), _conflicts(found.conflicts)]
        if found.refused:
            blocks += [Heading("Not taken"), _refused(found.refused)]
        if any(step.repeats for change in found.changes for step in change.steps):
            blocks.append(Paragraph("Each fact goes with a note of the day by whoever answered.", Tone.MUTED))
        if self.written:
            return Document("", tuple(blocks), as_lines=True)
        return Document("", (*blocks, Paragraph(summary(found, self.noun), Tone.MUTED)))

    def _ratings(self) -> dict[tuple[str | None, str], str]:
        """Return how the rating of each item changes, where it does."""
        found = {}
        for effect in self.edit.edited.effects if self.edit is not None else ():
            before, after = effect.before, effect.after
            if before is not None and after is not None and before.label != after.label:
                item = effect.edit.item
                found[item.plan, item.id] = f"{before.label}, now {after.label}"
        return found


def summary(found: Taken, noun: str) -> str:
    """Return how much there is of each kind."""
    changed = len({(one.item.plan, one.item.id) for one in found.changes})
    parts = [f"{count_words(changed, 'item')} to change" if changed else "nothing to change"]
    parts += [f"{found.known:,} recorded already"] if found.known else []
    parts += [f"{count_words(len(found.conflicts), 'item')} answered differently"] if found.conflicts else []
    parts += [f"{len(found.refused):,} not taken"] if found.refused else []
    files = count_words(found.files, noun)
    empty = f", {found.empty:,} of them without an answer" if found.empty else ""
    empty = " without an answer" if found.empty == found.files and found.empty else empty
    return f"{files}{empty}: {', '.join(parts)}"


def _changes(changes: Sequence[Change], ratings: Mapping[tuple[str | None, str], str]) -> Table:
    several = len({change.item.plan for change in changes}) > 1
    columns = (
        *((Column("Plan", vital=True),) if several else ()),
        Column("ID", vital=True),
        Column("What", vital=True),
        Column("From", flexible=True, vital=True),
        Column("To", flexible=True, vital=True),
        Column("Rating", keep=3),
        Column("Where", keep=4),
    )
    rows = [
        (
            *((Cell(change.item.plan or ""),) if several else ()),
            Cell(change.item.id),
            Cell(step.what),
            Cell(step.before, Tone.MUTED),
            Cell(step.after, Tone.STRONG if step.what != "note" else Tone.PLAIN),
            Cell(ratings.get((change.item.plan, change.item.id), "") if nth == 0 else ""),
            Cell(str(change.where), Tone.MUTED),
        )
        for change in changes
        for nth, step in enumerate(change.steps)
        if not step.repeats
    ]
    return Table(columns, tuple(rows))


def _conflicts(conflicts: Iterable[Conflict]) -> Table:
    columns = (
        Column("ID", vital=True),
        Column("Who", vital=True),
        Column("Answer", flexible=True, vital=True),
        Column("Where", keep=4),
    )
    rows = [
        (
            Cell(one.item.id),
            Cell(answer.by),
            Cell("; ".join(" ".join(said) for said in answer.said)),
            Cell(str(answer.where), Tone.MUTED),
        )
        for one in conflicts
        for answer in one.answers
    ]
    return Table(columns, tuple(rows))


def _refused(refused: Iterable[Refused]) -> Prose:
    """Return a line for each, as a table would cut the reasons."""
    lines = (f"{one.where}: {one.why}{f'; {one.help}' if one.help else ''}" for one in refused)
    return Prose(tuple(Passage((Run(line),), "•") for line in lines))


def _at(one: Change | Differing) -> tuple[object, ...]:
    return (one.where.file, one.where.sheet, one.where.row)


def _place(one: Change | Differing) -> dict[str, object]:
    return {"who": one.by or None, "file": one.where.file, "sheet": one.where.sheet, "row": one.where.row}


def _change_facts(change: Change) -> Iterable[dict[str, object]]:
    for step in change.steps:
        yield {
            **_place(change),
            "plan": change.item.plan,
            "id": change.item.id,
            "title": change.item.title,
            "what": step.what,
            "from": step.before or None,
            "to": step.written or step.after,
        }
