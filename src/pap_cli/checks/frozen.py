"""A rule about baselines that are changed after they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from msgspec.structs import replace

from pap_cli.checks import Found, Versions, rule_of_change
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Frozen
from pap_cli.model.known_on import SHORT
from pap_cli.model.plan import Header


@rule_of_change("PAP714", "baseline-changed", Severity.WARNING)
def baseline_changed(versions: Versions) -> Iterator[Found]:
    """A baseline of the plan is changed or taken out.

    A baseline is what a body approved on a day; slippage is counted from it. If the plan is approved anew, the new
    baseline has another name, and the old one stays. This rule applies to a change with `--changed-since`, and to every
    commit with `--history`; there, a baseline that was changed within the grace (`[history]`, 7 days) of its first
    commit was corrected.

    Before:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      frozen: [{name: approved, on: 2016-03-01, by: board, commit: 5f2b90c1d4}]
    ```

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      frozen: [{name: approved, on: 2016-09-01, by: board, commit: 0a77e31b9c}]
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      frozen:
        - {name: approved, on: 2016-03-01, by: board, commit: 5f2b90c1d4}
        - {name: revised, on: 2016-09-01, by: board, commit: 0a77e31b9c}
    ```
    """
    plans = {plan.id: plan for plan in versions.files.plans}
    for plan in versions.files_before.plans:
        now = plans.get(plan.id)
        if now is None:
            continue  # the plan is no longer there
        header = now.header
        # another ID of the body or owner is no other approval
        ids: dict[str, str] = {old: owner.id for owner in now.owners for old in owner.was}
        ids |= {old: body.id for body in now.bodies for old in body.was}
        before = [replace(one, by=ids.get(one.by, one.by)) for one in plan.header.frozen]
        new = [one for one in header.frozen if one not in before]
        for was in before:
            if was not in header.frozen and versions.settled((plan.id, None), _has(was.name)):
                yield _changed(plan.id, header, was, _instead(was, new))


def _has(name: str) -> Callable[[object], bool]:
    return lambda entry: isinstance(entry, Header) and any(one.name == name for one in entry.frozen)


def _instead(was: Frozen, new: list[Frozen]) -> Frozen | None:
    """Return what a baseline became: the new one with its name, or with its commit; None if it was taken out."""
    for same in (attrgetter("name"), attrgetter("commit", "on", "by")):
        found = next((one for one in new if same(one) == same(was)), None)
        if found is not None:
            return found
    return None


def _changed(plan: str, header: Header, was: Frozen, now: Frozen | None) -> Found:
    if now is None:
        what = f"taken out: it was {_shown(was)}"
    elif now.name != was.name:
        what = f"renamed to {now.name}"
    else:
        what = f"changed from {_shown(was)} to {_shown(now)}"
    return Found(
        message=f"the baseline {was.name} was {what}",
        help="put it back, and give a new baseline another name",
        place=now.place if now is not None else header.place,
        fields=("name", "id"),
        plan=plan,
        before=_written(was),
        after=_written(now) if now is not None else None,
    )


def _shown(one: Frozen) -> str:
    return f"commit {one.commit[:SHORT]}, approved by {one.by} on {show_date(one.on)}"


def _written(one: Frozen) -> str:
    return f"{one.name}, {one.on.isoformat()}, {one.by}, {one.commit}"
