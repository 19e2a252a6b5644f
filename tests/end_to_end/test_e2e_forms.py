"""Editing without TOML, through a real terminal, in both languages, with a Telex input method: forms, translating, new
records, other ids, deletions, undo; what is looked at in the end is the difference in the files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Program
from office import DOWN, END, ESC, SAVE, SUMMARIZED, Office

from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import load

UNIT = """\
schema = 2
kind = "organization"
id = "vu"
type = "ministry_unit"
status = "active"

[name]
vi = "Vụ Pháp chế"
en = "Legal Department"

[relations]
part_of = ["bo"]    # as told
"""


@pytest.fixture
def office(language_of_test: str, program: Program, registry: Callable[[str], Path]) -> Iterator[Office]:
    folder = registry("phòng") / "organizations"
    (folder / "bo.toml").write_text(SUMMARIZED, encoding="utf-8")
    (folder / "vu.toml").write_text(UNIT, encoding="utf-8")
    with program.open("--lang", language_of_test, folder.parent) as browser:
        browser.started()
        yield Office(browser, folder.parent, load(language_of_test))


def test_a_name_is_edited_in_a_form_with_telex_and_undone(office: Office) -> None:
    tr = office.tr
    office.on("vu" if tr.language == "vi" else "legal")
    office.press("e", "Type the name of a field…")
    office.type(field_name("", "name", tr))
    office.press("\r", "No citation covers this field.")
    if tr.language == "en":
        office.browser.send("\x1b[Z")  # the cursor begins in the language that is read
    office.browser.send(END)
    office.type(" và Cải cách hành chính")
    office.press(SAVE, "Saved.")
    came = ['-vi = "Vụ Pháp chế"', '+vi = "Vụ Pháp chế và Cải cách hành chính"']
    assert office.difference() == {"vu": came}
    office.browser.send(ESC)
    office.browser.wait_gone("╭")
    office.press("u", "Undone: {edit}")
    assert office.difference() == {}


def test_a_summary_is_translated_and_remembers_what_it_was_made_from(office: Office) -> None:
    office.on("bộ" if office.tr.language == "vi" else "ministry")
    office.browser.press("T", "→")
    office.browser.settle(0.2)
    office.type(
        "Đang dịch"
    )  # whatever the language, what is typed arrives, and is saved although the key comes at once
    office.press(SAVE, "Saved.")
    gone_and_come = office.difference()["bo"]
    assert gone_and_come[0] == '+en = "Đang dịch"'
    assert [line for line in gone_and_come if line.startswith("-")] == []
    assert any("digest" in line for line in gone_and_come)


def test_a_record_is_made_and_read(office: Office) -> None:
    office.press("a", "New record")
    office.browser.send("\r")  # the first kind
    office.browser.settle(0.2)
    office.browser.send("\r")  # the first type
    office.browser.settle(0.2)
    office.type("Cục Kế hoạch Đổi mới")
    office.browser.send(SAVE)
    made = office.root / "organizations" / "cuc-ke-hoach-doi-moi.toml"
    office.browser.wait_for(made.exists)
    assert tomllib.loads(made.read_text(encoding="utf-8")) == {
        "schema": 2,
        "kind": "organization",
        "id": "cuc-ke-hoach-doi-moi",
        "type": "un_system",
        "status": "unknown",
        "name": {"vi": "Cục Kế hoạch Đổi mới"},
    }
    assert set(office.difference()) == {made.stem}
    office.browser.wait_for("▌⌂ cuc-ke-hoach-doi-moi · ")  # the reader's head


def test_a_record_gets_another_id_wherever_it_is_named_and_undo_brings_all_back(office: Office) -> None:
    office.on("bộ" if office.tr.language == "vi" else "ministry")
    office.press("r", "The old id still leads here.")
    office.browser.send("-noi-vu")
    office.browser.wait_for("bo-noi-vu.toml")
    office.browser.send("\r")
    office.browser.wait_for(lambda: set(office.difference()) == {"bo", "bo-noi-vu", "vu"})
    assert office.difference()["vu"] == ['-part_of = ["bo"]    # as told', '+part_of = ["bo-noi-vu"]    # as told']
    office.browser.wait_gone("╭")
    office.press("u", "Undone: {edit}")
    assert office.difference() == {}


def test_a_record_is_deleted_after_a_yes_and_brought_back(office: Office) -> None:
    office.on("bộ" if office.tr.language == "vi" else "ministry")
    office.press("d", "Keep")
    office.browser.send(DOWN + "\r")
    office.browser.wait_for(lambda: set(office.difference()) == {"bo"})
    office.browser.wait_gone("╭")
    office.press("u", "Undone: {edit}")
    assert office.difference() == {}


def test_a_translation_whose_source_changed_is_said_to_hold_or_is_turned_round(office: Office) -> None:
    office.on("bộ" if office.tr.language == "vi" else "ministry")
    office.browser.press("T", "→")
    office.browser.settle(0.2)
    office.type("Civil servants.")
    office.press(SAVE, "Saved.")
    office.browser.wait_gone("→")
    file = office.root / "organizations" / "bo.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("công chức.", "cán bộ, công chức."), encoding="utf-8")
    office.from_now_on()
    office.browser.press("T", "! ", "Civil servants.")
    office.browser.settle(0.1)
    office.browser.send("\x1b[18~")  # F7: it still says the same
    office.browser.wait_gone("! ")
    office.browser.send(SAVE)
    office.browser.wait_gone("→")
    removed, added = office.difference()["bo"]
    assert removed.startswith("-digest") and added.startswith("+digest")

    office.from_now_on()
    names = [office.tr.pgettext("language", language) for language in ("English", "Vietnamese")]
    office.browser.press("T", "→")
    office.browser.settle(0.1)
    office.browser.press("\x1b[17~", " → ".join(names))  # F6: the other way round
    office.browser.settle(0.2)
    office.browser.send(END)
    office.type(" mới")
    office.browser.send(SAVE)
    office.browser.wait_gone("→")
    assert office.difference()["bo"][:2] == ['-vi = "Bộ"', '+vi = "Bộ mới"']


# a registry of one's own


def test_in_an_empty_folder_a_registry_is_begun_and_opened(language_of_test: str, program: Program) -> None:
    tr = load(language_of_test)
    with program.open("--lang", language_of_test) as browser:
        browser.wait_for(tr.pgettext("home", "Begin a registry here"))
        browser.press("a", tr.gettext("A registry of your own"), "registry.toml")
        browser.send("\t")
        browser.settle()
        browser.send("So tay")
        browser.press(SAVE, tr.pgettext("home", "There are no records yet. Each will be a file in:"))
        browser.wait_for("So tay")
        browser.press("a", tr.gettext("New record"))
        browser.send(ESC)
        browser.wait_gone(tr.gettext("New record"))
        assert browser.left() == 0
    assert (program.here / "registry.toml").is_file()
    checked = program.run("check", "--strict", cwd=program.here)
    assert checked.returncode == 0, checked.stdout
