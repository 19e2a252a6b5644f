"""The four kinds of record."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from govtui.model.base import Value
from govtui.model.dates import PartialDate
from govtui.model.identifiers import CountryCode, Key, RecordId, Target
from govtui.model.localized import LocalizedText, Text
from govtui.model.parts import (
    Activity,
    AgendaItem,
    Alias,
    Area,
    Checked,
    Citation,
    Claim,
    Figure,
    Item,
    Measure,
    Person,
    Place,
    Review,
    Series,
    Step,
    Term,
    Translation,
)
from govtui.model.progress import ProgressTable

SCHEMA = 1


class Common(Value):
    """What records of every kind share, in the order in which a file is written."""

    schema_: Literal[1] = Field(alias="schema")
    kind: str
    id: RecordId
    type: Key
    aka: list[Alias] = Field(default_factory=list)
    summary: LocalizedText | None = None
    theme: LocalizedText | None = None
    note: LocalizedText | None = None
    place: Place | None = None
    identifiers: dict[Key, Text] = Field(default_factory=dict)
    links: dict[Key, Text] = Field(default_factory=dict)
    sdg: list[Text] = Field(default_factory=list)
    relations: dict[Key, list[Target]] = Field(default_factory=dict)
    former_ids: list[RecordId] = Field(default_factory=list)
    translations: list[Translation] = Field(default_factory=list)
    checked: list[Checked] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    frequency: Key | None = None
    figures: list[Figure] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    sources: list[Citation] = Field(default_factory=list)
    review: Review | None = None
    x: dict[str, Any] = Field(default_factory=dict)
    """A free table for private notes; never shown, never checked."""

    @property
    def label(self) -> dict[str, str]:
        """What the record is called, by language: its name, or a source's title."""
        raise NotImplementedError

    @property
    def main_date(self) -> PartialDate | None:
        """The date a list shows and sorts by."""
        return None


class Organization(Common):
    kind: Literal["organization"]
    status: Key
    name: LocalizedText
    founded: PartialDate | None = None
    dissolved: PartialDate | None = None
    countries: list[CountryCode] = Field(default_factory=list)
    aims: list[Item] = Field(default_factory=list)
    activities: list[Activity] = Field(default_factory=list)
    terms: list[Term] = Field(default_factory=list)

    @property
    def label(self) -> dict[str, str]:
        return self.name

    @property
    def main_date(self) -> PartialDate | None:
        return self.founded


class Declaration(Common):
    kind: Literal["declaration"]
    status: Key
    name: LocalizedText
    symbol: Text | None = None
    date: PartialDate | None = None
    period: PartialDate | None = None
    steps: list[Step] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)
    areas: list[Area] = Field(default_factory=list)
    progress: list[ProgressTable] = Field(default_factory=list)

    @property
    def label(self) -> dict[str, str]:
        return self.name

    @property
    def main_date(self) -> PartialDate | None:
        return self.date or self.period


class Event(Common):
    kind: Literal["event"]
    status: Key
    name: LocalizedText
    date: PartialDate | None = None
    date_text: Text | None = None
    part_of_day: Key | None = None
    series: Series | None = None
    agenda: list[AgendaItem] = Field(default_factory=list)

    @property
    def label(self) -> dict[str, str]:
        return self.name

    @property
    def main_date(self) -> PartialDate | None:
        return self.date


class Source(Common):
    """What statements are cited from; it names itself by its title and has no status."""

    kind: Literal["source"]
    title: LocalizedText
    author: Text | None = None
    publisher: Text | None = None
    """An organization's id, or plain text."""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    url: Text | None = None
    lang: Text | None = None
    file: Text | None = None
    sha256: Text | None = None

    @property
    def label(self) -> dict[str, str]:
        return self.title

    @property
    def main_date(self) -> PartialDate | None:
        return self.published


Record = Organization | Declaration | Event | Source

MODELS: dict[str, type[Organization] | type[Declaration] | type[Event] | type[Source]] = {
    "organization": Organization,
    "declaration": Declaration,
    "event": Event,
    "source": Source,
}
"""Kind to its model."""
