"""A record as a classic BibTeX entry (`@misc`, `@article`) in UTF-8, for BibTeX 8; biber finds whole dates in it besides.

An event is `@misc`, never `@inproceedings`: nothing says that a text was published in its proceedings. Fields that begin with
`govtui_`, and `title-vi`, are for `govtui import bibtex`; styles pass them over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from govtui.interchange.citation import authors, link, publisher, title
from govtui.model.dates import PartialDate
from govtui.model.identifiers import is_record_id
from govtui.model.record import Declaration, Event, Record, Source
from govtui.page.render_context import RenderContext

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_LIGATURES = re.compile(r"-(?=-)|'(?=')|`(?=`)")
_SPACES = re.compile(r"\s+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


CARRIED: Mapping[str, frozenset[str]] = {
    "organization": frozenset({"type", "name", "founded", "links"}),
    "declaration": frozenset({"type", "name", "steps", "symbol", "date", "period", "links"}),
    "event": frozenset({"type", "name", "place", "date", "links"}),
    "source": frozenset(
        {"type", "title", "author", "publisher", "published", "accessed", "url", "lang", "identifiers"}
    ),
}
"""The fields that an entry has, by kind: of `steps` who adopted or issued a text, of `place` the city, of `identifiers`
DOI and ISBN."""

IDENTIFIERS = ("doi", "isbn")


def left_parts(record: Record) -> Iterator[str]:
    """Yield what an entry lacks of fields that it has: other identifiers, dates that biblatex cannot say."""
    if isinstance(record, Source):
        yield from (f"identifiers.{name}" for name in record.identifiers if name not in IDENTIFIERS)
        for name, date in (("published", record.published), ("accessed", record.accessed)):
            if date and not _biblatex(date):
                yield name


def bibtex(record: Record, context: RenderContext) -> str:
    """Return the entry, ending in a line feed; title and note are in the context's language."""
    kind = "article" if isinstance(record, Source) and record.type == "article" and record.publisher else "misc"
    lines = [f"  {name:<13}= {value}," for name, value in _fields(record, kind, context)]
    return "\n".join([f"@{kind}{{{record.id},", *lines, "}"]) + "\n"


def _fields(record: Record, kind: str, context: RenderContext) -> Iterator[tuple[str, str]]:
    who = authors(record, context)
    if isinstance(record, Source):  # one text, in which imported names are parted so
        who = [name for text in who for name in text.split("; ") if name.strip()]
    if who:
        # An inner pair of braces keeps an organization, or a Vietnamese name, from being cut into first and last names.
        yield "author", f"{{{' and '.join(f'{{{_escaped(name)}}}' for name in who)}}}".replace("{et al.}", "others")
    name, translation = title(record, context)
    yield "title", f"{{{{{_escaped(f'{name} [{translation}]' if translation else name)}}}}}"
    if issuer := publisher(record, context):
        yield "journal" if kind == "article" else "organization", f"{{{_escaped(issuer)}}}"
    if isinstance(record, Declaration) and record.symbol:
        yield "number", f"{{{_escaped(record.symbol)}}}"
    if isinstance(record, Event) and record.place and (city := context.text_of(record.place.city)):
        yield "address", f"{{{_escaped(city)}}}"
    yield from _date(record)
    if address := link(record, context.language):
        yield "url", f"{{{_address(address)}}}"
    notes = [context.label(f"{record.kind}.type", record.type)] if kind == "misc" else []
    if isinstance(record, Source) and record.accessed:
        notes.append(context.tr.gettext("Accessed {date}").format(date=context.date(record.accessed)))
        if accessed := _biblatex(record.accessed):
            yield "urldate", f"{{{accessed}}}"
    if notes:
        yield "note", f"{{{_escaped('. '.join(notes))}}}"
    if isinstance(record, Source):
        if record.lang:
            yield "language", f"{{{_escaped(record.lang)}}}"
        for name in IDENTIFIERS:
            if text := record.identifiers.get(name):
                yield name, f"{{{_escaped(text)}}}"
    yield from _own(record)


def _own(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what `govtui import bibtex` needs to know the record again."""
    yield "govtui_kind", f"{{{record.kind}}}"
    if not isinstance(record, Source):
        return
    yield "govtui_type", f"{{{record.type}}}"
    if record.publisher and is_record_id(record.publisher):
        yield "govtui_publisher", f"{{{record.publisher}}}"
    if list(record.title) != [record.lang]:
        for language, text in record.title.items():
            yield f"title-{language}", f"{{{{{_escaped(text)}}}}}"


def _date(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the date of biblatex, and year, month and day as far as they are certain: BibTeX cannot say "about 2006"."""
    date = record.main_date
    if date and (text := _biblatex(date)):
        yield "date", f"{{{text}}}"
    point = date.start or date.end if date else None
    if point is None or point.year is None or point.decade or point.uncertain or point.approximate:
        return
    yield "year", f"{{{point.year}}}"
    if point.month:
        yield "month", _MONTHS[point.month - 1]
    if point.day:
        yield "day", f"{{{point.day}}}"


def _biblatex(date: PartialDate) -> str:
    """Return a date as biblatex has it (manual 2.3.8): EDTF with open ends left empty; "" without a year."""
    return "" if date.year_less else date.text.replace("..", "")


def _escaped(text: str) -> str:
    """Return a text on one line, escaped; two hyphens or quotation marks side by side stay two."""
    parted = _LIGATURES.sub(lambda found: f"{found[0]}\0", _SPACES.sub(" ", text).strip().replace("\0", ""))
    return "".join(_SPECIAL.get(letter, letter) for letter in parted).replace("\0", "{}")


def _address(url: str) -> str:
    """Escape a web address so that it ends neither the value nor the line."""
    return _SPACES.sub("%20", url.replace("{", "%7B").replace("}", "%7D"))
