"""The registry of export formats: `export`, `show --format` and the copy screen offer what stands here.

A format is one row and a module, imported when the format is asked for: of a page or a record `interchange/<key>.py` with a
function `<key>`; of a document with any number of records `interchange/outgoing/<key>.py` with `write` and `CARRIED`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from govtui.model.identifiers import is_record_id
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.index.api import Card
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
    bears_time: bool = False
    """Whether a document depends on the time that it bears (Export.when)."""
    takes: frozenset[str] = frozenset()
    """Options of `govtui export` that only some formats know: kind, spreadsheet, mapping, language, from."""


FORMATS: Mapping[str, ExportFormat] = {
    one.key: one
    for one in (
        ExportFormat("jsonl", NP_("copy", "JSON Lines"), "application/jsonl", "jsonl", Of.DOCUMENT),
        ExportFormat(
            "csv",
            NP_("copy", "Table (CSV)"),
            "text/csv",
            "csv",
            Of.DOCUMENT,
            takes=frozenset(["kind", "spreadsheet", "mapping"]),
        ),
        ExportFormat("popolo", NP_("copy", "Popolo (JSON)"), "application/json", "json", Of.DOCUMENT, bears_time=True),
        ExportFormat("ics", NP_("copy", "Calendar (iCalendar)"), "text/calendar", "ics", Of.DOCUMENT, bears_time=True),
        ExportFormat("jsonld", NP_("copy", "Linked data (JSON-LD)"), "application/ld+json", "jsonld", Of.DOCUMENT),
        ExportFormat("html", NP_("copy", "Page (HTML)"), "text/html", "html", Of.DOCUMENT, bears_time=True),
        ExportFormat("markdown", NP_("copy", "Brief (Markdown)"), "text/markdown", "md", Of.PAGE, between="\n---\n\n"),
        ExportFormat("bibtex", NP_("copy", "BibTeX"), "application/x-bibtex", "bib"),
        ExportFormat("citation", NP_("copy", "Citation"), "text/plain", "txt", is_line=True),
        ExportFormat(
            "po",
            NP_("copy", "Texts for translators (PO)"),
            "text/x-gettext-translation",
            "po",
            Of.DOCUMENT,
            bears_time=True,
            takes=frozenset({"language", "from"}),
        ),
    )
}


def record_formats() -> tuple[str, ...]:
    """Return the keys of the formats that one record has by itself."""
    return tuple(one.key for one in FORMATS.values() if one.of is not Of.DOCUMENT)


class NotARecord(Exception):
    """The file cannot be read as a record, so there is nothing to cite."""


def carried(format: ExportFormat) -> Mapping[str, Collection[str]] | None:
    """Return the fields that a format carries, by kind: CARRIED of its module. None for pages, which have all of them."""
    if format.of is Of.PAGE:
        return None
    found: Mapping[str, Collection[str]] | None = _module(format).CARRIED
    return found


def document(format: ExportFormat, export: Export) -> Iterator[str]:
    """Yield the parts of a document of a format of any kind, empty ones while it works; what it leaves out is in `export.left` at the end."""
    if format.of is Of.DOCUMENT:
        yield from _module(format).write(export)
        return
    keys = {card.key for card in export.cards if is_record_id(card.key)}
    between = ""
    for card, text in _texts(format, export, lambda key: f"#{key}" if key in keys else ""):
        anchor = f'<a id="{card.key}"></a>\n\n' * (format.of is Of.PAGE and len(keys) > 1 and card.key in keys)
        yield between + anchor + text + "\n" * format.is_line
        between = "" if format.is_line else format.between


def file_name(format: ExportFormat, card: Card) -> str:
    """Return the name of a record's own file in a folder; empty for what has no valid id."""
    return f"{card.key}.{format.extension}" if is_record_id(card.key) else ""


def file_texts(format: ExportFormat, export: Export) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each record's own file, in a format that is made of each by itself."""
    names = {card.key: name for card in export.cards if (name := file_name(format, card))}
    for card, text in _texts(format, export, lambda key: names.get(key, "")):
        if card.key in names:
            yield names[card.key], text + "\n" * format.is_line
        else:
            export.left.record("not_a_record", card.key)


def _texts(format: ExportFormat, export: Export, address: Callable[[str], str]) -> Iterator[tuple[Card, str]]:
    """Yield each record of an export with its text; `address` as in record_text."""
    fields = carried(format)
    left_parts = getattr(_module(format), "left_parts", None)
    for card, entry in export.entries():
        try:
            text = record_text(format, entry, card.key, export.context, address)
        except NotARecord:
            export.left.record("not_a_record", card.key)
            continue
        if fields is not None and entry.record is not None:
            export.count_left(entry.record, fields[entry.record.kind])
            export.left.fields.update(left_parts(entry.record) if left_parts else ())
        yield card, text


def mapping_text(format: ExportFormat, export: Export) -> str:
    """Return the mapping file with which an export that was written is read back (`takes` has "mapping")."""
    text: str = _module(format).mapping_text(export)
    return text


def _module(format: ExportFormat) -> ModuleType:
    if format.of is Of.DOCUMENT:
        return import_module(f"govtui.interchange.outgoing.{format.key}")
    return import_module(f"govtui.interchange.{format.key}")


def record_text(
    format: ExportFormat, entry: Entry, key: str, context: RenderContext, address: Callable[[str], str] | None = None
) -> str:
    """Return a record in a format. Raises NotARecord; never for a format made of the page.

    `address`: where, seen from this text, the page of a record with a key is; "" for one that is not there. None: no links.
    """
    function = getattr(_module(format), format.key)
    text: str
    if format.of is Of.PAGE:
        from govtui.page.compose import compose  # the table is read at the start of commands

        text = function(compose(entry, key, context), address)
    else:
        if entry.record is None:
            raise NotARecord(entry.path)
        text = function(entry.record, context)
    return text
