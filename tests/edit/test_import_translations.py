"""Translations that come back are taken where the text they were made from still stands, and listed where it does not."""

from __future__ import annotations

from pathlib import Path

from editable import A

from govtui.edit.import_plan import ImportState, PlannedRecord
from govtui.edit.import_translations import planned_translations, proposed_translations, taken_translations
from govtui.edit.operations import Editing
from govtui.model.imported import ImportedRecord, ImportFault, TranslatedText
from govtui.model.translations import digest
from govtui.store.field_edits import Change


def offered(*texts: tuple[str, str, str], id: str = "a", passed_over: tuple[ImportFault, ...] = ()) -> ImportedRecord:
    """Translations of a record into English: field, Vietnamese, English."""
    translated = tuple(
        TranslatedText(field, "vi", vi, "en", en, f"line {4 * place}") for place, (field, vi, en) in enumerate(texts, 1)
    )
    return ImportedRecord("line 4", "", {}, id, translated=translated, passed_over=passed_over)


def told(rows: list[PlannedRecord]) -> list[tuple[str, str, str]]:
    return [(one.place, one.state, one.code) for one in rows]


def save(editing: Editing, imported: ImportedRecord) -> None:
    proposal = proposed_translations(editing, imported)
    assert proposal is not None
    editing.save(proposal)


def test_several_translations_of_a_record_are_one_change_and_remember_their_source(
    editing: Editing, root: Path
) -> None:
    editing.save(editing.fields("a", [Change("summary.vi", "Một\nhai\n")]))
    both = offered(("name", "Mạng lưới A", "The Network"), ("summary", "Một\r\nhai", "One\r\ntwo"))
    assert told(planned_translations(editing, both)) == [("line 4", ImportState.CHANGED, "")]
    save(editing, both)
    text = (root / A).read_text()
    assert digest("Mạng lưới A") in text and digest("Một\nhai\n") in text and text.count("[[translations]]") == 2
    record = editing.entry("a").record
    assert record is not None and record.summary["en"] == "One\ntwo\n"  # framed as its source
    assert told(planned_translations(editing, both)) == [("line 4", ImportState.SAME, "")]
    assert proposed_translations(editing, both) is None


def test_what_cannot_be_taken_is_listed_and_holds_up_nothing(editing: Editing) -> None:
    fuzzy = ImportFault("line 20", "fuzzy")
    mixed = offered(
        ("name", "Mạng lưới B", "B"),
        ("summary", "Một", "One"),
        ("name", "Mạng lưới A", "A network"),
        passed_over=(fuzzy,),
    )
    assert told(planned_translations(editing, mixed)) == [
        ("line 4", ImportState.CHANGED, ""),
        ("line 4", ImportState.LEFT, "stale"),
        ("line 8", ImportState.LEFT, "unknown_text"),
        ("line 20", ImportState.LEFT, "fuzzy"),
    ]
    unknown = planned_translations(editing, offered(("name", "x", "y"), id="aa"))
    assert told(unknown) == [("line 4", ImportState.LEFT, "unknown_record")]
    assert unknown[0].values == {"id": "aa"}


def test_a_translation_that_stands_there_already_is_only_confirmed_where_it_was_stale(editing: Editing) -> None:
    same = offered(("name", "Mạng lưới A", "Network A"))
    assert told(planned_translations(editing, same)) == [("line 4", ImportState.SAME, "")]  # unverified: it stays so
    save(editing, offered(("name", "Mạng lưới A", "The Network")))
    editing.save(editing.fields("a", [Change("name.vi", "Mạng lưới  A")]))
    confirmed = offered(("name", "Mạng lưới  A", "The Network"))
    assert told(planned_translations(editing, confirmed)) == [("line 4", ImportState.CHANGED, "")]
    save(editing, confirmed)
    entry = editing.entry("a")
    assert entry.record is not None and entry.record.translations[0].digest == digest("Mạng lưới  A")
    assert taken_translations(entry, confirmed.translated) == ((), ())


def test_a_text_that_somebody_edits_after_the_plan_takes_no_translation(editing: Editing) -> None:
    imported = offered(("name", "Mạng lưới A", "The Network"))
    assert planned_translations(editing, imported)[0].state is ImportState.CHANGED
    editing.save(editing.fields("a", [Change("name.vi", "Mạng lưới khác")]))
    assert proposed_translations(editing, imported) is None


def test_a_text_is_not_replaced_by_the_translation_of_its_own_translation(editing: Editing) -> None:
    save(editing, offered(("name", "Mạng lưới A", "The Network")))
    back = TranslatedText("name", "en", "The Network", "vi", "Mạng lưới đó", "line 4")
    rows = planned_translations(editing, ImportedRecord("line 4", "", {}, "a", translated=(back,)))
    assert told(rows) == [("line 4", ImportState.LEFT, "translated_back")]
