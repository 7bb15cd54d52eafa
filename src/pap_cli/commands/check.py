"""`pap check`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from pap_cli.commands._app import single
from pap_cli.commands._options import reads
from pap_cli.commands._session import Session


def _rules(incomplete: str) -> list[str]:
    from pap_cli.checks.catalogue import all_rules

    return [rule.name for rule in all_rules() if rule.name.startswith(incomplete)]


@single(example="pap check --select milestone-overdue --format concise")
@reads
def app(
    session: Session,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Only these rules: names, codes or PAP2.", autocompletion=_rules),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.", autocompletion=_rules)
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="LEVEL", help="Exit 1 from error, warning, note, or never.")
    ] = None,
) -> None:
    """Check the plan against the dates and the rules.

    One diagnostic a finding, worst first. Exit 0 if none is as bad as --fail-on says, 1 if one is, 2 if the check
    could not be made.
    """
    from pap_cli.checks.engine import run_checks
    from pap_cli.errors import PapError
    from pap_cli.model.config import FailOn
    from pap_cli.views.findings import build

    settings = session.workspace.config.check
    if select:
        settings = replace(settings, select=_words(select))
    if ignore:
        settings = replace(settings, ignore=(*settings.ignore, *_words(ignore)))
    if fail_on is not None:
        levels = [level.value for level in FailOn]
        if fail_on not in levels:
            raise PapError(f"--fail-on: “{fail_on}” is not one of {', '.join(levels)}")
        settings = replace(settings, fail_on=FailOn(fail_on))
    result = run_checks(session.assessment, session.of_form, settings)
    failed = result.fails(settings.fail_on)
    view = build(result, session.workspace.sources, session.as_of, failed=failed, base=session.base)
    session.show(view, default="full")
    if failed:
        raise typer.Exit(1)


def _words(values: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
