"""JSON Schema of the files that users write, in draft-07, which editors support.

The slots that entries are read by become a pydantic core schema, and pydantic generates JSON Schema from it.  So an
editor accepts what `pap` reads, except for what a schema cannot express (that an ID exists, or a day).
"""

from __future__ import annotations

import json
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pap_cli.load.entries.slots import Arity, Slot, shape_of, slots_of
from pap_cli.load.values.scalars import ValueReader
from pap_cli.model.config import Config
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile
from pap_cli.model.report import Audience

# The kinds of file that have a schema: the class of their root entry, and a title.
FILES: dict[str, tuple[type[Any], str]] = {
    "plan": (PlanFile, "A plan, or a part of one, in plans/"),
    "kpi": (KpiFile, "KPIs, in kpis/"),
    "config": (Config, "Settings, in pap.toml"),
    "audience": (Audience, "Who a report is for, in a file named by pap report --audience"),
}


class _Draft7(GenerateJsonSchema):
    """pydantic's generator, set to draft-07."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        """Return an object with its keys, without a generated title."""
        found = super().typed_dict_schema(schema)
        found.pop("title", None)
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False: a key needs no title."""
        return False


def _value(slot: Slot) -> core_schema.CoreSchema:
    """Return the schema of one field."""
    if slot.entry is not None:
        one = _with_shorthand(slot.entry, left_out=slot.keyed_by)
    elif slot.reader is not None:
        one = _with_message(slot.reader.schema, slot.reader)
    else:
        raise TypeError(f"{slot.key} has neither an entry nor a reader")
    match slot.arity:
        case Arity.ONE:
            return one
        case Arity.LIST:
            return core_schema.list_schema(one)
        case Arity.ONE_OR_MANY:
            return core_schema.union_schema([one, core_schema.list_schema(one)])
        case Arity.KEYED:
            return _keyed(slot, one)


def _keyed(slot: Slot, one: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """Return the schema of a mapping of entries, which may name a file with more."""
    if slot.table is None:
        return core_schema.dict_schema(core_schema.str_schema(), one)
    file = {"type": "string", "description": "The path of a CSV file with more, from the folder of this file."}
    shown = {"pydantic_js_updates": {"properties": {slot.table: file}}}
    return core_schema.dict_schema(core_schema.str_schema(), one, metadata=shown)


def _with_message(schema: core_schema.CoreSchema, reader: ValueReader) -> core_schema.CoreSchema:
    """Return the schema of a value with the message of `pap` for a bad one, and examples: editors show both.

    Each choice of a union has the message, since an editor shows that of the choice that fits best.  Text needs none.
    """
    if reader.words == "text":
        return schema
    if schema["type"] == "union":
        choices: list[Any] = schema["choices"]
        return core_schema.union_schema([_with_message(choice, reader) for choice in choices])
    message = {"errorMessage": reader.form}
    if schema["type"] == "str" and "pattern" in schema:
        message = {"patternErrorMessage": reader.form, **message}
        shown = {"examples": list(reader.examples), **message} if reader.examples else message
    else:
        shown = message
    return cast("core_schema.CoreSchema", {**schema, "metadata": {"pydantic_js_updates": shown}})


def _with_shorthand(cls: type[Any], left_out: str | None) -> core_schema.CoreSchema:
    """Return the schema of an entry or its short form."""
    entry = _reference(cls, left_out)
    shape = shape_of(cls)
    if shape.shorthand is None:
        return entry
    return core_schema.union_schema([_value(shape.keys[shape.shorthand]), entry])


def _name(cls: type[Any], left_out: str | None) -> str:
    return cls.__name__ if left_out is None else f"Keyed{cls.__name__}"


def _reference(cls: type[Any], left_out: str | None) -> core_schema.CoreSchema:
    return core_schema.definition_reference_schema(_name(cls, left_out))


def _definition(cls: type[Any], left_out: str | None) -> core_schema.CoreSchema:
    """Return the schema of an entry; `left_out` is the field that is the key of a keyed entry."""
    quotient = shape_of(cls).quotient
    parts = [[quotient.key], list(quotient.quotient)] if quotient and quotient.quotient else []
    either = {"anyOf": [{"required": keys} for keys in parts]} if parts else {}
    found = {
        slot.key: core_schema.typed_dict_field(
            _value(slot),
            required=slot.required and not slot.quotient,
            metadata={"pydantic_js_updates": {"description": slot.description}},
        )
        for slot in slots_of(cls)
        if slot.key != left_out
    }
    return core_schema.typed_dict_schema(
        found,
        extra_behavior="forbid",
        ref=_name(cls, left_out),
        metadata={"pydantic_js_updates": {"description": (cls.__doc__ or "").split("\n", 1)[0], **either}},
    )


def _all_entries(cls: type[Any], left_out: str | None, found: dict[str, core_schema.CoreSchema]) -> None:
    """Add the definitions of an entry and every entry inside it to `found`."""
    name = _name(cls, left_out)
    if name in found:
        return
    found[name] = _definition(cls, left_out)
    for slot, part in shape_of(cls).children.values():
        _all_entries(part, slot.keyed_by, found)


def json_schema(file: str) -> str:
    """Return the JSON Schema of one kind of file, as text.

    Raises:
        KeyError: if FILE is not a kind of file.
    """
    cls, title = FILES[file]
    definitions: dict[str, core_schema.CoreSchema] = {}
    _all_entries(cls, None, definitions)
    whole = core_schema.definitions_schema(_reference(cls, None), list(definitions.values()))
    generated = _Draft7(ref_template="#/definitions/{model}").generate(whole)
    found = json.loads(json.dumps(generated).replace('"$defs"', '"definitions"'))
    root = found.pop("$ref", None)
    schema: dict[str, Any] = {"$schema": _Draft7.schema_dialect, "title": title}
    if root is not None:
        schema["allOf"] = [{"$ref": root}]
    schema.update(found)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
