"""Single values: text, IDs, flags, whole numbers, choices and e-mail addresses, with errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pap_cli.advice.synonyms import spelt_differently, synonyms
from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import nearest
from pap_cli.model import dates
from pap_cli.model.entry import COMMIT_ID, CommitId

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

_WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


_ID = re.compile(r"[^\W_][\w.:/\-]{0,79}")


class ValueReader(Struct, frozen=True):
    """The parser of one type of value, and what an editor needs to know about it.

    `parse` raises `BadValueError`; it takes text without blanks around it if `strips`.  `words` is for people, and so
    is `form`: the help of that error where it has none that is more exact.  `node` reads a value that is not plain
    text, if it may be something else, and `missing` is the help where there is none.
    """

    parse: Callable[[str], Any]
    schema: CoreSchema
    words: str
    form: str
    examples: tuple[str, ...] = ()
    strips: bool = True
    node: Callable[[object], Any] | None = None
    missing: str = ""

    def read(self, value: object) -> Any:
        """Read any node.

        Raises:
            BadValueError: if it is not text, or not a value of this type.
        """
        if self.node is not None and value is not None:
            return self.node(value)
        if value is None and self.missing:
            raise BadValueError("missing value", self.missing, "missing-key")
        text = scalar(value)
        return self.parse(text.strip() if self.strips else text)


def scalar(value: object) -> str:
    """Return the text of a single value.

    Raises:
        BadValueError: if it is a mapping, a list or nothing.
    """
    if isinstance(value, str):
        return value
    if value is None:
        raise BadValueError("missing value", "add one or delete the line", "missing-key")
    kind = "mapping" if isinstance(value, dict) else "list"
    raise BadValueError(f"expected a single value, not a {kind}", "put the text in quotation marks", "wrong-shape")


TEXT_FORM = "write some text or delete the key"


def parse_text(text: str) -> str:
    """Return text as it is.

    Raises:
        BadValueError: if TEXT is empty.
    """
    if not text:
        raise BadValueError("empty text", TEXT_FORM)
    return text


def parse_id(text: str) -> str:
    """Parse an ID.

    Raises:
        BadValueError: if TEXT is not one.
    """
    if not _ID.fullmatch(text):
        shorter = re.sub(r"[^\w.:/-]+", "-", text.strip()).strip("-_.:/")
        write = f"write {shorter}. " if _ID.fullmatch(shorter) else ""
        raise BadValueError(f"invalid ID {dates.quote(text)}", write + (_ID_FORM if write else ID_ADVICE), "bad-id")
    return text


_ID_FORM = "An ID has letters, digits and - _ . : /, and no spaces"


ID_ADVICE = "use up to 80 letters, digits and - _ . : /, starting with a letter or digit, without spaces"


COMMIT_FORM = "write the ID that git log shows: at least 7 of the digits 0 to 9 and a to f"


def parse_commit(text: str) -> CommitId:
    """Parse the ID of a commit.

    Raises:
        BadValueError: if TEXT is not one, such as the name of a branch, which may come to mean another commit.
    """
    if not re.fullmatch(COMMIT_ID, text):
        raise BadValueError(f"{dates.quote(text)} is not the ID of a commit", COMMIT_FORM)
    return CommitId(text)


FLAG_FORM = "write true or false"


_YES = ("yes", "y", "true", "t", "on", "1", "x", "✓", "✔", "checked", "enabled")


_NO = ("no", "n", "false", "f", "off", "0", "✗", "✘", "none", "unchecked", "disabled")


def parse_flag(text: str) -> bool:
    """Parse a flag: `true` or `false`.

    Raises:
        BadValueError: if TEXT is not one.
    """
    if text not in ("true", "false"):
        word = text.casefold().strip(".! ")
        help = "write true" if word in _YES else "write false" if word in _NO else FLAG_FORM
        raise BadValueError(f"{dates.quote(text)} is not true or false", help)
    return text == "true"


WHOLE_FORM = "write it in digits, like 12"


def parse_whole(text: str) -> int:
    """Parse a whole number from 0 on.

    Raises:
        BadValueError: if TEXT is not one.
    """
    if not _WHOLE.fullmatch(text):
        meant = re.fullmatch(r"(?a)\+?(\d{1,9})(?:\.0*| [a-z]+)?", text.strip().replace(",", ""))
        help = f"write {int(meant[1])}" if meant else WHOLE_FORM
        raise BadValueError(f"{dates.quote(text)} is not a whole number", help)
    return int(text)


class _Choices(dict[str, StrEnum]):
    """The members of an enumeration by value; a lookup of any other text raises `BadValueError`."""

    def __missing__(self, text: str) -> StrEnum:
        same = spelt_differently(text, self) or next(iter(synonyms(text, self)), None)
        if same:
            raise BadValueError(f"unknown value {dates.quote(text)}", f"write {same}")
        near = nearest(text, self)
        help = f"did you mean {near}? The values are {', '.join(self)}" if near else self.form
        raise BadValueError(f"unknown value {dates.quote(text)}", help)

    @property
    def form(self) -> str:
        """The form of a value: one of those that there are."""
        return f"write one of {', '.join(self)}"


def choice(kind: type[StrEnum]) -> ValueReader:
    """Return the reader of an enumeration."""
    choices = _Choices({member.value: member for member in kind})
    schema: CoreSchema = {"type": "literal", "expected": list(choices)}
    return ValueReader(choices.__getitem__, schema, " | ".join(choices), choices.form)


_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()./]+(\.[^\s@<>,;:\"()./]+)+")


EMAIL_FORM = "write an e-mail address, like head.of.service@example.gov.uk"


def parse_email(text: str) -> str:
    """Parse an e-mail address.

    Raises:
        BadValueError: if TEXT is not one.
    """
    if len(text) > _EMAIL_LENGTH or not _EMAIL.fullmatch(text):
        within = _EMAIL.search(text) if len(text) <= _EMAIL_LENGTH else None
        help = f"write {within[0]}" if within else EMAIL_FORM
        raise BadValueError(f"{dates.quote(text)} is not an e-mail address", help)
    return text


# The longest address that mail servers accept (RFC 5321, 4.5.3.1.3, without the brackets).
_EMAIL_LENGTH = 254
