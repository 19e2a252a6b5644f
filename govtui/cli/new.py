"""`govtui new KIND`: creates a record, after listing those with similar names."""

from __future__ import annotations

from typing import Any

import click

from govtui.cli import edit_session
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session
from govtui.edit.assignment import assignment_changes, unintended_notes
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


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    names = [
        click.Option(
            [f"--name-{language}", f"name_{language}"],
            metavar=tr.gettext("TEXT"),
            help=tr.gettext("The name in {language}; of a source, its title.").format(
                language=label("language", language, tr)
            ),
        )
        for language in LANGUAGES
    ]
    params: list[click.Parameter] = [
        click.Argument(["kind"], type=click.Choice(KINDS), metavar=tr.gettext("KIND")),
        click.Argument(["assignments"], nargs=-1, metavar=tr.gettext("[FIELD=VALUE]...")),
        *names,
        click.Option(["--type", "type_"], metavar=tr.gettext("TYPE"), help=tr.gettext("The type within its kind.")),
        click.Option(["--id"], metavar=tr.gettext("ID"), help=tr.gettext("The id; else one is made of the name.")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(
            ["--insist", "force"],
            is_flag=True,
            help=tr.gettext("Save even if there are errors or a record with this name."),
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
    ]

    def callback(**given: Any) -> int:
        return edit_session.run_edit(session, given["as_json"], lambda: _new(session, given))

    words = tr.gettext("Create a new record. KIND is organization, declaration, event or source.")
    more = tr.gettext(
        "Records with similar names are shown first; if one has exactly this name, the new record is not "
        "saved. The status is “unknown” unless one is given."
    )
    examples = [
        ('govtui new organization --type ministry --name-vi "Bộ Tư pháp" place.country=VN', ""),
        ('govtui new event --type forum --name-vi "APGF lần thứ ba" --name-en "3rd APGF" \\', ""),
        ("       --id apgf-3 date=2016-09 relations.hosted_by+=vn-moha", ""),
        ('govtui new source --type article --name-vi "…" url=https://… published=2022-08-05', ""),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    return make_command(session, "new", callback, params, *help, short=tr.gettext("Create a new record."))


def _new(session: Session, given: dict[str, Any]) -> int:
    kind, as_json, force = given["kind"], given["as_json"], given["force"]
    editing = edit_session.editing_to_write(session)
    data = _data(session, editing, given)
    names = data.get(KINDS[kind].name_field, {})
    if not isinstance(names, dict) or not any(str(name).strip() for name in names.values()):
        raise EditRefused("name_needed")
    found = alike(editing.index, names.values())
    same = duplicates(found, names.values(), kind, lambda card: editing.registry.entry(card.path).record)
    if not as_json:
        _print_alike(session, found)
    if same and not force:
        words = refusal("duplicate", {}, session.tr)
        if as_json:
            ids = [card.id for card in found]
            session.out.document({"saved": False, "refused": "duplicate", "message": words, "alike": ids})
        else:
            session.out.remark(words + " " + session.tr.gettext("Use --insist if they are different things."))
        return edit_session.REFUSED
    if not data.get("id"):
        data["id"] = proposed_id(names, kind, lambda id: editing.index.card(id) is not None, data)
    change = editing.new(kind, data)
    words = session.tr.gettext("Created {path}.")
    return edit_session.save_and_report(
        session, editing, change, dry_run=given["dry_run"], force=force, as_json=as_json, words=words
    )


def _data(session: Session, editing: Editing, given: dict[str, Any]) -> dict[str, Any]:
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
    for one in edit_session.parse_assignments(session, given["assignments"]):
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
    if not given["as_json"]:
        edit_session.remark_private_notes(session, unintended_notes(kind, {}, assignments, schema))
    data = plain(text) or {}
    if kind == "declaration" and "type" not in data:
        _add_type(session, data, is_silent=given["as_json"])
    return data | ({"id": id} if id else {})


def _add_type(session: Session, data: dict[str, Any], *, is_silent: bool) -> None:
    """Add the type that the symbol of a text tells, and say so; where it may be of several, say of which."""
    tr, symbol = session.tr, str(data.get("symbol", ""))
    types = types_of(symbol)
    if len(types) == 1:
        data["type"] = types[0]
    if types and not is_silent:
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
