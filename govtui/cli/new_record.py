"""What `govtui new` does: makes the fields of a record, looks for others of its name, saves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govtui.cli.assigned import read_assignments
from govtui.cli.change_outcome import Outcome, change_line, run_changes, saved_outcome
from govtui.cli.change_words import remark_private_notes
from govtui.cli.edit_session import REFUSED, editing_to_write
from govtui.cli.session import Session
from govtui.edit.assignment import Assignment, assignment_changes, unintended_notes
from govtui.edit.operations import FIXED, Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused
from govtui.edit.record_ids import MOST, alike, duplicates, proposed_id
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Card
from govtui.model.kinds import KINDS
from govtui.model.localized import text_in
from govtui.model.migration_steps import CURRENT
from govtui.model.symbols import types_of
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.field_edits import CannotEditInPlace, Change, changed
from govtui.store.toml_render import rendered
from govtui.store.toml_values import NotToml


def new_record(session: Session, given: dict[str, Any]) -> int:
    """Create a record of the command's options; return the exit status."""
    return run_changes(session, lambda: _new(session, given))


def _new(session: Session, given: dict[str, Any]) -> Iterator[Outcome]:
    assignments = read_assignments(session, given["assignments"])
    kind, force = given["kind"], given["force"]
    editing = editing_to_write(session)
    data = _data(session, editing, given, assignments)
    names = data.get(KINDS[kind].name_field, {})
    if not isinstance(names, dict) or not any(str(name).strip() for name in names.values()):
        raise EditRefused("name_needed")
    if not data.get("type") and not force:
        raise EditRefused("type_needed", types=", ".join(editing.registry.manifest.keys(f"{kind}.type")))
    found = alike(editing.index, names.values())
    same = duplicates(found, names.values(), kind, lambda card: editing.registry.entry(card.path).record)
    _print_alike(session, found)
    if same and not force:
        words = refusal("duplicate", {}, session.tr)
        session.out.remark(words + " " + session.tr.gettext("Use --insist if they are different things."))
        line = change_line(saved=False, refused="duplicate", alike=[card.id for card in found])
        yield Outcome(REFUSED, (line,))
        return
    if not data.get("id"):
        data["id"] = proposed_id(names, kind, lambda id: editing.index.card(id) is not None, data)
    change = editing.new(kind, data)
    words = session.tr.gettext("Created {path}.")
    yield saved_outcome(session, editing, change, dry_run=given["dry_run"], force=force, words=words)


def _data(session: Session, editing: Editing, given: dict[str, Any], assigned: list[Assignment]) -> dict[str, Any]:
    """Return the fields of the new record, from options and assignments."""
    kind = given["kind"]
    field = KINDS[kind].name_field
    changes = [
        Change(f"{field}.{language}", name)
        for language in LANGUAGES
        if (name := (given[f"name_{language}"] or "").strip())
    ]
    start: dict[str, Any] = {"schema": CURRENT, "kind": kind}
    if given["type_"]:
        start["type"] = given["type_"]
    if f"{kind}.status" in VOCABULARIES:
        start["status"] = "unknown"
    id = given["id"] or ""
    assignments = []
    for one in assigned:
        if (one.field, one.sign) == ("id", "="):
            id = one.value
        elif one.field in FIXED:
            raise EditRefused("fixed_field", field=one.field)
        else:
            assignments.append(one)
    schema = editing.registry.manifest.record_schema
    try:
        text = changed(rendered(start), changes)
        text = changed(text, assignment_changes(kind, plain(text) or {}, assignments, schema))
    except CannotEditInPlace as error:
        raise EditRefused(error.code, field=error.path) from None
    except NotToml:  # bytes that are no text: of what `start` holds only the type was typed
        raise EditRefused("not_toml", field="type") from None
    remark_private_notes(session, unintended_notes(kind, {}, assignments, schema))
    data = plain(text) or {}
    if kind == "declaration" and "type" not in data:
        _add_type(session, data)
    return data | ({"id": id} if id else {})


def _add_type(session: Session, data: dict[str, Any]) -> None:
    """Add the type that the symbol of a text tells, and say so; where it may be of several, say of which."""
    tr, symbol = session.tr, str(data.get("symbol", ""))
    types = types_of(symbol)
    if len(types) == 1:
        data["type"] = types[0]
    if types:
        words = tr.gettext("The type is “{type}”, as the symbol {symbol} tells.")
        if len(types) > 1:
            words = tr.gettext("The symbol {symbol} tells that the type is one of these; name it with --type: {type}.")
        names = (label("declaration.type", one, tr) for one in types)
        told = ", ".join(f"{one} ({name})" if len(types) > 1 else name for one, name in zip(types, names, strict=True))
        session.out.remark(words.format(type=told, symbol=symbol))


def _print_alike(session: Session, cards: list[Card]) -> None:
    tr = session.tr
    if not cards:
        return
    heading = tr.gettext("Similar names:")
    if len(cards) == MOST:
        heading = tr.gettext("Similar names (the nearest {n}):").format(n=number(MOST, tr))
    session.out.words(heading, err=True)
    for card in cards:
        words = (text_in(card.name, tr.language) or card.id, label("kind", card.kind, tr), card.id)
        session.out.line(f"    {' · '.join(words)}", err=True)
