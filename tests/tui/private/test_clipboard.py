"""What is copied reaches the terminal's clipboard, through tmux and screen too, and never in a form that would be cut."""

from __future__ import annotations

import asyncio
import base64
import re

import pytest
from textual.app import App

from govtui.tui.private.clipboard import LIMIT, copy, sequences

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


def test_textual_still_has_a_driver_to_write_to() -> None:
    async def run() -> None:
        app: App[None] = App()
        async with app.run_test():
            written: list[str] = []
            assert app._driver is not None
            app._driver.write = written.append  # type: ignore[method-assign]
            copy(app, TEXT, {})
            assert "".join(written).endswith("\a") and payload("".join(written)) == TEXT

    asyncio.run(run())
