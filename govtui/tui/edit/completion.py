"""Completion in the text of a record: keys, values of vocabularies and ids of records that may stand at the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Offset, Region

from govtui.edit.toml_cursor import Cursor, Names, cursor_at
from govtui.i18n.field_labels import field_label, field_meaning
from govtui.i18n.labels import label
from govtui.model.field_paths import entries, inner_spec
from govtui.model.fields import FieldSpec, parts
from govtui.model.kinds import KINDS
from govtui.model.own_fields import Schema
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.model.vocabulary import MONEY
from govtui.page.present import path_words
from govtui.store.toml_render import ordered
from govtui.text.fold import fold
from govtui.text.width import width
from govtui.tui.base.option_list import Option, OptionList, fitting
from govtui.tui.edit.choices import closed_choices, records
from govtui.tui.edit.toml_area import Chooser, TomlArea

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext


MOST = 60
"""The most completions offered at once; typing narrows them."""


class Offers(NamedTuple):
    """Completions for a part of the text, best first; the `value` of one is the text to insert."""

    start: int
    end: int
    choices: list[Option]


def spec_at(kind: str, names: Names, schema: Schema) -> FieldSpec | None:
    """Return the spec of the field at a path of names without positions; None where there is none."""
    if kind not in MODELS or not names:
        return None
    first, rest = schema.first_step(kind, ".".join(names))
    here = schema.fields(kind).get(first)
    for name in rest.split(".") if rest else ():
        if here is None:
            return None
        here = _inside(kind, here, name, schema)
    return here


def _inside(kind: str, spec: FieldSpec, name: str, schema: Schema) -> FieldSpec | None:
    """The same one step below a field; of a list of tables in each of them."""
    if spec.keyed and not (name in schema.writable_relations(kind) if spec.name == "relations" else spec.is_editable):
        return None
    return None if spec.is_list else inner_spec(kind, spec.element, name, schema)


def offers(text: str, offset: int, kind: str, context: RenderContext) -> Offers | None:
    """Return the completions at an offset of a text; None where there are none."""
    here = cursor_at(text, offset)
    if here.part in ("comment", "block"):
        return None
    if here.part == "header":
        found = [*_headers(here, kind, context)]
        start, end = _brackets(text, here)
        return _fitting(here, start, end, found)
    if here.part == "key":
        found = [*_keys(here, kind, context, first=not here.table)]
        return _fitting(here, here.start, here.end, found, assigned="=" in _rest(text, here.end)[:8])
    if here.start == here.end and text[:offset].rstrip(" \t")[-1:] not in ("=", "[", ","):
        return None  # behind a whole value
    return _values(here, kind, context)


def _rest(text: str, offset: int) -> str:
    return text[offset:].partition("\n")[0]


def _fitting(here: Cursor, start: int, end: int, found: list[Option], *, assigned: bool = False) -> Offers | None:
    asked = fold(here.prefix)
    begin = [one for one in found if fold(str(one.note)).startswith(asked)]
    named = fitting([one for one in found if one not in begin], here.prefix) if asked else []
    chosen = [Option(one.note, one.words, one.note) if assigned else one for one in (*begin, *named)]
    return Offers(start, end, chosen[:MOST]) if chosen else None


def _brackets(text: str, here: Cursor) -> tuple[int, int]:
    """Return the table header around a word, with its brackets."""
    start = text.rfind("\n", 0, here.start) + 1
    start += len(text[start : here.start]) - len(text[start : here.start].lstrip())
    end = here.end
    while text[end : end + 1] == "]":
        end += 1
    return start, end


def _names(kind: str, table: Names, schema: Schema) -> list[tuple[str, FieldSpec]]:
    """Return the fields of a table, in the order of files."""
    if kind not in MODELS:
        return []
    if not table:
        found = {name: spec for name, spec in schema.fields(kind).items() if not spec.is_own}
    elif table == ("x",):
        return [(spec.attribute, spec) for spec in schema.own(kind).values()]
    else:
        spec = spec_at(kind, table, schema)
        if spec is None:
            return []
        if spec.keyed:
            known = entries(kind, spec, schema)
            return [(name, inner) for name in known if (inner := _inside(kind, spec, name, schema))]
        found = dict(parts(spec))
    return [(name, found[name]) for name in ordered(kind, table, found)]


def _keys(here: Cursor, kind: str, context: RenderContext, *, first: bool) -> Iterator[Option]:
    spec = spec_at(kind, here.table, context.schema) if here.table else None
    if spec is not None and spec.is_localized:
        for tag in context.manifest.languages:
            yield Option(f'{tag} = ""', label("language", tag, context.tr), tag)
        return
    for name, one in _names(kind, here.table, context.schema):
        yield Option(_begun(name, one, whole_line=first), field_label(one, context.tr), name)


def _begun(name: str, spec: FieldSpec, *, whole_line: bool) -> str:
    """Return the text that begins a field."""
    if spec.is_items:
        return f"[[{name}]]\n" if whole_line else f"{name} = []"
    if _is_table(spec):
        return f"[{name}]\n" if whole_line else f"{name} = {{}}"
    if spec.many:
        return f"{name} = []"
    return f'{name} = ""' if "text" in spec.allowed and spec.is_editable else f"{name} = "


def _is_table(spec: FieldSpec) -> bool:
    return spec.is_table or spec.keyed or spec.is_localized


def _headers(here: Cursor, kind: str, context: RenderContext) -> Iterator[Option]:
    for name, spec in _names(kind, here.table, context.schema):
        path = ".".join((*here.table, name))
        if spec.is_items:
            yield Option(f"[[{path}]]", field_label(spec, context.tr), name)
        elif _is_table(spec):
            yield Option(f"[{path}]", field_label(spec, context.tr), name)


def _values(here: Cursor, kind: str, context: RenderContext) -> Offers | None:
    if here.path == ("kind",):
        found = [Option(name, label("kind", name, context.tr), name) for name in KINDS]
        return _fitting(here, here.start, here.end, [_quoted(one) for one in found])
    spec = spec_at(kind, here.path, context.schema)
    if spec is None:
        return None
    element = spec.element
    if element.is_reference and element.is_editable:  # not the record's own ids
        found = [
            _quoted(Option(one.value, one.words, str(one.value))) for one in records(element, here.prefix, context)
        ]
        return Offers(here.start, here.end, found[:MOST]) if found else None
    if element.value_type is ValueType.YES_NO:
        found = [
            Option(str(one.value).lower(), one.words, str(one.value).lower())
            for one in closed_choices(element, context)
        ]
        return _fitting(here, here.start, here.end, found)
    if element.value_type is ValueType.FIELD_PATH:
        found = [*_field_paths(kind, context)]
        if here.path[0] == "gaps":
            found.append(Option(MONEY, label("gap", MONEY, context.tr), MONEY))
    else:
        found = [Option(one.value, one.words, str(one.value)) for one in closed_choices(element, context)]
    found = [_quoted(one) for one in found]
    return _fitting(here, here.start, here.end, found) if found else None


def _field_paths(kind: str, context: RenderContext) -> Iterator[Option]:
    """Yield the paths of the fields of a record and of its tables, in each of its items."""
    for way, spec in context.schema.walk(kind) if kind in MODELS else ():
        if (way or (spec,))[0].is_editable and not any(step.is_items for step in way):
            path = ".".join(step.name for step in (*way, spec))
            yield Option(path, " › ".join(field_label(step, context.tr) for step in (*way, spec)), path)
    for relation in context.schema.writable_relations(kind) if kind in MODELS else ():
        path = f"relations.{relation}"
        yield Option(path, path_words(kind, path, context), path)


def _quoted(choice: Option) -> Option:
    return Option(f'"{choice.value}"', choice.words, choice.note)


class Explained(NamedTuple):
    """The field at the cursor, in words."""

    path: str
    name: str
    meaning: str


def explained(text: str, offset: int, kind: str, context: RenderContext) -> Explained | None:
    """Return label and meaning of the field at an offset of a text; None for an unknown field."""
    here = cursor_at(text, offset)
    names = here.path
    while names and (spec_at(kind, names, context.schema) is None):
        names = names[:-1]
    spec = spec_at(kind, names, context.schema)
    if spec is None:
        return None
    words = []
    for length in range(1, len(names) + 1):
        one = spec_at(kind, names[:length], context.schema)
        above = spec_at(kind, names[: length - 1], context.schema)
        if above is not None and above.is_localized:
            words.append(label("language", names[length - 1], context.tr))
        elif one is not None:
            words = [field_label(one, context.tr)] if one.is_own else [*words, field_label(one, context.tr)]
    text_of = spec_at(kind, names[:-1], context.schema)
    told = text_of if text_of is not None and text_of.is_localized else spec
    return Explained(".".join(names), " › ".join(words), field_meaning(told, context.tr))


HEIGHT = 8
"""The most lines of the list."""
LEAD = 26
"""Cells for the text to insert; its name in words follows."""


class Completion(OptionList, Chooser):
    """The list of offers beside the cursor of a text, which keeps the focus."""

    def __init__(self) -> None:
        super().__init__(id="completion", under_field=True)
        self.lead = LEAD
        self._offers: Offers | None = None
        self._area: TomlArea | None = None

    def on_mount(self) -> None:
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self._offers is not None

    def offer(self, area: TomlArea, offers: Offers | None, *, at_once: bool) -> bool:
        """Show the completions, or with `at_once` insert a single one; return whether there are any."""
        if offers is None:
            self.close()
            return False
        if at_once and len(offers.choices) == 1:
            area.take(offers.start, offers.end, str(offers.choices[0].value))
        else:
            self.open(area, offers)
        return True

    def open(self, area: TomlArea, offers: Offers) -> None:
        self._area, self._offers = area, offers
        area.choosing = self
        picked = self.picked
        shown = [Option(choice.value, choice.note, choice.words) for choice in offers.choices]
        self.show(shown, picked.value if picked else None)
        self.display = True
        self._place(area)

    def _place(self, area: TomlArea) -> None:
        """Place the list under the cursor, or above it where there is more room."""
        screen = self.screen.size
        longest = max((width(choice.note) for choice in self.options), default=0)
        cells, lines = min(screen.width - 2, max(40, LEAD + longest + 8)), min(HEIGHT, len(self.options)) + 2
        at = area.cursor_screen_offset
        x = max(0, min(at.x, screen.width - cells))
        y = at.y + 1 if at.y + 1 + lines <= screen.height - 1 else max(0, at.y - lines)
        region = Region(x, y, cells, lines)
        self.styles.width, self.styles.height = region.width, region.height
        self.styles.offset = Offset(region.x, region.y)

    def close(self) -> None:
        self._offers = None
        if self._area is not None:
            self._area.choosing = None
        self.display = False

    def step(self, by: int) -> None:
        self.action_move_by(by)

    def take(self) -> None:
        picked, offers, area = self.picked, self._offers, self._area
        self.close()
        if picked is not None and offers is not None and area is not None:
            area.take(offers.start, offers.end, str(picked.value))

    def on_option_list_chosen(self, message: OptionList.Chosen) -> None:
        message.stop()
        self.take()
