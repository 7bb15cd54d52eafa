"""The catalogue of rules, and the page of one rule."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.cell import Cell, Column, Tone
from pap_cli.diagnostics import Rule, Severity
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Records, Table

_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.BLUE}
# How an example starts, and the words above it.
_CODE = ("yaml\n", "toml\n")
_EXAMPLES = ("Before:", "Bad:", "Good:")
_NAMES = ("code", "rule", "severity", "summary")


def _values(rule: Rule) -> tuple[object, ...]:
    return (rule.code, rule.name, rule.severity.value, rule.summary)


class RulesView(Struct, frozen=True):
    """Every rule."""

    rules: tuple[Rule, ...]
    kind: str = "rules"

    def facts(self) -> Mapping[str, object]:
        """Return every rule with its page."""
        return {
            "schema_version": SCHEMA_VERSION,
            "rules": [{**dict(zip(_NAMES, _values(rule), strict=True)), "page": rule.page} for rule in self.rules],
        }

    def records(self) -> Records:
        """Return one row for each rule."""
        return Records(_NAMES, [_values(rule) for rule in self.rules])

    def document(self) -> Document:
        """Return the catalogue."""
        rows = tuple(
            (
                Cell(rule.code),
                Cell(rule.name, Tone.STRONG),
                Cell(rule.severity.value, _TONES[rule.severity]),
                Cell(rule.summary),
            )
            for rule in self.rules
        )
        columns = (Column("Code"), Column("Rule"), Column("Severity"), Column("What it finds", flexible=True))
        return Document(
            "", (Table(columns, rows), Paragraph("For one rule in full, run  pap explain RULE", Tone.MUTED))
        )


class RuleView(Struct, frozen=True):
    """One rule's page."""

    rule: Rule
    kind: str = "rule"

    def facts(self) -> Mapping[str, object]:
        """Return the rule with its page."""
        return {
            "schema_version": SCHEMA_VERSION,
            **dict(zip(_NAMES, _values(self.rule), strict=True)),
            "page": self.rule.page,
        }

    def records(self) -> Records:
        """Return the rule as a row."""
        return Records(_NAMES, [_values(self.rule)])

    def document(self) -> Document:
        """Return the page: its sentences as paragraphs, its examples as code."""
        rule = self.rule
        blocks: list[Block] = [Heading(f"{rule.code} {rule.name}", level=1, aside=rule.severity.value)]
        for part in rule.page.split("```"):
            if part.startswith(_CODE):
                blocks.append(Paragraph(part.partition("\n")[2].rstrip("\n"), Tone.BLUE, code=True))
                continue
            blocks += [
                Paragraph(" ".join(paragraph.split()), Tone.STRONG if paragraph.strip() in _EXAMPLES else Tone.PLAIN)
                for paragraph in part.split("\n\n")
                if paragraph.strip()
            ]
        return Document("", tuple(blocks))
