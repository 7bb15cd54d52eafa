"""What was meant by a key that an entry does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pap_cli.advice.synonyms import plain, spelt_differently, synonyms
from pap_cli.diagnostics import nearest
from pap_cli.load.entries.slots import Arity, Shape, shape_of
from pap_cli.load.yaml.nodes import MapNode, Value
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.oversight import Review
from pap_cli.model.plan import PlanFile
from pap_cli.problems import Problem
from pap_cli.problems.entries import (
    COMPUTED_DIRECTION,
    COMPUTED_RATING,
    DELETE_RATING,
    ONE_BODY,
    REST_OF_TEXT,
    computed_state,
    kept,
    unknown_key,
)

# Where a key belongs that is not valid in one kind of file but is in the other.
_SISTERS: dict[type, tuple[type, str]] = {PlanFile: (KpiFile, "kpis/"), KpiFile: (PlanFile, "plans/")}
# Keys of other tools for what is computed here.
_STATES = (
    *("status", "state", "progress", "stage", "progress status", "delivery status", "project status"),
    *("percent complete", "% complete", "percentage complete", "is done", "overdue", "days late", "late"),
)
# The items of a plan's work: where a key is likelier to belong than to others that have it.
_WORK = (Recommendation, Action, Milestone)
_DIRECTIONS = ("direction of travel", "direction", "trend", "travel", "dot", "movement", "risk movement")
# How many kinds of entry a message names: where a key can be moved to, and elsewhere in the file.
_MAX_INSIDE, _MAX_PLACES = 3, 4
_RATINGS = ("rag", "rag rating", "rag status", "colour", "color", "health", "rating", "brag", "traffic light")


def unknown(shape: Shape, node: MapNode, key: str, *, rest: bool) -> tuple[Problem, list[str]]:
    """Return the problem of an unknown key, and the keys that it may stand for.

    `rest` is True if no colon follows it, so that it is probably the rest of a text with a comma.
    """
    if rest:
        return unknown_key(key, _rest(shape, node, key)), []
    if advice := _computed(shape, node, key) or _window(shape, node, key):
        return unknown_key(key, advice), []
    if likely := meant(shape, node, key):
        return unknown_key(key, _instead(shape, likely, node[key])), likely
    sister, folder = _SISTERS.get(shape.cls, (None, None))
    if sister is not None and key in shape_of(sister).keys:
        return unknown_key(key, f"move {key} to a file in {folder}"), []
    first, second = _belongs(shape, key), _written(shape, node, key)
    if not any(_is_item(shape, field, child) or _needs_no_more(child, key) for field, child in _holders(shape, key)):
        first, second = second, first  # a plan with a title and a name: a baseline in it has a name, but not only that
    help = first or second or f"valid keys: {', '.join(shape.keys)}"
    return unknown_key(key, help), []


def _rest(shape: Shape, node: MapNode, key: str) -> str:
    """Return what to do with the rest of a text with a comma."""
    keys = list(node)
    before = shape.keys.get(keys[keys.index(key) - 1]) if keys.index(key) else None
    if before is None or before.refers is None:
        return REST_OF_TEXT
    if before.arity is Arity.ONE:
        return ONE_BODY
    return f"write {before.key}: [{node[before.key]}, {key}]"


def _computed(shape: Shape, node: MapNode, key: str) -> str:
    """Return what to do with a key for something that is computed; empty if it is not."""
    word, value = plain(key), node[key]
    if not shape.has_id or key in shape.keys:
        return ""
    if word in _DIRECTIONS and "changes" in shape.keys:
        return COMPUTED_DIRECTION
    if word in _RATINGS or (word in _STATES and shape.cls is Kpi):
        advice = COMPUTED_RATING if "override" in shape.keys else DELETE_RATING
    elif word in _STATES:
        advice = computed_state(plain(value) if isinstance(value, str) else "", shape.keys)
    else:
        return ""
    return f"{advice}. {kept('percent' if 'complete' in word else 'status')}" if "judgements" in shape.keys else advice


def _window(shape: Shape, node: MapNode, key: str) -> str:
    """Return what to write for the end of a single review's window outside a window; empty for any other key."""
    if shape.cls is not Review or key not in ("to", "end") or "every" in node or "window" in node:
        return ""
    start, end = (one if isinstance(one, str) else "…" for one in (node.get("from", "…"), node[key]))
    return f"write window: {{from: {start}, to: {end}}} for one review"


def meant(shape: Shape, node: MapNode, key: str) -> list[str]:
    """Return the keys of an entry that another is spelt like or used for: at most two."""
    if same := spelt_differently(key, shape.keys):
        return [same]
    if used := synonyms(key, [known for known in shape.keys if known not in node]):
        return used[:2]
    if any(key in child.keys for child in _children_of(shape).values()):
        return []
    near = nearest(key, shape.keys)
    return [near] if near else []


def _instead(shape: Shape, likely: list[str], value: Value) -> str:
    """Return what to write instead of a key; the form of the entry if it takes more than a text."""
    child = _children_of(shape).get(likely[0])
    if child is None or child.shorthand is not None or not isinstance(value, str):
        return f"did you mean {' or '.join(likely)}?"
    required = ", ".join(f"{name}: …" for name, slot in child.keys.items() if slot.required or slot.expected)
    many = shape.keys[likely[0]].arity is not Arity.ONE
    return f"write {likely[0]}: {'[' if many else ''}{{{required}}}{']' if many else ''}"


def _belongs(shape: Shape, key: str) -> str:
    """Return where a key, or the key that it is used for, belongs instead; empty if that is unclear."""
    inside = dict(_holders(shape, key))
    if not inside:  # by another name: only in items, such as the milestones of an action
        items = {field: child for field, child in _children_of(shape).items() if _is_item(shape, field, child)}
        used = [name for child in items.values() for name in child.keys if name not in shape.keys]
        key = next(iter(synonyms(key, used)), key)
        inside = {field: child for field, child in items.items() if key in child.keys}
    if 0 < len(inside) <= _MAX_INSIDE:
        return f"{key} belongs to {_nouns(inside.values())}: write it in {_either(list(inside))}"
    if inside:
        return ""
    if key in shape_of(PlanFile).keys:
        return f"{key} belongs at the top of the file, not in a {shape.noun}"
    for file in (PlanFile, KpiFile) if shape in _entries_of(PlanFile) else (KpiFile, PlanFile):
        holders = [one for one in _entries_of(file) if key in one.keys]
        if len(holders) > _MAX_PLACES:
            holders = [one for one in holders if one.cls in _WORK] or holders
        if holders:
            return f"{key} belongs to {_nouns(holders)}" if len(holders) <= _MAX_PLACES else ""
    return ""


def _written(shape: Shape, node: MapNode, key: str) -> str:
    """Return the key of an item that another is used for, if it is written beside it."""
    written = synonyms(key, [known for known in shape.keys if known in node]) if shape.has_id else ()
    return f"did you mean {written[0]}? It is already there" if written else ""


def _holders(shape: Shape, key: str) -> list[tuple[str, Shape]]:
    """Return the entries inside another that have a key, each with the key that it is written in."""
    return [(field, child) for field, child in _children_of(shape).items() if key in child.keys]


def _needs_no_more(child: Shape, key: str) -> bool:
    """Return True if an entry may have this key alone, as a note has its text."""
    return not any(slot.required for name, slot in child.keys.items() if name != key)


def _is_item(shape: Shape, field: str, child: Shape) -> bool:
    return child.has_id and shape.keys[field].arity is not Arity.KEYED


def _nouns(shapes: Iterable[Shape]) -> str:
    """Return kinds of entry in words: `a milestone or an action`."""
    nouns = (f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}" for noun in dict.fromkeys(shape.noun for shape in shapes))
    return _either(list(nouns))


def _either(words: list[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if words[1:] else words[0]


def _children_of(shape: Shape) -> Mapping[str, Shape]:
    return {key: shape_of(cls) for key, (_, cls) in shape.children.items()}


@cache
def _entries_of(file: type) -> tuple[Shape, ...]:
    """Return the shapes of all entries in one kind of file."""
    found: dict[type, Shape] = {}
    waiting = [file]
    while waiting:
        shape = shape_of(cls := waiting.pop(0))
        if cls not in found:
            found[cls] = shape
            waiting += [child for _, child in shape.children.values()]
    return tuple(found.values())
