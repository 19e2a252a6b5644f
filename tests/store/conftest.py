"""Nothing that a registry's folder holds may make reading hang: a test that does is ended, and fails."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from seeds import rounds

SECONDS = rounds(60, 3000)


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise TimeoutError(f"still reading after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
