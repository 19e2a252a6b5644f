"""An error in the program, provoked from outside: one sentence for the user, the traceback for the log."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govtui.i18n.translator import LANGUAGES, load

if TYPE_CHECKING:
    from conftest import Program

SENTENCE = "govtui stopped because of an error in the program (reference {reference}). Details are in {log}."
SECRET = "value that no screen may show"

FAULT_ON_THE_SCREEN = f"""
from govtui.tui.browse import navigation

def leave(self, place):
    local = {SECRET!r}
    raise RuntimeError("provoked from outside")

navigation.History.leave = leave
"""

FAULT_BEFORE_ANYTHING_IS_SHOWN = """
from govtui.page import layout, overview

def fail(*args, **more):
    raise RuntimeError("provoked from outside")

layout.plain = overview.overview = fail
"""


def told(program: Program, said: str, language: str) -> str:
    """The reference in the sentence, which has to be all that was said."""
    before, after = load(language).gettext(SENTENCE).format(reference="\0", log=program.log).split("\0")
    said = re.sub(r"\s+", " ", said).strip()
    found = re.fullmatch(re.escape(before) + "([0-9a-f]{8})" + re.escape(after), said)
    assert found, said
    return found[1]


def logged(program: Program, reference: str) -> None:
    text = program.log.read_text(encoding="utf-8")
    assert f"crash {reference}" in text
    assert "Traceback" in text and "RuntimeError: provoked from outside" in text
    assert SECRET not in text.replace(f"local = {SECRET!r}", "")
    assert stat.S_IMODE(program.log.stat().st_mode) == 0o600
    assert stat.S_IMODE(program.log.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crash_of_the_screen_is_one_sentence_with_a_reference_to_the_log(
    program: Program, records: Path, language: str
) -> None:
    env = program.preload(FAULT_ON_THE_SCREEN)
    with program.open(records, "--lang", language, cols=140, rows=40, env=env) as browser:
        browser.started()
        browser.send("\r")
        assert browser.wait_exit() == 1
        raw = bytes(browser.raw)
    assert raw.count(b"\x1b[?1049h") == raw.count(b"\x1b[?1049l") == 1
    after = raw.partition(b"\x1b[?1049l")[2].decode()
    logged(program, told(program, re.sub(r"\x1b\[[?<0-9;]*[a-z]", "", after), language))
    assert b"Traceback" not in raw and SECRET.encode() not in raw and b"provoked" not in raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crash_without_a_screen_is_the_same_sentence(program: Program, records: Path, language: str) -> None:
    done = program.run(records, "--lang", language, env=program.preload(FAULT_BEFORE_ANYTHING_IS_SHOWN))
    assert done.returncode not in (0, 1, 2)  # which have meanings of their own
    assert done.stdout == ""
    logged(program, told(program, done.stderr, language))
