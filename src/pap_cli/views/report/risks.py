"""Risks: a plan has no entries for them, so the section has only the author's text."""

from __future__ import annotations

from pap_cli.document import Block
from pap_cli.views.report.inputs import Inputs


def blocks(inputs: Inputs) -> list[Block]:
    """Return nothing: the author's text is added by the report."""
    return []
