"""Pair the items that are the same thing in the lists of two records, for a record merge.

Unlike the versions of one record (edit/alignment.py), two records have no common past: a key such as `a1` may name two different
aims, and one aim may have two keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govtui.edit.plain_data import Data, is_tables, same
from govtui.edit.value_meanings import means_same
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import item_name, item_names
from govtui.model.record import MODELS
from govtui.model.schema import Items, ValueType
from govtui.store.toml_render import normal
from govtui.text.fold import fold

PROVENANCE = ("source", "at", "quote", "said_by")
"""The fields of an item that say where it is stated."""

SAME_WORDING = 0.5
"""The share of common words from which on two wordings under one key are of one thing."""


def is_own_statement(spec: FieldSpec) -> bool:
    """Whether items that differ are statements of their own, also under one name: figures, steps, terms, claims, citations.

    These are named by what they are a statement of, not by what they are.
    """
    naming = parts(spec).get(_items(spec).name)
    if naming is None:
        return False
    return bool(naming.about.vocabulary) or naming.value_type is ValueType.FIELD_PATH or spec.name == "sources"


def pairs(spec: FieldSpec, kept: Sequence[Data], gone: Sequence[Data]) -> dict[int, int]:
    """Pair the items of two records' lists that are one thing: index in `gone` to index in `kept`.

    Equal items first, then those of one identity; statements of their own only where nothing in them differs.
    """
    found: dict[int, int] = {}
    free = [n for n, item in enumerate(kept) if isinstance(item, dict)]
    left = [m for m, item in enumerate(gone) if isinstance(item, dict)]
    unique = not is_own_statement(spec)
    for fits in (_equal, _fits_everywhere, *((_is_one_thing,) if unique else ())):
        for m in list(left):
            n = next((n for n in free if fits(spec, kept[n], gone[m])), None)
            if n is not None:
                found[m] = n
                free.remove(n)
                left.remove(m)
    return found


def _equal(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    return same(normal(one), normal(other))


def _fits_everywhere(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    """Whether two items are one thing and nothing differs in them: each only fills what the other lacks."""
    return _is_one_thing(spec, one, other) and fits(spec, one, other)


def fits(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    """Whether nothing differs in two items: each only fills what the other lacks."""
    inside = parts(spec)
    if spec.name == "sources":  # one place of one source; the fields are joined
        return all(same(one.get(name), other.get(name)) for name in ("ref", "at", "quote", "said_by"))
    two_sources = is_own_statement(spec) and "source" in one and "source" in other
    if two_sources and any(not same(one.get(name), other.get(name)) for name in PROVENANCE):
        return False
    both = [name for name in one if name in other and name not in PROVENANCE]
    return all(_joins(inside.get(name), one[name], other[name]) for name in both)


def _joins(spec: FieldSpec | None, one: Data, other: Data) -> bool:
    """Whether two values of a field can be one without a choice."""
    if means_same(one, other, spec):
        return True
    if spec is not None and spec.is_localized and isinstance(one, dict) and isinstance(other, dict):
        return all(means_same(one[tag], other[tag]) for tag in one if tag in other)
    return spec is not None and (spec.is_items or (spec.is_list and spec.about.unordered))


def _is_one_thing(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    items = _items(spec)
    if spec.name == "aka":  # spellings that differ in an accent are two names
        return means_same(one.get("text"), other.get("text")) and _agrees(one, other, "lang")
    keys = one.get("key"), other.get("key")
    if not items.name and not items.identity:
        return _share_text(spec, one, other) if keys[0] != keys[1] else _is_same_wording(spec, one, other)
    names = [item_name(spec.name, {**item, "key": ""}) for item in (one, other)]
    if names[0] or names[1]:
        return names[0] == names[1] and (keys[0] == keys[1] or None in keys)
    values = [[item.get(field) for field in items.identity] for item in (one, other)]
    return any(value is not None for value in values[0]) and same(values[0], values[1])


def _agrees(one: Mapping[str, Data], other: Mapping[str, Data], field: str) -> bool:
    return field not in one or field not in other or one[field] == other[field]


def _wordings(spec: FieldSpec, item: Mapping[str, Data]) -> dict[str, str]:
    """Return the required text of an item by language."""
    for part in parts(spec).values():
        text = item.get(part.name)
        if part.required and part.is_localized and isinstance(text, dict):
            return {tag: words for tag, words in text.items() if isinstance(words, str)}
    return {}


def _share_text(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    mine, theirs = _wordings(spec, one), _wordings(spec, other)
    return any(means_same(words, theirs[tag]) for tag, words in mine.items() if tag in theirs)


def _is_same_wording(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    mine, theirs = _wordings(spec, one), _wordings(spec, other)
    both = [tag for tag in mine if tag in theirs]
    return not both or any(_common_words(mine[tag], theirs[tag]) >= SAME_WORDING for tag in both)


def _common_words(one: str, other: str) -> float:
    words = set(fold(one).split()), set(fold(other).split())
    return 2 * len(words[0] & words[1]) / (len(words[0]) + len(words[1]) or 1)


def _items(spec: FieldSpec) -> Items:
    return spec.about.items or Items()


# keys


def with_free_keys(
    kind: str, kept: Mapping[str, Data], gone: Mapping[str, Data]
) -> tuple[dict[str, Data], dict[str, str]]:
    """Return `gone` with the keys of its items as they fit beside those of `kept`, and what became of keys by field path.

    An item that `kept` has gets the key that it has there; one whose key names another thing there gets a free one. What
    names an item by its key follows.
    """
    renamed: dict[tuple[str, str], str] = {}
    data = dict(gone)
    for spec in fields(MODELS[kind]).values():
        mine, theirs = kept.get(spec.name, []), gone.get(spec.name, [])
        if not spec.is_items or "key" not in parts(spec) or not is_tables(mine) or not is_tables(theirs):
            continue
        found = pairs(spec, mine, theirs)
        called = item_names(spec.name, mine), item_names(spec.name, theirs)
        taken = {*called[0], *called[1]}
        out = []
        for m, item in enumerate(theirs):
            old = new = called[1][m]
            if m in found:
                new, key = called[0][found[m]], mine[found[m]].get("key")
                item = {name: value for name, value in item.items() if name != "key"} | ({"key": key} if key else {})
            elif item.get("key") == old and old in called[0]:
                new = _free(old, taken)
                item = {**item, "key": new}
            if new != old and item_name(spec.name, theirs[m]):
                renamed[spec.name, old] = new
            out.append(item)
        data[spec.name] = out
    if not renamed:
        return data, {}
    changed = _with_named_items(fields(MODELS[kind]), data, renamed)
    return changed, {f"{name}.{old}": new for (name, old), new in renamed.items()}


def _free(key: str, taken: set[str]) -> str:
    number = next(n for n in range(2, len(taken) + 3) if f"{key}-{n}" not in taken)
    taken.add(f"{key}-{number}")
    return f"{key}-{number}"


def _with_named_items(
    specs: Mapping[str, FieldSpec], table: Mapping[str, Data], renamed: Mapping[tuple[str, str], str]
) -> dict[str, Data]:
    """Return a table in which fields that name an item by its key have the new one."""
    out: dict[str, Data] = {}
    for name, value in table.items():
        spec = specs.get(name)
        if spec is not None and spec.about.item_of and isinstance(value, str):
            value = renamed.get((spec.about.item_of, value), value)
        elif spec is not None and spec.is_items and is_tables(value):
            value = [_with_named_items(parts(spec), item, renamed) for item in value]
        elif spec is not None and spec.is_table and isinstance(value, dict):
            value = _with_named_items(parts(spec), value, renamed)
        out[name] = value
    return out
