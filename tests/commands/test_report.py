"""`pap report`: which plan, since when, for whom, and where it goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import PLAN, Run

pytestmark = pytest.mark.usefixtures("workspace")
AS_OF = ("--as-of", "2016-10-14")
REVIEWS = """\
reviews:
  - {id: board, body: ofsted, every: 1 month, from: 2016-07-01, held: [2016-07-01, 2016-08-05, 2016-10-14]}
"""


def facts(pap: Run, *words: str) -> dict[str, Any]:
    ran = pap("report", *AS_OF, *words, "--format", "json")
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def test_without_a_word_it_covers_three_months_and_is_for_cabinet_if_there_is_one(pap: Run, workspace: Path) -> None:
    found = facts(pap)
    assert (found["title"], found["since"]) == ("Progress report", "2016-07-14")
    assert found["moved"]["newly_late"] == ["A1.1"]
    assert "Cabinet" not in pap("report", *AS_OF, "--format", "markdown").out
    plan = PLAN.replace("bodies: {", "bodies: {cabinet: Cabinet, ")
    (workspace / "plans" / "one.yaml").write_text(plan, encoding="utf-8")
    assert facts(pap)["title"] == "Progress report to Cabinet"


def test_a_report_is_not_to_a_cabinet_that_the_plan_does_not_have(pap: Run, workspace: Path) -> None:
    ran = pap("report", *AS_OF, "--audience", "cabinet", "--format", "markdown")
    assert ran.code == 0
    assert "Cabinet" not in ran.out
    assert "the audience cabinet is for cabinet, which is not a body in this plan" in ran.err


def test_the_last_report_is_a_day_or_the_last_meeting_of_those_it_is_for(pap: Run, workspace: Path) -> None:
    assert facts(pap, "--since", "2016-10-01")["since"] == "2016-10-01"
    (workspace / "plans" / "one.yaml").write_text(PLAN + REVIEWS, encoding="utf-8")
    assert facts(pap, "--since", "last-review", "--audience", "ofsted")["since"] == "2016-08-05"
    ran = pap("report", *AS_OF, "--since", "last-review")
    assert ran.code == 2
    assert "--since 2016-07-13" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2016-10-14"), "is not before 14 Oct 2016"),
        (("--since", "2017-01-01"), "is not before"),
        (("--since", "lately"), "lately"),
        (("--audience", "cabnet"), "did you mean cabinet?"),
        (("--appendix", "ful"), "did you mean full?"),
        (("--audience", "none.yaml"), "none.yaml"),
        (("--template", "none.docx", "--output", "r.docx"), "none.docx"),
        (("--template", "none.docx"), "Word"),
        (("--output", "r.doc"), ".docx"),
        (("--plan", "two"), "no plan"),
    ],
)
def test_what_cannot_be_is_said(pap: Run, words: tuple[str, ...], said: str) -> None:
    ran = pap("report", *AS_OF, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_of_several_plans_one_is_named(pap: Run, workspace: Path) -> None:
    (workspace / "plans" / "two.yaml").write_text(PLAN.replace("id: one", "id: two"), encoding="utf-8")
    ran = pap("report", *AS_OF)
    assert ran.code == 2
    assert "one, two" in ran.err
    assert facts(pap, "--plan", "two")["plan"] == "two"


def test_an_audience_of_one_s_own(pap: Run, workspace: Path) -> None:
    (workspace / "scrutiny.yaml").write_text("title: To scrutiny\nsections: [next]\n", encoding="utf-8")
    ran = pap("report", *AS_OF, "--audience", str(workspace / "scrutiny.yaml"), "--format", "markdown")
    assert ran.out.startswith("# To scrutiny")
    assert "## Next steps" in ran.out
    assert "## Summary" not in ran.out


def test_the_appendix_is_that_of_the_option_or_else_of_the_audience(pap: Run, workspace: Path) -> None:
    def headings(*words: str) -> list[str]:
        ran = pap("report", *AS_OF, "--format", "markdown", *words)
        assert ran.code == 0, ran.err
        return [line for line in ran.out.splitlines() if line.startswith("#")]

    assert {"## Appendix", "### Milestones"} <= set(headings())
    assert "### Every milestone" in headings("--appendix", "full")
    assert "## Appendix" not in headings("--appendix", "none")
    own = workspace / "own.yaml"
    own.write_text("title: Ours\nappendix: full\n", encoding="utf-8")
    assert "### Every milestone" in headings("--audience", str(own))
    assert "### Milestones" in headings("--audience", str(own), "--appendix", "short")


def test_the_words_beside_the_plan_stand_in_it_and_are_left_alone(pap: Run, workspace: Path) -> None:
    written = workspace / "plans" / "one.report.md"
    written.write_text("Meeting: Cabinet\n\n## Risks\nWe may be **late**.\n", encoding="utf-8")
    before = written.read_bytes()
    ran = pap("report", *AS_OF, "--format", "markdown")
    assert "Meeting: Cabinet" in ran.out
    assert "## Risks\n\nWe may be **late**" in ran.out
    assert written.read_bytes() == before
    written.write_text("## Riks\nx\n", encoding="utf-8")
    ran = pap("report", *AS_OF)
    assert ran.code == 2
    assert "plans/one.report.md:1:1" in ran.err
    assert "did you mean Risks?" in ran.err


def test_the_name_of_the_output_tells_the_format(pap: Run, workspace: Path) -> None:
    for name, start in (("r.md", "# Progress report"), ("r.json", "{"), ("r.csv", "moved,")):
        assert pap("report", *AS_OF, "--output", str(workspace / name)).code == 0
        assert (workspace / name).read_text(encoding="utf-8").startswith(start)
    assert pap("report", *AS_OF, "--output", str(workspace / "r.txt")).code == 0
    assert (workspace / "r.txt").read_text(encoding="utf-8").startswith("Progress report")


def test_a_report_made_twice_is_the_same(pap: Run) -> None:
    for format in ("markdown", "terminal", "json"):
        words = ("report", *AS_OF, "--format", format)
        assert pap(*words).out == pap(*words).out


def test_a_plan_that_cannot_be_read_is_no_plan_to_report_on(pap: Run, workspace: Path) -> None:
    (workspace / "plans" / "one.yaml").write_text("plan: [\n", encoding="utf-8")
    ran = pap("report", *AS_OF)
    assert ran.code == 2
    assert "pap check" in ran.err
