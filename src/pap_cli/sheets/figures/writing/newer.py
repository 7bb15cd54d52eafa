"""What a book of figures changes in a workspace: new KPIs and figures, revisions, targets; nothing is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.items.item import Item, Sort
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import AddEntry
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.measure import Missing
from pap_cli.sheets.figures.reading.words import folded
from pap_cli.sheets.figures.writing.changed import changes_of
from pap_cli.sheets.figures.writing.new import Owner, beside, entry_of, new_table, new_text, with_ids
from pap_cli.sheets.figures.writing.tables import Tables
from pap_cli.sheets.figures.writing.wanted import NamedKpi, WantedKpi, of_its_own
from pap_cli.wording.cells import count_words


class Place(Struct, frozen=True, kw_only=True):
    """Where new KPIs go."""

    # The file, from the workspace, and the plan that they belong to.
    into: str
    plan: str | None
    # True if figures go into a CSV file beside it.
    csv: bool
    # Lines above the KPIs of a new file.
    comments: tuple[str, ...] = ()


class Planned(Struct, kw_only=True):
    """The edits that a book of figures amounts to, and what to say of them."""

    edits: list[Edit] = field(default_factory=list)
    files: list[ChangedFile] = field(default_factory=list)
    # What is not written, or written in a way to be known.
    told: list[str] = field(default_factory=list)


def planned(workspace: Workspace, wanted: Sequence[WantedKpi], place: Place, on: date) -> Planned:
    """Return what the KPIs of a book change; ON is the day of the file.

    Raises:
        PapError: if a file has errors, or cannot be changed by a command.
    """
    plan = Planned()
    matched, new = _matched(workspace, wanted, place.plan)
    tables = Tables(workspace)
    owner = _owner(workspace, place.plan)
    for item, kpi in matched:
        edit, told = changes_of(item, kpi, tables, on)
        plan.told += told
        if edit is not None:
            plan.edits.append(edit)
    _emptied(matched, plan)
    _vanished(workspace, matched, place, plan)
    _add(workspace, new, place, on, owner, tables, plan)
    plan.edits, files = tables.written(plan.edits)
    plan.files += files
    return plan


def _matched(
    workspace: Workspace, wanted: Sequence[WantedKpi], plan: str | None
) -> tuple[list[tuple[Item, WantedKpi]], list[NamedKpi]]:
    """Return the KPIs that are in the workspace with what is wanted of them, and the new ones with their IDs."""
    known = [kpi for kpi in workspace.portfolio.kpis if plan is None or kpi.plan in (plan, None)]
    by_id = {kpi.id.casefold(): kpi for kpi in known}
    by_title: dict[str, list[Kpi]] = {}
    for each in known:
        by_title.setdefault(folded(each.title), []).append(each)
    matched: list[tuple[Item, WantedKpi]] = []
    new: list[WantedKpi] = []
    for one in wanted:
        (named,) = with_ids([one], ())
        found = by_id.get(named.id.casefold()) if one.ref is not None else None
        same = by_title.get(folded(one.title), [])
        kpi = found if found is not None else same[0] if len(same) == 1 else None
        if kpi is not None and not _fits(kpi, one):
            one = of_its_own(one)  # noqa: PLW2901 - as it would be called beside that KPI
            same = by_title.get(folded(one.title), [])
            kpi = same[0] if len(same) == 1 else None
        if kpi is None:
            new.append(one)
        else:
            matched.append((Item(Sort.KPI, kpi.id, kpi.plan, kpi), one))
    return matched, with_ids(new, [kpi.id for kpi in workspace.portfolio.kpis])


def _fits(kpi: Kpi, wanted: WantedKpi) -> bool:
    """Return True if figures are for the kind of period that a KPI has figures for."""
    known = {one.period.kind for one in kpi.observations}
    return not known or not wanted.figures or wanted.figures[0].period.kind in known


def _owner(workspace: Workspace, plan: str | None) -> Owner:
    """Return a function for the ID of the owner with a title or a name, in one plan or in the only one."""
    plans = [one for one in workspace.portfolio.plans if plan in (None, one.id)]
    known: dict[str, str] = {}
    for one in plans if plan is not None else ():
        for post in one.owners:
            known |= {folded(text): post.id for text in (post.id, post.title, post.name) if text}
    return lambda text: known.get(folded(text))


def _emptied(matched: Sequence[tuple[Item, WantedKpi]], into: Planned) -> None:
    """Tell of the figures of the workspace that the book has a place for, and has no more."""
    periods = [figure.period for _, wanted in matched for figure in wanted.figures]
    for item, wanted in matched:
        kpi: Kpi = item.entry
        kinds = {figure.period.kind for figure in wanted.figures}
        ends = [period.end for period in periods if period.kind in kinds]
        there = {figure.period for figure in wanted.figures}
        gone = [
            one
            for one in kpi.observations
            if kpi.formula is None
            and one.period.kind in kinds
            and min(ends) <= one.period.end <= max(ends)
            and one.period not in there
            and one.value is not Missing.MISSING
        ]
        if gone:
            more = f" and {count_words(len(gone) - 1, 'more period')}" if len(gone) > 1 else ""
            what = "it stays as it is" if len(gone) == 1 else "they stay as they are"
            into.told.append(f"{item.id}: no figure in the spreadsheet any more for {gone[0].period}{more}; {what}")


def _vanished(workspace: Workspace, matched: Sequence[tuple[Item, WantedKpi]], place: Place, into: Planned) -> None:
    """Tell of the KPIs of the file that are not in the book."""
    there = {(item.plan, item.id) for item, _ in matched}
    for kpi in workspace.portfolio.kpis:
        if (
            kpi.place.path == place.into
            and (kpi.plan, kpi.id) not in there
            and kpi.formula is None
            and kpi.ended is None
        ):
            into.told.append(f"{kpi.id} ({kpi.title}) is no longer in the spreadsheet; it stays as it is")


def _add(
    workspace: Workspace,
    new: Sequence[NamedKpi],
    place: Place,
    on: date,
    owner: Owner,
    tables: Tables,
    into: Planned,
) -> None:
    if not new:
        return
    table = beside(place.into) if place.csv and any(one.kpi.figures for one in new) else None
    entries = [entry_of(one, on, owner, table if one.kpi.figures else None) for one in new]
    known = workspace.contents.get(place.into)
    if known is None:
        if place.into in workspace.sources or (workspace.root / place.into).exists():
            raise PapError(
                f"{place.into} cannot be read as a file of KPIs", "correct it, or choose another with  --into"
            )
        text = new_text(entries, place.plan, place.comments).encode("utf-8")
        into.files.append(ChangedFile(workspace.root / place.into, place.into, None, text))
        into.edits += [_added(one, place.plan) for one in new]
    else:
        if not isinstance(known.entry, KpiFile):
            raise PapError(f"{place.into} is not a file of KPIs, or has errors", "choose another with  --into")
        file = known.entry
        for one, entry in zip(new, entries, strict=True):
            change = AddEntry((), "kpis", entry, key_order(KpiFile))
            edit = _added(one, file.plan)
            into.edits.append(Edit(item=edit.item, changes=(change,), did=edit.did, key="id", inside=file.place))
    if table is not None:
        folder = place.into.rpartition("/")[0]
        path = f"{folder}/{table}" if folder else table
        if path in workspace.sources:
            tables.add_all(path, new, on)
        else:
            text = new_table(new, on).encode("utf-8")
            into.files.append(ChangedFile(workspace.root / path, path, None, text))


def _added(one: NamedKpi, plan: str | None) -> Edit:
    counts: Mapping[str, int] = {
        "figure": len(one.kpi.figures),
        "figure of benchmarks": sum(map(len, one.kpi.benchmarks.values())),
    }
    parts = [
        f"{count:,} figures of benchmarks" if "of" in name else count_words(count, name)
        for name, count in counts.items()
        if count
    ]
    did = f"added, with {' and '.join(parts)}" if parts else "added, without figures"
    return Edit(item=Item(Sort.KPI, one.id, plan, None), changes=(), did=did, key="id", rated=False)
