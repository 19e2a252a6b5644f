"""Exports of small registries in this process."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from small import registry

from govtui.i18n.translator import load
from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry

WHEN = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def export_of(registry: Registry, language: str = "en", index: Index | None = None, **options: str) -> Export:
    """An export of all records of a registry; `index`: of these, where there is one."""
    index = index or build(registry)
    result = index.result(View())
    cards = sorted(index.cards(result.keys(0, result.total)), key=lambda card: card.key)
    context = RenderContext.of(registry, load(language), (language,), index)
    return Export(registry, index, cards, context, WHEN, options)


def exported(format: str, root: Path, *records: dict[str, Any], **options: str) -> tuple[str, Export]:
    """The document of a registry with these records, and the export with what was left out."""
    export = export_of(registry(root, *records), **options)
    return "".join(document(FORMATS[format], export)), export
