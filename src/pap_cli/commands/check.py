"""`pap check`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.shared import named_rules, reads


@single(example="pap check --select milestone-overdue --format concise")
@reads
def app(
    session: Session,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="RULE", help="Only these rules: names, codes or PAP2.", autocompletion=named_rules
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.", autocompletion=named_rules)
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", metavar="WHAT", help="Exit 1 on error, warning, note, a rule or 'overdue>3'; or never."
        ),
    ] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Let pass what this file lists; count it.")
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="REV", help="Only what changed since this git revision, or broke."),
    ] = None,
) -> None:
    """Check the plan against the dates and the rules.

    One diagnostic a finding, worst first. Exit 0 if none is as bad as --fail-on says, 1 if one is, 2 if the check
    could not be made. In GitHub Actions, where no --format is named: annotations and a job summary.
    """
    from pap_cli.context.checking import Checking
    from pap_cli.views.findings.view import build

    checking = Checking(
        session=session,
        select=select or (),
        ignore=ignore or (),
        fail_on=fail_on or (),
        baseline=baseline,
        since=changed_since,
    )
    result = checking.result()
    view = build(
        result,
        session.workspace.sources,
        session.as_of,
        fail_on=checking.settings.fail_on,
        base=session.base,
        baseline=checking.baseline or "",
    )
    reading = session.reading
    on_github = reading.environ.get("GITHUB_ACTIONS") == "true" and reading.format is None and reading.output is None
    session.show(view, default="github" if on_github else "full")
    if on_github and (path := reading.environ.get("GITHUB_STEP_SUMMARY")):
        from pap_cli.context.job_summary import write_job_summary

        write_job_summary(checking, view, path)
    if view.failed:
        raise typer.Exit(1)
