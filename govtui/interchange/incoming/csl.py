"""Read CSL-JSON (citationstyles.org, schema csl-data 1.0.2), as Zotero and Pandoc keep it: items become sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.bibliography import Entry, edtf, source_record
from govtui.interchange.incoming.json_document import JsonObject, pointer, read_json
from govtui.model.imported import CannotImport, ImportedRecord, ImportFault

TYPES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "webpage": "web_page",
    "post": "web_page",
    "post-weblog": "web_page",
    "dataset": "data_set",
}

_PUBLISHERS = ("container-title", "publisher")
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc)>|<span[^<>]*>|</span>")
"""What processors of CSL take for markup in texts."""
_SPACES = re.compile(r"\s+")
_YEARS = range(1, 10_000)


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield each item as a source."""
    document = read_json(stream)
    steps: tuple[str, ...] = ()
    if isinstance(document, dict) and isinstance(document.get("items"), list):
        document, steps = document["items"], ("items",)
    if not isinstance(document, list):
        raise CannotImport("line 1", "wrong_form", format="CSL-JSON")
    seen: dict[str, str] = {}
    for number, item in enumerate(document):
        place = pointer(*steps, number)
        if number >= options.most:
            raise CannotImport(place, "too_many", limit=options.most)
        if not isinstance(item, dict):
            yield ImportedRecord(
                place, "source", {}, faults=(ImportFault(place, "wrong_form", {"format": "CSL-JSON"}),)
            )
            continue
        entry = _entry(JsonObject(item, place))
        if entry.key and (first := seen.setdefault(entry.key, place)) != place:
            entry.faults.append(ImportFault(place, "duplicate_in_file", {"first": first}))
        yield source_record("csl", entry, TYPES, options)


def _entry(item: JsonObject) -> Entry:
    entry = Entry(item.place, item.id("id"), item.text("type"), faults=item.faults)
    entry.language = item.text("language")
    entry.titles = {"": _plain(item.text("title"))}
    entry.summary = item.text("abstract")
    entry.authors = _names(item)
    publisher = next((name for name in _PUBLISHERS if item.has(name)), "")
    entry.texts = {
        "publisher": _plain(item.text(publisher)) if publisher else "",
        "published": _date(item, "issued"),
        "accessed": _date(item, "accessed"),
        "url": item.text("URL"),
    }
    entry.doi, entry.isbn = item.text("DOI"), item.text("ISBN")
    entry.left = {f"{name}_" if name == "id" else name: value for name, value in item.left().items()}
    return entry


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _MARKUP.sub("", text)).strip()


def _names(item: JsonObject) -> list[str]:
    """Return the names of the authors, the family name first, as BibTeX has them."""
    names = []
    for one in item.objects("author"):
        family = " ".join(filter(None, (one.text("non-dropping-particle"), one.text("family"))))
        given = " ".join(filter(None, (one.text("given"), one.text("dropping-particle"))))
        parts = filter(None, (family, given, one.text("suffix")))
        names.append(one.text("literal") or ", ".join(parts))
    return [_plain(name) for name in names if name]


def _date(item: JsonObject, name: str) -> str:
    """Return a date in EDTF; one that is none of ours stays with the item."""
    if isinstance(item.members.get(name), str):
        date = edtf(item.text(name))
        if not date:
            item.leave(name)
        return date
    told = item.child(name)
    if told is None:
        return ""
    parts = told.members.get("date-parts")
    points = [_point(one) for one in parts] if isinstance(parts, list) else [told.text("raw") or told.text("literal")]
    mark = "~" if told.members.get("circa") not in (None, False, 0, "", "0", "false") else ""
    date = edtf("/".join(f"{point}{mark}" for point in points)) if points and all(points) else ""
    if not date or told.has("season"):
        item.leave(name)
    return date


def _point(parts: object) -> str:
    """Return year, month and day of a date as EDTF; "" where they are no numbers."""
    if not isinstance(parts, list):
        return ""
    numbers = [
        int(one) for one in parts if isinstance(one, int) or (isinstance(one, str) and re.fullmatch(r"\d{1,4}", one))
    ]
    if len(numbers) != len(parts) or not numbers or numbers[0] not in _YEARS:
        return ""
    return "-".join(f"{number:0{4 if place == 0 else 2}}" for place, number in enumerate(numbers))
