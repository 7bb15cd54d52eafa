"""Rules about what a change does to the gate that checks it: the settings, the baseline, suppressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from pap_cli.assess.assessment import Assessment
from pap_cli.bad_value import BadValueError
from pap_cli.checks import Found, Proposal, rule_of_gate
from pap_cli.checks.catalogue import rules_by_word
from pap_cli.checks.items import Item
from pap_cli.checks.suppression import suppressions, why_invalid
from pap_cli.checks.written import Key
from pap_cli.diagnostics import Severity
from pap_cli.model.config import Config, RuleLevel, SeverityPolicy
from pap_cli.model.dates import parse_date, show_date
from pap_cli.model.decisions import Suppression
from pap_cli.model.entry import written_fields
from pap_cli.model.place import Place, gone

_MERGED = "it applies once the change is merged; ask the owner of the gate to review it"


@rule_of_gate("PAP704", "settings-changed", Severity.WARNING)
def settings_changed(versions: Proposal) -> Iterator[Found]:
    """A change alters the settings or lengthens the baseline.

    A change is checked with the settings and the baseline of the commit that it began at, so it cannot pass by altering
    them. The new ones apply once it is merged: its reviewer decides about the gate. Settings that only move from
    `pap.toml` to `pyproject.toml` are not changed. This rule applies with `--changed-since`.

    Before:

    ```toml
    [check]
    fail-on = "error"
    ```

    Bad:

    ```toml
    [check]
    fail-on = "never"
    ```

    Good:

    ```toml
    # the same in other words
    [check]
    fail-on = ["error"]
    ```
    """
    for section, key, before, now, place in _differences(versions.config, versions.config_before):
        if place.path not in versions.faulty:
            message = f"[{section}] {key} was changed from {_value(before)} to {_value(now)}"
            yield Found(message=message, help=_MERGED, place=place, fields=(key,))
    if added := versions.added_to_baseline:
        findings = "1 finding" if added == 1 else f"{added} findings"
        yield Found(message=f"the baseline lists {findings} more", help=_MERGED, place=gone(versions.baseline))


def _differences(now: Config, before: Config) -> Iterator[tuple[str, str, object, object, Place]]:
    """Yield every setting with another value: its section and key, both values, and where it is written now."""
    for section in written_fields(Config):
        old, new = getattr(before, section.name), getattr(now, section.name)
        for field in written_fields(type(new)):
            was, value = getattr(old, field.name), getattr(new, field.name)
            if was != value:
                somewhere = before.place.path if before.place else ""
                yield section.name, field.about.key or field.name, was, value, new.place or now.place or gone(somewhere)


def _value(value: object) -> str:
    """Return a setting as it is written, without quotation marks."""
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, RuleLevel | SeverityPolicy):
        return f"{value.of}: {value.level.value}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return show_date(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@rule_of_gate("PAP705", "suppression-added", Severity.WARNING)
def suppression_added(versions: Proposal) -> Iterator[Found]:
    """A change suppresses a finding, or prolongs the time for which one is suppressed.

    The suppression does not count for the change itself, so a change cannot pass by suppressing what it causes. It
    counts once it is merged: the reviewer decides whether its reason is good. This rule applies with `--changed-since`.

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
            ignore: [{rule: milestone-overdue, reason: Printer on strike, until: 2017-12-31}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, forecast: 2016-12-31}
    ```
    """
    known, commits = _ends(versions.before), _commits(versions.before)
    for entry, item in suppressions(versions.now):
        until = _end(entry.until)
        if why_invalid(entry, versions.now.as_of):
            continue
        name = rules_by_word()[entry.rule.casefold()].name
        if entry.commit is not None:
            if (name, (item.plan, item.id), entry.commit) not in commits:
                yield _new(f"a suppression of {name} in commit {entry.commit} is new", entry, item)
            continue
        if until is None:
            continue
        was = known.get((name, (item.plan, item.id)))
        if was is not None and was >= until:
            continue
        of = f"a suppression of {name}" + ("" if item.id else " for the whole plan")
        message = f"{of} until {show_date(until)} is new"
        if was is not None:
            message = f"{of} is prolonged from {show_date(was)} to {show_date(until)}"
        yield _new(message, entry, item)


def _new(message: str, entry: Suppression, item: Item) -> Found:
    help = "it counts once the change is merged; review its reason"
    return Found(message=message, help=help, place=entry.place, fields=("rule",), plan=item.plan, item=item.id)


def _commits(assessment: Assessment) -> frozenset[tuple[str, Key, str]]:
    """Return the commits that suppressions name, each with the rule, plan and item."""
    return frozenset(
        (rule.name, (item.plan, item.id), entry.commit)
        for entry, item in suppressions(assessment)
        if entry.commit is not None and (rule := rules_by_word().get(entry.rule.casefold())) is not None
    )


def _ends(assessment: Assessment) -> Mapping[tuple[str, Key], date]:
    """Return the last day of every suppression that has a reason, by its rule, plan and item."""
    found: dict[tuple[str, Key], date] = {}
    for entry, item in suppressions(assessment):
        rule, until = rules_by_word().get(entry.rule.casefold()), _end(entry.until)
        if rule is not None and until is not None and entry.reason:
            key = (rule.name, (item.plan, item.id))
            found[key] = max(until, found.get(key, until))
    return found


def _end(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except BadValueError:
        return None
