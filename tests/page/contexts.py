"""Contexts in which tests make pages."""

from __future__ import annotations

from govtui.i18n.translator import load
from govtui.index.api import Index
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry


def context_of(registry: Registry, index: Index, language: str, *, both: bool = False) -> RenderContext:
    """Return a context in `language`, which reads records in that one, or in that one and the other."""
    languages = (language, "en" if language == "vi" else "vi") if both else (language,)
    return RenderContext.of(registry, load(language), languages, index)
