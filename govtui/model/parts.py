"""The parts that records are made of: names, places, people, figures, claims, citations, review."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from govtui.model.base import Value
from govtui.model.dates import PartialDate
from govtui.model.identifiers import CountryCode, Key, RecordId
from govtui.model.localized import LocalizedText, Text

Scalar = bool | int | float | str

Amount = Annotated[int, Field(ge=0, le=10**15)]
"""A number of something, or a place in a series: what can be counted, and drawn."""


def _plain(value: object) -> object:
    # Dates may stand without quotation marks, here as in a date field.
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


class Alias(Value):
    """Another form of a record's name; types `ocr` and `spelling` are searched but never shown as the name."""

    text: Text
    lang: str | None = None
    type: Key
    source: RecordId | None = None
    at: Text | None = None
    note: LocalizedText | Text | None = None


class Place(Value):
    """Where an organization sits or an event is held."""

    country: CountryCode | None = None
    city: LocalizedText | None = None
    venue: LocalizedText | None = None
    online: bool | None = None


class Person(Value):
    """Someone in a role on this record; embedded, not a record."""

    key: Key | None = None
    name: Text
    role: Key
    title: LocalizedText | None = None
    org: RecordId | None = None
    on_behalf_of: RecordId | None = None
    aka: list[Text] = Field(default_factory=list)
    source: RecordId | None = None
    at: Text | None = None


class Figure(Value):
    """A number that a source gives; several rows for one `what` are competing statements."""

    key: Key | None = None
    what: Key
    value: Amount
    bound: Key | None = None
    text: Text | None = None
    source: RecordId | None = None
    at: Text | None = None
    note: LocalizedText | None = None


class Claim(Value):
    """What another source says of a field, kept beside the field's value."""

    field: Text
    value: Annotated[Scalar | list[Scalar] | LocalizedText, BeforeValidator(_plain)]
    source: RecordId
    at: Text | None = None
    note: LocalizedText | Text | None = None


class Citation(Value):
    """Where facts of this record are stated: `at` is the place in the source, `fields` the field paths it covers."""

    ref: RecordId
    at: Text | None = None
    fields: list[Text] = Field(default_factory=list, alias="for")
    quote: LocalizedText | Text | None = None
    by: Text | None = None


class Term(Value):
    """A period for which something is held: a mandate, a chair."""

    key: Key | None = None
    type: Key
    date: PartialDate | None = None
    number: Amount | None = None
    country: CountryCode | None = None
    org: RecordId | None = None
    under: RecordId | None = None
    text: Text | None = None
    source: RecordId | None = None
    at: Text | None = None
    note: LocalizedText | None = None


class Step(Value):
    """What happened to a text, by whom and where; a step that two sources tell differently is two steps."""

    key: Key | None = None
    action: Key
    date: PartialDate | None = None
    by: list[RecordId] = Field(default_factory=list)
    events: list[RecordId] = Field(default_factory=list)
    text: Text | None = None
    source: RecordId | None = None
    at: Text | None = None
    note: LocalizedText | None = None


class Item(Value):
    """One aim, activity, measure or agenda item: a keyed text."""

    key: Key
    text: LocalizedText
    at: Text | None = None


class Activity(Item):
    see: list[RecordId] = Field(default_factory=list)


class AgendaItem(Item):
    day: Amount | None = None


class Measure(Item):
    level: Key
    source: RecordId | None = None


class Area(Value):
    """A priority area of a text."""

    key: Key
    name: LocalizedText
    at: Text | None = None


class Series(Value):
    """The series an event belongs to; previous and next follow from the number."""

    id: RecordId
    number: Amount | None = None


class Translation(Value):
    """Which source text a translated field was made from (`digest`: its first 12 hex digits of SHA-256 over NFC)."""

    field: Text
    source: str = Field(alias="from")
    to: str
    digest: str


class Checked(Value):
    """Someone looked at this problem and found it so in the source: the alarm is muted, the display is not."""

    code: Key
    field: Text | None = None
    note: LocalizedText | None = None


class Review(Value):
    """How far a record was looked over, and how sure its English name is."""

    state: Key | None = None
    name_en: Key | None = None
    by: Text | None = None
    on: PartialDate | None = None
    notes: LocalizedText | Text | None = None
