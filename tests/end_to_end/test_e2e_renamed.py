"""A second process gives a record another id while it is edited in a terminal: the edit is saved to the file of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Program
from living import texts
from office import ENTER, MINISTRY, SAVE, Office

from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import load


@pytest.fixture
def office(language_of_test: str, program: Program, registry: Callable[[str], Path]) -> Iterator[Office]:
    root = registry("chung")
    (root / "organizations" / "bo.toml").write_text(MINISTRY, encoding="utf-8")
    with program.open("--lang", language_of_test, root) as browser:
        browser.started()
        yield Office(browser, root, load(language_of_test))


def renamed(office: Office, program: Program) -> None:
    done = program.run("rename", "bo", "bo-noi-vu", "--registry", office.root)
    assert done.returncode == 0, done.stderr
    office.from_now_on()


@pytest.mark.parametrize("form", ["field", "text"])
def test_an_edit_goes_on_in_the_file_of_the_new_name(office: Office, program: Program, form: str) -> None:
    if form == "field":
        office.press("e", "Type the name of a field…")
        office.type(field_name("", "status", office.tr))
        office.press(ENTER, "No citation covers this field.")
        office.type("inactive" if office.tr.language == "en" else "ngừng")
        renamed(office, program)
        office.browser.press(SAVE, "bo-noi-vu.toml  +")
        expected = ['-status = "active"   # as told', '+status = "inactive"   # as told']
    else:
        office.browser.press("E", "schema = 2")
        office.browser.settle(0.1)
        office.browser.send("\x1b[1;5F")  # Ctrl+End
        office.type("# mới")
        renamed(office, program)
        office.browser.press(SAVE, "bo-noi-vu.toml  +")
        expected = ["+# mới"]
    office.press(ENTER, "Saved.")
    office.wait_for_difference({"bo-noi-vu": expected})
    assert not (office.root / "organizations" / "bo.toml").exists()
    # What was typed is saved, under whatever name: no draft of it is left.
    office.browser.wait_for(lambda: texts(program.state / "govtui" / "drafts", "*.json") == {})
