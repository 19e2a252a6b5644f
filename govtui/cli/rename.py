"""`govtui rename OLD NEW`: another id for a record, and for every reference to it."""

from __future__ import annotations

import click

from govtui.cli.edit_session import examples_of, statuses
from govtui.cli.session import Session


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["old"], metavar=tr.gettext("OLD")),
        click.Argument(["new"], metavar=tr.gettext("NEW")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("List the files that would change; save nothing.")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
        *options,
    ]

    def callback(old: str, new: str, dry_run: bool, as_json: bool) -> int:
        from govtui.cli.edit_session import ending

        return ending(session, as_json, lambda: _rename(session, old, new, dry_run, as_json))

    words = tr.gettext("Give a record another id; every reference to it is updated.")
    more = tr.gettext(
        "The old id is kept among the record's former ids and still leads to it. A renaming that was interrupted is"
        " finished first."
    )
    examples = [
        ("govtui rename --dry-run unpog un-unpog", tr.gettext("lists the files that would change")),
        ("govtui rename unpog un-unpog", ""),
    ]
    return click.Command(
        "rename",
        callback=callback,
        params=params,
        help="\n\n".join([words, more, examples_of(session, examples), statuses(session)]),
        short_help=tr.gettext("Give a record another id."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _rename(session: Session, old: str, new: str, dry_run: bool, as_json: bool) -> int:
    from govtui.cli.edit_session import SAVED, editing_of, key_of, tell_who_else
    from govtui.i18n.errors import refusal
    from govtui.i18n.formats import number

    tr = session.tr
    if not dry_run and _resumed(session, old, new):
        if as_json:
            session.out.document({"saved": True, "old": old, "new": new})
        return SAVED
    editing = editing_of(session)
    key = key_of(session, editing, old)
    tell_who_else(session, editing, key)
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
        if not saved.confirmed:
            session.out.remark(refusal("not_confirmed", {"path": saved.path}, tr))
    if as_json:
        session.out.document(data)
    elif dry_run:
        session.out.line(f"{change.path} → {change.new_path}")
        for path in others:
            session.out.line(f"    {path}")
    else:
        _tell(session, change.old, new, change.new_path)
        if n := len(others):
            words = tr.ngettext("References updated in {n} file.", "References updated in {n} files.", n)
            session.out.words(words.format(n=number(n, tr)))
    return SAVED


def _tell(session: Session, old: str, new: str, path: str) -> None:
    words = session.tr.gettext("“{old}” is now “{new}”: {path}.")
    session.out.line(words.format(old=old, new=new, path=path))


def _resumed(session: Session, old: str, new: str) -> bool:
    """End a renaming that was cut short; whether it was this one."""
    from govtui.store.renaming import resume
    from govtui.store.saving import NotSaved

    meant = session.meant(may_fall_back=False)
    if meant.read_only:
        return False
    try:
        ended = resume(meant.root)
    except NotSaved:
        return False  # renaming says what is wrong
    for one in ended:
        session.out.remark(
            session.tr.gettext("A renaming that had been interrupted was finished: {path}.").format(path=one.path)
        )
    return any(one.path.endswith(f"/{new}.toml") for one in ended) and _leads_to(session, old, new)


def _leads_to(session: Session, old: str, new: str) -> bool:
    card = session.index(may_fall_back=False).card(old)
    return card is not None and card.id == new
