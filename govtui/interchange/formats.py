"""The registry of export formats: `show --format` and the copy screen offer what stands here.

A format is one row and a module `interchange/<key>.py` with a function `<key>`, imported when the format is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry


class ExportFormat(NamedTuple):
    """A format of other people's documents."""

    key: str
    label: str
    """A message of the context "copy"."""
    media_type: str
    extension: str
    of_page: bool = False
    """The function takes the record's page, and so also files that are no records; else (record, context)."""
    is_line: bool = False
    """A single line without a line feed, rather than a text that ends in one."""


FORMATS: Mapping[str, ExportFormat] = {
    one.key: one
    for one in (
        ExportFormat("markdown", NP_("copy", "Brief (Markdown)"), "text/markdown", "md", of_page=True),
        ExportFormat("bibtex", NP_("copy", "BibTeX"), "application/x-bibtex", "bib"),
        ExportFormat("citation", NP_("copy", "Citation"), "text/plain", "txt", is_line=True),
    )
}


class NotARecord(Exception):
    """The file cannot be read as a record, so there is nothing to cite."""


def export(format: ExportFormat, entry: Entry, key: str, context: RenderContext) -> str:
    """Return a record in a format. Raises NotARecord; never for a format made of the page."""
    from govtui.page.compose import compose  # the table is read at the start of commands

    function = getattr(import_module(f"govtui.interchange.{format.key}"), format.key)
    text: str
    if format.of_page:
        from govtui.page.compose import compose

        text = function(compose(entry, key, context))
    else:
        if entry.record is None:
            raise NotARecord(entry.path)
        text = function(entry.record, context)
    return text
