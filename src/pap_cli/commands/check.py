"""`pap check`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.shared import CACHEABLE, completed_rules, with_context


@single(example="pap check --select milestone-overdue --format concise", shows="findings", default="full")
@with_context(cached=True)
def app(
    context: Context,
    select: Annotated[
        list[str] | None,
        option(
            "--select", "RULE", "Only report these rules: names, codes or code prefixes such as PAP2.", completed_rules
        ),
        CACHEABLE,
    ] = None,
    ignore: Annotated[
        list[str] | None, option("--ignore", "RULE", "Do not report these rules.", completed_rules), CACHEABLE
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        option(
            "--fail-on",
            "WHAT",
            "Exit 1 if there is a finding of this severity or worse, of this rule, or more findings than a count "
            "('overdue>3'). never: do not exit 1.",
        ),
        CACHEABLE,
    ] = None,
    baseline: Annotated[
        str | None, option("--baseline", "FILE", "Ignore the findings listed in FILE and show only how many there are.")
    ] = None,
    changed_since: Annotated[
        str | None,
        option(
            "--changed-since",
            "REV",
            "Only findings about items changed since REV, and findings that are new since REV. Settings, baseline and "
            "suppressions are those of the commit that the change began at.",
        ),
    ] = None,
    history: Annotated[
        bool,
        option("--history", None, "Also what each commit of the git history did to the plan, such as dates moved."),
    ] = False,
    since: Annotated[
        str | None,
        option(
            "--since",
            "DATE|REV",
            "With --history: judge only the commits made on this day or later, or after this revision.",
        ),
    ] = None,
    all_commits: Annotated[
        bool,
        option(
            "--all-commits",
            None,
            "With --history: judge the commits of merged branches one by one. Default: a merge counts as one commit.",
        ),
    ] = False,
) -> None:
    """Check the plan against the dates and the rules.

    Lists findings, worst first. Exit code 0: nothing fails the check (see --fail-on). 1: something does. 2: the check
    could not run. In GitHub Actions, without --format: annotations and a job summary.
    """
    from pap_cli.context.checking import Checking
    from pap_cli.load.workspace.locate import path_in_repository
    from pap_cli.views.findings.view import build

    workspace = context.open(empty=True)
    if not context.file_errors:
        context.refuse_empty()
    checking = Checking(
        context=context,
        select=select or (),
        ignore=ignore or (),
        fail_on=fail_on or (),
        baseline=baseline,
        since=changed_since,
        history=history,
        history_since=since,
        all_commits=all_commits,
    )
    result = checking.result()
    view = build(
        result,
        context.sources,
        checking.judged.as_of,
        fail_on=checking.settings.fail_on,
        empty=context.empty,
        base=path_in_repository(str(workspace.root)),
        baseline=checking.baseline or "",
        history=checking.record,
    )
    options, environ = context.options, context.environ
    on_github = environ.get("GITHUB_ACTIONS") == "true" and options.format is None and options.output is None
    unwritten = view.hidden() if view.failed_by_files else ""
    context.show(view, default="github" if on_github else "full", unwritten=unwritten)
    if on_github and (path := environ.get("GITHUB_STEP_SUMMARY")):
        from pap_cli.context.job_summary import write_job_summary

        write_job_summary(checking, view, path)
    if view.failed:
        raise typer.Exit(1)
