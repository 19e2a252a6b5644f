"""Items of a list put into another order in a TOML text, each with the comments that stand at it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from govtui.store.splice import Cuts
from govtui.store.toml_cst import Path, Section, Span, Value, within


class Moves(Cuts):
    """Moves in one text of a record of `kind`."""

    def reorder(self, path: Path, order: Sequence[int]) -> None:
        """Put the items of the list at `path` into another order: the n-th is the one that now is the order[n]-th.

        An item takes the comment behind it along; a `[[section]]` also those right above it and right below. In an array
        comments on lines of their own stay where they are. Raises LookupError where the list cannot be found.
        """
        array = self.outline.value(path)
        if array is not None and array.kind == "array":
            items = [self._item(array, item) for item in array.items]
            if all(item.line is not None for item in items):
                self._move_lines(items, order)
            else:
                self._move_values(items, order, self.item_indent(array))
        else:
            self._move_sections([self._section_span((*path, place)) for place in range(len(order))], order)
        self.put(0, 0, "")

    # arrays

    def _item(self, array: Value, item: Value) -> _Item:
        """What stands at an item: its comma, its comment, its lines."""
        comma, line_end = self.comma(item.end, array.end), self.outline.line_end(item.end)
        comment = self.comment_behind(array, item)
        first = self.outline.line_start(item.start)
        is_alone = not self.raw[first : item.start].strip() and not self.raw[comment[1] : line_end].strip()
        line = (first, line_end) if first > array.start and is_alone and comma <= line_end else None
        return _Item((item.start, item.end), 0 < comma <= line_end, comment, line)

    def comment_behind(self, array: Value, item: Value) -> Span:
        """The white space and the comment on the line of an item, behind it and its comma; an empty span for none."""
        comma, line_end = self.comma(item.end, array.end), self.outline.line_end(item.end)
        end = comma if 0 < comma <= line_end else item.end
        behind = self.raw[end:line_end].rstrip()
        return (end, end + len(behind)) if behind.lstrip().startswith(b"#") else (end, end)

    def item_indent(self, array: Value) -> str:
        """The white space before an item that begins a line; before one that would, where none does."""
        befores = [self.indent(item.start) for item in array.items]
        own = next((before for before in befores if before and not before.strip()), None)
        return befores[0][: len(befores[0]) - len(befores[0].lstrip())] + "  " if own is None else own

    def _move_lines(self, items: Sequence[_Item], order: Sequence[int]) -> None:
        """Move items that stand on lines of their own; those that need not move keep what is around them."""
        staying = _longest_rising(order)
        lines = [self._with_comma(item) for item in items]
        groups: list[tuple[int, list[int]]] = []
        """Where a row of items that move is put, and the row."""
        behind = -1
        for place in order:
            if place in staying:
                behind = place
            elif groups and groups[-1][0] == behind:
                groups[-1][1].append(place)
            else:
                groups.append((behind, [place]))
        first = min(staying)
        puts: list[tuple[Span, bytes]] = []
        for behind, places in groups:
            text = b"".join(lines[place] for place in places)
            if behind < 0:
                at = self._line(items[first])[0]
                floor = self._line(items[first - 1])[1] if first else 0  # a line of a text may begin with # too
                while at > floor and (above := self.outline.line_before(at)) is not None and above.startswith(b"#"):
                    at = self.outline.line_start(at - 1)
                puts.append(((at, at), text))
            else:
                puts.append((self._line(items[behind]), lines[behind] + text))
        written = {behind for behind, _ in groups}
        puts += [(self._line(items[place]), b"") for place in order if place not in staying]
        puts += [(self._line(items[place]), lines[place]) for place in staying if place not in written]
        self._replace(puts)

    def _line(self, item: _Item) -> Span:
        if item.line is None:
            raise LookupError
        return item.line

    def _with_comma(self, item: _Item) -> bytes:
        start, end = self._line(item)
        stop = item.value[1]
        return self.raw[start:stop] + (b"" if item.has_comma else b",") + self.raw[stop:end]

    def _move_values(self, items: Sequence[_Item], order: Sequence[int], indent: str) -> None:
        """Put values into one another's places, with their comments; a comment ends its line wherever it comes to stand."""
        puts: list[tuple[Span, bytes]] = []
        for item, place in zip(items, order, strict=True):
            puts.append((item.value, self.raw[slice(*items[place].value)]))
            start, end = item.comment
            comment = self.raw[slice(*items[place].comment)]
            rest = self.raw[end : self.outline.line_end(end)]
            if comment and rest.strip():
                end += len(rest) - len(rest.lstrip())
                comment += (self.newline + ("" if rest.lstrip().startswith(b"]") else indent)).encode()
            puts.append(((start, end), comment))
        self._replace(puts)

    # sections

    def _move_sections(self, spans: Sequence[Span], order: Sequence[int]) -> None:
        """Put sections into one another's places, with the comments that stand right above and below."""
        is_open = bool(self.raw) and not self.raw.endswith(b"\n")
        texts = [self.raw[slice(*span)] for span in spans]
        line_end = self.newline.encode()
        whole = [text if text.endswith(b"\n") else text + line_end for text in texts]
        self._replace([(spans[place], whole[other]) for place, other in enumerate(order)])
        if is_open:
            self.raw = self.raw.removesuffix(b"\n").removesuffix(b"\r")

    def _section_span(self, path: Path) -> Span:
        """From where to where an item that is a section goes, with what is inside it."""
        own = self.outline.section(path)
        if own is None:
            raise LookupError(path)
        last = [one for one in self.outline.headed if within(one.path, path)][-1]
        return self.outline.commented_start(self.outline.line_start(own.start)), self.section_end(last)

    def section_end(self, section: Section) -> int:
        """Behind the last line of a section; comments right below it go with it unless they stand above the next one."""
        end = at = self.outline.line_end(section.last)
        while at < len(self.raw) and self.raw[at : self.outline.line_end(at)].strip().startswith(b"#"):
            at = self.outline.line_end(at)
        return at if at == len(self.raw) or not self.raw[at : self.outline.line_end(at)].strip() else end

    def _replace(self, puts: Sequence[tuple[Span, bytes]]) -> None:
        for (start, end), new in sorted(puts, reverse=True):
            self.raw = self.raw[:start] + new + self.raw[end:]


class _Item(NamedTuple):
    """An item of an array, as spans of bytes."""

    value: Span
    has_comma: bool
    """Whether a comma follows on its line."""
    comment: Span
    """The white space and the comment behind it and its comma; empty for none."""
    line: Span | None
    """Its lines, where nothing else stands on them."""


def _longest_rising(order: Sequence[int]) -> frozenset[int]:
    """The longest subsequence of a permutation that rises (patience sorting): what need not move."""
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
