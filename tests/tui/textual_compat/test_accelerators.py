"""Accelerators stay out where a private method of Textual is not the known one: screens look the same, and doctor says so."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from drive import Play, Rehearsal, drive
from samples import SAMPLE

from govtui.cli.browse import drawing_findings
from govtui.i18n.translator import load
from govtui.store.registry import Registry
from govtui.tui.textual_compat import accelerators

TESTS = Path(__file__).parents[2]

ANOTHER_TEXTUAL = """
from textual._styles_cache import StylesCache
from textual.message_pump import MessagePump
from textual.widget import Widget

def changed(cls, name):
    known = getattr(cls, name)
    setattr(cls, name, lambda self, *args, another=None, **named: known(self, *args, **named))

changed(StylesCache, "render_line")
changed(MessagePump, "_attach")
changed(Widget, "_refresh_scrollbars")

from govtui.tui.textual_compat import kept_lines, no_relayout
from govtui.tui.textual_compat.accelerators import left_out
from tui.textual_compat.test_accelerators import screens
print(left_out())
print(*screens(), sep="\\n")
"""


def screens() -> list[str]:
    """What stands on the screen while somebody searches, goes down the list and asks for help."""
    seen: list[str] = []

    async def search(play: Play) -> None:
        for key in ("f", "slash", "b", "a", "n", "enter", "down", "pagedown", "f1"):
            await play.press(key)
            seen.extend(play.rows())

    drive(search, Rehearsal(Registry(SAMPLE), "en"))
    return seen


def test_without_accelerators_every_screen_looks_the_same() -> None:
    paths = os.pathsep.join(map(str, (TESTS.parent, TESTS)))
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_TEXTUAL],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    left_out, *shown = done.stdout.splitlines()
    assert left_out == "['kept_lines', 'lazy_styles', 'no_relayout']"
    assert shown == screens()


@pytest.mark.skipif(version("textual") != accelerators.KNOWN_VERSION, reason="another Textual is installed")
def test_all_accelerators_fit_the_textual_that_they_were_made_for() -> None:
    assert accelerators.left_out() == []
    assert not list(drawing_findings(accelerators.KNOWN_VERSION, load("en")))


@pytest.mark.parametrize(("language", "begin"), [("en", "Screens are drawn"), ("vi", "Với Textual 8.9.0")])
def test_doctor_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch, language: str, begin: str) -> None:
    monkeypatch.setattr(accelerators, "left_out", lambda: ["kept_lines"])
    (found,) = drawing_findings("8.9.0", load(language))
    assert (found.name, found.state, found.value) == ("versions.drawing", "warn", ["kept_lines"])
    assert found.words.startswith(begin)
    assert "8.9.0" in found.words and "kept_lines" in found.advice


def test_a_method_with_other_parameters_is_not_the_known_one() -> None:
    class Old:
        def __init__(self) -> None:
            self._kept = 0

        def draw(self, line: int) -> None: ...

    assert accelerators.admit("tried", {Old: {"draw": "self line"}}, {Old: "_kept"})
    assert not accelerators.admit("tried", {Old: {"draw": "self line style"}}, {})
    assert not accelerators.admit("tried", {Old: {"paint": "self line"}}, {})
    assert not accelerators.admit("tried", {Old: {"draw": "self line"}}, {Old: "_kept _dirty"})
    assert accelerators.admit("tried", {}, {})
