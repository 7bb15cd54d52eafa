"""Open a workspace: read its files into a portfolio, with its settings and all problems found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, Severity, diagnostic_at, nearest
from pap_cli.load.workspace.clocks import check_clocks
from pap_cli.load.workspace.config import read_config
from pap_cli.load.workspace.empty import first_line, report_empty
from pap_cli.load.workspace.figures import in_unit, periods_once, with_break, with_calendar
from pap_cli.load.workspace.files import CONFIG_NAME, FileReader, Unit
from pap_cli.load.workspace.formulas import check_formulas
from pap_cli.load.workspace.link import Linking, belonging
from pap_cli.load.workspace.locate import is_settings_alike
from pap_cli.load.workspace.lookalikes import look_alikes
from pap_cli.load.workspace.records_lock import read_lock, with_lock
from pap_cli.load.workspace.tables import ReadTable, with_tables
from pap_cli.load.workspace.unread import unread
from pap_cli.load.yaml.hidden import report_hidden
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.config import Config
from pap_cli.model.dates import quote
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.place import Named, Source
from pap_cli.model.plan import Header, Plan, PlanFile, Portfolio
from pap_cli.problems.files import FILE_NOT_READ, NO_PLAN
from pap_cli.problems.ids import UNKNOWN_ID
from pap_cli.problems.yaml import TOO_MUCH

F = TypeVar("F", PlanFile, KpiFile)
T = TypeVar("T")
Tick = Callable[[int, int], None]


class Workspace(Struct, frozen=True, kw_only=True):
    """A workspace that was read.  `contents` and `tables` have what was read from each file, before linking."""

    root: Path
    config: Config
    portfolio: Portfolio
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]
    contents: dict[str, FileContent[Any]]
    tables: dict[str, ReadTable]
    # The plans that could not be read, or only in part; None for one whose ID is not known.
    lost_plans: frozenset[str | None] = frozenset()


def open_workspace(root: Path) -> Workspace:
    """Read a workspace.

    Never raises because of the content of a file: problems are in `diagnostics`, valid entries in `portfolio`.
    """
    return read_workspace(FileReader(root))


def read_workspace(reader: FileReader, other: Workspace | None = None, tick: Tick | None = None) -> Workspace:
    """Read everything that a reader finds.

    With another version of the workspace, files with the same text are not parsed again.  `tick` is called after each
    file with the number of files read and their total.
    """
    return _Opening(reader, tick, other).workspace(read_config(reader))


class FileContent(Struct, Generic[T], frozen=True, kw_only=True):
    """The entry in a file, and all problems found.

    `not_shown` counts problems that are not in `diagnostics`; `whole` is False if the file could not be parsed;
    `gave_up` is True if there were so many problems that the rest was not read; `empty` is True if it contains nothing,
    not even a comment.
    """

    entry: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lost_ids: frozenset[str] = frozenset()
    not_shown: int = 0
    whole: bool = True
    gave_up: bool = False
    empty: bool = False


class _Opening:
    """Reads one workspace."""

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
        self.lost_plans: set[str | None] = set()
        self.plan_of_unit: dict[str, str] = {}
        self.unread_files = 0

    def workspace(self, config: Config) -> Workspace:
        drafts = [draft for unit in self.units if (draft := self.plan_files(unit))]
        kpi_parts = [part for path in self.kpi_paths if (part := self.file(KpiFile, path))]
        report_empty(self.reader, self.kpi_paths, self.contents)
        self.report_unread()
        known = self.other.tables if self.other else {}
        parts, tables = with_tables(kpi_parts, self.reader, self.lost_ids, whole=self.whole, known=known)
        linking = Linking(frozenset(self.lost_ids), self.whole)
        plans = self.plans(drafts, linking)
        kpis = self.kpis(parts, plans, linking)
        sources = tuple(source for part in kpi_parts for source in part.sources)
        refreshed = read_lock(self.reader)
        portfolio = Portfolio(
            plans=plans,
            kpis=with_lock(kpis, refreshed, sources, linking.report),
            sources=sources,
            refreshed=refreshed,
            whole=self.whole and not self.lost_ids,
        )
        linking.references(portfolio)
        for alike in look_alikes(portfolio):
            linking.report(alike)
        found = [*self.reader.diagnostics, *linking.diagnostics]
        if linking.not_shown:
            message = f"{linking.not_shown} more ID errors are not shown"
            rule = TOO_MUCH
            found.append(Diagnostic(rule=rule, message=message, help="fix these first", severity=rule.severity))
        return Workspace(
            root=self.reader.root,
            config=config,
            portfolio=portfolio,
            diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.order)),
            sources=self.reader.sources,
            contents=self.contents,
            tables=tables,
            lost_plans=frozenset(self.lost_plans),
        )

    def file(self, cls: type[F], path: Path) -> F | None:
        """Return the entry in a file; None if it could not be read."""
        self.done += 1
        if self.tick is not None:
            self.tick(self.done, self.total)
        source = self.reader.read(path)
        if source is None:
            self.whole = False
            self.unread_files += 1
            return None
        content = self.contents[source.path] = self._content(cls, source)
        if not content.whole or content.gave_up:
            self.whole = False
            self.unread_files += 1
        self.lost_ids |= content.lost_ids
        plan = _plan_of(content.entry)
        self.reader.diagnostics += [replace(diagnostic, plan=plan) for diagnostic in content.diagnostics]
        if content.not_shown:
            message = f"{content.not_shown} more problems in this file are not shown"
            if content.gave_up:
                message += ", and the rest of the file was not read"
            self.reader.report(TOO_MUCH, path, message, "fix these first")
        return content.entry

    def _content(self, cls: type[F], source: Source) -> FileContent[F]:
        if self.other is not None and source.path in self.other.contents:
            same = self.other.sources[source.path].text == source.text
            return self.other.contents[source.path] if same else _read(cls, source)
        return _read(cls, source)

    def report_unread(self) -> None:
        """Report the files that look as if they were read."""
        for found in unread(self.reader.not_read(), self.reader.peek):
            self.reader.report(FILE_NOT_READ, self.reader.root / found.path, found.message, found.help)
            parts = found.path.split("/")
            if not is_settings_alike(parts[-1]) and parts[-1] != CONFIG_NAME:
                self.whole = False
                if parts[0].casefold().startswith("plan"):
                    self.lost_plans.add(self.plan_of_unit.get(parts[1]) if len(parts) > 2 else None)

    def plan_files(self, unit: Unit) -> tuple[Header, list[PlanFile]] | None:
        """Return the header of a plan and its files; if there is no header, report that and return None."""
        before, unread = len(self.reader.diagnostics), self.unread_files
        parts = [(path, part) for path in unit.paths if (part := self.file(PlanFile, path))]
        headed = [(path, part.plan) for path, part in parts if part.plan]
        if unread != self.unread_files or len(headed) != 1:
            self.lost_plans.add(headed[0][1].id if headed else None)
        for path, header in headed[1:]:
            first = self.reader.name(headed[0][0])
            message = f"this folder already has plan:, in {first}"
            help = "keep plan: in one file; put another plan in its own folder"
            span = header.place.span()
            self.reader.report(NO_PLAN, path, message, help, span)
        if headed:
            report_empty(self.reader, unit.paths, self.contents)
            header = headed[0][1]
            self.plan_of_unit[unit.name] = header.id
            self.reader.diagnostics[before:] = [
                replace(found, plan=header.id) if found.plan is None else found
                for found in self.reader.diagnostics[before:]
            ]
            return header, [part for _, part in parts]
        errors = {found.path for found in self.reader.diagnostics[before:] if found.severity is Severity.ERROR}
        self._no_header(unit, [path for path, _ in parts], errors)
        return None

    def _no_header(self, unit: Unit, read: list[Path], reported: set[str]) -> None:
        """Report that a plan has no header, unless a problem with its header was reported (a path in REPORTED)."""
        self.whole = False
        if unit.folder:
            expected = unit.paths[0].parent / "plan.yaml"
            if not read or (expected in unit.paths and self.reader.name(expected) in reported):
                return
            path = expected if expected in unit.paths else read[0]
            message = f"no file in the folder {unit.name} has plan:"
            start = "start it with" if expected in unit.paths else "add a plan.yaml that starts with"
            help = f"{start}  plan: {{id: …, title: …, start: …}}"
        else:
            if not read or self.reader.name(read[0]) in reported:
                return
            path, message = read[0], "this file has no plan:"
            help = "start it with  plan: {id: …, title: …, start: …}, or move it to its plan's folder"
        self.reader.report(NO_PLAN, path, message, help, first_line(self.reader.sources[self.reader.name(path)]))

    def plans(self, drafts: list[tuple[Header, list[PlanFile]]], linking: Linking) -> tuple[Plan, ...]:
        seen: dict[str, Named] = {}
        kept = {id(header) for header in linking.unique((header for header, _ in drafts), seen, None)}
        self.lost_plans |= {header.id for header, _ in drafts if id(header) not in kept}
        return tuple(
            linking.plan(check_clocks(header, linking), parts) for header, parts in drafts if id(header) in kept
        )

    def kpis(self, parts: Sequence[KpiFile], plans: tuple[Plan, ...], linking: Linking) -> tuple[Kpi, ...]:
        """Return every KPI once, with its plan: if the file does not name one, the only plan of the workspace.

        A KPI of the workspace belongs to every plan, so no plan may use its ID again, whichever file comes first.
        """
        known = {plan.id for plan in plans}
        only = plans[0].id if len(plans) == 1 else None
        shared: dict[str, Named] = {}
        of_workspace = {
            id(part): tuple(linking.unique(belonging(part.kpis, only), shared, only)) for part in parts if not part.plan
        }
        seen: dict[str, dict[str, Named]] = {}
        kpis: list[Kpi] = []
        for part in parts:
            if part.plan and part.plan not in known and linking.whole:
                near = nearest(part.plan, known)
                linking.report(
                    diagnostic_at(
                        UNKNOWN_ID,
                        f"unknown plan {quote(part.plan)}",
                        help=f"did you mean {near}?"
                        if near
                        else "use the ID of a plan in this workspace, or delete the line",
                        place=part.place,
                        fields=("plan",),
                    )
                )
            if part.plan:
                taken = seen.setdefault(part.plan, dict(shared))
                kpis += linking.unique(belonging(part.kpis, part.plan), taken, part.plan)
            else:
                kpis += of_workspace[id(part)]
        own = [periods_once(with_calendar(with_break(in_unit(kpi))), linking) for kpi in kpis]
        checked = zip(own, check_formulas(own, linking), strict=True)
        # a formula may have the calendar of its inputs
        return tuple(now if now.calendar is kpi.calendar else with_calendar(now) for kpi, now in checked)


def read_entry(cls: type[T], reader: FileReader, path: Path) -> T | None:
    """Return the entry in a file of another kind, such as an audience; None if it cannot be read."""
    source = reader.read(path)
    if source is None:
        return None
    content = _read(cls, source)
    reader.diagnostics += content.diagnostics
    return content.entry


def _read(cls: type[T], source: Source) -> FileContent[T]:
    """Return the content of a file."""
    from pap_cli.load.entries.comments import report_comments
    from pap_cli.load.entries.validate import FileReading

    reading = FileReading(source)
    node = read_nodes(source, reading.report)
    whole = node is not None or not reading.diagnostics
    entry = reading.entry(cls, node, (0, 0, len(source.text))) if whole else None
    report_hidden(source, node, reading.report)
    report_comments(source, node, reading.report, reading.diagnostics)
    return FileContent(
        entry=entry,
        diagnostics=tuple(reading.diagnostics),
        lost_ids=frozenset(reading.lost_ids),
        not_shown=reading.not_shown,
        whole=whole,
        gave_up=reading.gave_up,
        empty=whole and node is None and "#" not in source.text,
    )


def _plan_of(entry: PlanFile | KpiFile | None) -> str | None:
    if isinstance(entry, PlanFile):
        return entry.plan.id if entry.plan else None
    return entry.plan if entry else None
