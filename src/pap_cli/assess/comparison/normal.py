"""Normal deviates, and how a confidence level may be written."""

from __future__ import annotations

from math import inf

# The deviates of a 95% and a 99.8% interval, so that the usual cases do not import `statistics`.
Z95 = 1.959963984540054
Z998 = 3.090232306167813

_USUAL = {0.975: Z95, 0.999: Z998}


def deviate(probability: float) -> float:
    """Return the value that a standard normal variable exceeds with the probability of 1 minus this; from 0.5 to 1."""
    if probability in _USUAL:
        return _USUAL[probability]
    if probability >= 1:
        return inf
    # the import costs more than the whole computation
    from statistics import NormalDist

    return NormalDist().inv_cdf(probability)


def tail_of(confidence: float) -> float:
    """Return the probability beyond each end of an interval, by its confidence.

    Args:
        confidence: from 0.9 to 1, or from 90 to 100 in per cent.

    Raises:
        ValueError: the confidence is anything else.
    """
    if not (0.9 <= confidence <= 1 or 90 <= confidence <= 100):
        raise ValueError(f"confidence {confidence} is not from 0.9 to 1, or from 90 to 100 per cent")
    # 95 and 0.95 are one level to the last bit; 0.025 is nearer to the meaning than (1 - 0.95) / 2
    return round((100 - (confidence * 100 if confidence <= 1 else confidence)) / 200, 15)
