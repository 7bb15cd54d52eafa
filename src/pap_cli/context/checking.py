"""Run a check for a command: the rules, the baseline, the revision to compare with, and what fails it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.context import Context

if TYPE_CHECKING:
    from pap_cli.checks import Proposal
    from pap_cli.checks.engine import CheckResult
    from pap_cli.load.workspace.history import Base
    from pap_cli.model.baseline import Accepted
    from pap_cli.model.config import CheckSettings
    from pap_cli.model.versions import History


class Checking(Struct, frozen=True, kw_only=True, dict=True):
    """A check of the open workspace, with the options of the command line."""

    context: Context
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: Sequence[str] = ()
    baseline: str | None = None
    since: str | None = None
    # What the commits did: all of them, or those since a day or after a revision; also those of merged branches.
    history: bool = False
    history_since: str | None = None
    all_commits: bool = False

    @cached_property
    def _base(self) -> Base | None:
        """The commit that the change began at; None without --changed-since."""
        from pap_cli.load.workspace.history import base_of

        workspace = self.context.workspace
        if self.since is None:
            return None
        known_on = self.context.known_on
        return base_of(workspace.root, self.since, workspace.sources, known_on.commit if known_on else "HEAD")

    @cached_property
    def before(self) -> Context | None:
        """The workspace that the change began at, under its own settings; None without --changed-since."""
        return self.context.at(self._base) if self._base is not None else None

    @cached_property
    def judged(self) -> Context:
        """The workspace, under the settings that the check uses: those that a change began at, or else its own."""
        return self.context.under(self.before) if self.before is not None else self.context

    @cached_property
    def settings(self) -> CheckSettings:
        """The settings that the check uses, overridden by the options.

        Raises:
            PapError: if a rule or a --fail-on threshold is unknown, or the options leave nothing to fail on.
        """
        from pap_cli.bad_value import BadValueError
        from pap_cli.checks.catalogue import check_words
        from pap_cli.checks.settings import check_can_fail, check_some_left, leaves_some
        from pap_cli.checks.thresholds import check_thresholds
        from pap_cli.errors import PapError
        from pap_cli.model.config import parse_threshold

        check_words(_words((*self.select, *self.ignore)))
        settings = self.judged.workspace.config.check
        if self.select:
            settings = replace(settings, select=_words(self.select))
        if self.ignore:
            settings = replace(settings, ignore=(*settings.ignore, *_words(self.ignore)))
        if (self.select or self.ignore) and leaves_some(self.judged.workspace.config.check):
            check_some_left(settings)  # where the settings alone leave no rule, a finding says so
        try:
            thresholds = tuple(parse_threshold(word) for word in _words(self.fail_on))
            check_thresholds(thresholds)
        except BadValueError as error:
            raise PapError(f"--fail-on: {error.message}", error.help) from None
        if thresholds:
            settings = replace(settings, fail_on=thresholds)
            check_can_fail(settings)
        return settings

    def result(self) -> CheckResult:
        """Return the findings, without those in the baseline or outside the change since a revision.

        Raises:
            PapError: if a rule, the baseline or the revision does not exist.
        """
        from pap_cli.checks.baseline import outside_baseline
        from pap_cli.checks.changes import of_change, touched

        listed, _ = self._listed
        result = self.now
        if self.baseline is not None:
            result = outside_baseline(result, listed)
        if self.before is not None and not self.context.empty:
            result = of_change(result, self.found(self.before), touched(self.context.portfolio, self.before.portfolio))
        return result

    @cached_property
    def now(self) -> CheckResult:
        """All findings in the workspace, and those about what a change or the commits of its history did."""
        return self.found(self.judged, self._versions(), self.record)

    def found(self, context: Context, versions: Proposal | None = None, history: History | None = None) -> CheckResult:
        """Return all findings in a context's workspace."""
        from pap_cli.checks.engine import run_checks

        portfolio = context.workspace.portfolio
        whole = portfolio.whole
        bodies = frozenset(body.id for plan in portfolio.plans for body in plan.bodies) if whole else None
        owners = frozenset(owner.id for plan in portfolio.plans for owner in plan.owners) if whole else None
        # A change's own settings do not apply to it, but their words are checked.
        own = self.context if context is self.judged else context
        return run_checks(
            replace(context.assess(), history=history),
            context.file_problems,
            self.settings,
            bodies,
            owners,
            written=own.workspace.config.check,
            versions=versions,
        )

    @cached_property
    def record(self) -> History | None:
        """The history to judge; None without --history.

        Raises:
            PapError: if it cannot be read, or the options contradict each other.
        """
        from pap_cli.errors import PapError

        if not self.history:
            if self.history_since is None and not self.all_commits:
                return None
            raise PapError("--since and --all-commits are for --history", "add  --history")
        if self.since is not None:
            raise PapError("--history and --changed-since cannot be used together", "use  --history --since DATE|REV")
        if self.context.suppresses:
            raise PapError(
                "--history prints figures as they were, and cannot hide small numbers", "leave out --suppress"
            )
        from pap_cli.load.versions.read import read_history
        from pap_cli.load.workspace.locate import path_in_repository
        from pap_cli.load.workspace.repository import UnknownRevisionError

        context = self.context
        settings = context.workspace.config.history
        option, since = "--since", self.history_since
        if since is None:
            option, since = "[history] since", settings.since
        try:
            found = read_history(
                context.workspace.root,
                settings=settings,
                since=context.parse_when(since, option) if since is not None else None,
                head=context.known_on.commit if context.known_on is not None else None,
                first_parent=not self.all_commits,
                store=context.store(),
            )
        except UnknownRevisionError as error:
            raise PapError(f"{option}: {error.message}", error.help) from None
        if not found.commits:
            folder = path_in_repository(str(context.workspace.root)) or "the top of the repository"
            raise PapError(
                f"no commit has plans/ or kpis/ in {folder}", "commit the plan first:  git add . && git commit"
            )
        plan = context.options.plan
        return found if plan is None else found.only(plan)

    def _versions(self) -> Proposal | None:
        if self.before is None:
            return None
        from pap_cli.checks import Proposal
        from pap_cli.diagnostics import Severity

        workspace, (_, added) = self.context.workspace, self._listed
        faulty = {one.path for one in workspace.diagnostics if one.severity is Severity.ERROR}
        read = {path for path, content in workspace.contents.items() if content.whole and not content.gave_up}
        return Proposal(
            as_of=self.judged.as_of,
            now=self.judged.assess(),
            before=self.before.assess(),
            files=self.context.portfolio,
            files_before=self.before.portfolio,
            config=workspace.config,
            config_before=self.before.workspace.config,
            faulty=frozenset(faulty),
            unread=frozenset(faulty - read),
            lost=frozenset().union(*(content.lost_ids for content in workspace.contents.values())),
            baseline=self.baseline or "",
            added_to_baseline=added,
        )

    @cached_property
    def _listed(self) -> tuple[tuple[Accepted, ...], int]:
        """The findings that the baseline lists, and how many more the change lists: they do not count yet."""
        if self.baseline is None:
            return (), 0
        from pap_cli.checks.baseline import lengthened, with_current_names
        from pap_cli.load.workspace.baseline import parse_baseline, read_baseline

        plan = self.context.options.plan
        path = baseline_path(self.context, self.baseline)
        self.context.also_read.append(path)
        listed = with_current_names(read_baseline(path))
        added = 0
        if self._base is not None and self._base.contains(path):
            before = self._base.file(path)
            merged = with_current_names(parse_baseline(path, before)) if before is not None else ()
            listed, added = merged, lengthened(merged, listed)
        return tuple(entry for entry in listed if plan is None or entry.plan in ("", plan)), added


def baseline_path(context: Context, named: str | None) -> Path:
    """Return the path of a baseline: NAMED, relative to the current folder or else to the workspace."""
    from pap_cli.load.workspace.locate import BASELINE

    root = context.workspace.root
    if named is None:
        return root / BASELINE
    path = Path(named)
    return root / path if not path.exists() and (root / path).exists() else path


def _words(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
