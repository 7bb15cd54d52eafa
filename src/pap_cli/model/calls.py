"""The functions of a formula: their names and arguments."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.model.dates import quote
from pap_cli.model.measure import WINDOWS
from pap_cli.model.nodes import Call, Chain, FormulaError, Function, Node, Number, Reference, leaves, references

# The functions, as a message gives them.
CALLS = "ytd(x), rolling(x, 12) or in-period(x)"
_MONTHS = tuple(WINDOWS.values())
_NAMES = {function.value: function for function in Function}
_EXAMPLES = {Function.YTD: "ytd({})", Function.ROLLING: "rolling({}, 12)", Function.IN_PERIOD: "in-period({})"}


def function_named(name: str) -> Function | None:
    """Return the function of a name, however it is capitalised; `in_period` is `in-period`."""
    return _NAMES.get(name.casefold().replace("_", "-"))


def called(text: str, function: Function, arguments: Sequence[Node], start: int, end: int) -> Call:
    """Return a call of a function.

    Raises:
        FormulaError: if these are not its arguments.
    """
    example = _EXAMPLES[function]
    named = next((one for argument in arguments for one in references(argument)), None)
    help = f"write {example.format(named.id if named else 'x')}"
    if not arguments or named is None:
        raise FormulaError(f"{function} needs a KPI", help + ("" if named else ", with the ID of a KPI"), start, end)
    of, *more = arguments
    if isinstance(of, Chain):
        raise FormulaError(f"{function} takes one KPI, not a calculation", _spread(text, of, example), of.start, of.end)
    if isinstance(of, Number):
        raise FormulaError(f"{function} takes a KPI first", help, of.start, of.end)
    if len(more) > (function is not Function.YTD):
        after = more[function is not Function.YTD]
        raise FormulaError(f"too many arguments of {function}", help, after.start, after.end)
    if function is Function.ROLLING:
        if not more:
            raise FormulaError("rolling needs the number of months", help, start, end)
        months = more[0].value if isinstance(more[0], Number) else 0
        if months not in _MONTHS:
            windows = ", ".join(map(str, _MONTHS[:-1]))
            help = f"write {windows} or {_MONTHS[-1]}: it is months, also for quarterly figures"
            message = f"{quote(text[more[0].start : more[0].end])} is not a window of rolling"
            raise FormulaError(message, help, more[0].start, more[0].end)
        return Call(function, of, start, end, months=int(months))
    if more and not isinstance(more[0], Reference):
        message = "the second argument of in-period is a KPI"
        raise FormulaError(message, f"write {example.format(named.id)}", more[0].start, more[0].end)
    return Call(function, of, start, end, first=more[0] if more and isinstance(more[0], Reference) else None)


def _spread(text: str, chain: Chain, example: str) -> str:
    """Return what to write instead of a function of a calculation."""
    if any(not isinstance(leaf, Reference) for leaf in leaves(chain)):
        return "make the calculation a KPI of its own, and use its ID"
    written, last = "", chain.start
    for leaf in leaves(chain):
        written += text[last : leaf.start] + example.format(text[leaf.start : leaf.end])
        last = leaf.end
    return f"write {written}{text[last : chain.end]}"
