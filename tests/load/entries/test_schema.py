from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from conftest import ROOT
from pap_cli.bad_value import BadValueError
from pap_cli.load.entries.readers import READERS, reader_of
from pap_cli.load.entries.schema import FILES, json_schema
from pap_cli.load.entries.slots import slots_of
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import Unit

CORPUS = ROOT / "tests" / "corpus"


class Editor(yaml.SafeLoader):
    """What an editor makes of a YAML file: the core schema of YAML 1.2, where `on`, a date and an hour are text."""


Editor.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), [*_first, ""])


def texts(value: Any) -> Any:
    """A value with the keys of its mappings as text, as they are in JSON."""
    if isinstance(value, dict):
        return {str(key): texts(inner) for key, inner in value.items()}
    return [texts(inner) for inner in value] if isinstance(value, list) else value


@cache
def validator(file: str) -> Draft7Validator:
    return Draft7Validator(json.loads(json_schema(file)))


def faults_of(file: str, text: str) -> list[str]:
    return [error.message for error in validator(file).iter_errors(texts(yaml.load(text, Loader=Editor)))]  # noqa: S506


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_draft_7(file: str) -> None:
    schema = json.loads(json_schema(file))
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["title"]


@pytest.mark.parametrize("file", FILES)
def test_every_reference_of_a_schema_leads_somewhere(file: str) -> None:
    schema = json.loads(json_schema(file))
    definitions = schema.get("definitions", {})  # none where an entry holds no other

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [found for inner in value.values() for found in references(inner)]
        return [found for inner in value for found in references(inner)] if isinstance(value, list) else []

    found = set(references(schema))
    assert bool(found) is bool(definitions)
    assert {f"#/definitions/{name}" for name in definitions} >= found


@pytest.mark.parametrize("file", FILES)
def test_every_key_has_a_description(file: str) -> None:
    schema = json.loads(json_schema(file))
    for name, definition in {**schema.get("definitions", {}), "the file": schema}.items():
        assert definition["description"], name
        for key, value in definition["properties"].items():
            assert value.get("description"), f"{name}.{key}"


@pytest.mark.parametrize("file", FILES)
def test_the_committed_schema_is_the_one_that_is_made(file: str) -> None:
    """`pap schema FILE --output schema/FILE.json` writes it again."""
    assert (ROOT / "schema" / f"{file}.json").read_text(encoding="utf-8") == json_schema(file)


EXAMPLE = sorted((ROOT / "plans").rglob("*.yaml")) + sorted((ROOT / "kpis").rglob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.name)
def test_an_editor_finds_nothing_wrong_with_the_example(path: Path) -> None:
    file = "plan" if "plans" in path.relative_to(ROOT).parts else "kpi"
    assert faults_of(file, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("plan", "unknown-key/plans/lambeth.yaml"),
        ("plan", "unknown-key-without-nearest/plans/lambeth.yaml"),
        ("plan", "missing-title/plans/lambeth.yaml"),
        ("plan", "missing-value/plans/lambeth.yaml"),
        ("plan", "date-forms/plans/lambeth.yaml"),
        ("plan", "mapping-for-list/plans/lambeth.yaml"),
        ("plan", "list-for-mapping/plans/lambeth.yaml"),
        ("plan", "list-for-text/plans/lambeth.yaml"),
        ("plan", "text-for-entry/plans/lambeth.yaml"),
        ("plan", "empty-text/plans/lambeth.yaml"),
        ("plan", "horizons/plans/lambeth.yaml"),
        ("plan", "id-with-spaces/plans/lambeth.yaml"),
        ("plan", "kpi-file-in-plans/plans/kpis.yaml"),
        ("kpi", "many-keys-missing/kpis/help.yaml"),
        ("kpi", "choice-in-kpi/kpis/help.yaml"),
        ("kpi", "control-chart/kpis/help.yaml"),
        ("kpi", "plan-in-kpis/kpis/plan.yaml"),
    ],
)
def test_an_editor_finds_fault_with_the_corpus(file: str, path: str) -> None:
    assert faults_of(file, (CORPUS / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "folder", sorted(path for path in CORPUS.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_an_editor_finds_no_fault_where_the_loader_finds_none(folder: Path) -> None:
    workspace = open_workspace(folder)
    faulty = {diagnostic.path for diagnostic in workspace.diagnostics}
    for name, source in workspace.sources.items():
        if name not in faulty and name.endswith(".yaml"):
            assert faults_of("plan" if name.startswith("plans/") else "kpi", source.text) == [], name


@pytest.mark.parametrize("file", FILES)
def test_the_schema_knows_the_keys_that_the_loader_knows(file: str) -> None:
    cls, _ = FILES[file]
    assert set(json.loads(json_schema(file))["properties"]) == {slot.key for slot in slots_of(cls)}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("pap: {as-of: 2016-10-14}", True),
        ("rating: {due-soon: 28 days, require-evidence: false}", True),
        ("check: {fail-on: note, select: [PAP2], severity: {kpi-stale: 'off'}}", True),
        ("rating: {due_soon: 28 days}", False),
        ("rating: {due-soon: 20 working days}", True),
        ("rating: {review-grace: 20 working days}", False),
        ("calendar: {working-days: Northern Ireland, closed: [2015-12-24], open: 2015-12-28}", True),
        ("calendar: {working-days: Cornwall}", False),
        ("rating: {due-soon: soon}", False),
        ("check: {fail-on: overdue>3}", True),
        ("check: {fail-on: [error, kpi-stale]}", True),
        ("check: {fail-on: overdue<3}", False),
        ("colour: {}", False),
    ],
)
def test_the_schema_of_settings(text: str, good: bool) -> None:
    assert (faults_of("config", text) == []) is good


@pytest.mark.parametrize(
    ("clock", "good"),
    [
        ("{title: T, due: 2016-05}", True),
        ("{title: T, from: 2016-05-09, within: 70 working days}", True),
        ("{title: T, from: 2016-05-09, within: 70wd, met: 2016-06-01}", True),
        ("{title: T, from: 2016-05-09, within: 70 business days}", False),
        ("{title: T, from: May, within: 70wd}", False),
        ("{due: 2016-05-09}", False),
    ],
)
def test_the_schema_of_a_clock(clock: str, good: bool) -> None:
    text = f"plan: {{id: p, title: T, start: 2016-01-04, statutory: {{s: {clock}}}}}"
    assert (faults_of("plan", text) == []) is good


def nodes_of(value: Any) -> list[dict[str, Any]]:
    """All mappings in a schema."""
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in nodes_of(inner))]
    return [found for inner in value for found in nodes_of(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("file", FILES)
def test_every_pattern_has_the_message_of_pap(file: str) -> None:
    forms = {reader.form for reader in READERS.values()}
    patterned = [node for node in nodes_of(json.loads(json_schema(file))) if isinstance(node.get("pattern"), str)]
    assert patterned or file == "audience"
    for node in patterned:
        assert node["patternErrorMessage"] == node["errorMessage"]
        assert node["patternErrorMessage"] in forms
        assert all(re.search(node["pattern"], example) for example in node["examples"])


@pytest.mark.parametrize("file", FILES)
def test_every_choice_has_the_message_of_pap(file: str) -> None:
    for node in nodes_of(json.loads(json_schema(file))):
        if "enum" in node and "errorMessage" in node and node["errorMessage"].startswith("write one of"):
            assert node["errorMessage"] == f"write one of {', '.join(node['enum'])}"


@pytest.mark.parametrize("kind", [*READERS, Polarity])
def test_an_editor_says_what_pap_says_where_nothing_else_is_known(kind: Any) -> None:
    reader = reader_of(kind)
    with pytest.raises(BadValueError) as caught:
        reader.read("" if kind in (str, Unit) else "¤")
    assert caught.value.help == reader.form
