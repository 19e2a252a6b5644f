"""Editing as people do it, through a real terminal, in both languages, with a Telex input method."""

from __future__ import annotations

import shlex
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Browser, Program
from living import texts
from office import MINISTRY
from telex_hand import telex_bytes

from govtui.i18n.translator import Translator, load

DOWN, END, BACK = "\x1b[B", "\x1b[F", "\x7f"
SAVE, ESC, F8, F9 = "\x13", "\x1b", "\x1b[19~", "\x1b[20~"
LEFT, INSIST = "\x1b[D", "\x1b[24~"


@pytest.fixture
def tr(language_of_test: str) -> Translator:
    return load(language_of_test)


@pytest.fixture
def record(registry: Callable[[str], Path]) -> Path:
    """The one record of a registry."""
    file = registry("sửa") / "organizations" / "bo.toml"
    file.write_text(MINISTRY, encoding="utf-8")
    return file


def browse(program: Program, record: Path, tr: Translator, **options: object) -> Browser:
    browser = program.open("--lang", tr.language, record.parents[1], **options)  # type: ignore[arg-type]
    browser.started()
    return browser


def outside(browser: Browser, tr: Translator, *there: str) -> None:
    """Edit the record in hand in the user's own editor, and wait until this is on the screen."""
    browser.press(":", tr.gettext("What do you want to do?"))
    browser.press("outside", tr.gettext("Edit outside"))
    browser.press("\r", *there)


def text_opened(browser: Browser) -> None:
    """Press E, and wait for the text."""
    browser.press("E", "schema = 2")
    browser.settle(0.1)


def line(browser: Browser, number: int) -> None:
    """Put the cursor at the end of a line of the text, from 1."""
    for _ in range(number - 1):
        browser.send(DOWN)
    browser.send(END)
    browser.wait_for(f" {number}:")


def telex(browser: Browser, text: str) -> None:
    for packet in telex_bytes(text):
        browser.send(packet)


def test_vietnamese_is_typed_a_problem_seen_completed_and_saved(program: Program, record: Path, tr: Translator) -> None:
    with browse(program, record, tr) as browser:
        text_opened(browser)
        line(browser, 8)
        browser.send(BACK)
        telex(browser, ' Nội vụ và Đổi mới"')
        browser.wait_for('vi = "Bộ Nội vụ và Đổi mới"')
        browser.send(DOWN + "\r")
        browser.send('[review]\rstate = "x"')
        browser.wait_for("✗")  # under its line, without being asked for
        browser.send(BACK * 3 + "\t")
        browser.wait_for(tr.pgettext("review.state", "Reviewed record"))
        browser.send(DOWN + "\r")
        browser.wait_for('state = "reviewed"')
        browser.wait_gone("✗")
        browser.press(SAVE, f"+ {tr.pgettext('review.state', 'Reviewed record')}")
        browser.press("G", "+ state = ")  # the lines of the file stand under the changes
        browser.press("\r", gone=["+ state = "])
        browser.wait_for(tr.gettext("Saved."))
        assert browser.left() == 0
    lines = MINISTRY.replace('"Bộ"', '"Bộ Nội vụ và Đổi mới"')
    assert record.read_text("utf-8").replace('[review]\nstate = "reviewed"\n', "").rstrip() == lines.rstrip()


def test_the_difference_on_the_disk_is_the_field_that_was_typed(program: Program, record: Path) -> None:
    tr = load("vi")
    with browse(program, record, tr) as browser:
        text_opened(browser)
        line(browser, 8)
        browser.send(BACK)
        telex(browser, ' mới"')
        browser.press(SAVE, "+ vi = ")
        browser.press("\r", tr.gettext("Saved."))
    assert record.read_text("utf-8") == MINISTRY.replace('"Bộ"', '"Bộ mới"')


def test_a_text_that_is_typed_ahead_of_the_save_is_saved_with_it(program: Program, record: Path) -> None:
    with browse(program, record, load("vi")) as browser:
        text_opened(browser)
        browser.send("# một hai ba\r" + SAVE)
        browser.wait_for("+ # một hai ba")


def test_somebody_else_saves_meanwhile(program: Program, record: Path, tr: Translator) -> None:
    with browse(program, record, tr) as browser:
        text_opened(browser)
        line(browser, 8)
        browser.send(BACK)
        telex(browser, ' một"')
        browser.wait_for("Bộ một")
        changed = MINISTRY.replace('"Bộ"', '"Vụ"').replace("active", "unknown")
        record.write_text(changed, encoding="utf-8")
        browser.press(SAVE, tr.pgettext("clash", "theirs"))
        browser.press(LEFT, "[×]")
        browser.press("\r", "− vi = ")
        browser.press("\r", tr.gettext("Saved."))
    assert record.read_text("utf-8") == MINISTRY.replace('"Bộ"', '"Bộ một"').replace("active", "unknown")


def test_killed_while_typing_the_text_is_offered_at_the_next_start(
    program: Program, record: Path, tr: Translator
) -> None:
    with browse(program, record, tr) as browser:
        text_opened(browser)
        line(browser, 8)
        browser.send(BACK)
        telex(browser, ' Tư pháp"')
        browser.wait_for("Bộ Tư pháp")
        drafts = program.state / "govtui" / "drafts"
        browser.wait_for(lambda: any("Bộ Tư pháp" in text for text in texts(drafts, "*.json").values()))
        browser.signal(signal.SIGKILL)
        browser.wait_exit()
    with program.open("--lang", tr.language, record.parents[1]) as browser:
        browser.wait_for(tr.gettext("What was typed here was not saved:"))
        browser.press("\r", "Bộ Tư pháp")
        browser.press(SAVE, "+ vi = ")
        browser.press("\r", tr.gettext("Saved."))
    assert record.read_text("utf-8") == MINISTRY.replace('"Bộ"', '"Bộ Tư pháp"')
    assert not list(drafts.glob("*.json"))


def test_a_lost_connection_costs_no_letter(program: Program, record: Path) -> None:
    with browse(program, record, load("vi")) as browser:
        text_opened(browser)
        telex(browser, "# thử một chút")
        browser.wait_for("# thử một chút")
        browser.hang_up()
        program.wait_until_gone()
    (draft,) = (program.state / "govtui" / "drafts").glob("*.json")
    assert "# thử một chút" in draft.read_text("utf-8")
    assert draft.stat().st_mode & 0o777 == 0o600


def scripted(folder: Path, script: str) -> dict[str, str]:
    """An editor that does what a script says; $f is the file."""
    file = folder / "my editor"
    file.write_text(f"#!/bin/sh\nfor f; do :; done\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return {"EDITOR": f"{shlex.quote(str(file))} --flag"}


def test_the_own_editor_gets_the_terminal_and_gives_it_back(
    program: Program, record: Path, tr: Translator, tmp_path: Path
) -> None:
    env = scripted(tmp_path, 'printf "which status? "; read -r x; sed -i "s/\\"active\\"/\\"$x\\"/" "$f"')
    with browse(program, record, tr, env=env) as browser:
        outside(browser, tr, "which status?")
        browser.send("bogus\r")
        browser.wait_for("+ “bogus”")  # and what is wrong with that
        browser.wait_for("✗")
        browser.press("G", '+ status = "bogus"')
        browser.press(ESC, tr.gettext("Edit it again"))
        browser.press("\r", "which status?")
        browser.press("\x1a\x03", gone=["which status?"])  # Ctrl+Z does not stop it, Ctrl+C ends it and not us
        browser.wait_for(tr.gettext("Keep as draft"))
        browser.press(F9, gone=[tr.gettext("Keep as draft")])
        assert record.read_text("utf-8") == MINISTRY
        browser.press("E", tr.gettext("What was typed here was not saved:"))
        browser.press("\r", '"bogus"')
        browser.press(SAVE, "+ “bogus”")
        browser.press(INSIST, tr.gettext("Saved."))
    assert record.read_text("utf-8") == MINISTRY.replace('"active"', '"bogus"')


def test_the_file_is_saved_by_another_while_the_own_editor_is_open(
    program: Program, record: Path, tmp_path: Path
) -> None:
    tr = load("vi")
    other = MINISTRY.replace('"Ministry"', '"Department"')
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    command = f'sed -i "s/\\"active\\"/\\"unknown\\"/" "$f"; cp {shlex.quote(str(tmp_path / "other.toml"))} {shlex.quote(str(record))}'
    with browse(program, record, tr, env=scripted(tmp_path, command)) as browser:
        outside(browser, tr, '+ status = "unknown"')
        browser.press("\r", tr.gettext("Saved."))
    assert record.read_text("utf-8") == other.replace('"active"', '"unknown"')


def test_an_editor_that_is_missing_is_named(program: Program, record: Path) -> None:
    with browse(program, record, load("vi"), env={"EDITOR": "nonesuch -x"}) as browser:
        outside(browser, load("vi"), "“nonesuch”")
        assert browser.left() == 0
