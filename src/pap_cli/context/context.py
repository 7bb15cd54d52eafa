"""The context of a command: open the workspace, assess it, show a view."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli import clock as _clock
from pap_cli.context.options import Options
from pap_cli.context.rendering import Rendering
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.assess.assessment import Assessment
    from pap_cli.cache.output import CachedOutput
    from pap_cli.cache.store import Store
    from pap_cli.diagnostics import Diagnostic
    from pap_cli.document import View
    from pap_cli.load.known import Held
    from pap_cli.load.workspace.files import FileReader
    from pap_cli.load.workspace.history import Base
    from pap_cli.load.workspace.loader import Workspace
    from pap_cli.model.config import Policy
    from pap_cli.model.known_on import KnownOn, When
    from pap_cli.model.place import Source
    from pap_cli.model.plan import Portfolio
    from pap_cli.output.progress import Progress

# The kinds of view that mention errors in the files themselves.
_SHOW_FILE_ERRORS = ("status", "findings")
# Those whose page has a sentence on them.
_NOTICE_FILE_ERRORS = (*_SHOW_FILE_ERRORS, "report")


class Context(Struct, kw_only=True, dict=True):
    """The options and surroundings of a command, and the workspace that it opened."""

    # The command as it was typed, for example "pap status".
    command: str
    options: Options
    # The name by which --as-of and --workspace were given: the option or its environment variable.
    called: Mapping[str, str] = {}
    environ: Mapping[str, str]
    progress: Progress
    # Where the output is recorded; None if it may not be cached.
    cached: CachedOutput | None = None
    # What `open` read, and the date that it settled.
    opened: Workspace | None = None
    as_of: date = date.min
    as_of_from: str = ""
    # What the repository held at the time that --known-on names; None without it.
    held: Held | None = None
    # Files that were read besides those of the workspace: a baseline, an audience, a template.
    also_read: list[Path] = []
    # Who the output is for, if the command was told.
    audience: str = ""

    def open(self, *, empty: bool = False) -> Workspace:
        """Read the workspace and settle the as-of date.

        Raises:
            PapError: if there is no workspace, no such plan, --as-of is not a date, the repository held nothing at the
                time of --known-on, or no plan and no KPI can be read, unless the command has something to show even if
                the workspace is `empty`.
        """
        from pap_cli.load.workspace.loader import read_workspace

        named = self.options.as_of
        as_of = self.parse_day(named, self.called.get("as_of", "--as-of")) if named is not None else None
        self.progress.begin()
        root = self.find_root()
        self.held = self.hold(root, self.options.known_on)
        reader = self.reader(root)
        if self.cached is not None:
            if self.cached.root != str(reader.root):
                self.cached = None
            else:
                self.cached.before_reading()
        self.opened = read_workspace(reader, tick=self.progress.reading)
        if self.held is not None:
            from pap_cli.context.known_on import judged_as_now

            self.opened = judged_as_now(self.opened)
        workspace = self.opened
        self._settle_date(as_of)
        if not empty:
            self.refuse_empty()
        if not self.empty:
            self._check_plan()
        return workspace

    def hold(self, root: Path, text: str | None, option: str = "--known-on") -> Held | None:
        """Return what the repository held at a time; None without a TEXT that names one.

        Raises:
            PapError: if TEXT looks like a day but is none, or the repository held no workspace then.
        """
        if text is None:
            return None
        from pap_cli.load.known import held_on

        return held_on(root, self.parse_when(text, option))

    def parse_when(self, text: str, option: str) -> When:
        """Return the day or the revision that an option names; `rev:NAME` is always a revision.

        Raises:
            PapError: if TEXT looks like a day but is none.
        """
        from pap_cli.bad_value import BadValueError
        from pap_cli.model.known_on import parse_when

        try:
            return parse_when(text, self.today)
        except BadValueError as error:
            raise PapError(f"{option}: {error.message}", error.help) from None

    @property
    def known_on(self) -> KnownOn | None:
        """The commit whose files count; None if the files at hand do."""
        return self.held.known_on if self.held is not None else None

    def store(self) -> Store | None:
        """Return the cache of the person, for what takes long to read; None if it is switched off."""
        from pap_cli.cache.output import store_for

        return None if self.options.no_cache else store_for(str(self.workspace.root), os.environ)

    def reader(self, root: Path) -> FileReader:
        """Return a reader of the files of the workspace, as they are or as they were on --known-on."""
        from pap_cli.load.workspace.files import FileReader

        return self.held.reader() if self.held is not None else FileReader(root)

    def reader_of(self, path: Path) -> FileReader:
        """Return a reader of a file that the user names, such as an audience, as it is or as it was on --known-on.

        A file outside the repository is read as it is.
        """
        from pap_cli.load.workspace.files import FileReader

        held = self.held.reader_of(path) if self.held is not None else None
        return held if held is not None else FileReader(path.parent)

    def find_root(self) -> Path:
        """Return the folder of the workspace.

        Raises:
            PapError: if there is none.
        """
        from pap_cli.load.workspace.files import find_workspace

        try:
            return find_workspace(Path(self.options.workspace or "."))
        except PapError as error:
            given = self.options.workspace and self.called.get("workspace")
            raise PapError(f"{given}: {error.message}", error.help) if given == "PAP_WORKSPACE" else error from None

    def _settle_date(self, named: date | None) -> None:
        """Set the as-of date: the one that an option names, that of the settings, or today."""
        setting = self.workspace.config.pap.as_of
        self.as_of = named or setting or self.today()
        self.as_of_from = self.called.get("as_of", "--as-of") if named else "settings" if setting else "today"

    @property
    def empty(self) -> bool:
        """True if neither a plan nor a KPI could be read."""
        return not (self.workspace.portfolio.plans or self.workspace.portfolio.kpis)

    def refuse_empty(self) -> None:
        """Refuse to go on if neither a plan nor a KPI could be read.

        Raises:
            PapError: if so.
        """
        if not self.empty:
            return
        if errors := self.file_errors:
            raise PapError(f"no plan or KPI could be read: {_count(errors)} in the files", "run  pap check")
        raise PapError(
            f"no plan or KPI in {self.workspace.root}",
            "write a plan to a .yaml file in plans/, or create an example with  pap init --example DIR",
        )

    def refuse_loss(self, what: str) -> None:
        """Refuse to write over an earlier result that may have plans which cannot be read now.

        Raises:
            PapError: if a file with a plan, or a part of one, could not be read; with --plan, a part of this one.
        """
        plan = self.options.plan
        lost = self.workspace.lost_plans
        if lost if plan is None else plan in lost:
            raise PapError(
                f"{what}: {_count(self.file_errors)} in the files, and a plan or part of one is missing",
                "fix the files first:  pap check --select PAP0,PAP1",
            )

    def assess(self, as_of: date | None = None) -> Assessment:
        """Return the assessment of the selected plans at the as-of date, or at another."""
        from pap_cli.assess.assessment import assess

        return self._assessment if as_of is None else assess(self.portfolio, as_of, self.policy)

    @cached_property
    def _assessment(self) -> Assessment:
        return self.assess(self.as_of)

    def show(
        self, view: View, *, default: str | None = None, template: bytes | None = None, unwritten: str = ""
    ) -> None:
        """Write a view to stdout or --output, and to each --report; all are rendered before any is written.

        `default` is the format if neither --format nor the name of the file sets one; without it, the format is
        terminal on a terminal and where colour is asked for, plain elsewhere.  If the view does not mention errors in
        the files itself, a warning goes to stderr.  So does `unwritten` where the format has only facts or records.

        Raises:
            PapError: if a format is unknown or cannot write this view, or a file cannot be written.
        """
        from pap_cli.formats import Shows
        from pap_cli.output.pager import shown_in_pager
        from pap_cli.output.write import write_error, write_file, write_out

        output = None if self.options.output == "-" else self.options.output
        terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
        rendering = Rendering(
            command=self.command,
            options=self.options,
            environ=self.environ,
            told=self._told,
            refuse_input=self.refuse_input,
        )
        rendered, format = rendering.render(view, output, default, template, terminal=terminal)
        self.progress.end()
        warning = "" if view.kind in _SHOW_FILE_ERRORS else self.warn_of_file_errors()
        warning += self.warn_of_bare_shares()
        if unwritten and format.shows is not Shows.DOCUMENT:
            warning += f"pap: {unwritten}\n"
            write_error(f"pap: {unwritten}\n")
        for path, text in rendered:
            if path is not None:
                write_file(path, text)
            elif isinstance(text, bytes) or not (terminal and shown_in_pager(text, os.environ)):
                write_out(text)
        if self.cached is not None and isinstance(text, str):
            self.cached.record(text, warning)

    def refuse_input(self, target: Path, *, is_baseline: bool = False) -> None:
        """Refuse to write over a file that pap reads.

        Raises:
            PapError: if the target is one.
        """
        from pap_cli.context.targets import files_of, refuse_input

        of_workspace = files_of(self.opened.root) if self.opened is not None else ()
        refuse_input(target, (*self.also_read, *of_workspace), is_baseline=is_baseline)

    def _told(self, view: View, path: Path | None) -> View:
        """Return a view with the number of errors in the files; in a file, without stderr, its page mentions them."""
        if self.opened is None:
            return view
        from pap_cli.views.file_errors import WithFileErrors

        if self.known_on is not None:
            from pap_cli.views.known_on import WithKnownOn

            view = WithKnownOn(view, self.known_on)
        return WithFileErrors(view, self.file_errors, path is not None and view.kind not in _NOTICE_FILE_ERRORS)

    def reopened(self) -> Context:
        """Return this context with the workspace as its files are now."""
        from pap_cli.load.workspace.files import FileReader
        from pap_cli.load.workspace.loader import read_workspace

        return replace(self, opened=read_workspace(FileReader(self.workspace.root), self.workspace))

    def at(self, base: Base) -> Context:
        """Return this context with the workspace as it was at a commit, under the settings that it had."""
        self.cached = None  # the output now depends on the repository
        before = replace(self, opened=base.workspace(self.workspace))
        before._settle_date(self.as_of if self.options.as_of else None)
        return before

    def under(self, other: Context) -> Context:
        """Return this context with the settings and the as-of date of another."""
        opened = replace(self.workspace, config=other.workspace.config)
        return replace(self, opened=opened, as_of=other.as_of, as_of_from=other.as_of_from)

    def today(self) -> date:
        """Return today's date."""
        return self.cached.today() if self.cached is not None else _clock.today()

    def parse_day(self, text: str, option: str) -> date:
        """Return the date that an option gives: `today`, or a date.

        Raises:
            PapError: if TEXT is not a date.
        """
        from pap_cli.bad_value import BadValueError
        from pap_cli.model.dates import parse_date

        if text.strip().casefold() == "today":
            return self.today()
        try:
            return parse_date(text.strip())
        except BadValueError as error:
            # Advice for a plan, such as "delete the key", is none for an option; a date to write is.
            fits = any(map(str.isdigit, error.help)) and "happened" not in error.help
            help = error.help if fits else "write a day such as 2016-10-14, or today"
            raise PapError(f"{option}: {error.message}", help) from None

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        if self.opened is None:
            raise RuntimeError("the workspace is not open")
        return self.opened

    @property
    def policy(self) -> Policy:
        """The rating policy of the workspace."""
        return self.workspace.config.rating

    @property
    def portfolio(self) -> Portfolio:
        """The plans of the workspace, or only the one that --plan selects."""
        portfolio = self._published if self.suppresses else self.workspace.portfolio
        plan = self.options.plan
        return portfolio.only(plan) if plan is not None else portfolio

    @property
    def suppresses(self) -> bool:
        """True if small numbers are hidden: with --suppress, and from the audiences that the settings name."""
        return self.options.suppress or self.audience in self.workspace.config.disclosure.audiences

    @cached_property
    def _published(self) -> Portfolio:
        from pap_cli.assess.disclosure.publish import published

        return published(self.workspace.portfolio, self.workspace.config.disclosure)

    @property
    def file_problems(self) -> tuple[Diagnostic, ...]:
        """The problems in the files; with --plan, without those of other plans."""
        plan, problems = self.options.plan, self.workspace.diagnostics
        if self.suppresses:
            from pap_cli.assess.disclosure.publish import discreet

            problems = tuple(map(discreet, problems))
        return problems if plan is None else tuple(one for one in problems if one.plan in (None, plan))

    @property
    def sources(self) -> Mapping[str, Source]:
        """The texts of the files, to show lines of; none if small numbers are hidden."""
        return {} if self.suppresses else self.workspace.sources

    @property
    def file_errors(self) -> int:
        """The number of problems in the files that can make an item incomplete or remove it."""
        from pap_cli.diagnostics import Severity

        return sum(1 for problem in self.file_problems if problem.severity is Severity.ERROR)

    def warn_of_file_errors(self) -> str:
        """Warn on stderr if there are errors in the files of an open workspace, and return the warning."""
        from pap_cli.output.write import write_error

        # Of a workspace without a plan or KPI, `refuse_empty` says so.
        count = self.file_errors if self.opened is not None and not self.empty else 0
        if not count:
            return ""
        warning = f"pap: {_count(count)} in the files; some items may be missing\n  run  pap check\n"
        write_error(warning)
        return warning

    def warn_of_bare_shares(self) -> str:
        """Warn on stderr if small numbers are hidden and there are shares that cannot be judged; return the warning."""
        if self.opened is None or not self.suppresses:
            return ""
        from pap_cli.context.bare_shares import warning_of
        from pap_cli.output.write import write_error

        if warning := warning_of(self.portfolio):
            write_error(warning)
        return warning

    def _check_plan(self) -> None:
        from pap_cli.diagnostics import nearest

        plan, known = self.options.plan, [plan.id for plan in self.workspace.portfolio.plans]
        if plan is not None and plan not in known:
            near = nearest(plan, known)
            hint = f"the plans are {', '.join(known)}" if known else "this workspace has no plans"
            raise PapError(f"no plan “{plan}”", f"did you mean {near}?" if near else hint)


def _count(errors: int) -> str:
    return "1 error" if errors == 1 else f"{errors:,} errors"
