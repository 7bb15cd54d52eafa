"""What every entry of a file is: a record of its fields, and of the place where it stands."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields


class About(Struct, frozen=True):
    """What a field is for, in its annotation: the one source of the JSON Schema and of the file reference."""

    # What it means, for people.
    description: str
    # The word in the file, where that cannot be a name in Python.
    key: str | None = None
    # A collection that is written as a mapping: the field of its entries that the keys are.
    keyed_by: str | None = None
    # Whether a list may be written as a single value.
    one_or_many: bool = False
    # What kind of item the ids in it name.
    refers: str | None = None
    # A value to show where one is missing.
    example: str | None = None
    # The least of a whole number.
    minimum: int | None = None


class Told(Struct, frozen=True, eq=False):
    """A record that is the same as another where it says the same, whatever the fields in `ASIDE` hold."""

    ASIDE: ClassVar[frozenset[str]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = [name for name in self.__struct_fields__ if name not in self.ASIDE]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __ne__(self, other: object) -> bool:
        return not self == other

    # said aloud: equal ones may differ in what lies aside; mypy knows no other way to write it
    __hash__ = None  # type: ignore[assignment]


class Entry(Told, frozen=True, kw_only=True):
    """Something that is written in a file, with keys; each has a `place`, and is the same wherever it stands."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"place"})


class WrittenField(Struct, frozen=True):
    """A field of an entry that can be written in a file."""

    name: str
    type: Any
    about: About
    # What it is where it is not written.
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
