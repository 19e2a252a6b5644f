"""The options of an import, read and checked: format, mapping file, language, type, source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from govtui.cli.import_words import toml_line
from govtui.cli.session import Session, here
from govtui.edit.operations import FIXED
from govtui.i18n.formats import in_quotes
from govtui.i18n.import_texts import import_sentence
from govtui.index.api import Index
from govtui.interchange.import_formats import IMPORT_FORMATS, ImportFormat, ReadOptions, missing_libraries
from govtui.interchange.incoming.mapping import BadMapping, read_mapping
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.model.imported import ImportFault
from govtui.model.kinds import KINDS
from govtui.model.localized import LANGUAGE_TAG
from govtui.store.files import RECORD_SIZE, printable
from govtui.store.manifest import Manifest
from govtui.text.markers import N_

MOST_RECORDS = 100_000

_LARGEST_MAPPING = 4 * RECORD_SIZE


class CannotUseOption(click.ClickException):
    """An option cannot be followed; `code` tells programs why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def format_of(session: Session, name: str) -> ImportFormat | None:
    """Return the format; None, with a remark, where its library is not installed."""
    format = IMPORT_FORMATS[name]
    if missing := missing_libraries(format):
        fault = ImportFault("", "library_needed", {"library": missing[0]})
        session.out.remark(
            import_sentence(fault, session.tr)
        )  # as it is: click's messages lose straight quotation marks
        return None
    return format


def read_options(session: Session, given: Mapping[str, Any], manifest: Manifest) -> ReadOptions:
    """Return what a reader is told beside the file. Raises click.ClickException."""
    tr = session.tr
    language, type_ = given["language"] or "", given["type_"] or ""
    if language and not LANGUAGE_TAG.match(language):
        words = tr.gettext("“{tag}” is not a language; a language is a tag such as vi.")
        raise click.UsageError(words.format(tag=in_quotes(language)))
    types = [key for kind in KINDS for key in manifest.keys(f"{kind}.type")]
    if type_ and type_ not in types:
        words = tr.gettext("There is no type “{type}”.").format(type=in_quotes(type_))
        if near := get_close_matches(type_, types, 1):
            words += " " + tr.gettext("Did you mean “{near}”?").format(near=near[0])
        raise click.UsageError(words)
    return ReadOptions(
        manifest=manifest,
        today=datetime.date.today(),  # noqa: DTZ011 (the reader's own day is meant)
        language=language,
        type=type_,
        mapping=_mapping(session, given["mapping"]) if given["mapping"] else None,
        encoding=given["encoding"] or "",
        people=given["people"],
        sources=given["with_sources"],
        most=given["limit"] or MOST_RECORDS,
    )


def require_fields(session: Session, names: Sequence[str], manifest: Manifest) -> None:
    """Raise click.UsageError unless each name is a field of some kind of record, or “*” for all."""
    schema = manifest.record_schema
    known = {field for kind in KINDS for field in schema.fields(kind)} - FIXED
    for name in names:
        first = name.partition(".")[0]
        if name != "*" and first not in known:
            words = session.tr.gettext("No record has a field “{field}” that a file can overwrite.")
            words = words.format(field=in_quotes(name))
            if near := get_close_matches(first, known, 1):
                words += " " + session.tr.gettext("Did you mean “{near}”?").format(near=near[0])
            raise click.UsageError(words)


_BAD_MAPPINGS = {
    "not_toml": N_("{place}: This is not TOML."),
    "unknown_key": N_("{place}: A mapping file has no “{key}”; “govtui import FORMAT FILE --map-template” prints one."),
    "not_a_table": N_("{place}: “{key}” must be a table, [{key}]."),
    "not_a_text": N_("{place}: “{key}” must be a text between quotation marks."),
    "not_a_switch": N_("{place}: “{key}” must be true or false."),
    "unknown_dates": N_("{place}: “{key}” must be dmy or mdy."),
}
"""BadMapping.code to a sentence."""


def _mapping(session: Session, name: str) -> MappingFile:
    tr, shown = session.tr, printable(name)
    try:
        with (here() / Path(name).expanduser()).open("rb") as stream:
            raw = stream.read(_LARGEST_MAPPING)
    except FileNotFoundError:
        words = tr.gettext("There is no file {path}; --map-template prints a mapping file to begin with.")
        raise CannotUseOption("no_such_file", words.format(path=shown)) from None
    except (OSError, ValueError, RuntimeError):
        raise CannotUseOption("unreadable", tr.gettext("{path} cannot be read.").format(path=shown)) from None
    try:
        return read_mapping(raw)
    except BadMapping as error:
        line = error.line or toml_line(error.__cause__)
        place = f"{shown}:{line}" if line else shown
        words = tr.gettext(_BAD_MAPPINGS.get(error.code, _BAD_MAPPINGS["not_toml"]))
        raise CannotUseOption("bad_mapping", words.format(place=place, key=in_quotes(error.key))) from None


def cited_source(session: Session, index: Index, given: str | None) -> str:
    """Return the id of the source record that is cited; "" for a new one. Raises CannotUseOption."""
    if given is None:
        return ""
    card = session.card(index, given)
    if card.kind != "source":
        words = session.tr.gettext("“{target}” is not a source, so nothing can be cited from it.")
        raise CannotUseOption("not_a_source", words.format(target=in_quotes(given)))
    return card.key
