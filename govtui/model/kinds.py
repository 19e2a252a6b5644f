"""The kinds of record: key, folder, labels, sign, and the fields with the name and the date that lists show.

Imports no Pydantic: lists, queries and key bindings are made from this table before any record is read. The model of
each kind stands in model/record.py, its types and statuses in model/vocabulary.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from govtui.text.markers import N_, NP_


class Kind(NamedTuple):
    """One kind of record."""

    key: str
    """In the field `kind`, in queries (`kind:event`) and names of vocabularies (`event.type`)."""
    folder: str
    """The folder of its records in the registry; also the id of the command that shows this kind only."""
    label: str
    """The message id of one record; context "kind"."""
    plural: str
    """The message id of many; context "kinds"."""
    sign: str
    """One cell in every common terminal, in Latin-1 or WGL4, which the common fonts have; like no sign of a severity."""
    name_field: str
    """The field with the name of a record, by language."""
    date_fields: tuple[str, ...]
    """Fields with the date that lists show and sort by: the first that has a value."""
    digit: str
    """The key that shows this kind only; 1 shows all."""
    command_title: str
    """The message id of that command; without a context, as for all commands."""
    command_help: str


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            key="organization",
            folder="organizations",
            label=NP_("kind", "Organization"),
            plural=NP_("kinds", "Organizations"),
            sign="⌂",
            name_field="name",
            date_fields=("founded",),
            digit="2",
            command_title=N_("Organizations"),
            command_help=N_("Show organizations only."),
        ),
        Kind(
            key="declaration",
            folder="declarations",
            label=NP_("kind", "Declaration"),
            plural=NP_("kinds", "Declarations"),
            sign="§",
            name_field="name",
            date_fields=("date", "period"),
            digit="3",
            command_title=N_("Declarations"),
            command_help=N_("Show declarations and other texts only."),
        ),
        Kind(
            key="event",
            folder="events",
            label=NP_("kind", "Event"),
            plural=NP_("kinds", "Events"),
            sign="◊",
            name_field="name",
            date_fields=("date",),
            digit="4",
            command_title=N_("Events"),
            command_help=N_("Show events only."),
        ),
        Kind(
            key="source",
            folder="sources",
            label=NP_("kind", "Source"),
            plural=NP_("kinds", "Sources"),
            sign="»",
            name_field="title",
            date_fields=("published",),
            digit="5",
            command_title=N_("Sources"),
            command_help=N_("Show sources only."),
        ),
    )
}
"""The kinds by key, in the order in which they are offered."""

NAME_FIELDS = tuple(dict.fromkeys(kind.name_field for kind in KINDS.values()))

DATE_FIELDS = tuple(dict.fromkeys(field for kind in KINDS.values() for field in kind.date_fields))

KIND_OF_FOLDER: Mapping[str, str] = {kind.folder: kind.key for kind in KINDS.values()}
"""The kind of the records in a folder."""


def kind_sign(key: str) -> str:
    """Return the sign of a kind; a blank for an unknown one."""
    return KINDS[key].sign if key in KINDS else " "


def name_field(key: str) -> str:
    """Return the field with the name of records of a kind; "name" for an unknown one."""
    return KINDS[key].name_field if key in KINDS else "name"
