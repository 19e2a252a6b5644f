"""The source record of an imported file, which all that comes from it cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govtui.edit.import_composition import Composed
from govtui.edit.import_matching import Known
from govtui.edit.import_plan import ImportChoices, ImportState, PlannedRecord
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.typed_text import encode
from govtui.index.entry_checks import check_entry
from govtui.model.imported import ForeignId
from govtui.model.migration_steps import CURRENT
from govtui.model.problem import Severity
from govtui.store.registry import Registry
from govtui.store.toml_render import rendered
from govtui.store.toml_values import NotToml

SOURCE = "source"


def checksum(choices: ImportChoices) -> ForeignId | None:
    """Return the checksum of the file as a key by which its source record is found."""
    told = choices.new_source.get("sha256")
    return ForeignId("sha256", str(told)) if told and not choices.source else None


def known_source(editing: Editing, choices: ImportChoices, known: Known) -> str:
    """Return the id of the source record that is named, or that an earlier import of the file made; "" for none.

    Raises EditRefused: no_such_record, not_a_source.
    """
    index = editing.index
    if choices.source:
        card = index.card(choices.source)
        if card is None:
            raise EditRefused("no_such_record", target=choices.source, near=index.nearest(choices.source))
        if card.kind != SOURCE:
            raise EditRefused("not_a_source", target=choices.source)
        return card.id
    key = checksum(choices)
    cards = index.cards(list(known.get(key, ()))) if key else ()
    if found := next((card.id for card in cards if card.kind == SOURCE), ""):
        return found
    url, titles = choices.new_source.get("url"), _titles(choices.new_source)
    for card in index.called(SOURCE, titles.values()) if url and titles else ():
        record = editing.registry.entry(card.path).record
        if card.key == card.id and record is not None and getattr(record, "url", None) == url:
            return card.id
    return ""


def _titles(fields: Mapping[str, Any]) -> dict[str, str]:
    title = fields.get("title")
    return {tag: str(text) for tag, text in title.items()} if isinstance(title, Mapping) else {}


def source_data(editing: Editing, choices: ImportChoices) -> dict[str, Any]:
    """Return the fields of a new source record but for its id."""
    language = next(iter(editing.registry.manifest.languages), "en")
    made = {"type": "data_set", "title": {language: choices.format}, "seen": "full"}
    return {**made, **choices.new_source}


def planned_source(editing: Editing, id: str, choices: ImportChoices, *, is_new: bool) -> PlannedRecord:
    """Return what becomes of the source record: new, the same, or refused with its errors."""
    if not is_new:
        card = editing.index.card(id)
        name = next(iter(card.name.values()), id) if card else id
        return PlannedRecord("", ImportState.SAME, SOURCE, id, name, "")
    name = next(iter(_titles(source_data(editing, choices)).values()), id)
    planned = PlannedRecord("", ImportState.NEW, SOURCE, id, name, "")
    try:
        composed = composed_source(editing, id, choices)
    except EditRefused as error:
        return planned.refused_for(error)
    entry = editing.registry.entry_from(composed.path, composed.raw)
    problems = tuple(
        one for one in check_entry(editing.index, editing.registry, entry) if one.severity == Severity.ERROR
    )
    if problems:
        return planned._replace(state=ImportState.REFUSED, code="blocked", problems=problems)
    return planned._replace(after=composed.after_tag)


def composed_source(editing: Editing, id: str, choices: ImportChoices) -> Composed:
    """Return the file of a new source record. Raises EditRefused (not_toml …)."""
    data = {"schema": CURRENT, "kind": SOURCE, "id": id} | source_data(editing, choices)
    try:
        raw = encode(rendered(data), None)
    except NotToml:
        raise EditRefused("cannot_store") from None
    return Composed(Registry.path_for(SOURCE, id), None, None, raw)
