"""The baseline that `pap slippage --against` names: the plans as the frozen commits held them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pap_cli.context.context import Context
from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError
from pap_cli.model.dates import quote, show_date
from pap_cli.model.decisions import Frozen
from pap_cli.model.known_on import REVISION, SHORT
from pap_cli.model.plan import Plan
from pap_cli.wording.cells import count_words

if TYPE_CHECKING:
    from pap_cli.assess.assessment import PlanStatus
    from pap_cli.views.lists.slippage import Against

_OPTION = "--against"
_FETCH = "fetch it, or clone all of the repository; a commit may also be gone after its history was rewritten"


def baseline_named(context: Context, name: str) -> Against:
    """Return the baseline with a name, of each of the selected plans that has it.

    Raises:
        PapError: if no plan has it, it was made after the as-of date, or the repository does not hold its commit.
    """
    from pap_cli.views.lists.slippage import Against

    plans = context.portfolio.plans
    found = {plan.id: one for plan in plans if (one := _of(plan, name)) is not None}
    if not found:
        raise _unknown(plans, name)
    read = _Commits(context)
    were = {plan.id: read.plan(plan, found[plan.id], name) for plan in plans if plan.id in found}
    notes = []
    if without := [plan.id for plan in plans if plan.id not in found]:
        have, their = ("has", "its") if len(without) == 1 else ("have", "their")
        notes.append(
            f"{', '.join(without)} {have} no baseline {name}: {their} milestones are compared with {their} first dates."
        )
    days = {one.on for one in found.values()}
    return Against(
        plans=were,
        words=f"the baseline {name}" + (f" of {show_date(next(iter(days)))}" if len(days) == 1 else ""),
        dates="baseline dates",
        facts={"against": {"name": name, "plans": [_facts(id, one) for id, one in found.items()]}},
        notes=(*notes, *read.notes),
        since=max(days),
    )


def _facts(plan: str, one: Frozen) -> Mapping[str, str]:
    return {"plan": plan, "on": one.on.isoformat(), "by": one.by, "commit": one.commit}


def _of(plan: Plan, name: str) -> Frozen | None:
    return next((one for one in plan.header.frozen if one.name == name), None)


def _unknown(plans: Sequence[Plan], name: str) -> PapError:
    known = list(dict.fromkeys(one.name for plan in plans for one in plan.header.frozen))
    near = nearest(name, known)
    if near:
        help = f"did you mean {near}?"
    elif known:
        help = f"the baselines are {', '.join(known)}"
    else:
        help = "make one when the plan is approved:  pap freeze NAME --by BODY"
    return PapError(f"{_OPTION}: no baseline {quote(name)}", help)


class _Commits:
    """The plans in frozen commits, each commit read once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.read: dict[str, Context] = {}
        self.notes: list[str] = []

    def plan(self, plan: Plan, one: Frozen, name: str) -> PlanStatus:
        """Return a plan as its baseline holds it, as of the day on which that was approved.

        Raises:
            PapError: if the baseline was made after the as-of date, or the repository does not hold its commit.
        """
        if one.on > self.context.as_of:
            raise PapError(
                f"{_OPTION}: the baseline {name} was approved on {show_date(one.on)}, after the as-of date, "
                f"{show_date(self.context.as_of)}",
                "give a later  --as-of  or another baseline",
            )
        if one.commit not in self.read:
            self.read[one.commit] = self._at(one, name)
        then = self.read[one.commit].assess(one.on)
        found = next((status for status in then.plans if status.plan.id == plan.id), None)
        if found is None:
            raise PapError(
                f"{_OPTION}: the commit of the baseline {name}, {one.commit[:SHORT]}, has no plan {plan.id} that can "
                "be read",
                f"look at it:  pap check --known-on {one.commit[:SHORT]}",
            )
        return found

    def _at(self, one: Frozen, name: str) -> Context:
        from msgspec.structs import replace

        from pap_cli.load.known import in_store

        root = self.context.workspace.root
        if not in_store(root, one.commit):
            raise PapError(
                f"{_OPTION}: the baseline {name} was frozen at commit {quote(one.commit)}, "
                "which is not in this repository",
                _FETCH,
            )
        held = self.context.hold(root, REVISION + one.commit, _OPTION)
        if held is None:
            raise RuntimeError("a revision names a commit")
        then = replace(self.context.at(held.base).under(self.context), options=replace(self.context.options, plan=None))
        if errors := then.file_errors:
            self.notes.append(
                f"{count_words(errors, 'error')} in the files of commit {one.commit[:SHORT]}: some milestones of the "
                "baseline may be missing."
            )
        return then
