"""Read BibTeX and biblatex: entries become sources. Entries of our own export that are of another kind are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.bibliography import Entry, edtf, source_record
from govtui.interchange.incoming.bibtex_document import BibtexEntry, bibtex_entries
from govtui.model.imported import CannotImport, ImportedRecord, ImportFault
from govtui.model.localized import LANGUAGE_TAG
from govtui.text.latex import plain_address, plain_text
from govtui.text.line_ends import lf
from govtui.text.months import ABBREVIATED, ENGLISH

TYPES = {
    "article": "article",
    "online": "web_page",
    "electronic": "web_page",
    "www": "web_page",
    "dataset": "data_set",
}
"""Types of entries to types of sources. The others are asked for: nothing of ours is a book."""

_NO_WORKS = frozenset({"set", "xdata", "bibnote"})
"""Types of biblatex for what is no work: several entries under one number, fields that others share, notes."""

_MOST_BYTES = 256 * 2**20
_PUBLISHERS = ("journal", "journaltitle", "publisher", "organization", "institution", "school")
_EXACT = frozenset({"url", "doi", "isbn", "date", "urldate"})
"""Fields in which a tilde is no space, and two hyphens are no dash."""
_DERIVED = ("note", "howpublished")
"""Fields that our own export writes in words."""

_YEAR = re.compile(r"\d{4}")
_NAMES = [name[:ABBREVIATED] for name in ENGLISH]
_MONTH = re.compile(rf"(\d\d?)?\s*({'|'.join(_NAMES)})[a-z]*\.?\s*(\d\d?)?|(?:tháng )?(\d\d?)", re.IGNORECASE)
"""A month by name, as the macro, with a day before or behind it (`jul # "~4"`), or its number."""

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield each entry as a source; a block that cannot be read is a fault of its own, and the others go on."""
    seen: dict[str, str] = {}
    number = 0
    for number, entry in enumerate(bibtex_entries(_text(stream)), 1):
        if number > options.most:
            raise CannotImport(entry.place, "too_many", limit=options.most)
        if not entry.type or entry.faults and not entry.fields:
            yield ImportedRecord(entry.place, "source", {}, faults=tuple(entry.faults))
            continue
        if (kind := entry.fields.get("govtui_kind", "source")) != "source":
            passed = ImportFault(entry.place, "own_other_kind", {"id": entry.key, "kind": kind})
            yield ImportedRecord(entry.place, "", {}, entry.key, passed_over=(passed,))
            continue
        if entry.type in _NO_WORKS:
            passed = ImportFault(entry.place, "no_work", {"type": entry.type})
            yield ImportedRecord(entry.place, "", {}, passed_over=(passed,))
            continue
        if entry.key and (first := seen.setdefault(entry.key, entry.place)) != entry.place:
            entry.faults.append(ImportFault(entry.place, "duplicate_in_file", {"first": first}))
        yield source_record("bibtex", _entry(entry), TYPES, options)
    if not number:
        raise CannotImport("line 1", "wrong_form", format="BibTeX")


def _text(stream: BinaryIO) -> str:
    raw = stream.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise CannotImport("line 1", "too_large", limit=_MOST_BYTES >> 20)
    if not raw.strip():
        raise CannotImport("line 1", "empty_file")
    try:
        return lf(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotImport(f"line {line}", "not_utf8") from None


def _entry(read: BibtexEntry) -> Entry:
    """Return an entry with its fields in words of ours; those without a place are left."""
    fields = dict(read.fields)
    told = {name: (plain_address if name in _EXACT else plain_text)(value) for name, value in fields.items()}
    is_own = "govtui_kind" in fields
    entry = Entry(read.place, read.key, read.type, faults=read.faults)
    entry.language = told.pop("language", "") or told.pop("langid", "")
    title, subtitle = told.pop("title", ""), told.pop("subtitle", "")
    entry.titles = {"": ": ".join(filter(None, (title, subtitle)))}
    if own := {
        name[6:]: told.pop(name) for name in list(told) if name.startswith("title-") and LANGUAGE_TAG.match(name[6:])
    }:
        entry.titles = own
    entry.summary = told.pop("abstract", "")
    entry.authors = _names(fields.get("author", ""))
    publisher = next((name for name in _PUBLISHERS if told.get(name)), "")
    url = told.pop("url", "")
    if not url and r"\url" in fields.get("howpublished", ""):
        url = plain_address(told.pop("howpublished"))
    told.pop("author", None)
    entry.texts = {
        "publisher": told.pop(publisher, ""),
        "published": _published(told),
        "accessed": _date(told, "urldate"),
        "url": url,
    }
    entry.doi, entry.isbn = told.pop("doi", ""), told.pop("isbn", "")
    if is_own:
        entry.own_id, entry.own_type = read.key, told.pop("govtui_type", "")
        entry.own_publisher = told.pop("govtui_publisher", "")
        for name in ("govtui_kind", *_DERIVED):
            told.pop(name, None)
    unknown = {name: plain_text(value) for name, value in read.unknown.items()}
    entry.left = {f"{name}_" if name == "id" else name: text for name, text in (told | unknown).items()}
    return entry


def _names(written: str) -> list[str]:
    """Return the names of authors as they are written, "and" outside of braces between them."""
    names, depth, start = [], 0, 0
    for found in re.finditer(r"\\.|[{}]|\s+and\s+", written, re.IGNORECASE | re.DOTALL):
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        if not depth and _AND.fullmatch(sign):
            names.append(written[start : found.start()])
            start = found.end()
    told = [plain_text(name) for name in (*names, written[start:])]
    return ["et al." if name == "others" else name for name in told if name]


def _date(told: dict[str, str], name: str) -> str:
    """Take a date of biblatex; what is none stays."""
    date = edtf(told.get(name, ""))
    if date:
        del told[name]
    return date


def _published(told: dict[str, str]) -> str:
    """Take the date from `date`, or else from year, month and day as far as they can be read; the rest stays."""
    if date := _date(told, "date"):
        for name in ("year", "month", "day"):
            told.pop(name, None)
        return date
    year, month, day = (told.get(name, "") for name in ("year", "month", "day"))
    if not _YEAR.fullmatch(year):
        return date if not (date := edtf(year)) else told.pop("year") and date
    used, date = ["year"], year
    if found := _MONTH.fullmatch(month):
        number = _NAMES.index(found[2].lower()) + 1 if found[2] else int(found[4])
        if with_month := edtf(f"{year}-{number:02}"):
            used, date = [*used, "month"], with_month
            in_month = found[1] or found[3] or (day if day.isdigit() else "")
            if in_month and (with_day := edtf(f"{date}-{int(in_month):02}")):
                used, date = [*used, "day"], with_day
    for name in used:
        told.pop(name, None)
    return date
