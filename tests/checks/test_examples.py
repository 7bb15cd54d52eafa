"""Every rule's page: its Bad example is found, its Good one is not, and the finding points at what to change."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from checks.asking import Ask, examples, files_of
from conftest import Files
from pap_cli.checks import Check, all_checks
from pap_cli.checks.catalogue import all_rules, find_rule
from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Judging
from pap_cli.model.dates import parse_duration
from pap_cli.problems.catalogue import RULES

# The rules that compare two versions have a test of their own.
CHECKED = tuple(check.rule for check in all_checks() if check.find)
WITH_EXAMPLES = (*CHECKED, *(rule for rule in RULES if examples(rule.page)))

POINTED_AT = {
    "duplicate-key": "owner",
    "unknown-key": "complete",
    "missing-key": "{id: A1.1, due: 2016-12-01}",
    "impossible-date": "2026-02-30",
    "date-format": "31/03/2026",
    "bad-value": "down",
    "ambiguous-id": "1.10",
    "duplicate-id": "A1.1",
    "unknown-id": "haed",
    "duplicate-period": "year to 2016-03-31",
    "bad-formula": "100 * held",
    "milestone-overdue": "2016-09-30",
    "milestone-not-started": "2016-10-31",
    "forecast-after-due": "2017-01-31",
    "extended-repeatedly": "- {to: 2016-06-30",
    "extension-without-approval": "2017-01-31",
    "evidence-late": "2016-09-30",
    "evidence-missing": "2016-05-10",
    "completed-before-started": "2016-08-30",
    "dates-out-of-order": "2016-07-30",
    "date-far-away": "2106-12-31",
    "horizon-contradicts-due": "immediate",
    "blocked-by-late": "[A1.1]",
    "dependency-cycle": "[A1.2]",
    "due-on-non-working-day": "2016-12-31",
    "dependency-cancelled": "[A1.1]",
    "delivered-before-dependency": "2016-08-30",
    "forecast-passed": "2016-09-30",
    "evidence-due-before-milestone": "2016-11-30",
    "extension-after-delivery": "2016-09-12",
    "action-without-owner": "A1",
    "action-without-milestone": "A1",
    "action-without-recommendation": "A1",
    "recommendation-without-action": "R2",
    "vague-success": "Partners understand thresholds better",
    "action-without-kpi": "A1",
    "concern-unanswered": "C1",
    "kpi-without-owner": "k1",
    "kpi-without-target": "k1",
    "kpi-stale": "{2016-04: 92}",
    "kpi-below-floor": "80",
    "red-kpi-without-comment": "k1",
    "kpi-without-action": "k1",
    "fraction-disagrees": "55",
    "figure-revised": "84",
    "figure-published-late": "2016-07-15",
    "figures-repeat": "84.2",
    "all-green-but-kpi": "[k1]",
    "rating-uncertain": "83.3",
    "review-missed": "[2016-02-01, 2016-08-01]",
    "expectation-at-risk": "[ofsted]",
    "expectation-missed": "[ofsted]",
    "statutory-deadline-missed": "70 working days",
    "statutory-deadline-near": "70 working days",
    "override-expired": "2016-09-30",
    "suppression-expired": "2016-08-31",
    "author-nearly-an-id": "haed",
    "concern-closed-before-raised": "2016-03-14",
    "risk-without-owner": "K1",
    "risk-without-score": "K1",
    "risk-without-date": "K1",
    "risk-untreated": "K1",
    "risk-treatment-overdue": "A1.1",
    "risk-risen": "2 x 3",
    "risk-not-reviewed": "K1",
    "risk-current-contradicts": "2 x 2",
    "risk-dates-contradict": "2016-03-01",
    "risk-score-impossible": "6 x 1",
    "risk-matrix-unsuitable": "[{from: 15",
    "clock-met-before-start": "2015-08-31",
    "horizons-out-of-order": "3 months",
    "review-dates-contradict": "2016-11-30",
    "expectation-cancelled": "[ofsted]",
    "suppression-misplaced": "milestone-overdue",
    "suppression-unused": "milestone-overdue",
    "override-without-effect": "amber",
    "theme-unused": "T2: Workforce",
    "theme-contradicts": "T1",
    "judgement-disagrees": "on-track",
    "status-unknown": "Behind schedule",
    "percent-disagrees": "100",
    "percent-falls": "40",
    "judgement-expired": "2016-06-01",
}
"""The text at which the finding of each Bad example starts: what a person would change, or look at first."""


COUNTS: dict[str, Any] = {"judgements": Judging.COUNT, "judgement_valid": parse_duration("3 months")}
SETTINGS = {"judgement-expired": COUNTS}
"""The settings of the rules that find nothing under the defaults."""


def settings(rule: Rule) -> dict[str, Any]:
    return SETTINGS.get(rule.name, {})


def named(rule: Rule) -> str:
    return f"{rule.code} {rule.name}"


def of(rule: Rule, diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [found for found in diagnostics if found.rule.code == rule.code]


KINDS = ("recommendation", "action", "milestone", "review", "concern", "risk", "theme", "KPI", "clock")


@pytest.mark.parametrize("check", [check for check in all_checks() if check.find], ids=lambda check: named(check.rule))
def test_a_rule_is_about_the_kind_of_item_that_it_says(
    check: Check, ask: Ask, load: Callable[[Files], Workspace]
) -> None:
    assert check.on in ("", *KINDS)
    bad = examples(check.rule.page)["Bad"]
    (plan,) = load(files_of(bad)).portfolio.plans
    kinds = {entry.id: "milestone" for parent in plan.parents for entry in parent.milestones}
    for kind, entries in (
        ("recommendation", plan.recommendations),
        ("action", plan.actions),
        ("review", plan.reviews),
        ("concern", plan.concerns),
        ("risk", plan.risks),
        ("theme", plan.themes),
        ("clock", plan.header.statutory),
        ("KPI", load(files_of(bad)).portfolio.kpis),
    ):
        kinds |= {entry.id: kind for entry in entries}
    if check.on:
        assert {
            kinds.get(found.item or "") for found in of(check.rule, ask(bad, **settings(check.rule)).diagnostics)
        } == {check.on}


@pytest.mark.parametrize("rule", CHECKED, ids=named)
def test_every_rule_has_both_examples(rule: Rule) -> None:
    assert examples(rule.page).keys() == {"Bad", "Good"}


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=named)
def test_the_bad_example_is_found(rule: Rule, ask: Ask) -> None:
    assert of(rule, ask(examples(rule.page)["Bad"], **settings(rule)).diagnostics)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=named)
def test_the_good_example_is_not(rule: Rule, ask: Ask) -> None:
    diagnostics = ask(examples(rule.page)["Good"], **settings(rule)).diagnostics
    assert of(rule, diagnostics) == []
    assert [found for found in diagnostics if found.rule in RULES] == [], "a good example has no fault of form"


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=named)
def test_the_finding_points_at_what_to_change(rule: Rule, ask: Ask, load: Callable[[Files], Workspace]) -> None:
    bad = examples(rule.page)["Bad"]
    sources = load(files_of(bad)).sources
    found = next(
        entry for entry in of(rule, ask(bad, **settings(rule)).diagnostics) if entry.path.endswith("/example.yaml")
    )
    assert found.span is not None
    source = sources[found.path]
    assert found.span.end_line <= len(source.text.splitlines()) + 1
    assert (found.span.end_line, found.span.end_column) > (found.span.line, found.span.column)
    assert source.line(found.span.line)[found.span.column - 1 :].startswith(POINTED_AT.get(rule.name, ""))
    assert found.message
    assert found.help or rule in RULES
    assert found.severity is rule.severity


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    checks = {check.rule.code for check in all_checks()}
    assert checks | {rule.code for rule in RULES} == {rule.code for rule in rules}


@pytest.mark.parametrize("rule", all_rules(), ids=named)
def test_a_rule_is_called_and_told_as_rules_are(rule: Rule) -> None:
    assert re.fullmatch(r"PAP\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert re.match(r"[A-Z]", rule.page), "a page starts with a sentence"
    assert rule.summary.endswith((".", "!")), "and the sentence has an end"
    assert "\n" not in rule.summary
    assert find_rule(rule.name) is find_rule(rule.code.lower()) is rule


@pytest.mark.parametrize("rule", CHECKED, ids=named)
def test_rules_of_form_and_of_substance_do_not_share_codes(rule: Rule) -> None:
    assert rule.code >= "PAP200"
