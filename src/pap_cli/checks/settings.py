"""Findings about words in the settings of a check that mean nothing, and about settings that switch the check off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pap_cli.checks.catalogue import all_rules, check_words, is_selected, matches
from pap_cli.checks.thresholds import check_thresholds, rules_counted
from pap_cli.diagnostics import Diagnostic, diagnostic_at, nearest
from pap_cli.errors import PapError
from pap_cli.model.config import CheckSettings, Level, Policy
from pap_cli.model.dates import quote
from pap_cli.model.order import natural
from pap_cli.model.place import Place
from pap_cli.problems.values import BAD_SETTING


def unknown_words(settings: CheckSettings, bodies: frozenset[str] | None = None) -> Iterator[Diagnostic]:
    """Yield a finding for each setting with an unknown rule, severity, count or body (if `bodies` are all known).

    Raises:
        PapError: if the setting did not come from a file.
    """
    checks: list[tuple[Place | None, str, Callable[[], None]]] = [
        (settings.place, "select", partial(check_words, settings.select)),
        (settings.place, "ignore", partial(check_words, settings.ignore)),
        (settings.place, "fail-on", partial(check_thresholds, settings.fail_on)),
        (settings.place, "fail-on", partial(check_can_fail, settings)),
    ]
    if settings.place is not None:
        checks.append((settings.place, "ignore", partial(check_some_left, settings)))
    checks += [(level.place, "rule", partial(check_words, (level.rule,))) for level in settings.severity]
    checks += [(policy.place, "rule", partial(_check_rules, policy.rule)) for policy in settings.policy]
    if bodies is not None:
        checks += [(policy.place, "body", partial(_check_bodies, policy.body, bodies)) for policy in settings.policy]
    for place, key, check in checks:
        try:
            check()
        except PapError as error:
            if place is None:
                raise
            yield diagnostic_at(BAD_SETTING, error.message, help=error.help, place=place, fields=(key,))


def leaves_some(settings: CheckSettings) -> bool:
    """Return True if settings leave a rule."""
    return any(is_selected(rule, settings) for rule in all_rules())


def check_some_left(settings: CheckSettings) -> None:
    """Check that the settings leave a rule: a check without rules always passes.

    Raises:
        PapError: if they leave none.
    """
    if settings.ignore and not leaves_some(settings):
        raise PapError("no rule is left: ignore names every rule that is selected", "ignore fewer rules")


def check_can_fail(settings: CheckSettings) -> None:
    """Check that no threshold counts only rules that are left out or switched off.

    Raises:
        PapError: if one does.
    """
    raised = any(policy.level is not Level.OFF for policy in settings.policy)
    off = {level.rule.casefold() for level in settings.severity if level.level is Level.OFF}
    for threshold in settings.fail_on:
        counted = rules_counted(threshold)
        if counted and not any(is_selected(rule, settings) for rule in counted):
            raise PapError(
                f"{threshold} never fails a check: select or ignore leaves its rule out",
                f"remove {threshold} from fail-on, or select its rule and do not ignore it",
            )
        if counted and not raised and all(matches(rule, off) for rule in counted):
            raise PapError(
                f"{threshold} never fails a check: its severity is off",
                f"remove {threshold} from fail-on, or give the rule a severity",
            )


def _check_rules(words: tuple[str, ...]) -> None:
    if not words:
        raise PapError("missing rule in this policy", 'add rule = "milestone-overdue", or rule = "ALL"')
    check_words(words)


def _check_bodies(named: tuple[str, ...], known: frozenset[str]) -> None:
    for body in named:
        if body not in known:
            raise PapError(f"unknown body {quote(body)}: no plan has it", _instead(body, known, "bodies"))


def _instead(id: str, known: frozenset[str], kinds: str) -> str:
    near = nearest(id, known)
    return f"did you mean {near}?" if near else f"the {kinds} are {', '.join(sorted(known, key=natural)) or 'none'}"


def unknown_judges(policy: Policy, known: frozenset[str] | None) -> Iterator[Diagnostic]:
    """Yield a finding for each ID in `judgement-by` that no owner or body has, if those of all plans are known."""
    if known is None or policy.place is None:
        return
    for id in policy.judgement_by:
        if id not in known:
            yield diagnostic_at(
                BAD_SETTING,
                f"unknown owner or body {quote(id)}: no plan has it",
                help=_instead(id, known, "owners and bodies"),
                place=policy.place,
                fields=("judgement-by",),
            )
