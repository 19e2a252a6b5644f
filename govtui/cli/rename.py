"""`govtui rename OLD NEW`: gives a record another id and updates every reference to it."""

from __future__ import annotations

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.edit_session import SAVED, editing_to_write, key_of, remark_other_editor, remark_unconfirmed, run_edit
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.store.renaming import resume
from govtui.store.saving import NotSaved


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["old"], metavar=tr.gettext("OLD")),
        click.Argument(["new"], metavar=tr.gettext("NEW")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("List the files that would change; save nothing.")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
    ]

    def callback(old: str, new: str, dry_run: bool, as_json: bool) -> int:
        return run_edit(session, as_json, lambda: _rename(session, old, new, dry_run, as_json))

    words = tr.gettext("Give a record another id; every reference to it is updated.")
    more = tr.gettext(
        "The old id is kept among the record's former ids and still leads to it. A renaming that was interrupted is"
        " finished first."
    )
    examples = [
        ("govtui rename --dry-run unpog un-unpog", tr.gettext("lists the files that would change")),
        ("govtui rename unpog un-unpog", ""),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    return make_command(session, "rename", callback, params, *help, short=tr.gettext("Give a record another id."))


def _rename(session: Session, old: str, new: str, dry_run: bool, as_json: bool) -> int:
    tr = session.tr
    if not dry_run and _resumed(session, old, new):
        if as_json:
            session.out.document({"saved": True, "old": old, "new": new})
        return SAVED
    editing = editing_to_write(session)
    key = key_of(session, editing, old)
    remark_other_editor(session, editing, key)
    editing.require_renamable(key)
    change = editing.renaming(key, new)
    others = list(change.files[1:])
    data = {"saved": not dry_run, "old": change.old, "new": new, "path": change.new_path, "files": others}
    if not dry_run:
        saved = editing.save(change)
        data |= {"path": saved.path, "left": list(saved.left)}
        for path in saved.left:
            session.out.remark(
                tr.gettext("{path} is not a valid record now, so it still has the old id.").format(path=path)
            )
        remark_unconfirmed(session, saved)
    if as_json:
        session.out.document(data)
    elif dry_run:
        session.out.line(f"{change.path} → {change.new_path}")
        for path in others:
            session.out.line(f"    {path}")
    else:
        words = tr.gettext("“{old}” is now “{new}”: {path}.")
        session.out.line(words.format(old=change.old, new=new, path=change.new_path))
        if n := len(others):
            words = tr.ngettext("References updated in {n} file.", "References updated in {n} files.", n)
            session.out.words(words.format(n=number(n, tr)))
    return SAVED


def _resumed(session: Session, old: str, new: str) -> bool:
    """Finish renamings that were interrupted; return whether this one was among them."""
    target = session.target(may_fall_back=False)
    if target.read_only:
        return False
    try:
        ended = resume(target.root)
    except NotSaved:
        return False  # renaming says what is wrong
    for one in ended:
        session.out.remark(
            session.tr.gettext("A renaming that had been interrupted was finished: {path}.").format(path=one.path)
        )
    if not any(one.path.endswith(f"/{new}.toml") for one in ended):
        return False
    card = session.index(may_fall_back=False).card(old)
    return card is not None and card.id == new
