"""Rules about the line of commits itself: where it is incomplete, its dates, and signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pap_cli.checks import Found, rule_of_history
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.place import gone
from pap_cli.model.versions import Commit, History, trusted_times

# By how much the clocks of two people may differ, in seconds.
_CLOCKS = 60 * 60


@rule_of_history("PAP700", "history-incomplete", Severity.WARNING)
def history_incomplete(history: History) -> Iterator[Found]:
    """A part of the history cannot be read, so what happened in it is not known.

    A shallow clone begins in the middle: what its oldest commit holds is taken for the start of the plan. A partial
    clone lacks files, and a version of a file that is not valid YAML is skipped, as if the commit had not changed it.
    Nothing is said of the versions in between; that nothing was found does not mean that nothing was changed. This rule
    applies with `--history`.

    Bad:

    ```sh
    git clone --depth 1 ORIGIN plan
    ```

    Good:

    ```sh
    git clone ORIGIN plan
    ```
    """
    for gap in history.gaps:
        what = f"{gap.path} cannot be read in this commit: {gap.why}"
        if not gap.path:
            day = show_date(gap.commit.day)
            what = f"the history is incomplete from commit {gap.commit.short} of {day}: {gap.why}"
        help = gap.help or "what this version holds is not known; commits after it are compared with the one before it"
        yield Found(message=what, help=help, place=gone(gap.path), commit=gap.commit, plan=_plan_of(history, gap.path))


@rule_of_history("PAP712", "commit-dates-backwards", Severity.NOTE)
def commit_dates_backwards(history: History) -> Iterator[Found]:
    """A commit has an earlier date than the one before it.

    Git takes the date of a commit from the clock of the person who makes it, or from what they say it is. So the order
    of the commits is certain and their dates are not. Up to an hour is put down to clocks. The dates are those of the
    committer. This rule applies with `--history`.

    Bad:

    ```text
    2016-05-02 12:00 Record the delivery of A1.1
    2016-04-20 12:00 Add the figures of March
    ```

    Good:

    ```text
    2016-05-02 12:00 Record the delivery of A1.1
    2016-05-20 12:00 Add the figures of April
    ```
    """
    for earlier, commit in _backwards(history):
        was, now = _moment(earlier), _moment(commit)
        if commit.committed < earlier.committed - _CLOCKS and _is_judged(history, commit):
            yield Found(
                message=f"the commit is dated {now}, earlier than commit {earlier.short} before it, {was}",
                help="ask who made it; a note in the plan can say which day is right",
                place=gone(""),
                commit=commit,
                plan=_plan_at(history, commit),
                before=was,
                after=now,
            )


def _backwards(history: History) -> Iterator[tuple[Commit, Commit]]:
    """Yield the commits after which the dates go backwards, each with the one that does."""
    if not history.first_parent:  # the commits of branches have an order of their own
        by_id = {commit.id: commit for commit in history.commits}
        yield from ((by_id[id], commit) for commit in history.commits for id in commit.parents if id in by_id)
        return
    trusted = trusted_times([commit.committed for commit in history.commits])
    kept: Commit | None = None
    last: Commit | None = None
    for commit, is_trusted in zip(history.commits, trusted, strict=True):
        if last is not None:
            # one with a date in the future shows at the commit after it
            yield (last if is_trusted or kept is None else kept), commit
        kept = commit if is_trusted else kept
        last = commit


@rule_of_history("PAP713", "commit-unsigned", Severity.NOTE)
def commit_unsigned(history: History) -> Iterator[Found]:
    """A commit has no signature, in a history in which earlier ones have.

    Anybody can make a commit in the name of somebody else; a signature shows who made it. Whether it is valid is not
    verified, because that would run a program that the settings of the repository name: use `git log --show-signature`.
    This rule applies with `--history` if `[history]` has `signed = true`.

    Bad:

    ```text
    2016-05-02 12:00 signed Record the delivery of A1.1
    2016-05-20 12:00 Add the figures of April
    ```

    Good:

    ```text
    2016-05-02 12:00 signed Record the delivery of A1.1
    2016-05-20 12:00 signed Add the figures of April
    ```
    """
    signed = False
    for commit in history.commits:
        signed = signed or commit.signed is True
        if history.signed and signed and commit.signed is False and _is_judged(history, commit):
            yield Found(
                message=f"the commit by {commit.author} has no signature, and earlier ones have",
                help="sign commits:  git config commit.gpgsign true",
                place=gone(""),
                commit=commit,
                plan=_plan_at(history, commit),
                before="signed",
                after="unsigned",
            )


def _is_judged(history: History, commit: Commit) -> bool:
    return history.judged is None or commit.id in history.judged


def _moment(commit: Commit) -> str:
    return datetime.fromtimestamp(commit.committed, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _plan_at(history: History, commit: Commit) -> str | None:
    """Return the plan that a commit changed; None if it changed several or none."""
    plans = {life.plan for life in history.lives for version in life.versions if version.commit.id == commit.id}
    return next(iter(plans)) if len(plans) == 1 else None


def _plan_of(history: History, path: str) -> str | None:
    """Return the plan that the entries of a file belong to; None if it is not known."""
    if not path:
        return None
    return next((life.plan for life in history.lives for version in life.versions if version.path == path), None)
