"""Every field of a record by name: what it is called and what it is for, parts of parts included."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from govtui.i18n.labels import label, relation_label
from govtui.i18n.marks import NP_
from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from govtui.model.fields import FieldSpec

NAMES: Mapping[str, str] = {
    "sha256": NP_("field", "Checksum"),
    "*.key": NP_("field", "Key"),
    "*.text": NP_("field", "Text"),
    "*.source": NP_("field", "Source"),
    "*.at": NP_("field", "Place in source"),
    "*.under": NP_("field", "Under"),
    "aka.text": NP_("field", "Name"),
    "aka.type": NP_("field", "Type of name"),
    "place.city": NP_("field", "City"),
    "place.venue": NP_("field", "Venue"),
    "place.online": NP_("field", "Online"),
    "people.role": NP_("field", "Role"),
    "people.title": NP_("field", "Position"),
    "people.on_behalf_of": NP_("field", "On behalf of"),
    "figures.what": NP_("field", "What is counted"),
    "figures.value": NP_("field", "Number"),
    "figures.bound": NP_("field", "Exactness"),
    "figures.text": NP_("field", "Wording"),
    "claims.field": NP_("field", "Field"),
    "claims.value": NP_("field", "What it says"),
    "sources.ref": NP_("field", "Source"),
    "sources.for": NP_("field", "Fields"),
    "sources.quote": NP_("field", "Quotation"),
    "sources.by": NP_("field", "Said by"),
    "terms.type": NP_("field", "Type of term"),
    "terms.text": NP_("field", "Wording"),
    "steps.action": NP_("field", "What happened"),
    "steps.by": NP_("field", "By"),
    "steps.events": NP_("field", "At"),
    "steps.text": NP_("field", "Wording"),
    "activities.see": NP_("field", "See also"),
    "agenda.day": NP_("field", "Day"),
    "measures.level": NP_("field", "Level"),
    "progress.as_of": NP_("field", "As of"),
    "progress.unit": NP_("field", "Unit"),
    "progress.rows": NP_("field", "Rows"),
    "progress.stated": NP_("field", "Totals"),
    "*.area": NP_("field", "Area"),
    "*.stated": NP_("field", "Stated"),
    "*.planned": NP_("field", "Planned"),
    "*.ongoing": NP_("field", "Ongoing"),
    "*.completed": NP_("field", "Completed"),
    "*.recurring": NP_("field", "Recurring"),
    "*.cancelled": NP_("field", "Cancelled"),
    "*.completed_or_ongoing": NP_("field", "Completed or ongoing"),
    "review.state": NP_("field", "State"),
    "review.name_en": NP_("field", "English name"),
    "review.by": NP_("field", "Reviewed by"),
    "review.on": NP_("field", "Reviewed on"),
    "review.notes": NP_("field", "Notes"),
}
"""The names of parts, by owner and field ("people.role"; "*" for any owner); other names stand among the labels."""

MEANINGS: Mapping[str, str] = {
    "name": NP_("field.meaning", "The name in each language; the official form where there is one."),
    "title": NP_("field.meaning", "The title of the source, in its own language, and in translation."),
    "type": NP_("field.meaning", "What it is within its kind."),
    "status": NP_("field.meaning", "How it stands now; unknown when the sources are silent."),
    "symbol": NP_("field.meaning", "The document symbol, as in A/RES/69/327."),
    "date": NP_("field.meaning", "When it was or will be, as exactly as the sources tell."),
    "period": NP_("field.meaning", "The time for which the text applies."),
    "date_text": NP_("field.meaning", "The wording of the date in the source."),
    "part_of_day": NP_("field.meaning", "The part of the day, where the source tells it."),
    "series": NP_("field.meaning", "The series that the event belongs to, and its place in it."),
    "founded": NP_("field.meaning", "When it was founded."),
    "dissolved": NP_("field.meaning", "When it ceased to exist."),
    "author": NP_("field.meaning", "Who wrote the source."),
    "publisher": NP_("field.meaning", "Who published it: an organization of the registry, or a name."),
    "published": NP_("field.meaning", "When it was published."),
    "accessed": NP_("field.meaning", "When it was last accessed."),
    "url": NP_("field.meaning", "Where it stands on the web."),
    "lang": NP_("field.meaning", "The language it is written in."),
    "countries": NP_("field.meaning", "The countries that belong to the group."),
    "place": NP_("field.meaning", "Where it has its seat or is held."),
    "frequency": NP_("field.meaning", "How often it is held or appears."),
    "summary": NP_("field.meaning", "What to know about it, in a few sentences."),
    "theme": NP_("field.meaning", "The theme it was held under."),
    "note": NP_("field.meaning", "What a reader should know about the record or its sources."),
    "aka": NP_("field.meaning", "Acronyms, former names, other spellings; searched, too."),
    "aims": NP_("field.meaning", "What it was set up to achieve."),
    "activities": NP_("field.meaning", "What it does."),
    "terms": NP_("field.meaning", "Mandates and chairs, with their time."),
    "steps": NP_("field.meaning", "What happened to the text, by whom and when."),
    "measures": NP_("field.meaning", "What the text asks to be done."),
    "areas": NP_("field.meaning", "The priority areas of the text."),
    "agenda": NP_("field.meaning", "What was on the agenda."),
    "people": NP_("field.meaning", "Who took part or is named, in which role."),
    "figures": NP_("field.meaning", "Numbers that the sources give."),
    "progress": NP_("field.meaning", "Tables of the progress of the entries of a plan."),
    "relations": NP_("field.meaning", "Links to other records; the other side is found by itself."),
    "claims": NP_("field.meaning", "What another source states differently, kept beside the value."),
    "sources": NP_("field.meaning", "Where the facts of this record are stated."),
    "identifiers": NP_("field.meaning", "Its identifiers in other systems."),
    "links": NP_("field.meaning", "Pages on the web."),
    "sdg": NP_("field.meaning", "Goals and targets it serves, as in 16 or 16.6."),
    "review": NP_("field.meaning", "How far the record was reviewed."),
    "file": NP_("field.meaning", "The copy of the source that is kept."),
    "sha256": NP_("field.meaning", "The checksum of the copy."),
    "*.key": NP_("field.meaning", "The name of the item in paths; unique in its list."),
    "*.text": NP_("field.meaning", "The wording."),
    "*.source": NP_("field.meaning", "The source that says so."),
    "*.at": NP_("field.meaning", "Where it stands in the source, as in L9-L11."),
    "*.note": NP_("field.meaning", "What a reader should know about it."),
    "*.lang": NP_("field.meaning", "The language of this name."),
    "*.date": NP_("field.meaning", "When, as exactly as the source tells."),
    "*.org": NP_("field.meaning", "The institution in the registry."),
    "*.country": NP_("field.meaning", "A country or area."),
    "*.number": NP_("field.meaning", "Its number in the series, or of the term."),
    "*.under": NP_("field.meaning", "The text or framework it is based on."),
    "*.name": NP_("field.meaning", "The name."),
    "aka.text": NP_("field.meaning", "The name as it is written."),
    "aka.type": NP_("field.meaning", "Acronym, former name, as printed …"),
    "place.city": NP_("field.meaning", "The city, in each language."),
    "place.venue": NP_("field.meaning", "The building or hall."),
    "place.online": NP_("field.meaning", "Whether it is held online."),
    "people.role": NP_("field.meaning", "What the person did or is."),
    "people.title": NP_("field.meaning", "The position, in each language."),
    "people.on_behalf_of": NP_("field.meaning", "Whom the person speaks for."),
    "people.aka": NP_("field.meaning", "Other forms of the person's name."),
    "figures.what": NP_("field.meaning", "What the number counts."),
    "figures.value": NP_("field.meaning", "The number."),
    "figures.bound": NP_("field.meaning", "Exact, over, under or about."),
    "figures.text": NP_("field.meaning", "The wording of the source."),
    "claims.field": NP_("field.meaning", "The field it speaks of, as in date or place.city."),
    "claims.value": NP_("field.meaning", "What the other source says."),
    "sources.ref": NP_("field.meaning", "The source record."),
    "sources.for": NP_("field.meaning", "The fields that it states."),
    "sources.quote": NP_("field.meaning", "The words of the source."),
    "sources.by": NP_("field.meaning", "Who is quoted."),
    "terms.type": NP_("field.meaning", "A mandate or a chair."),
    "terms.text": NP_("field.meaning", "The wording of the source."),
    "steps.action": NP_("field.meaning", "What was done with the text."),
    "steps.by": NP_("field.meaning", "Who did it."),
    "steps.events": NP_("field.meaning", "The meetings where it was done."),
    "steps.text": NP_("field.meaning", "The wording of the source."),
    "activities.see": NP_("field.meaning", "Records that say more about it."),
    "agenda.day": NP_("field.meaning", "The day of the meeting it belongs to."),
    "measures.level": NP_("field.meaning", "National or regional."),
    "series.id": NP_("field.meaning", "The record of the series."),
    "progress.as_of": NP_("field.meaning", "The day for which the numbers hold."),
    "progress.unit": NP_("field.meaning", "What is counted."),
    "progress.rows": NP_("field.meaning", "One row for each cell of the table."),
    "progress.stated": NP_("field.meaning", "The totals that the source states."),
    "*.area": NP_("field.meaning", "The key of the priority area."),
    "*.stated": NP_("field.meaning", "The number that the source states."),
    "*.planned": NP_("field.meaning", "How many are planned."),
    "*.ongoing": NP_("field.meaning", "How many are ongoing."),
    "*.completed": NP_("field.meaning", "How many are completed."),
    "*.recurring": NP_("field.meaning", "How many recur."),
    "*.cancelled": NP_("field.meaning", "How many were cancelled."),
    "*.completed_or_ongoing": NP_("field.meaning", "How many are completed or ongoing."),
    "review.state": NP_("field.meaning", "Draft or reviewed."),
    "review.name_en": NP_("field.meaning", "How sure the English name is."),
    "review.by": NP_("field.meaning", "Who reviewed it."),
    "review.on": NP_("field.meaning", "When it was reviewed."),
    "review.notes": NP_("field.meaning", "What is still to be done."),
}
"""What a field is for, by its name, or by owner and field."""


def field_name(owner: str, name: str, tr: Translator) -> str:
    """What a field is called: `owner` is the list or table that it is a part of, "" for a field of the record."""
    if owner == "relations":
        return relation_label(name, tr)
    if owner in ("identifiers", "links") and name not in ("key", "text"):
        return label(owner.removesuffix("s"), name, tr)
    message = NAMES.get(f"{owner}.{name}") or NAMES.get(f"*.{name}" if owner else name)
    return (
        tr.pgettext("field", message)
        if message
        else label("field", "series" if (owner, name) == ("series", "id") else name, tr)
    )


def field_meaning(owner: str, name: str, tr: Translator) -> str:
    """What a field is for, as a sentence; empty where its name says all."""
    message = MEANINGS.get(f"{owner}.{name}" if owner else name) or MEANINGS.get(f"*.{name}" if owner else "")
    return tr.pgettext("field.meaning", message) if message else ""


def spec_label(spec: FieldSpec, tr: Translator) -> str:
    """What a field is called: by the catalog, or, where the registry declares it, by its own label."""
    if spec.owner == "relations" and not spec.about.label:
        return relation_label(spec.name, tr)
    return _told(spec.about.label, "field", tr)


def spec_meaning(spec: FieldSpec, tr: Translator) -> str:
    """What a field is for, as a sentence; empty where its name says all."""
    return _told(spec.about.meaning, "field.meaning", tr)


def _told(words: str | Mapping[str, str], context: str, tr: Translator) -> str:
    """A message of the catalog, or a text by language."""
    if isinstance(words, str):
        return tr.pgettext(context, words)
    return words.get(tr.language) or next(iter(words.values()), "")


def quality_labels(quality: Collection[str], tr: Translator) -> list[str]:
    """What qualifies a reference (model.relations.QUALITIES), in words: to stand behind its name, or its type."""
    from govtui.model.relations import QUALITIES

    return [label("quality", one, tr) for one in QUALITIES if one in quality]
