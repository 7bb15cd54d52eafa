"""`pap import kpis`."""

from __future__ import annotations

from pathlib import Path

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import single
from pap_cli.options.importing import DryRun, MapFile, NoInput, SheetName, SpreadsheetFile, importing, settled
from pap_cli.options.shared import with_context


@single(example="pap import kpis scorecard.csv --dry-run")
@with_context(("as_of", "workspace", "format", "output", "color"))
def app(
    context: Context,
    file: SpreadsheetFile,
    sheet: SheetName = None,
    map: MapFile = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Take figures of KPIs in: a scorecard by month or quarter, a long extract, a sheet for each KPI.

    pap decides each column and each KPI as a whole, shows what it takes them for, and asks where it is not sure. The
    answers are kept in imports/, for the next import of the same spreadsheet.
    """
    from pap_cli.sheets.book.read import read_book
    from pap_cli.sheets.figures.understand import understand_figures
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.pages.understood import UnderstoodView
    from pap_cli.sheets.understood import Understood

    kept = importing(context, file, "kpis", map, None)
    book = read_book(Path(file), file)

    def understand(mapping: Mapping | None) -> Understood:
        return understand_figures(book, mapping, sheet)

    found = settled(context, understand, kept, "kpis", no_input=no_input, dry_run=dry_run)
    if not dry_run:
        raise PapError("pap cannot write figures yet", "add  --dry-run  to see what it understood")
    context.show(UnderstoodView(found=found, of="kpis"))
