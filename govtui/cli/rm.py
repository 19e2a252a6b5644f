"""`govtui rm ID`: removes a record, unless others refer to it."""

from __future__ import annotations

import click

from govtui.cli import edit_session
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.reference_rows import incoming_row
from govtui.cli.session import Session
from govtui.edit.proposal import Conflict
from govtui.i18n.errors import refusal
from govtui.i18n.field_labels import quality_labels, relation_label
from govtui.model.localized import text_in
from govtui.page.source_names import short_name


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(
            ["--insist", "force"], is_flag=True, help=tr.gettext("Remove it even if other records refer to it.")
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
    ]

    def callback(id: str, dry_run: bool, force: bool, as_json: bool) -> int:
        return edit_session.run_edit(session, as_json, lambda: _remove(session, id, dry_run, force, as_json))

    words = tr.gettext("Remove a record. What refers to it is shown; then it is removed only with --insist.")
    examples = [
        ("govtui rm --dry-run unpog", tr.gettext("shows what refers to it")),
        ("govtui rm unpog", ""),
    ]
    help = (words, example_lines(session, examples), edit_statuses(session))
    return make_command(session, "rm", callback, params, *help, short=tr.gettext("Remove a record."))


def _remove(session: Session, id: str, dry_run: bool, force: bool, as_json: bool) -> int:
    tr = session.tr
    editing = edit_session.editing_to_write(session)
    key = edit_session.key_of(session, editing, id)
    edit_session.remark_other_editor(session, editing, key)
    change = editing.removal(key)
    refused = change.blocked and not force
    saved = None
    if not refused and not dry_run:
        try:
            saved = editing.save(change, force=force)
        except Conflict as conflict:
            return edit_session.report_conflict(session, editing, conflict, as_json=as_json)
    if as_json:
        rows = [incoming_row(one) for one in change.incoming]
        data = {"saved": saved is not None, "id": change.key, "path": change.path, "incoming": rows}
        if refused:
            data |= {"refused": "referred_to", "message": refusal("referred_to", {}, tr)}
        session.out.document(data)
        return edit_session.REFUSED if refused else edit_session.SAVED
    schema, context = editing.registry.manifest.record_schema, session.context(editing.registry, editing.index)
    for one in change.incoming:
        card = editing.index.card(one.key)
        type_ = relation_label(schema.inverses.get(one.type, one.type), tr, schema)
        told_by = short_name(one.told_by, context) if one.told_by else ""
        words = " · ".join([type_, *quality_labels(one.quality, told_by, tr)])
        session.out.line(
            f"    {text_in(card and card.name, tr.language) or one.key} · {words} · {one.key} ({one.field})"
        )
    if refused:
        session.out.remark(refusal("referred_to", {}, tr) + " " + tr.gettext("Use --insist to remove it anyway."))
        return edit_session.REFUSED
    if saved is not None:
        session.out.line(tr.gettext("Removed {path}.").format(path=saved.path))
        edit_session.remark_unconfirmed(session, saved)
    else:
        session.out.line(tr.gettext("{path} would be removed.").format(path=change.path))
    return edit_session.SAVED
