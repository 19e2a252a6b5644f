from __future__ import annotations

import os
import subprocess
import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from govtui.i18n import translator
from govtui.i18n.translator import LANGUAGES, Translator, load, read_catalog
from govtui.text.markers import N_, NP_


def catalog(save: str = "Lưu") -> Catalog:
    made = Catalog(locale="vi")
    made.add("Save", save)
    made.add("May", "Tháng Năm", context="month")
    made.add(("{n} record", "{n} records"), ("{n} bản ghi",))
    made.add(("{n} day", "{n} days"), ("{n} ngày",), context="span")
    return made


def place(root: Path, suffix: str) -> Path:
    path = root / "locales" / "vi" / "LC_MESSAGES" / f"govtui{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_compiled(package: Path, made: Catalog, time: int) -> None:
    stream = BytesIO()
    write_mo(stream, made)
    place(package, ".mo").write_bytes(stream.getvalue())
    os.utime(place(package, ".mo"), (time, time))


def write_source(checkout: Path, made: Catalog, time: int) -> None:
    stream = BytesIO()
    write_po(stream, made)
    place(checkout, ".po").write_bytes(stream.getvalue())
    os.utime(place(checkout, ".po"), (time, time))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "govtui"
    folder.mkdir()
    return folder


def test_each_of_the_four_calls_asks_the_catalog(package: Path) -> None:
    write_compiled(package, catalog(), time=1)
    tr = Translator("vi", read_catalog("vi", package))
    assert tr.language == "vi"
    assert tr.gettext("Save") == "Lưu"
    assert tr.pgettext("month", "May") == "Tháng Năm"
    assert tr.ngettext("{n} record", "{n} records", 1) == "{n} bản ghi"
    assert tr.ngettext("{n} record", "{n} records", 2) == "{n} bản ghi"
    assert tr.npgettext("span", "{n} day", "{n} days", 2) == "{n} ngày"


def test_a_message_without_a_translation_comes_back_as_it_is(package: Path) -> None:
    write_compiled(package, catalog(), time=1)
    tr = Translator("vi", read_catalog("vi", package))
    assert tr.gettext("Open") == "Open"
    assert tr.pgettext("verb", "May") == "May"
    assert tr.ngettext("{n} file", "{n} files", 1) == "{n} file"
    assert tr.ngettext("{n} file", "{n} files", 2) == "{n} files"
    assert tr.npgettext("disk", "{n} day", "{n} days", 2) == "{n} days"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_says_what_gettext_itself_reads_in_it(language: str) -> None:
    with (Path(__file__).parents[2] / f"locales/{language}/LC_MESSAGES/govtui.po").open("rb") as source:
        stream = BytesIO()
        write_mo(stream, read_po(source, locale=language))
    ours = translator.Catalog(BytesIO(stream.getvalue()))
    theirs = GNUTranslations(BytesIO(stream.getvalue()))
    items: dict[str | tuple[str, int], str] = theirs._catalog  # type: ignore[attr-defined]
    assert len(items) > 2_000
    for key, text in items.items():
        context, mark, message = (key if isinstance(key, str) else key[0]).rpartition("\4")
        if isinstance(key, tuple):
            for n in (0, 1, 2, 11):
                asked = (context, message, "?", n) if mark else (message, "?", n)
                ask = "npgettext" if mark else "ngettext"
                assert getattr(ours, ask)(*asked) == getattr(theirs, ask)(*asked), key
        elif key:
            assert (ours.pgettext(context, message) if mark else ours.gettext(message)) == text, key
    assert sorted(ours.texts()) == sorted(text for key, text in items.items() if key)
    assert ours.gettext("x\udc80 nowhere") == "x\udc80 nowhere" and ours.ngettext("a", "b", 2) == "b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_message_is_an_empty_text_and_not_the_header_of_the_catalog(language: str) -> None:
    tr = load(language)
    assert tr.gettext("") == ""
    assert tr.pgettext("month", "") == ""
    assert tr.ngettext("", "", 2) == ""
    assert tr.npgettext("month", "", "", 2) == ""


def test_a_catalog_edited_after_the_last_compilation_is_the_one_that_counts(package: Path) -> None:
    write_compiled(package, catalog("Lưu"), time=1)
    write_source(package.parent, catalog("Ghi lại"), time=2)
    assert read_catalog("vi", package).gettext("Save") == "Ghi lại"


def test_a_compiled_catalog_newer_than_its_source_is_the_one_that_counts(package: Path) -> None:
    write_source(package.parent, catalog("Ghi lại"), time=1)
    write_compiled(package, catalog("Lưu"), time=2)
    assert read_catalog("vi", package).gettext("Save") == "Lưu"


def test_a_checkout_in_which_nothing_was_compiled_yet_speaks(package: Path) -> None:
    write_source(package.parent, catalog("Ghi lại"), time=1)
    assert read_catalog("vi", package).gettext("Save") == "Ghi lại"


def test_without_any_catalog_the_messages_stand_as_they_are_in_the_code(package: Path) -> None:
    assert read_catalog("vi", package).gettext("Save") == "Save"


def test_a_language_is_loaded_once() -> None:
    assert load("vi") is load("vi")
    assert load("vi").language == "vi"


@pytest.mark.parametrize("language", ["", "fr", "vi_VN", "../en"])
def test_a_language_that_there_is_not_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="no such language"):
        load(language)


def test_the_modules_that_a_first_frame_needs_do_not_import_babel() -> None:
    code = (
        "import sys; import govtui.i18n.translator, govtui.i18n.negotiation, govtui.text.markers, govtui.i18n.formats, "
        "govtui.i18n.formats, govtui.i18n.countries; govtui.i18n.countries.is_country('VN'); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_marks_return_the_message() -> None:
    assert N_("Save") == "Save"
    assert NP_("month", "May") == "May"
