"""The commit that could be made of a registry's changes: its files, and a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govtui.edit.record_diff import differences
from govtui.i18n.field_labels import relation_label, top_field
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.translator import Translator
from govtui.model.localized import text_in
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.committing import NotCommitted, author, hindrance
from govtui.store.git import GitFailed
from govtui.store.history import ChangedFile, Counted, History
from govtui.store.registry import Entry, Registry
from govtui.text.safe import safe_text

MAX_FIELDS = 4


class Pending(NamedTuple):
    """A changed file."""

    file: ChangedFile
    before: Entry | None
    after: Entry | None
    lines: Counted | None
    """Lines added and removed; None for new files, which git does not count."""

    @property
    def entry(self) -> Entry:
        """The record now, or before its removal."""
        entry = self.after or self.before
        assert entry is not None, "a file that changed is or was"
        return entry

    def name(self, language: str) -> str:
        """Return the name of the record."""
        names = self.entry.record.label if self.entry.record else dict(self.entry.preview.name)
        return text_in(names, language) or self.entry.id


class CommitProposal(NamedTuple):
    """The commit that could be made now."""

    files: tuple[Pending, ...]
    author: str
    branch: str
    hindrance: NotCommitted | None


def propose_commit(registry: Registry, mine: frozenset[str]) -> CommitProposal:
    """Ask git for the changed files, paths in `mine` (this session's) first; may take a while."""
    history = History(registry.root)
    if found := hindrance(history):
        return CommitProposal((), "", "", found)
    try:
        changed = sorted(history.changed_files(), key=lambda one: (one.path not in mine, one.path))
        counted = {one.path: one for one in history.counted([one.path for one in changed])}
        files = tuple(_pending(registry, history, one, counted.get(one.path)) for one in changed)
    except GitFailed as failure:
        return CommitProposal((), "", "", NotCommitted(failure.code, failure.output))
    return CommitProposal(files, author(history), history.branch(), None)


def _pending(registry: Registry, history: History, file: ChangedFile, count: Counted | None) -> Pending:
    raw = None if file.change == "new" else history.committed(file.path)
    before = None if raw is None else registry.entry_from(file.path, raw)
    after = None if file.change == "removed" else registry.entry(file.path)
    if before is None and after is None:
        after = registry.entry(file.path)
    return Pending(file, before, after, None if file.change == "new" else count)


def message(files: Sequence[Pending], tr: Translator, schema: Schema = BUILT_IN) -> str:
    """Return the commit message: a subject, and for several records a line for each."""
    if not files:
        return ""
    lines = [safe_text(_line(one, tr, schema), multiline=False) for one in files]  # `git log` is read in terminals
    if len(lines) == 1:
        return lines[0]
    subject = tr.ngettext("Edit {n} record", "Edit {n} records", len(lines)).format(n=number(len(lines), tr))
    return "\n".join([subject, "", *(f"- {line}" for line in lines)])


def _line(one: Pending, tr: Translator, schema: Schema) -> str:
    name = one.name(tr.language)
    if one.before is None:
        return tr.gettext("Add “{name}”").format(name=in_quotes(name))
    if one.after is None:
        return tr.gettext("Remove “{name}”").format(name=in_quotes(name))
    fields = list(dict.fromkeys(_fields(one.before, one.after, tr, schema)))
    if not fields:
        return tr.gettext("Edit “{name}”").format(name=in_quotes(name))
    named = ", ".join(fields[:MAX_FIELDS]) + (", …" if len(fields) > MAX_FIELDS else "")
    return tr.gettext("Edit “{name}”: {fields}").format(name=in_quotes(name), fields=named)


def _fields(before: Entry, after: Entry, tr: Translator, schema: Schema) -> Iterator[str]:
    for one in differences(before.text, after.text):
        first, _, rest = one.path.partition(".")
        if first == "relations" and rest:
            yield relation_label(rest.partition(".")[0], tr, schema)
        elif first:
            yield top_field(one.path, tr, schema)
