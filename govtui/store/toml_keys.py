"""Renaming one key of a TOML text, wherever it is written: in pairs, headers and inline tables; all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.model.field_paths import locate
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.toml_cst import Outline, Pair, Path, Span
from govtui.store.toml_render import key_text
from govtui.store.toml_values import NotToml, copied, parsed, same


def key_renamed(text: str, path: str, name: str) -> str:
    """The text with the key at the end of a field path called `name`.

    Raises CannotEditInPlace: broken_toml, no_such_item (nothing stands at the path), cannot_splice (the name is taken).
    """
    try:
        data = parsed(text)
    except NotToml:
        raise CannotEditInPlace("broken_toml") from None
    real, rest = locate(data, path)
    if rest or not real or not isinstance(real[-1], str):
        raise CannotEditInPlace("no_such_item", path)
    wanted = copied(data)
    holder = wanted
    for part in real[:-1]:
        holder = holder[part]
    if name in holder:
        raise CannotEditInPlace("cannot_splice", path)
    holder[name] = holder.pop(real[-1])
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    raw = text.removeprefix(mark).encode()
    for start, end in sorted(set(_spans(Outline(raw), real)), reverse=True):
        raw = raw[:start] + key_text(name).encode() + raw[end:]
    new = mark + raw.decode()
    try:
        if same(parsed(new), wanted):
            return new
    except NotToml:
        pass
    raise CannotEditInPlace("cannot_splice", path)


def _spans(outline: Outline, path: Path) -> Iterator[Span]:
    """Where the last key of the path is written."""
    for section in outline.sections:
        yield from _in_key(section.path, section.keys, path)
        yield from _in_pairs(section.pairs, path)


def _in_pairs(pairs: Sequence[Pair], path: Path) -> Iterator[Span]:
    for pair in pairs:
        yield from _in_key(pair.path, pair.keys, path)
        values = [pair.value]
        while values:
            value = values.pop()
            yield from _in_pairs(value.pairs, path)
            values += value.items


def _in_key(here: Path, keys: Sequence[Span], path: Path) -> Iterator[Span]:
    """The part of a dotted key that ends the path. `here` is the whole path of the key, with the indices of items."""
    places = [place for place, part in enumerate(here) if isinstance(part, str)]
    for place, span in zip(reversed(places), reversed(keys), strict=False):
        if here[: place + 1] == path:
            yield span
