"""JSON Schema (draft-07, what editors use) of the files an analyst writes, from the model that reads them.

The same slots that the loader reads by are turned into a pydantic core schema, and pydantic's own generator into JSON
Schema: what an editor accepts is what `pap` reads, but for what no schema can say (that an id exists, a day is real).
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pap_cli.load.entries.slots import Arity, Slot, shape_of, slots_of
from pap_cli.model.config import Config
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile
from pap_cli.model.report import Audience

# The files that have a schema: the entry a file of each kind is, and its title.
FILES: dict[str, tuple[type[Any], str]] = {
    "plan": (PlanFile, "A plan, or a part of one, in plans/"),
    "kpi": (KpiFile, "KPIs, in kpis/"),
    "config": (Config, "Settings, in pap.toml"),
    "audience": (Audience, "Who a report is for, in a file named by pap report --audience"),
}


class _Draft7(GenerateJsonSchema):
    """pydantic's generator, told to speak draft-07."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        """An object with its keys; no made-up titles."""
        found = super().typed_dict_schema(schema)
        found.pop("title", None)
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a key is its own title."""
        return False


def _value(slot: Slot) -> core_schema.CoreSchema:
    """What may stand for one field."""
    if slot.entry is not None:
        one = _with_shorthand(slot.entry, left_out=slot.keyed_by)
    elif slot.reader is not None:
        one = slot.reader.schema
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
            return core_schema.dict_schema(core_schema.str_schema(), one)


def _with_shorthand(cls: type[Any], left_out: str | None) -> core_schema.CoreSchema:
    """An entry, or the short form that stands for it."""
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
    """An entry with all of its keys; `left_out` is the one that is written as the key of the entry itself."""
    found = {
        slot.key: core_schema.typed_dict_field(
            _value(slot),
            required=slot.required,
            metadata={"pydantic_js_updates": {"description": slot.description}},
        )
        for slot in slots_of(cls)
        if slot.key != left_out
    }
    return core_schema.typed_dict_schema(
        found,
        extra_behavior="forbid",
        ref=_name(cls, left_out),
        metadata={"pydantic_js_updates": {"description": (cls.__doc__ or "").split("\n", 1)[0]}},
    )


def _all_entries(cls: type[Any], left_out: str | None, found: dict[str, core_schema.CoreSchema]) -> None:
    """The definitions of an entry and of every entry within it."""
    name = _name(cls, left_out)
    if name in found:
        return
    found[name] = _definition(cls, left_out)
    for slot, part in shape_of(cls).children.values():
        _all_entries(part, slot.keyed_by, found)


def json_schema(file: str) -> str:
    """The JSON Schema of one kind of file, as text.

    Raises:
        KeyError: there is no such kind.
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
