"""`pap import kpis`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.importing import (
    DryRun,
    MapFile,
    NoInput,
    SheetName,
    SpreadsheetFile,
    Yes,
    day_of_file,
    importing,
    into_file,
    sheet_names,
)
from pap_cli.options.shared import completed, with_context


@single(example="pap import kpis scorecard.csv --dry-run")
@with_context(("as_of", "workspace", "format", "output", "color"))
def app(
    context: Context,
    file: SpreadsheetFile,
    sheet: SheetName = None,
    map: MapFile = None,
    into: Annotated[
        str | None, option("--into", "FILE", "The file of KPIs that new ones go into. Default: kpis/NAME.yaml.")
    ] = None,
    plan: Annotated[
        str | None,
        option("--plan", "ID", "The plan that new KPIs belong to. Default: the only one.", completed("plan")),
    ] = None,
    on: Annotated[
        str | None,
        option(
            "--on",
            "DATE",
            "The day of the spreadsheet: changed figures and targets are known since then. Default: when it was last "
            "saved.",
        ),
    ] = None,
    csv: Annotated[bool, option("--csv", None, "Write the figures of new KPIs into a CSV file beside it.")] = False,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    yes: Yes = False,
    commit: Annotated[bool, option("--commit", None, "Make a git commit of the changed files.")] = False,
) -> None:
    """Take figures of KPIs in: a scorecard by month or quarter, a long extract, a sheet for each KPI.

    pap decides each column and each KPI as a whole, shows what it takes them for, and asks where it is not sure. The
    answers are kept in imports/, for the next import of the same spreadsheet. A newer version of it adds figures, and
    records changed ones as revisions that are known since the day of the file.
    """
    from pap_cli.options.import_before import for_renamed_sheets
    from pap_cli.options.import_questions import settled
    from pap_cli.options.importing_figures import Aim, write_figures
    from pap_cli.options.own_workbook import import_own
    from pap_cli.options.session import Recording, session
    from pap_cli.sheets.book.read import read_book
    from pap_cli.sheets.figures.understand import understand_figures
    from pap_cli.sheets.mapping import Mapping, mapping_of
    from pap_cli.sheets.pages.understood import UnderstoodView
    from pap_cli.sheets.understood import Understood
    from pap_cli.sheets.workbook.back.own import read_own

    book = read_book(Path(file), file)
    recording = Recording(dry_run=dry_run, yes=yes, commit=commit, forcible=False)
    if (own := read_own(book)) is not None:  # it needs no guess and no mapping
        named = into_file(into, file, None, "kpis") if into is not None else None
        import_own(context, book, own, "kpis", recording, into=named, on=on)
        return
    kept = importing(context, file, "kpis", map, into, dry_run=dry_run)
    place = into_file(into, file, kept.mapping, "kpis")
    names = sheet_names(book, sheet, file)

    def understand(mapping: Mapping | None) -> Understood:
        return understand_figures(book, mapping, sheet)

    kept = for_renamed_sheets(kept, names, understand)
    found = settled(context, understand, kept, "kpis", no_input=no_input, dry_run=dry_run)
    if dry_run:
        context.show(UnderstoodView(found=found, of="kpis"))
        return
    day = day_of_file(context, on, book.saved)
    with session(context, recording, empty=True) as opened:
        aim = Aim(into=place, plan=plan, csv=csv, on=day)
        write_figures(opened, found, mapping_of(found, "kpis", place), kept, aim)
