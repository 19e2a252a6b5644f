"""Short names of sources: the publisher's acronym or name, else the author, and the year of publication if it is known."""

from __future__ import annotations

from govtui.model.record import Source
from govtui.page.render_context import RenderContext


def short_name(source: str, context: RenderContext) -> str:
    """Return the short name of a source, as citations and columns have it; its title where nothing of these is known."""
    record = context.record(source)
    if not isinstance(record, Source):
        return context.name(source).text
    who = context.name_or_text(record.publisher) if record.publisher else record.author or ""
    years = record.published.years() if record.published else None
    year = str(years[0]) if years and len(years) == 1 else ""
    return " ".join(filter(None, (who, year))) or context.text_of(record.title)
