"""A rule about the decisions that a change makes itself, such as extensions and cancellations."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.deadlines.statuses import meaning_of
from pap_cli.checks import Found, Proposal, rule_of_gate
from pap_cli.checks.written import items_of
from pap_cli.diagnostics import Severity
from pap_cli.model.config import Judging
from pap_cli.model.dates import show_date
from pap_cli.model.items import Dated
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.place import Place


@rule_of_gate("PAP703", "approval-in-same-change", Severity.NOTE)
def approval_in_same_change(versions: Proposal) -> Iterator[Found]:
    """A change contains the approval of an extension, a cancellation or an override, so it takes effect with it.

    So does the approval of a delivery or of its evidence; and a judgement, if `[rating]` has `judgements = "count"`.

    This is the usual way to record a decision of the board. It is reported because a later due date, a cancelled
    milestone, an approved delivery and a rating set by a person all end a finding: compare the decision with the
    minutes. This rule applies with `--changed-since`.

    Before:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30}
    ```

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-09-30
            extensions: [{to: 2016-12-31, approved: 2016-09-26, by: board}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, extensions: [{to: 2016-12-31, asked: 2016-09-20}]}
    ```
    """
    before = items_of(versions.files_before)
    keys = {plan.id: plan.header.key for plan in versions.files.plans}
    approvers = {plan.id: plan.header.approved_by for plan in versions.files.plans}
    for (plan, id), item in items_of(versions.files).items():
        counts = versions.config_before.rating.judgements is Judging.COUNT
        key = keys.get(plan or "", PLAIN_KEY)
        was = before.get((plan, id))
        approver = approvers.get(plan or "")
        for what, by, place in (*_decisions(id or "", item, was, key, counts=counts), *_approvals(item, was, approver)):
            yield Found(
                message=f"this change {what}" + (f", by {by}" if by else ""),
                help="compare it with the minutes or the letter that records the decision",
                place=place,
                fields=("approved", "on", "status"),
                plan=plan,
                item=id,
            )


def _decisions(
    id: str, item: object, was: object, key: Key, *, counts: bool
) -> Iterator[tuple[str, str | None, Place]]:
    """Yield the decisions about an item that an earlier version does not have: what, by whom, and where.

    Judgements are decisions if they count as ratings.
    """
    known_judgements = getattr(was, "judgements", ())
    for judgement in getattr(item, "judgements", ()) if counts else ():
        meaning = meaning_of(judgement.status, key) if judgement.status is not None else None
        if meaning is not None and meaning.rating is not None and judgement not in known_judgements:
            yield f"judges {id} {judgement.status}, which counts as its rating", judgement.by, judgement.place
    if isinstance(item, Dated):
        known = [(one.to.day, one.approved) for one in was.extensions] if isinstance(was, Dated) else []
        for one in item.extensions:
            if one.approved is not None and (one.to.day, one.approved) not in known:
                yield f"approves the extension of {id} to {one.to} ({one.approved})", one.by, one.place
    cancelled = getattr(item, "cancelled", None)
    if cancelled is not None and cancelled != getattr(was, "cancelled", None):
        yield f"cancels {id} ({show_date(cancelled.on)})", cancelled.by, cancelled.place
    override = getattr(item, "override", None)
    if override is not None and override != getattr(was, "override", None):
        yield (
            f"sets the rating of {id} to {override.rating.value} until {show_date(override.until)}",
            override.by,
            override.place,
        )


def _approvals(item: object, was: object, approver: str | None) -> Iterator[tuple[str, str | None, Place]]:
    """Yield the approvals of a delivery and of its evidence that an earlier version does not have, or has otherwise."""
    if not isinstance(item, Dated):
        return
    before = was if isinstance(was, Dated) else None
    for noun, fact, earlier in (
        ("delivery", item.completed, before.completed if before is not None else None),
        ("evidence", item.evidenced, before.evidenced if before is not None else None),
    ):
        approved = fact.approved if fact is not None else None
        if fact is not None and approved is not None and (earlier is None or earlier.approved != approved):
            by = approved.by or fact.by or approver
            yield f"approves the {noun} of {item.id} ({approved})", by, fact.place or item.place
