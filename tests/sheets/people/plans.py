"""A plan whose owners can be asked, with something of every kind."""

from __future__ import annotations

from pathlib import Path

SECRET = ("Hidden title", "secret-k", "Secret measure", "other@example.org", "Somebody else", "Hidden action")
PLAN = """\
plan: {id: p, title: Visits, start: 2016-01-04}
owners:
  head: {title: Head of Service, contact: head@example.org, name: Jo Bloggs, team: Front door}
  lead: {title: Team Leader, team: Front door}
  other: {title: Somebody else, contact: other@example.org}
  idle: Nothing to do
actions:
  - id: A1
    title: Visit in time
    owner: head
    milestones:
      - {id: A1.1, title: Rota agreed, due: 2016-09-30, started: 2016-08-01}
      - {id: A1.2, title: "=Posts filled", due: 2016-11-04}
      - {id: A1.3, title: Audit done, due: 2017-03-31, lead: lead}
      - {id: A1.4, title: Handbook out, due: 2016-06-30, completed: 2016-06-20, evidence_due: 2016-07-31}
      - {id: A1.5, title: Long done, due: 2016-02-01, completed: 2016-02-01, evidenced: 2016-02-01}
  - id: A2
    title: Hidden action
    owner: other
    milestones:
      - {id: A2.1, title: Hidden title, due: 2016-08-31}
      - {id: A2.2, title: Shared step, due: 2016-08-31, lead: lead}
"""
KPIS = """\
plan: p
kpis:
  - id: visits
    title: Visits in time
    unit: percent
    owner: head
    published_after: 1 month
    observations: {2016-06: 70, 2016-07: 72}
  - id: secret-k
    title: Secret measure
    owner: other
    observations: {2016-06: 1}
"""


def make(folder: Path) -> Path:
    """Write the plan and its KPIs."""
    for name, text in (("plans", PLAN), ("kpis", KPIS)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "p.yaml").write_text(text, encoding="utf-8")
    return folder
