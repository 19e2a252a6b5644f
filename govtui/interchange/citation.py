"""A record as a citation, for a bibliography or a footnote, in the interface's language.

In the order of ISO 690: authors, name, type, publisher or place, date, address. It holds only what the record says; an
unknown date is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_long, date_short
from govtui.i18n.formats import joined, quoted
from govtui.model.record import Declaration, Event, Organization, Record, Source
from govtui.model.references import actors
from govtui.page.render_context import RenderContext

_ALWAYS = frozenset({"type", "name", "aka", "links"})

CARRIED: Mapping[str, frozenset[str]] = {
    "organization": _ALWAYS | {"place", "founded"},
    "declaration": _ALWAYS | {"steps", "symbol", "date", "period"},
    "event": _ALWAYS | {"place", "date"},
    "source": frozenset({"type", "title", "author", "publisher", "published", "accessed", "url", "lang"}),
}
"""The fields that a citation has, by kind: of `aka` the acronym, of `steps` who adopted or issued a text."""


def citation(record: Record, context: RenderContext) -> str:
    """Return one line that identifies the record to a reader who does not have the registry."""
    return ". ".join(part.rstrip(".") for part in _parts(record, context) if part) + "."


def authors(record: Record, context: RenderContext) -> list[str]:
    """Return a source's author; a declaration's certain adopters, else its issuers, else the bodies it belongs to."""
    match record:
        case Source(author=str(author)):
            return [author]
        case Declaration():
            acted = [one for one in actors(record) if not one.quality]
            adopted, issued = (
                [one.target for one in acted if one.type == type] for type in ("adopted_by", "issued_by")
            )
            return [context.name_or_text(id) for id in adopted or issued or record.relations.get("belongs_to", [])]
    return []


def title(record: Record, context: RenderContext) -> tuple[str, str]:
    """Return the title to cite, and its translation for the reader, or "".

    A source is found by its title in its own language; other records are named in the reader's.
    """
    wanted = context.text_of(record.label)
    original = record.original_title.strip("\n") if isinstance(record, Source) else ""
    return (original, wanted) if original and original != wanted else (wanted, "")


def publisher(record: Record, context: RenderContext) -> str:
    """Return the name of a source's publisher; "" for other kinds."""
    return context.name_or_text(record.publisher) if isinstance(record, Source) and record.publisher else ""


def link(record: Record, language: str) -> str:
    """Return a web address of the record's subject, of a text in this language where there is one; "" for none known."""
    if isinstance(record, Source):
        return record.url or ""
    return record.links.get("website") or record.links.get(f"text_{language}") or next(iter(record.links.values()), "")


def _parts(record: Record, context: RenderContext) -> Iterator[str]:
    yield joined(authors(record, context), context.tr)
    name, translation = title(record, context)
    named = f"{name} ({record.acronym})" if record.acronym and record.acronym not in name else name
    cited = quoted(name) if isinstance(record, Source) else named
    yield f"{cited} [{translation}]" if translation else cited
    type_ = context.label(f"{record.kind}.type", record.type)
    if not name.casefold().startswith(type_.casefold()):  # "Tuyên bố ASEAN …" says that it is one
        yield type_
    yield from _published(record, context)
    if address := link(record, context.language):
        yield address
    if isinstance(record, Source) and record.accessed:
        yield context.tr.gettext("Accessed {date}").format(date=date_long(record.accessed, context.tr))


def _published(record: Record, context: RenderContext) -> Iterator[str]:
    """Yield publisher, place and date as one part: "Seoul, Korea, 5–6 November 2018"."""
    parts = [publisher(record, context)]
    match record:
        case Declaration(symbol=str(symbol)):
            parts.append(symbol)
        case Event() | Organization() if record.place:
            city = context.text_of(record.place.city)
            country = country_name(record.place.country, context.tr) if record.place.country else ""
            parts += [context.text_of(record.place.venue), city, country or ""]
    date = record.main_date
    if date and isinstance(record, Organization):
        parts.append(context.tr.gettext("founded {date}").format(date=date_long(date, context.tr)))
    elif date:
        parts.append((date_long if date.year_less else date_short)(date, context.tr))
    yield ", ".join(part for part in dict.fromkeys(parts) if part)
