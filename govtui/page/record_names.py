"""The name of a record in a language, with what has to be said about it. Nothing here loads the models."""

from __future__ import annotations

from govtui.i18n.countries import country_name
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.model.identifiers import country_of
from govtui.model.localized import with_fallback
from govtui.page.page import Role, Span


def record_name(id: str, index: Index, language: str, tr: Translator) -> Span:
    """Return the name of a record as a link, or of a country; what is missing or unreadable is marked."""
    if country := country_of(id):
        return Span(country_name(country, tr) or country)
    card = index.card(id)
    if card is None:
        if near := index.nearest(id):
            words = tr.gettext("{id} (no such record; did you mean {near}?)").format(id=id, near=near)
            return Span(words, Role.BROKEN, near)
        return Span(tr.gettext("{id} (no such record)").format(id=id), Role.BROKEN)
    reading = with_fallback(card.name, language)
    text = reading.text if reading else card.id
    if reading and reading.missing and reading.language:  # the id of a file that cannot be read is in none
        text += f" [{reading.language}]"
    if card.ambiguous and card.country:
        text += f" ({country_name(card.country, tr) or card.country})"
    if not card.readable:
        return Span(tr.gettext("{name} (unreadable)").format(name=text), Role.BROKEN, card.key)
    return Span(text, Role.LINK, card.key, lang=reading.language if reading else "")
