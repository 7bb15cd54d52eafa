"""The unit of a formula's result, computed from the units of its KPIs.

Units are checked as in physics.  Values that are added or subtracted must have the same unit; a plain number takes that
of the other value.  A product or a quotient combines the units of its parts; equal units cancel.  A result without a
unit is a ratio, multiplied by 100 if the KPI's own unit is percent.
"""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.model.formula import Formula
from pap_cli.model.nodes import Call, Chain, FormulaError, Node, Number, Operator, Reference, leaves
from pap_cli.model.numbers import PERCENT

_UNIT_ADVICE = "write the unit of the result"

# The power of each unit in a value: `days / children` is {days: 1, children: -1}; a ratio has none.
_Dimension = Mapping[str, int]


def scale_of(formula: Formula, unit: str, units: Mapping[str, str]) -> float:
    """Return the factor that converts a formula's result to the KPI's unit: 100 for a ratio in percent, otherwise 1.

    Args:
        formula: the formula.
        unit: the unit of the KPI that it is for.
        units: the unit of each KPI that it names, by its ID.

    Raises:
        FormulaError: if values with different units are added, or the result is not in the KPI's unit.  A result in
            one unit can have another only if a number multiplies or divides it (days / 7 are weeks).  Any other
            product or quotient needs a unit that none of its parts has, with two exceptions: a result of counts alone
            may be a `number`, and a quotient by a count may keep its unit (days / children are days on average).
    """
    dimension = _dimension(formula.root, units) or {}
    everywhere = (0, len(formula.text))
    if not dimension:
        if unit == PERCENT:
            _refuse_hundred(formula)
            return 100.0
        if unit in units.values() and unit not in ("ratio", "number"):
            raise FormulaError(f"formula gives a ratio, but the KPI's unit is {unit}", _UNIT_ADVICE, *everywhere)
    elif len(dimension) == 1 and 1 in dimension.values():
        (given,) = dimension
        if unit != given and not _scaled(formula.root):
            message, help = f"formula gives {given}, but the KPI's unit is {unit}", f"write unit: {given}"
            raise FormulaError(message, help, *everywhere)
    elif unit in units.values() and not _keeps_unit(dimension, unit):
        message = f"formula gives {_shown(dimension)}, but the KPI's unit is {unit}"
        raise FormulaError(message, _UNIT_ADVICE, *everywhere)
    return 1.0


def _keeps_unit(dimension: _Dimension, own: str) -> bool:
    """Return True if a product or quotient may have the unit of one of its parts."""
    counts_alone = own == "number" and set(dimension) == {own}
    return counts_alone or (own != PERCENT and dimension == {own: 1, "number": -1})


def _dimension(node: Node, units: Mapping[str, str]) -> _Dimension | None:
    """Return the units of a value; None for plain numbers, which can have any."""
    if isinstance(node, Number):
        return None
    if isinstance(node, Call):
        _check_first(node, units)
        node = node.reference
    if isinstance(node, Reference):
        return {} if units[node.id] == "ratio" else {units[node.id]: 1}
    result = _dimension(node.first, units)
    for operator, part in node.rest:
        other = _dimension(part, units)
        if operator in (Operator.PLUS, Operator.MINUS):
            if result is not None and other is not None and result != other:
                word = "added to" if operator is Operator.PLUS else "subtracted from"
                message = f"{_shown(other)} cannot be {word} {_shown(result)}"
                raise FormulaError(message, "use KPIs with the same unit", part.start, part.end)
            result = other if result is None else result
        elif other is not None:
            result = _multiplied(result or {}, other, 1 if operator is Operator.TIMES else -1)
    return result


def _check_first(call: Call, units: Mapping[str, str]) -> None:
    """Refuse a rolling sum that is taken apart with first figures in another unit."""
    inner: Call | Reference = call
    while isinstance(inner, Call):
        own, first = units[inner.reference.id], inner.first
        if first is not None and units[first.id] != own:
            message = f"{first.id} is in {units[first.id]}, but {inner.reference.id} in {own}"
            raise FormulaError(message, "use KPIs with the same unit", first.start, first.end)
        inner = inner.of


def _multiplied(one: _Dimension, other: _Dimension, times: int) -> _Dimension:
    counts = {unit: one.get(unit, 0) + times * other.get(unit, 0) for unit in [*one, *other]}
    return {unit: count for unit, count in counts.items() if count}


def _shown(dimension: _Dimension) -> str:
    """Return units as text: `days × children per number`."""
    above = [unit for unit, count in dimension.items() for _ in range(count)]
    below = [unit for unit, count in dimension.items() for _ in range(-count)]
    words = " × ".join(above[:4]) or ("one" if below else "a ratio")
    return words + "".join(f" per {unit}" for unit in below[:4])


def _scaled(node: Node) -> bool:
    """Return True if a number multiplies or divides a part of it."""
    if not isinstance(node, Chain):
        return False
    parts = [node.first, *(part for _, part in node.rest)]
    product = node.rest[0][0] in (Operator.TIMES, Operator.OVER)
    return any((product and isinstance(part, Number)) or _scaled(part) for part in parts)


def _refuse_hundred(formula: Formula) -> None:
    for leaf in leaves(formula.root):
        if isinstance(leaf, Number) and leaf.value == 100:
            message = "a ratio is already multiplied by 100 if the unit is percent"
            raise FormulaError(message, "delete the 100, or write 1 for the whole", leaf.start, leaf.end)
