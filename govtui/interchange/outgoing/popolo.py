"""Write Popolo (JSON): organizations and events, with their people as persons, memberships and attendees.

http://www.popoloproject.com/specs/. Terms of Popolo are used where they suffice. Beside them stand members of our own that
begin with `govtui_`, by which the import reads back exactly what Popolo says less exactly: a date that is not known to the
day, month or year in EDTF, the status, a type of name or role, texts in further languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govtui.interchange.json_text import json_text
from govtui.interchange.outgoing.popolo_people import PopoloPeople
from govtui.interchange.outgoing.popolo_values import PopoloValues

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export

_BOTH = "name aka type status summary place identifiers links relations people sources x"
CARRIED: Mapping[str, frozenset[str]] = {
    "organization": frozenset(f"{_BOTH} founded dissolved".split()),
    "event": frozenset(f"{_BOTH} date participants remarks".split()),
}


def write(export: Export) -> Iterator[str]:
    """Yield the parts of a document: organizations as they are read, then the arrays that are gathered meanwhile."""
    values = PopoloValues(export)
    people = PopoloPeople(export, values)
    events: list[str] = []
    yield '{\n"organizations": ['
    between = "\n"
    for _, record in export.records(CARRIED):
        one = values.of(record, people.of(record))
        values.count_left()
        if record.kind == "event":
            events.append(json_text(one))
        else:
            yield between + json_text(one)
            between = ",\n"
    yield "\n]"
    for name, items in (("events", events), *people.arrays()):
        if items:
            yield f',\n"{name}": [\n' + ",\n".join(items) + "\n]"
    yield "\n}\n"
