"""A rule about who approved something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from pap_cli.checks import Found, Versions, rule_of_record
from pap_cli.checks.written import items_of, place_of
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import quote
from pap_cli.model.items import Dated


class _Decision(Struct, frozen=True):
    """Something that was decided, and by whom."""

    what: str
    by: str
    field: str


@rule_of_record("PAP711", "approved-by-other", Severity.WARNING)
def approved_by_other(versions: Versions) -> Iterator[Found]:
    """A commit records a decision by somebody who is neither a body nor an owner of the plan in it.

    Extensions, cancellations, overrides, and the approval of a delivery or of its evidence are decisions. In the files
    as they are, such a name is an error (`unknown-id`); a later commit may have put it among the bodies. This rule
    applies with `--history`. What the first commit of a plan holds is not judged.

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
            extensions: [{to: 2016-12-31, approved: 2016-09-26, by: chair}]
    ```

    Good:

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
    """
    before = items_of(versions.files_before)
    judged = {plan.id for plan in versions.files_before.plans}
    people: dict[str, set[str]] = {}
    for plan in versions.files.plans:
        names = [*((one.id, *one.was) for one in plan.owners), *((one.id, *one.was) for one in plan.bodies)]
        people[plan.id] = {id for several in names for id in several}
    for key, item in items_of(versions.files).items():
        if key[0] not in judged:
            continue
        known = Counter((one.field, one.by) for one in _decisions(before.get(key)))
        for one in _decisions(item):
            known[one.field, one.by] -= 1  # a decision of which only the date was changed is not a new one
            if known[one.field, one.by] < 0 and one.by not in people.get(key[0] or "", ()):
                yield Found(
                    message=f"{one.what} of {key[1]} is by {quote(one.by)}, not a body or an owner of the plan then",
                    help="name the body or the owner that decided it",
                    place=place_of(item),
                    fields=(one.field, "id"),
                    plan=key[0],
                    item=key[1],
                    after=one.by,
                )


def _decisions(item: object) -> Iterator[_Decision]:
    """Yield the decisions about an item that say who took them."""
    if isinstance(item, Dated):
        for one in item.extensions:
            if one.approved is not None and one.by is not None:
                yield _Decision(f"the extension to {one.to}", one.by, "extensions")
        if item.cancelled is not None and item.cancelled.by is not None:
            yield _Decision("the cancellation", item.cancelled.by, "cancelled")
        for name, fact in (("delivery", item.completed), ("evidence", item.evidenced)):
            approver = fact.approved.by or fact.by if fact is not None and fact.approved is not None else None
            if approver is not None:
                yield _Decision(
                    f"the approval of the {name}", approver, "completed" if name == "delivery" else "evidenced"
                )
        for evidence in item.evidence:
            if evidence.accepted_by is not None:
                yield _Decision("the acceptance of evidence", evidence.accepted_by, "evidence")
    override = getattr(item, "override", None)
    if override is not None:
        yield _Decision("the override", override.by, "override")
