"""Drafts beside the registry as it is now: their record, their merge with what was saved since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from govtui.edit.merge import Merge, merged
from govtui.edit.plain_data import plain
from govtui.edit.record_diff import differences
from govtui.index.api import Index
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.migrating import current_draft_text, current_text
from govtui.store.registry import Entry, Registry
from govtui.user import drafts
from govtui.user.drafts import NEW, Draft

State = Literal["new", "same", "merged", "clash", "saved", "gone"]
"""new: of a new record. same: over its own base. merged, clash: with what was saved since. saved: nothing is left to save.
gone: the file is."""


@dataclass(frozen=True)
class Resumption:
    """A draft beside the registry as it is now."""

    draft: Draft
    key: str
    """The record's key now; the draft's own where there is no such record, and for a new one."""
    entry: Entry | None
    schema: Schema = BUILT_IN

    @property
    def state(self) -> State:
        """What became of the record since."""
        if self.draft.key == NEW:
            return "new"
        if self.entry is None:
            return "gone"
        if self.merge is None:
            return "same"
        if self.merge.clashes:
            return "clash"
        return "saved" if self.merge.text == self.entry.text else "merged"

    @cached_property
    def merge(self) -> Merge | None:
        """The draft merged with the file; None where the file is its base, or is gone."""
        if self.entry is None or self.entry.etag == self.draft.tag:
            return None
        return merged(self.draft.base_text, self.draft.text, self.entry.text, self.schema)

    @property
    def text(self) -> str:
        """The text to continue with; where it clashes with the record, the draft as it was typed."""
        return self.merge.text if self.merge is not None and not self.merge.clashes else self.draft.text

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The paths of the changed fields; "" among them where one of the texts is no TOML."""
        return tuple(one.path for one in differences(self.draft.base_text, self.draft.text))

    @property
    def kind(self) -> str:
        """The record's kind; "" where it cannot be told."""
        if self.entry is not None and self.entry.kind:
            return self.entry.kind
        kind = (plain(self.draft.text) or plain(self.draft.base_text) or {}).get("kind")
        return kind if isinstance(kind, str) and kind in KINDS else ""


def resumption(draft: Draft, registry: Registry, index: Index) -> Resumption:
    """Hold a draft against the registry. A renamed record is found by its former id.

    A draft of an earlier schema is migrated, unless the file is still the one that it was typed over.
    """
    card = index.card(draft.key) if draft.key != NEW else None
    entry = registry.entry(card.path) if card else None
    there = entry if entry is not None and entry.etag else None
    if draft.key == NEW:
        draft = replace(draft, text=current_draft_text(draft.text))
    elif there is None or there.etag != draft.tag:
        draft = replace(draft, base_text=current_text(draft.base_text), text=current_text(draft.text))
    return Resumption(draft, card.key if card else draft.key, there, registry.manifest.record_schema)


def drafts_of(registry: Registry, index: Index, key: str) -> list[Draft]:
    """Return the free drafts of a record, latest first, also those under its former ids."""

    def is_of(draft: Draft) -> bool:
        if draft.key == key:
            return True
        card = index.card(draft.key) if draft.key != NEW else None
        return card is not None and card.key == key

    return [draft for draft in drafts.left(registry.root) if is_of(draft)]
