"""Findings as a service wants them that shows a repository: under its paths, and known again from run to run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.document import Finding, Findings, Paragraph, View
from pap_cli.render.text import on_screen


class Placed(Struct, frozen=True):
    """A finding whose path is the one in the repository.

    `location` is that path, or the folder of the plans where no file is meant, for services that show no finding
    without a place.  `fingerprint` stays the same while lines move and days pass: it is made of the rule, the path, the
    plan, the item, and how many findings alike came before.
    """

    finding: Finding
    location: str
    fingerprint: str


def placed_findings(view: View) -> Iterator[Placed]:
    """The findings of a view, in their order."""
    alike: Counter[tuple[str, str, str | None, str | None]] = Counter()
    for block in view.document().blocks:
        if not isinstance(block, Findings):
            continue
        for finding in block.findings:
            diagnostic = finding.diagnostic
            if diagnostic.path:
                diagnostic = replace(diagnostic, path=block.base + diagnostic.path)
            known = (diagnostic.rule.code, diagnostic.path, diagnostic.plan, diagnostic.item)
            alike[known] += 1
            yield Placed(
                replace(finding, diagnostic=diagnostic),
                diagnostic.path or f"{block.base}plans",
                _fingerprint(*known, alike[known]),
            )


def _fingerprint(*parts: str | int | None) -> str:
    """The first 128 bits of a SHA-256, in hexadecimal digits; of JSON, in which no two lists of parts look alike."""
    from hashlib import sha256

    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def summary_lines(view: View, *, unicode: bool) -> list[str]:
    """What a view says of its findings, a line a paragraph, that no terminal or CI log would obey."""
    blocks = view.document().blocks
    return [on_screen(block.text, unicode=unicode) for block in blocks if isinstance(block, Paragraph)]
