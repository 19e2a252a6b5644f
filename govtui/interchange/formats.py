"""The registry of export formats: `export`, `show --format` and the copy screen offer what stands here.

A format is one row and a module, imported when the format is asked for: of a page or a record `interchange/<key>.py` with a
function `<key>`; of a document with any number of records `interchange/outgoing/<key>.py` with `write` and `CARRIED`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry


class Of(Enum):
    """What a format is made of, and what its function takes."""

    PAGE = "page"
    """The page of a record, and so also files that are no records."""
    RECORD = "record"
    """A record: (record, context)."""
    DOCUMENT = "document"
    """Any number of records in one document: `write(export: Export) -> Iterator[str]`, parts of its text."""


class ExportFormat(NamedTuple):
    """A format of other people's documents."""

    key: str
    label: str
    """A message of the context "copy"."""
    media_type: str
    extension: str
    of: Of = Of.RECORD
    is_line: bool = False
    """A single line without a line feed, rather than a text that ends in one."""
    between: str = "\n"
    """What stands between two records of a format that is made of each by itself."""
    takes: frozenset[str] = frozenset()
    """Options of `govtui export` that only some formats know: kind, spreadsheet, mapping, language, from."""


FORMATS: Mapping[str, ExportFormat] = {
    one.key: one
    for one in (
        ExportFormat("markdown", NP_("copy", "Brief (Markdown)"), "text/markdown", "md", Of.PAGE, between="\n---\n\n"),
        ExportFormat("bibtex", NP_("copy", "BibTeX"), "application/x-bibtex", "bib"),
        ExportFormat("citation", NP_("copy", "Citation"), "text/plain", "txt", is_line=True),
        ExportFormat(
            "po",
            NP_("copy", "Texts for translators (PO)"),
            "text/x-gettext-translation",
            "po",
            Of.DOCUMENT,
            takes=frozenset({"language", "from"}),
        ),
    )
}


def record_formats() -> tuple[str, ...]:
    """Return the keys of the formats that one record has by itself."""
    return tuple(one.key for one in FORMATS.values() if one.of is not Of.DOCUMENT)


class NotARecord(Exception):
    """The file cannot be read as a record, so there is nothing to cite."""


def document(format: ExportFormat, export: Export) -> Iterator[str]:
    """Yield the parts of a document of a format of any kind; what it leaves out is in `export.left` after the last."""
    if format.of is Of.DOCUMENT:
        yield from import_module(f"govtui.interchange.outgoing.{format.key}").write(export)
        return
    between = ""
    for card, entry in export.entries():
        try:
            text = record_text(format, entry, card.key, export.context)
        except NotARecord:
            export.left.record("not_a_record", card.key)
            continue
        yield between + text + "\n" * format.is_line
        between = "" if format.is_line else format.between


def record_text(format: ExportFormat, entry: Entry, key: str, context: RenderContext) -> str:
    """Return a record in a format. Raises NotARecord; never for a format made of the page."""
    function = getattr(import_module(f"govtui.interchange.{format.key}"), format.key)
    text: str
    if format.of is Of.PAGE:
        from govtui.page.compose import compose  # the table is read at the start of commands

        text = function(compose(entry, key, context))
    else:
        if entry.record is None:
            raise NotARecord(entry.path)
        text = function(entry.record, context)
    return text
