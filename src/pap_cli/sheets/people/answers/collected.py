"""What the answers of people change, as a page: who, which item, from, to; and what is not taken, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from pap_cli.cell import Cell, Column, Tone
from pap_cli.document import Block, Document, Heading, Paragraph, Passage, Prose, Records, Run, Table
from pap_cli.edit.pages.edited import EditView
from pap_cli.model.periods import parse_due
from pap_cli.sheets.people.answers.change import Change
from pap_cli.sheets.people.answers.collect import Collected, Conflict
from pap_cli.sheets.people.answers.returned import Answer, Refused, Where
from pap_cli.wording.cells import count_words


class CollectedView(Struct, frozen=True, kw_only=True):
    """What becomes of all answers, written or not."""

    found: Collected
    # What they do to the files; None if they change nothing.
    edit: EditView | None
    kind: str = "collect"

    def facts(self) -> Mapping[str, object]:
        """Return each change, what differs and what is refused, and the difference in the files."""
        found = self.found
        edit = self.edit.facts() if self.edit is not None else {}
        return {
            "schema_version": 1,
            "as_of": edit.get("as_of"),
            "written": edit.get("written", False),
            "workbooks": found.files,
            "without_answers": found.empty,
            "known": found.known,
            "answers": [fact for change in found.changes for fact in _change_facts(change)],
            "conflicts": [
                {
                    "plan": one.item.plan,
                    "id": one.item.id,
                    "answers": [{**_place(answer), **_said(answer)} for answer in one.answers],
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
                *_at(change.answer),
            )
            for change in self.found.changes
            for step in change.steps
        ]
        rows += [
            ("differs", answer.mark.of, one.item.plan, one.item.id, what, None, said, *_at(answer))
            for one in self.found.conflicts
            for answer in one.answers
            for what, said in _said(answer).items()
        ]
        rows += [
            ("refused", None, None, one.id or None, one.why, None, None, one.where.file, one.where.sheet, one.where.row)
            for one in self.found.refused
        ]
        return Records(("became", "who", "plan", "id", "what", "from", "to", "file", "sheet", "row"), rows)

    def document(self) -> Document:
        """Return a table of each kind, and how many answers are recorded already."""
        found = self.found
        blocks: list[Block] = []
        if found.changes:
            blocks += [Heading("Changes"), _changes(found.changes, self._ratings())]
        if found.conflicts:
            blocks += [Heading("Answered differently, so not taken"), _conflicts(found.conflicts)]
        if found.refused:
            blocks += [Heading("Not taken"), _refused(found.refused)]
        if any(step.repeats for change in found.changes for step in change.steps):
            blocks.append(Paragraph("Each fact goes with a note of the day by whoever answered.", Tone.MUTED))
        return Document("", (*blocks, Paragraph(summary(found), Tone.MUTED)))

    def _ratings(self) -> dict[tuple[str | None, str], str]:
        """Return how the rating of each item changes, where it does."""
        found = {}
        for effect in self.edit.edited.effects if self.edit is not None else ():
            before, after = effect.before, effect.after
            if before is not None and after is not None and before.label != after.label:
                item = effect.edit.item
                found[item.plan, item.id] = f"{before.label}, now {after.label}"
        return found


def summary(found: Collected) -> str:
    """Return how many answers there are of each kind."""
    changed = len({(one.item.plan, one.item.id) for one in found.changes})
    parts = [f"{count_words(changed, 'item')} to change" if changed else "nothing to change"]
    parts += [f"{found.known:,} recorded already"] if found.known else []
    parts += [f"{count_words(len(found.conflicts), 'item')} answered differently"] if found.conflicts else []
    parts += [f"{len(found.refused):,} not taken"] if found.refused else []
    files = count_words(found.files, "workbook")
    empty = f", {found.empty:,} of them without an answer" if found.empty else ""
    return f"{files}{empty}: {', '.join(parts)}"


def _changes(changes: Iterable[Change], ratings: Mapping[tuple[str | None, str], str]) -> Table:
    columns = (
        Column("ID", vital=True),
        Column("What", vital=True),
        Column("From", flexible=True, vital=True),
        Column("To", flexible=True, vital=True),
        Column("Rating", keep=3),
        Column("Who", keep=2),
        Column("Where", keep=4),
    )
    rows = [
        (
            Cell(change.item.id),
            Cell(step.what),
            Cell(step.before, Tone.MUTED),
            Cell(step.after, Tone.STRONG if step.what != "note" else Tone.PLAIN),
            Cell(ratings.get((change.item.plan, change.item.id), "") if nth == 0 else ""),
            Cell(change.by),
            Cell(_short(change.answer), Tone.MUTED),
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
            Cell(answer.mark.of),
            Cell("; ".join(f"{what} {_shown(what, said)}" for what, said in _said(answer).items())),
            Cell(_short(answer), Tone.MUTED),
        )
        for one in conflicts
        for answer in one.answers
    ]
    return Table(columns, tuple(rows))


def _refused(refused: Iterable[Refused]) -> Prose:
    """Return a line for each, as a table would cut the reasons."""
    lines = (f"{_where(one.where)}: {one.why}{f'; {one.help}' if one.help else ''}" for one in refused)
    return Prose(tuple(Passage((Run(line),), "•") for line in lines))


def _short(answer: Answer) -> str:
    return _where(answer.where)


def _where(where: Where) -> str:
    """Return a place briefly: the sheet is one of two, and its name is worth a word only if there are rows in it."""
    return f"{where.file}, {where.sheet or 'row'} {where.row}" if where.row is not None else where.file


def _at(answer: Answer) -> tuple[object, ...]:
    return (answer.where.file, answer.where.sheet, answer.where.row)


def _said(answer: Answer) -> dict[str, str]:
    """Return what was filled in, by the words of the columns."""
    words = {
        "delivered": answer.delivered,
        "forecast": answer.expected,
        f"figure of {answer.period}" if answer.period else "figure": answer.value,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "evidence": answer.evidence,
        "comment": answer.comment,
    }
    return {what: said for what, said in words.items() if said}


def _shown(what: str, said: str) -> str:
    """Return what was filled in as people read it."""
    return str(parse_due(said)) if what in ("delivered", "forecast") else said


def _place(answer: Answer) -> dict[str, object]:
    return {"who": answer.mark.of, "file": answer.where.file, "sheet": answer.where.sheet, "row": answer.where.row}


def _change_facts(change: Change) -> Iterable[dict[str, object]]:
    for step in change.steps:
        yield {
            **_place(change.answer),
            "who": change.by,
            "plan": change.item.plan,
            "id": change.item.id,
            "title": change.item.title,
            "what": step.what,
            "from": step.before or None,
            "to": step.after,
        }
