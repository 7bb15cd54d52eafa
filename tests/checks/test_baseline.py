"""What a baseline lets pass: matched on rule, plan and item, never on the line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.asking import Ask, step
from pap_cli.checks.baseline import accepted, outside_baseline, pruned, with_current_names
from pap_cli.checks.catalogue import find_rule
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.baseline import Accepted
from pap_cli.model.config import CheckSettings

LATE = "due: 2016-09-30, started: 2016-08-01"
DONE = "due: 2016-09-30, started: 2016-08-01, completed: 2016-09-29"
OVERDUE = find_rule("milestone-overdue")


def names(result: CheckResult) -> list[tuple[str, str | None]]:
    return [(one.rule.name, one.item) for one in result.diagnostics]


def test_old_findings_are_counted_and_new_ones_shown(ask: Ask) -> None:
    baseline = accepted(ask(step(LATE, DONE)).diagnostics)
    assert baseline == (Accepted("action-without-kpi", "p", "A1"), Accepted("milestone-overdue", "p", "A1.1"))
    result = outside_baseline(ask(step(LATE, LATE)), baseline)
    assert (names(result), result.in_baseline, result.fixed) == ([("milestone-overdue", "A1.2")], 2, ())


def test_the_line_has_no_part_in_it(ask: Ask) -> None:
    baseline = accepted(ask(step(LATE, DONE)).diagnostics)
    moved = "# a remark\n# and another\n" + step(LATE, DONE)
    assert names(outside_baseline(ask(moved), baseline)) == []


def test_what_is_fixed_is_named(ask: Ask) -> None:
    baseline = accepted(ask(step(LATE, LATE)).diagnostics)
    result = outside_baseline(ask(step(LATE, DONE)), baseline)
    assert (names(result), result.fixed) == ([], (Accepted("milestone-overdue", "p", "A1.2"),))


def test_nothing_is_called_fixed_whose_rule_was_not_asked_or_that_a_fault_may_hide(ask: Ask) -> None:
    baseline = accepted(ask(step(LATE, LATE)).diagnostics)
    unasked = ask(step(LATE, DONE), settings=CheckSettings(select=("PAP3",)))
    assert outside_baseline(unasked, baseline).fixed == ()
    faulty = outside_baseline(ask(step(LATE, "dew: 2016-09-30")), baseline)
    assert faulty.fixed == ()
    assert "unknown-key" in [rule for rule, _ in names(faulty)], "a fault of form is never let pass"


def test_more_of_the_same_than_is_listed_is_shown_whole() -> None:
    def result(count: int) -> CheckResult:
        one = Diagnostic(rule=OVERDUE, message="late", plan="p", item="A1")
        return CheckResult((one,) * count, applied=frozenset({OVERDUE.name}))

    baseline = (Accepted(OVERDUE.name, "p", "A1", 2),)
    assert outside_baseline(result(2), baseline).diagnostics == ()
    assert len(outside_baseline(result(3), baseline).diagnostics) == 3
    assert outside_baseline(result(1), baseline).fixed == (Accepted(OVERDUE.name, "p", "A1", 1),)


keys = st.builds(Accepted, st.sampled_from(["a", "b"]), st.just("p"), st.sampled_from("xyz"), st.integers(1, 3))


def found(entries: list[Accepted]) -> list[Diagnostic]:
    rules = {"a": OVERDUE, "b": find_rule("kpi-stale")}
    return [
        Diagnostic(rule=rules[entry.rule], message="", plan=entry.plan, item=entry.item)
        for entry in entries
        for _ in range(entry.count)
    ]


@given(st.lists(keys), st.lists(keys))
def test_pruning_takes_out_what_is_fixed_and_never_adds(old: list[Accepted], new: list[Accepted]) -> None:
    before, now = accepted(found(old)), found(new)
    result = CheckResult(tuple(now), applied=frozenset({OVERDUE.name, "kpi-stale"}))
    after = pruned(before, result)
    assert {entry.key: entry.count for entry in after}.items() <= {
        entry.key: min(entry.count, {one.key: one.count for one in accepted(now)}.get(entry.key, 0)) for entry in before
    }.items()
    assert outside_baseline(result, after).fixed == ()
    assert outside_baseline(result, after).diagnostics == outside_baseline(result, before).diagnostics
    assert pruned(after, result) == after


def test_pruning_keeps_what_was_not_asked_about_and_forgets_what_no_rule_finds() -> None:
    kept, unknown = Accepted("kpi-stale", "p", "k"), Accepted("mile-stone", "p", "A1")
    result = CheckResult((), applied=frozenset({OVERDUE.name}))
    assert pruned([kept, unknown, Accepted(OVERDUE.name, "p", "A1")], result) == (kept,)
    assert outside_baseline(result, [kept, unknown]).fixed == (unknown,)


def test_a_rule_may_be_written_by_its_code() -> None:
    assert with_current_names([Accepted("PAP201", "p", "A1"), Accepted("x", "p", "A1")]) == (
        Accepted(OVERDUE.name, "p", "A1"),
        Accepted("x", "p", "A1"),
    )
