"""Owners and leads, one or several: every view counts, filters and names them all, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from assess.portfolios import portfolios
from commands.running import Run
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.checks.engine import run_checks
from pap_cli.columns.listing import Arrangement
from pap_cli.columns.selection import NOBODY, Selection
from pap_cli.document import Facts, Table
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import CheckSettings, Policy
from pap_cli.model.plan import Portfolio
from pap_cli.views.findings.changes import changes
from pap_cli.views.item.view import candidates
from pap_cli.views.lists import actions, kpis, milestones, owners, timeline

Load = Callable[[Mapping[str, str | bytes]], Workspace]
AS_OF = date(2021, 3, 1)
PLAN = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01}
owners: {quay: Quay master, tug: Tug captain, crane: Crane driver, clerk: Clerk}
recommendations: [{id: R1, title: Dredge}]
actions:
  - id: A1
    title: Dredge the basin
    answers: [R1]
    owner: [quay, tug]
    lead: crane
    milestones:
      - {id: A1.1, title: Surveyed, due: 2021-02-01}
      - {id: A1.2, title: Dredged, due: 2021-06-01, owner: tug, lead: [tug, quay]}
      - {id: A1.3, title: Refused, due: 2021-06-01, cancelled: {on: 2021-01-05, by: quay, reason: No need}}
  - id: A2
    title: Mark the channel
    answers: R1
    lead: [crane, crane]
    milestones: [{id: A2.1, title: Marked, due: 2021-03-20}]
  - {id: A3, title: Light the pier, owner: clerk, answers: [R1]}
"""
KPIS = """\
kpis:
  - {id: depth, title: Depth, unit: m, polarity: high, owner: [tug, clerk], observations: {2021-01: 4}}
  - {id: silt, title: Silt, unit: t, polarity: low, observations: {2021-01: 9}}
"""


@pytest.fixture
def now(load: Load) -> Assessment:
    workspace = load({"plans/harbour.yaml": PLAN, "kpis/harbour.yaml": KPIS})
    assert workspace.diagnostics == ()
    return assess(workspace.portfolio, AS_OF, Policy())


def rows(view: Any) -> dict[str | None, dict[str, Any]]:
    facts = next(value for value in view.facts().values() if isinstance(value, list))
    return {row["id"]: row for row in facts}


def test_programs_read_the_first_beside_all(now: Assessment) -> None:
    found = rows(milestones.build(now, Selection()))
    names = ("owner", "owners", "lead", "leads")
    assert [found["A1.1"][name] for name in names] == ["quay", ["quay", "tug"], "crane", ["crane"]]
    assert [found["A1.2"][name] for name in names] == ["tug", ["tug"], "tug", ["tug", "quay"]]
    assert [found["A2.1"][name] for name in names] == [None, [], "crane", ["crane"]]
    action = rows(actions.build(now, Selection()))["A1"]
    assert [action[name] for name in names] == ["quay", ["quay", "tug"], "crane", ["crane"]]
    measured = rows(kpis.build(now, Selection()))
    assert [measured["depth"][name] for name in names[:2]] == ["tug", ["tug", "clerk"]]
    assert [measured["silt"][name] for name in names[:2]] == [None, []]


def test_a_table_for_programs_has_the_first_and_all_joined(now: Assessment) -> None:
    records = milestones.build(now, Selection()).records()
    row = next(dict(zip(records.names, row, strict=True)) for row in records.rows if row[1] == "A1.2")
    assert [row[name] for name in ("owner", "owners", "lead", "leads")] == ["tug", "tug", "tug", "tug; quay"]


def test_people_read_all_of_them(now: Assessment) -> None:
    (table,) = [one for one in milestones.build(now, Selection()).document().blocks if isinstance(one, Table)]
    titles = [column.title for column in table.columns]
    row = next(row for row in table.rows if row[titles.index("ID")].text == "A1.1")
    assert row[titles.index("Owner")].text == "quay, tug"
    assert row[titles.index("Lead")].text == "crane"
    page = next(one.make() for one in candidates(now) if one.id == "A1")
    (facts,) = [block for block in page.blocks if isinstance(block, Facts)]
    labels = {label: cell.text for label, cell in facts.pairs}
    assert labels["Owner"] == "Quay master (quay), Tug captain (tug)"
    assert labels["Lead"] == "Crane driver (crane)"


def test_each_is_counted_once_for_what_it_owns_or_leads(now: Assessment) -> None:
    found = rows(owners.build(now, Selection()))
    names = ("milestones", "owned", "led", "overdue", "cancelled", "actions", "kpis")
    counts = {id: [row[name] for name in names] for id, row in found.items()}
    assert counts == {
        "quay": [2, 1, 1, 1, 1, 1, 0],
        "tug": [2, 2, 0, 1, 1, 1, 1],
        "crane": [2, 0, 2, 1, 1, 2, 0],
        "clerk": [0, 0, 0, 0, 0, 1, 1],
        None: [1, 1, 0, 0, 0, 1, 1],
    }


@pytest.mark.parametrize(
    ("id", "steps", "works", "measured"),
    [
        ("quay", {"A1.1", "A1.2", "A1.3"}, {"A1"}, set()),
        ("tug", {"A1.1", "A1.2", "A1.3"}, {"A1"}, {"depth"}),
        ("crane", {"A1.1", "A1.3", "A2.1"}, {"A1", "A2"}, set()),
        ("clerk", set(), {"A3"}, {"depth"}),
        (NOBODY, {"A2.1"}, {"A2"}, {"silt"}),
    ],
)
def test_a_filter_finds_every_item_of_one(
    now: Assessment, id: str, steps: set[str], works: set[str], measured: set[str]
) -> None:
    selection = Selection(owner=frozenset({id}))
    assert set(rows(milestones.build(now, selection))) == steps
    assert set(rows(timeline.build(now, selection))) == steps
    assert set(rows(actions.build(now, selection))) == works
    assert set(rows(kpis.build(now, selection))) == measured
    assert set(rows(owners.build(now, selection))) == {None if id == NOBODY else id}


def test_a_kpi_without_an_owner_is_counted_though_every_milestone_has_one(load: Load) -> None:
    plan = PLAN.replace("lead: [crane, crane]", "owner: crane")
    portfolio = load({"plans/harbour.yaml": plan, "kpis/harbour.yaml": KPIS}).portfolio
    line = rows(owners.build(assess(portfolio, AS_OF, Policy()), Selection()))[None]
    assert (line["milestones"], line["actions"], line["kpis"]) == (0, 0, 1)


def test_a_lead_alone_is_not_accountable(now: Assessment) -> None:
    found = {(one.rule.name, one.item) for one in run_checks(now, (), CheckSettings()).diagnostics}
    assert {item for name, item in found if name == "action-without-owner"} == {"A2"}
    assert {item for name, item in found if name == "kpi-without-owner"} == {"silt"}


@pytest.mark.parametrize(
    ("all_known", "written"), [("[quay, tug]", "[quay, crrane]"), ("lead: crane", "lead: [tug, crrane]")]
)
def test_an_unknown_one_among_several_is_pointed_at(load: Load, all_known: str, written: str) -> None:
    plan = PLAN.replace(all_known, written, 1)
    (found,) = load({"plans/harbour.yaml": plan}).diagnostics
    assert (found.message, found.help) == ("unknown owner “crrane”", "did you mean crane?")
    assert found.span is not None
    line = plan.splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("crrane]")


@pytest.mark.parametrize("written", ["[]", "", "~"])
def test_an_empty_list_is_no_owner(load: Load, written: str) -> None:
    plan = PLAN.replace("owner: [quay, tug]", f"owner: {written}", 1)
    workspace = load({"plans/harbour.yaml": plan})
    assert workspace.diagnostics == ()
    assert workspace.portfolio.plans[0].actions[0].owners == ()


NAMED = PLAN.replace(
    "quay: Quay master", "quay: {title: Quay master, name: Jo Ali, team: Dredging, contact: jo@quay.example}"
).replace("tug: Tug captain", "tug: {title: Tug captain, team: Tugs}")


def test_names_and_teams_are_shown_searched_and_sorted_by(load: Load) -> None:
    now = assess(load({"plans/harbour.yaml": NAMED}).portfolio, AS_OF, Policy())
    listing = owners.build(now, Selection())
    (table,) = [one for one in listing.document().blocks if isinstance(one, Table)]
    titles = [column.title for column in table.columns]
    assert {"Name", "Team"} <= set(titles)
    assert {row[titles.index("ID")].text: row[titles.index("Team")].text for row in table.rows}["tug"] == "Tugs"
    assert set(rows(owners.build(now, Selection(search="dredg")))) == {"quay"}
    assert set(rows(owners.build(now, Selection(search="jo ali")))) == {"quay"}
    by_team = owners.build(now, Selection(), Arrangement(sort="team")).items
    assert [line.group.id for line in by_team][:2] == ["quay", "tug"]
    page = next(one.make() for one in candidates(now) if one.id == "quay")
    assert (page.values["name"], page.values["team"]) == ("Jo Ali", "Dredging")


def test_a_workspace_without_names_and_teams_has_no_columns_for_them(now: Assessment) -> None:
    (table,) = [one for one in owners.build(now, Selection()).document().blocks if isinstance(one, Table)]
    assert not {"Name", "Team", "Contact"} & {column.title for column in table.columns}


def test_an_address_is_printed_only_on_request(load: Load, tmp_path: Path, pap: Run) -> None:
    load({"plans/harbour.yaml": NAMED})

    def out(*words: str) -> str:
        return pap(*words, "--as-of", AS_OF.isoformat(), "--workspace", str(tmp_path)).out

    assert "jo@quay.example" in out("owners", "--columns", "id,contact")
    assert "jo@quay.example" in out("owners", "--columns", "contact", "-f", "json")
    for command in (("owners",), ("show", "quay"), ("status",), ("report",)):
        for format in ("json", "html", "markdown"):
            assert "jo@quay.example" not in out(*command, "-f", format), (command, format)
    out("site", "--output", str(tmp_path / "public"))
    pages = [path.read_bytes() for path in (tmp_path / "public").rglob("*.*") if path.is_file()]
    assert any(b"Jo Ali" in page for page in pages)
    assert not any(b"jo@quay.example" in page for page in pages)


@settings(max_examples=40)
@given(portfolios())
def test_the_counts_of_people_agree(portfolio: Portfolio) -> None:
    now = assess(portfolio, AS_OF.replace(year=2016, month=10, day=14), Policy())
    (plan,) = now.plans
    for line in owners.build(now, Selection()).items:
        id = line.group.id
        selection = Selection(owner=frozenset({id or NOBODY}))
        own = rows(milestones.build(now, selection)).values()
        kept = [one for one in own if one["state"] != "cancelled"]
        assert line.group.progress.milestones == line.owned + line.led == len(kept)
        assert line.group.progress.overdue == sum(1 for one in kept if one["days_overdue"])
        assert line.owned == sum(1 for one in kept if id in (one["owners"] or [""]))
        assert line.actions == sum(1 for one in actions.build(now, selection).items if not one.cancelled)
        assert line.kpis == sum(1 for one in kpis.build(now, selection).items if one.kpi.plan == plan.plan.id)
        pages = [one.make().values for one in candidates(now) if one.sort == "owner" and one.id == id]
        assert [(page["owned"], page["led"], len(page["milestones"])) for page in pages] == (
            [(line.owned, line.led, len(own))] if id else []
        )


def test_a_change_of_an_owner_is_reported_without_the_address(load: Load) -> None:
    before, now = (
        assess(load({"plans/harbour.yaml": text}).portfolio, AS_OF, Policy())
        for text in (NAMED, NAMED.replace("Jo Ali", "Al Dee"))
    )
    (change,) = changes(now, before)
    assert (change.what, change.before) == ("owners", "id quay, title Quay master, name Jo Ali, team Dredging")
    assert change.now == change.before.replace("Jo Ali", "Al Dee")
