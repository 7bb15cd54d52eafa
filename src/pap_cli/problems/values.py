"""Rules about single values: dates, periods, numbers, formulas and settings."""

from __future__ import annotations

from pap_cli.problems import problem

IMPOSSIBLE_DATE = problem(
    "PAP104",
    "impossible-date",
    """A date names a day that does not exist.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-02-30}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-02-28}]
    ```""",
)
DATE_FORMAT = problem(
    "PAP105",
    "date-format",
    """A date is not written as year-month-day.

    `03/04/2026` is the third of April to some and the fourth of March to others; `pap` does not guess.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 31/03/2026}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2026-03-31}]
    ```""",
)
BAD_VALUE = problem(
    "PAP106",
    "bad-value",
    """A value is not one that its key takes: a number with a comma, a word that is no choice, a period that is none.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: down}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: low}
    ```""",
)
DUPLICATE_PERIOD = problem(
    "PAP111",
    "duplicate-period",
    """A KPI has two figures for the same period.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Referrals
        owner: head
        polarity: none
        observations: {2015/16: 410, year to 2016-03-31: 412}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Referrals
        owner: head
        polarity: none
        observations: {2015/16: 412}
    ```""",
)
BAD_FORMULA = problem(
    "PAP113",
    "bad-formula",
    """The formula of a KPI cannot be computed.

    A formula is made of ids of KPIs, plain numbers, `+ - * /` and parentheses; a minus and an id that holds one are
    told apart by spaces. What is added has one unit; a quotient of equal units is a ratio, given × 100 where the KPI's
    own unit is percent. A KPI is not computed from itself, however far round, and has no figures of its own beside its
    formula.

    Bad:

    ```yaml
    kpis:
      - {id: held, title: Visits held, owner: head, polarity: none, observations: {2015/16: 410}}
      - {id: planned, title: Visits planned, owner: head, polarity: none, observations: {2015/16: 500}}
      - {id: share, title: Visits on time, owner: head, polarity: none, unit: percent, formula: 100 * held / planned}
    ```

    Good:

    ```yaml
    kpis:
      - {id: held, title: Visits held, owner: head, polarity: none, observations: {2015/16: 410}}
      - {id: planned, title: Visits planned, owner: head, polarity: none, observations: {2015/16: 500}}
      - {id: share, title: Visits on time, owner: head, polarity: none, unit: percent, formula: held / planned}
    ```""",
)
BAD_SETTING = problem(
    "PAP120",
    "bad-setting",
    """A setting in `pap.toml` or `[tool.pap]` is unknown or cannot be read.

    The default is used instead.""",
)
