"""Asking the rules: selection, severity, suppression, what is withheld, and the order of what is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checks.asking import Ask, step
from conftest import SKELETON, Files
from pap_cli.assess.assessment import assess
from pap_cli.checks.catalogue import all_rules, find_rule, matches
from pap_cli.checks.engine import CheckResult, run_checks
from pap_cli.diagnostics import Severity
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import CheckSettings, Threshold
from pap_cli.model.place import Fields, Source

LATE = step("due: 2016-09-30, forecast: 2016-12-31")
"""One error, one warning and one note: overdue, forecast after due, an action without a KPI."""


def names(result: CheckResult) -> list[str]:
    return [found.rule.name for found in result.diagnostics]


def settings(**given: object) -> CheckSettings:
    return CheckSettings(**given)  # type: ignore[arg-type]


# --- selection ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "ignore", "found"),
    [
        ((), (), ["milestone-overdue", "forecast-after-due", "action-without-kpi"]),
        (("ALL",), (), ["milestone-overdue", "forecast-after-due", "action-without-kpi"]),
        (("milestone-overdue",), (), ["milestone-overdue"]),
        (("PAP201",), (), ["milestone-overdue"]),
        (("PAP2",), (), ["milestone-overdue", "forecast-after-due"]),
        (("PAP",), ("PAP20",), ["action-without-kpi"]),
        (("PAP2", "PAP306"), ("forecast-after-due",), ["milestone-overdue", "action-without-kpi"]),
        ((), ("PAP3",), ["milestone-overdue", "forecast-after-due"]),
        ((), ("ALL",), []),
        (("PAP201",), ("PAP201",), []),
        (("PAP4",), (), []),
        (("Milestone-Overdue",), (), ["milestone-overdue"]),
        (("pap2",), ("pap203",), ["milestone-overdue"]),
        (("all",), (), ["milestone-overdue", "forecast-after-due", "action-without-kpi"]),
    ],
)
def test_selection(ask: Ask, select: tuple[str, ...], ignore: tuple[str, ...], found: list[str]) -> None:
    assert names(ask(LATE, settings=settings(select=select, ignore=ignore))) == found


@pytest.mark.parametrize("word", ["milestone-late", "PAP299", "PAP2x", "", "overdue", "202"])
@pytest.mark.parametrize("where", ["select", "ignore"])
def test_a_word_that_names_no_rule_is_the_operators_mistake(ask: Ask, word: str, where: str) -> None:
    with pytest.raises(PapError):
        ask(LATE, settings=settings(**{where: (word,)}))


def test_the_nearest_rule_is_named() -> None:
    with pytest.raises(PapError) as raised:
        find_rule("milestone-overdo")
    assert "milestone-overdue" in (raised.value.help or "")


def test_every_rule_is_matched_by_its_words_and_no_other() -> None:
    for rule in all_rules():
        for word in (rule.name, rule.code, rule.code.lower(), rule.name.upper()):
            assert [other for other in all_rules() if matches(other, (word,))] == [rule]
        assert matches(rule, ("nothing", "ALL"))
        assert not matches(rule, ())


def test_faults_of_form_are_selected_like_other_rules(ask: Ask) -> None:
    misspelt = step("due: 2016-12-31, dew: 2016-12-31")
    assert "unknown-key" in names(ask(misspelt))
    assert "unknown-key" not in names(ask(misspelt, settings=settings(ignore=("PAP1",))))
    assert names(ask(misspelt, settings=settings(select=("unknown-key",)))) == ["unknown-key"]


# --- severity -------------------------------------------------------------------------------------------------------


@pytest.fixture
def configured(load: Callable[[Files], Workspace]) -> Callable[[str], CheckResult]:
    """Checks a late milestone under a pap.toml."""

    def checked(toml: str) -> CheckResult:
        workspace = load(
            {"plans/p/plan.yaml": SKELETON, "plans/p/example.yaml": LATE, "kpis/x.yaml": "{}\n", "pap.toml": toml}
        )
        assert workspace.diagnostics == ()
        assessment = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
        bodies = frozenset(body.id for plan in workspace.portfolio.plans for body in plan.bodies)
        return run_checks(assessment, workspace.diagnostics, workspace.config.check, bodies)

    return checked


@pytest.mark.parametrize("key", ["milestone-overdue", "PAP201"])
@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_how_serious_a_rule_is_can_be_set(configured: Callable[[str], CheckResult], key: str, level: str) -> None:
    result = configured(f'[check.severity]\n{key} = "{level}"\n')
    (found,) = [entry for entry in result.diagnostics if entry.rule.name == "milestone-overdue"]
    assert found.severity is Severity(level)
    assert found.rule.severity is Severity.ERROR, "its page still says what is usual"


def test_a_rule_can_be_switched_off(configured: Callable[[str], CheckResult]) -> None:
    assert names(configured('[check.severity]\nmilestone-overdue = "off"\n')) == [
        "forecast-after-due",
        "action-without-kpi",
    ]
    selected = configured('[check]\nselect = ["PAP201"]\n[check.severity]\nmilestone-overdue = "off"\n')
    assert names(selected) == []


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ('[check]\nselect = ["PAP2", "milestone-late"]\n', 2),
        ('[check]\nfail-on = "error"\nignore = ["PAP299"]\n', 3),
        ('[check]\nfail-on = ["error", "overdo>3"]\n', 2),
        ('[check.severity]\nmilestone-overdue = "note"\nmilestone-late = "off"\n', 3),
        ('[[check.policy]]\nrule = "PAP2"\nlevel = "note"\n[[check.policy]]\nlevel = "note"\nrule = "late"\n', 6),
        ('[[check.policy]]\nrule = []\nlevel = "note"\n', 2),
        ('[[check.policy]]\nrule = "PAP2"\nlevel = "note"\nbody = ["board", "nobody"]\n', 4),
    ],
)
def test_a_word_in_the_settings_that_names_nothing_is_a_finding_at_its_place(
    configured: Callable[[str], CheckResult], toml: str, line: int
) -> None:
    result = configured(toml)
    found = [(one.path, one.span.line if one.span else 0) for one in result.diagnostics if one.rule.code == "PAP120"]
    assert found == [("pap.toml", line)]


@pytest.mark.parametrize(
    ("select", "fail_on", "fails"),
    [
        ("PAP201", "error", True),
        ("PAP203", "error", False),
        ("PAP203", "warning", True),
        ("PAP306", "warning", False),
        ("PAP306", "note", True),
        ("PAP201", "note", True),
        ("PAP201", "never", False),
        ("PAP4", "note", False),
    ],
)
def test_what_fails_a_check(ask: Ask, select: str, fail_on: str, fails: bool) -> None:
    assert bool(ask(LATE, settings=settings(select=(select,))).met((Threshold(fail_on),))) is fails


def test_a_finding_made_milder_fails_as_the_milder_one(configured: Callable[[str], CheckResult]) -> None:
    result = configured('[check.severity]\nmilestone-overdue = "warning"\n')
    assert not result.met((Threshold("error"),))
    assert [result.count(severity) for severity in Severity] == [0, 2, 1]


def test_worst_first_then_by_rule_then_by_weight_then_by_place(ask: Ask) -> None:
    text = step("due: 2016-10-31", "due: 2016-09-30", "due: 2016-09-01", "due: 2016-10-20", "due: 2016-09-01")
    found = ask(text).diagnostics
    assert [(entry.rule.name, entry.item) for entry in found] == [
        ("milestone-overdue", "A1.3"),
        ("milestone-overdue", "A1.5"),
        ("milestone-overdue", "A1.2"),
        ("milestone-not-started", "A1.4"),
        ("milestone-not-started", "A1.1"),
        ("action-without-kpi", "A1"),
    ]
    assert [entry.severity.rank for entry in found] == sorted(entry.severity.rank for entry in found)


# --- suppression ----------------------------------------------------------------------------------------------------


def ignoring(rule: str) -> str:
    return f"ignore: [{{rule: {rule}, reason: The Board knows, until: 2016-10-14}}]"


@pytest.mark.parametrize("word", ["milestone-overdue", "PAP201"])
def test_a_finding_is_let_pass_for_one_item(ask: Ask, word: str) -> None:
    text = step(f"due: 2016-09-30, {ignoring(word)}", "due: 2016-09-30")
    overdue = settings(select=("PAP201",))
    result = ask(text, settings=overdue)
    assert ([entry.item for entry in result.diagnostics], len(result.suppressed)) == (["A1.2"], 1)
    expired = ask(text, "2016-10-15", settings=overdue)
    assert ([entry.item for entry in expired.diagnostics], len(expired.suppressed)) == (["A1.1", "A1.2"], 0)


def test_another_rule_is_not_let_pass_with_it(ask: Ask) -> None:
    result = ask(step(f"due: 2016-09-30, forecast: 2016-12-31, {ignoring('milestone-overdue')}"))
    assert names(result) == ["forecast-after-due", "action-without-kpi"]


def test_what_an_action_lets_pass_is_about_the_action(ask: Ask) -> None:
    text = LATE.replace("    owner: head\n", f"    owner: head\n    {ignoring('milestone-overdue')}\n")
    assert "milestone-overdue" in names(ask(text))
    text = LATE.replace("    owner: head\n", f"    owner: head\n    {ignoring('action-without-kpi')}\n")
    assert "action-without-kpi" not in names(ask(text))


@pytest.mark.parametrize("word", ["milestone-overdue", "PAP201"])
def test_a_finding_is_let_pass_in_a_whole_plan(load: Callable[[Files], Workspace], word: str) -> None:
    header = "plan: {{id: {id}, title: A plan, start: 2016-01-04{more}}}\nowners: {{head: Head}}\n"
    late = "actions:\n  - id: {id}1\n    title: T\n    scope: corporate\n    owner: head\n    milestones:\n"
    late += "      - {{id: {id}1.1, title: T, due: 2016-09-30}}\n      - {{id: {id}1.2, title: T, due: 2016-09-30}}\n"
    workspace = load(
        {
            "plans/p.yaml": (header + late).format(id="P", more=", " + ignoring(word)),
            "plans/q.yaml": (header + late).format(id="Q", more=""),
        }
    )
    assessment = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
    result = run_checks(assessment, workspace.diagnostics, settings(select=("PAP201",)))
    assert [entry.item for entry in result.diagnostics] == ["Q1.1", "Q1.2"]
    assert len(result.suppressed) == 2


def test_a_suppression_of_a_kpi_counts(ask: Ask) -> None:
    text = f"kpis:\n  - {{id: k1, title: T, owner: head, polarity: low, {ignoring('PAP402')}}}\n"
    result = ask(text, settings=settings(select=("PAP402",)))
    assert (names(result), len(result.suppressed)) == ([], 1)


def test_an_expired_suppression_of_expired_ones_is_told_and_a_good_one_hides(ask: Ask) -> None:
    old = "{rule: milestone-overdue, reason: The Board knows, until: 2016-01-31}"
    good = "{rule: suppression-expired, reason: Being tidied, until: 2016-10-14}"
    only = settings(select=("PAP602",))
    assert len(ask(step(f"due: 2016-12-31, ignore: [{old}]"), settings=only).diagnostics) == 1
    assert len(ask(step(f"due: 2016-12-31, ignore: [{old}, {good}]"), settings=only).suppressed) == 1


def test_what_is_not_asked_is_not_counted_as_let_pass(ask: Ask) -> None:
    text = step(f"due: 2016-09-30, {ignoring('milestone-overdue')}")
    assert len(ask(text, settings=settings(ignore=("PAP201",))).suppressed) == 0


# --- what is withheld -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        "due: 2016-09-30, completed: 30/09/2016",
        "due: 2016-09-30, complete: 2016-09-30",
        "due: 2016-09-30, extensions: [{to: 2016-12-31, approved: 2016-02-30}]",
    ],
)
def test_what_could_not_be_read_whole_is_not_judged_until_it_is_mended(ask: Ask, facts: str) -> None:
    result = ask(step(facts, "due: 2016-09-30"))
    assert [entry.item for entry in result.diagnostics if entry.rule.name == "milestone-overdue"] == ["A1.2"]
    assert any(entry.item == "A1.1" and entry.severity is Severity.ERROR for entry in result.diagnostics)
    assert len(result.suppressed) == 0


@pytest.mark.parametrize(
    ("broken", "rules"),
    [
        # the milestone is lost, and the action it stood in is not called empty
        (step("dew: 2016-12-31"), ("action-without-milestone",)),
        # nothing of the file can be read
        ("actions: [\n", ("recommendation-without-action",)),
    ],
)
def test_a_fault_of_form_breeds_no_finding_of_substance(ask: Ask, broken: str, rules: tuple[str, ...]) -> None:
    found = names(ask(broken))
    assert found
    assert set(rules).isdisjoint(found)


def test_what_waits_for_something_unreadable_is_not_called_blocked(ask: Ask) -> None:
    text = step("due: 2016-09-30, completed: 30/09/2016", "due: 2016-12-31, depends_on: [A1.1]")
    assert "blocked-by-late" not in names(ask(text))


def test_a_clean_plan_has_no_findings(ask: Ask) -> None:
    text = """\
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1]
    owner: head
    kpis: [k1]
    milestones: [{id: A1.1, title: Published, due: 2016-12-30}]
kpis:
  - {id: k1, title: Visits on time, owner: head, target: 95, observations: {2015/16: 96}}
"""
    result = ask(text)
    assert (result.diagnostics, len(result.suppressed)) == ((), 0)
    assert not result.met((Threshold("note"),))


def test_where_a_finding_points_is_not_looked_up_before_somebody_asks(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def fields_of(source: Source, start: int, end: int) -> Fields:
        asked.append(start)
        return {}

    monkeypatch.setattr(Source, "fields_of", fields_of)
    result = ask(LATE)
    assert (names(result), asked) == (["milestone-overdue", "forecast-after-due", "action-without-kpi"], [])
    assert [one.span.line for one in result.diagnostics if one.span] != []
    assert len(asked) == 2, "a forecast that is only a date needs no look-up"


def test_a_message_that_starts_with_a_number_says_of_what_kind_it_is(ask: Ask) -> None:
    plan = """\
    recommendations: [{id: "1", title: Be clear}, {id: R2, title: Be quick}]
    actions:
      - id: "2"
        title: Publish
        milestones: [{id: "2.1", title: Published, due: 2016-09-30}]
    """
    told = {found.message for found in ask(plan).diagnostics if found.rule.code in ("PAP201", "PAP301", "PAP304")}
    assert told == {
        "milestone 2.1 is 14 days overdue: due 30 Sep 2016, not started",
        "action 2 has no owner",
        "no action answers recommendation 1",
        "no action answers R2",
        "no action answers the priority recommendation R1",
    }


def test_the_forecast_of_a_finding_is_clipped_like_that_of_the_chart(ask: Ask) -> None:
    months = [*((2014, month) for month in range(1, 13)), *((2015, month) for month in range(1, 13))]
    figures = ", ".join(f"{year}-{month:02}: {80 - 3 * at + at % 2 * 6}" for at, (year, month) in enumerate(months))
    kpis = f"""\
    kpis:
      - id: k1
        title: Visits on time
        spc: {{least: 0, most: 100}}
        target: 90
        floor: 50
        trajectory: [{{by: 2017-03-31, target: 95}}]
        frequency: monthly
        observations: {{{figures}}}
    """
    (found,) = [one for one in ask(kpis).diagnostics if one.rule.code == "PAP424"]
    assert "(0 to" in found.message
