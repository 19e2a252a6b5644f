"""A file that is cut short, or in which bytes have changed, gives a sentence with its place or what is whole of it: never a crash.

Formats without an end of their own can be cut where nobody can tell: csv in its last cell, jsonl between two lines, BibTeX between
two entries, PO between two strings. All others are read whole or not at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from imported_documents import ImportedDocument, documents
from seeds import THOROUGH, rounds, seeded
from small import registry, table

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportState
from govtui.edit.import_saving import save_import
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.undo import UndoStack
from govtui.i18n.import_texts import IMPORT_TEXTS, import_sentence, place_words
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.import_formats import IMPORT_FORMATS
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord, ImportFault

DOCUMENTS = documents()
ENDLESS = {"csv", "jsonl", "bibtex", "po"}
"""Formats whose documents may end early without being broken."""

WHOLE_FILE = {"empty_file", "too_large"}
"""What is wrong with a file and not with a place in it."""

STEP = 1 if THOROUGH else 100
TRANSLATORS = [load(language) for language in ("vi", "en")]

every_format = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


def require_sentence(fault: ImportFault) -> None:
    """Assert that a fault says in each language what is wrong, and where."""
    assert fault.code in IMPORT_TEXTS, fault
    for tr in TRANSLATORS:
        assert import_sentence(fault, tr).strip(), fault
        assert place_words(fault.place, tr).strip() or fault.code in WHOLE_FILE, fault


def outcome(document: ImportedDocument, raw: bytes) -> list[ImportedRecord] | None:
    """The records of a document; None where it, or a record of it, is refused with sentences."""
    try:
        records = list(document.read(raw))
    except CannotImport as error:
        require_sentence(error.fault)
        return None
    faults = [fault for one in records for fault in one.faults]
    for fault in faults:
        require_sentence(fault)
    for one in records:
        if not one.faults:
            tomli_w.dumps(plain({"data": one.data, "left": one.left})).encode()
    return None if faults else records


def plain(value: Any) -> Any:
    """Data as TOML has it."""
    if isinstance(value, ForeignId):
        return value.value
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items() if one is not None}
    return [plain(one) for one in value if one is not None] if isinstance(value, list | tuple) else value


def units(records: list[ImportedRecord]) -> list[object]:
    """What is read one after another: records, and of translations the texts."""
    return [unit for one in records for unit in (one.translated or ([one] if one.data or one.counted_as else []))]


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A document in which bytes have changed, gone or come."""
    out = bytearray(raw)
    for _ in range(chance.randrange(1, 4)):
        at, length = chance.randrange(len(out)), chance.randrange(1, 40)
        match chance.randrange(5):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = chance.choice(SCRAPS)
            case 3:
                out[at:at] = bytes(chance.randrange(256) for _ in range(length))
            case _:
                out[at:at] = out[chance.randrange(len(out)) :][:length]
    return bytes(out)


SCRAPS = (
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\r",
        b"\n",
        b"\n\n",
        b'"',
        b"'",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b";",
        b":",
        b"@",
        b"#",
    ),
    *(
        b"null",
        b"NaN",
        b"1e999",
        b"-1",
        b"9" * 500,
        b"\\ud800",
        b"[" * 200,
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"BEGIN:VEVENT\n",
    ),
)


def test_there_is_a_document_of_every_format() -> None:
    assert DOCUMENTS.keys() == IMPORT_FORMATS.keys()
    assert all(2000 < len(one.raw) < 8000 and outcome(one, one.raw) for one in DOCUMENTS.values())


@every_format
def test_a_document_that_is_cut_short_is_refused_or_gives_its_beginning(document: ImportedDocument) -> None:
    whole = units(list(document.read()))
    for cut in range(0, len(document.raw.rstrip()), STEP):
        records = outcome(document, document.raw[:cut])
        if records is None:
            continue
        assert document.format in ENDLESS, cut
        found = units(records)
        told = max(0, len(found) - (document.format in ("csv", "po")))  # the last of them may be shorter
        assert found[:told] == whole[:told] and len(found) <= len(whole), cut


@every_format
def test_bytes_that_changed_are_read_or_refused_with_sentences(document: ImportedDocument) -> None:
    chance = seeded(f"damage to {document.format}")
    for _ in range(rounds(40, 4000)):
        outcome(document, damaged(document.raw, chance))


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    held = registry(tmp_path_factory.mktemp("registry"), table("s", "source"), table("o1"), table("b1", founded="1999"))
    yield Editing(held, build(held), UndoStack())


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


@every_format
def test_nothing_is_written_of_a_document_that_is_broken(document: ImportedDocument, editing: Editing) -> None:
    chance = seeded(f"plan of damaged {document.format}")
    before = files(editing.registry.root)
    choices = ImportChoices(
        document.format, type="network", new_source={"title": {"vi": "tệp"}, "accessed": "2026-11-30"}
    )
    size = len(document.raw)
    broken = [document.raw[: size * part // 3] for part in (1, 2)]
    broken += [damaged(document.raw, chance) for _ in range(rounds(2, 200))]
    for raw in broken:
        try:
            plan = plan_import(editing, document.read(raw), choices)
        except CannotImport as error:
            require_sentence(error.fault)
            continue
        refused = [one for one in plan.records if one.state is ImportState.REFUSED]
        for one in refused:
            for fault in one.faults or [ImportFault(one.place, one.code, one.values)]:
                assert all(import_sentence(fault, tr).strip() for tr in TRANSLATORS)
        if refused:
            with pytest.raises(EditRefused) as caught:
                list(save_import(editing, plan, document.read(raw)))
            assert caught.value.code == "refused_records"
    assert files(editing.registry.root) == before
