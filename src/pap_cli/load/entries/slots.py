"""What an entry of each kind may hold, worked out once from the annotations of the model.

Each plain value of an entry has a reader.  An entry that none of them refuses is made at once; one that is refused goes
to the pydantic validator of its class, which gathers everything that is wrong with it.  Entries within it (milestones
of an action, extensions of a milestone) are children, read one by one, so that a bad one costs only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from msgspec import Struct

from pap_cli.load.entries.readers import Reader, TooManyValuesError, plain_text, reader_of, scalar
from pap_cli.load.yaml.nodes import SeqNode
from pap_cli.model.entry import Entry, WrittenField, written_fields
from pap_cli.model.kpi import Figure

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator, core_schema


class Arity(Enum):
    """How a field's values are written."""

    ONE = "one"
    LIST = "list"
    ONE_OR_MANY = "one or many"
    KEYED = "keyed"


class Slot(Struct, frozen=True):
    """One field of an entry as it is written in a file."""

    key: str
    name: str
    description: str
    required: bool
    default: Any
    arity: Arity
    keyed_by: str | None
    refers: str | None
    example: str | None
    entry: type[Any] | None
    # The type of its value, or of each of its values.
    kind: Any
    reader: Reader | None
    nullable: bool


def _unwrap(hint: Any) -> tuple[Any, bool]:
    """The type itself, and whether None may stand in its place."""
    if hint == Figure or get_origin(hint) not in (Union, UnionType):
        return hint, False
    parts = [part for part in get_args(hint) if part is not NoneType]
    if len(parts) == 1:
        return parts[0], True
    return Union[tuple(parts)], NoneType in get_args(hint)  # noqa: UP007 - built, not written


def _slot(field: WrittenField) -> Slot:
    about = field.about
    hint, nullable = _unwrap(field.type)
    arity = Arity.ONE
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
        arity = Arity.KEYED if about.keyed_by else Arity.ONE_OR_MANY if about.one_or_many else Arity.LIST
    entry = hint if isinstance(hint, type) and issubclass(hint, Entry) else None
    return Slot(
        key=about.key or field.name,
        name=field.name,
        description=about.description,
        required=field.required,
        default=field.default,
        arity=arity,
        keyed_by=about.keyed_by,
        refers=about.refers,
        example=about.example,
        entry=entry,
        kind=hint,
        reader=None if entry else _limited(reader_of(hint), about.minimum),
        nullable=nullable,
    )


def _limited(reader: Reader, minimum: int | None) -> Reader:
    """A reader of whole numbers that takes none below a limit."""
    if minimum is None:
        return reader

    def read(value: object) -> object:
        number = reader.read(value)
        if number < minimum:
            raise ValueError(f"{number} is too few; write {minimum} or more")
        return number

    return Reader(read, read, {"type": "int", "ge": minimum}, reader.words)


def slots_of(cls: type) -> tuple[Slot, ...]:
    """The fields of an entry that are written in a file, in the order of the model."""
    return tuple(map(_slot, written_fields(cls)))


# How many values one field takes.
MAX_VALUES = 10_000
# What makes the value of a field from what stands under its key, or raises ValueError or KeyError.
Take = Callable[[Any], Any]
# For each key the name of the field, what makes its value of plain words, and what does of anything else.
#
# Nothing does where entries belong; without the first, the words are the value.
Takes = Mapping[str, tuple[str, Take | None, Take | None]]


class Shape(Struct, frozen=True):
    """What is needed to read an entry of one class."""

    cls: type
    keys: Mapping[str, Slot]
    # The names of the fields that an entry cannot do without.
    required: frozenset[str]
    has_id: bool
    takes: Takes
    # The same in texts of nothing but ASCII, of which fewer words need a look.
    takes_ascii: Takes
    # The fields that hold entries, by their keys.
    children: Mapping[str, tuple[Slot, type[Any]]]
    shorthand: str | None
    # The fields that it can be made of without their names.
    positional: tuple[str, ...]

    def validator(self) -> SchemaValidator:
        """The judge of entries that were refused."""
        return _validator(self.cls)


def shape_of(cls: type) -> Shape:
    """The shape of a class, worked out on first use."""
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _shape(cls)
    return shape


_SHAPES: dict[type, Shape] = {}


def _shape(cls: type) -> Shape:
    slots = slots_of(cls)
    return Shape(
        cls=cls,
        keys={slot.key: slot for slot in slots},
        required=frozenset(slot.name for slot in slots if slot.required),
        has_id=any(slot.key == "id" for slot in slots),
        takes={slot.key: (slot.name, *_takes(slot, ascii=False)) for slot in slots},
        takes_ascii={slot.key: (slot.name, *_takes(slot, ascii=True)) for slot in slots},
        children={slot.key: (slot, slot.entry) for slot in slots if slot.entry},
        shorthand=getattr(cls, "SHORTHAND", None),
        positional=getattr(cls, "__match_args__", ()),
    )


def _takes(slot: Slot, *, ascii: bool) -> tuple[Take | None, Take | None]:
    if slot.reader is None:
        return None, None
    read, plain = slot.reader.read, slot.reader.plain
    if slot.arity is Arity.ONE:
        take_one = (lambda value: None if value is None else read(value)) if slot.nullable else read
        return (None if ascii and plain is plain_text else plain), take_one
    listed = _one_or_many if slot.arity is Arity.ONE_OR_MANY else _listed

    def take(value: object) -> tuple[Any, ...]:
        several = value if type(value) is SeqNode and len(value) <= MAX_VALUES else listed(value)
        return tuple([plain(one) if type(one) is str else read(one) for one in several])

    def take_as_is(value: object) -> tuple[Any, ...]:
        several = value if type(value) is SeqNode and len(value) <= MAX_VALUES else listed(value)
        return tuple([one if type(one) is str else read(one) for one in several])

    if ascii and plain is plain_text:
        return take_as_is, take_as_is
    return take, take


@cache
def _validator(cls: type) -> SchemaValidator:
    from pydantic_core import SchemaValidator  # three times the interpreter's start: only where something is wrong

    return SchemaValidator(_schema(slots_of(cls)))


def _listed(value: object) -> Sequence[Any]:
    """A list as it is; nothing as an empty one.

    Raises:
        ValueError: there is something else.
    """
    if value is None:
        return ()
    if not isinstance(value, SeqNode):
        raise ValueError("a list belongs here; write it as [one, two]")
    if len(value) > MAX_VALUES:
        raise TooManyValuesError(f"more than {MAX_VALUES:,} values stand here; no item needs as many")
    return value


def _one_or_many(value: object) -> Sequence[Any]:
    """A list as it is, nothing as an empty one, a single value as a list of one."""
    return _listed(value) if value is None or isinstance(value, SeqNode) else (scalar(value),)


def _value_schema(slot: Slot) -> core_schema.CoreSchema:
    from pydantic_core import core_schema

    if slot.reader is None:
        return core_schema.any_schema()
    one = core_schema.no_info_plain_validator_function(slot.reader.read)
    if slot.arity is Arity.ONE:
        return core_schema.nullable_schema(one) if slot.nullable else one
    before = _one_or_many if slot.arity is Arity.ONE_OR_MANY else _listed
    return core_schema.no_info_before_validator_function(before, core_schema.tuple_variable_schema(one))


def _schema(slots: tuple[Slot, ...]) -> core_schema.CoreSchema:
    from pydantic_core import core_schema

    found = {
        slot.name: core_schema.typed_dict_field(_value_schema(slot), required=slot.required, validation_alias=slot.key)
        for slot in slots
    }
    return core_schema.typed_dict_schema(found, extra_behavior="forbid")
