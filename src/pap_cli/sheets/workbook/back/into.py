"""What an exported workbook does to a workspace: new files where its plans are not there, changes where they are."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, assess
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.plan import Portfolio
from pap_cli.sheets.taken.change import Refused, Taken, Where
from pap_cli.sheets.workbook.back.differences import differences
from pap_cli.sheets.workbook.back.fresh import Fresh
from pap_cli.sheets.workbook.back.own import COLUMNS, OwnWorkbook
from pap_cli.sheets.workbook.export import tabs
from pap_cli.sheets.workbook.names import names_of
from pap_cli.sheets.workbook.tabs import figures, kpis
from pap_cli.sheets.workbook.tabs.shared import Shown

PLAN, KPIS = "plan", "kpis"
_OF_KPIS = frozenset({kpis.NAME, figures.NAME})


class Placed(Struct, frozen=True, kw_only=True):
    """What a workbook does: new files, and what it changes in those that are there."""

    files: tuple[ChangedFile, ...]
    taken: Taken


def placed(
    own: OwnWorkbook,
    workspace: Workspace,
    what: str,
    day: date,
    into: str | None = None,
    gone: Mapping[str, bytes] = MappingProxyType({}),
) -> Placed:
    """Return what a workbook does to a workspace.

    Args:
        own: the workbook.
        workspace: the workspace as it is.
        what: `plan` for everything, `kpis` for KPIs and their figures alone.
        day: the day on which what it says becomes known.
        into: the name of the file of a new plan, or of its KPIs.
        gone: the files that make room for them, which are not in `workspace` any more.

    Raises:
        PapError: if a file is in the way.
    """
    portfolio = workspace.portfolio
    named = own.plans
    here = {plan.id for plan in portfolio.plans}
    known = {kpi.id for kpi in portfolio.kpis}
    fresh = Fresh(own)
    texts: dict[str, str] = {}
    new_plans = [name for name in named if name not in here] if what == PLAN else []
    if what == PLAN:
        texts |= {into or f"plans/{id}.yaml": text for id, text in fresh.plans() if id in new_plans}
    if what == KPIS and known and named and here.isdisjoint(named):
        raise PapError(
            f"{own.name} is a workbook of the plan {' and '.join(named)}, which is not here",
            f"import the plan first:  pap import plan {shlex.quote(own.name)}",
        )
    shared = {kpi.id for kpi in portfolio.kpis if kpi.plan is None}
    came_first = any(one.get("id") in shared for one in own.rows(kpis.NAME))
    alone = not (here | set(new_plans)).issuperset(named)
    written = {
        (into if what == KPIS else None) or f"kpis/{id or 'kpis'}.yaml": text
        for id, text in (fresh.kpis(without_plans=alone) if own.rows(kpis.NAME) else ())
        if not known or (id in new_plans and not came_first)
    }
    new_kpis = bool(written)
    texts |= written
    files = tuple(_new(workspace, name, text, gone.get(name)) for name, text in texts.items())
    part = Portfolio(
        plans=tuple(plan for plan in portfolio.plans if plan.id in named),
        kpis=tuple(kpi for kpi in portfolio.kpis if not named or kpi.plan is None or kpi.plan in named),
        whole=portfolio.whole,
    )
    only = _OF_KPIS if what == KPIS or not part.plans else frozenset(COLUMNS)
    only = only - _OF_KPIS if new_kpis else only
    taken = Taken()
    if (part.plans or what == KPIS) and only:
        taken = _differences(own, part, workspace, day, only)
    refused = (*taken.refused, *own.strays, *(fresh.refused if files else ()))
    if files and taken.changes:
        why = f"changes of {len(taken.changes)} rows wait until the new files are written"
        refused = (*refused, Refused(where=Where(own.name), why=why, help="import the workbook again"))
    return Placed(files=files, taken=replace(taken, refused=refused))


def _differences(own: OwnWorkbook, part: Portfolio, workspace: Workspace, day: date, only: frozenset[str]) -> Taken:
    def shown(on: date) -> Shown:
        now: Assessment = assess(part, on, workspace.config.rating)
        return Shown(now=now, names=names_of(part.plans))

    make: Callable[[date], Shown] = shown
    then, now = (tabs(make(on)) for on in (own.mark.as_of, max(day, own.mark.as_of)))
    return differences(own, then, now, part, day.isoformat(), only)


def _new(workspace: Workspace, name: str, text: str, before: bytes | None) -> ChangedFile:
    path = workspace.root / name
    if before is None and (path.exists() or path.is_symlink()):
        raise PapError(f"{name} is there already", "choose another name with  --into")
    return ChangedFile(path, name, before, text.encode("utf-8"))
