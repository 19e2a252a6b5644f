"""A session of editing one record as text: the base text, checks, presence and the draft."""

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
    """The state of a text edit, apart from the text itself."""

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
        """`draft`: one to resume, opened with the text `opened`; else a new one is begun."""
        self.root = root
        self.key = key
        self.path = entry.path
        self.base = entry.text if base is None else base
        """The text that the edit began from."""
        self.tag = tag or entry.etag
        self.kind = entry.kind
        self.is_resumed = draft is not None
        """Whether the draft is older than the edit."""
        self.draft = self._rebased(draft) if draft else drafts.begin(root, key, self.base, self.tag, self.path)
        self._opened = opened
        self.kept = opened
        """The text last saved in the draft, or made from it; "" for none."""
        self.lost = False
        """Whether the last save of the draft failed."""
        self._over = False
        self._presence = Presence(root)
        self._others: tuple[Index, Registry, IndexContext] | None = None

    def _rebased(self, draft: Draft) -> Draft:
        """Return the draft with the base text of the edit."""
        return replace(draft, key=self.key, base_text=self.base, tag=self.tag, path=self.path)

    def faults(self, text: str, registry: Registry, index: Index, context: RenderContext) -> list[Fault]:
        """Return the problems of a text in words, by line; update `kind`."""
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
        self.base, self.tag = entry.text, entry.etag
        self.draft = self._rebased(self.draft)

    def is_untouched(self, text: str) -> bool:
        """Whether a text is the base text, or the one that a resumed draft was opened with."""
        return text == self.base or (self.is_resumed and text == self._opened)

    # saving

    def prepared(self, text: str, editing: Editing) -> ProposedChange:
        """Return the text as a proposed change.

        Raises Conflict when the file is no longer the base text, EditRefused.
        """
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

    # presence

    def enter(self) -> Editor | None:
        """Announce or renew this edit; return somebody else who edits the record, or None."""
        self._presence.beat()
        return self._presence.enter(self.key)

    def leave(self) -> None:
        """End the presence; release the draft, so that anybody can resume it."""
        self._presence.leave(self.key)
        drafts.leave(self.draft)

    # the draft

    def keep(self, text: str) -> bool:
        """Save the text as a draft, unless it is the base text or saved already; False when that fails.

        A resumed draft stays when the text is back at the base. Waits for nothing, so it may be called while the program
        ends.
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
        """Drop the draft of this edit, since nothing typed is left; a resumed one stays."""
        if self.kept and not self.is_resumed:
            self.kept = ""
            drafts.drop(self.draft)

    def forget(self) -> None:
        """End the edit, saved or discarded: drop its draft, and ignore later calls of `keep`."""
        self._over = True
        drafts.drop(self.draft)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
