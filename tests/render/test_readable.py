"""How many findings are printed: as many as a person reads, with a word on the others; programs get all."""

from __future__ import annotations

import pytest

from pap_cli.diagnostics import Diagnostic, Rule, Severity
from pap_cli.document import Document, Finding, Findings, Paragraph
from pap_cli.render.findings import MOST_SHOWN, readable

RULE = Rule("PAP999", "made-up", Severity.ERROR, "Made up.")


def page(count: int) -> Document:
    found = (Diagnostic(rule=RULE, message=f"number {number}") for number in range(count))
    return Document("", (Findings(tuple(Finding(one, None) for one in found)), Paragraph("Summary.")))


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN])
def test_a_page_that_a_person_reads_is_left_alone(count: int) -> None:
    assert readable(page(count)) == page(count)


@pytest.mark.parametrize(("more", "words"), [(1, "1 more finding is"), (1234, "1,234 more findings are")])
def test_a_longer_page_says_how_many_more_there_are_and_how_to_see_them(more: int, words: str) -> None:
    found, word, summary = readable(page(MOST_SHOWN + more)).blocks
    assert isinstance(found, Findings)
    assert [one.diagnostic.message for one in found.findings] == [f"number {number}" for number in range(MOST_SHOWN)]
    assert isinstance(word, Paragraph)
    assert word.text.startswith(f"{words} not shown, none worse than these")
    assert word.text.endswith("pap check --format concise")
    assert summary == Paragraph("Summary.")
