"""What the tests of every engine behind a server begin with: a server that plays, no keys, and nobody who waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from standin_server import StandIn, standing_in

from access.engines.openai_api.address import COMMON_KEY, OWN_KEY


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with standing_in() as one:
        yield one


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (OWN_KEY, COMMON_KEY):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that were made, in seconds; nobody waits for them."""
    return []
