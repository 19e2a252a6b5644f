"""Parts of declarations: steps, parties, measures, priority areas.

Fields stand in the order in which files have them. Annotations are evaluated here, as in parts.py.
"""

from typing import Annotated

from govtui.model.dates import PartialDate
from govtui.model.parts import CitedSource, ItemKey, Note, PlaceInSource, Quoted, RequiredKey, SaidBy, Wording
from govtui.model.schema import About, Refers
from govtui.model.value import Value
from govtui.model.value_types import Key, LocalizedText, RecordId, Target


class Step(Value):
    """What happened to a text, by whom and where; two sources that tell it differently make two steps."""

    key: ItemKey = None
    action: Annotated[Key, About("What happened", "What was done with the text.", vocabulary="step.action")]
    date: Annotated[PartialDate | None, About("Date", "When, as exactly as the source tells.")] = None
    by: Annotated[
        list[RecordId], About("By", "Who did it.", refers=Refers("step_by", ("organization",)), unordered=True)
    ] = []
    events: Annotated[
        list[RecordId],
        About("At", "The meetings where it was done.", refers=Refers("step_at", ("event",)), unordered=True),
    ] = []
    by_text: Annotated[
        LocalizedText | None, About("Acted on by", "Who did it, in words, if it has no record.", search="text")
    ] = None
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None


class Party(Value):
    """A party to a treaty or agreement, with the days of its signature, ratification, entry into force and withdrawal."""

    key: ItemKey = None
    who: Annotated[Target, About("Party", "The country or organization.", refers=Refers("party", ("organization",)))]
    signed: Annotated[PartialDate | None, About("Signed", "When it signed.")] = None
    ratified: Annotated[
        PartialDate | None, About("Ratified", "When it ratified, approved or acceded, and so agreed to be bound.")
    ] = None
    in_force: Annotated[PartialDate | None, About("In force", "From when the text binds it.")] = None
    withdrawn: Annotated[PartialDate | None, About("Withdrawn", "From when the text no longer binds it.")] = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None


PARTY_DATES = ("signed", "ratified", "in_force", "withdrawn")
"""The dates of a party, in the order of what happens."""


class Measure(Value):
    """Something that a text asks to be done: a measure or commitment, or a milestone within another."""

    key: RequiredKey
    level: Annotated[Key | None, About("Level", "National or regional.", vocabulary="measure.level")] = None
    area: Annotated[
        Key | None, About("Area", "The priority area that it belongs to.", item_of="areas", since="0.2")
    ] = None
    within: Annotated[
        Key | None,
        About("Part of", "The measure that it is a part or milestone of.", item_of="measures", since="0.2"),
    ] = None
    text: Wording
    lead: Annotated[
        RecordId | None,
        About("Lead agency", "Who is responsible.", refers=Refers("measure_lead", ("organization",)), since="0.2"),
    ] = None
    partners: Annotated[
        list[RecordId],
        About(
            "Partners",
            "Who takes part in it.",
            refers=Refers("measure_partner", ("organization",)),
            unordered=True,
            since="0.2",
        ),
    ] = []
    date: Annotated[
        PartialDate | None, About("Date", "When it is to be done: a day, a span, or an end.", since="0.2")
    ] = None
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class Area(Value):
    """A priority area of a text."""

    key: RequiredKey
    name: Annotated[LocalizedText, About("Name", "The name.", search="text")]
    quote: Quoted = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
