"""A registry in which somebody edits through a real terminal, typing as a Telex input method does.

What is looked at in the end is the difference in the files.
"""

from __future__ import annotations

import contextlib
import difflib
from pathlib import Path

from conftest import Browser
from living import texts
from telex_hand import telex_bytes

from govtui.i18n.translator import Translator

DOWN, END, BACK, TAB, ENTER, ESC, SAVE = "\x1b[B", "\x1b[F", "\x7f", "\t", "\r", "\x1b", "\x13"
DELETE, CLEAR = "\x1b[3~", "\x15"
RIGHT, LEFT, INSIST = "\x1b[C", "\x1b[D", "\x1b[24~"

MINISTRY = """\
schema = 2
kind = "organization"
id = "bo"
type = "ministry"
status = "active"   # as told

[name]
vi = "Bộ"
en = "Ministry"
"""
"""The record that is edited in most of these tests."""

SUMMARIZED = (
    MINISTRY
    + """
[summary]
vi = "Quản lý công chức."
"""
)
"""The same with a text that wants to be translated."""

Difference = dict[str, list[str]]
"""The lines that went (-) and came (+), by the name of the file without its ending."""


class Office:
    """A registry, and govtui open on it in the language of `tr`."""

    def __init__(self, browser: Browser, root: Path, tr: Translator) -> None:
        self.browser, self.root, self.tr = browser, root, tr
        self._before = self._texts()

    def _texts(self) -> dict[str, str]:
        return {path.stem: text for path, text in texts(self.root, "*/*.toml").items()}

    def difference(self) -> Difference:
        """What changed since the beginning, or since `from_now_on`."""
        after, out = self._texts(), {}
        for name in sorted({*self._before, *after}):
            old, new = (texts.get(name, "").splitlines() for texts in (self._before, after))
            lines = [
                line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:3] not in ("---", "+++")
            ]
            if lines:
                out[name] = [line for line in lines if not line.startswith("@@")]
        return out

    def wait_for_difference(self, expected: Difference) -> None:
        """Wait until the files differ by this from what they were; show what differs if they never do."""
        with contextlib.suppress(AssertionError):
            self.browser.wait_for(lambda: self.difference() == expected)
        assert self.difference() == expected, f"{self.difference()}\n{self.browser.text()}"

    def from_now_on(self) -> None:
        """What is there now is what later differences begin from."""
        self._before = self._texts()

    def type(self, text: str) -> None:
        """As a Telex input method sends it."""
        for packet in telex_bytes(text):
            self.browser.send(packet)

    def says(self, message: str) -> str:
        """The first words of a message of the interface, as far as they surely stand on one line."""
        words = self.tr.gettext(message).split("{")[0].strip(" “") or message
        return " ".join(words.split()[:4])

    def press(self, key: str, message: str) -> None:
        """Press a key, and wait until a message of the interface is there."""
        self.browser.press(key, self.says(message))
        self.browser.settle(0.1)

    def answer(self, message: str) -> None:
        """Choose an answer to a question, once it is asked."""
        words = self.says(message)
        self.browser.wait_for(words)
        self.browser.move_to(words, DOWN)
        self.browser.send(ENTER)

    def on(self, name: str) -> None:
        """Bring the list's cursor to a record."""
        self.browser.search(name)

    def command(self, title: str) -> None:
        """Choose a command in the palette by its title."""
        self.browser.press(":", self.tr.gettext("What do you want to do?"))
        self.type(self.tr.gettext(title))
        self.browser.wait_for_mark(self.tr.gettext(title))
        self.browser.send(ENTER)

    def outside(self, *there: str) -> None:
        """Edit the record in hand in the user's own editor, and wait until this is on the screen."""
        self.browser.press(":", self.tr.gettext("What do you want to do?"))
        self.browser.press("outside", self.tr.gettext("Edit outside"))
        self.browser.press(ENTER, *there)
