"""Splice a TOML text: replace a value, add, insert or remove a key or an item, in the style around it.

No method promises that the result says what was meant: store.field_edits reads it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from govtui.store.toml_cst import Document, Pair, Path, Span, Table, Value, within
from govtui.store.toml_render import canonical, has_header, key_text, pairs_text, tables_text, value_text, with_value

_Member = TypeVar("_Member", Pair, Table)


class Splicer:
    """The text, without byte order mark, of a record of `kind`, as it is spliced so far."""

    def __init__(self, text: str, kind: str) -> None:
        self.kind = kind
        self.document = Document(text)
        self.newline = "\r\n" if b"\r\n" in self.raw[: self.raw.find(b"\n") + 1] else "\n"

    @property
    def raw(self) -> bytes:
        return self.document.raw

    @property
    def text(self) -> str:
        return self.raw.decode()

    def splice(self, start: int, end: int, new: bytes = b"") -> None:
        """Write `new` in the place of the bytes from `start` to `end`."""
        self.document = Document(self.raw[:start] + new + self.raw[end:])

    def put(self, start: int, end: int, new: str) -> None:
        """Write `new`, with the line ends of the text, in the place of the bytes from `start` to `end`."""
        self.splice(start, end, new.replace("\n", self.newline).encode())

    # what stands around

    def indent(self, start: int) -> str:
        """Return what stands on its line before the byte `start`."""
        return self.raw[self.document.line_start(start) : start].decode()

    def comma(self, at: int, end: int) -> int:
        """Return the byte behind the comma that follows a member, past comments; 0 where none does."""
        while at < end:
            letter = self.raw[at : at + 1]
            if letter == b",":
                return at + 1
            if letter == b"#":
                at = self.document.line_end(at)
            elif letter.isspace():
                at += 1
            else:
                break
        return 0

    def comment_behind(self, array: Value, item: Value) -> Span:
        """Return the span of the comment on the line of an item, with the space before it; empty for none."""
        comma, line_end = self.comma(item.end, array.end), self.document.line_end(item.end)
        end = comma if 0 < comma <= line_end else item.end
        behind = self.raw[end:line_end].rstrip()
        return (end, end + len(behind)) if behind.lstrip().startswith(b"#") else (end, end)

    def item_indent(self, array: Value) -> str:
        """Return the white space before an item that begins a line; before one that would, where none does."""
        befores = [self.indent(item.start) for item in array.items]
        own = next((before for before in befores if before and not before.strip()), None)
        return befores[0][: len(befores[0]) - len(befores[0].lstrip())] + "  " if own is None else own

    def table_end(self, table: Table) -> int:
        """Return the end of a table with the comments right below it, unless they stand above the next table."""
        end = at = self.document.line_end(table.last)
        while self.raw[at : self.document.line_end(at)].strip().startswith(b"#"):
            at = self.document.line_end(at)
        return end if self.raw[at : self.document.line_end(at)].strip() else at

    # values

    def replace(self, path: Path, value: Any) -> None:
        """Write another value for a key or an item that is there."""
        here = self.document.value(path)
        if here is None:
            self.remove(path)
            self.add(path, value)
        elif here.kind == "string" and isinstance(value, str):
            old = self.raw[here.start : here.end].decode()
            self.splice(here.start, here.end, with_value(old, value, self.newline).encode())
        else:
            inside = isinstance(path[-1], int) or self.document.around(path[:-1])
            self.put(here.start, here.end, value_text(value, "" if inside else str(path[-1]), self.kind, path))

    # adding keys

    def add(self, path: Path, value: Any) -> None:
        """Add a key that is not there, where the canonical order of the schema wants it."""
        parent, key = path[:-1], str(path[-1])
        around = self.document.around(parent)
        if around and around.kind == "inline_table":
            self._add_inline(around, parent, key, value)
        elif not parent and has_header(value):
            for part in tables_text(key, value, self.kind):
                self._add_table(key, part)
        else:
            self._add_pair(parent, key, value)

    def _add_inline(self, table: Value, parent: Path, key: str, value: Any) -> None:
        """Add a key of `parent`, which is the table or made of dotted keys in it, to an inline table."""
        pairs = [pair for pair in table.pairs if within(pair.path, parent) and len(pair.path) > len(parent)]
        prefix = self._prefix(table.path, pairs[0], len(parent)) if pairs else ""
        pair = f"{prefix}{key_text(key)} = {value_text(value, '', self.kind, (*parent, key))}"
        before, after = self._neighbours(parent, key, pairs)
        if before:
            self.put(before.end, before.end, f", {pair}")
        elif after:
            self.put(after.start, after.start, f"{pair}, ")
        else:
            self.put(table.start, table.end, f"{{ {pair} }}")

    def _neighbours(self, parent: Path, key: str, members: Sequence[_Member]) -> tuple[_Member | None, _Member | None]:
        """Return the pair or table of `parent` behind which a new key belongs, or the one before which."""
        rank = {one: index for index, one in enumerate(canonical(self.kind, parent))}
        ranks = [rank.get(str(member.path[len(parent)]), len(rank)) for member in members]
        earlier = [one for one in ranks if one <= rank.get(key, len(rank))]
        if not earlier:
            return None, members[0] if members else None
        return next(member for one, member in zip(ranks[::-1], members[::-1], strict=True) if one == max(earlier)), None

    def _add_pair(self, parent: Path, key: str, value: Any) -> None:
        table, prefix = self.document.table(parent), ""
        dotted = [(one, pair) for one, pair in self.document.pairs if within(pair.path, parent) and pair.path != parent]
        if table is None and dotted:
            table, first = dotted[0]
            prefix = self._prefix(table.path, first, len(parent))
            pairs = [pair for one, pair in dotted if one is table]
        else:
            table = table or self._put_header(parent)
            pairs = table.pairs
        before, after = self._neighbours(parent, key, pairs)
        near = before or after
        indent = self.indent((near or table).start) if near or table.keys else ""
        lines = pairs_text({key: value}, self.kind, parent, prefix=prefix)
        if near and lines.count(" = ") and "\n" not in lines[:-1]:
            lines = self._aligned(lines, len(prefix + key_text(key)), near, pairs)
        lines = indent + lines
        if before or (table.keys and not after):
            self._put_lines(self.document.line_end(before.end if before else table.end), lines)
        elif after:
            self._put_lines(self.document.line_start(after.start), lines)
        else:  # the first pair of a record that has only tables
            self._put_lines(self.document.commented_start(self.document.headed[0].start), f"{lines}\n")

    def _prefix(self, table: Path, pair: Pair, length: int) -> str:
        """Return how the keys of a table that is made of dotted keys in another begin."""
        return self.raw[pair.keys[0][0] : pair.keys[length - len(table)][0]].decode()

    def _put_header(self, parent: Path) -> Table:
        """Write a header for a table that so far only tables inside it make."""
        inside = next(one for one in self.document.headed if within(one.path, parent))
        count = sum(isinstance(part, str) for part in parent)
        start, head = inside.keys[0][0], inside.keys[count - 1][1]
        line = self.document.line_start(inside.start)
        self.put(line, line, f"{self.indent(inside.start)}[{self.raw[start:head].decode()}]\n")
        return next(one for one in self.document.headed if one.path == parent)

    def _aligned(self, line: str, length: int, near: Pair, pairs: Sequence[Pair]) -> str:
        """Align the = of a line, behind a key of this length, with that of its neighbours if they do so."""
        column = self._column(near)
        spaced = any(self._column(pair) == column and column > pair.keys[-1][1] - pair.start + 1 for pair in pairs)
        sign = line.index(" = ", length)  # there may be another one in the key
        return line[:sign].ljust(column - 1) + line[sign:] if spaced else line

    def _column(self, pair: Pair) -> int:
        return self.raw.find(b"=", pair.keys[-1][1]) - pair.start

    def _put_lines(self, at: int, lines: str) -> None:
        """Write whole lines where a line begins, or behind the last one, which may lack its end."""
        open_end = at == len(self.raw) and self.raw and not self.raw.endswith(b"\n")
        self.put(at, at, ("\n" if open_end else "") + lines)

    def _add_table(self, key: str, part: str) -> None:
        """Add a table of the record behind those that come before it in the canonical order."""
        before, after = self._neighbours((), key, self.document.headed)
        if before:
            self._put_table(self.table_end(before), part)
        else:
            self._put_table(self.document.commented_start(after.start) if after else len(self.raw), part)

    def _put_table(self, at: int, part: str, *, apart: bool = True) -> None:
        before = "\n" if apart and self.document.line_before(at) else ""
        after = "\n" if apart and self.raw[at : self.document.line_end(at)].strip() else ""
        self._put_lines(at, f"{before}{part}{after}")

    # inserting items

    def insert(self, path: Path, value: Any, length: int) -> None:
        """Insert an item into the list of `length` items at `path[:-1]`, where its index says.

        Raises LookupError where the list cannot be found.
        """
        array = self.document.value(path[:-1])
        if array is not None and array.kind == "array":
            self._insert_value(array, int(path[-1]), value)
        elif isinstance(value, Mapping):
            self._insert_table(path, value, length)
        else:
            raise LookupError(path)

    def _insert_table(self, path: Path, value: Mapping[str, Any], length: int) -> None:
        """Insert a table into a list of tables, in the style of the first one."""
        index, items = int(path[-1]), path[:-1]
        like, second = self.document.table((*items, 0)), self.document.table((*items, 1))
        if like is None:
            raise LookupError(path)
        apart = second is None or not self.document.line_before(self.document.commented_start(second.start))
        body = pairs_text(value, self.kind, path, aligned=self._aligns(like))
        part = f"{self.indent(like.start)}{self.raw[like.start : like.end].decode()}\n{body}"
        if index < length:
            following = self.document.table(path)
            if following is None:
                raise LookupError(path)
            self._put_table(self.document.commented_start(following.start), part, apart=apart)
        else:
            last = [one for one in self.document.headed if within(one.path, (*items, length - 1))][-1]
            self._put_table(self.table_end(last), part, apart=apart)

    def _aligns(self, table: Table) -> bool:
        """Return whether a table's signs of equality stand below one another (or might)."""
        widths = {pair.keys[-1][1] - pair.start for pair in table.pairs}
        return len(widths) < 2 or any(self._column(one) > one.keys[-1][1] - one.start + 1 for one in table.pairs)

    def _insert_value(self, array: Value, index: int, value: Any) -> None:
        item = value_text(value, "", self.kind, (*array.path, index))
        if not array.items:
            self.put(array.start + 1, array.start + 1, item)
        elif index < len(array.items):
            at = array.items[index].start
            first = self.document.line_start(at)
            if first > array.start and not self.raw[first:at].strip():
                self.put(first, first, f"{self.raw[first:at].decode()}{item},\n")
            else:
                self.put(at, at, f"{item}, ")
        else:
            self._append(array, item)

    def _append(self, array: Value, item: str) -> None:
        """Write an item behind the last one of an array: on a line of its own where that stands on one."""
        last = array.items[-1]
        first, line_end = self.document.line_start(last.start), self.document.line_end(last.end)
        indent, comma = self.raw[first : last.start], self.comma(last.end, array.end)
        if indent.strip() or first <= array.start or line_end >= array.end:
            start, end = self.comment_behind(array, last)
            if end > start:
                self.put(end, end, f"\n{self.item_indent(array)}{item}")
                self.put(last.end, last.end, "," * (not comma))
            else:
                self.put(last.end, last.end, f", {item}")
            return
        if comma > line_end:  # a comma that stands below a comment
            line_end = self.document.line_end(comma)
        self.put(line_end, line_end, f"{indent.decode()}{item},\n")
        if not comma:
            self.put(last.end, last.end, ",")

    # removing

    def remove(self, path: Path) -> None:
        """Remove a key or an item, with the comment on its line; comments on lines of their own stay."""
        around = self.document.around(path[:-1])
        if around and around.kind == "array":
            self._remove_members(around, around.items, path)
        elif around and around.kind == "inline_table":
            self._remove_members(around, around.pairs, path)
        else:
            self._remove_lines(path)

    def _remove_members(self, around: Value, members: Sequence[Value | Pair], path: Path) -> None:
        """Remove items of an array or pairs of an inline table, from the last: the spans of earlier ones hold."""
        for index, member in reversed(list(enumerate(members))):
            if not within(member.path, path):
                continue
            start, end = member.start, member.end
            first, line_end = self.document.line_start(start), self.document.line_end(end)
            comma = self.comma(end, around.end)
            behind = self.raw[comma or end : line_end].strip()
            if first > around.start and not self.raw[first:start].strip() and (not behind or behind.startswith(b"#")):
                if comma > line_end:  # a comma that stands below a comment
                    self._remove_comma(comma)
                self.splice(first, line_end)
            elif comma:
                while self.raw[comma : comma + 1] in (b" ", b"\t"):
                    comma += 1
                self.splice(start, comma)
            else:
                previous = members[index - 1].end if index else start
                if b"#" in self.raw[previous:start]:  # a comment stands between; a comma may stand before the bracket
                    previous = start
                self.splice(previous, end)

    def _remove_comma(self, end: int) -> None:
        """Remove a comma, which ends there, and its line if that has nothing else."""
        start, line_end = self.document.line_start(end - 1), self.document.line_end(end - 1)
        if self.raw[start:line_end].strip() != b",":
            start, line_end = end - 1, end + len(self.raw[end:line_end]) - len(self.raw[end:line_end].lstrip(b" \t"))
        self.splice(start, line_end)

    def _remove_lines(self, path: Path) -> None:
        """Remove pairs that stand on lines of their own, and whole tables, from the last."""
        spans = []
        for table in self.document.tables:
            if table.keys and within(table.path, path):
                spans.append((table.start, table.last, True))
            else:
                spans += [(pair.start, pair.end, False) for pair in table.pairs if within(pair.path, path)]
        for first, last, apart in reversed(spans):
            start, end = self.document.line_start(first), self.document.line_end(last)
            if apart and not self.document.line_before(start):  # one blank line less
                if end < len(self.raw):
                    following = self.document.line_end(end)
                    end = following if not self.raw[end:following].strip() else end
                else:
                    while start and not self.document.line_before(start):
                        start = self.document.line_start(start - 1)
            self.splice(start, end)
