"""`govtui set ID FIELD=VALUE…`: changes fields of a record and leaves everything else as it is."""

from __future__ import annotations

import click

from govtui.cli import edit_session
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session
from govtui.edit.assignment import assignment_changes, unintended_notes
from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Argument(["assignments"], nargs=-1, required=True, metavar=tr.gettext("FIELD=VALUE...")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
    ]

    def callback(id: str, assignments: tuple[str, ...], dry_run: bool, force: bool, as_json: bool) -> int:
        return edit_session.run_edit(session, as_json, lambda: _set(session, id, assignments, dry_run, force, as_json))

    words = tr.gettext("Change fields of a record; comments, order and layout of its file stay as they are.")
    fields = tr.gettext(
        "FIELD is a path as “govtui check” prints it. VALUE is plain text; for a number, a list or a table, "
        "what a TOML file would have. FIELD= removes the field; FIELD+=VALUE adds to a list, FIELD-=VALUE "
        "removes from it."
    )
    examples = [
        ("govtui set unpog status=inactive", ""),
        ('govtui set unpog name.en="UN Project Office on Governance"', ""),
        ("govtui set unpog place.city.vi=Seoul place.city.en=Seoul", ""),
        ("govtui set unpog relations.part_of+=un-desa sdg-=16.6", tr.gettext("adds to a list, removes from it")),
        ('govtui set unpog \'aka+={text="UNPOG", type="acronym"}\'', tr.gettext("one more item")),
        ("govtui set unpog aka.unpog.type=alias", tr.gettext("an item, by its name")),
        ("govtui set unpog dissolved=", tr.gettext("removes the field")),
    ]
    help = (words, fields, example_lines(session, examples), edit_statuses(session))
    return make_command(session, "set", callback, params, *help, short=tr.gettext("Change fields of a record."))


def _set(session: Session, id: str, given: tuple[str, ...], dry_run: bool, force: bool, as_json: bool) -> int:
    tr = session.tr
    assignments = edit_session.parse_assignments(session, given)
    editing = edit_session.editing_to_write(session)
    key = edit_session.key_of(session, editing, id)
    entry = editing.entry(key)
    edit_session.remark_other_editor(session, editing, key)
    data = plain(entry.text)
    if data is None or entry.kind == "":
        error = EditRefused("broken_toml", entry.problems, path=entry.path)
        if as_json:
            raise error
        edit_session.print_problems(session, editing, entry.problems, entry.text)
        session.out.remark(refusal(error.code, error.values, tr))
        session.out.remark(tr.gettext("“govtui edit {id}” opens it in your editor.").format(id=key))
        return edit_session.REFUSED
    schema = editing.registry.manifest.record_schema
    change = editing.fields(key, assignment_changes(entry.kind, data, assignments, schema), entry.etag)
    if not as_json:
        edit_session.remark_private_notes(session, unintended_notes(entry.kind, data, assignments, schema))
    words = tr.gettext("Saved {path}.")
    return edit_session.save_and_report(
        session, editing, change, dry_run=dry_run, force=force, as_json=as_json, words=words
    )
