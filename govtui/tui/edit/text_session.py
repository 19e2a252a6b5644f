"""One record's text while somebody edits it: where it began, what is wrong with it now, and its draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.edit.record_diff import differences
from govtui.index.entry_checks import IndexContext, check_entry
from govtui.page.problem_words import problem_at_field
from govtui.store.presence import Editor, Presence
from govtui.tui.edit.toml_area import Fault
from govtui.user import drafts
from govtui.user.drafts import Draft

if TYPE_CHECKING:
    from govtui.edit.operations import Editing
    from govtui.index.api import Index
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry, Registry


class TextEditSession:
    """What an edit of a text needs to know beside the text itself."""

    def __init__(
        self,
        root: Path,
        key: str,
        entry: Entry,
        *,
        base: str | None = None,
        tag: str = "",
        draft: Draft | None = None,
        opened: str = "",
    ) -> None:
        """`draft`: the one that is gone on with, with the text that it is opened with; else the edit has a new one."""
        self.root = root
        self.key = key
        self.path = entry.path
        self.base = entry.text if base is None else base
        """The text that the edit began from."""
        self.tag = tag or entry.etag
        """The etag of that text."""
        self.kind = entry.kind
        self.is_resumed = draft is not None
        """Whether the draft was there before the edit."""
        self.draft = self._rebased(draft) if draft else drafts.begin(root, key, self.base, self.tag, self.path)
        self._opened = opened
        self.kept = opened
        """The text that need not be kept: it is in the draft's file already, or was made of that; empty for none."""
        self.lost = False
        """Whether the draft could not be written."""
        self._over = False
        self._presence = Presence(root)
        self._others: tuple[Index, Registry, IndexContext] | None = None

    def _rebased(self, draft: Draft) -> Draft:
        """The draft as one of the text that the edit begins from."""
        return replace(draft, key=self.key, base_text=self.base, tag=self.tag, path=self.path)

    def faults(self, text: str, registry: Registry, index: Index, context: RenderContext) -> list[Fault]:
        """What is wrong with a text, in words, by line; the kind is learned on the way."""
        entry = registry.entry_from(self.path, _bytes(text))
        self.kind = entry.kind or self.kind
        out = []
        if self._others is None or self._others[:2] != (index, registry):
            self._others = (index, registry, IndexContext(index, registry, tells=True))
        for problem in check_entry(index, registry, entry, self._others[2]):
            words = problem_at_field(problem, self.kind, context)
            out.append(Fault(problem.line, problem.column, int(problem.severity), words, problem.field, problem.muted))
        return sorted(out, key=lambda fault: (fault.line, fault.column, -fault.severity))

    def begin_from(self, entry: Entry) -> None:
        """From now on the edit is one of this text."""
        self.base, self.tag = entry.text, entry.etag
        self.draft = self._rebased(self.draft)

    def is_untouched(self, text: str) -> bool:
        """Whether nothing would be lost with this text: it is the one that the edit began from, or that a draft was opened with."""
        return text == self.base or (self.is_resumed and text == self._opened)

    # saving

    def prepared(self, text: str, editing: Editing) -> ProposedChange:
        """The text as a change of the file it began from. Raises Conflict when that is not what is there, EditRefused."""
        now: Entry | None
        try:
            now = editing.entry(self.key)
        except EditRefused:
            now = None
        if now is not None:
            self.path = now.path  # it may have been renamed since
            if now.etag == self.tag:
                return editing.text(self.key, text, self.tag)
        base = editing.registry.entry_from(self.path, _bytes(self.base))
        if now is not None:
            raise Conflict(base, replace(editing.text(self.key, text, now.etag), before=base), now)
        raw = _bytes(text)
        after = editing.registry.entry_from(self.path, raw)
        problems = tuple(sorted(check_entry(editing.index, editing.registry, after), key=lambda problem: problem.order))
        changed = differences(self.base, text)
        raise Conflict(base, ProposedChange(self.key, self.path, base, after, problems, problems, changed, raw), None)

    # who else

    def enter(self) -> Editor | None:
        """Say that the record is being edited here; somebody else who does. May be called again and again."""
        self._presence.beat()
        return self._presence.enter(self.key)

    def leave(self) -> None:
        """Say so no more; whoever likes may go on with what was kept."""
        self._presence.leave(self.key)
        drafts.leave(self.draft)

    # the draft

    def keep(self, text: str) -> bool:
        """Keep the text, unless it is kept already or is what the edit began from; False when it cannot be written.

        A draft that was there before the edit outlives a text that is back where the edit began.
        May be called while the program ends: it waits for nothing.
        """
        if self._over:
            return True
        if text == self.base:
            self.take_back()
            return True
        if text != self.kept:
            self.lost = not drafts.keep(self.draft, text)
            if not self.lost:
                self.kept = text
        return not self.lost

    def take_back(self) -> None:
        """Nothing is left of what was typed: the draft that the edit made goes, one that was there before stays."""
        if self.kept and not self.is_resumed:
            self.kept = ""
            drafts.drop(self.draft)

    def forget(self) -> None:
        """The edit is over, saved or discarded: there is no draft of it from now on, whoever may still want to keep one."""
        self._over = True
        drafts.drop(self.draft)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
