"""What several formats share: paths in the repository, and fingerprints that know a finding again."""

from __future__ import annotations

from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic
from pap_cli.render.repository import placed_findings, summary_lines
from render.findings import BASE, FORM, PLAN, SAMPLE, form, overdue, sample_findings, view_of


def fingerprints(*diagnostics: Diagnostic, base: str = BASE) -> list[str]:
    return [placed.fingerprint for placed in placed_findings(view_of(*diagnostics, base=base))]


def test_paths_are_those_of_the_repository() -> None:
    placed = list(placed_findings(sample_findings()))
    assert placed[1].finding.diagnostic.path == placed[1].location == f"lambeth & co/{PLAN}"
    assert placed[0].finding.diagnostic.path == ""
    assert placed[0].location == "lambeth & co/plans"
    assert [one.finding.diagnostic.message for one in placed] == [one.message for one in SAMPLE]


def test_a_workspace_that_is_the_repository_adds_nothing() -> None:
    (first, last) = placed_findings(view_of(overdue(1), Diagnostic(rule=FORM, message="none"), base=""))
    assert (first.location, last.location) == (PLAN, "plans")


def test_no_two_findings_have_one_fingerprint() -> None:
    found = fingerprints(*SAMPLE)
    assert len(set(found)) == len(SAMPLE)
    assert all(len(one) == 32 and int(one, 16) for one in found)


def test_a_fingerprint_stays_when_lines_move_and_days_pass() -> None:
    tomorrow = replace(overdue(2, line=9), message="A1.2 is 15 days overdue")
    assert fingerprints(overdue(2)) == fingerprints(tomorrow)
    assert fingerprints(form(1), form(2)) == fingerprints(form(5), form(9))


def test_what_is_no_longer_found_changes_no_other_fingerprint() -> None:
    assert fingerprints(overdue(1), overdue(2), overdue(3))[2] == fingerprints(overdue(3))[0]


def test_a_fingerprint_is_of_the_rule_the_file_the_plan_and_the_item() -> None:
    one = overdue(1)
    others = (
        replace(one, rule=FORM),
        replace(one, path="plans/other.yaml"),
        replace(one, plan="q"),
        replace(one, item="A1.2"),
        replace(one, plan=None),
    )
    assert len({fingerprints(other)[0] for other in (one, *others)}) == 6
    assert fingerprints(one, base="") != fingerprints(one)


def test_any_text_has_a_fingerprint() -> None:
    assert len(fingerprints(replace(overdue(1), item="\udcff \U0001f600", path="\ud800"))) == 1


def test_the_summary_is_a_line() -> None:
    assert summary_lines(view_of(), unicode=True) == ["No findings; 1 suppressed, as of 14 Oct 2016."]
