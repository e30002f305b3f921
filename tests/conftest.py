"""What tests of several rooms ask for by name."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that the tests of a module share: what one has cached, the next need not make again."""
    return tmp_path_factory.mktemp("state")
