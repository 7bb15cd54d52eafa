"""Opening a workspace: from a folder on disk to a portfolio, settings, and everything wrong with either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, finding, nearest
from pap_cli.load.workspace import clocks
from pap_cli.load.workspace.config import read_config
from pap_cli.load.workspace.files import FileReader, Unit
from pap_cli.load.workspace.formulas import check_formulas
from pap_cli.load.workspace.link import Linking, belonging
from pap_cli.load.workspace.lookalikes import look_alikes
from pap_cli.load.yaml.hidden import report_hidden
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.config import Config
from pap_cli.model.dates import Period, quote
from pap_cli.model.kpi import Kpi, KpiFile, Observation, in_time_order
from pap_cli.model.place import Named, Source
from pap_cli.model.plan import Header, Plan, PlanFile
from pap_cli.model.portfolio import Portfolio
from pap_cli.problems.files import NO_PLAN
from pap_cli.problems.ids import UNKNOWN_ID
from pap_cli.problems.values import DUPLICATE_PERIOD
from pap_cli.problems.yaml import TOO_MUCH

F = TypeVar("F", PlanFile, KpiFile)
T = TypeVar("T")
Tick = Callable[[int, int], None]


class Workspace(Struct, frozen=True, kw_only=True):
    """A workspace as it was read."""

    root: Path
    config: Config
    portfolio: Portfolio
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]
    contents: dict[str, FileContent[Any]]


def open_workspace(root: Path) -> Workspace:
    """Read everything in a workspace.

    Never raises on what stands in the files: what is wrong is in `diagnostics`, what is good is in `portfolio`.
    """
    return read_workspace(FileReader(root))


def read_workspace(reader: FileReader, other: Workspace | None = None, tick: Tick | None = None) -> Workspace:
    """Read everything that a reader finds.

    With another version of the workspace, its settings apply, and files with the same text are not parsed again.
    `tick` is called after each file with the number of files read and their total.
    """
    return _Opening(reader, tick, other).workspace(other.config if other else read_config(reader))


class FileContent(Struct, Generic[T], frozen=True, kw_only=True):
    """The entries of one file, and everything that is wrong with it.

    `untold` counts the diagnostics left out; `whole` is False where the file could not be read at all; `hopeless` is
    True where it had so many that the rest was not read.
    """

    entry: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lost_ids: frozenset[str] = frozenset()
    untold: int = 0
    whole: bool = True
    hopeless: bool = False


class _Opening:
    """One reading of one workspace."""

    def __init__(self, reader: FileReader, tick: Tick | None, other: Workspace | None) -> None:
        self.reader = reader
        self.tick = tick
        self.other = other
        self.contents: dict[str, FileContent[Any]] = {}
        self.units = tuple(reader.plan_units())
        self.kpi_paths = reader.kpi_files()
        self.total = sum(len(unit.paths) for unit in self.units) + len(self.kpi_paths)
        self.done = 0
        self.lost_ids: set[str] = set()
        self.whole = True

    def workspace(self, config: Config) -> Workspace:
        drafts = [draft for unit in self.units if (draft := self.plan_files(unit))]
        kpi_parts = [part for path in self.kpi_paths if (part := self.file(KpiFile, path))]
        linking = Linking(frozenset(self.lost_ids), self.whole)
        plans = self.plans(drafts, linking)
        kpis = self.kpis(kpi_parts, plans, linking)
        portfolio = Portfolio(plans=plans, kpis=kpis, whole=self.whole and not self.lost_ids)
        linking.references(portfolio)
        for alike in look_alikes(portfolio):
            linking.found(alike)
        found = [*self.reader.diagnostics, *linking.diagnostics]
        if linking.untold:
            message = f"{linking.untold} more faults of ids are not shown"
            rule = TOO_MUCH
            found.append(Diagnostic(rule=rule, message=message, help="mend the first ones", severity=rule.severity))
        return Workspace(
            root=self.reader.root,
            config=config,
            portfolio=portfolio,
            diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.order)),
            sources=self.reader.sources,
            contents=self.contents,
        )

    def file(self, cls: type[F], path: Path) -> F | None:
        """One file as its entries; None if nothing of it could be kept."""
        self.done += 1
        if self.tick is not None:
            self.tick(self.done, self.total)
        source = self.reader.read(path)
        if source is None:
            self.whole = False
            return None
        content = self.contents[source.path] = self._content(cls, source)
        self.whole = self.whole and content.whole and not content.hopeless
        self.lost_ids |= content.lost_ids
        plan = _plan_of(content.entry)
        self.reader.diagnostics += [replace(diagnostic, plan=plan) for diagnostic in content.diagnostics]
        if content.untold:
            message = f"{content.untold} more faults in this file are not shown"
            if content.hopeless:
                message += ", and the rest of it is not read"
            self.reader.report(TOO_MUCH, path, message, "mend the first ones")
        return content.entry

    def _content(self, cls: type[F], source: Source) -> FileContent[F]:
        if self.other is not None and source.path in self.other.contents:
            same = self.other.sources[source.path].text == source.text
            return self.other.contents[source.path] if same else _read(cls, source)
        return _read(cls, source)

    def plan_files(self, unit: Unit) -> tuple[Header, list[PlanFile]] | None:
        """The header of a plan and all of its files; None, with a finding, if there is no header."""
        before = len(self.reader.diagnostics)
        parts = [(path, part) for path in unit.paths if (part := self.file(PlanFile, path))]
        headed = [(path, part.plan) for path, part in parts if part.plan]
        for path, header in headed[1:]:
            first = self.reader.name(headed[0][0])
            message = f"this folder is one plan, and {first} already says which"
            help = "keep plan: in one file of the folder; another plan goes into another folder"
            span = header.place.span()
            self.reader.report(NO_PLAN, path, message, help, span)
        if headed:
            header = headed[0][1]
            self.reader.diagnostics[before:] = [
                replace(found, plan=header.id) if found.plan is None else found
                for found in self.reader.diagnostics[before:]
            ]
            return header, [part for _, part in parts]
        self._no_header(unit, [path for path, _ in parts], {found.path for found in self.reader.diagnostics[before:]})
        return None

    def _no_header(self, unit: Unit, read: list[Path], told: set[str]) -> None:
        """Say that a plan has no header, unless its header was found at fault already."""
        self.whole = False
        if unit.folder:
            expected = unit.paths[0].parent / "plan.yaml"
            if not read or (expected in unit.paths and self.reader.name(expected) in told):
                return
            path = expected if expected in unit.paths else read[0]
            message = f"no file of the folder {unit.name} says which plan it is"
            start = "start it with" if expected in unit.paths else "add a plan.yaml that starts with"
            help = f"{start}  plan: {{id: …, title: …, start: …}}"
        else:
            if not read or self.reader.name(read[0]) in told:
                return
            path, message = read[0], "this file does not say which plan it is"
            help = "start it with  plan: {id: …, title: …, start: …}, or move it into the folder of its plan"
        self.reader.report(NO_PLAN, path, message, help)

    def plans(self, drafts: list[tuple[Header, list[PlanFile]]], linking: Linking) -> tuple[Plan, ...]:
        seen: dict[str, Named] = {}
        kept = {id(header) for header in linking.unique((header for header, _ in drafts), seen, None)}
        return tuple(
            linking.plan(clocks.check_clocks(header, linking), parts) for header, parts in drafts if id(header) in kept
        )

    def kpis(self, parts: list[KpiFile], plans: tuple[Plan, ...], linking: Linking) -> tuple[Kpi, ...]:
        """Every KPI once, told which plan it belongs to: the only one, where the file does not say."""
        known = {plan.id for plan in plans}
        only = plans[0].id if len(plans) == 1 else None
        seen: dict[str | None, dict[str, Named]] = {}
        kpis: list[Kpi] = []
        for part in parts:
            owner = part.plan or only
            if part.plan and part.plan not in known and linking.whole:
                near = nearest(part.plan, known)
                linking.found(
                    finding(
                        UNKNOWN_ID,
                        f"plan names {quote(part.plan)}, and this workspace has no such plan",
                        help=f"did you mean {near}?" if near else "name a plan of this workspace, or delete the line",
                        place=part.place,
                        fields=("plan",),
                    )
                )
            kpis += linking.unique(belonging(part.kpis, owner), seen.setdefault(owner, {}), owner)
        return check_formulas([self._periods_once(kpi, linking) for kpi in kpis], linking)

    def _periods_once(self, kpi: Kpi, linking: Linking) -> Kpi:
        """A KPI with one figure a period, in the order of time, whatever the order of the file."""
        if in_time_order(kpi.observations):
            return kpi
        by_period: dict[Period, Observation] = {}
        for observation in kpi.observations:
            first = by_period.setdefault(observation.period, observation)
            if first is not observation:
                linking.found(
                    finding(
                        DUPLICATE_PERIOD,
                        f"{observation.period.written} is the same period as {first.period.written}, "
                        f"on line {first.place.line}; the first figure is kept",
                        help="delete one of them",
                        place=observation.place,
                        plan=kpi.plan,
                        item=kpi.id,
                    )
                )
        ordered = tuple(
            sorted(by_period.values(), key=lambda observation: (observation.period.end, observation.period.start))
        )
        return kpi if ordered == kpi.observations else replace(kpi, observations=ordered)


def read_entry(cls: type[T], reader: FileReader, path: Path) -> T | None:
    """One file that is one entry of another kind than a plan or KPIs; None, with findings, if it cannot be had."""
    source = reader.read(path)
    if source is None:
        return None
    content = _read(cls, source)
    reader.diagnostics += content.diagnostics
    return content.entry


def _read(cls: type[T], source: Source) -> FileContent[T]:
    """What a file comes to."""
    from pap_cli.load.entries.validate import FileReading

    reading = FileReading(source)
    node = read_nodes(source, reading.report)
    whole = node is not None or not reading.diagnostics
    entry = reading.entry(cls, node, (0, 0, len(source.text))) if whole else None
    report_hidden(source, node, reading.report)
    return FileContent(
        entry=entry,
        diagnostics=tuple(reading.diagnostics),
        lost_ids=frozenset(reading.lost_ids),
        untold=reading.not_shown,
        whole=whole,
        hopeless=reading.gave_up,
    )


def _plan_of(entry: PlanFile | KpiFile | None) -> str | None:
    if isinstance(entry, PlanFile):
        return entry.plan.id if entry.plan else None
    return entry.plan if entry else None
