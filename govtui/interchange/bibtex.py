"""A record as a classic BibTeX entry (`@misc`, `@article`) in UTF-8, for biber and BibTeX 8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from govtui.interchange.citation import authors, link, publisher, title
from govtui.model.record import Declaration, Event, Record, Source
from govtui.page.render_context import RenderContext

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPACES = re.compile(r"\s+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


CARRIED: Mapping[str, frozenset[str]] = {
    "organization": frozenset({"type", "name", "founded", "links"}),
    "declaration": frozenset({"type", "name", "steps", "symbol", "date", "period", "links"}),
    "event": frozenset({"type", "name", "place", "date", "links"}),
    "source": frozenset({"type", "title", "author", "publisher", "published", "accessed", "url", "lang"}),
}
"""The fields that an entry has, by kind: of `steps` who adopted or issued a text, of `place` the city."""


def bibtex(record: Record, context: RenderContext) -> str:
    """Return the entry, ending in a line feed; title and note are in the context's language."""
    kind = "article" if isinstance(record, Source) and record.type == "article" and record.publisher else "misc"
    lines = [f"  {name:<13}= {value}," for name, value in _fields(record, kind, context)]
    return "\n".join([f"@{kind}{{{record.id},", *lines, "}"]) + "\n"


def _fields(record: Record, kind: str, context: RenderContext) -> Iterator[tuple[str, str]]:
    if who := authors(record, context):
        # An inner pair of braces keeps an organization, or a Vietnamese name, from being cut into first and last names.
        yield "author", f"{{{' and '.join(f'{{{_escaped(name)}}}' for name in who)}}}"
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
    if notes:
        yield "note", f"{{{_escaped('. '.join(notes))}}}"
    if isinstance(record, Source) and record.lang:
        yield "language", f"{{{_escaped(record.lang)}}}"


def _date(record: Record) -> Iterator[tuple[str, str]]:
    """Yield year and month as far as they are certain: BibTeX has no way to say "about 2006"."""
    date = record.main_date
    point = date.start or date.end if date else None
    if point is None or point.year is None or point.decade or point.uncertain or point.approximate:
        return
    yield "year", f"{{{point.year}}}"
    if point.month:
        yield "month", _MONTHS[point.month - 1]


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in _SPACES.sub(" ", text).strip())


def _address(url: str) -> str:
    """Escape a web address so that it ends neither the value nor the line."""
    return _SPACES.sub("%20", url.replace("{", "%7B").replace("}", "%7D"))
