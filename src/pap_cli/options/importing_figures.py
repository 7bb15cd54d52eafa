"""How the figures of a spreadsheet get into the workspace: shown first, then written as one change with one undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.importing import Importing, mapping_file, show_changes, show_told
from pap_cli.options.session import Session

if TYPE_CHECKING:
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.sheets.figures.writing.newer import Planned
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.understood import Understood


class Aim(Struct, frozen=True, kw_only=True):
    """Where figures go."""

    into: str
    plan: str | None
    csv: bool
    # The day of the file.
    on: date


def write_figures(session: Session, found: Understood, mapping: Mapping, kept: Importing, aim: Aim) -> None:
    """Show what the figures of a spreadsheet change, ask, and write it.

    Raises:
        PapError: if a file cannot take the figures, or nobody can be asked and --yes is not given.
    """
    from pap_cli.output.write import write_error
    from pap_cli.sheets.figures.understand import own_area
    from pap_cli.sheets.figures.writing.newer import Place, planned
    from pap_cli.sheets.figures.writing.wanted import wanted_of

    context = session.context
    plans = context.workspace.portfolio.plans
    only = plans[0].id if len(plans) == 1 else None
    if aim.plan is not None and all(one.id != aim.plan for one in plans):
        known = ", ".join(one.id for one in plans)
        raise PapError(f"no plan “{aim.plan}”", f"the plans are {known}" if known else "leave out  --plan")
    wanted = wanted_of(found, own_area(mapping))
    place = Place(into=aim.into, plan=aim.plan or only, csv=aim.csv, comments=tuple(_comments(found, aim.on)))
    plan = planned(context.workspace, wanted, place, aim.on)
    edited = _edited(session, plan, mapping, kept, found)
    options = context.options
    if plan.edits and not session.recording.yes and options.format is None and options.output is None:
        _preview(context, found, edited)
    for line in plan.told:
        write_error(f"{line}\n")
    if plan.edits:
        files = [one.name for one in edited.files if not one.name.endswith(".toml")]
        question = f"Write {', '.join(files)}?"
        session.confirm(question, f"nothing was written: {', '.join(files)} would change", "write it with  --yes")
    session.finish(edited)
    if plan.edits and session.recording.yes:
        show_told(context, found, "kpis")


def _comments(found: Understood, on: date) -> Sequence[str]:
    """Return the lines above the KPIs of a new file: where they are from, and the texts beside its tables."""
    lines = [f"From {PurePosixPath(found.file.replace(chr(92), '/')).name}, as it was on {on.isoformat()}."]
    texts = [
        f"{one.sheet}: {one.cell}" if one.sheet else one.cell
        for one in found.report
        if one.kind == "footer" and one.cell
    ]
    return [*lines, *dict.fromkeys(texts)]


def _edited(session: Session, plan: Planned, mapping: Mapping, kept: Importing, found: Understood) -> Edited:
    """Return the files as they would be, read again; the mapping is one of them."""
    from pap_cli.edit.draft.prepare import Edited, prepare

    context = session.context
    if not plan.edits:
        return Edited(files=(), effects=())
    edited = prepare(
        context.workspace,
        plan.edits,
        context.as_of,
        files=[*plan.files, mapping_file(mapping, kept)],
        today=context.today(),
        force=True,
        refused=frozenset(),
    )
    # of a KPI that is new, `pap check` says the same for all: no owner, no newer figure
    effects = [one if one.edit.item.entry is not None else replace(one, findings=()) for one in edited.effects]
    return Edited(files=edited.files, effects=tuple(effects))


def _preview(context: Context, found: Understood, edited: Edited) -> None:
    """Show what was understood, and what changes in KPIs that are there already, as `pap diff` shows it."""
    from pap_cli.sheets.pages.understood import UnderstoodView

    context.show(UnderstoodView(found=found, of="kpis"))
    known = [one for one in edited.effects if one.edit.item.entry is not None]
    if known:
        show_changes(context, edited)
