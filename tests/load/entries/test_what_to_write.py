"""What newcomers write, from the words of public trackers, and what the one message about it tells them to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.load.workspace.loader import Workspace

Load = Callable[[Mapping[str, str | bytes]], Workspace]

KEPT = ". To keep the tracker's own beside it, write judgements: {on: …, status: …}"
HEAD = "plan: {id: p, title: A plan, start: 2016-01-04}\n"
OWNERS = "owners: {head: Head of service, mash: {title: MASH manager, name: Sam Lee}, sasf: Safeguarding lead}\n"
PLAN = HEAD + OWNERS + "bodies: {board: Improvement Board}\nrecommendations: [{id: R1, title: T}, {id: R2, title: T}]\n"
IN = {
    "milestone": PLAN + "actions: [{id: A1, title: T, milestones: [{id: M1, title: T, due: 2016-05-01, @}]}]",
    "undated milestone": PLAN + "actions: [{id: A1, title: T, milestones: [{id: M1, title: T, @}]}]",
    "action": PLAN + "actions:\n- id: A1\n  title: T\n  @",
    "recommendation": PLAN.replace("{id: R1, title: T}", "{id: R1, title: T, @}"),
    "plan": PLAN.replace("start: 2016-01-04", "start: 2016-01-04, @"),
    "plan file": PLAN + "@",
    "head and": HEAD + "@",
    "head, owners and": HEAD + OWNERS + "@",
    "review": PLAN + "reviews: [{id: V, body: board, @}]",
    "concern": PLAN + "concerns: [{id: V, title: T, @}]",
    "owner": PLAN.replace("Head of service", "{title: H, @}"),
    "body": PLAN.replace("Improvement Board", "{title: H, @}"),
    "kpi": "kpis: [{id: k, title: T, @}]",
    "kpi file": "@",
    "figure": "kpis: [{id: k, title: T, observations: {2015/16: @}}]",
    "period": "kpis: [{id: k, title: T, observations: {@: 5}}]",
    "settings": "@",
}
PATHS = {"kpi": "kpis/k.yaml", "kpi file": "kpis/k.yaml", "figure": "kpis/k.yaml", "period": "kpis/k.yaml"}


def helps(load: Load, place: str, text: str) -> list[str]:
    path = "pap.toml" if place == "settings" else PATHS.get(place, "plans/p.yaml")
    workspace = load({"plans/p.yaml": PLAN, path: IN[place].replace("@", text)})
    return [found.help for found in workspace.diagnostics]


@pytest.mark.parametrize(
    ("place", "text", "help"),
    [
        ("action", "answers: R1 R2", "write [R1, R2]"),
        ("action", "answers: R1 and R2", "write [R1, R2]"),
        ("action", "answers: R1, R2", "write [R1, R2]"),
        ("action", "answers: [R1, R3]", "the recommendations of this plan are R1, R2"),
        ("action", "answers: all", "the recommendations of this plan are R1, R2"),
        ("action", "objective: x", "did you mean title? It is already there"),
        ("milestone", "due_date: 2016-05-01", "did you mean due? It is already there"),
        ("action", "deadline: 2016-05-01", "did you mean due?"),
        ("action", "description: x", "did you mean notes?"),
        ("action", "kpis: a, b", "this plan has no KPIs: add one, or delete kpis"),
        ("milestone", "targets: {visits: 5}", "this plan has no KPIs: add one, or delete this target"),
        ("milestone", "targets: {TBC: 5}", "delete this target until it is known"),
        ("action", "lead: mash & sasf", "write [mash, sasf]"),
        ("action", "milestones: [Do this, Do that]", "write each like {id: …, title: Do this, due: …}"),
        ("action", "milestones: {M1: Do this}", "write each entry like - {id: M1, title: Do this, due: …}"),
        (
            "action",
            "milestones:\n    - M1: Do this\n    - M2: Do that",
            "write each like {id: M1, title: Do this, due: …}",
        ),
        ("action", "owner: Head of service", "write head"),
        ("action", "owner: MASH manager", "write mash"),
        ("action", "owner: TBC", "delete owner until it is known"),
        ("action", "owner: head of Service", "write head"),
        ("action", "owner: MASH manager and Head of service", "write [mash, head]"),
        ("action", "owner: Sam Lee & Jo Ali", "write a list of IDs, with each of them in owners:"),
        ("action", "owner: mash & jo", "write [mash, jo], with each of them in owners:"),
        ("action", "lead: [mash, Sasf]", "did you mean sasf?"),
        ("action", "owner: {title: Head}", "write its ID, or several as in owner: [one, two]"),
        ("action", "owner: [head, {title: Head}]", "write its ID, or several as in owner: [one, two]"),
        ("action", "answers: {R1: T}", "write its ID, or several as in answers: [one, two]"),
        ("action", "owner: mash / sasf", "write [mash, sasf]"),
        ("action", "owner: mash and sasf", "write [mash, sasf]"),
        ("action", "owner: mash, sasf", "write [mash, sasf]"),
        ("concern", "rag: Green", "ratings are computed: delete it"),
        ("action", "recommendation: R1", "did you mean answers?"),
        ("action", "recommendations: [R1]", "did you mean answers?"),
        ("action", "status: Complete", "states are computed from the milestones: delete it" + KEPT),
        ("action", "steps: []", "did you mean milestones?"),
        ("action", "tasks: []", "did you mean milestones?"),
        ("head and", "bodies: Cabinet", "write it like bodies: {Cabinet: …}"),
        ("head and", "bodies: [Cabinet]", "replace each dash with the id and a colon, like bodies: {Cabinet: …}"),
        ("head and", "owners: [head, deputy]", "replace each dash with the id and a colon, like owners: {head: …}"),
        (
            "head and",
            "owners: [{head: Head}]\nactions: [{id: A1, title: T, owner: head}]",
            "replace each dash with the id and a colon, like owners: {head: Head}",
        ),
        (
            "head and",
            "owners: [{id: head, title: Head}]\nactions: [{id: A1, title: T, owner: head}]",
            "replace each dash with the id and a colon, like owners: {head: Head}",
        ),
        ("head and", "owners: head\nactions: [{id: A1, title: T, owner: head}]", "write it like owners: {head: …}"),
        ("body", "external: true", "did you mean outside?"),
        ("concern", "owner: head", "owner belongs to a recommendation, an action or a milestone"),
        ("concern", "status: open", "states are computed: write closed: and the day, once it is"),
        ("settings", '[check.severity]\nkpi-stale = "warn"', "write warning"),
        ("settings", '[check]\nexclude = "PAP2"', "did you mean ignore?"),
        ("settings", '[check]\nfail_on = "error"', "did you mean fail-on?"),
        ("settings", '[pap]\nas_of = "2016-10-14"', "did you mean as-of?"),
        ("settings", '[pap]\ndate = "2016-10-14"', "did you mean as-of?"),
        ("settings", '[rating]\nsoon = "28 days"', "did you mean due-soon?"),
        ("figure", "{figure: 5}", "did you mean value?"),
        ("figure", "{value: 5, comment: x}", "did you mean note?"),
        ("figure", "{value: 5, source: x}", "source belongs to a KPI"),
        (
            "plan file",
            'actions: [{id: "(A1)", title: T}]',
            "write A1. An ID has letters, digits and - _ . : /, and no spaces",
        ),
        (
            "plan file",
            'actions: [{id: "1)", title: T}]',
            "write 1. An ID has letters, digits and - _ . : /, and no spaces",
        ),
        (
            "plan file",
            'actions: [{id: "A#1", title: T}]',
            "write A-1. An ID has letters, digits and - _ . : /, and no spaces",
        ),
        (
            "plan file",
            "actions: [{id: Action 1, title: T}]",
            "write Action-1. An ID has letters, digits and - _ . : /, and no spaces",
        ),
        ("plan file", "kpis: []", "move kpis to a file in kpis/"),
        (
            "plan file",
            "milestones: []",
            "milestones belongs to a recommendation or an action: write it in recommendations or actions",
        ),
        ("plan file", "issues: []", "did you mean concerns?"),
        ("plan file", "tasks: []", "did you mean actions?"),
        ("kpi", "actions: [A1]", "actions belongs at the top of the file, not in a KPI"),
        ("kpi", "data: {2015/16: 3}", "did you mean observations?"),
        ("kpi", "direction: up", "did you mean polarity?"),
        ("kpi", "due: 2016-12-31", "due belongs to an action, a review, a clock or a milestone"),
        ("kpi", "goal: 95", "did you mean target?"),
        (
            "kpi",
            "rag: red",
            "ratings are computed. To set one for a time, write override: {rating: amber, by: …, reason: …, until: …}",
        ),
        (
            "kpi",
            "status: red",
            "ratings are computed. To set one for a time, write override: {rating: amber, by: …, reason: …, until: …}",
        ),
        ("kpi", "threshold: 80", "did you mean floor?"),
        ("kpi", "values: {2015/16: 3}", "did you mean observations?"),
        ("kpi file", "kpis: [Referrals, Visits]", "write each like {id: …, title: …}"),
        ("kpi file", "kpis: [{id: k, title: T, baseline: 95}]", "write {period: …, value: …}"),
        (
            "kpi file",
            "kpis: [{id: k, title: T, benchmarks: [England]}]",
            "replace each dash with the name and a colon, like benchmarks: {England: {…: …}}",
        ),
        ("kpi file", "kpis: [{id: k, title: T, breaks: 2015/16}]", "write each entry like - {period: …, reason: …}"),
        (
            "kpi file",
            "kpis: [{id: k, title: T, observations: [3, 4]}]",
            "replace each dash with the period and a colon, like observations: {3: …}",
        ),
        (
            "kpi file",
            "kpis: [{id: k, title: T, observations: [{2015/16: 3}]}]",
            "replace each dash with the period and a colon, like observations: {2015/16: 3}",
        ),
        (
            "kpi file",
            "kpis: [{id: k, title: T, observations: [{period: 2015/16, value: 3}]}]",
            "replace each dash with the period and a colon, like observations: {2015/16: 3}",
        ),
        ("kpi file", "kpis: [{id: k, title: T, polarity: {good: high}}]", "write one value"),
        ("kpi file", "kpis: [{id: k, title: T, target: [95]}]", "write target: 95"),
        ("kpi file", "kpis: [{id: k, title: T, trajectory: 95}]", "write each entry like - {by: …, target: …}"),
        (
            "kpi file",
            "kpis: [{id: k, title: T, trajectory: {2016-03-31: 95}}]",
            "write each entry like - {by: …, target: …}",
        ),
        ("kpi file", "kpis: {k1: {title: Referrals}}", "write each entry like - {id: k1, title: …}"),
        ("milestone", "Evidence Due: 2016-05-01", "did you mean evidence_due?"),
        ("milestone", "OWNER: head", "did you mean owner?"),
        ("milestone", "Owner: head", "did you mean owner?"),
        ("milestone", "answers: R1", "answers belongs to an action"),
        (
            "milestone",
            "approved: 2016-06-01",
            "approved belongs to an extension or a dated fact: write it in extensions, completed or evidenced",
        ),
        (
            "milestone",
            "approved: 2016-12-31",
            "approved belongs to an extension or a dated fact: write it in extensions, completed or evidenced",
        ),
        ("milestone", "assigned_to: head", "did you mean owner?"),
        ("milestone", "blocked_by: A1", "did you mean depends_on?"),
        ("milestone", "cancelled: 2016-05-01", "write {on: 2016-05-01}"),
        ("milestone", "cancelled: yes", "write {on: …}"),
        ("milestone", "comments: Text", "did you mean notes?"),
        ("milestone", "complete: 2016-03-31", "did you mean completed?"),
        ("milestone", "delivered: 2016-05-01", "did you mean completed?"),
        ("milestone", "evidence-due: 2016-05-01", "did you mean evidence_due?"),
        ("milestone", "extensions: 2016-12-31", "write each entry like - {to: 2016-12-31}"),
        ("milestone", "extensions: [2016-12-31, 2017-12-31]", "write each like {to: 2016-12-31}"),
        ("milestone", "extensions: [2016-12-31]", "write {to: 2016-12-31}"),
        ("milestone", "extensions: {to: 2016-12-31}", "start each entry with “- ”, or write [ … ] around them"),
        ("milestone", "ignore: [milestone-overdue]", "write {rule: milestone-overdue}"),
        ("milestone", "ignore: milestone-overdue", "write each entry like - {rule: milestone-overdue}"),
        ("milestone", "notes: {2016-05-01: Late}", "write {text: Late, on: 2016-05-01}"),
        ("milestone", "notes: [{2016-05-01: Late}]", "write {text: Late, on: 2016-05-01}"),
        ("milestone", "notes: {2016-05-01: Late, 2016-06-01: Later}", "write {text: Late, on: 2016-05-01}"),
        ("milestone", "forecast: {2016-05-01: 2016-06-01}", "write {to: 2016-06-01, on: 2016-05-01}"),
        ("milestone", "judgement: amber", "did you mean judgements?"),
        ("milestone", "judgements: [{rag: red, on: 2016-05-01}]", "did you mean status?"),
        ("milestone", "judgements: {percent_complete: 50, on: 2016-05-01}", "did you mean percent?"),
        ("milestone", "judgements: {2016-05-01: red}", "write {status: red, on: 2016-05-01}"),
        ("milestone", "judgements: {status: red, on: May 2016}", "write 2016-05"),
        ("milestone", "confidence: high", "confidence belongs to a judgement: write it in judgements"),
        ("milestone", "override: amber", "write {rating: …, by: …, reason: …, until: …}"),
        (
            "milestone",
            "percent_complete: 50",
            "states are computed: write started: or completed: and the day, or cancelled: {on: …, reason: …}"
            + KEPT.replace("status", "percent"),
        ),
        ("milestone", "priority: High", "priority belongs to a recommendation"),
        (
            "milestone",
            "rag: Amber",
            "ratings are computed. To set one for a time, write override: {rating: amber, by: …, reason: …, until: …}"
            + KEPT,
        ),
        ("milestone", "responsible: head", "did you mean owner or lead?"),
        ("milestone", "revised date: 2016-06-01", "write extensions: [{to: …}]"),
        ("milestone", "start: 2016-03-31", "did you mean started?"),
        ("milestone", "status: COMPLETED", "states are computed: write completed: and the day" + KEPT),
        ("milestone", "status: Delayed", "states are computed: delete it" + KEPT),
        ("milestone", "status: In progress", "states are computed: write started: and the day" + KEPT),
        ("milestone", "status: Not started", "states are computed: delete it" + KEPT),
        ("milestone", "status: superseded", "states are computed: write cancelled: {on: …, reason: …}" + KEPT),
        ("milestone", "to: 2016-12-31", "to belongs to an extension or a forecast: write it in extensions or forecast"),
        ("milestone", "unit: percent", "unit belongs to a KPI"),
        ("milestone", "who: head", "did you mean owner?"),
        ("undated milestone", "By When?: 2016-05-01", "did you mean due?"),
        ("undated milestone", "Target date: 2016-05-01", "did you mean due?"),
        ("undated milestone", "by when: 2016-05-01", "did you mean due?"),
        ("undated milestone", "deadline: 2016-05-01", "did you mean due?"),
        ("head, owners and", "actions: Do this", "write each entry like - {id: …, title: Do this}"),
        ("head, owners and", "actions: [Do this]", "write {id: …, title: Do this}"),
        (
            "head, owners and",
            "actions: {A1: {title: T, milestones: {M1: {title: T, due: 2016-05-01}}}}",
            "write each entry like - {id: A1, title: …}",
        ),
        ("head, owners and", "actions: {id: A1, title: T}", "start each entry with “- ”, or write [ … ] around them"),
        ("head, owners and", "recommendations: [Do this, Do that]", "write each like {id: …, title: Do this}"),
        ("head, owners and", "recommendations: [[R1, T]]", "write {id: …, title: …}"),
        (
            "head, owners and",
            "recommendations: {R1: Do this, R2: Do that}\nactions: [{id: A1, title: T, answers: [R1, R2]}]",
            "write each entry like - {id: R1, title: Do this}",
        ),
        (
            "head, owners and",
            "recommendations:\n- R1: Do this\n- R2: Do that\nactions: [{id: A1, title: T, answers: [R1, R2]}]",
            "write each like {id: R1, title: Do this}",
        ),
        ("owner", "person: X", "did you mean name?"),
        ("owner", "email: jo@quay.example", "did you mean contact?"),
        ("owner", "directorate: Adults", "did you mean team?"),
        ("owner", "contact: jo", "write an e-mail address, like head.of.service@example.gov.uk"),
        ("owner", "contact: jo@quay", "write an e-mail address, like head.of.service@example.gov.uk"),
        ("owner", "contact: Jo Ali <jo@quay.example>", "write jo@quay.example"),
        ("owner", "contact: 'mailto:jo@quay.example'", "write jo@quay.example"),
        ("owner", "contact: 'jo@quay.example, al@quay.example'", "write jo@quay.example"),
        ("plan", "council: X", "did you mean organisation?"),
        ("plan", "name: X", "did you mean title? It is already there"),
        ("plan", "owner: head", "owner belongs to a recommendation, an action or a milestone"),
        ("plan", "owners: {head: X}", "owners belongs at the top of the file, not in a plan"),
        (
            "plan",
            "statutory: [{id: s, title: T, due: 2016-05-01}]",
            "replace each dash with the id and a colon, like statutory: {s: T}",
        ),
        ("recommendation", "answers: A1", "answers belongs to an action"),
        ("recommendation", "due: 2016-12-31", "due belongs to a milestone: write it in milestones"),
        ("recommendation", "rag: x", "ratings are computed: delete it" + KEPT),
        ("recommendation", "source: board", "did you mean made_by or reference?"),
        ("recommendation", "status: Open", "states are computed from the milestones: delete it" + KEPT),
        ("recommendation", "status: x", "states are computed from the milestones: delete it" + KEPT),
        ("recommendation", "text: more", "text belongs to a note: write it in notes"),
        ("review", "date: 2016-05-01", "did you mean due?"),
        ("review", "frequency: 3 months", "did you mean every?"),
        ("review", "held: yes", "write the day, the month or the quarter; true if none of them is known"),
        ("review", "status: done", "states are computed: delete it"),
        ("action", "owner: Sam Lee", "write mash"),
        ("milestone", "owner: mash, sasf", "write owner: [mash, sasf]"),
        ("milestone", "depends_on: A1, A2", "write depends_on: [A1, A2]"),
        ("milestone", "expected_by: Improvement Board", "write board"),
        ("milestone", "title2: a", "did you mean title?"),
        (
            "plan file",
            "actions: [{id: A1, title: Train, and publish, answers: R1}]",
            "if it belongs to the text before the comma, put that text in quotation marks",
        ),
        ("action", "answers: [R1 R2]", "write [R1, R2]"),
        ("action", "lead: Safeguarding Lead", "write sasf"),
        ("action", "milestone: []", "did you mean milestones?"),
        ("action", "success_criteria: x", "did you mean success?"),
        ("recommendation", "ref: page 3", "did you mean reference?"),
        ("recommendation", "page: 3", "did you mean reference?"),
        ("concern", "actions: A1", "did you mean answered_by?"),
        ("review", "meetings: [2016-05-01]", "did you mean held?"),
        ("review", "starts: 2016-05-01", "did you mean from?"),
        ("milestone", "proof: x", "did you mean evidence?"),
        ("milestone", "done: yes", "did you mean completed?"),
        ("milestone", "completion date: 2016-05-01", "did you mean completed?"),
        ("undated milestone", "date: 2016-05-01", "did you mean due?"),
        ("milestone", "predecessors: A1", "did you mean depends_on?"),
        ("milestone", "Lead Officer: head", "did you mean lead?"),
        ("milestone", "SRO: head", "did you mean owner?"),
        ("milestone", "horizon: medium-term", "write intermediate"),
        ("milestone", "horizon: Short", "write short"),
        ("milestone", "horizon: long term", "write long"),
        ("recommendation", "priority: Yes", "write true"),
        ("recommendation", "priority: 1", "write true"),
        ("recommendation", "priority: no", "write false"),
        ("recommendation", "priority: High", "write true or false"),
        ("action", "scope: Own", "write corporate"),
        ("action", "scope: Corporate", "write corporate"),
        ("kpi", "polarity: High", "write high"),
        ("kpi", "polarity: HIGH", "write high"),
        ("kpi", "polarity: up", "write high"),
        ("kpi", "polarity: higher is better", "write high"),
        ("kpi", "polarity: Lower is better", "write low"),
        ("kpi", "polarity: bigger-is-better", "write high"),
        ("kpi", 'polarity: "↑"', "write high"),
        ("kpi", "polarity: within range", "write band"),
        ("kpi", "polarity: n/a", "write none"),
        ("kpi", "polarity: hihg", "did you mean high? The values are high, low, band, none"),
        ("kpi", "polarity: banana", "write one of high, low, band, none"),
        ("kpi", "basis: YTD", "write year-to-date"),
        ("kpi", "basis: cumulative", "write year-to-date"),
        ("kpi", "basis: Year to date", "write year-to-date"),
        ("kpi", "basis: rolling 12", "write rolling 12 months"),
        ("kpi", "basis: Rolling 12 months", "write rolling 12 months"),
        ("kpi", "basis: point in time", "write snapshot"),
        ("kpi", "calendar: fiscal", "write financial"),
        ("kpi", "calendar: school year", "write academic"),
        ("kpi", "calendar: April", "write april"),
        ("kpi", "frequency: yearly", "write annual"),
        ("kpi", "frequency: Month", "write monthly"),
        ("kpi", "frequency: Quarterly", "write quarterly"),
        ("kpi", "frequency: per annum", "write annual"),
        ("kpi", "frequency: weekly", "write one of monthly, quarterly, termly, annual"),
        ("kpi", "spc: {improvement: up}", "write increase"),
        ("kpi", "spc: {short: hide}", "write withhold"),
        ("kpi", "benchmarks: {England: {kind: national, values: {2015/16: 3}}}", "write country"),
        ("milestone", "override: {rating: Yellow, by: x, reason: y, until: 2016-12-31}", "write amber"),
        ("milestone", "override: {rating: A, by: x, reason: y, until: 2016-12-31}", "write amber"),
        ("milestone", "override: {rating: gray, by: x, reason: y, until: 2016-12-31}", "write grey"),
        ("body", "outside: yes", "write true"),
        ("body", "outside: TRUE", "write true"),
        ("body", "outside: maybe", "write true or false"),
        ("settings", '[calendar]\nworking-days = "northern ireland"', "write Northern Ireland"),
        ("settings", '[rating]\noverdue-against = "First"', "write first"),
        ("settings", '[rating]\nrequire-evidence = "no"', "write false"),
        ("settings", '[check.severity]\nkpi-stale = "ignore"', "write off"),
        ("settings", '[check]\nenable = "PAP2"', "did you mean select?"),
    ],
)
def test_one_message_says_what_to_write(load: Load, place: str, text: str, help: str) -> None:
    assert helps(load, place, text) == [help]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("owners", "owners: [Head of service, Deputy]"),
        ("owners", "owners:\n  - Head of service\n  - Deputy"),
        ("recommendations", "recommendations: [See every child, Write it down]"),
        ("bodies", "bodies: [Improvement board]"),
    ],
)
def test_a_section_in_a_wrong_form_is_reported_once(load: Load, section: str, text: str) -> None:
    parts = {
        "owners": "owners: {head: Head}",
        "bodies": "bodies: {board: Board}",
        "recommendations": "recommendations: [{id: R1, title: A}]",
        "actions": "actions: [{id: A1, title: A, owner: head, answers: [R1], notes: [{text: x, by: board}], "
        "milestones: [{id: M1, title: M, due: 2016-12-31, expected_by: board}]}]",
    }
    header = "plan: {id: p, title: P, start: 2016-01-01}\n"
    assert load({"plans/p.yaml": header + "\n".join(parts.values())}).diagnostics == ()
    (found,) = load({"plans/p.yaml": header + "\n".join((parts | {section: text}).values())}).diagnostics
    assert section in found.message


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("milestone", "cost: 14000"),
        ("milestone", "foo: x"),
        ("milestone", "reason: x"),
        ("review", "chair: head"),
        ("kpi", "updated: 2016"),
        ("plan", "end: 2018-01-01"),
    ],
)
def test_nothing_is_suggested_where_nothing_is_meant(load: Load, place: str, text: str) -> None:
    (help,) = helps(load, place, text)
    assert help.startswith("valid keys: ")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("milestone", "notes: A text"),
        ("milestone", "notes: [A text, Another]"),
        ("milestone", "notes: {text: A text, on: 2016-05-01}"),
        ("action", "notes: A text"),
        ("recommendation", "notes: A text"),
        ("plan", "notes: A text"),
        ("review", "notes: A text, due: 2016-05-01"),
        ("concern", "notes: A text"),
        ("kpi", "notes: A text"),
        ("milestone", "evidence: A text"),
        ("milestone", "depends_on: A1"),
        ("milestone", "forecast: 2016-12-31"),
        ("action", "success: A text"),
        ("settings", '[check]\nselect = "PAP2"\nignore = "PAP401"'),
    ],
)
def test_one_text_is_a_list_of_one(load: Load, place: str, text: str) -> None:
    assert helps(load, place, text) == []


def test_a_text_in_place_of_notes_is_a_note(load: Load) -> None:
    workspace = load({"plans/p.yaml": IN["action"].replace("@", "notes: The Board doubts it")})
    (action,) = workspace.portfolio.plans[0].actions
    assert [note.text for note in action.notes] == ["The Board doubts it"]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("window: 2016-08", "write {from: …, to: …}"),
        ("window: {from: 2016-09, until: 2016-10}", "did you mean to?"),
        ("from: 2016-08-01, to: 2016-09-30", "write window: {from: 2016-08-01, to: 2016-09-30} for one review"),
        ("between: {from: 2016-08, to: 2016-09}", "did you mean window?"),
        ("due: 2016-08, held: not recorded", "write unknown if nobody recorded whether it was held"),
        ("due: 2016-08, held: Unknown", "write unknown if nobody recorded whether it was held"),
        (
            "due: 2016-08, held: no",
            "delete it if the review was not held; write unknown if nobody recorded whether it was",
        ),
        ("every: ad hoc", "write unknown if nobody knows how often, or due: for one review"),
        ("every: Unknown", "write unknown if nobody knows how often, or due: for one review"),
    ],
)
def test_what_is_not_known_of_a_review_says_what_to_write(load: Load, text: str, help: str) -> None:
    assert help in helps(load, "review", text)
