"""Editing without TOML, through a real terminal, in both languages, with a Telex input method: forms, translating, new
records, other ids, deletions, undo; what is looked at in the end is the difference in the files."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Browser, Program
from terminal import telex_bytes

from govtui.i18n.fields import field_name
from govtui.i18n.translator import Translator, load

MINISTRY = """\
schema = 1
kind = "organization"
id = "bo"
type = "ministry"
status = "active"   # as told

[name]
vi = "Bộ"
en = "Ministry"

[summary]
vi = "Quản lý công chức."
"""
UNIT = """\
schema = 1
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
DOWN, END, SAVE, ESC = "\x1b[B", "\x1b[F", "\x13", "\x1b"


class Office:
    """A registry of two records, and govtui open on the first."""

    def __init__(self, browser: Browser, folder: Path, tr: Translator) -> None:
        self.browser, self.folder, self.tr = browser, folder, tr
        self._before = self._texts()

    def _texts(self) -> dict[str, str]:
        return {path.stem: path.read_text(encoding="utf-8") for path in self.folder.glob("*.toml")}

    def difference(self) -> dict[str, list[str]]:
        """The lines that went (-) and came (+), by file, since the beginning."""
        after, out = self._texts(), {}
        for name in sorted({*self._before, *after}):
            old, new = (texts.get(name, "").splitlines() for texts in (self._before, after))
            changed = [
                line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:3] not in ("---", "+++")
            ]
            if changed:
                out[name] = [line for line in changed if not line.startswith("@@")]
        return out

    def type(self, text: str) -> None:
        """As a Telex input method sends it."""
        for packet in telex_bytes(text):
            self.browser.send(packet)

    def press(self, key: str, message: str) -> None:
        """Press a key, and wait until a message of the interface, as far as its first words, is there."""
        words = self.tr.gettext(message).split("{")[0].strip(" “") or message
        self.browser.press(key, " ".join(words.split()[:4]))
        self.browser.settle(0.1)

    def on(self, name: str) -> None:
        """Bring the list's cursor to a record."""
        self.browser.search(name)


@pytest.fixture(params=["vi", "en"])
def office(request: pytest.FixtureRequest, program: Program, registry: Callable[[str], Path]) -> Iterator[Office]:
    folder = registry("phòng") / "organizations"
    (folder / "bo.toml").write_text(MINISTRY, encoding="utf-8")
    (folder / "vu.toml").write_text(UNIT, encoding="utf-8")
    with program.open("--lang", request.param, folder.parent) as browser:
        browser.started()
        yield Office(browser, folder, load(request.param))


def test_a_name_is_edited_in_a_form_with_telex_and_undone(office: Office) -> None:
    tr = office.tr
    office.on("vu" if tr.language == "vi" else "legal")
    office.press("m", "Type the name of a field…")
    office.type(field_name("", "name", tr))
    office.press("\r", "No citation covers this field.")
    if tr.language == "en":
        office.browser.send("\x1b[Z")  # the cursor begins in the language that is read
    office.browser.send(END)
    office.type(" và Cải cách hành chính")
    office.browser.wait_for("Vụ Pháp chế và Cải cách hành chính")
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
    office.type("Đang dịch")  # whatever the language, what is typed arrives
    office.browser.wait_for("Đang dịch")
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
    office.browser.wait_for("cuc-ke-hoach-doi-moi")
    office.browser.send(SAVE)
    made = office.folder / "cuc-ke-hoach-doi-moi.toml"
    office.browser.wait_for(made.exists)
    assert tomllib.loads(made.read_text(encoding="utf-8")) == {
        "schema": 1,
        "kind": "organization",
        "id": "cuc-ke-hoach-doi-moi",
        "type": "un_system",
        "status": "unknown",
        "name": {"vi": "Cục Kế hoạch Đổi mới"},
    }
    assert set(office.difference()) == {made.stem}
    office.browser.wait_for("organizations/cuc-ke-hoach-doi-moi.toml")


def test_a_record_gets_another_id_wherever_it_is_named_and_undo_brings_all_back(office: Office) -> None:
    office.on("bộ" if office.tr.language == "vi" else "ministry")
    office.press("r", "The old id goes on leading here.")
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
    office.press("d", "No, keep it")
    office.browser.send(DOWN + "\r")
    office.browser.wait_for(lambda: set(office.difference()) == {"bo"})
    office.browser.wait_gone("╭")
    office.press("u", "Undone: {edit}")
    assert office.difference() == {}
