"""SIGTERM, SIGHUP and Ctrl+C while several files are being changed."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from govtui.store.termination import Terminated, interrupts_deferred, terminations_raised


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_waits_until_there_is_time_for_it_and_the_second_does_not(number: signal.Signals) -> None:
    done = []
    with pytest.raises(KeyboardInterrupt) as caught, interrupts_deferred() as raise_deferred:
        raise_deferred()
        signal.raise_signal(number)
        done.append("asked")
        raise_deferred()
        done.append("not reached")
    assert isinstance(caught.value, Terminated) == (number != signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), interrupts_deferred():
        signal.raise_signal(number)
        done.append("at the end")
    with pytest.raises(KeyboardInterrupt), interrupts_deferred():
        signal.raise_signal(number)
        signal.raise_signal(number)
        done.append("not reached")
    assert done == ["asked", "at the end"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_another_program_is_being_started_waits_until_it_can_be_ended(number: signal.Signals) -> None:
    done = []
    with pytest.raises(Terminated) as caught, terminations_raised() as started:
        signal.raise_signal(number)
        done.append("started")
        started()
        done.append("not reached")
    with pytest.raises(Terminated), terminations_raised() as started:
        started()
        signal.raise_signal(number)
        done.append("not reached")
    with pytest.raises(Terminated), terminations_raised():
        signal.raise_signal(number)
        raise OSError("it could not be started")
    assert (caught.value.number, done) == (number, ["started"])
    assert signal.getsignal(number) is signal.SIG_DFL


def test_the_handler_of_somebody_else_stays() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: seen.append(number))
    try:
        with interrupts_deferred():
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]


def test_another_thread_changes_no_handler() -> None:
    seen = []

    def work() -> None:
        with interrupts_deferred():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]
