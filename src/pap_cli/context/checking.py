"""Making a check for a command: which rules, against which revision, beside which baseline, and what fails it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.context import Session

if TYPE_CHECKING:
    from pap_cli.checks.engine import CheckResult
    from pap_cli.load.workspace.loader import Workspace
    from pap_cli.model.baseline import Accepted
    from pap_cli.model.config import CheckSettings


# What a baseline is called, and that it lies in the workspace, where nothing else is said.
BASELINE = "pap-baseline.json"


class Checking(Struct, frozen=True, kw_only=True, dict=True):
    """A check of a session's workspace, with what the command line says of it."""

    session: Session
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: Sequence[str] = ()
    baseline: str | None = None
    since: str | None = None

    @cached_property
    def settings(self) -> CheckSettings:
        """The workspace's settings, with the options over them.

        Raises:
            PapError: an option is none.
        """
        from pap_cli.bad_value import BadValueError
        from pap_cli.checks.catalogue import check_words
        from pap_cli.checks.thresholds import check_thresholds
        from pap_cli.errors import PapError
        from pap_cli.model.config import parse_threshold

        check_words(_words((*self.select, *self.ignore)))
        settings = self.session.workspace.config.check
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
        """What is found, without what the baseline lists or what is not of the change asked about.

        Raises:
            PapError: a rule, the baseline or the revision is not there.
        """
        from pap_cli.checks.baseline import without_known
        from pap_cli.checks.changes import of_change, touched

        listed = self._listed() if self.baseline is not None else ()
        result = self.found(self.session)
        if self.baseline is not None:
            result = without_known(result, listed)
        if self.since is not None:
            before = self.session.at(self.since)
            result = of_change(
                result,
                self.found(before),
                touched(self.session.portfolio, before.portfolio),
                same_settings(self.session.workspace, before.workspace),
            )
        return result

    def found(self, session: Session) -> CheckResult:
        """Everything that the rules find in a session's workspace."""
        from pap_cli.checks.engine import run_checks

        portfolio = session.workspace.portfolio
        bodies = frozenset(body.id for plan in portfolio.plans for body in plan.bodies) if portfolio.whole else None
        return run_checks(session.assessment, session.of_form, self.settings, bodies)

    def _listed(self) -> tuple[Accepted, ...]:
        from pap_cli.checks.baseline import named
        from pap_cli.load.workspace.baseline import read_baseline

        plan = self.session.reading.plan
        listed = named(read_baseline(baseline_path(self.session, self.baseline)))
        return tuple(entry for entry in listed if plan is None or entry.plan in ("", plan))


def baseline_path(session: Session, named: str | None) -> Path:
    """The file of a baseline: as it was named, seen from here or else from the workspace, where it usually lies."""
    root = session.workspace.root
    if named is None:
        return root / BASELINE
    path = Path(named)
    return root / path if not path.exists() and (root / path).exists() else path


def same_settings(now: Workspace, before: Workspace) -> frozenset[str]:
    """The files of settings that say what they said before."""
    from pap_cli.load.workspace.locate import SETTINGS

    def text(workspace: Workspace, name: str) -> str | None:
        source = workspace.sources.get(name)
        return source.text if source else None

    return frozenset(name for name in SETTINGS if text(now, name) is not None and text(now, name) == text(before, name))


def _words(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
