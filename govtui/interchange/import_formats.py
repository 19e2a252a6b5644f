"""The registry of import formats: `govtui import` offers what stands here.

A format is one row and a module `interchange/incoming/<key>.py` with a function `read`, imported when the format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.interchange.incoming.mapping import Mapping as MappingFile
    from govtui.model.imported import ImportedRecord
    from govtui.store.manifest import Manifest


class ImportFormat(NamedTuple):
    """A format of other people's documents."""

    key: str
    label: str
    """A message of the context "import"."""
    needs: tuple[str, ...] = ()
    """Libraries of the extra `exchange` that it needs."""
    takes: frozenset[str] = frozenset()
    """Options of the command that only some formats know: language, type, map, encoding, people, sources."""


IMPORT_FORMATS: Mapping[str, ImportFormat] = {
    one.key: one
    for one in (
        ImportFormat(
            "csv",
            NP_("import", "table (CSV) with a mapping file"),
            takes=frozenset(["language", "type", "map", "encoding"]),
        ),
        ImportFormat(
            "jsonl",
            NP_("import", "JSON Lines, such as govtui exports them"),
            takes=frozenset(["language", "type", "map"]),
        ),
        ImportFormat(
            "popolo",
            NP_("import", "Popolo (JSON)"),
            takes=frozenset(["language", "type", "map", "people", "sources"]),
        ),
        ImportFormat(
            "ror",
            NP_("import", "Research Organization Registry, version 2 (JSON)"),
            takes=frozenset(["language", "type", "map"]),
        ),
        ImportFormat(
            "ics", NP_("import", "iCalendar"), needs=("icalendar",), takes=frozenset(["language", "type", "map"])
        ),
        ImportFormat("bibtex", NP_("import", "BibTeX"), takes=frozenset(["language", "type", "map"])),
        ImportFormat("csl", NP_("import", "CSL-JSON"), takes=frozenset(["language", "type", "map"])),
        ImportFormat("po", NP_("import", "translations (PO)"), takes=frozenset(["language"])),
    )
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader is told beside the file."""

    manifest: Manifest
    """Of the registry into which is imported: its languages, vocabularies, own fields."""
    today: date
    """Tells which events are past."""
    language: str = ""
    """The language of texts that do not say theirs; a reader that needs it raises CannotImport (language_needed)."""
    type: str = ""
    """The type of records whose type neither the file nor the mapping gives."""
    mapping: MappingFile | None = None
    encoding: str = ""
    """Of a CSV file; "" for UTF-8, or UTF-16 with a byte order mark."""
    people: bool = False
    """Whether Popolo's memberships become people of their organizations."""
    sources: bool = False
    """Whether Popolo's `sources` become source records."""
    most: int = 100_000
    """How many records are read at most; one more raises CannotImport (too_many)."""


Reader = Callable[[BinaryIO, ReadOptions], Iterator["ImportedRecord"]]
"""Yields the records of a file as it goes. Raises CannotImport where it cannot be read on."""


def reader(format: ImportFormat) -> Reader:
    """Return the function that reads a format, whose libraries are there (missing_libraries)."""
    function: Reader = import_module(f"govtui.interchange.incoming.{format.key}").read
    return function


def missing_libraries(format: ImportFormat) -> Sequence[str]:
    """Return the libraries that a format needs and that are not installed."""
    return [library for library in format.needs if find_spec(library) is None]
