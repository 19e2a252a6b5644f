"""The four kinds of record. Each field says here what it is, and all else is derived from that (schema.py, fields.py).

Annotations are evaluated here (no `from __future__ import annotations`): as strings they would be compiled at each start.
"""

from typing import Annotated, Any, Literal

from govtui.model.dates import PartialDate
from govtui.model.declaration_parts import Area, Measure, Party, Step
from govtui.model.event_parts import AgendaItem, Outcome, Participant, Remark
from govtui.model.kinds import KINDS
from govtui.model.parts import (
    Activity,
    Alias,
    Checked,
    Citation,
    Claim,
    FieldPath,
    Figure,
    Item,
    Member,
    Person,
    Place,
    Review,
    Series,
    Term,
    Translation,
    Unrecorded,
)
from govtui.model.progress import ProgressTable
from govtui.model.schema import About, Items, Refers, ValueType
from govtui.model.schema import Section as S
from govtui.model.value import NameInFiles, Value
from govtui.model.value_types import Key, LocalizedText, RecordId, Target, Text

Name = Annotated[
    LocalizedText,
    About("Name", "The name in each language; the official form where there is one.", S.NAME, search="name"),
]
Status = Annotated[
    Key,
    About(
        "Status",
        "The current status; unknown if the sources are silent.",
        S.STATE,
        vocabulary="{kind}.status",
        facet="status",
    ),
]
Date = Annotated[PartialDate | None, About("Date", "When it was or will be, as exactly as the sources tell.", S.DATES)]

KIND = About("Kind of record", "What the record is about.", S.PROGRAM, facet="kind")


class Common(Value):
    """What records of every kind share."""

    schema_: Annotated[
        Literal[2], NameInFiles("schema"), About("Schema", "The version of this form of record.", S.PROGRAM)
    ]
    kind: Annotated[str, KIND]
    id: Annotated[
        RecordId, About("Id", "The name of the record in references, and of its file.", S.PROGRAM, search="alias")
    ]
    type: Annotated[
        Key,
        About(
            "Type",
            "The type within its kind, such as ministry or forum.",
            S.NAME,
            vocabulary="{kind}.type",
            facet="type",
        ),
    ]
    aka: Annotated[
        list[Alias],
        About(
            "Other names",
            "Acronyms, former names, other spellings; searched, too.",
            S.NAMES,
            items=Items("text", slug=True, unique=True),
        ),
    ] = []
    summary: Annotated[
        LocalizedText | None,
        About("Summary", "What to know about it, in a few sentences.", S.TEXT, long=True, search="text"),
    ] = None
    theme: Annotated[LocalizedText | None, About("Theme", "The theme it was held under.", S.TEXT, search="text")] = None
    note: Annotated[
        LocalizedText | None,
        About("Note", "What a reader should know about the record or its sources.", S.TEXT, long=True, search="text"),
    ] = None
    place: Annotated[Place | None, About("Place", "Where it has its seat or is held.", S.PLACE)] = None
    identifiers: Annotated[
        dict[Key, Text], About("Identifiers", "Its identifiers in other systems.", S.ELSEWHERE, search="alias")
    ] = {}
    links: Annotated[dict[Key, Text], About("Links", "Pages on the web.", S.ELSEWHERE)] = {}
    sdg: Annotated[
        list[Text],
        About(
            "Sustainable Development Goals",
            "Goals and targets it serves, as in 16 or 16.6.",
            S.ELSEWHERE,
            unordered=True,
            facet="sdg",
        ),
    ] = []
    relations: Annotated[
        dict[Key, list[Target]],
        About("Relations", "Relations to other records; the inverse is computed.", S.LINKS, unordered=True),
    ] = {}
    former_ids: Annotated[
        list[RecordId],
        About("Former ids", "Ids that it once had; they still lead here.", S.PROGRAM, unordered=True, search="alias"),
    ] = []
    translations: Annotated[
        list[Translation],
        About(
            "Translations made from",
            "Which wording each translation was made from.",
            S.PROGRAM,
            items=Items(identity=("field", "to"), unique=True),
        ),
    ] = []
    checked: Annotated[
        list[Checked],
        About(
            "Compared with the source",
            "Problems that somebody compared with the source and confirmed.",
            S.PROGRAM,
            items=Items(identity=("code", "field"), unique=True),
        ),
    ] = []
    people: Annotated[
        list[Person],
        About(
            "People", "Who took part or is named, in which role.", S.PEOPLE, items=Items("name", slug=True, unique=True)
        ),
    ] = []
    frequency: Annotated[
        Key | None, About("Frequency", "How often it is held or appears.", S.PLACE, vocabulary="frequency")
    ] = None
    figures: Annotated[
        list[Figure], About("Figures", "Numbers that the sources give.", S.PEOPLE, items=Items("what"))
    ] = []
    claims: Annotated[
        list[Claim],
        About(
            "Other sources say",
            "What another source states differently, kept beside the value.",
            S.SOURCES,
            items=Items("field"),
        ),
    ] = []
    sources: Annotated[
        list[Citation], About("Citations", "Where the facts of this record are stated.", S.SOURCES, items=Items("ref"))
    ] = []
    gaps: Annotated[
        list[FieldPath],
        About(
            "Gaps",
            "Fields on which the cited sources are silent; also the word money.",
            S.GAPS,
            unordered=True,
        ),
    ] = []
    review: Annotated[Review | None, About("Review", "How far the record was reviewed.", S.RECORD)] = None
    x: Annotated[
        dict[str, Any],
        About("Private notes", "Free notes; only fields that registry.toml declares are shown and checked.", S.PROGRAM),
    ] = {}

    @property
    def label(self) -> dict[str, str]:
        """What the record is called, by language: its name, or a source's title."""
        label: dict[str, str] = getattr(self, KINDS[self.kind].name_field)
        return label

    @property
    def acronym(self) -> str:
        """The first acronym among its other names; empty where it has none."""
        return next((alias.text for alias in self.aka if alias.type == "acronym"), "")

    @property
    def main_date(self) -> PartialDate | None:
        """The date that lists show and sort by: the first that is given of those of its kind."""
        return next(filter(None, [getattr(self, field) for field in KINDS[self.kind].date_fields]), None)


class Organization(Common):
    kind: Annotated[Literal["organization"], KIND]
    status: Status
    name: Name
    founded: Annotated[PartialDate | None, About("Founded", "When it was founded.", S.DATES)] = None
    dissolved: Annotated[PartialDate | None, About("Dissolved", "When it ceased to exist.", S.DATES)] = None
    members: Annotated[
        list[Member],
        About(
            "Members",
            "Bodies and countries that belong to it, as far as sources name them.",
            S.PEOPLE,
            items=Items("who"),
        ),
    ] = []
    aims: Annotated[list[Item], About("Aims", "What it was set up to achieve.", S.CONTENT, items=Items())] = []
    activities: Annotated[list[Activity], About("Activities", "What it does.", S.CONTENT, items=Items())] = []
    terms: Annotated[
        list[Term], About("Terms", "Mandates and chairs, with their time.", S.CONTENT, items=Items("type"))
    ] = []


class Declaration(Common):
    kind: Annotated[Literal["declaration"], KIND]
    status: Status
    name: Name
    symbol: Annotated[
        Text | None,
        About("Symbol", "The document symbol, as in 30/2020/NĐ-CP or A/RES/69/327.", S.STATE, search="alias"),
    ] = None
    date: Date = None
    date_of: Annotated[
        Key | None,
        About("Meaning of the date", "What happened to the text on its date.", S.DATES, vocabulary="step.action"),
    ] = None
    period: Annotated[PartialDate | None, About("Period", "The time for which the text applies.", S.DATES)] = None
    steps: Annotated[
        list[Step], About("Steps", "What happened to the text, by whom and when.", S.CONTENT, items=Items("action"))
    ] = []
    parties: Annotated[
        list[Party],
        About("Parties", "Who signed a treaty, and since when it binds them.", S.PEOPLE, items=Items("who")),
    ] = []
    measures: Annotated[
        list[Measure], About("Measures", "What the text asks to be done.", S.CONTENT, items=Items())
    ] = []
    areas: Annotated[
        list[Area], About("Priority areas", "The priority areas of the text.", S.CONTENT, items=Items())
    ] = []
    progress: Annotated[
        list[ProgressTable],
        About(
            "Progress",
            "Tables of the progress of the entries of a plan.",
            S.PROGRESS,
            items=Items(identity=("as_of", "unit", "source"), unique=True),
        ),
    ] = []


class Event(Common):
    kind: Annotated[Literal["event"], KIND]
    status: Status
    name: Name
    date: Date = None
    date_text: Annotated[
        Text | None, About("Date as printed", "The wording of the date in the source.", S.DATES, search="text")
    ] = None
    part_of_day: Annotated[
        Key | None,
        About("Time of day", "The part of the day, where the source tells it.", S.DATES, vocabulary="part_of_day"),
    ] = None
    series: Annotated[
        Series | None, About("Series", "The series that the event belongs to, and its place in it.", S.DATES)
    ] = None
    agenda: Annotated[list[AgendaItem], About("Agenda", "What was on the agenda.", S.CONTENT, items=Items())] = []
    outcomes: Annotated[list[Outcome], About("Outcomes", "What came of the meeting.", S.CONTENT, items=Items())] = []
    remarks: Annotated[
        list[Remark], About("Remarks", "What was said at the meeting, by whom.", S.CONTENT, items=Items())
    ] = []
    participants: Annotated[
        list[Participant],
        About("Participants", "Bodies, countries and groups that took part.", S.PEOPLE, items=Items("who")),
    ] = []


class Source(Common):
    """What statements are cited from; it names itself by its title and has no status."""

    kind: Annotated[Literal["source"], KIND]
    title: Annotated[
        LocalizedText,
        About("Title", "The title of the source, in its own language, and in translation.", S.NAME, search="name"),
    ]
    author: Annotated[Text | None, About("Author", "Who wrote the source.", S.BIBLIOGRAPHY, search="text")] = None
    publisher: Annotated[
        Text | None,
        About(
            "Publisher",
            "Who published it: an organization of the registry, or a name.",
            S.BIBLIOGRAPHY,
            refers=Refers("publisher", ("organization",), or_text=True),
            search="text",
        ),
    ] = None
    published: Annotated[PartialDate | None, About("Published", "When it was published.", S.BIBLIOGRAPHY)] = None
    accessed: Annotated[PartialDate | None, About("Accessed", "When it was last accessed.", S.BIBLIOGRAPHY)] = None
    url: Annotated[Text | None, About("Address", "Where it stands on the web.", S.BIBLIOGRAPHY)] = None
    lang: Annotated[
        Text | None, About("Language", "The language it is written in.", S.BIBLIOGRAPHY, value_type=ValueType.LANGUAGE)
    ] = None
    seen: Annotated[
        Key | None,
        About(
            "Seen", "How much of it was seen: all, an excerpt, or its title.", S.BIBLIOGRAPHY, vocabulary="source.seen"
        ),
    ] = None
    file: Annotated[Text | None, About("File", "The copy of the source that is kept.", S.RECORD)] = None
    sha256: Annotated[Text | None, About("Checksum", "The checksum of the copy.", S.RECORD)] = None
    unrecorded: Annotated[
        list[Unrecorded],
        About(
            "Left out on purpose",
            "Lines that no record needs to have, and why.",
            S.RECORD,
            items=Items(identity=("at",), unique=True),
        ),
    ] = []

    @property
    def original_title(self) -> str:
        """The title in the source's own language; "" where it or the language is not known."""
        return self.title.get(self.lang or "", "")


Record = Organization | Declaration | Event | Source

MODELS: dict[str, type[Organization] | type[Declaration] | type[Event] | type[Source]] = {
    "organization": Organization,
    "declaration": Declaration,
    "event": Event,
    "source": Source,
}
"""Kind to its model."""

_FILE_ORDER = (
    "schema kind id type status symbol date date_of date_text part_of_day period founded dissolved frequency name "
    "title author publisher published accessed url lang seen file sha256 former_ids sdg gaps aka summary theme note place "
    "identifiers links series relations steps areas people participants parties agenda outcomes remarks measures progress members terms aims activities figures "
    "claims translations checked sources unrecorded review x"
)
FILE_ORDER = tuple(_FILE_ORDER.split())
"""The order in which a file has its fields: scalars first, as TOML needs them, then what a reader meets first."""
