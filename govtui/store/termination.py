"""Ctrl+C, SIGTERM and SIGHUP while files are being changed: each waits until whoever changes them can stop.

By default they end a process, or interrupt it, in the middle of a save: a temporary file or the lock is left behind, and of
several files some are changed and others not. Where somebody else handles a signal (the screen does), and outside the main
thread, nothing is deferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP arrived; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def terminations_raised() -> Iterator[Callable[[], None]]:
    """Raise SIGTERM and SIGHUP as Terminated, so that whoever starts another program ends it; by default it lives on.

    A signal that arrives before the function that is yielded is called waits for that: the other program is being started.
    Where somebody else handles a signal, and outside the main thread, nothing is raised.
    """
    import signal

    arrived: list[int] = []
    before: list[int] = []
    is_starting = True

    def handle(number: int, frame: FrameType | None) -> None:
        arrived.append(number)
        if not is_starting:
            raise Terminated(number)

    def started() -> None:
        nonlocal is_starting
        is_starting = False
        if arrived:
            raise Terminated(arrived[0])

    try:
        for number in map(int, (signal.SIGTERM, signal.SIGHUP)):
            if signal.getsignal(number) == signal.SIG_DFL:
                try:
                    signal.signal(number, handle)
                except ValueError:  # not in the main thread
                    break
                before.append(number)
        yield started
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)
        if arrived and is_starting:  # nothing was started
            raise Terminated(arrived[0])


@contextmanager
def interrupts_deferred() -> Iterator[Callable[[], None]]:
    """Defer the first signal until the function that is yielded is called, or else to the end; raise a second one at once.

    What is raised is a KeyboardInterrupt, of the other signals Terminated.
    """
    import signal  # few commands change files

    arrived: list[int] = []

    def handle(number: int, frame: FrameType | None) -> None:
        arrived.append(number)
        if len(arrived) > 1:
            raise_deferred()

    def raise_deferred() -> None:
        if arrived:
            raise KeyboardInterrupt if arrived[-1] == signal.SIGINT else Terminated(arrived[-1])

    before: list[tuple[int, Any]] = []
    try:
        for number in (getattr(signal, name) for name in _NAMES):
            if (handler := signal.getsignal(number)) in (signal.SIG_DFL, signal.default_int_handler):
                try:
                    signal.signal(number, handle)
                except ValueError:  # not in the main thread
                    break
                before.append((number, handler))
        yield raise_deferred
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    raise_deferred()
