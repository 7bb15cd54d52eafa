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
    from pap_cli.checks.engine import CheckResult
    from pap_cli.load.workspace.loader import Workspace
    from pap_cli.model.baseline import Accepted
    from pap_cli.model.config import CheckSettings


# The default file name of a baseline, in the workspace.
BASELINE = "pap-baseline.json"


class Checking(Struct, frozen=True, kw_only=True, dict=True):
    """A check of the open workspace, with the options of the command line."""

    context: Context
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: Sequence[str] = ()
    baseline: str | None = None
    since: str | None = None

    @cached_property
    def settings(self) -> CheckSettings:
        """The settings of the workspace, overridden by the options.

        Raises:
            PapError: if a rule or a --fail-on threshold is unknown.
        """
        from pap_cli.bad_value import BadValueError
        from pap_cli.checks.catalogue import check_words
        from pap_cli.checks.thresholds import check_thresholds
        from pap_cli.errors import PapError
        from pap_cli.model.config import parse_threshold

        check_words(_words((*self.select, *self.ignore)))
        settings = self.context.workspace.config.check
        if self.select:
            settings = replace(settings, select=_words(self.select))
        if self.ignore:
            settings = replace(settings, ignore=(*settings.ignore, *_words(self.ignore)))
        try:
            thresholds = tuple(parse_threshold(word) for word in _words(self.fail_on))
            check_thresholds(thresholds)
        except BadValueError as error:
            raise PapError(f"--fail-on: {error.message}", error.help) from None
        return replace(settings, fail_on=thresholds) if thresholds else settings

    def result(self) -> CheckResult:
        """Return the findings, without those in the baseline or outside the change since a revision.

        Raises:
            PapError: if a rule, the baseline or the revision does not exist.
        """
        from pap_cli.checks.baseline import outside_baseline
        from pap_cli.checks.changes import of_change, touched

        listed = self._listed() if self.baseline is not None else ()
        result = self.found(self.context)
        if self.baseline is not None:
            result = outside_baseline(result, listed)
        if self.since is not None and not self.context.empty:
            before = self.context.at(self.since)
            result = of_change(
                result,
                self.found(before),
                touched(self.context.portfolio, before.portfolio),
                same_settings(self.context.workspace, before.workspace),
            )
        return result

    def found(self, context: Context) -> CheckResult:
        """Return all findings in a context's workspace."""
        from pap_cli.checks.engine import run_checks

        portfolio = context.workspace.portfolio
        bodies = frozenset(body.id for plan in portfolio.plans for body in plan.bodies) if portfolio.whole else None
        return run_checks(context.assess(), context.file_problems, self.settings, bodies)

    def _listed(self) -> tuple[Accepted, ...]:
        from pap_cli.checks.baseline import with_current_names
        from pap_cli.load.workspace.baseline import read_baseline

        plan = self.context.options.plan
        listed = with_current_names(read_baseline(baseline_path(self.context, self.baseline)))
        return tuple(entry for entry in listed if plan is None or entry.plan in ("", plan))


def baseline_path(context: Context, named: str | None) -> Path:
    """Return the path of a baseline: NAMED, relative to the current folder or else to the workspace."""
    root = context.workspace.root
    if named is None:
        return root / BASELINE
    path = Path(named)
    return root / path if not path.exists() and (root / path).exists() else path


def same_settings(now: Workspace, before: Workspace) -> frozenset[str]:
    """Return the names of the settings files whose text has not changed."""
    from pap_cli.load.workspace.locate import SETTINGS

    def text(workspace: Workspace, name: str) -> str | None:
        source = workspace.sources.get(name)
        return source.text if source else None

    return frozenset(name for name in SETTINGS if text(now, name) is not None and text(now, name) == text(before, name))


def _words(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
