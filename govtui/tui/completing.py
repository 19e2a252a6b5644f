"""What may stand where the cursor is in the text of a record: keys, values of vocabularies, ids of records, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.spot import Names, Spot, spot
from govtui.i18n.fields import field_meaning, field_name
from govtui.i18n.labels import label
from govtui.i18n.marks import NP_
from govtui.i18n.relations import relation_label
from govtui.model.own_fields import Schema
from govtui.model.record import MODELS
from govtui.model.shapes import Form, Shape, parts, relation_shape
from govtui.model.vocabulary import KINDS
from govtui.store.order import ordered
from govtui.text.fold import fold
from govtui.tui.values import closed_choices, records
from govtui.tui.widgets.pick_list import Choice, fitting

if TYPE_CHECKING:
    from govtui.page.voice import Voice

MOST = 60
"""How many offers are made at once; typing narrows them."""


class Offers(NamedTuple):
    """What may be put in the place of a part of the text, the best first; `value` of a choice is what is written."""

    start: int
    end: int
    choices: list[Choice]


def shape_at(kind: str, names: Names, schema: Schema) -> Shape | None:
    """What may stand in the field at a path of names without positions; None where there is no such field."""
    model = MODELS.get(kind)
    if model is None or not names:
        return None
    here = parts(model).get(names[0])
    for name in names[1:]:
        if here is None:
            return None
        here = _inside(kind, here, name, schema)
    return here


def _inside(kind: str, shape: Shape, name: str, schema: Schema) -> Shape | None:
    if shape.form is Form.ITEMS and shape.model:
        return parts(shape.model, shape.name).get(name)
    if shape.form is Form.TABLE and shape.model:
        return parts(shape.model, shape.owner or shape.name).get(name)
    if shape.form is Form.LOCALIZED:
        return replace(shape, form=Form.TEXT)
    if shape.name == "relations":
        return _relation(kind, name, schema) if name in schema.writable_relations(kind) else None
    return Shape(Form.TEXT, name, shape.name) if shape.form is Form.MAP else None


def _relation(kind: str, name: str, schema: Schema) -> Shape:
    shape = relation_shape(kind, name)
    refers = schema.relation_spec(kind, name).about.refers
    if name not in schema.own_relations or shape.element is None or refers is None:
        return shape
    return replace(shape, element=replace(shape.element, kinds=frozenset(refers.kinds)))


def offers(text: str, offset: int, kind: str, voice: Voice) -> Offers | None:
    """What may stand at a place of a text; None where nothing is known to."""
    here = spot(text, offset)
    if here.part in ("comment", "block"):
        return None
    if here.part == "header":
        found = [*_headers(here, kind, voice)]
        start, end = _brackets(text, here)
        return _fitting(here, start, end, found)
    if here.part == "key":
        found = [*_keys(here, kind, voice, first=not here.table)]
        return _fitting(here, here.start, here.end, found, assigned="=" in _rest(text, here.end)[:8])
    if here.start == here.end and text[:offset].rstrip(" \t")[-1:] not in ("=", "[", ","):
        return None  # behind a whole value
    return _values(here, kind, voice)


def _rest(text: str, offset: int) -> str:
    return text[offset:].partition("\n")[0]


def _fitting(here: Spot, start: int, end: int, found: list[Choice], *, assigned: bool = False) -> Offers | None:
    asked = fold(here.prefix)
    begin = [one for one in found if fold(str(one.note)).startswith(asked)]
    named = fitting([one for one in found if one not in begin], here.prefix) if asked else []
    chosen = [Choice(one.note, one.words, one.note) if assigned else one for one in (*begin, *named)]
    return Offers(start, end, chosen[:MOST]) if chosen else None


def _brackets(text: str, here: Spot) -> tuple[int, int]:
    """The whole header that the word stands in, brackets included."""
    start = text.rfind("\n", 0, here.start) + 1
    start += len(text[start : here.start]) - len(text[start : here.start].lstrip())
    end = here.end
    while text[end : end + 1] == "]":
        end += 1
    return start, end


def _names(kind: str, table: Names, schema: Schema) -> list[tuple[str, Shape]]:
    """The fields of a table with what they take, in the order in which files are written."""
    if not table:
        model = MODELS.get(kind)
        found = dict(parts(model)) if model else {}
    else:
        shape = shape_at(kind, table, schema)
        if shape is None:
            return []
        if shape.name == "relations" and shape.form is Form.MAP:
            return [(name, _relation(kind, name, schema)) for name in schema.writable_relations(kind)]
        if shape.model is None:
            return []
        found = dict(parts(shape.model, shape.name if shape.form is Form.ITEMS else shape.owner or shape.name))
    return [(name, found[name]) for name in ordered(kind, table, found)]


def _keys(here: Spot, kind: str, voice: Voice, *, first: bool) -> Iterator[Choice]:
    shape = shape_at(kind, here.table, voice.manifest.record_schema) if here.table else None
    if shape is not None and shape.form is Form.LOCALIZED:
        for tag in voice.manifest.languages:
            yield Choice(f'{tag} = ""', label("language", tag, voice.tr), tag)
        return
    for name, one in _names(kind, here.table, voice.manifest.record_schema):
        yield Choice(_begun(name, one, whole_line=first), _called(one, name, voice), name)


def _begun(name: str, shape: Shape, *, whole_line: bool) -> str:
    """A field as one begins to write it."""
    match shape.form:
        case Form.ITEMS:
            return f"[[{name}]]\n" if whole_line else f"{name} = []"
        case Form.TABLE | Form.MAP | Form.LOCALIZED if whole_line:
            return f"[{name}]\n"
        case Form.TABLE | Form.MAP | Form.LOCALIZED:
            return f"{name} = {{}}"
        case Form.LIST:
            return f"{name} = []"
        case Form.NUMBER | Form.YES_NO | Form.FREE:
            return f"{name} = "
    return f'{name} = ""'


_OWN = {"schema": NP_("field", "Schema"), "kind": NP_("field", "Kind of record"), "id": NP_("field", "Id")}


def _called(shape: Shape, name: str, voice: Voice) -> str:
    if not shape.owner and name in _OWN:
        return voice.tr.pgettext("field", _OWN[name])
    if shape.owner == "relations":
        return relation_label(name, voice.tr, voice.manifest.record_schema)
    return field_name(shape.owner, name, voice.tr)


def _headers(here: Spot, kind: str, voice: Voice) -> Iterator[Choice]:
    for name, shape in _names(kind, here.table, voice.manifest.record_schema):
        path = ".".join((*here.table, name))
        if shape.form is Form.ITEMS:
            yield Choice(f"[[{path}]]", _called(shape, name, voice), name)
        elif shape.form in (Form.TABLE, Form.MAP, Form.LOCALIZED):
            yield Choice(f"[{path}]", _called(shape, name, voice), name)


def _values(here: Spot, kind: str, voice: Voice) -> Offers | None:
    if here.path == ("kind",):
        found = [Choice(name, label("kind", name, voice.tr), name) for name in KINDS]
        return _fitting(here, here.start, here.end, [_quoted(one) for one in found])
    shape = shape_at(kind, here.path, voice.manifest.record_schema)
    if shape is None:
        return None
    element = shape.element or shape
    if element.form is Form.REFERENCE:
        found = [_quoted(Choice(one.value, one.words, str(one.value))) for one in records(element, here.prefix, voice)]
        return Offers(here.start, here.end, found[:MOST]) if found else None
    if element.form is Form.YES_NO:
        found = [
            Choice(str(one.value).lower(), one.words, str(one.value).lower()) for one in closed_choices(element, voice)
        ]
        return _fitting(here, here.start, here.end, found)
    found = [_quoted(Choice(one.value, one.words, str(one.value))) for one in closed_choices(element, voice)]
    return _fitting(here, here.start, here.end, found) if found else None


def _quoted(choice: Choice) -> Choice:
    return Choice(f'"{choice.value}"', choice.words, choice.note)


class Explained(NamedTuple):
    """The field at a place, in words."""

    path: str
    name: str
    meaning: str


def explained(text: str, offset: int, kind: str, voice: Voice) -> Explained | None:
    """What the field at a place of a text is called and is for; None where there is none that is known."""
    here = spot(text, offset)
    names, schema = here.path, voice.manifest.record_schema
    while names and (shape_at(kind, names, schema) is None):
        names = names[:-1]
    shape = shape_at(kind, names, schema)
    if shape is None:
        return None
    words = []
    for length in range(1, len(names) + 1):
        one = shape_at(kind, names[:length], schema)
        above = shape_at(kind, names[: length - 1], schema)
        if above is not None and above.form is Form.LOCALIZED:
            words.append(label("language", names[length - 1], voice.tr))
        elif one is not None:
            words.append(_called(one, names[length - 1], voice))
    return Explained(".".join(names), " › ".join(words), field_meaning(shape.owner, shape.name, voice.tr))
