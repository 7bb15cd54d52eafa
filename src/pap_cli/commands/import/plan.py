"""`pap import plan`."""

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
from pap_cli.options.shared import with_context


@single(example="pap import plan tracker.csv --dry-run")
@with_context(("as_of", "workspace", "format", "output", "color"))
def app(
    context: Context,
    file: SpreadsheetFile,
    sheet: SheetName = None,
    map: MapFile = None,
    into: Annotated[
        str | None, option("--into", "FILE", "The file of the plan. Default: plans/NAME.yaml, or as it was before.")
    ] = None,
    on: Annotated[
        str | None,
        option(
            "--on",
            "DATE",
            "The day of the spreadsheet: what it says without a day is known since then. Default: when it was last "
            "saved.",
        ),
    ] = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
    yes: Yes = False,
    commit: Annotated[bool, option("--commit", None, "Make a git commit of the changed files.")] = False,
) -> None:
    """Take a plan tracker in: a spreadsheet of recommendations, actions and milestones.

    pap looks at the contents of each column first and at its heading second, shows what it takes each for, and asks
    where it is not sure. The answers are kept in imports/, for the next import of the same spreadsheet. A newer version
    of it brings what changed, as facts that are known since its day; nothing is taken away. A workbook of
    pap export xlsx needs no answers: what was filled in becomes facts, and what was not changed changes nothing.
    """
    from pap_cli.options.import_before import for_renamed_sheets, refuse_newer_version
    from pap_cli.options.import_questions import settled
    from pap_cli.options.importing_plan import Aim, write_plan
    from pap_cli.options.own_workbook import import_own
    from pap_cli.options.session import Recording, session
    from pap_cli.sheets.book.read import read_book
    from pap_cli.sheets.mapping import Mapping, mapping_of
    from pap_cli.sheets.pages.understood import UnderstoodView
    from pap_cli.sheets.plan.understand import understand_plan
    from pap_cli.sheets.understood import Understood
    from pap_cli.sheets.workbook.back.own import read_own

    book = read_book(Path(file), file)
    recording = Recording(dry_run=dry_run, yes=yes, commit=commit, forcible=False)
    if (own := read_own(book)) is not None:  # it needs no guess and no mapping
        place = into_file(into, file, None, "plan") if into is not None else None
        import_own(context, book, own, "plan", recording, into=place, on=on)
        return
    kept = importing(context, file, "plan", map, into, dry_run=dry_run)
    place = into_file(into, file, kept.mapping, "plan")
    names = sheet_names(book, sheet, file)

    def understand(mapping: Mapping | None) -> Understood:
        return understand_plan(book, mapping, sheet)

    kept = for_renamed_sheets(kept, names, understand)
    if into is None and not dry_run:
        refuse_newer_version(context.find_root(), understand(kept.mapping), kept, "plan")
    found = settled(context, understand, kept, "plan", no_input=no_input, dry_run=dry_run)
    if dry_run:
        context.show(UnderstoodView(found=found, of="plan"))
        return
    day = day_of_file(context, on, book.saved)
    with session(context, recording, empty=True) as opened:
        aim = Aim(into=place, on=day, no_input=no_input)
        write_plan(opened, found, mapping_of(found, "plan", place), kept, aim)
