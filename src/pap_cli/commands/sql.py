"""`pap sql`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.shared import completed, with_context


@single(example="pap sql visits-in-time --dialect postgres --as-at 2016-10-14")
@with_context(("workspace",))
def app(
    context: Context,
    kpi: Annotated[str, typer.Argument(metavar="KPI", help="The ID of the KPI.", autocompletion=completed("kpi"))],
    dialect: Annotated[
        str, option("--dialect", "NAME", "duckdb, postgres, tsql, spark, trino, databricks or snowflake.")
    ] = "duckdb",
    as_at: Annotated[str | None, option("--as-at", "DATE", "As known on this day. Default: today.")] = None,
    output: Annotated[Path | None, option("--output -o", "FILE", "Write to FILE.")] = None,
) -> None:
    """Print the query that counts a KPI from records, in the SQL of a database; nothing is run."""
    from pap_cli.options.refreshing import query_text
    from pap_cli.output.write import write_file, write_out

    text = query_text(context, kpi, dialect, as_at)
    if output is None:
        write_out(text)
    else:
        write_file(output, text)
