"""Which lines of source texts the fields of records cite, which no record cites, and what on cited lines no record has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Citation
from govtui.model.passages import lines_at
from govtui.model.record import Record, Source
from govtui.model.value import Value
from govtui.text.fold import fold
from govtui.text.numerals import numbers, written

if TYPE_CHECKING:
    from govtui.model.evidence import Line, Texts

_ACRONYM = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ]{2,}(?:-?[\dA-Z]+)*(?!\w)")


class CitedPlace(NamedTuple):
    """A place in a source, as an item of a record or one of its citations names it."""

    path: str
    """Of the item or citation."""
    source: str
    at: str
    fields: tuple[str, ...] = ()
    """What a citation is for."""


class Use(NamedTuple):
    """A line that a field of a record cites."""

    line: Line
    record: str
    path: str
    """Of the item, or of the field that the citation is for."""


def cited_places(record: Record, schema: Schema = BUILT_IN) -> Iterator[CitedPlace]:
    """Yield every place that a record cites, in the order of its fields."""
    for spec in schema.fields(record.kind).values():
        if spec.is_items:
            yield from _places(spec, spec.held_by(record) or [], "")


def _places(spec: FieldSpec, items: Sequence[Any], prefix: str, around: str | None = None) -> Iterator[CitedPlace]:
    """Yield the places that items cite. `around`: the source of what they are within, whose place they may make exact."""
    for name, item in item_paths(spec.name, items):
        path = f"{prefix}{name}"
        if isinstance(item, Citation):
            if item.at:
                yield CitedPlace(path, item.ref, item.at, tuple(item.fields))
        elif isinstance(item, Value):
            source, at = getattr(item, "source", None) or around, getattr(item, "at", None)
            if source and at:
                yield CitedPlace(path, source, at)
            for inner in parts(spec).values():
                if inner.is_items:
                    yield from _places(inner, inner.held_by(item) or [], f"{path}.", source)


def uses(record: Record, texts: Texts, schema: Schema = BUILT_IN) -> Iterator[Use]:
    """Yield every line at hand that a record cites, with the field that cites it; a citation without place cites none."""
    from govtui.model.evidence import Line  # pages ask for places alone

    for place in cited_places(record, schema):
        text = texts.lines(place.source)
        for number in lines_at(text, place.at) or () if text is not None else ():
            for path in place.fields or (place.path,):
                yield Use(Line(place.source, number), record.id, path)


def unrecorded(source: Source, texts: Texts, cited: Sequence[Use]) -> list[int]:
    """Return the lines of a source with letters or digits that no use cites and its `unrecorded` does not name."""
    text = texts.lines(source.id) or ()
    known = {use.line.number for use in cited if use.line.source == source.id} | left_out(source, texts)
    return [number for number, line in enumerate(text, 1) if number not in known and any(map(str.isalnum, line))]


def left_out(source: Source, texts: Texts) -> set[int]:
    """Return the lines that a source's `unrecorded` names."""
    text = texts.lines(source.id) or ()
    return {number for entry in source.unrecorded for number in lines_at(text, entry.at) or ()}


def unheld(
    source: Source, texts: Texts, cited: Sequence[Use], words_of: Callable[[str], str]
) -> Iterator[tuple[int, str]]:
    """Yield line and word for digits and acronyms of cited lines that no record that cites the line has.

    `words_of` returns all texts of a record.
    """
    text = texts.lines(source.id) or ()
    citing: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for use in cited:
        if use.line.source == source.id:
            citing[use.line.number][use.record] = None
    for number in sorted(citing):
        words = "\n".join(map(words_of, citing[number]))
        folded, told = fold(words), numbers(words)
        line = text[number - 1]
        acronyms = dict.fromkeys(_ACRONYM.findall(line))
        bare = _ACRONYM.sub(" ", line)
        yield from ((number, raw) for raw, readings in written(bare) if not readings & told)
        yield from ((number, acronym) for acronym in acronyms if fold(acronym) not in folded)
