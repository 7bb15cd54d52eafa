"""The targets of a KPI as `pap` writes them: the last one, those before it with their dates, and notes of others."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pap_cli.model.periods import parse_period
from pap_cli.sheets.placing.entries.texts import one_line
from pap_cli.sheets.understood import TargetFound

# A target is one of these: a number or a limit as text, or a benchmark under its key.
Written = str | dict[str, str]


class Aims(Struct, frozen=True, kw_only=True):
    """The targets of a KPI."""

    target: Written | None = None
    # Each with the day until which it applies.
    trajectory: tuple[tuple[str, Written], ...] = ()
    # Those that cannot be set against a figure, as notes.
    unclear: tuple[str, ...] = ()
    # True if the target is a range, which is for a KPI that is best within a band.
    band: bool = False


def aims_of(targets: Sequence[TargetFound], benchmarks: Sequence[str]) -> Aims:
    """Return the targets of a KPI; a benchmark counts if its figures are in the book."""
    written = [(one, _written(one, benchmarks)) for one in targets]
    unclear = tuple(dict.fromkeys(_note(one) for one, text in written if text is None and one.cell and not _none(one)))
    plain = [text for one, text in written if text is not None and one.period is None]
    dated = sorted(
        ((parse_period(one.period).end, text) for one, text in written if text is not None and one.period is not None),
        key=lambda pair: pair[0],
    )
    steps: list[tuple[str, Written]] = []
    for end, text in dated:
        if steps and steps[-1][1] == text:
            steps[-1] = (end.isoformat(), text)
        else:
            steps.append((end.isoformat(), text))
    target = plain[0] if plain else steps.pop()[1] if steps else None
    while steps and steps[-1][1] == target:
        steps.pop()
    band = isinstance(target, str) and " to " in target
    return Aims(target=target, trajectory=tuple(steps), unclear=unclear, band=band)


def _none(one: TargetFound) -> bool:
    """Return True if a cell says that there is no target."""
    return one.goal is None and one.value is None and one.none


def _note(one: TargetFound) -> str:
    return one_line(f"Target{f' for {one.period}' if one.period else ''}: {one.cell}")


def _written(one: TargetFound, benchmarks: Sequence[str]) -> Written | None:
    if one.goal is None:
        return None
    for key in ("above", "below", "at least", "at most"):
        if one.goal.startswith(f"{key} "):
            name = one.goal.removeprefix(f"{key} ")
            found = next((area for area in benchmarks if area.casefold() == name.casefold()), None)
            return {key.replace(" ", "_"): found} if found is not None else None
    return one.goal
