"""The glossary of a site."""

from __future__ import annotations

from pap_cli.document import Block, Document, Heading, Paragraph
from pap_cli.wording.glossary import TERMS

TITLE = "Glossary"


def glossary(*, evidence: bool) -> Document:
    """Return the page of the terms in order, each below a heading that other pages link to.

    Where no evidence is required, the term is not explained: no page has it.
    """
    blocks: list[Block] = [Heading(TITLE, level=1, aside="what the words on these pages mean")]
    for term in TERMS if evidence else (one for one in TERMS if one.name != "Evidence"):
        blocks += [Heading(term.name), Paragraph(term.meaning)]
    return Document("", tuple(blocks))
