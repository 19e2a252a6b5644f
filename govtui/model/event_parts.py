"""Parts of events: items of the agenda, outcomes, remarks, participants.

Fields stand in the order in which files have them. Annotations are evaluated here, as in parts.py.
"""

from typing import Annotated

from govtui.model.parts import CitedSource, ItemKey, Note, PlaceInSource, Quoted, RequiredKey, SaidBy, Wording
from govtui.model.schema import About, Refers
from govtui.model.value import Value
from govtui.model.value_types import Amount, Key, LocalizedText, RecordId, Target, Text


class AgendaItem(Value):
    """An item of a meeting's agenda."""

    key: RequiredKey
    day: Annotated[Amount | None, About("Day", "The day of the meeting it belongs to.")] = None
    text: Wording
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Outcome(Value):
    """What came of a meeting; what it did with a text that has a record is a step of that text."""

    key: RequiredKey
    act: Annotated[Key, About("Act", "What the meeting did: agreed, decided …", vocabulary="outcome.act")]
    of: Annotated[
        list[RecordId],
        About("Of", "The records that it is about.", refers=Refers("outcome_of"), unordered=True),
    ] = []
    agenda: Annotated[Key | None, About("Agenda item", "The item of the agenda that it came of.", item_of="agenda")] = (
        None
    )
    by: Annotated[
        list[Target],
        About(
            "By",
            "Who agreed or decided; the whole meeting where nobody is given.",
            refers=Refers("outcome_by", ("organization",)),
            unordered=True,
        ),
    ] = []
    text: Wording
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Remark(Value):
    """What somebody said at an event."""

    key: RequiredKey
    person: Annotated[Text, About("Speaker", "Who said it; a name among people.", item_of="people")]
    occasion: Annotated[
        Key | None,
        About("Occasion", "Opening, closing, report …", vocabulary="remark.occasion"),
    ] = None
    on_behalf_of: Annotated[
        RecordId | None,
        About(
            "On behalf of",
            "Whom the person speaks for.",
            refers=Refers("person_on_behalf_of", ("organization",)),
        ),
    ] = None
    text: Wording
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Participant(Value):
    """A body, country or group that took part in a meeting: a record, a country, or words for what has no record."""

    key: ItemKey = None
    who: Annotated[
        Target | None,
        About("Who", "The organization or country.", refers=Refers("attended_by", ("organization",))),
    ] = None
    text: Annotated[
        LocalizedText | None, About("Text", "Who it was, in words, if it has no record.", search="text")
    ] = None
    capacity: Annotated[Key | None, About("Capacity", "As what it took part.", vocabulary="participant.capacity")] = (
        None
    )
    head: Annotated[Text | None, About("Head of delegation", "Who led it; a name among people.", item_of="people")] = (
        None
    )
    count: Annotated[Amount | None, About("Number of people", "How many people it sent.")] = None
    within: Annotated[Key | None, About("Part of", "The participant that it belongs to.", item_of="participants")] = (
        None
    )
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None
