"""The text of a file in its layout, with the same meaning and the same comments."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pap_cli.diagnostics import Rule
from pap_cli.edit.layout.gaps import even_gaps
from pap_cli.edit.layout.keys import in_order
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.edit.text.splice import spliced
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.yaml import DUPLICATE_KEY


def formatted(text: str, cls: type[Any]) -> str:
    """Return the text of a file with entries of a class in its layout.

    Raises:
        NotCleanError: if a key is in an entry twice.
        UnexpectedMeaningError: if that would change what the file means, or lose a character: a bug in `pap`.
    """
    root = _read(text, _refuse_duplicates)
    if root is None:
        return text
    ordered = spliced(text, in_order(Layout(text, root), root, cls))
    again = root if ordered == text else _read(ordered)
    if again is None:
        raise UnexpectedMeaningError
    result = spliced(ordered, even_gaps(Layout(ordered, again), again))
    if result != text and (_read(result) != root or _characters(result) != _characters(text)):
        raise UnexpectedMeaningError
    return result


def _read(text: str, report: Report = lambda *_: None) -> MapNode | None:
    root = read_nodes(Source("", text), report)
    return root if isinstance(root, MapNode) else None


def _refuse_duplicates(rule: Rule, message: str, help: str, start: int, end: int) -> None:
    if rule is DUPLICATE_KEY:
        raise NotCleanError(message, start)


def _characters(text: str) -> Counter[str]:
    """Return how often each character is in a text, but for blanks and line ends: so no comment is lost."""
    return Counter("".join(text.split()))
