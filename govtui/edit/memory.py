"""What translations remember (`[[translations]]`), merged: a memory goes with the text that it is about.

One side's text beside the other side's memory would be called done though nobody held it against its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govtui.edit.data import ABSENT, Data, is_tables, same
from govtui.model.item_names import path_key
from govtui.store.field_edits import value_in

FIELD = "translations"

Key = tuple[str, str]
"""The field, as `path_key` compares paths, and the language that a memory is of."""

Three = Callable[[str, Data, Data, Data], Data]
"""A path, what both started from, mine, theirs: what they make together."""


def apart(data: Mapping[str, Data]) -> tuple[dict[str, Data], dict[Key, Data]] | None:
    """The data without its memories, and these; None where they are not as the schema has them, one for each text."""
    items = data.get(FIELD, [])
    if items and not is_tables(items):
        return None
    memories = {_key(item): item for item in items}
    if len(memories) != len(items) or not all(all(map(_is_text, key)) for key in memories):
        return None
    return {name: value for name, value in data.items() if name != FIELD}, memories


def _key(item: Mapping[str, Data]) -> Key:
    field = item.get("field", "")
    return path_key(field) if _is_text(field) else field, item.get("to", "")


def _is_text(value: Data) -> bool:
    return isinstance(value, str)


def together(
    made: Mapping[str, Data],
    mine: tuple[Mapping[str, Data], Mapping[Key, Data]],
    theirs: tuple[Mapping[str, Data], Mapping[Key, Data]],
    base: Mapping[Key, Data],
    three: Three,
) -> list[Data]:
    """The memories of a merged record, `made`: those of the side whose text stands in it; where both sides have the same text,
    or a third one stands there, what their memories make together."""
    out = []
    for key in dict.fromkeys((*theirs[1], *mine[1])):
        mine_here, theirs_here = mine[1].get(key, ABSENT), theirs[1].get(key, ABSENT)
        written = mine_here if theirs_here is ABSENT else theirs_here
        path = f"{written['field']}.{written['to']}"  # the key is for comparing: no field is called so
        now, my_text, their_text = (value_in(data, path) for data in (made, mine[0], theirs[0]))
        if same(my_text, their_text) or not (same(now, my_text) or same(now, their_text)):
            found = three(f"{FIELD}.{path}", base.get(key, ABSENT), mine_here, theirs_here)
        else:
            found = mine_here if same(now, my_text) else theirs_here
        if found is not ABSENT:
            out.append(found)
    return out
