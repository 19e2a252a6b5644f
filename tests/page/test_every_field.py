"""No field is forgotten: each, given a value, is on the page, in the form, in the JSON Schema, and found where it is searched.

Exempt is only what the program keeps for itself (Section.PROGRAM). A look at a field is one function; LOOKS has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Any, NamedTuple

import pytest
from contexts import context_of
from small import registry, table

from govtui.i18n.countries import country_name
from govtui.i18n.field_labels import SchemaWords, field_label
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.model.field_paths import children
from govtui.model.fields import FieldSpec, parts
from govtui.model.json_schema import JsonSchemas
from govtui.model.kinds import KINDS
from govtui.model.own_fields import Schema
from govtui.model.schema import Section, ValueType
from govtui.model.vocabulary import VOCABULARIES, own_name
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.page.page import Page, Paragraph, Role
from govtui.store.registry import Registry
from govtui.text.fold import fold

TYPES = ("text", "localized", "date", "number", "yes_no", "country", "reference", "key")
"""The types of own fields; each is tried by itself and, but for texts by language, as a list."""


def manifest() -> str:
    """Own fields of every type, and in each vocabulary a key `own` with a label that nothing else has."""
    lines = ["schema = 2"]
    for place, name in enumerate(VOCABULARIES):
        number = " {number}" if name == "figure.bound" else ""
        labels = f'vi = "Nhãn vv{place:03}{number}", en = "Label ee{place:03}{number}"'
        lines.append(f"[vocabulary.{own_name(name)}]\nown = {{ {labels} }}")
    for place, (type, many) in enumerate(
        (type, many) for type in TYPES for many in (False, True) if type != "localized" or not many
    ):
        lines += [
            f"[fields.all.f_{place}]",
            f'type = "{type}"',
            f'label = {{ vi = "Trường oo{place:03}", en = "Field oo{place:03}" }}',
            'search = "text"' if type in ("text", "localized") else "",
            'vocabulary = "frequency"' if type == "key" else "",
            "repeated = true" if many else "",
        ]
    return "\n".join([*lines, ""])


class Expected(NamedTuple):
    """One field with a value: the names that lead to it, and any of which words show it, by language."""

    way: tuple[str, ...]
    spec: FieldSpec
    words: Mapping[str, tuple[str, ...]]


class Filled:
    """A record of a kind with a value in every field, and what is expected of each."""

    def __init__(self, kind: str, schema: Schema) -> None:
        self.kind, self.schema = kind, schema
        self.key = f"all-{kind}"
        self.expected: list[Expected] = []
        self.others: list[dict[str, Any]] = []
        self._numbers = count(1)
        self._countries = iter(["SG", "TH", "JP", "BR", "ZA", "PE", "MA", "NO", "FJ", "CU"])
        self._languages = iter(("ko", "fr"))
        given: dict[str, Any] = {"x": {"private": "zzprivate"}}
        for spec in schema.fields(kind).values():
            if spec.about.section is not Section.PROGRAM:
                holder = given["x"] if spec.is_own else given
                holder[spec.attribute if spec.is_own else spec.name] = self._value(spec, (spec.name,))
        self.table = table(self.key, kind, **given)

    def _value(self, spec: FieldSpec, way: tuple[str, ...]) -> Any:
        if spec.part is not None:
            held = {name: self._value(part, (*way, name)) for name, part in parts(spec).items()}
            return [held] if spec.many else held
        value, words = self._one(spec)
        if not isinstance(words, Mapping):
            words = dict.fromkeys(LANGUAGES, (words,))
        self.expected.append(Expected(way, spec, words))
        if spec.keyed:
            relation = self.schema.writable_relations(self.kind)[0]
            key = {"relations": relation, "percent": "own"}.get(spec.name, f"zk{next(self._numbers):03}")
            return {key: [value] if spec.many else value}
        return [value] if spec.many else value

    def _one(self, spec: FieldSpec) -> tuple[Any, str | Mapping[str, tuple[str, ...]]]:
        """A value, and what shows it."""
        n = next(self._numbers)
        text = f"zq{n:03}"
        if spec.about.value_of:
            return text, text
        match spec.value_type:
            case ValueType.LOCALIZED | ValueType.QUOTE:
                texts = {language: f"{text}{language}" for language in LANGUAGES}
                return texts, {language: (words,) for language, words in texts.items()}
            case ValueType.KEY if spec.is_choice:
                place = list(VOCABULARIES).index(spec.about.vocabulary)
                return "own", {"vi": (f"vv{place:03}",), "en": (f"ee{place:03}",)}
            case ValueType.KEY:
                return f"k{n:03}", f"k{n:03}"
            case ValueType.DATE:
                return str(1500 + n), str(1500 + n)
            case ValueType.NUMBER if spec.keyed:
                return n + 0.5, {"vi": (f"{n},5",), "en": (f"{n}.5",)}
            case ValueType.NUMBER:
                return 5000 + n, {"vi": (f"5.{n:03}", f"5{n:03}"), "en": (f"5,{n:03}", f"5{n:03}")}
            case ValueType.YES_NO:
                return True, {one: _of_truth(spec, one) for one in LANGUAGES}
            case ValueType.COUNTRY:
                code = next(self._countries)
                return code, {language: (str(country_name(code, load(language))),) for language in LANGUAGES}
            case ValueType.LANGUAGE:
                tag = next(self._languages)
                return tag, {
                    one: (load(one).pgettext("language", {"ko": "Korean", "fr": "French"}[tag]),) for one in LANGUAGES
                }
            case ValueType.FIELD_PATH:
                return f"links.zf{n:03}", f"zf{n:03}"
            case ValueType.REFERENCE | ValueType.TARGET:
                kinds = spec.about.refers.kinds if spec.about.refers else ()
                id = f"ref{self.kind[0]}{n:03}"
                self.others.append(table(id, kinds[0] if kinds else "organization"))
                return id, id
            case _:
                return text, text


def _of_truth(spec: FieldSpec, language: str) -> tuple[str, ...]:
    tr = load(language)
    if spec.name == "counted":
        return (tr.gettext("{number} (counted)").format(number=""),)
    return (tr.pgettext("place", "online"),) if spec.name == "online" else (field_label(spec, tr),)


@dataclass(frozen=True, eq=False)
class Tried:
    """The registry of the filled records."""

    files: Registry
    index: Index
    filled: Mapping[str, Filled]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    root = tmp_path_factory.mktemp("every-field")
    schema = registry(root, manifest=manifest()).manifest.record_schema
    filled = {kind: Filled(kind, schema) for kind in KINDS}
    tables = [data for one in filled.values() for data in (one.table, *one.others)]
    files = registry(root, table("s", "source"), *tables, manifest=manifest())
    return Tried(files, build(files), filled)


def on_the_page(tried: Tried, kind: str, language: str) -> Callable[[Expected], bool]:
    """Problems count for nothing; the key of an item is no text but what the line is found by."""
    page = page_of(tried, kind, language)
    shown = "".join(plain(page, 200).split()).casefold()
    blocks = [block for section in page.sections for block in section.blocks]
    rows = [row for block in blocks for row in getattr(block, "rows", ())]
    paths = "\n".join(getattr(one, "field", "") for one in (*blocks, *rows))

    def has(one: Expected) -> bool:
        if one.way[-1] == "key":
            return any(f".{words}" in paths for words in one.words[language])
        return any("".join(words.split()).casefold() in shown for words in one.words[language])

    return has


def page_of(tried: Tried, kind: str, language: str) -> Page:
    """The page of the filled record without its problems."""
    entry = tried.files.entry(f"{KINDS[kind].folder}/all-{kind}.toml")
    assert entry.record is not None, entry.problems
    page = compose(entry, f"all-{kind}", context_of(tried.files, tried.index, language))

    def is_problem(block: object) -> bool:
        return isinstance(block, Paragraph) and any(
            span.role in (Role.WARNING, Role.DISCREPANCY) for span in block.spans
        )

    sections = [
        replace(section, blocks=[block for block in section.blocks if not is_problem(block)])
        for section in page.sections
        if section.name != "problems"
    ]
    return replace(page, sections=sections)


def in_the_form(tried: Tried, kind: str, language: str) -> Callable[[Expected], bool]:
    record = tried.files.entry(f"{KINDS[kind].folder}/all-{kind}.toml").record
    assert record is not None
    schema = tried.files.manifest.record_schema

    def reached(path: str, way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for spot in children(record, path, schema):
            there = way if spot.spec.item else (*way, spot.spec.name)
            yield there
            if spot.path != path:
                yield from reached(spot.path, there)

    fields = set(reached("", ()))
    return lambda one: one.way in fields


def in_the_json_schema(tried: Tried, kind: str, language: str) -> Callable[[Expected], bool]:
    whole = _json_schema(tried, kind)

    def has(one: Expected) -> bool:
        here: Any = whole
        for name in (*one.way[0].split("."), *one.way[1:]):
            here = here.get("items", here).get("properties", {}).get(name)
            if here is None:
                return False
        return True

    return has


@cache
def _json_schema(tried: Tried, kind: str) -> Mapping[str, Any]:
    own = tried.files.manifest
    words = SchemaWords([load(language) for language in LANGUAGES], own)
    return JsonSchemas(own.record_schema, LANGUAGES, own.keys, words).of_kind(kind)


def found_by_search(tried: Tried, kind: str, language: str) -> Callable[[Expected], bool]:
    def finds(one: Expected) -> bool:
        if not one.spec.about.search:
            return True
        view = View(ALL, fold(one.words[language][0]), "name", language, language)
        return f"all-{kind}" in [row.key for row in tried.index.result(view).window(0, 100)]

    return finds


LOOKS = (on_the_page, in_the_form, in_the_json_schema, found_by_search)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", LOOKS)
def test_no_field_is_forgotten(tried: Tried, look: Any, kind: str, language: str) -> None:
    sees = look(tried, kind, language)
    assert [" · ".join(one.way) for one in tried.filled[kind].expected if not sees(one)] == []


def test_every_field_is_tried(tried: Tried) -> None:
    schema = tried.files.manifest.record_schema
    for kind, filled in tried.filled.items():
        every = {
            tuple(step.name for step in (*way, spec))
            for way, spec in schema.walk(kind)
            if Section.PROGRAM not in {step.about.section for step in (*way, spec)} and spec.part is None
        }
        assert {one.way for one in filled.expected} == every


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_registry_does_not_declare_is_a_private_note(tried: Tried, kind: str, language: str) -> None:
    assert "zzprivate" not in plain(page_of(tried, kind, language), 200)
