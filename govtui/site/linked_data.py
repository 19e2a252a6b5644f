"""Linked data in the page of a record: what JSON-LD says of it, in the language of the page and without the long texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from govtui.interchange.exporting import Export
from govtui.interchange.outgoing.jsonld import CONTEXT, record_node
from govtui.text.safe import safe_text

if TYPE_CHECKING:
    from govtui.index.api import Card
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.site.site_file import Site

_NOT_IN_PAGES = ("subjectOf", "citation", "description")
"""What sources state, and where, and the summary, with which the page begins: longer than all else, and in records.jsonl."""


def record_data(site: Site, context: RenderContext, path: str, card: Card, record: Record) -> str:
    """Return a record as JSON-LD for its page."""
    node = record_node(record, Export(site.registry, context.index, [card], context, site.when))
    kept = {name: _in_language(value, context.language) for name, value in node.items() if name not in _NOT_IN_PAGES}
    if site.url:
        kept["mainEntityOfPage"] = site.url + path
    return json.dumps({"@context": CONTEXT, **kept}, ensure_ascii=False, separators=(",", ":"))


def _in_language(value: Any, language: str) -> Any:
    """Return a value; of the same text in several languages the one in this language where there is one."""
    if isinstance(value, dict):
        return {name: _in_language(one, language) for name, one in value.items()}
    if isinstance(value, list):
        known = [one.get("@language") for one in value if isinstance(one, dict)]
        if language in known and len({*known}) == len(value):
            value = value[known.index(language)]
            return {name: _in_language(one, language) for name, one in value.items()}
        return [_in_language(one, language) for one in value]
    return safe_text(value) if isinstance(value, str) else value
