"""`govtui verify --fix`: citations that are too short get the line that tells the rest; shown first, all files or none."""

from __future__ import annotations

from collections import Counter

from govtui.cli.held_records import Held, is_fixable
from govtui.cli.repairs import repaired_lines, write_repairs
from govtui.cli.session import Session
from govtui.edit.citation_changes import citation_changes
from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.interchange.machine import Line
from govtui.model.evidence import Verdict, facts
from govtui.model.migration import is_old
from govtui.store.field_edits import CannotEditInPlace, changed
from govtui.store.files import Unreadable, etag, read
from govtui.store.registry import Entry, Registry
from govtui.store.transaction import FileChange

_MAX_ROUNDS = 9
"""As many lines as one field may need; a second run finds nothing then."""


def fix(session: Session, registry: Registry, held: Held, yes: bool, *, beside: bool) -> tuple[int | None, list[Line]]:
    """Show the longer citations, ask, write them; return an exit status, or None to hold the files as they are now, and the
    changes.

    `beside`: the diff goes to standard error, since a program reads standard output.
    """
    tr, out = session.tr, session.out
    wanted = dict.fromkeys(one.record for one in held.problems if is_fixable(one))
    editing = Editing(registry, session.index_of(registry)) if wanted else None
    changes: list[FileChange] = []
    keys: dict[str, str] = {}
    fixed = 0
    for id in wanted:
        entry = held.entries[id]
        if editing is None or (proposed := _proposed(editing, entry, held)) is None:
            continue
        change, helped = proposed
        try:
            raw = read(registry.root, entry.path)
        except Unreadable:
            continue
        if etag(raw) != entry.etag:  # changed since it was held against the texts
            continue
        out.diff(entry.path, entry.text, change.after.text if change.after else "", err=beside)
        changes.append(FileChange(entry.path, raw, change.raw))
        keys[entry.path] = id
        fixed += helped
    left = sum(not problem.muted for problem in held.problems) - fixed
    if changes:
        words = tr.ngettext(
            "{n} finding is fixed by a longer citation.", "{n} findings are fixed by longer citations.", fixed
        )
    else:
        words = tr.gettext("There is nothing that can be repaired safely.")
    rest = tr.ngettext("{n} finding cannot be fixed this way.", "{n} findings cannot be fixed this way.", left)
    out.words(f"{words.format(n=number(fixed, tr))} {rest.format(n=number(left, tr))}", err=True)
    if not changes:
        return None, []
    status, refused = write_repairs(
        session, registry, changes, yes, lambda error: refusal(error.code, error.values, tr)
    )
    return status, repaired_lines(changes, keys, refused)


def _proposed(editing: Editing, entry: Entry, held: Held) -> tuple[ProposedChange, int] | None:
    """Return the change of one record and how many findings it fixes; None where it cannot be made in place.

    What one line leaves open may be told by another then, so it is repeated until nothing is left to cite.
    """
    if is_old(plain(entry.text) or {}):  # fields of this schema in a text of an earlier one: nobody could read it
        return None
    schema = editing.registry.manifest.record_schema
    muted = {one.field for one in held.problems if one.record == entry.id and one.muted}
    stated, record = held.facts[entry.id], entry.record
    text, change = entry.text, None
    for _ in range(_MAX_ROUNDS):
        if record is None or not (changes := citation_changes(record, stated, schema, muted)):
            break
        try:
            text = changed(text, changes)
            change = editing.text(entry.id, text, entry.etag)
        except (CannotEditInPlace, EditRefused, Conflict):
            return None
        if change.path != entry.path or change.blocked or change.after is None or change.after.record is None:
            return None
        record = change.after.record
        stated = facts(record, held.texts, held.names, schema)
    before, after = (Counter(one.verdict for one in some) for some in (held.facts[entry.id], stated))
    fixed = before[Verdict.ELSEWHERE] - after[Verdict.ELSEWHERE]
    if change is None or fixed <= 0 or after[Verdict.FOUND] != before[Verdict.FOUND] + fixed:
        return None
    return change, fixed
