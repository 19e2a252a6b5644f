"""People, and bodies without a record, that a record names in words: rows of the table `named`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from govtui.model.declaration_parts import Step
from govtui.model.event_parts import Participant
from govtui.model.field_paths import spec_at
from govtui.model.fields import fields, parts
from govtui.model.identifiers import is_record_id
from govtui.model.item_names import item_names
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS, Record
from govtui.model.references import COMPUTED
from govtui.text.fold import folded_words
from govtui.text.person_names import name_key, without_titles

CHAIR, AUTHOR, SPEAKER, HEAD = "chair", "author", "speaker", "head"
"""Roles of people that not only the field `people` tells."""


class Named(NamedTuple):
    """A row of `named` without its document."""

    role: str
    """The role of a person (`person.role`), "head" of a delegation, "" for none; else a reference type."""
    key: str
    """Of a person `person_names.name_key`, of a body its folded words; of who chairs by a term "=" and the target."""
    words: str
    """Folded, without titles."""
    name: str
    told_by: str = ""
    """The source, where a claim says so."""


def named_of(record: Record, schema: Schema = BUILT_IN) -> list[Named]:
    """Return who is named in words in a record, each once in a role; claims come last."""
    found = [*_people(record), *_bodies(record)]
    if record.claims:
        found += _claimed(record, schema)
    out: dict[tuple[str, str], Named] = {}
    for one in found:
        if one.key:
            out.setdefault((one.role, one.key), one)
    return list(out.values())


def _person(role: str, name: str, forms: Iterable[str] = (), told_by: str = "") -> Iterator[Named]:
    """Yield somebody under each form of the name; the first is the one that is shown."""
    for form in (name, *forms):
        yield Named(role, name_key(form), without_titles(form), name, told_by)


def _people(record: Record) -> Iterator[Named]:
    here = vars(record)
    for person in here["people"]:
        yield from _person(person.role, person.name, person.aka)
    if author := here.get("author"):
        yield from (one for name in _several(author) for one in _person(AUTHOR, name))
    mentioned = [(SPEAKER, one.person) for one in here.get("remarks", ())]
    mentioned += [(HEAD, one.head) for one in here.get("participants", ()) if one.head]
    mentioned += [(_role(one.type), one.person) for one in here.get("terms", ()) if one.person]
    if mentioned:
        people = dict(zip(item_names("people", record.people), record.people, strict=True))
        for role, name in mentioned:
            known = people.get(name)
            yield from _person(role, known.name, known.aka) if known else _person(role, name)
    for attribute in _quoting(record.kind):
        for item in here[attribute]:
            if (name := vars(item)["said_by"]) and not _NUMBER.search(name):
                yield from _person("", name)


def _role(term: str) -> str:
    return CHAIR if term == CHAIR else ""


_NUMBER = re.compile(r"\d")
"""Words that a source reports may be those of a document ("E/2014/L.30")."""

_BETWEEN = re.compile(r"\s*[;,&]\s*|\s+(?:và|and)\s+")


def _several(author: str) -> list[str]:
    """Split an author into people; a comma parts them only where both sides have two words."""
    found = [name for name in _BETWEEN.split(author) if name]
    return found if all(" " in name for name in found) else [author]


@lru_cache(maxsize=8)
def _quoting(kind: str) -> tuple[str, ...]:
    """Return the lists of records of a kind whose items may say whose words they are."""
    specs = fields(MODELS[kind]).values()
    return tuple(spec.attribute for spec in specs if spec.is_items and "said_by" in parts(spec))


def _bodies(record: Record) -> Iterator[Named]:
    """Yield bodies named in words in place of a record, by type of reference, and who chairs by a term."""
    here = vars(record)
    if (publisher := here.get("publisher")) and not is_record_id(publisher):
        yield _body("publisher", publisher)
    steps: list[Step] = here.get("steps", [])
    for step in steps:
        for text in step.by_text.values() if step.by_text else ():
            yield _body("step_by", text)
            if relation := COMPUTED.get(step.action):
                yield _body(relation, text)
    participants: list[Participant] = here.get("participants", [])
    for one in participants:
        yield from (_body("attended_by", text) for text in (one.text.values() if one.text else ()))
    for term in here.get("terms", ()):
        if term.type == CHAIR:
            targets = (f"country:{term.country}" if term.country else "", term.org or "")
            yield from (Named(CHAIR, f"={target}", "", target) for target in targets if target)


def _body(type: str, text: str) -> Named:
    said = folded_words(text)
    return Named(type, said, said, text)


_CLAIMED = {
    ("people", "name"): "",
    ("", "author"): AUTHOR,
    ("terms", "person"): "",
    ("remarks", "person"): SPEAKER,
    ("participants", "head"): HEAD,
}
"""Fields of people, by owner and name, to their roles; a claim of the list `people` is one of their names."""


def _claimed(record: Record, schema: Schema) -> Iterator[Named]:
    for claim in record.claims:
        role = _role_claimed(record.kind, claim.field, schema)
        if role is None:
            continue
        value: Any = claim.value
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str):
                yield from _person(role, name, told_by=claim.source)


@lru_cache(maxsize=1 << 12)
def _role_claimed(kind: str, field: str, schema: Schema) -> str | None:
    spec = spec_at(kind, field, schema)
    if spec.name == "people" and not spec.owner:
        return ""
    return _CLAIMED.get((spec.owner, spec.name))
