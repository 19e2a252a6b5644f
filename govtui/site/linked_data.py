"""Linked data in the page of a record: what JSON-LD says of it, without the long texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govtui.interchange.exporting import Export
from govtui.interchange.json_text import json_text
from govtui.interchange.outgoing.jsonld import CONTEXT, record_node
from govtui.model.localized import with_fallback
from govtui.site.frame import shortened

if TYPE_CHECKING:
    from govtui.index.api import Card
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.site.site_file import Site

_NOT_IN_PAGES = ("subjectOf", "citation", "description")
"""What sources state, and where, and the summary in all languages: longer than all else, and programs have it in records.jsonl."""


def record_data(site: Site, context: RenderContext, path: str, card: Card, record: Record) -> str:
    """Return a record as JSON-LD for its page."""
    node = record_node(record, Export(site.registry, context.index, [card], context, site.when))
    kept: dict[str, Any] = {name: value for name, value in node.items() if name not in _NOT_IN_PAGES}
    if summary := with_fallback(record.summary, context.language):
        kept["description"] = {"@language": summary.language, "@value": shortened(summary.text)}
    if site.url:
        kept["mainEntityOfPage"] = site.url + path
    return json_text({"@context": CONTEXT, **kept})
