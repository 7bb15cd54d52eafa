"""A new rule is one new function: a module laid beside the others is found, listed and asked without another word."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.asking import Ask, step
from pap_cli import checks
from pap_cli.checks import Check, all_checks, catalogue, rule
from pap_cli.checks.baseline import outside_baseline, with_current_names
from pap_cli.diagnostics import Severity
from pap_cli.model.baseline import Accepted
from pap_cli.model.config import CheckSettings

MINE = '''
"""Rules of one's own."""

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.checks.baseline import outside_baseline, with_current_names
from pap_cli.diagnostics import Severity
from pap_cli.model.baseline import Accepted


@rule("{code}", "{name}", Severity.NOTE)
def {function}(assessment: Assessment) -> Iterator[Found]:
    """A title is shouted.

    Nobody likes that.
    """
    for status in assessment.milestones:
        place = status.schedule.milestone.place
        yield Found(message="too loud", help="whisper", place=place, fields=("title",), plan="p", item=status.id)
'''

Add = Callable[..., None]


def forget() -> None:
    """Make the next question look for rules afresh."""
    checks._import_all.cache_clear()
    catalogue.all_rules.cache_clear()
    catalogue.rules_by_word.cache_clear()


@pytest.fixture
def add(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Add]:
    """Lays a module with one rule beside those of `pap_cli.checks`, and takes every trace of it away afterwards."""
    folder: Path = tmp_path_factory.mktemp("rules")
    registered: dict[str, Check] = dict(checks._REGISTERED)
    all_checks()
    registered.update(checks._REGISTERED)
    modules = set(sys.modules)
    checks.__path__.append(str(folder))

    def added(module: str, code: str = "PAP999", name: str = "shouted-title", function: str = "shouted_title") -> None:
        (folder / f"{module}.py").write_text(MINE.format(code=code, name=name, function=function), encoding="utf-8")
        forget()

    yield added
    checks.__path__.remove(str(folder))
    for module in set(sys.modules) - modules:
        if module.startswith("pap_cli.checks."):
            del sys.modules[module]
            delattr(checks, module.rpartition(".")[2])
    checks._REGISTERED.clear()
    checks._REGISTERED.update(registered)
    forget()


def codes() -> list[str]:
    return [check.rule.code for check in all_checks()]


def test_a_new_rule_is_one_new_function(add: Add, ask: Ask) -> None:
    before = codes()
    add("loudness")
    assert codes() == [*before, "PAP999"]
    found = catalogue.find_rule("shouted-title")
    assert (found.code, found.severity, found.summary) == ("PAP999", Severity.NOTE, "A title is shouted.")
    assert found in catalogue.all_rules()
    assert {"PAP999", "shouted-title"} <= catalogue.rule_names()
    (finding,) = ask(step("due: 2016-12-31"), settings=CheckSettings(select=("PAP9",))).diagnostics
    assert (finding.rule.name, finding.item, finding.path) == ("shouted-title", "A1.1", "plans/p/example.yaml")
    assert finding.span is not None


def test_a_new_rule_can_be_let_pass_like_any_other(add: Add, ask: Ask) -> None:
    add("loudness")
    text = step("due: 2016-12-31, ignore: [{rule: shouted-title, reason: Our style, until: 2016-12-31}]")
    result = ask(text, settings=CheckSettings(select=("PAP9",)))
    assert (result.diagnostics, len(result.suppressed)) == ((), 1)


@pytest.mark.parametrize(
    ("code", "name"), [("PAP201", "shouted-title"), ("PAP999", "milestone-overdue"), ("PAP201", "milestone-overdue")]
)
@pytest.mark.parametrize("function", ["shouted_title", "milestone_overdue"])
def test_a_code_or_a_name_is_given_once(add: Add, code: str, name: str, function: str) -> None:
    add("loudness", code, name, function)
    with pytest.raises(ValueError, match="used by PAP201 milestone-overdue"):
        all_checks()


def test_afterwards_it_is_gone() -> None:
    assert "PAP999" not in codes()
    assert "PAP999" not in catalogue.rule_names()


def test_the_same_function_imported_anew_is_the_same_rule() -> None:
    check = next(check for check in all_checks() if check.rule.name == "milestone-overdue")
    before = all_checks()
    rule(check.rule.code, check.rule.name, check.rule.severity, on=check.on)(check.find)
    assert all_checks() == before


@pytest.mark.parametrize("word", ["kpi-bound-to-nothing", "KPI-Bound-To-Nothing", "PAP406", "kpi-without-action"])
def test_a_rule_is_known_by_its_former_name(ask: Ask, word: str) -> None:
    kpi = "kpis:\n  - {id: k1, title: Visits on time, owner: head, target: 95%s}\n"
    assert catalogue.find_rule(word).name == "kpi-without-action"
    only = CheckSettings(select=(word,))
    (finding,) = ask(kpi % "", settings=only).diagnostics
    suppression = f", ignore: [{{rule: {word}, reason: New, until: 2016-12-31}}]"
    result = ask(kpi % suppression, settings=only)
    assert (result.diagnostics, len(result.suppressed)) == ((), 1)
    listed = with_current_names([Accepted(word, finding.plan or "", "k1")])
    assert outside_baseline(ask(kpi % "", settings=only), listed).in_baseline == 1


def test_a_former_name_is_not_given_to_another_rule(add: Add) -> None:
    add("loudness", name="kpi-bound-to-nothing")
    with pytest.raises(ValueError, match="used by PAP406 kpi-without-action"):
        all_checks()
