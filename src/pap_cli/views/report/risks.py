"""The risks: a plan has no entry for them, so that only an author's words stand here."""

from __future__ import annotations

from pap_cli.document import Block
from pap_cli.views.report.material import Material


def blocks(material: Material) -> list[Block]:
    """Nothing of its own."""
    return []
