"""Making a check for a command: which rules, against which revision, beside which baseline, and what fails it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.commands._session import Session

if TYPE_CHECKING:
    from pap_cli.checks.engine import CheckResult
    from pap_cli.model.baseline import Accepted
    from pap_cli.model.config import CheckSettings


@dataclass(frozen=True, kw_only=True)
class Checking:
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
        except ValueError as error:
            message, _, help = str(error).partition("; ")
            raise PapError(f"--fail-on: {message}", help) from None
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
            result = of_change(result, self.found(before), touched(self.session.portfolio, before.portfolio))
        return result

    def found(self, session: Session) -> CheckResult:
        """Everything that the rules find in a session's workspace."""
        from pap_cli.checks.engine import run_checks

        return run_checks(session.assessment, session.of_form, self.settings)

    def _listed(self) -> tuple[Accepted, ...]:
        from pap_cli.load.baseline import read_baseline

        plan = self.session.reading.plan
        listed = read_baseline(Path(self.baseline or ""))
        return tuple(entry for entry in listed if plan is None or entry.plan in ("", plan))


def _words(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
