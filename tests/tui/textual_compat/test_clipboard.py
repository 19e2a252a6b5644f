"""What is copied reaches the terminal's clipboard, through tmux and screen too, and never in a form that would be cut."""

from __future__ import annotations

import asyncio
import base64
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from living import PATIENCE, ends
from textual.app import App, ComposeResult
from textual.widgets import Input

from govtui.tui.textual_compat import clipboard
from govtui.tui.textual_compat.clipboard import LIMIT, CopyingFields, CopyResult, copy, sequences

TEXT = "Tuyên bố ASEAN\n“đổi mới”"


def payload(sequence: str) -> str:
    match = re.search(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\a", sequence)
    assert match
    return base64.b64decode(match[1]).decode()


def test_a_text_is_sent_whole_as_osc_52() -> None:
    (sequence,) = sequences(TEXT, {})
    assert payload(sequence) == TEXT


def test_tmux_is_given_it_plain_and_to_be_passed_on() -> None:
    plain, passed = sequences(TEXT, {"TMUX": "/tmp/tmux-0/default,1,0"})
    assert payload(plain) == TEXT
    assert passed.startswith("\x1bPtmux;") and passed.endswith("\x1b\\")
    assert passed.removeprefix("\x1bPtmux;").removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b") == plain


def test_screen_is_given_pieces_that_it_does_not_cut() -> None:
    (sequence,) = sequences(TEXT * 200, {"STY": "1.pts-0.host"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert len(pieces) > 1 and all(len(piece) <= 768 for piece in pieces)
    assert payload("".join(pieces)) == TEXT * 200


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    assert len(sequences("a" * LIMIT, {})[0]) < 100_100
    with pytest.raises(ValueError, match="more than"):
        sequences("đ" * LIMIT, {})


def test_what_utf_8_cannot_say_is_no_reason_not_to_copy() -> None:
    (sequence,) = sequences("a\udcffb", {})
    assert payload(sequence) == "a?b"


def copied(text: str, environ: dict[str, str]) -> tuple[CopyResult, str]:
    """What came of copying a text, and what was written to the terminal."""

    async def run() -> tuple[CopyResult, str]:
        app: App[None] = App()
        async with app.run_test():
            written: list[str] = []
            assert app._driver is not None
            app._driver.write = written.append  # type: ignore[method-assign]
            result = await copy(app, text, environ)
            return result, "".join(written)

    return asyncio.run(run())


def test_textual_still_has_a_driver_to_write_to() -> None:
    result, written = copied(TEXT, {})
    assert result is CopyResult.TERMINAL
    assert written.endswith("\a") and payload(written) == TEXT


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Puts a shell script in the place of the program tmux; the environment in which it is found."""

    def make(script: str) -> dict[str, str]:
        file = tmp_path / "tmux"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return {"TMUX": "/nowhere,1,0", "PATH": f"{tmp_path}:{os.environ['PATH']}", "GOT": str(tmp_path / "got")}

    return make


StandIn = Callable[[str], dict[str, str]]


def test_tmux_before_3_2_gets_the_text_for_itself(stand_in: StandIn) -> None:
    environ = stand_in('test "$*" = "load-buffer -" || exit 1; exec cat >"$GOT"')
    assert copied(TEXT, environ) == (CopyResult.TMUX, "")
    assert Path(environ["GOT"]).read_text("utf-8") == TEXT


@pytest.mark.parametrize("script", ["exit 1", "cat >/dev/null; exit 3", "exec 0<&-; exit 1", "kill -9 $$"])
def test_where_tmux_fails_the_text_is_sent_to_the_terminal_and_that_is_told(script: str, stand_in: StandIn) -> None:
    result, written = copied(TEXT * 2000, stand_in(script))
    assert result is CopyResult.TMUX_FAILED
    assert payload(written) == TEXT * 2000


def test_where_there_is_no_tmux_likewise(tmp_path: Path) -> None:
    result, written = copied(TEXT, {"TMUX": "/nowhere,1,0", "PATH": str(tmp_path)})
    assert result is CopyResult.TMUX_FAILED and payload(written) == TEXT


def test_a_tmux_that_does_not_answer_is_ended_with_what_it_started(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = stand_in('sleep 60 & echo $! >"$GOT"; wait')
    for seconds in (0.3, 5, PATIENCE):  # a busy machine takes a while to start it
        monkeypatch.setattr(clipboard, "SECONDS", seconds)
        result, written = copied(TEXT * 2000, environ)
        assert result is CopyResult.TMUX_FAILED and payload(written) == TEXT * 2000
        if Path(environ["GOT"]).exists() and Path(environ["GOT"]).read_text():
            break
    assert ends(int(Path(environ["GOT"]).read_text()))


class Form(CopyingFields, App[None]):
    """A field, and what is told of copying from it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[CopyResult | None] = []

    def compose(self) -> ComposeResult:
        yield Input(TEXT.replace("\n", " "))

    def copied_from_field(self, result: CopyResult | None) -> None:
        self.told.append(result)


@pytest.mark.parametrize("tmux", [False, True])
def test_what_is_cut_in_a_field_goes_the_same_way(
    tmux: bool, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (stand_in('exec cat >"$GOT"') if tmux else {}).items():
        monkeypatch.setenv(name, value)

    async def run() -> None:
        app = Form()
        async with app.run_test() as pilot:
            written: list[str] = []
            assert app._driver is not None
            app._driver.write = written.append  # type: ignore[method-assign]
            app.query_one(Input).focus()
            await pilot.press("end", "shift+home", "ctrl+x")
            await app.workers.wait_for_complete()
            line = TEXT.replace("\n", " ")
            assert app.query_one(Input).value == "" and app.clipboard == line
            if tmux:
                assert app.told == [CopyResult.TMUX_AND_TERMINAL] and written == []
                assert Path(os.environ["GOT"]).read_text("utf-8") == line
            else:
                assert app.told == [CopyResult.TERMINAL] and payload("".join(written)) == line
            app.copy_to_clipboard("a" * (LIMIT + 1))
            await app.workers.wait_for_complete()
            assert app.told[-1] is None and len(app.clipboard) == LIMIT + 1

    asyncio.run(run())
