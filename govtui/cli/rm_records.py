"""What `govtui rm` does: removes one record or several, all or none, unless others refer to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.cli.asked import asked_cards
from govtui.cli.change_outcome import Outcome, change_line, conflict_outcome, run_changes
from govtui.cli.consent import Consent, consent, may_preview
from govtui.cli.edit_session import (
    COULD_NOT_RUN,
    REFUSED,
    SAVED,
    editing_to_write,
    is_kept,
    remark_other_editor,
    remark_saved,
)
from govtui.cli.session import Session
from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Removals
from govtui.i18n.errors import refusal
from govtui.i18n.field_labels import quality_labels, relation_label
from govtui.i18n.formats import number
from govtui.index.api import Incoming
from govtui.interchange.machine import Line, incoming_reference
from govtui.model.localized import text_in
from govtui.page.source_names import short_name

_SHOWN = 20
"""Removed files that are named before somebody is asked."""


def remove_records(
    session: Session, ids: Sequence[str], where: str | None, *, dry_run: bool, yes: bool, force: bool
) -> int:
    """Remove the records that were asked for; return the exit status."""

    def work() -> Iterator[Outcome]:
        editing = editing_to_write(session)
        keys = [card.key for card in asked_cards(session, editing.index, editing.registry.root, ids, where)]
        if not keys:
            session.out.remark(session.tr.gettext("No record was found, so nothing was changed."))
            yield Outcome(REFUSED)
        elif len(keys) == 1:
            yield _remove_one(session, editing, keys[0], dry_run=dry_run, force=force)
        else:
            yield _remove_several(session, editing, keys, dry_run=dry_run, yes=yes, force=force)

    return run_changes(session, work)


def _remove_one(session: Session, editing: Editing, key: str, *, dry_run: bool, force: bool) -> Outcome:
    tr, out = session.tr, session.out
    remark_other_editor(session, editing, key)
    change = editing.removal(key)
    _print_incoming(session, editing, change.incoming)
    if change.blocked and not force:
        words = refusal("referred_to", {}, tr)
        out.remark(words + " " + tr.gettext("Use --insist to remove it anyway."))
        return Outcome(REFUSED, tuple(_lines([change], change.incoming, saved=False, refused="referred_to")))
    if dry_run:
        if not session.form:
            out.line(tr.gettext("{path} would be removed.").format(path=change.path))
        return Outcome(SAVED, tuple(_lines([change], change.incoming, saved=False)))
    try:
        saved = editing.save(change, force=force)
    except Conflict as conflict:
        return conflict_outcome(session, editing, conflict)
    if not session.form:
        out.line(tr.gettext("Removed {path}.").format(path=saved.path))
    remark_saved(session, editing, saved)
    return Outcome(SAVED, tuple(_lines([change], change.incoming, saved=True)))


def _remove_several(
    session: Session, editing: Editing, keys: Sequence[str], *, dry_run: bool, yes: bool, force: bool
) -> Outcome:
    tr = session.tr
    if len(keys) > MOST_FILES:
        raise EditRefused("too_many_records", count=len(keys), limit=MOST_FILES)
    removals = editing.removals(keys)
    if may_preview(session):
        _print_removals(session, removals)
    _print_incoming(session, editing, removals.incoming)

    def ended(status: int, *, saved: bool = False, refused: str = "") -> Outcome:
        return Outcome(status, tuple(_lines(removals.changes, removals.incoming, saved=saved, refused=refused)))

    if removals.incoming and not force:
        words = tr.gettext("Other records refer to some of these, so none was removed.")
        session.out.remark(words + " " + tr.gettext("Use --insist to remove them anyway."))
        return ended(REFUSED, refused="referred_to")
    if dry_run:
        return ended(SAVED)
    n = len(removals.changes)
    question = tr.ngettext("Remove {n} record?", "Remove {n} records?", n).format(n=number(n, tr))
    match consent(session, question, yes=yes):
        case Consent.NOBODY:
            return ended(COULD_NOT_RUN, refused="needs_yes")
        case Consent.NO:
            return ended(REFUSED, refused="declined")
    editing.save(removals, force=force)
    remark_saved(session, editing)
    if is_kept(editing):
        words = tr.ngettext(
            "Removed {n} record; “govtui undo” brings it back.",
            "Removed {n} records; “govtui undo” brings them back.",
            n,
        )
    else:
        words = tr.ngettext("Removed {n} record.", "Removed {n} records.", n)
    session.out.words(words.format(n=number(n, tr)), err=bool(session.form))
    return ended(SAVED, saved=True)


def _print_removals(session: Session, removals: Removals) -> None:
    """Print the names of the files to remove; of many, the first ones."""
    tr, out, err = session.tr, session.out, bool(session.form)
    for change in removals.changes[:_SHOWN]:
        out.line(tr.gettext("{path} would be removed.").format(path=change.path), err=err)
    if (left := len(removals.changes) - _SHOWN) > 0:
        out.line(tr.gettext("and {n} more").format(n=number(left, tr)), err=err)


def _print_incoming(session: Session, editing: Editing, incoming: Sequence[Incoming]) -> None:
    """Print the references that would be left dangling, one a line."""
    tr = session.tr
    if session.form or not incoming:
        return
    schema, context = editing.registry.manifest.record_schema, session.context(editing.registry, editing.index)
    for one in incoming:
        card = editing.index.card(one.key)
        type_ = relation_label(schema.inverses.get(one.type, one.type), tr, schema)
        told_by = short_name(one.told_by, context) if one.told_by else ""
        words = " · ".join([type_, *quality_labels(one.quality, told_by, tr)])
        name = text_in(card and card.name, tr.language) or one.key
        session.out.line(f"    {name} · {words} · {one.key} ({one.field})")


def _lines(
    changes: Sequence[ProposedChange], incoming: Sequence[Incoming], *, saved: bool, refused: str = ""
) -> Iterator[Line]:
    """Yield a line for each record, with the references that prevent its removal."""
    standing = {(one.key, one.field, one.type) for one in incoming}
    for change in changes:
        against = [one for one in change.incoming if (one.key, one.field, one.type) in standing]
        yield change_line(
            record=change.key,
            path=change.path,
            saved=saved,
            refused=refused,
            incoming=[incoming_reference(change.key, one) for one in against] or None,
        )
