"""Base class of all entries: their fields and their position in the file."""

from __future__ import annotations

from typing import Any, ClassVar, NewType, get_args

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

# A name that other entries refer to: letters, digits and `- _ . : /`, at most 80 characters.
Id = NewType("Id", str)
# The ID of a commit, whole or abbreviated.
CommitId = NewType("CommitId", str)
COMMIT_ID = "[0-9A-Fa-f]{7,64}"


class About(Struct, frozen=True):
    """The description of a field, in its annotation: the source of the JSON Schema and of the file reference."""

    # What the field means.
    description: str
    # The key in the file, if it cannot be a name in Python.
    key: str | None = None
    # For a collection written as a mapping: the field of its entries that holds the keys.
    keyed_by: str | None = None
    # True if a list may be written as a single value.
    one_or_many: bool = False
    # For a collection written as a mapping: the key for a file with more entries; the record has a field of that name.
    table: str | None = None
    # The kind of item that its ids refer to.
    refers: str | None = None
    # An example value, shown if one is missing.
    example: str | None = None
    # True if an entry should have it, although it can be without.
    expected: bool = False
    # True if it is shown only on request, and never on a page.
    private: bool = False
    # The smallest value of a whole number.
    minimum: int | None = None
    # The numerator and denominator whose quotient it is where it is not written.
    quotient: tuple[str, str] | None = None


class Compared(Struct, frozen=True, eq=False):
    """A record that equals another if all fields are equal but those in `NOT_COMPARED`."""

    NOT_COMPARED: ClassVar[frozenset[str]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = [name for name in self.__struct_fields__ if name not in self.NOT_COMPARED]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __ne__(self, other: object) -> bool:
        return not self == other

    # Explicit, as equal records may differ in the fields that are not compared; mypy accepts it in no other form.
    __hash__ = None  # type: ignore[assignment]


class Entry(Compared, frozen=True, kw_only=True):
    """An entry in a file, with keys and a `place`; entries are equal wherever they are in the files."""

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"place"})


class WrittenField(Struct, frozen=True):
    """A field of an entry that can be written in a file."""

    name: str
    type: Any
    about: About
    # The default.
    default: Any
    required: bool


_WRITTEN: dict[type[Struct], tuple[WrittenField, ...]] = {}


def written_fields(cls: type[Struct]) -> tuple[WrittenField, ...]:
    """The fields of a record that can be written in a file, in the order of the model; worked out on first use."""
    if cls not in _WRITTEN:
        found = ((field, get_args(field.type)) for field in fields(cls))
        _WRITTEN[cls] = tuple(
            WrittenField(
                name=field.name,
                type=parts[0],
                about=parts[-1],
                default=None if field.default is NODEFAULT else field.default,
                required=field.required,
            )
            for field, parts in found
            if parts and isinstance(parts[-1], About)
        )
    return _WRITTEN[cls]
