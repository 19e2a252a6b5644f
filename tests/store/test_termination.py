"""SIGTERM, SIGHUP and Ctrl+C while several files are being changed."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from govtui.store.termination import Terminated, interrupts_deferred, terminations_as_interrupts


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_termination_is_an_interrupt_that_tells_its_signal(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt) as caught, terminations_as_interrupts():
        signal.raise_signal(number)
    assert isinstance(caught.value, Terminated) and caught.value.number == number
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_deferred_one_waits_for_the_end_and_a_second_one_does_not(number: signal.Signals) -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), interrupts_deferred():
        signal.raise_signal(number)
        done.append("first")
    with pytest.raises(KeyboardInterrupt), interrupts_deferred():
        signal.raise_signal(number)
        signal.raise_signal(number)
        done.append("second")
    assert done == ["first"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_handler_of_somebody_else_stays() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number))
    try:
        with terminations_as_interrupts(), interrupts_deferred():
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]


def test_another_thread_changes_no_handler() -> None:
    seen = []

    def work() -> None:
        with terminations_as_interrupts(), interrupts_deferred():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]
