"""Reorder the items of a list in a TOML text, each with the comments that stand at it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from govtui.store.toml_cst import Path, Span, Value, within
from govtui.store.toml_edit import Splicer


def reorder(text: Splicer, path: Path, order: Sequence[int]) -> None:
    """Reorder the items of the list at `path`: the n-th becomes the one that now is the order[n]-th.

    An item takes the comment behind it along; a `[[table]]` also those right above it and right below. In an array comments
    on lines of their own stay where they are. Raises LookupError where the list cannot be found.
    """
    array = text.document.value(path)
    if array is None or array.kind != "array":
        _move_tables(text, [_table_span(text, (*path, index)) for index in range(len(order))], order)
        return
    items = [_item(text, array, item) for item in array.items]
    lines = [item.line for item in items if item.line]
    if len(lines) == len(items):
        _move_lines(text, items, lines, order)
    else:
        _move_values(text, items, order, text.item_indent(array))


class _Item(NamedTuple):
    """An item of an array, as spans of bytes."""

    value: Span
    has_comma: bool
    """Whether a comma follows on its line."""
    comment: Span
    """The white space and the comment behind it and its comma; empty for none."""
    line: Span | None
    """Its lines, where nothing else stands on them."""


def _item(text: Splicer, array: Value, item: Value) -> _Item:
    comma, line_end = text.comma(item.end, array.end), text.document.line_end(item.end)
    comment = text.comment_behind(array, item)
    first = text.document.line_start(item.start)
    is_alone = not text.raw[first : item.start].strip() and not text.raw[comment[1] : line_end].strip()
    line = (first, line_end) if first > array.start and is_alone and comma <= line_end else None
    return _Item((item.start, item.end), 0 < comma <= line_end, comment, line)


def _move_lines(text: Splicer, items: Sequence[_Item], lines: Sequence[Span], order: Sequence[int]) -> None:
    """Move items that stand on lines of their own; those that need not move keep what is around them."""
    staying = _longest_rising(order)
    written = [_with_comma(text.raw, item, line) for item, line in zip(items, lines, strict=True)]
    groups: list[tuple[int, list[int]]] = []
    """Moving items that come to stand in a row, with the staying one before them; -1 for the beginning."""
    behind = -1
    for index in order:
        if index in staying:
            behind = index
        elif groups and groups[-1][0] == behind:
            groups[-1][1].append(index)
        else:
            groups.append((behind, [index]))
    first = min(staying)
    puts: list[tuple[Span, bytes]] = []
    for behind, indices in groups:
        row = b"".join(written[index] for index in indices)
        if behind < 0:
            at = lines[first][0]
            floor = lines[first - 1][1] if first else 0  # a line of a text may begin with # too
            while at > floor and (above := text.document.line_before(at)) is not None and above.startswith(b"#"):
                at = text.document.line_start(at - 1)
            puts.append(((at, at), row))
        else:
            puts.append((lines[behind], written[behind] + row))
    leading = {behind for behind, _ in groups}
    puts += [(lines[index], b"") for index in order if index not in staying]
    puts += [(lines[index], written[index]) for index in staying if index not in leading]
    _replace(text, puts)


def _with_comma(raw: bytes, item: _Item, line: Span) -> bytes:
    stop = item.value[1]
    return raw[line[0] : stop] + (b"" if item.has_comma else b",") + raw[stop : line[1]]


def _move_values(text: Splicer, items: Sequence[_Item], order: Sequence[int], indent: str) -> None:
    """Permute values with their comments; a comment ends its line wherever it comes to stand."""
    puts: list[tuple[Span, bytes]] = []
    for item, index in zip(items, order, strict=True):
        puts.append((item.value, text.raw[slice(*items[index].value)]))
        start, end = item.comment
        comment = text.raw[slice(*items[index].comment)]
        rest = text.raw[end : text.document.line_end(end)]
        if comment and rest.strip():
            end += len(rest) - len(rest.lstrip())
            comment += (text.newline + ("" if rest.lstrip().startswith(b"]") else indent)).encode()
        puts.append(((start, end), comment))
    _replace(text, puts)


def _move_tables(text: Splicer, spans: Sequence[Span], order: Sequence[int]) -> None:
    """Put tables into one another's places; a text without an end of its last line keeps none."""
    is_open = bool(text.raw) and not text.raw.endswith(b"\n")
    line_end = text.newline.encode()
    parts = [text.raw[slice(*span)] for span in spans]
    whole = [part if part.endswith(b"\n") else part + line_end for part in parts]
    _replace(text, [(spans[index], whole[other]) for index, other in enumerate(order)])
    if is_open:
        text.splice(len(text.raw.removesuffix(b"\n").removesuffix(b"\r")), len(text.raw))


def _table_span(text: Splicer, path: Path) -> Span:
    """Return the span of an item that is a table, with tables inside and comments right above and below."""
    own = text.document.table(path)
    if own is None:
        raise LookupError(path)
    last = [one for one in text.document.headed if within(one.path, path)][-1]
    return text.document.commented_start(own.start), text.table_end(last)


def _replace(text: Splicer, puts: Sequence[tuple[Span, bytes]]) -> None:
    for (start, end), new in sorted(puts, reverse=True):
        text.splice(start, end, new)


def _longest_rising(order: Sequence[int]) -> frozenset[int]:
    """Return the longest rising subsequence of a permutation (patience sorting): what need not move."""
    tops: list[int] = []
    before: dict[int, int] = {}
    for number in order:
        pile = bisect_left(tops, number)
        if pile:
            before[number] = tops[pile - 1]
        tops[pile : pile + 1] = [number]
    out, at = [], tops[-1] if tops else None
    while at is not None:
        out.append(at)
        at = before.get(at)
    return frozenset(out)
