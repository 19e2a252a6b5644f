"""A record as another program's file gives it, before it is matched with those of the registry.

The readers of interchange/incoming make these, edit/import_plan.py turns them into records. Fields of other systems' ids stand
in `data` as a ForeignId, since only the plan knows which record has that id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class ForeignId(NamedTuple):
    """The id of a record in the imported file, in a place of `data` where a record has the id of another one."""

    path: str
    """The field path at which the record that is meant keeps it: "x.popolo.id", "identifiers.ror"; "id" for an id of ours."""
    value: str


class IdOrText(NamedTuple):
    """A record where it is there, else its name: for fields that take either, such as a publisher."""

    id: ForeignId
    text: str


class ImportFault(NamedTuple):
    """Why a record, or a whole file, cannot be imported. i18n/import_texts.py has a sentence for each `code`."""

    place: str
    """Where it stands: "line 12", "row 12", a JSON pointer without its first slash ("organizations/3/founding_date")."""
    code: str
    values: Mapping[str, str | int] = {}


class CannotImport(Exception):
    """The file cannot be read on from this place; nothing of it is imported."""

    def __init__(self, place: str, code: str, **values: str | int) -> None:
        super().__init__(f"{place}: {code}")
        self.fault = ImportFault(place, code, values)


class Backward(NamedTuple):
    """A relation that another record has to this one: that record's file gets it.

    Where the file has no record of the other, `left` of this one has the relation, too, in the words of the format.
    """

    other: ForeignId
    relation: str


class TranslatedText(NamedTuple):
    """A translation that a translator sends back, with the text that it was made from."""

    field: str
    """The path of the localized text."""
    source_language: str
    source_text: str
    language: str
    text: str
    place: str = ""
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """One record of an imported file."""

    place: str
    """Where it stands in the file, as in ImportFault; cited as the place in the source."""
    kind: str
    """A key of KINDS; empty where the file does not tell and the record is refused for it."""
    data: Mapping[str, Any]
    """Fields in the form of a record's file, without schema, kind and id; `type` only where it is known."""
    id: str = ""
    """The record's id where the file gives one of ours."""
    keys: tuple[ForeignId, ...] = ()
    """By what it is recognised: the first record that has one of these values at that path is the same thing."""
    unknown_type: str = ""
    """What the file calls its type, where that is none of ours: asked once for all records that have it."""
    left: Mapping[str, Any] = field(default_factory=dict)
    """What has no place in a record, by the names of the format: kept in `x.<format>`, counted by name."""
    faults: tuple[ImportFault, ...] = ()
    """Why it cannot be imported; the other records can."""
    restored: bool = False
    """From an export of ours: data as they are, not cited, no draft; a differing value takes the place of the record's."""
    whole: bool = False
    """`data` are all fields that the record has: others are removed. Only with `restored`."""
    named: tuple[str, ...] = ()
    """Lists of tables of which the file has the names alone: what the record says of an item that is named stands. Only with
    `restored`."""
    removed: tuple[str, ...] = ()
    """Field paths whose value the file says there is none of."""
    backward: tuple[Backward, ...] = ()
    counted_as: str = ""
    """Of what no record can be (a vote, a membership): the name under which it counts as left. It has no data, and nothing is asked."""
    translated: tuple[TranslatedText, ...] = ()
    """Translations of texts of the record `id`, which then has no `data`."""
    passed_over: tuple[ImportFault, ...] = ()
    """Translations of the record `id` that are not taken, and why: they are listed and hold up nothing."""
