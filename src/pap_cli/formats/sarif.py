"""SARIF 2.1.0 (OASIS), the common format of code scanners, with all fields that GitHub code scanning requires."""

from __future__ import annotations

import re
from urllib.parse import quote

from pap_cli import __version__
from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.model.place import Span
from pap_cli.render.encode import json_text
from pap_cli.render.repository import Placed, failure_of, placed_findings
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/pap-cli/pap"
_START = Span(1, 1, 1, 1)
# What a viewer turns into a link or fills in, even in a plain text message: `[words](target)`, `{0}`.
_OBEYED = re.compile(r"\](?=\()|\{(?=\d+\})")


def _message(text: str) -> str:
    return _OBEYED.sub(r"\g<0> ", printable(text))


def _rule(rule: Rule) -> dict[str, object]:
    """Return a rule with its documentation; the examples are in its help only."""
    described = re.split(r"\n\n(?:Before|Bad):", rule.page, maxsplit=1)[0]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": described},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(placed: Placed, index: int) -> dict[str, object]:
    """Return a finding; one without a line is placed at the first character of its file."""
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
        **({"properties": properties} if (properties := _properties(diagnostic)) else {}),
    }


def _properties(diagnostic: Diagnostic) -> dict[str, str]:
    """Return the commit that a finding is about, and the values before and after; empty for any other finding."""
    if diagnostic.commit is None:
        return {}
    day = diagnostic.committed.isoformat() if diagnostic.committed is not None else None
    named = {"commit": diagnostic.commit, "committed": day, "before": diagnostic.before, "after": diagnostic.after}
    return {name: _message(value) for name, value in named.items() if value is not None}


def _invocation(failure: str) -> dict[str, object]:
    """Return how the run ended: it did, and something else than its findings fails the check."""
    notification = {"level": "error", "message": {"text": _message(failure)}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notification]}


def render(view: View, screen: Screen) -> str:
    """Return one run: the rules that have findings, and the findings."""
    found = list(placed_findings(view))
    rules = {placed.finding.diagnostic.rule.code: placed.finding.diagnostic.rule for placed in found}
    index = {code: number for number, code in enumerate(sorted(rules))}
    driver = {
        "name": "pap",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rules[code]) for code in index],
    }
    failure = failure_of(view)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        **({"invocations": [_invocation(failure)]} if failure else {}),
        "results": [_result(placed, index[placed.finding.diagnostic.rule.code]) for placed in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log, unicode=screen.unicode, indent=2) + "\n"


FORMAT = Format("sarif", "SARIF 2.1.0, for code scanning", render, shows=Shows.FACTS, kinds=("findings",))
