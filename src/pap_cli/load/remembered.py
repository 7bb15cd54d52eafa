"""What a file came to when it was read before, remembered by its text, so that it need not be read again.

An entry of the store is found by the program, the kind of file and the text, never by the file's name: one that was
renamed is known.  Whatever an entry holds that no file of this text could have come to is as good as nothing.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from msgspec import Struct

from pap_cli import faults
from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.load.columns import NotColumnsError, columns_of, entries_in
from pap_cli.load.store import Store, digest
from pap_cli.model.place import Source, Span

T = TypeVar("T")
_KEYS = {"entry", "diagnostics", "lost_ids", "untold", "whole", "hopeless"}


class FileContent(Struct, Generic[T], frozen=True, kw_only=True):
    """What a file came to: its entries, and everything found wrong with its form.

    `untold` is how many faults more there were; `whole` is False where the file could not be read at all, `hopeless` is
    True where there was so much in it that the rest was left unread.
    """

    entry: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lost_ids: frozenset[str] = frozenset()
    untold: int = 0
    whole: bool = True
    hopeless: bool = False


class Memory:
    """The files that were read before, by this very program."""

    def __init__(self, store: Store, stamp: str) -> None:
        self.store = store
        self.stamp = stamp
        self.added = False

    def recall(self, cls: type[T], source: Source, kind: str = "") -> FileContent[T] | None:
        """What a file of this text came to before; None if it is not known, or cannot be trusted."""
        data = self.store.get(self._key(cls, source, kind))
        if data is None:
            return None
        try:
            return _content_in(cls, data, source)
        except (ValueError, TypeError, OverflowError):
            return None

    def keep(self, cls: type[T], source: Source, content: FileContent[T], kind: str = "") -> None:
        """Remember what a file came to."""
        self.store.put(self._key(cls, source, kind), _data_of(cls, content))
        self.added = True

    def tidy(self) -> None:
        """Make room in the store, if something was added."""
        if self.added:
            self.store.prune()
            self.added = False

    def _key(self, cls: type[Any], source: Source, kind: str) -> str:
        return digest(b"file", self.stamp.encode(), cls.__name__.encode(), kind.encode(), source.text.encode())


def _data_of(cls: type[T], content: FileContent[T]) -> dict[str, Any]:
    return {
        "entry": None if content.entry is None else columns_of(cls, [content.entry]),
        "diagnostics": [
            [found.rule.code, found.message, found.help, found.span and found.span.bounds, found.item]
            for found in content.diagnostics
        ],
        "lost_ids": sorted(content.lost_ids),
        "untold": content.untold,
        "whole": content.whole,
        "hopeless": content.hopeless,
    }


def _content_in(cls: type[T], data: object, source: Source) -> FileContent[T]:
    """What an entry of the store says that a text came to.

    Raises:
        NotColumnsError: no text comes to that; so may any ValueError, TypeError or OverflowError say.
    """
    if type(data) is not dict or data.keys() != _KEYS:
        raise NotColumnsError
    lost_ids, untold, whole, hopeless = data["lost_ids"], data["untold"], data["whole"], data["hopeless"]
    if type(lost_ids) is not list or not set(map(type, lost_ids)) <= {str}:
        raise NotColumnsError
    if not (type(whole) is type(hopeless) is bool) or type(untold) is not int or untold < 0:
        raise NotColumnsError
    if type(data["diagnostics"]) is not list:
        raise NotColumnsError
    entry: T | None = None
    if data["entry"] is not None:
        (entry,) = entries_in(cls, data["entry"], source)
    return FileContent(
        entry=entry,
        diagnostics=tuple([_diagnostic_in(found, source) for found in data["diagnostics"]]),
        lost_ids=frozenset(lost_ids),
        untold=untold,
        whole=whole,
        hopeless=hopeless,
    )


def _diagnostic_in(data: object, source: Source) -> Diagnostic:
    match data:
        case [str(code), str(message), str(help), span, None | str() as item]:
            rule = _rule(code)
            return Diagnostic(
                rule=rule,
                message=message,
                help=help,
                path=source.path,
                span=None if span is None else _span_in(span, source),
                item=item,
                severity=rule.severity,
            )
        case _:
            raise NotColumnsError


def _rule(code: str) -> Rule:
    for rule in faults.RULES:
        if rule.code == code:
            return rule
    raise NotColumnsError


def _span_in(data: object, source: Source) -> Span:
    if type(data) is not list or len(data) != 4 or not set(map(type, data)) <= {int}:
        raise NotColumnsError
    span = Span(*data)
    if not (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column):
        raise NotColumnsError
    if span.end_line > source.position(len(source.text))[0]:
        raise NotColumnsError
    for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
        if not 1 <= column <= len(source.line(line)) + 1:
            raise NotColumnsError
    return span
