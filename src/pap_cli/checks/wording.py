"""Words in the settings of a check that name nothing: each a finding where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pap_cli import faults
from pap_cli.checks.catalogue import check_words
from pap_cli.checks.thresholds import check_thresholds
from pap_cli.diagnostics import Diagnostic, finding
from pap_cli.errors import PapError
from pap_cli.model.config import CheckSettings
from pap_cli.model.place import Place


def unknown_words(settings: CheckSettings) -> Iterator[Diagnostic]:
    """Every setting with a word that names no rule, severity or count.

    Raises:
        PapError: such a word was given by other means than a file.
    """
    asked: list[tuple[Place | None, str, Callable[[], None]]] = [
        (settings.place, "select", partial(check_words, settings.select)),
        (settings.place, "ignore", partial(check_words, settings.ignore)),
        (settings.place, "fail-on", partial(check_thresholds, settings.fail_on)),
    ]
    asked += [(level.place, "rule", partial(check_words, (level.rule,))) for level in settings.severity]
    asked += [(policy.place, "rule", partial(check_words, policy.rule)) for policy in settings.policy]
    for place, key, check in asked:
        try:
            check()
        except PapError as error:
            if place is None:
                raise
            yield finding(faults.BAD_SETTING, error.message, help=error.help, place=place, fields=(key,))
