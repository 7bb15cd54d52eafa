"""One small plan, with hostile text in it, and one sample of each view made from it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.changes.movement import movement
from pap_cli.assess.history import quarter_ends
from pap_cli.checks.engine import CheckResult, run_checks
from pap_cli.columns.selection import Selection
from pap_cli.diagnostics import Rule, Severity
from pap_cli.document import Narrative, Prose, View
from pap_cli.load.workspace.audience import read_audience
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.config import CheckSettings, Threshold
from pap_cli.model.dates import add_months
from pap_cli.model.report import Appendix
from pap_cli.views.findings import job_summary
from pap_cli.views.findings import view as findings
from pap_cli.views.findings.job_summary import Before
from pap_cli.views.item import view as item
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews, timeline
from pap_cli.views.reference.rules import RulesView, RuleView
from pap_cli.views.reference.settings import SettingsView
from pap_cli.views.report import ReportView
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.status import view as status
from pap_cli.wording.verdict import verdict
from render.findings import sample_findings

AS_OF, SINCE = date(2016, 10, 14), date(2016, 7, 13)

PLAN = r"""
plan:
  id: sample
  title: "Children & families: improve <b>everything</b> | at once"
  organisation: A council
  start: 2015-06-12
owners:
  dcs: Director of Children's Services
  head-of-safeguarding-and-quality-assurance: "=HYPERLINK(\"http://example.org\")"
bodies:
  cabinet: Cabinet
  ofsted: {title: Ofsted, outside: true}
recommendations:
  - {id: R1, title: Talk to every child who comes back, made_by: ofsted, priority: true, reference: "p. 12, *note*"}
  - {id: R2, title: "[bold]Use[/bold] what the children say :warning:", made_by: ofsted, to: LSCB}
  - {id: R3, title: Agree who does what, made_by: ofsted}
actions:
  - id: A1
    title: "Commission a service \e[31mred\e[0m"
    answers: [R1]
    owner: dcs
    lead: head-of-safeguarding-and-quality-assurance
    kpis: [in-time, agency]
    success: 90 % seen within 72 hours by December 2016
    notes:
      - {on: 2016-09-01, by: dcs, text: "::error file=x::not a command, and [/] no markup"}
    milestones:
      - id: A1.1
        title: Specification agreed with the police, the schools and the neighbours, and published on the website
        due: 2015-07-31
        started: 2015-06-20
        completed: 2015-07-28
        evidenced: 2015-09-30
        evidence: Board paper 4
      - id: A1.2
        title: "##[error]Contract let; `tick` \\ back | pipe"
        due: 2015-11-30
        extensions:
          - {to: 2016-02-29, approved: 2015-11-20, by: cabinet, reason: Too few bidders}
          - {to: 2016-Q3, approved: 2016-02-20, by: cabinet, reason: Tender run again}
          - {to: 2016-12-31, reason: Asked for}
        forecast: 2016-11-25
        started: 2016-01-05
        expected_by: ofsted
      - id: A1.3
        title: 第一百次面谈已经完成并且记录在案
        due: 2016-10-31
        depends_on: A1.2
        expected_by: ofsted
        notes: [Nobody has begun.]
      - {id: A1.4, title: Second look, due: 2017-06, started: 2016-09-01}
  - id: A2
    title: "2. Corporate, <script>alert(1)</script>"
    scope: corporate
    milestones:
      - id: a-milestone-with-an-id-that-is-rather-long
        title: Short
        due: 2016-10-14
        owner: dcs
      - {id: A2.2, title: "-5 given up", due: 2016-03-31, cancelled: {on: 2016-02-01, by: cabinet, reason: No money}}
      - {id: A2.3, title: Delivered without evidence, due: 2016-01-29, owner: dcs, completed: 2016-01-15}
reviews:
  - id: quarterly
    body: cabinet
    title: Quarterly report
    every: 3 months
    from: 2015-10-13
    for: 18 months
    held: [2015-10-12, {on: 2016-01-20, outcome: "Noted | with *thanks*"}, 2016-07-11]
  - {id: visit, body: ofsted, due: 2016-11}
concerns:
  - {id: C1, title: "@SUM(A1) recruitment", raised: 2016-10-10, by: cabinet, answered_by: [A1]}
  - {id: C2, title: Churn, raised: 2016-06-30}
"""

KPIS = r"""
kpis:
  - id: in-time
    title: "Seen | within 72 hours \u202Eesrever"
    unit: percent
    frequency: quarterly
    owner: dcs
    definition: Of those who came back
    source: Return of the service
    baseline: {period: 2015-Q2, value: 41}
    target: 90
    floor: 70
    trajectory: [{by: 2016-12-31, target: 75}]
    benchmarks: {England: {2016-Q2: 61.5}, Elsewhere: {2016-Q1: x}}
    observations:
      2015-Q2: 41
      2015-Q3: 48.5
      2015-Q4: missing
      2016-Q1: {value: 60, numerator: 30, denominator: 50, published: 2016-05-02, note: "+1 <i>late</i>"}
      2016-Q2: 64.8
  - {id: agency, title: Agency workers, unit: percent, polarity: low, basis: snapshot, frequency: monthly, owner: dcs,
     baseline: {period: 2015-06, value: 30}, target: 20, observations: {2016-07: 36, 2016-08: 35.5, 2016-09: 33}}
  - {id: caseload, title: Cases per worker, polarity: none, observations: {2015/16: 15.75}}
  - {id: empty, title: Nothing yet, target: 5}
"""

RULE = Rule(
    "PAP999",
    "sample-rule",
    Severity.WARNING,
    textwrap.dedent(
        """\
        A sample has a fault.

        A second paragraph, with `code` in it, that
        goes over two lines.

        Bad:

        ```yaml
        actions:
          - id: A1  # | <no title>
        ```

        Good:

        ```yaml
        actions:
          - {id: A1, title: A title}
        ```
        """
    ),
)
CHECKED = ("milestone-overdue", "blocked-by-late", "recommendation-without-action", "unknown-id", "impossible-date")


@cache
def workspace(plan: str = PLAN, kpis: str = KPIS) -> Workspace:
    """The sample, read from a folder of its own."""
    with TemporaryDirectory() as folder:
        for name, text in (("plans/plan.yaml", plan), ("kpis/kpis.yaml", kpis)):
            path = Path(folder) / name
            path.parent.mkdir()
            path.write_text(text.removeprefix("\n"), encoding="utf-8", newline="")
        return open_workspace(Path(folder).resolve())


def assessed(opened: Workspace, as_of: date = AS_OF) -> Assessment:
    return assess(opened.portfolio, as_of, opened.config.rating)


def views_of(opened: Workspace) -> dict[str, Callable[[], View]]:
    """How a sample of each view is made from a workspace, by its name."""
    now, everything = assessed(opened), Selection()
    lists = (milestones, actions, recommendations, kpis, reviews, owners)
    made: dict[str, Callable[[], View]] = {
        "status": lambda: status.build(now, lambda: assessed(opened, add_months(AS_OF, -3)), 0),
        "timeline": lambda: timeline.build(now, everything),
    }
    for module in lists:
        made[module.__name__.rpartition(".")[2]] = lambda module=module: module.build(now, everything)  # type: ignore[misc]
    settings = CheckSettings(select=CHECKED)
    made["findings"] = lambda: findings.build(
        run_checks(now, opened.diagnostics, settings), opened.sources, AS_OF, fail_on=settings.fail_on
    )
    made["job-summary"] = lambda: _job_summary(opened)
    for audience in ("cabinet", "public"):
        made[f"report-{audience}"] = lambda audience=audience: report_of(opened, audience)  # type: ignore[misc]
    for sort, id in (
        ("milestone", "A1.2"),
        ("action", "A1"),
        ("recommendation", "R1"),
        ("kpi", "in-time"),
        ("review", "quarterly"),
        ("concern", "C1"),
        ("owner", "dcs"),
        ("body", "ofsted"),
    ):
        made[f"item-{sort}"] = lambda id=id: item.build(now, id)  # type: ignore[misc]
    return made


def report_of(opened: Workspace, audience: str, since: date = SINCE, narrative: Narrative | None = None) -> ReportView:
    """The report of the first plan of a workspace."""
    now = assessed(opened).plans[0]
    ends = quarter_ends(now.plan.header.start, AS_OF)
    return ReportView(
        inputs=Inputs(
            audience=read_audience(audience),
            movement=movement(assessed(opened, since).plans[0], now),
            quarters=tuple(assessed(opened, end).plans[0] for end in ends),
            policy=opened.config.rating,
            verdict=verdict(assessed(opened), assessed(opened, since)),
            narrative=narrative or Narrative(),
        )
    )


def sized(view: ReportView, appendix: Appendix) -> ReportView:
    """The same report with another appendix."""
    return ReportView(inputs=replace(view.inputs, audience=replace(view.inputs.audience, appendix=appendix)))


def full(view: ReportView) -> ReportView:
    """The same report with everything in its appendix."""
    return sized(view, Appendix.FULL)


def prose(view: ReportView) -> str:
    """The sentences and lists of a report."""
    return "\n".join(
        passage.text for block in view.document().blocks if isinstance(block, Prose) for passage in block.passages
    )


def _job_summary(opened: Workspace) -> View:
    """A check beside a base in which one first date was another, and nothing was found."""
    now = assessed(opened)
    plan = PLAN.replace("due: 2016-10-31", "due: 2016-10-03")
    found = run_checks(now, opened.diagnostics, CheckSettings())
    base = Before("origin/main", assessed(workspace(plan)), CheckResult(()), found)
    view = findings.build(found, opened.sources, AS_OF, fail_on=[Threshold("error")], base="lambeth/")
    return job_summary.build(now, view, base, most=5)


def sample_views() -> dict[str, Callable[[], View]]:
    """Every view there is, each made from the sample."""
    settings = (
        ("as-of", AS_OF, "--as-of or PAP_AS_OF"),
        ("check.fail-on", "error", "default"),
        ("check.ignore", ("kpi-stale", "PAP2"), "pap.toml:7"),
        ("rating.require-evidence", False, "pap.toml:3"),
    )
    return {
        **views_of(workspace()),
        "findings-of-every-sort": sample_findings,
        "rules": lambda: RulesView((RULE, Rule("PAP998", "another-rule", Severity.NOTE, "It is | so.\n\nMore."))),
        "rule": lambda: RuleView(RULE),
        "settings": lambda: SettingsView(settings),
    }
