"""Translations that come back from translators: which of them a record takes, and what is planned for it.

A translation is taken where its record has the very text that it was made from. The others are left out, each with its
place in the file and why: nothing of the import waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govtui.edit.import_plan import ImportState, PlannedRecord
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused, ProposedChange
from govtui.edit.translation_state import translation_changes, verify_changes
from govtui.index.api import Card
from govtui.model.imported import ImportedRecord, ImportFault, TranslatedText
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.path_overlap import path_key
from govtui.model.record import Record
from govtui.model.translations import is_made_from, localized_fields, state
from govtui.store.field_edits import Change
from govtui.store.registry import Entry
from govtui.text.line_ends import comparable, framed_like


class TakenTranslations(NamedTuple):
    """What a record takes of the translations that are offered to it."""

    changes: tuple[Change, ...]
    """They write the translations and what each was made from; none where the record has them all."""
    left: tuple[ImportFault, ...]
    """Those that it does not take: unknown_text, stale, translated_back."""


def taken_translations(entry: Entry, offered: Iterable[TranslatedText], schema: Schema = BUILT_IN) -> TakenTranslations:
    """Return what a readable record takes of these translations."""
    assert entry.record is not None
    texts = {path_key(path): (path, text) for path, text in localized_fields(entry.record, schema)}
    changes: list[Change] = []
    left: list[ImportFault] = []
    for one in offered:
        path, text = texts.get(path_key(one.field), ("", {}))
        source = text.get(one.source_language, "")
        if not path:
            left.append(ImportFault(one.place, "unknown_text", {"id": entry.record.id, "field": one.field}))
        elif not source or comparable(source) != comparable(one.source_text):
            left.append(ImportFault(one.place, "stale", {"id": entry.record.id, "field": path}))
        elif is_made_from(entry.record, path, one.source_language, one.language):
            left.append(ImportFault(one.place, "translated_back", {"id": entry.record.id, "field": path}))
        else:
            changes += _changes(entry, entry.record, path, one, text.get(one.language, ""), source)
    return TakenTranslations(tuple(changes), tuple(left))


def _changes(
    entry: Entry, record: Record, path: str, offered: TranslatedText, now: str, source: str
) -> Sequence[Change]:
    """Return the changes for a translation; none for one that is there, unless it was made from an earlier text."""
    language, source_language = offered.language, offered.source_language
    if comparable(now) != comparable(offered.text):
        return translation_changes(entry, path, language, framed_like(offered.text, source), source_language)
    if state(record, path, language, source_language) == "stale":
        return verify_changes(entry, path, language, source_language)
    return ()


def planned_translations(editing: Editing, imported: ImportedRecord) -> list[PlannedRecord]:
    """Return what becomes of the translations of a record, and then of each that is left out.

    Raises EditRefused (old_schema) where nothing of the registry can be edited.
    """
    editing.require_current_registry()
    card = editing.index.card(imported.id)
    name = next(iter(card.name.values()), "") if card else ""
    rows = [_left(one, card, imported, name) for one in imported.passed_over]
    if not imported.translated:
        return rows
    if card is None:
        unknown = (ImportFault(one.place, "unknown_record", {"id": imported.id}) for one in imported.translated)
        return [*(_left(one, card, imported, name) for one in unknown), *rows]
    outcome = PlannedRecord(imported.place, ImportState.SAME, card.kind, card.id, name, imported.place)
    try:
        taken = _taken(editing, card, imported)
        rows = [*(_left(one, card, imported, name) for one in taken.left), *rows]
        if len(taken.left) == len(imported.translated):
            return rows
        return [_outcome(editing, card, taken, outcome), *rows]
    except EditRefused as error:
        refused = outcome._replace(state=ImportState.REFUSED, code=error.code, values=error.values)
        return [refused._replace(problems=error.problems), *rows]


def _outcome(editing: Editing, card: Card, taken: TakenTranslations, outcome: PlannedRecord) -> PlannedRecord:
    """Return what becomes of a record that takes translations, or has them. Raises EditRefused."""
    if not taken.changes:
        return outcome
    proposal = editing.fields(card.key, taken.changes)
    if proposal.blocked:
        return outcome._replace(state=ImportState.REFUSED, code="blocked", problems=proposal.introduced)
    return outcome._replace(state=ImportState.CHANGED, changes=proposal.differences)


def proposed_translations(editing: Editing, imported: ImportedRecord) -> ProposedChange | None:
    """Return the change that gives a record its translations as its file is now; None where it takes none.

    Between the plan and the save the text may have changed that a translation was made from: then it is not taken.
    Raises EditRefused.
    """
    card = editing.index.card(imported.id)
    if card is None or not imported.translated:
        return None
    changes = _taken(editing, card, imported).changes
    return editing.fields(card.key, changes) if changes else None


def _taken(editing: Editing, card: Card, imported: ImportedRecord) -> TakenTranslations:
    """Return what a record takes as its file is now. Raises EditRefused."""
    entry = editing.entry(card.key)
    if entry.record is None:
        raise EditRefused("not_a_record", entry.problems, path=entry.path)
    return taken_translations(entry, imported.translated, editing.registry.manifest.record_schema)


def _left(fault: ImportFault, card: Card | None, imported: ImportedRecord, name: str) -> PlannedRecord:
    kind, id = (card.kind, card.id) if card else ("", imported.id)
    return PlannedRecord(
        fault.place, ImportState.LEFT, kind, id, name, fault.place, code=fault.code, values=fault.values
    )
