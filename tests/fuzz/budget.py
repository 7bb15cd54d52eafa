"""How long the fuzzers run: some seconds within the tests; as many examples as FUZZ_EXAMPLES says, at random."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_ASKED = int(os.environ.get("FUZZ_EXAMPLES", "0"))


def bounded(examples: int) -> settings:
    """The settings of a fuzzer: so many examples, always the same, unless FUZZ_EXAMPLES asks for others."""
    return settings(
        max_examples=_ASKED or examples,
        derandomize=not _ASKED,
        database=None,
        deadline=None,
        print_blob=True,
        phases=tuple(Phase) if _ASKED else (Phase.explicit, Phase.generate),  # a failure is made small at leisure
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
