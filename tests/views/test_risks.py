"""The risks of a plan on the page of each item, on the status page, in the report, among owners and on a site."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from pap_cli.options import completion

PLAN = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01}
owners: {quay: Quay master, tug: Tug captain, clerk: Clerk}
bodies: {board: Harbour board}
recommendations: [{id: R1, title: Dredge, made_by: board}]
actions:
  - id: A1
    title: Dredge the basin
    answers: R1
    owner: quay
    milestones:
      - {id: A1.1, title: Surveyed, due: 2021-02-01, completed: 2021-01-20}
      - {id: A1.2, title: Dredged, due: 2021-03-01}
  - {id: A2, title: Buy a dredger, answers: R1, owner: quay, milestones: [{id: A2.1, title: Bought, due: 2021-09-01}]}
"""
KPIS = "kpis: [{id: depth, title: Depth, unit: m, polarity: high, owner: quay, observations: {2021-01: 4}}]\n"
RISKS = """\
risks:
  - id: K1
    title: "The basin <b>silts</b> | *up*"
    cause: Two rivers
    raised: 2020-11
    by: board
    owner: tug
    lead: quay
    initial: 3 x 3
    treated_by: [A1.2, A1.1]
    affects: [R1, A1, depth]
    changes: [{on: 2021-02-20, score: 4 x 5, by: tug, note: A storm}]
    notes: [{on: 2021-03-02, by: quay, text: Tender is out}]
  - {id: K2, title: Strike, raised: 2021-03-05, current: 12, owner: clerk}
  - {id: K3, title: Fog, raised: 2020-12, initial: 9, owner: tug, changes: [{on: 2021-03-01, score: 4}]}
  - {id: K4, title: Rust, raised: 2020-12, current: 10, owner: tug, closed: 2021-03-10}
  - {id: K5, title: Wreck, raised: 2021-06-01, current: 25}
"""


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans/harbour").mkdir(parents=True)
    (tmp_path / "plans/harbour/plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans/harbour/risks.yaml").write_text(RISKS, encoding="utf-8")
    (tmp_path / "kpis").mkdir()
    (tmp_path / "kpis/harbour.yaml").write_text(KPIS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def out(pap: Run, *words: str, as_of: str = "2021-03-15") -> str:
    ran = pap(*words, "--as-of", as_of)
    assert ran.code == 0, ran.err
    return ran.out


def facts(pap: Run, *words: str, as_of: str = "2021-03-15") -> Any:
    return json.loads(out(pap, *words, "-f", "json", as_of=as_of))


@pytest.mark.usefixtures("harbour")
class TestItems:
    def test_the_page_of_a_risk(self, pap: Run) -> None:
        lines = out(pap, "show", "K1", "-f", "plain").splitlines()
        text = "\n".join(" ".join(line.split()) for line in lines)
        for expected in (
            "Level extreme",
            "Score 20 (likelihood 4 × impact 5)",
            "Change up from 9",
            "Initial score 9 (likelihood 3 × impact 3)",
            "Cause Two rivers",
            "Raised Nov 2020",
            "Raised by Harbour board",
            "Affects R1, A1, depth",
            "Owner Tug captain (tug)",
            "Lead Quay master (quay)",
            "red A1.2 Dredged overdue",
            "20 Feb 2021 20 (4 × 5) Tug captain A storm",
            "Tender is out",
        ):
            assert expected in text

    def test_a_change_and_a_note_of_a_later_day_are_not_there(self, pap: Run) -> None:
        text = out(pap, "show", "K1", "-f", "plain", as_of="2021-02-01")
        assert "9 (likelihood 3 × impact 3)" in text
        assert "storm" not in text
        assert "Tender" not in text

    @pytest.mark.parametrize(
        ("id", "to_it", "lowered"),
        [("R1", ["K1"], []), ("A1", ["K1"], []), ("A1.2", [], ["K1"]), ("A2", [], []), ("depth", ["K1"], [])],
    )
    def test_the_risks_on_the_page_of_an_item(self, pap: Run, id: str, to_it: list[str], lowered: list[str]) -> None:
        (item,) = (value for value in facts(pap, "show", id).values() if isinstance(value, dict))
        assert (item["risks"], item["treats_risks"]) == (to_it, lowered)
        text = out(pap, "show", id, "-f", "plain")
        assert ("Risks to it" in text.capitalize() or "RISKS TO IT" in text.upper()) is bool(to_it)
        assert ("THAT IT IS TO LOWER" in text.upper()) is bool(lowered)

    def test_a_closed_risk_is_on_its_own_page_only(self, pap: Run) -> None:
        assert facts(pap, "show", "K4")["risk"]["closed"] == "2021-03-10"
        assert facts(pap, "show", "K4", as_of="2021-03-09")["risk"]["state"] == "open"

    def test_the_shell_completes_the_ids_of_risks(self, harbour: Path) -> None:
        assert completion.ids("item", "K", str(harbour)) == ["K1", "K2", "K3", "K4", "K5"]

    def test_a_risk_of_a_later_day_is_not_found(self, pap: Run) -> None:
        assert pap("show", "K5", "--as-of", "2021-03-15").code == 2


@pytest.mark.usefixtures("harbour")
class TestStatus:
    def test_the_open_risks_worst_first(self, pap: Run) -> None:
        text = out(pap, "status", "--all", "-f", "plain")
        part = text[text.upper().index("OPEN RISKS") :].splitlines()
        assert "1 extreme, 1 high, 1 moderate" in part[0]
        assert [line.split()[1] for line in part[2:5]] == ["K1", "K2", "K3"]

    def test_the_facts_are_those_of_the_list(self, pap: Run) -> None:
        (plan,) = facts(pap, "status")["plans"]
        assert plan["risks"] == facts(pap, "risks")["risks"]

    def test_owners_are_counted_with_their_risks(self, pap: Run) -> None:
        counts = {one["id"]: one["risks"] for one in facts(pap, "owners")["owners"]}
        assert counts == {"tug": 2, "quay": 1, "clerk": 1}, "K4 is closed; the lead counts too"
        assert facts(pap, "show", "clerk")["owner"]["risks"] == 1


@pytest.mark.usefixtures("harbour")
class TestReport:
    def report(self, pap: Run, audience: str = "board", as_of: str = "2021-03-15") -> str:
        return out(pap, "report", "--audience", audience, "--since", "2021-02-01", "-f", "markdown", as_of=as_of)

    def section(self, text: str) -> str:
        return text.partition("## Risks\n")[2].partition("\n## ")[0]

    def test_what_the_section_says(self, pap: Run) -> None:
        section = self.section(self.report(pap))
        first = section.strip().splitlines()[0]
        assert first == (
            "Of 3 open risks, one is red, one is amber and one is green. Raised since 1 February: K2 Strike. "
            "Risen since 1 February: K1 The basin &lt;b&gt;silts&lt;/b&gt; \\| \\*up\\* from 9 to 20. "
            "Fallen since 1 February: K3 Fog from 9 to 4. Closed since 1 February: K4 Rust. "
            "No action or milestone in the plan treats K2. All that still has to treat K1 is overdue."
        )
        assert "K1: A storm (Tug captain, 20 February 2021)" in section
        assert "K1: Tender is out" in section
        assert "Two rivers" in section
        assert "extreme: red, from 15" in section

    def test_a_risk_raised_and_closed_between_two_reports(self, pap: Run) -> None:
        section = self.section(out(pap, "report", "--audience", "board", "--since", "2020-11-15", "-f", "markdown"))
        assert "Closed since 15 November 2020: K4 Rust." in section
        assert "K4" not in section.partition("Closed")[0]

    def test_the_facts_of_the_report(self, pap: Run) -> None:
        found = facts(pap, "report", "--audience", "board", "--since", "2021-02-01")
        assert found["risks"] == {"raised": ["K2"], "risen": ["K1"], "fallen": ["K3"], "closed": ["K4"]}
        public = facts(pap, "report", "--audience", "public", "--since", "2021-02-01")
        assert public["risks"] == {"raised": [], "risen": [], "fallen": [], "closed": []}

    def test_the_board_is_asked_to_note_the_high_risks(self, pap: Run) -> None:
        text = self.report(pap)
        (label,) = re.findall(r"note the open risks \(\[(Table \d)\]", text)
        assert f"**{label}: Open risks, worst first**" in text
        assert "open risk" not in self.report(pap, "public")

    def test_a_long_register_is_cut_and_whole_in_the_appendix(self, pap: Run, harbour: Path) -> None:
        more = "".join(f"  - {{id: L{number}, title: Leak, raised: 2021-01, current: 2}}\n" for number in range(25))
        (harbour / "plans/harbour/more.yaml").write_text(f"risks:\n{more}", encoding="utf-8")
        assert "The table shows the 10 worst." in self.section(self.report(pap))
        text = out(pap, "report", "--audience", "board", "--appendix", "full", "-f", "markdown", as_of="2021-03-15")
        section = self.section(text)
        assert "The table shows the 10 worst; the appendix has all of them." in section
        assert section.count("| Leak") == 7
        assert text.partition("# Every open risk")[2].count("| Leak") == 25

    def test_the_public_does_not_see_risks_but_the_author_s_text(self, pap: Run, harbour: Path) -> None:
        assert "Strike" not in self.report(pap, "public")
        for name in ("public", "board"):
            file = harbour / f"plans/harbour/report.{name}.md"
            file.write_text("## Risks\n\nWe know our risks.\n", encoding="utf-8")
        text = self.report(pap, "public")
        assert "We know our risks." in text
        assert "Strike" not in text
        board = self.section(self.report(pap))
        assert board.index("We know our risks.") < board.index("Strike")

    def test_an_audience_that_sees_no_owners_and_no_notes(self, pap: Run, harbour: Path) -> None:
        (harbour / "press.yaml").write_text("title: Press\nleave-out: [owners, notes]\n", encoding="utf-8")
        section = self.section(self.report(pap, "press.yaml"))
        assert "Strike" in section
        for hidden in ("Tug captain", "Quay master", "A storm", "Tender", "Two rivers"):
            assert hidden not in section


@pytest.mark.parametrize("words", [("risks",), ("show", "K1"), ("status", "--all"), ("report",)], ids=" ".join)
@pytest.mark.parametrize("format", ["html", "markdown", "plain", "docx", "pdf", "csv"])
def test_every_format(pap: Run, harbour: Path, words: tuple[str, ...], format: str) -> None:
    file = harbour / f"out.{format}"
    ran = pap(*words, "--as-of", "2021-03-15", "-f", format, "-o", str(file))
    assert ran.code == 0, ran.err
    if format in ("html", "markdown"):
        text = file.read_text(encoding="utf-8")
        assert "silts" in text
        assert "<b>silts" not in text


def test_a_site_has_a_page_of_risks_and_one_for_each(pap: Run, harbour: Path) -> None:
    out(pap, "site", "-o", str(harbour / "site"))
    risks = (harbour / "site/risks.html").read_text(encoding="utf-8")
    assert 'href="plans/harbour/risks/K1.html"' in risks
    page = (harbour / "site/plans/harbour/risks/K1.html").read_text(encoding="utf-8")
    assert 'href="../../../plans/harbour/actions/A1.html#m-A1.2"' in page
    action = (harbour / "site/plans/harbour/actions/A1.html").read_text(encoding="utf-8")
    assert "Risks to it" in action
    assert "Risks that it is to lower" in action, "on its milestone"
    assert not (harbour / "site/plans/harbour/risks/K5.html").exists()


def test_a_plan_without_risks_has_no_word_about_them(pap: Run, harbour: Path) -> None:
    (harbour / "plans/harbour/risks.yaml").unlink()
    out(pap, "site", "-o", str(harbour / "site"))
    assert not (harbour / "site/risks.html").exists()
    assert "Risks" not in (harbour / "site/index.html").read_text(encoding="utf-8")
    for words in (("status",), ("show", "A1"), ("report",), ("owners",)):
        assert "risk" not in out(pap, *words, "-f", "plain").replace("at risk", "").replace("At risk", "").lower()
    assert "0 risks as of 15 Mar 2021" in out(pap, "risks", "-f", "plain")
