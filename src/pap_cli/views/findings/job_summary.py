"""The summary of a check for a pull request: the headline, what is overdue, and what the change altered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.cell import Cell, Column, Tone
from pap_cli.checks.changes import beyond
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Records, Table
from pap_cli.views.findings.changes import Change, changes
from pap_cli.views.findings.view import FindingsView
from pap_cli.views.status import page
from pap_cli.views.status.view import overdue_now
from pap_cli.wording.cells import count_words

_SEVERITIES = {"error": Tone.RED, "warning": Tone.AMBER, "note": Tone.GREY}
# The longest title or message to show, so that one cannot fill the page.
_LONGEST = 300


class Before(Struct, frozen=True):
    """The workspace at a revision, assessed as of the same date, with the findings then and now."""

    revision: str
    assessment: Assessment
    then: CheckResult
    now: CheckResult


class JobSummary(Struct, frozen=True, kw_only=True):
    """A check, compared with a revision if there is one; `missing` is the reason why not."""

    now: Assessment
    findings: FindingsView
    before: Before | None
    missing: str
    most: int
    kind: str = "job-summary"

    def facts(self) -> Mapping[str, object]:
        """Return the findings, and every change since the base."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "findings": self.findings.facts(),
            "compared_with": self.before.revision if self.before else None,
            "changes": [dict(zip(_NAMES, row, strict=True)) for row in self.records().rows],
        }

    def records(self) -> Records:
        """Return one row for each change."""
        return Records(
            _NAMES, [(one.plan, one.item, one.title, one.what, one.before, one.now) for one in self._changes()]
        )

    def document(self) -> Document:
        """Return the page."""
        several = len(self.now.plans) > 1
        blocks: list[Block] = [Paragraph(self.findings.summary())]
        if fixed := self.findings.fixed():
            blocks.append(Paragraph(fixed))
        if len(self.now.plans) == 1:
            blocks = [*page.masthead(self.now.plans[0]), *blocks]
        if self.now.plans:
            earlier, called = (self.before.assessment, self.before.revision) if self.before else (None, "")
            blocks += page.headline(self.now, earlier, called)
        blocks += page.overdue(overdue_now(self.now), several=several, most=self.most)
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
        """Return what the change altered: new and fixed findings, and changed facts."""
        if self.before is None:
            return []
        new = self._new
        now, then = self.before.now, self.before.then
        gone = beyond(then.diagnostics, (*now.diagnostics, *now.suppressed))
        suppressed = beyond(now.suppressed, then.suppressed)
        found = self._changes()
        words = f"{count_words(len(new), 'new finding')}, {len(gone)} fixed, {count_words(len(found), 'changed fact')}"
        if suppressed:
            words += f", {count_words(len(suppressed), 'finding')} suppressed by this change"
        blocks: list[Block] = [Heading("Changed", aside=f"since {self.before.revision}"), Paragraph(f"{words}.")]
        rows = [tuple(Cell(text) for text in (one.item, one.title, one.what, one.before, one.now)) for one in found]
        columns = (Column("Item"), Column("Title"), Column("Fact"), Column("Before"), Column("Now"))
        if rows:
            blocks.append(Table(columns, tuple(rows[: self.most]), _more(rows, self.most)))
        return [
            *blocks,
            *self._table("New findings", new),
            *self._table("Suppressed", suppressed),
            *self._table("Fixed", gone),
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
    """Return a block with long texts cut."""
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
    """Return the summary, with at most `most` rows in each table."""
    return JobSummary(now=now, findings=findings, before=before, missing=missing, most=most)
