"""Rules about CSV files."""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.problems import problem

CSV_SYNTAX = problem(
    "PAP020",
    "csv-syntax",
    """A CSV file is not a table with a heading.

    A row has as many cells as the heading, with commas, semicolons or tabs between them. Text that contains one of
    these is in quotation marks, and a quotation mark inside such text is doubled. No two columns have the same name.
    A row that does not fit is left out; nothing is read after a quotation mark that is not closed.""",
)
BAD_FIGURES_FILE = problem(
    "PAP021",
    "bad-figures-file",
    """A KPI names a file of figures that is not there, or that `pap` does not read.

    The file is a CSV file in `kpis/`. Its path starts in the folder of the file that names it, has `/` between folders,
    and none of these is a link.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: none, observations: {csv: referals.csv}}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Referrals, owner: head, polarity: none, observations: {2015/16: 410}}
    ```""",
)
KPI_WITHOUT_ROW = problem(
    "PAP022",
    "kpi-without-row",
    """A KPI names a file of figures in which no row is for it.

    A row is for the KPI with the ID in its column `kpi`. One whose figure is still to come can be empty.""",
    Severity.WARNING,
)
