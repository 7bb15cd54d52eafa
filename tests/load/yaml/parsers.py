"""PyYAML as it is without libyaml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml


@contextmanager
def without_libyaml() -> Iterator[None]:
    """Take libyaml away from PyYAML, as if it had been built without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        yield
