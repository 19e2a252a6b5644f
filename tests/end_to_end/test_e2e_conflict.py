"""Somebody else saves the same record meanwhile: each answer of the conflict screen, through a real terminal, in both
languages, with a Telex input method; what is looked at in the end is the difference in the files."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Program
from office import BACK, DOWN, END, ENTER, ESC, LEFT, RIGHT, SAVE, SUMMARIZED, Office

from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import Translator, load

STATUS, VI, EN = 5, 8, 9
"""Lines of the text."""


@pytest.fixture
def tr(language_of_test: str) -> Translator:
    return load(language_of_test)


@pytest.fixture
def open_office(program: Program, registry: Callable[[str], Path], tr: Translator) -> Iterator[Callable[..., Office]]:
    """Opens govtui on a registry of one record."""
    root = registry("chung")
    (root / "organizations" / "bo.toml").write_text(SUMMARIZED, encoding="utf-8")
    opened: list[Office] = []

    def make(**options: object) -> Office:
        browser = program.open("--lang", tr.language, root, **options)  # type: ignore[arg-type]
        browser.started()
        opened.append(Office(browser, root, tr))
        return opened[-1]

    yield make
    for office in opened:
        office.browser.close()


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office()


def written(office: Office, **lines: str) -> None:
    """In the text, put something in place of the quotation mark at the end of some lines; begins on the first line."""
    office.browser.press("E", "schema = 2")
    office.browser.settle(0.1)
    office.browser.send("\x1b[1;5H")  # Ctrl+Home
    at = 1
    for name, text in lines.items():
        line = {"status": STATUS, "vi": VI, "en": EN}[name]
        office.browser.send(DOWN * (line - at) + END)
        office.browser.wait_for(f" {line}:")
        office.browser.send(BACK)
        office.type(f'{text}"')
        office.browser.wait_for(f'{text}"')
        at = line


def theirs(office: Office, *changes: tuple[str, str]) -> None:
    """Somebody else saves the record with these changes."""
    file = office.root / "organizations" / "bo.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def decided(office: Office) -> None:
    """Go on from the conflict to the difference, and save it."""
    office.browser.press(ENTER, "bo.toml  +")
    office.press(ENTER, "Saved.")


def test_of_three_fields_one_is_mine_one_theirs_and_one_written_anew(office: Office) -> None:
    tr = office.tr
    written(office, vi=" Nội vụ", en=" of Affairs")
    theirs(office, ('"active"', '"unknown"'), ('"Bộ"', '"Vụ"'), ('"Ministry"', '"Department"'))
    office.browser.press(SAVE, tr.pgettext("clash", "theirs"))
    office.browser.press("e", "Bộ Nội vụ", gone=["Department"])
    office.type(" và Đổi mới")
    office.browser.send(ESC)
    office.answer("No, continue editing")  # what is written anew is not lost by one key
    office.browser.wait_gone(office.says("No, continue editing"))
    office.browser.press(SAVE, "Bộ Nội vụ và Đổi mới", "Department")
    office.browser.press(RIGHT, "[×] " + tr.pgettext("clash", "theirs"))
    decided(office)
    expected = ['-status = "active"   # as told', '+status = "unknown"   # as told']
    expected += ['-vi = "Bộ"', '-en = "Ministry"', '+vi = "Bộ Nội vụ và Đổi mới"', '+en = "Department"']
    assert office.difference() == {"bo": expected}


def test_the_whole_text_is_gone_on_with_over_theirs(office: Office) -> None:
    written(office, vi=" một")
    theirs(office, ('"active"', '"unknown"'), ('"Bộ"', '"Vụ"'))
    office.browser.press(SAVE, office.tr.pgettext("clash", "theirs"))
    office.browser.press(LEFT, "[×]")
    office.browser.press("E", '"Bộ một"', '"unknown"', gone=["[×]"])
    office.browser.settle(0.1)
    office.browser.send("\x1b[1;5F")
    office.type("# đã gộp")
    office.browser.press(SAVE, "+ Bộ một")  # the changes, and under them the lines of the file
    office.browser.press("G", "+ # đã gộp", '+ vi = "Bộ một"')
    office.press(ENTER, "Saved.")
    expected = ['-status = "active"   # as told', '+status = "unknown"   # as told']
    expected += ['-vi = "Bộ"', '+vi = "Bộ một"', "+# đã gộp"]
    assert office.difference() == {"bo": expected}


def test_who_leaves_the_conflict_keeps_the_text_and_can_decide_over_the_draft_later(office: Office) -> None:
    tr = office.tr
    written(office, vi=" mới")
    theirs(office, ('"Bộ"', '"Vụ"'))
    office.browser.press(SAVE, tr.pgettext("clash", "theirs"))
    office.browser.press(ESC, '"Bộ mới"')
    office.browser.press(ESC, gone=["[ ]"])
    office.answer("Keep as a draft and close")
    office.browser.wait_gone('"Bộ mới"')
    assert office.difference() == {"bo": ['-vi = "Bộ"', '+vi = "Vụ"']}
    office.command("Drafts")
    office.press(RIGHT, "What was typed here was not saved:")
    office.browser.wait_for("[ ]")
    office.browser.press(LEFT, "[×]")
    decided(office)
    office.wait_for_difference({"bo": ['-vi = "Bộ"', '+vi = "Bộ mới"']})


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_file_that_somebody_removed_is_written_again_or_stays_away(office: Office, side: str) -> None:
    written(office, vi=" mới")
    (office.root / "organizations" / "bo.toml").unlink()
    office.browser.press(SAVE, office.tr.pgettext("clash", "theirs"))
    office.browser.press(LEFT if side == "mine" else RIGHT, "[×]")
    if side == "mine":
        decided(office)
        office.wait_for_difference({"bo": ['-vi = "Bộ"', '+vi = "Bộ mới"']})
    else:
        office.browser.press(ENTER, '"Bộ mới"', "8:", gone=["[×]"])
        office.browser.send(ESC)
        office.answer("Discard the changes")
        office.browser.wait_gone('"Bộ mới"')
        assert not (office.root / "organizations" / "bo.toml").exists()


def test_a_form_saves_over_somebody_else_only_when_told_so(office: Office) -> None:
    tr = office.tr
    office.press("e", "Type the name of a field…")
    office.type(field_name("", "name", tr))
    office.press(ENTER, "No citation covers this field.")
    if tr.language == "en":
        office.browser.send("\x1b[Z")
    office.browser.send(END)
    office.type(" của tôi")
    office.browser.wait_for("Bộ của tôi")
    theirs(office, ('"Bộ"', '"Bộ của họ"'), ('"Ministry"', '"Department"'))
    office.browser.press(SAVE, "Bộ của họ", "[ ]")
    assert office.difference()["bo"] == ['-vi = "Bộ"', '-en = "Ministry"', '+vi = "Bộ của họ"', '+en = "Department"']
    office.browser.press(LEFT, "[×]")
    decided(office)
    assert office.difference()["bo"] == ['-vi = "Bộ"', '-en = "Ministry"', '+vi = "Bộ của tôi"', '+en = "Department"']


def test_a_translation_and_a_deletion_meet_what_somebody_else_saved(office: Office) -> None:
    office.browser.press("T", "→")
    office.browser.settle(0.2)
    office.type("Đang dịch")
    office.browser.wait_for("Đang dịch")
    theirs(office, ('công chức."\n', 'công chức."\nen = "Civil service."\n'))
    office.browser.press(SAVE, "Civil service.", "[ ]")
    office.browser.press(LEFT, "[×]")
    decided(office)
    came = office.difference()["bo"]
    assert came[0] == '+en = "Đang dịch"' and not [line for line in came if line.startswith("-")]
    office.browser.wait_gone("→")

    office.press("d", "Keep")
    theirs(office, ('"active"', '"unknown"'))
    office.browser.send(DOWN + ENTER)
    office.browser.wait_for("[ ]")
    office.browser.press(RIGHT, "[×]")
    office.browser.press(ENTER, gone=["[×]"])
    assert (office.root / "organizations" / "bo.toml").exists()


def test_the_own_editor_leaves_a_text_that_clashes(
    open_office: Callable[..., Office], tr: Translator, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(SUMMARIZED.replace('"Bộ"', '"Vụ"').replace('"Ministry"', '"Department"'), encoding="utf-8")
    editor = tmp_path / "editor"
    file = shlex.quote(str(other.parent / "registries" / "chung" / "organizations" / "bo.toml"))
    editor.write_text(
        f'#!/bin/sh\nstty iutf8; printf "name? "; read -r x; sed -i "s/\\"Bộ\\"/\\"$x\\"/" "$1"; cp {shlex.quote(str(other))} {file}\n',
        encoding="utf-8",
    )
    editor.chmod(0o755)
    office = open_office(env={"EDITOR": str(editor), "LANG": "C.UTF-8"})
    office.outside("name?")
    office.type("Bộ Đổi mới")
    office.browser.press("\r", "[ ]", "Bộ Đổi mới")
    office.browser.press(LEFT, "[×]")
    decided(office)
    expected = ['-vi = "Bộ"', '-en = "Ministry"', '+vi = "Bộ Đổi mới"', '+en = "Department"']
    assert office.difference() == {"bo": expected}


def commenting_editor(tmp_path: Path, mine: str, theirs: str) -> Path:
    """An editor that edits its file by a command of sed's, while somebody else saves the record by another."""
    file = shlex.quote(str(tmp_path / "registries" / "chung" / "organizations" / "bo.toml"))
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nsed -i {shlex.quote(mine)} "$1"; sed -i {shlex.quote(theirs)} {file}\n', "utf-8")
    editor.chmod(0o755)
    return editor


def test_a_comment_of_the_own_editor_is_kept_beside_what_somebody_else_saved(
    open_office: Callable[..., Office], tmp_path: Path
) -> None:
    mine = 's/^status.*/status = "unknown"  # hỏi lại/; s/^vi = "Bộ".*/&  # tên tắt/'
    editor = commenting_editor(tmp_path, mine, 's/"Bộ"/"Vụ"/; s/"Ministry"/"Department"/')
    office = open_office(env={"EDITOR": str(editor), "LANG": "C.UTF-8"})
    office.outside("bo.toml  +", "# hỏi lại")
    office.browser.press("G", "# tên tắt")
    office.press(ENTER, "Saved.")
    expected = ['-status = "active"   # as told', '+status = "unknown"  # hỏi lại']
    expected += ['-vi = "Bộ"', '-en = "Ministry"', '+vi = "Vụ"  # tên tắt', '+en = "Department"']
    assert office.difference() == {"bo": expected}


def test_two_comments_beside_one_field_are_chosen_between(open_office: Callable[..., Office], tmp_path: Path) -> None:
    editor = commenting_editor(tmp_path, "s/# as told/# của tôi/", "s/# as told/# của họ/; s/Ministry/Department/")
    office = open_office(env={"EDITOR": str(editor), "LANG": "C.UTF-8"})
    tr = office.tr
    beside = tr.gettext("Comment beside {field}").format(field=field_name("", "status", tr))
    office.outside(beside, "# của tôi", "# của họ", "# as told")
    office.browser.press(LEFT, "[×]")
    decided(office)
    expected = ['-status = "active"   # as told', '+status = "active"   # của tôi']
    expected += ['-en = "Ministry"', '+en = "Department"']
    assert office.difference() == {"bo": expected}


def test_what_they_save_while_one_decides_is_seen_and_decided_anew(office: Office) -> None:
    theirs_words = office.tr.pgettext("clash", "theirs")
    written(office, vi=" mới")
    theirs(office, ('"Bộ"', '"Vụ"'))
    office.browser.press(SAVE, theirs_words, "Vụ")
    office.browser.press(LEFT, "[×]")
    office.browser.press(ENTER, "bo.toml  +")
    theirs(office, ('"Vụ"', '"Cục"'), ('"active"', '"unknown"'))
    office.browser.press(ENTER, "Cục", "[ ]", gone=["bo.toml  +"])
    assert '"Cục"' in (office.root / "organizations" / "bo.toml").read_text("utf-8"), "nothing is written over"
    office.browser.press(LEFT, "[×]")
    decided(office)
    expected = ['-status = "active"   # as told', '+status = "unknown"   # as told', '-vi = "Bộ"', '+vi = "Bộ mới"']
    assert office.difference() == {"bo": expected}
