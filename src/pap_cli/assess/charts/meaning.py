"""What a special cause means for a KPI, given which way is better, and what the limits mean for its target."""

from __future__ import annotations

from typing import Any

from pap_cli.assess.charts.parts import Assurance, Group, PointType, SpecialCause, Variation
from pap_cli.model.measure import Improvement


def assurance_of(
    group: Group[Any], improvement: Improvement, target: float | None, *, strict: bool
) -> Assurance | None:
    """Return the assurance: the limits are wholly on one side of the target, or not.

    Limits that only touch a target are not beyond it, except that they never meet a strict one at their better end.
    """
    if target is None or improvement is Improvement.NEUTRAL:
        return None
    if strict and target == (group.upper if improvement is Improvement.INCREASE else group.lower):
        return Assurance.FAIL
    if group.lower is None or group.upper is None or group.lower <= target <= group.upper:
        return Assurance.INCONSISTENT
    above = target < group.lower
    return Assurance.PASS if above is (improvement is Improvement.INCREASE) else Assurance.FAIL


_HIGH = frozenset(cause for cause in SpecialCause if cause.endswith(("above-ucl", "increasing", "above-cl")))
# The meaning of a special cause, and its icon as the latest point: on the high side, and on the low.
_BY_SIDE = {
    Improvement.INCREASE: (
        (PointType.IMPROVEMENT, Variation.IMPROVEMENT_HIGH),
        (PointType.CONCERN, Variation.CONCERN_LOW),
    ),
    Improvement.DECREASE: (
        (PointType.CONCERN, Variation.CONCERN_HIGH),
        (PointType.IMPROVEMENT, Variation.IMPROVEMENT_LOW),
    ),
    Improvement.NEUTRAL: (
        (PointType.NEUTRAL_HIGH, Variation.NEUTRAL_HIGH),
        (PointType.NEUTRAL_LOW, Variation.NEUTRAL_LOW),
    ),
}


def _meaning(improvement: Improvement, cause: SpecialCause) -> tuple[PointType, Variation]:
    if cause is SpecialCause.COMMON_CAUSE:
        return PointType.COMMON_CAUSE, Variation.COMMON_CAUSE
    return _BY_SIDE[improvement][cause not in _HIGH]


MEANING = {improvement: {cause: _meaning(improvement, cause) for cause in SpecialCause} for improvement in Improvement}
