"""PO files for translators: what goes out can be checked by gettext, and what comes back is what was translated."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import registry as made
from small import table

from govtui.edit.import_plan import ImportState
from govtui.edit.import_translations import planned_translations, proposed_translations
from govtui.edit.operations import Editing
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.exporting import CannotExport, Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.model.imported import CannotImport, ImportedRecord
from govtui.model.translations import digest
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry

OPTIONS = ReadOptions(Manifest(), date(2026, 11, 30))

STALE = {"field": "summary", "from": "vi", "to": "en", "digest": digest("Trước kia")}
NETWORK = table(
    "net",
    name={"vi": "Mạng lưới “A”", "en": "Network A"},
    summary={"vi": "Một.\n\nHai \\ ba\t“bốn”.\n", "en": "One.\n\nTwo."},
    people=[{"name": "Chu Tuấn Tú", "role": "official", "title": {"vi": "Vụ trưởng"}}],
    note={"en": "In English only."},
    translations=[STALE],
)


def exported(registry: Registry, **options: str) -> str:
    index = build(registry)
    cards = [card for found in registry.files() if (card := index.card_at(found.path))]
    context = RenderContext.of(registry, load("en"), ("vi", "en"), index)
    export = Export(registry, index, cards, context, datetime(2026, 11, 30, tzinfo=UTC), options)
    return "".join(document(FORMATS["po"], export))


def read(text: str | bytes, options: ReadOptions = OPTIONS) -> list[ImportedRecord]:
    return list(reader(IMPORT_FORMATS["po"])(BytesIO(text.encode() if isinstance(text, str) else text), options))


def imported(registry: Registry, text: str) -> set[str]:
    """Import the translations of a file; the states of what it holds."""
    editing = Editing(registry, build(registry))
    states: set[str] = set()
    for one in read(text):
        states.update(row.code or row.state for row in planned_translations(editing, one))
        if proposal := proposed_translations(editing, one):
            editing.save(proposal)
    return states


def msgfmt(text: str) -> None:
    """Have gettext check a file as far as it is installed."""
    if shutil.which("msgfmt"):
        done = subprocess.run(["msgfmt", "-c", "-o", "-", "-"], input=text.encode(), capture_output=True, check=False)
        assert not done.stderr, done.stderr.decode()


def test_a_file_has_every_text_with_its_place_and_says_which_translation_is_stale(tmp_path: Path) -> None:
    text = exported(made(tmp_path, NETWORK))
    head, *entries = text.rstrip("\n").split("\n\n")
    assert '"Language: en\\n"' in head and '"X-Source-Language: vi\\n"' in head and "nplurals=2" in head
    assert '"PO-Revision-Date: 2026-11-30 00:00+0000\\n"' in head
    assert sorted(entries) == [
        '#. Field: Name\n#. Record: Network A\n#: organizations/net.toml\nmsgctxt "net#name"\n'
        'msgid "Mạng lưới “A”"\nmsgstr "Network A"',
        "#. Field: People · Chu Tuấn Tú · Position\n#. Record: Network A\n#: organizations/net.toml\n"
        'msgctxt "net#people.chu-tuan-tu.title"\nmsgid "Vụ trưởng"\nmsgstr ""',
        '#. Field: Summary\n#. Record: Network A\n#: organizations/net.toml\n#, fuzzy\nmsgctxt "net#summary"\n'
        'msgid ""\n"Một.\\n"\n"\\n"\n"Hai \\\\ ba\\t“bốn”.\\n"\nmsgstr ""\n"One.\\n"\n"\\n"\n"Two.\\n"',
    ]
    msgfmt(text)
    back = exported(Registry(tmp_path), **{"from": "en", "language": "vi"})
    assert 'msgid "In English only."\nmsgstr ""' in back and "net#summary" not in back and "nplurals=1" in back
    msgfmt(back)


def test_a_text_that_was_translated_from_the_other_language_is_not_translated_back(tmp_path: Path) -> None:
    made_from_english = {"field": "name", "from": "en", "to": "vi", "digest": digest("B")}
    registry = made(tmp_path, table("b", name={"vi": "Bê", "en": "B"}, translations=[made_from_english]))
    assert "msgctxt" not in exported(registry)
    assert 'msgid "B"\nmsgstr "Bê"' in exported(registry, **{"from": "en"})


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"language": "fr"}, "language_not_kept"),
        ({"from": "fr"}, "language_not_kept"),
        ({"language": "vi"}, "same_language"),
    ],
)
def test_a_direction_that_a_registry_has_not_is_refused(tmp_path: Path, options: dict[str, str], code: str) -> None:
    with pytest.raises(CannotExport) as refused:
        exported(made(tmp_path, NETWORK), **options)
    assert refused.value.code == code


def test_with_three_languages_the_target_is_to_be_said(tmp_path: Path) -> None:
    registry = made(tmp_path, NETWORK, manifest='schema = 2\nlanguages = ["vi", "en", "fr"]\n')
    with pytest.raises(CannotExport) as refused:
        exported(registry)
    assert refused.value.code == "target_needed"
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in exported(registry, language="fr")


# -- what comes back -------------------------------------------------------------------------------------------------

FILE = """\
msgid ""
msgstr "Language: en\\nX-Source-Language: vi\\n"

#: organizations/net.toml
msgctxt "net#name"
msgid "Mạng lưới"
msgstr "Network"
"""


def texts(records: list[ImportedRecord]) -> list[tuple[str, str, str, str]]:
    return [(one.id, text.field, text.source_text, text.text) for one in records for text in one.translated]


NAME = ("net", "name", "Mạng lưới", "Network")

TOUCHED: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "wrapped lines": lambda text: text.replace('"Mạng lưới"', '""\n"Mạng "\n"lưới"').replace('"Network"', '""\n"Net" "work"'),
    "decomposed letters": lambda text: text.replace("ạ", "a\u0323"),
    "Poedit's header": lambda text: text.replace(
        "Language: en\\n", "Language: en_GB\\nX-Generator: Poedit 3.4\\nX-Poedit-Bookmarks: 1,-1\\n"
    ),
    "another revision, and no language of the source": lambda text: text.replace("X-Source-Language: vi\\n", "X: 1\\n"),
    "comments": lambda text: f"# Ai dịch\n#không dấu cách\n\n{text}\n#~ msgctxt \"net#old\"\n#~ msgid \"x\n#~| \"\n",
    "a previous text": lambda text: text.replace("msgctxt", '#| msgctxt "cũ"\n#| msgid ""\n#| "x"\nmsgctxt', 1),
    "flags": lambda text: text.replace("#: ", "#,no-wrap\n#, c-format, no-fuzzy\n#: "),
    "escaped letters": lambda text: text.replace("ạ", "\\341\\272\\241").replace("ộ", "\\xe1\\xbb\\x99"),
    "no last line feed": lambda text: text.rstrip("\n"),
    "keywords without spaces": lambda text: text.replace("msgstr ", "msgstr"),
    "an obsolete entry that is fuzzy before it": lambda text: text.replace(
        "#: ", '#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"\n\n#: '
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", TOUCHED.values(), ids=TOUCHED)
def test_what_tools_do_to_a_file_changes_no_translation(change: Callable[[str], str]) -> None:
    assert texts(read(change(FILE))) == [NAME]


def test_order_does_not_matter_and_a_record_comes_once() -> None:
    file = FILE + '\nmsgctxt "b#name"\nmsgid "Bê"\nmsgstr "B"\n\nmsgctxt "net#note"\nmsgid "Chú"\nmsgstr "Note"\n'
    assert [(one.place, one.id, len(one.translated)) for one in read(file)] == [
        ("line 5", "net", 2),
        ("line 9", "b", 1),
    ]


LEFT = {
    "untranslated": 'msgctxt "net#note"\nmsgid "Chú"\nmsgstr ""',
    "fuzzy": '#, fuzzy\nmsgctxt "net#note"\nmsgid "Chú"\nmsgstr "Note"',
    "plural": 'msgctxt "net#note"\nmsgid "Chú"\nmsgid_plural "Các"\nmsgstr[0] "Note"\nmsgstr[1] "Notes"',
    "no_context": 'msgid "Chú"\nmsgstr "Note"',
    "translated_twice": 'msgctxt "net#name"\nmsgid "Mạng lưới"\nmsgstr "Net"',
    "text_too_long": f'msgctxt "net#note"\nmsgid "Chú"\nmsgstr "{"đ" * 40_000}"',
}


@pytest.mark.parametrize("code", LEFT)
def test_what_is_no_translation_is_passed_over_with_its_place(code: str) -> None:
    records = read(f"{FILE}\n{LEFT[code]}\n")
    found = [(fault.place, fault.code) for one in records for fault in one.passed_over]
    assert found == [("line 10" if code == "fuzzy" else "line 9", code)]
    assert texts(records) == [NAME]


def test_the_same_entry_twice_is_no_fault() -> None:
    file = f'{FILE}\nmsgctxt "net#name"\nmsgid "Mạng lưới"\nmsgstr "Network"\n'
    assert [len(one.passed_over) for one in read(file)] == [0] and set(texts(read(file))) == {NAME}


BROKEN: list[tuple[str | bytes, str, str]] = [
    ("", "", "empty_file"),
    (b'msgid "\xff"\n', "line 1", "not_utf8"),
    ("schema = 2\nkind = 1\n", "line 1", "po_syntax"),
    ('"text"\n', "line 1", "po_syntax"),
    ("# nothing\n", "line 1", "wrong_form"),
    (FILE.replace('"Network"', '"Network'), "line 7", "cut_short"),
    (FILE.replace('"Mạng lưới"', '"Mạng lưới'), "line 6", "po_syntax"),
    (FILE.replace('"Mạng lưới"', '"Mạng "lưới"'), "line 6", "po_syntax"),
    (FILE.replace('"Mạng lưới"', '"Mạng\\q"'), "line 6", "po_escape"),
    (FILE.replace('"Mạng lưới"', '"Mạng\\341"'), "line 6", "po_escape"),
    (FILE.replace("msgid ", "msgstr ", 2).replace("msgstr ", "msgid ", 1), "line 6", "po_order"),
    (FILE.replace("msgstr ", "msgtsr "), "line 2", "po_syntax"),
    (FILE + "\n#: organizations/b.toml\n", "line 9", "cut_short"),
    (FILE + '\nmsgctxt "b#name"\nmsgid "B"\n', "line 10", "cut_short"),
    (FILE + '\nmsgctxt "b#name"\nmsgid "B\\nC"\nmsgstr ""\n"B\\n"\n', "line 12", "cut_short"),
    (FILE.replace("Language: en\\n", "", 1), "line 1", "language_needed"),
    (FILE.replace("Language: en", "Language: fr"), "line 1", "language_not_kept"),
    (FILE.replace("Language: en", "Language: vi_VN"), "line 1", "po_same_language"),
    (FILE.replace("Network", "x" * (1 << 20)), "line 7", "line_too_long"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "place", "code"), BROKEN)
def test_a_file_that_is_no_po_is_refused_with_the_line(file: str | bytes, place: str, code: str) -> None:
    with pytest.raises(CannotImport) as refused:
        read(file)
    assert (refused.value.fault.place, refused.value.fault.code) == (place, code)


def test_a_file_that_is_cut_anywhere_gives_no_other_text() -> None:
    whole = set(texts(read(FILE)))
    for end in range(len(FILE.encode())):
        try:
            assert set(texts(read(FILE.encode()[:end]))) <= whole
        except CannotImport as refused:
            assert re.fullmatch(r"(line \d+)?", refused.fault.place)


@given(st.text(st.sampled_from('msgidctxr[0]"\\\\n #,~fuzy\n'), max_size=40))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        assert all(one.id or one.passed_over for one in read(f"{FILE}\n{text}"))
    except CannotImport as refused:
        assert re.fullmatch(r"line \d+", refused.fault.place)


# -- there and back --------------------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from("aĐộ\u0301 \t\n\r\\\"'#~%{}“”\u2028\u0085\ufeff"), max_size=12)
WRITTEN = TEXT.filter(str.strip)


def localized(texts: tuple[str, str | None]) -> dict[str, str]:
    return {"vi": texts[0]} | ({"en": texts[1]} if texts[1] else {})


PAIR = st.tuples(WRITTEN, st.none() | WRITTEN).map(localized)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    titles = draw(st.lists(PAIR, max_size=3))
    people = [{"name": f"Người {'ABC'[n]}", "role": "official", "title": title} for n, title in enumerate(titles)]
    return table("net", name={"vi": "Mạng"}, summary=draw(PAIR), note=draw(PAIR), people=people or None)


def without_english(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_english(one) for key, one in value.items() if key != "en"}
    return [without_english(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=rounds(12), deadline=None)
@given(records())
def test_what_is_imported_is_exported_and_imported_again_without_a_change(data: dict[str, Any]) -> None:
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        text = exported(made(Path(here), data))
        assert text.count("msgctxt") == 3 + len(data.get("people", []))
        target = made(Path(there), without_english(data))
        assert imported(target, text) <= {ImportState.CHANGED, ImportState.SAME, "untranslated"}
        before = {path: path.read_bytes() for path in Path(there).rglob("*.toml")}
        again = exported(target)
        assert texts(read(again)) == texts(read(text)) and "fuzzy" not in again
        assert imported(target, again) <= {ImportState.SAME, "untranslated"}
        assert imported(target, text) <= {ImportState.SAME, "untranslated"}
        assert before == {path: path.read_bytes() for path in Path(there).rglob("*.toml")}
