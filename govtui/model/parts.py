"""The parts of records: names, places, people, figures, claims, citations, steps, items, review.

Annotations are evaluated here (no `from __future__ import annotations`): as strings they would be compiled at each start.
"""

import datetime
import re
from typing import Annotated

from govtui.model.dates import DateError, PartialDate
from govtui.model.schema import About, Refers, ValueType
from govtui.model.value import NameInFiles, Value
from govtui.model.value_types import Amount, Before, CountryCode, Key, LocalizedText, Quote, RecordId, Target, Text

Scalar = bool | int | float | str

ItemKey = Annotated[Key | None, About("Key", "The name of the item in paths; unique in its list.")]
CitedSource = Annotated[
    RecordId | None, About("Source", "The source that says so.", refers=Refers("cited_source", ("source",)))
]
PlaceInSource = Annotated[Text | None, About("Place in source", "Where it stands in the source, as in L9-L11.")]
SaidBy = Annotated[
    Text | None, About("Said by", "Whose words the source reports, where it does not speak for itself.", search="text")
]
Quoted = Annotated[
    Quote | None,
    About(
        "As printed",
        "The words of the source; printed in quotation marks.",
        value_type=ValueType.QUOTE,
        long=True,
        search="text",
    ),
]
Note = Annotated[LocalizedText | None, About("Note", "What a reader should know about it.", long=True, search="text")]
NoteOrText = Annotated[
    LocalizedText | Text | None, About("Note", "What a reader should know about it.", long=True, search="text")
]
Language = Annotated[str, ValueType.LANGUAGE]
FieldPath = Annotated[Text, ValueType.FIELD_PATH]


_DATED = re.compile(r"([^\s;/]+/[^\s;/]+)(?:; (.+))?\Z", re.DOTALL)


def _text_of_date(value: object) -> object:
    # Dates may stand without quotation marks, here as in a date field.
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


class Alias(Value):
    """Another form of a record's name; the types `ocr` and `spelling` are searched but never shown as the name."""

    text: Annotated[Text, About("Name", "The name as it is written.", search="alias")]
    lang: Annotated[Language | None, About("Language", "The language of this name.")] = None
    type: Annotated[Key, About("Type of name", "Acronym, former name, as printed …", vocabulary="alias.type")]
    source: CitedSource = None
    at: PlaceInSource = None
    note: NoteOrText = None

    @property
    def dated_note(self) -> tuple[PartialDate | None, str]:
        """When the name was used, and the rest of the note, where the note begins with an interval: "1950/1954; by decree"."""
        if not isinstance(self.note, str) or not (match := _DATED.match(self.note)):
            return None, ""
        try:
            return PartialDate.parse(match[1]), match[2] or ""
        except DateError:
            return None, ""


class Place(Value):
    """Where an organization sits or an event is held."""

    country: Annotated[CountryCode | None, About("Country", "A country or area.", search="text", facet="place")] = None
    city: Annotated[LocalizedText | None, About("City", "The city, in each language.", search="text")] = None
    venue: Annotated[LocalizedText | None, About("Venue", "The building or hall.", search="text")] = None
    online: Annotated[bool | None, About("Online", "Whether it is held online.", search="text")] = None


class Person(Value):
    """Someone in a role on this record; embedded, not a record."""

    key: ItemKey = None
    name: Annotated[Text, About("Name", "The name.", search="text")]
    role: Annotated[Key, About("Role", "What the person did or is.", vocabulary="person.role")]
    title: Annotated[LocalizedText | None, About("Position", "The position, in each language.", search="text")] = None
    org: Annotated[
        RecordId | None,
        About("Institution", "The institution in the registry.", refers=Refers("person_org", ("organization",))),
    ] = None
    on_behalf_of: Annotated[
        RecordId | None,
        About("On behalf of", "Whom the person speaks for.", refers=Refers("person_on_behalf_of", ("organization",))),
    ] = None
    aka: Annotated[
        list[Text], About("Other names", "Other forms of the person's name.", unordered=True, search="text")
    ] = []
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Figure(Value):
    """A number that a source gives; several for one `what` are competing statements."""

    key: ItemKey = None
    what: Annotated[Key, About("What is counted", "What the number counts.", vocabulary="figure.what")]
    value: Annotated[Amount, About("Number", "The number.")]
    bound: Annotated[Key | None, About("Exactness", "Exact, over, under or about.", vocabulary="figure.bound")] = None
    counted: Annotated[
        bool | None, About("Counted from the source", "Whether the registry counted what the source lists.")
    ] = None
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None


class Claim(Value):
    """What another source says of a field, beside the field's value."""

    field: Annotated[FieldPath, About("Field", "The field that it is about, such as date or place.city.")]
    value: Annotated[
        Scalar | list[Scalar] | LocalizedText | None,
        Before(_text_of_date),
        About("What it says", "What the other source says.", value_of="field", unordered=True, search="text"),
    ] = None
    quote: Quoted = None
    source: Annotated[RecordId, About("Source", "The source that says so.", refers=Refers("cited_source", ("source",)))]
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: NoteOrText = None


class Citation(Value):
    """A source in which fields of the record are stated; `fields` are field paths."""

    ref: Annotated[
        RecordId, About("Source", "The source record.", refers=Refers("cited_source", ("source",)), facet="source")
    ]
    at: PlaceInSource = None
    fields: Annotated[
        list[FieldPath], NameInFiles("for"), About("Fields", "The fields that it states.", unordered=True)
    ] = []
    quote: Quoted = None
    said_by: SaidBy = None


class Term(Value):
    """A period for which something is held: a mandate, a chair."""

    key: ItemKey = None
    type: Annotated[Key, About("Type of term", "A mandate or a chair.", vocabulary="term.type")]
    date: Annotated[PartialDate | None, About("Date", "When, as exactly as the source tells.")] = None
    number: Annotated[Amount | None, About("Number", "Its number in the series, or of the term.")] = None
    country: Annotated[CountryCode | None, About("Country", "A country or area.", search="text", facet="country")] = (
        None
    )
    org: Annotated[
        RecordId | None,
        About("Institution", "The institution in the registry.", refers=Refers("term_org", ("organization",))),
    ] = None
    person: Annotated[Text | None, About("Person", "Who holds it in person.", search="text")] = None
    under: Annotated[
        RecordId | None,
        About("Under", "The text or framework it is based on.", refers=Refers("term_under", ("declaration",))),
    ] = None
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None


RequiredKey = Annotated[Key, About("Key", "The name of the item in paths; unique in its list.")]
Wording = Annotated[LocalizedText, About("Text", "The wording.", long=True, search="text")]

# Fields stand in the order in which files have them, so those of items with more than `Item` are written out.


class Item(Value):
    """One aim: a keyed text."""

    key: RequiredKey
    text: Wording
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Activity(Value):
    """Something that an organization does."""

    key: RequiredKey
    text: Wording
    see: Annotated[
        list[RecordId],
        About("See also", "Records that say more about it.", refers=Refers("activity_see"), unordered=True),
    ] = []
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Member(Value):
    """A member of a body, with its capacity and time."""

    key: ItemKey = None
    who: Annotated[Target, About("Who", "The organization or country.", refers=Refers("member", ("organization",)))]
    capacity: Annotated[
        Key | None,
        About("Capacity", "The capacity in which it belongs; a member if none is given.", vocabulary="member.capacity"),
    ] = None
    date: Annotated[PartialDate | None, About("Date", "From when to when, as exactly as the source tells.")] = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None


class Unrecorded(Value):
    """Lines of a source that were looked at and left out on purpose."""

    at: Annotated[Text, About("Place in source", "Where it stands in the source, as in L9-L11.")]
    why: Annotated[Key, About("Why", "What the lines are, so that no record has them.", vocabulary="unrecorded.why")]
    note: Note = None


class Series(Value):
    """The series an event belongs to; previous and next follow from the number."""

    id: Annotated[RecordId, About("Series", "The record of the series.", refers=Refers("series", ("event",)))]
    number: Annotated[Amount | None, About("Number", "Its number in the series, or of the term.")] = None


class Translation(Value):
    """The source text that a translated field was made from, by its digest (model/translations.py)."""

    field: Annotated[FieldPath, About("Field", "The text that was translated.")]
    source: Annotated[Language, NameInFiles("from"), About("Translated from", "The language it was translated from.")]
    to: Annotated[Language, About("Translated into", "The language it was translated into.")]
    digest: Annotated[str, About("Checksum", "The checksum of the text it was made from.")]


class Checked(Value):
    """A problem that somebody compared with the source, which has it so: the warning is muted, the page still shows it."""

    code: Annotated[Key, About("Problem", "The code of the problem.")]
    field: Annotated[
        FieldPath | None, About("Field", "The field that has the problem; every field where none is given.")
    ] = None
    note: Note = None


class Review(Value):
    """How far a record was reviewed, and how sure its names are."""

    state: Annotated[Key | None, About("State", "Draft or reviewed.", vocabulary="review.state")] = None
    name_vi: Annotated[
        Key | None, About("Vietnamese name", "How sure the Vietnamese name is.", vocabulary="review.name")
    ] = None
    name_en: Annotated[Key | None, About("English name", "How sure the English name is.", vocabulary="review.name")] = (
        None
    )
    by: Annotated[Text | None, About("Reviewed by", "Who reviewed it.", search="text")] = None
    on: Annotated[PartialDate | None, About("Reviewed on", "When it was reviewed.")] = None
    notes: Annotated[
        LocalizedText | Text | None, About("Notes", "What is still to be done.", long=True, search="text")
    ] = None
