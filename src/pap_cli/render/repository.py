"""Findings for code hosting services: with paths in the repository and fingerprints that stay the same between runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.document import Finding, Findings, Paragraph, View
from pap_cli.render.text import on_screen


class Placed(Struct, frozen=True):
    """A finding with its path in the repository.

    `location` is that path, or the folder of the plans if the finding has no file, for services that require a path.
    `fingerprint` stays the same while lines move and days pass: it is made of the rule, the path, the plan, the item,
    and the number of equal findings before it.
    """

    finding: Finding
    location: str
    fingerprint: str


def placed_findings(view: View) -> Iterator[Placed]:
    """Return the findings of a view, in order."""
    alike: Counter[tuple[str | None, ...]] = Counter()
    for block in view.document().blocks:
        if not isinstance(block, Findings):
            continue
        for finding in block.findings:
            diagnostic = finding.diagnostic
            if diagnostic.path:
                diagnostic = replace(diagnostic, path=block.base + diagnostic.path)
            known: tuple[str | None, ...] = (diagnostic.rule.code, diagnostic.path, diagnostic.plan, diagnostic.item)
            if diagnostic.commit is not None:
                known = (*known, diagnostic.commit)
            alike[known] += 1
            yield Placed(
                replace(finding, diagnostic=diagnostic),
                diagnostic.path or f"{block.base}plans",
                _fingerprint(*known, alike[known]),
            )


def failure_of(view: View) -> str:
    """Return why the check fails whatever its findings are; empty if they alone decide."""
    return next((block.failure for block in view.document().blocks if isinstance(block, Findings)), "")


def _fingerprint(*parts: str | int | None) -> str:
    """Return the first 128 bits of a SHA-256 in hexadecimal, of the parts as JSON, which keeps them apart."""
    from hashlib import sha256

    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def summary_lines(view: View, *, unicode: bool) -> list[str]:
    """Return a view's summary of its findings, one line per paragraph, escaped for terminals and CI logs."""
    blocks = view.document().blocks
    return [on_screen(block.text, unicode=unicode) for block in blocks if isinstance(block, Paragraph)]
