"""Settings that switch a check off without saying so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pap_cli.checks.settings import unknown_judges, unknown_words
from pap_cli.load.workspace.loader import Workspace

PLAN = "plan: {id: p, title: A plan, start: 2016-01-04}\n"


@pytest.mark.parametrize(
    ("check", "messages"),
    [
        ("ignore = ['PAP2']", []),
        ("select = ['PAP2']\nignore = ['PAP201']", []),
        ("select = ['PAP2']\nignore = ['PAP2']", ["no rule is left: ignore names every rule that is selected"]),
        ("ignore = ['ALL']", ["no rule is left: ignore names every rule that is selected"]),
        ("fail-on = ['kpi-stale']", []),
        ("fail-on = ['kpi-stale']\nseverity = {kpi-stale = 'note'}", []),
        (
            "fail-on = ['kpi-stale']\nseverity = {kpi-stale = 'off'}",
            ["kpi-stale never fails a check: its severity is off"],
        ),
        (
            "fail-on = ['error', 'overdue>3']\nseverity = {PAP201 = 'off'}",
            ["overdue>3 never fails a check: its severity is off"],
        ),
        ("ignore = ['PAP201']\nfail-on = ['PAP2']", []),
        (
            "ignore = ['PAP2']\nfail-on = ['error', 'overdue>3']",
            ["overdue>3 never fails a check: select or ignore leaves its rule out"],
        ),
        (
            "select = ['PAP3']\nfail-on = ['kpi-stale']",
            ["kpi-stale never fails a check: select or ignore leaves its rule out"],
        ),
        ("fail-on = ['PAP2']\nseverity = {PAP201 = 'off'}", []),
        (
            "fail-on = ['PAP201']\nseverity = {PAP201 = 'off'}\n"
            "policy = [{rule = 'PAP201', level = 'error', priority = true}]",
            [],
        ),
        ("fail-on = ['never']\nseverity = {PAP201 = 'off'}", []),
    ],
)
def test_a_check_that_cannot_fail_says_so(
    load: Callable[[dict[str, str]], Workspace], check: str, messages: list[str]
) -> None:
    workspace = load({"pap.toml": f"[check]\n{check}\n", "plans/p.yaml": PLAN})
    assert [found.message for found in unknown_words(workspace.config.check)] == messages


@pytest.mark.parametrize(
    ("by", "known", "help"),
    [
        ("['board', 'head']", {"board", "head"}, None),
        ("'hed'", {"board", "head"}, "did you mean head?"),
        ("['everybody']", {"board", "head"}, "the owners and bodies are board, head"),
        ("['everybody']", set(), "the owners and bodies are none"),
        ("['everybody']", None, None),  # not all plans could be read
    ],
)
def test_somebody_whose_judgements_count_is_an_owner_or_a_body(
    load: Callable[[dict[str, str]], Workspace], by: str, known: set[str] | None, help: str | None
) -> None:
    workspace = load({"pap.toml": f"[rating]\njudgement-by = {by}\n", "plans/p.yaml": PLAN})
    found = list(unknown_judges(workspace.config.rating, frozenset(known) if known is not None else None))
    assert [one.help for one in found] == ([help] if help else [])
