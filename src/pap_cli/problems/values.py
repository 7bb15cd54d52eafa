"""Rules about single values: dates, periods, numbers, formulas and settings."""

from __future__ import annotations

from pap_cli.problems import problem

IMPOSSIBLE_DATE = problem(
    "PAP104",
    "impossible-date",
    """A day does not exist, or its year is not between 1900 and 2200.

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

    `03/04/2026` is the third of April to some readers and the fourth of March to others; `pap` does not guess.

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
    """A value is not valid for its key, such as a number with a comma, an unknown word or a misspelt period.

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

    A formula consists of KPI IDs, plain numbers, `+ - * /` and parentheses. A minus needs a space on both sides, since
    an ID may contain one. KPIs that are added must have the same unit. The quotient of equal units is a ratio; it is
    multiplied by 100 if the KPI's own unit is percent. A KPI cannot depend on itself, even through other KPIs, and
    cannot have observations as well as a formula.

    `ytd(x)` is the sum since the year began, `rolling(x, 12)` that of the last 12 months; `in-period(x)` takes a sum
    apart again. A snapshot or a sum is not added up, and percentages and rates only with their numerators and
    denominators. The basis of the result follows from the formula: one that is written must be the same.

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
    """A setting in `pap.toml` or `[tool.pap]` is unknown or not valid.

    The default is used instead.""",
)
