"""Bad values: whatever the text, the message quotes it whole and the rule is that of the field, in every format."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from pap_cli.assess.assessment import assess
from pap_cli.bad_value import BadValueError
from pap_cli.checks.engine import run_checks
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import parse_threshold
from pap_cli.model.dates import parse_date, parse_duration
from pap_cli.model.formula import parse_formula
from pap_cli.model.periods import parse_due, parse_period
from pap_cli.model.working_days import parse_limit
from pap_cli.render.screen import Screen
from pap_cli.views.findings import view as findings

Load = Callable[[Mapping[str, str | bytes]], Workspace]

# Text that contains the separators, quotation marks and words of messages and help texts.
TEXTS = [
    "2016-09-30; or later",
    "83; 90",
    "; ",
    "a; b; c",
    "what belongs here",
    "a single value belongs here, not a list; write one",
    "expected a single value, not a mapping",
    "expected a list",
    "missing value",
    "unknown key “due”",
    "“x” is not a number; write it like 95 or 83.4",
    "there is no 30 Feb 2016",
    "does not exist",
    "more than 10,000 values",
    "invalid ID",
    'say "yes"',
    "it's",
    "a: b",
    "50 %; 60 %",
    "::error file=x::y",
    "##vso[task.complete]",
    "<due>&amp;",
    "a\\b",
    "bad-value impossible-date date-format wrong-shape missing-key bad-id too-much",
]
FIELDS = {
    "due": ("plans/p.yaml", "actions: [{id: A, title: T, milestones: [{id: M, title: T, due: @}]}]", "date-format"),
    "completed": (
        "plans/p.yaml",
        "actions: [{id: A, title: T, milestones: [{id: M, title: T, due: 2016-05-01, completed: @}]}]",
        "date-format",
    ),
    "horizon": (
        "plans/p.yaml",
        "actions: [{id: A, title: T, milestones: [{id: M, title: T, due: 2016-05-01, horizon: @}]}]",
        "bad-value",
    ),
    "id": ("plans/p.yaml", "actions: [{id: @, title: T}]", "bad-id"),
    "one of a list": ("pap.toml", "[calendar]\nclosed = ['2016-12-28', @]", "bad-setting"),
    "in place of a list": ("pap.toml", "[calendar]\nclosed = @", "bad-setting"),
    "priority": ("plans/p.yaml", "recommendations: [{id: R, title: T, priority: @}]", "bad-value"),
    "every": ("plans/p.yaml", "reviews: [{id: V, body: board, every: @, from: 2016-05-01}]", "bad-value"),
    "target": ("kpis/k.yaml", "kpis: [{id: k, title: T, target: @}]", "bad-value"),
    "polarity": ("kpis/k.yaml", "kpis: [{id: k, title: T, polarity: @}]", "bad-value"),
    "period": ("kpis/k.yaml", "kpis: [{id: k, title: T, observations: {@: 5}}]", "bad-value"),
    "figure": ("kpis/k.yaml", "kpis: [{id: k, title: T, observations: {2015/16: @}}]", "bad-value"),
    "points": ("kpis/k.yaml", "kpis: [{id: k, title: T, spc: {baseline_points: @}}]", "bad-value"),
    "as-of": ("pap.toml", "[pap]\nas-of = @", "bad-setting"),
    "due-soon": ("pap.toml", "[rating]\ndue-soon = @", "bad-setting"),
    "overdue-against": ("pap.toml", "[rating]\noverdue-against = @", "bad-setting"),
    "fail-on": ("pap.toml", "[check]\nfail-on = [@]", "bad-setting"),
}
PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
bodies: {board: Improvement Board}
"""
AS_OF = date(2016, 10, 14)


def load_bad(load: Load, field: str, text: str) -> Workspace:
    path, template, _ = FIELDS[field]
    files = {"plans/p.yaml": PLAN, path: template.replace("@", json.dumps(text, ensure_ascii=False))}
    if path == "plans/p.yaml":
        files[path] = PLAN + files[path]
    return load(files)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_bad_value_is_quoted_whole_under_the_rule_of_its_field(load: Load, field: str, text: str) -> None:
    workspace = load_bad(load, field, text)
    found = [one for one in workspace.diagnostics if one.rule.name != "unknown-id"]
    assert [one.rule.name for one in found] == [FIELDS[field][2]]
    quoted = text if FIELDS[field][2] == "bad-id" else text.strip()
    assert f"“{quoted}”" in found[0].message
    assert found[0].help


def read_back(name: str, text: str) -> str:
    """Return what a reader of the format sees, its escapes resolved."""
    if name in ("json", "sarif", "gitlab", "jsonl"):
        values = [json.loads(line) for line in ([text] if name != "jsonl" else text.splitlines())]
        return json.dumps(values, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
    if name == "junit":
        root = ElementTree.fromstring(text)  # noqa: S314 - made by pap
        return "\n".join(value for element in root.iter() for value in (element.text or "", *element.attrib.values()))
    if name in ("github", "azure"):
        return unquote(text.replace("%AZP25", "%25"))
    return html.unescape(text) if name == "html" else text


FORMATS = ["full", "concise", "json", "jsonl", "sarif", "gitlab", "junit", "github", "azure", "plain", "csv", "html"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", ["2016-09-30; or later", "what belongs here; write one", "50 %; 60 %", "a\\b"])
def test_a_bad_value_is_whole_in_every_format(load: Load, name: str, text: str) -> None:
    workspace = load_bad(load, "due", text)
    assessment = assess(workspace.portfolio, AS_OF, workspace.config.rating)
    result = run_checks(assessment, workspace.diagnostics, workspace.config.check)
    view = findings.build(result, workspace.sources, AS_OF, fail_on=[])
    rendered = find_format(name).render(view, Screen(width=400, colour=False, unicode=True))
    assert isinstance(rendered, str)
    shown = read_back(name, rendered)
    assert f"“{text}” is not a due date" in shown
    assert name == "concise" or "write " in shown


@pytest.mark.parametrize(
    "parse", [parse_date, parse_due, parse_period, parse_duration, parse_limit, parse_threshold, parse_formula]
)
@pytest.mark.parametrize("text", TEXTS)
def test_a_parser_gives_message_and_help_apart(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse(text)
    assert caught.value.help
    assert "; write" not in caught.value.message.replace(text, "")
    if parse is not parse_formula:  # which points at the word in its text instead
        assert f"“{text}”" in caught.value.message
