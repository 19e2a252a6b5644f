"""What a run ends with that is interrupted, whatever it is doing: the status by which shells report the signal, and no traceback."""

from __future__ import annotations

import os
import signal

import click
import pytest

import govtui.__main__ as program
from govtui.cli import main
from govtui.store.termination import Terminated


@pytest.mark.parametrize(
    ("interrupt", "status"),
    [
        (KeyboardInterrupt(), 130),
        (Terminated(signal.SIGTERM), 143),
        (Terminated(signal.SIGHUP), 129),
    ],
)
def test_a_command_that_is_interrupted_ends_with_the_status_of_the_signal(
    interrupt: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(self: click.Group, *given: object, **named: object) -> None:
        raise interrupt

    monkeypatch.setattr(click.Group, "invoke", interrupted)
    assert main.run(["list"]) == status
    out, err = capfd.readouterr()
    assert out == "" and err.strip() == ""


def test_before_a_command_is_known_an_interruption_is_as_silent(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    statuses: list[int] = []
    monkeypatch.setattr(program, "_speak_utf8", interrupted)
    monkeypatch.setattr(os, "_exit", statuses.append)
    program.main()
    assert statuses == [130] and capfd.readouterr() == ("", "")
