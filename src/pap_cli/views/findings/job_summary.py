"""The summary of a check beside a pull request: the headline, what is overdue, and what the change brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.checks.changes import beyond
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.document import SCHEMA_VERSION, Block, Cell, Column, Document, Heading, Paragraph, Records, Table, Tone
from pap_cli.views.findings.changes import Change, changes
from pap_cli.views.findings.view import FindingsView
from pap_cli.views.status import page
from pap_cli.wording.cells import count_words

_SEVERITIES = {"error": Tone.RED, "warning": Tone.AMBER, "note": Tone.GREY}
# How much of a title or a message is shown: a page for a hundred lines must not be filled by one.
_LONGEST = 300


class Before(Struct, frozen=True):
    """The workspace as it stood at a revision: what it amounts to on the same day, and what is found then and now."""

    revision: str
    assessment: Assessment
    then: CheckResult
    now: CheckResult


class JobSummary(Struct, frozen=True, kw_only=True):
    """A check, and what it compares with, if it does; `missing` says why it does not."""

    now: Assessment
    findings: FindingsView
    before: Before | None
    missing: str
    most: int
    kind: str = "job-summary"

    def facts(self) -> Mapping[str, object]:
        """The findings, and every change since the base."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "findings": self.findings.facts(),
            "compared_with": self.before.revision if self.before else None,
            "changes": [dict(zip(_NAMES, row, strict=True)) for row in self.records().rows],
        }

    def records(self) -> Records:
        """A row a change."""
        return Records(
            _NAMES, [(one.plan, one.item, one.title, one.what, one.before, one.now) for one in self._changes()]
        )

    def document(self) -> Document:
        """The page."""
        several = len(self.now.plans) > 1
        blocks: list[Block] = [Paragraph(self.findings.summary())]
        if fixed := self.findings.fixed():
            blocks.append(Paragraph(fixed))
        if len(self.now.plans) == 1:
            blocks = [*page.masthead(self.now.plans[0]), *blocks]
        if self.now.plans:
            earlier, called = (self.before.assessment, self.before.revision) if self.before else (None, "")
            blocks += page.headline(self.now, earlier, called)
        late = sorted(
            (status for status in self.now.milestones if status.schedule.days_overdue),
            key=lambda status: (-status.schedule.days_overdue, status.id),
        )
        blocks += page.overdue(late, several=several, most=self.most)
        blocks += self._since() if self.before else [Paragraph(self.missing)] if self.missing else []
        found = self.findings.result.diagnostics
        if not self.before or found != self._new:
            blocks += self._table("Findings", found, level=3 if self.before else 2)
        return Document("", tuple(_cut(block) for block in blocks))

    @property
    def _new(self) -> tuple[Diagnostic, ...]:
        return beyond(self.before.now.diagnostics, self.before.then.diagnostics) if self.before else ()

    def _changes(self) -> list[Change]:
        return changes(self.now, self.before.assessment) if self.before else []

    def _since(self) -> list[Block]:
        """What the change brought: findings that came and went, and facts that are others now."""
        if self.before is None:
            return []
        new = self._new
        now, then = self.before.now, self.before.then
        gone = beyond(then.diagnostics, (*now.diagnostics, *now.let_pass))
        let_pass = beyond(now.let_pass, then.let_pass)
        found = self._changes()
        told = f"{count_words(len(new), 'new finding')}, {len(gone)} gone, {count_words(len(found), 'change')} of facts"
        if let_pass:
            told += f", {count_words(len(let_pass), 'finding')} let pass by a suppression of this change"
        blocks: list[Block] = [Heading("Changed", aside=f"against {self.before.revision}"), Paragraph(f"{told}.")]
        rows = [tuple(Cell(text) for text in (one.item, one.title, one.what, one.before, one.now)) for one in found]
        columns = (Column("Item"), Column("Title"), Column("What"), Column("Before"), Column("Now"))
        if rows:
            blocks.append(Table(columns, tuple(rows[: self.most]), _more(rows, self.most)))
        return [
            *blocks,
            *self._table("New findings", new),
            *self._table("Let pass", let_pass),
            *self._table("Gone", gone),
        ]

    def _table(self, title: str, diagnostics: Sequence[Diagnostic], level: int = 3) -> list[Block]:
        rows = [
            (
                Cell(one.severity.value, _SEVERITIES[one.severity.value], marked=True),
                Cell(f"{one.rule.code} {one.rule.name}"),
                Cell(one.message),
                Cell(f"{self.findings.base}{one.path}{f':{one.span.line}' if one.span else ''}" if one.path else ""),
            )
            for one in diagnostics
        ]
        if not rows:
            return []
        columns = (Column("Severity"), Column("Rule"), Column("Finding"), Column("Where"))
        heading = Heading(title, level=level, aside=str(len(rows)))
        return [heading, Table(columns, tuple(rows[: self.most]), _more(rows, self.most))]


_NAMES = ("plan", "item", "title", "what", "before", "now")


def _more(rows: Sequence[object], most: int) -> str:
    return f"and {len(rows) - most:,} more: pap check" if len(rows) > most else ""


def _cut(block: Block) -> Block:
    """A block with no text in it that is longer than a page has room for."""
    if not isinstance(block, Table):
        return block
    return Table(block.columns, tuple(tuple(_short(cell) for cell in row) for row in block.rows), block.more)


def _short(cell: Cell) -> Cell:
    if len(cell.text) <= _LONGEST:
        return cell
    return Cell(cell.text[: _LONGEST - 1] + "…", cell.tone, cell.marked, cell.series, cell.target)


def build(
    now: Assessment, findings: FindingsView, before: Before | None, *, missing: str = "", most: int = 50
) -> JobSummary:
    """The summary, with at most so many rows in each table."""
    return JobSummary(now=now, findings=findings, before=before, missing=missing, most=most)
