"""What was typed and not saved, through a real terminal, in both languages: kept on leaving, kept through a crash in each editor,
offered at the next start, and each answer to that."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Program
from living import texts
from office import BACK, DOWN, END, ENTER, ESC, INSIST, LEFT, RIGHT, SAVE, SUMMARIZED, Office

from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import Translator, load

WRONG = "The change causes errors. Fix them (Esc), keep it as a draft (F9), or save it anyway (S)."


@pytest.fixture
def tr(language_of_test: str) -> Translator:
    return load(language_of_test)


@pytest.fixture
def root(registry: Callable[[str], Path]) -> Path:
    root = registry("nháp")
    (root / "organizations" / "bo.toml").write_text(SUMMARIZED, encoding="utf-8")
    return root


@pytest.fixture
def kept(program: Program) -> Callable[[], list[str]]:
    """The drafts that are kept now, as they stand in their files."""
    folder = program.state / "govtui" / "drafts"
    return lambda: list(texts(folder, "*.json").values())


def at_work(program: Program, root: Path, tr: Translator) -> Office:
    browser = program.open("--lang", tr.language, root)
    browser.started()
    return Office(browser, root, tr)


def text(kept: str) -> object:
    """What a draft's file says that was typed, and over what."""
    data = json.loads(kept)
    return data["text"], data["base_text"], data["tag"], data["when"]


def in_name(office: Office, text: str) -> None:
    """Open the text, and add to the Vietnamese name."""
    office.browser.press("E", "schema = 2")
    office.browser.settle(0.1)
    office.browser.send(DOWN * 7 + END + BACK)
    office.type(f'{text}"')
    office.browser.wait_for(f'Bộ{text}"')


def test_a_text_is_left_as_a_draft_or_thrown_away_or_gone_on_with(
    program: Program, root: Path, tr: Translator, kept: Callable[[], list[str]]
) -> None:
    with (office := at_work(program, root, tr)).browser:
        in_name(office, " Nội vụ")
        office.browser.press(SAVE, "+ vi = ")
        office.press("\x1b[20~", "Kept as a draft; the command “Drafts” restores it.")
        assert "Bộ Nội vụ" in kept()[0]
        office.browser.press("E", office.says("What was typed here was not saved:"))
        office.browser.press(ENTER, '"Bộ Nội vụ"')
        office.browser.settle(0.1)
        before = kept()
        office.browser.press(ESC, gone=['"Bộ Nội vụ"'])  # nothing was typed: the draft stays as it was
        assert [text(one) for one in kept()] == [text(one) for one in before]
        office.browser.press("E", office.says("What was typed here was not saved:"))
        office.browser.press(ENTER, '"Bộ Nội vụ"')
        office.browser.settle(0.1)
        office.type("#")
        office.browser.send(ESC)
        office.answer("Continue editing")
        office.browser.wait_gone(office.says("The text was changed and is not saved."))
        office.browser.send(ESC)
        office.answer("Discard the draft")
        office.browser.wait_for(lambda: kept() == [])
        assert office.difference() == {}


def test_a_broken_text_is_saved_only_when_somebody_insists(program: Program, root: Path, tr: Translator) -> None:
    with (office := at_work(program, root, tr)).browser:
        in_name(office, ' "thừa')
        wrong = " ".join(tr.gettext(WRONG).split()[:3])
        office.browser.press(SAVE, "✗", wrong)
        office.browser.send(ENTER)  # does nothing
        office.browser.press(ESC, gone=[wrong])
        assert office.difference() == {}
        office.browser.press(SAVE, wrong)
        office.press(INSIST, "Saved.")
        assert office.difference() == {"bo": ['-vi = "Bộ"', '+vi = "Bộ "thừa"']}
        office.press("u", "Undone: {edit}")
        assert office.difference() == {}


@pytest.mark.parametrize("where", ["form", "translation"])
def test_what_is_typed_in_a_form_or_a_translation_outlives_a_kill(
    program: Program, root: Path, tr: Translator, kept: Callable[[], list[str]], where: str
) -> None:
    with (office := at_work(program, root, tr)).browser as browser:
        if where == "form":
            office.press("e", "Type the name of a field…")
            office.type(field_name("", "theme", tr))
            office.press(ENTER, "No citation covers this field.")
        else:
            browser.press("T", "→")
            browser.settle(0.2)
        office.type("Nền công vụ mới")
        browser.wait_for(lambda: any("Nền công vụ mới" in draft for draft in kept()))
        browser.signal(signal.SIGKILL)
        browser.wait_exit()
    with program.open("--lang", tr.language, root) as browser:
        office = Office(browser, root, tr)
        browser.wait_for(office.says("What was typed here was not saved:"))
        browser.press(RIGHT, "bo.toml  +", "Nền công vụ mới")
        office.press(ENTER, "Saved.")
        line = f'{tr.language if where == "form" else "en"} = "Nền công vụ mới"'
        assert f"+{line}" in office.difference()["bo"]
        assert not [line for line in office.difference()["bo"] if line.startswith("-")]
        assert kept() == []


def test_a_draft_that_is_offered_waits_until_later_or_is_thrown_away_when_asked_twice(
    program: Program, root: Path, tr: Translator, kept: Callable[[], list[str]]
) -> None:
    with (office := at_work(program, root, tr)).browser as browser:
        in_name(office, " mới")
        browser.wait_for(lambda: any("Bộ mới" in draft for draft in kept()))
        browser.hang_up()
        program.wait_until_gone()
    with program.open("--lang", tr.language, root) as browser:
        office = Office(browser, root, tr)
        browser.wait_for(offered := office.says("What was typed here was not saved:"))
        browser.press(ESC, gone=[offered])
        assert len(kept()) == 1
        browser.started()
        office.command("Drafts")
        browser.wait_for(offered)
        browser.send("d")
        office.answer("Keep")
        browser.wait_gone(office.says("Keep"))
        assert len(kept()) == 1
        browser.send("d")
        office.answer("Delete")
        browser.wait_for(lambda: kept() == [])
        assert office.difference() == {}


@pytest.mark.parametrize("answer", ["write", "leave"])
def test_a_draft_whose_file_is_gone_is_offered_and_written_again_or_left(
    program: Program, root: Path, tr: Translator, kept: Callable[[], list[str]], answer: str
) -> None:
    with (office := at_work(program, root, tr)).browser as browser:
        in_name(office, " mới")
        browser.wait_for(lambda: any("Bộ mới" in draft for draft in kept()))
        browser.signal(signal.SIGKILL)
        browser.wait_exit()
    (root / "organizations" / "bo.toml").unlink()
    with program.open("--lang", tr.language, root) as browser:
        office = Office(browser, root, tr)
        browser.wait_for(office.says("What was typed here was not saved:"))
        browser.press(ENTER, tr.pgettext("clash", "theirs"), "Bộ mới")
        if answer == "write":
            browser.press(LEFT, "[×]")
            browser.press(ENTER, "bo.toml  +")
            office.press(ENTER, "Saved.")
            assert (root / "organizations" / "bo.toml").read_text("utf-8") == SUMMARIZED.replace('"Bộ"', '"Bộ mới"')
            browser.wait_for(lambda: kept() == [])
        else:
            browser.press(RIGHT, "[×]")
            browser.press(ENTER, gone=["[×]"])
            browser.wait_for(office.says("What was typed here was not saved:"))
            assert not (root / "organizations" / "bo.toml").exists() and len(kept()) == 1, "what was typed stays"


def test_later_and_the_save_of_another_field_keep_the_draft(
    program: Program, root: Path, tr: Translator, kept: Callable[[], list[str]]
) -> None:
    with (office := at_work(program, root, tr)).browser as browser:
        in_name(office, " mới")
        browser.wait_for(lambda: any("Bộ mới" in draft for draft in kept()))
        browser.signal(signal.SIGKILL)
        browser.wait_exit()
    (before,) = kept()
    with program.open("--lang", tr.language, root) as browser:
        office = Office(browser, root, tr)
        browser.wait_for(offered := office.says("What was typed here was not saved:"))
        browser.press(ESC, gone=[offered])  # Later
        browser.started()
        browser.press("e", tr.gettext("New edit"))
        browser.send("k" + ENTER)
        browser.wait_for(office.says("Type the name of a field…"))
        office.type(field_name("", "theme", tr))
        office.press(ENTER, "No citation covers this field.")
        office.type("Nền công vụ")
        browser.wait_for(lambda: len(kept()) == 2)
        office.press(SAVE, "Saved.")
        browser.wait_for(lambda: kept() == [before])
        browser.press(ESC, gone=[office.says("Type the name of a field…")])
        office.command("Drafts")
        browser.wait_for(tr.gettext("can be merged"))
        browser.press(ENTER, '"Bộ mới"', "[theme]")
        browser.press(SAVE, "+ vi = ")
        office.press(ENTER, "Saved.")
        browser.wait_for(lambda: kept() == [])
        changed = office.difference()["bo"]
        assert '+vi = "Bộ mới"' in changed and f'+{tr.language} = "Nền công vụ"' in changed
