"""What is copied with y is where govtui says that it is: in a tmux as it comes, in a terminal of its own."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Browser, Program

from govtui.i18n.translator import Translator, load

ENTER = "\r"


@pytest.fixture
def tr(language_of_test: str) -> Translator:
    return load(language_of_test)


@dataclass
class Tmux:
    """A server of its own that no configuration was read for."""

    environ: dict[str, str]

    def start(self, program: Program, *args: str | Path) -> Browser:
        """govtui in a session of it, and a terminal that is attached to that."""
        # Without the status line the last row is that of govtui.
        around = 'exec tmux -u -L govtui -f /dev/null start-server \\; set -g status off \\; new-session "$@"'
        return program.open(*args, env=self.environ | {"LANG": "C.UTF-8"}, around=around)

    def __call__(self, *command: str) -> str:
        argv = ["tmux", "-L", "govtui", *command]
        env = {"PATH": os.environ["PATH"], **self.environ}
        return subprocess.run(argv, env=env, capture_output=True, encoding="utf-8", timeout=30, check=False).stdout


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    """Skips, and says so, where there is no tmux; under continuous integration that is a failure."""
    if shutil.which("tmux") is None:
        missing = "NO TMUX HERE: COPYING WAS NOT TRIED IN TMUX"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="govtui-tmux-", dir="/tmp") as folder:  # a socket's address is short
        server = Tmux({"TMUX_TMPDIR": folder})
        try:
            yield server
        finally:
            server("kill-server")


def sent(browser: Browser) -> list[str]:
    """What the terminal was given for its clipboard."""
    found = re.findall(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)(?:\a|\x1b\\)", bytes(browser.raw))
    return [base64.b64decode(text).decode() for text in found]


def copy(browser: Browser, tr: Translator, said: str) -> None:
    """Copy the id of the record that the list's cursor is on, and wait until something is said of it."""
    browser.press("y", tr.pgettext("copy", "BibTeX"))
    browser.settle(0.1)
    words = tr.gettext(said).format(what=tr.pgettext("copy", "Id"))
    browser.press(ENTER, gone=[tr.pgettext("copy", "BibTeX")])
    browser.wait_for(lambda: words in " ".join(re.sub("[▌▐│┃]", " ", browser.text()).split()))


def test_in_tmux_as_it_comes_what_is_copied_is_in_its_buffer_and_sent_on(
    tmux: Tmux, program: Program, records: Path, tr: Translator
) -> None:
    with tmux.start(program, "--lang", tr.language, records) as browser:
        browser.started()
        assert tmux("show-options", "-gsv", "set-clipboard") == "external\n"
        browser.search("unpog-sdg-contest")
        assert tmux("show-buffer") == ""
        copy(browser, tr, "Copied to tmux, and sent to the terminal’s clipboard: {what}")
        assert tmux("show-buffer") == "unpog-sdg-contest"
        browser.wait_for(lambda: sent(browser) == ["unpog-sdg-contest"])


def test_where_no_tmux_is_left_the_terminal_is_said_to_have_been_sent_it(
    program: Program, records: Path, tr: Translator
) -> None:
    with program.open("--lang", tr.language, records, env={"TMUX": "/nowhere/socket,1,0"}) as browser:
        browser.started()
        browser.search("unpog-sdg-contest")
        copy(browser, tr, "tmux did not accept the text. Sent to the terminal’s clipboard: {what}")
        assert sent(browser)[0] == "unpog-sdg-contest"


def test_in_a_terminal_of_its_own_no_more_is_said_than_that_it_was_sent(
    program: Program, records: Path, tr: Translator
) -> None:
    with program.open("--lang", tr.language, records) as browser:
        browser.started()
        browser.search("unpog-sdg-contest")
        copy(browser, tr, "Sent to the terminal’s clipboard: {what}")
        assert sent(browser) == ["unpog-sdg-contest"]
