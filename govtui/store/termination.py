"""What SIGTERM, SIGHUP and Ctrl+C do while several files are being changed: they wait, or are taken as an interrupt.

By default SIGTERM and SIGHUP end a process where it stands, with some files changed and others not until the next start.
Where somebody else handles them (the screen does), and outside the main thread, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGINT = 2


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP arrived; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def terminations_as_interrupts() -> Iterator[None]:
    """Raise Terminated, a KeyboardInterrupt, at SIGTERM and SIGHUP."""
    with _handled(("SIGTERM", "SIGHUP"), _raise):
        yield


@contextmanager
def interrupts_deferred() -> Iterator[None]:
    """Let what is under way come to its end before Ctrl+C, SIGTERM or SIGHUP is raised; a second one is raised at once."""
    arrived: list[int] = []

    def handle(number: int, frame: FrameType | None) -> None:
        arrived.append(number)
        if len(arrived) > 1:
            _raise(number, frame)

    with _handled(("SIGINT", "SIGTERM", "SIGHUP"), handle):
        yield
    if len(arrived) == 1:
        _raise(arrived[0], None)


def _raise(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt if number == _SIGINT else Terminated(number)


@contextmanager
def _handled(names: Sequence[str], handle: Callable[[int, FrameType | None], Any]) -> Iterator[None]:
    """Handle those of the signals that have their default handler."""
    import signal  # few commands change several files

    before: list[tuple[int, Any]] = []
    try:
        for number in (getattr(signal, name) for name in names):
            if (handler := signal.getsignal(number)) in (signal.SIG_DFL, signal.default_int_handler):
                try:
                    signal.signal(number, handle)
                except ValueError:  # not in the main thread
                    break
                before.append((number, handler))
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
