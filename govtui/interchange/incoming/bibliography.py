"""What an entry of a bibliography, BibTeX or CSL, becomes: a source, with its type, language, dates and identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govtui.i18n.language_names import language_tag
from govtui.interchange.import_formats import ReadOptions
from govtui.model.dates import DateError, PartialDate
from govtui.model.imported import CannotImport, ForeignId, IdOrText, ImportedRecord, ImportFault
from govtui.text.nfc import nfc

_LONGEST_TEXT = 64 * 1024

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ISBN = re.compile(r"(?:ISBN[:\s]*)?([\dXx][\dXx -]{8,16})")


@dataclass(slots=True)
class Entry:
    """An entry, in words of ours; texts are plain."""

    place: str
    key: str
    "Its name in the file."
    type: str
    """What the file calls its type."""
    language: str = ""
    """What it says of its language: a tag or a name."""
    titles: dict[str, str] = field(default_factory=dict)
    """By language tag, "" for the entry's own language."""
    summary: str = ""
    authors: Sequence[str] = ()
    texts: dict[str, str] = field(default_factory=dict)
    """`publisher`, `url`, and the dates `published` and `accessed` in EDTF, as far as they are told."""
    doi: str = ""
    isbn: str = ""
    own_id: str = ""
    """The record's id in an export of ours."""
    own_type: str = ""
    own_publisher: str = ""
    """The id of the publisher in an export of ours."""
    left: dict[str, Any] = field(default_factory=dict)
    faults: list[ImportFault] = field(default_factory=list)


def source_record(format: str, entry: Entry, types: Mapping[str, str], options: ReadOptions) -> ImportedRecord:
    """Return an entry as a source. `types`: what the format calls a type, in lower case, to a type of ours."""
    data: dict[str, Any] = {}
    left, faults = dict(entry.left), entry.faults
    unknown_type = _put_type(data, entry, types, options)
    if unknown_type or types.get(entry.type.lower()) != data.get("type"):
        left |= {"entrytype": entry.type} if entry.type and not entry.own_type else {}
    tag = language_tag(entry.language)
    if tag:
        data["lang"] = tag = _kept(tag, options)
    elif entry.language:
        left["language"] = entry.language
    if not any(entry.titles.values()):
        faults.append(ImportFault(entry.place, "no_name"))
    else:
        own = tag or options.language or (options.mapping.language if options.mapping else "")
        if not own and (entry.titles.get("") or entry.summary):
            raise CannotImport(entry.place, "language_needed")
        data["title"] = {language or own: title for language, title in entry.titles.items() if title}
        if entry.summary:
            data["summary"] = {own: entry.summary}
    if entry.authors:
        data["author"] = "; ".join(entry.authors)
    data |= {name: text for name, text in entry.texts.items() if text}
    if entry.own_publisher and (name := entry.texts.get("publisher")):
        data["publisher"] = IdOrText(ForeignId("id", entry.own_publisher), name)
    keys = _put_identifiers(format, data, left, entry)
    _check_lengths(data, entry)
    return ImportedRecord(
        entry.place,
        "source",
        data,
        entry.own_id,
        keys,
        unknown_type,
        {k: v for k, v in left.items() if v},
        tuple(faults),
    )


def _put_type(data: dict[str, Any], entry: Entry, types: Mapping[str, str], options: ReadOptions) -> str:
    """Put in the type; return the file's word for it where no type here corresponds."""
    mapped = options.mapping.classification.get(entry.type, "") if options.mapping else ""
    for type in (entry.own_type, mapped, types.get(entry.type.lower(), "")):
        if type and options.manifest.knows("source.type", type):
            data["type"] = type
            return ""
    return entry.type


def _kept(tag: str, options: ReadOptions) -> str:
    """Return a tag as the registry has it: "en" for "en-US" unless it keeps that by itself."""
    first = tag.partition("-")[0]
    return first if tag not in options.manifest.languages and first in options.manifest.languages else tag


def _put_identifiers(format: str, data: dict[str, Any], left: dict[str, Any], entry: Entry) -> tuple[ForeignId, ...]:
    """Put in DOI, ISBN and the key; return by what the source is recognised."""
    keys = []
    if entry.key and not entry.own_id:
        data["x"] = {format: {"id": entry.key}}
        keys.append(ForeignId(f"x.{format}.id", entry.key))
    identifiers = {}
    for name, told, pattern in (("doi", entry.doi, _DOI), ("isbn", entry.isbn, _ISBN)):
        if found := pattern.fullmatch(told.strip()):
            identifiers[name] = found[1]
        elif told:
            left[name] = told
    if identifiers:
        data["identifiers"] = identifiers
    if doi := identifiers.get("doi"):  # an ISBN is also that of each chapter
        keys.append(ForeignId("identifiers.doi", doi))
    return tuple(keys)


def _check_lengths(data: Mapping[str, Any], entry: Entry) -> None:
    for name, value in data.items():
        for text in value.values() if isinstance(value, dict) else [value]:
            if isinstance(text, str) and len(text.encode()) > _LONGEST_TEXT:
                values: dict[str, str | int] = {"field": name, "limit": _LONGEST_TEXT >> 10}
                entry.faults.append(ImportFault(entry.place, "text_too_long", values))


def edtf(text: str) -> str:
    """Return a date of biblatex as our subset of EDTF; "" where it is none. "2017/" is open at its end."""
    written = nfc(text).strip()
    start, slash, end = written.partition("/")
    if slash and not (start and end):
        written = f"{start or '..'}/{end or '..'}"
    try:
        return PartialDate.parse(written).text
    except DateError:
        return ""
