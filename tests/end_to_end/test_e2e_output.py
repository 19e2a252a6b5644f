"""Where standard input, output or error is something else than a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govtui.i18n.translator import LANGUAGES, Translator, load

if TYPE_CHECKING:
    from conftest import Program

NO_TERMINAL = "Browsing needs a terminal; this is the overview."
NO_INPUT = "govtui: browsing needs a terminal, for input and for standard error. Over SSH use: ssh -t HOST govtui"


@pytest.mark.parametrize("language", LANGUAGES)
def test_into_a_pipe_goes_the_overview_and_a_sentence_beside_it(program: Program, records: Path, language: str) -> None:
    tr = load(language)
    done = program.run(records, "--lang", language)
    assert done.returncode == 0
    assert done.stderr == f"govtui: {tr.gettext(NO_TERMINAL)}\n"
    assert f"{tr.gettext('Records')} ───" in done.stdout
    assert done.stdout.endswith("\n")
    assert all(letter.isprintable() or letter == "\n" for letter in done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("args", [[], ["--help"], ["--version"]], ids=["overview", "help", "version"])
def test_a_reader_that_has_gone_is_no_reason_for_a_traceback(program: Program, args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = program.run(*args, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode != 0
    assert done.stderr == ""


def test_head_takes_the_first_line_of_the_overview(program: Program, registry: Callable[[str], Path]) -> None:
    with program.open(registry("Một"), around='"$@" | head -1') as browser:
        assert browser.wait_exit() == 0
        lines = browser.text().split("\n")
    assert "Sổ bộ Một" in lines
    assert not any("Traceback" in line or "Error" in line for line in lines)


def test_a_full_disk_is_told_in_one_sentence_and_not_with_status_0(program: Program, records: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "wb") as full:
        done = program.run(records, stdout=full)
    assert done.returncode not in (0, 1)
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("govtui")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_reason_for_a_traceback(
    program: Program, registry: Callable[[str], Path], closed: str
) -> None:
    # Standard error goes into a file, which the shell opens before it closes anything: it is there to be looked at.
    said = program.folder / "said"
    with program.open(registry("Một"), around=f'"$@" 2>"{said}" {closed} | cat') as browser:
        assert browser.wait_exit() == 0
        shown = browser.text()
    written = said.read_text(encoding="utf-8")
    assert "Traceback" not in shown + written
    sentence = load("vi").gettext(NO_TERMINAL)
    assert ("Sổ bộ Một" in shown) == (not closed.startswith(">&-"))
    assert (sentence in written) == ("2>&-" not in closed)
    assert sentence not in shown  # what is meant for standard error goes nowhere else


@pytest.mark.parametrize(
    ("redirected", "language"), [("</dev/null", "vi"), ("<&-", "vi"), ("<registry.toml", "en")], ids=str
)
def test_without_a_terminal_to_read_keys_from_there_is_a_hint_and_status_2(
    program: Program, registry: Callable[[str], Path], redirected: str, language: str
) -> None:
    with program.open("--lang", language, cwd=registry("Một"), around=f'exec "$@" {redirected}') as browser:
        assert browser.wait_exit() == 2
        assert load(language).gettext(NO_INPUT) in browser.text().replace("\n", "")
        assert b"\x1b" not in browser.raw  # the terminal was not touched


def test_keys_from_a_pipe_are_not_taken_for_typing(
    program: Program, registry: Callable[[str], Path], vi: Translator
) -> None:
    with program.open(registry("Một"), around='printf q | "$@"') as browser:
        assert browser.wait_exit() == 2
        assert vi.gettext(NO_INPUT) in browser.text().replace("\n", "")
