"""The formulas of a workspace, by which figures follow from one another."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.model.derivation import Key, by_key, named_by
from pap_cli.model.formula import Formula, parse_formula
from pap_cli.model.kpi import Kpi
from pap_cli.model.nodes import Chain, FormulaError, Node, Operator

# A formula, with its inputs by their ID.
Stated = tuple[Formula, dict[str, Key]]


def formulas_of(kpis: Iterable[Kpi]) -> dict[Key, Stated]:
    """Return the formula of each computed KPI, with its inputs; none where one of these is not in the workspace."""
    own = by_key(kpis)
    found: dict[Key, Stated] = {}
    for key, kpi in own.items():
        if kpi.formula is None or kpi.observations or kpi.events:
            continue
        try:
            formula = parse_formula(kpi.formula)
        except FormulaError:
            continue
        inputs: dict[str, Key] = {
            id: (one.plan, one.id) for id in formula.ids if (one := named_by(kpi, id, own)) is not None
        }
        if len(inputs) == len(formula.ids):
            found[key] = formula, inputs
    return found


def subtracts(node: Node) -> bool:
    """Return True if a part of a formula subtracts."""
    return isinstance(node, Chain) and (
        any(operator is Operator.MINUS or subtracts(part) for operator, part in node.rest) or subtracts(node.first)
    )


def is_quotient(formula: Formula) -> bool:
    """Return True if a formula divides one value by others."""
    root = formula.root
    return isinstance(root, Chain) and root.rest[0][0] is Operator.OVER
