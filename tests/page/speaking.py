"""Who reads a page: what it takes to put the records of a registry into words."""

from __future__ import annotations

from govtui.i18n.translator import load
from govtui.index.api import Index
from govtui.model.record import Record
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry


def voice_of(registry: Registry, index: Index, language: str, *, both: bool = False) -> RenderContext:
    """Who reads in `language`, or in that one and the other."""

    def record(id: str) -> Record | None:
        card = index.card(id)
        return registry.entry(card.path).record if card else None

    languages = (language, "en" if language == "vi" else "vi") if both else (language,)
    return RenderContext(load(language), languages, index, registry.manifest, record)
