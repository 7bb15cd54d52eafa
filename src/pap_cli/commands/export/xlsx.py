"""`pap export xlsx`."""

from __future__ import annotations

import sys
from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option, single
from pap_cli.options.shared import WORKSPACE_OPTIONS, with_context


@single(example="pap export xlsx -o plan.xlsx")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    output: Annotated[str, option("--output -o", "FILE", "The workbook to write; - for stdout.")] = "plan.xlsx",
) -> None:
    """Write a workbook that people can work in: a sheet each for actions, milestones, KPIs, figures and risks.

    pap import plan reads it again. If nothing was changed, neither is the plan.
    """
    from pathlib import Path

    from pap_cli.context.targets import refuse_other_ending
    from pap_cli.model.dates import show_date
    from pap_cli.output.write import write_file, write_out
    from pap_cli.sheets.workbook.export import export
    from pap_cli.sheets.workbook.write import written
    from pap_cli.wording.cells import count_words

    if output == "-" and sys.stdout is not None and sys.stdout.isatty():
        raise PapError("a workbook cannot be shown on a terminal", "write it to a file:  --output plan.xlsx")
    path = Path(output)
    if output != "-":
        refuse_other_ending(path, ".xlsx", "a workbook", "pap export xlsx")
    context.open()
    context.refuse_loss("the workbook was not written")
    workbook = export(context.assess())
    data = written(workbook)
    context.progress.end()
    context.warn_of_file_errors()
    context.warn_of_bare_shares()
    if output == "-":
        write_out(data)
        return
    context.refuse_input(path)
    write_file(path, data)
    nouns = ("action", "milestone", "recommendation", "KPI", "figure", "risk")
    found = (count_words(len(tab.rows), noun) for tab, noun in zip(workbook.tabs, nouns, strict=False) if tab.rows)
    write_out(f"wrote {path}: {', '.join(found)}, as of {show_date(context.as_of)}\n")
