"""SARIF 2.1.0 (OASIS), the form that code scanners share; with all that GitHub's code scanning asks for."""

from __future__ import annotations

import re
from urllib.parse import quote

from pap_cli import __version__
from pap_cli.diagnostics import Rule
from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.model.place import Span
from pap_cli.render.encode import json_text
from pap_cli.render.repository import Placed, placed_findings
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/pap-cli/pap"
_START = Span(1, 1, 1, 1)
# What a viewer would make a link or fill in, in a message that is called plain text: `[words](target)`, `{0}`.
_OBEYED = re.compile(r"\](?=\()|\{(?=\d+\})")


def _message(text: str) -> str:
    return _OBEYED.sub(r"\g<0> ", printable(text))


def _rule(rule: Rule) -> dict[str, object]:
    """A rule as our own documentation tells of it; the examples are for the help alone."""
    described = rule.page.partition("\n\nBad:")[0]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": described},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(placed: Placed, index: int) -> dict[str, object]:
    """A finding; one that is about no line in particular stands before the first character of its file."""
    diagnostic = placed.finding.diagnostic
    span = diagnostic.span or _START
    words = [_message(part) for part in (diagnostic.message, diagnostic.help) if part]
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    uri = quote(placed.location, errors="surrogatepass")
    return {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": "\n".join(words)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": placed.fingerprint},
    }


def render(view: View, screen: Screen) -> str:
    """One run: the rules that found something, and what they found."""
    found = list(placed_findings(view))
    rules = {placed.finding.diagnostic.rule.code: placed.finding.diagnostic.rule for placed in found}
    index = {code: number for number, code in enumerate(sorted(rules))}
    driver = {
        "name": "pap",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rules[code]) for code in index],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(placed, index[placed.finding.diagnostic.rule.code]) for placed in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log, unicode=screen.unicode, indent=2) + "\n"


FORMAT = Format("sarif", "SARIF 2.1.0, for code scanning", render, shows=Shows.FACTS, kinds=("findings",))
