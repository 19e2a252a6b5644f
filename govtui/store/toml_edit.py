"""Single splices of a TOML text: a value replaced, a key or an item put in or taken out, in the style of what is around.

Each takes a text and gives the new one. None promises that the result says what was meant: store.changes reads it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govtui.store.toml_cst import Pair, Path, Section, Value, within
from govtui.store.toml_render import canonical, is_section, key_text, pairs_text, sections, value_text, with_value
from govtui.store.toml_reorder import Moves


class Splicer(Moves):
    """Splices for one text of a record of `kind`."""

    # values

    def replace(self, path: Path, value: Any) -> None:
        """Another value for a key or an item that is there."""
        here = self.outline.value(path)
        if here is None:
            self.remove(path)
            self.add(path, value)
        elif here.kind == "string" and isinstance(value, str):
            old = self.raw[here.start : here.end].decode()
            self.put(here.start, here.end, with_value(old, value, self.newline), literal=True)
        else:
            self.put(here.start, here.end, self._value(path, value))

    def _value(self, path: Path, value: Any) -> str:
        around = self.outline.around(path[:-1])
        return value_text(value, "" if around or isinstance(path[-1], int) else str(path[-1]), self.kind, path)

    # in: keys

    def add(self, path: Path, value: Any) -> None:
        """Put in a key that is not there, where the canonical order of the schema wants it."""
        parent, key = path[:-1], str(path[-1])
        around = self.outline.around(parent)
        if around and around.kind == "inline_table":
            self._add_inline(around, parent, key, value)
        elif not parent and is_section(value):
            for part in sections(key, value, self.kind):
                self._add_section(key, part)
        else:
            self._add_pair(parent, key, value)

    def _add_inline(self, table: Value, parent: Path, key: str, value: Any) -> None:
        """Put a key of `parent`, which is the table or made of dotted keys in it, into an inline table."""
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

    def _neighbours(self, parent: Path, key: str, pairs: list[Pair]) -> tuple[Pair | None, Pair | None]:
        """The pair behind which a new key belongs; else the one before which it does."""
        rank = {one: place for place, one in enumerate(canonical(self.kind, parent))}
        mine = rank.get(key, len(rank))
        before: tuple[int, Pair] | None = None
        for pair in pairs:
            theirs = rank.get(str(pair.path[len(parent)]), len(rank))
            if theirs <= mine and (before is None or theirs >= before[0]):
                before = theirs, pair
        return (before[1], None) if before else (None, pairs[0] if pairs else None)

    def _add_pair(self, parent: Path, key: str, value: Any) -> None:
        section = self.outline.section(parent)
        dotted = [(one, pair) for one, pair in self.outline.pairs if len(pair.path) > len(parent) > len(one.path)
                  and within(pair.path, parent)]  # fmt: skip
        if dotted and (section is None or not parent):
            section, prefix = dotted[0][0], self._prefix(dotted[0][0].path, dotted[0][1], len(parent))
            pairs = [pair for one, pair in dotted if one is section]
        elif section is not None:
            pairs, prefix = section.pairs, ""
        else:
            section, pairs, prefix = self._headed(parent), [], ""
        before, after = self._neighbours(parent, key, pairs)
        near = before or after
        indent = self.indent((near or section).start) if near or section.keys else ""
        lines = pairs_text({key: value}, self.kind, parent, prefix=prefix)
        if near and lines.count(" = ") and "\n" not in lines[:-1]:
            lines = self._aligned(lines, len(prefix + key_text(key)), near, pairs)
        lines = indent + lines
        if before or (section.keys and not after):
            self._put_line(self.outline.line_end(before.end if before else section.end), lines)
        elif after:
            self._put_line(self.outline.line_start(after.start), lines)
        else:
            self._put_first(lines)

    def _prefix(self, table: Path, pair: Pair, length: int) -> str:
        """How the keys of a table that is made of dotted keys in another begin."""
        count = length - len(table)
        return self.raw[pair.keys[0][0] : pair.keys[count][0]].decode()

    def _headed(self, parent: Path) -> Section:
        """A header for a table that so far only sections inside it make."""
        inside = next(one for one in self.outline.headed if within(one.path, parent))
        count = sum(isinstance(part, str) for part in parent)
        start, head = inside.keys[0][0], inside.keys[count - 1][1]
        line = self.outline.line_start(inside.start)
        self.put(line, line, f"{self.indent(inside.start)}[{self.raw[start:head].decode()}]\n")
        return next(one for one in self.outline.headed if one.path == parent)

    def _aligned(self, line: str, length: int, near: Pair, pairs: list[Pair]) -> str:
        """The line with its sign of equality, behind a key of this length, below that of its neighbours, where those align
        theirs."""
        column = self._column(near)
        spaced = any(self._column(pair) == column and column > pair.keys[-1][1] - pair.start + 1 for pair in pairs)
        sign = line.index(" = ", length)  # there may be another one in the key
        return line[:sign].ljust(column - 1) + line[sign:] if spaced else line

    def _column(self, pair: Pair) -> int:
        return self.raw.find(b"=", pair.keys[-1][1]) - pair.start

    def _put_line(self, at: int, lines: str) -> None:
        """Put whole lines in where a line begins, or behind the last one, which may lack its end."""
        open_end = at == len(self.raw) and self.raw and not self.raw.endswith(b"\n")
        self.put(at, at, ("\n" if open_end else "") + lines)

    def _put_first(self, lines: str) -> None:
        """The first pair of a record that has only sections."""
        at = self.outline.commented_start(self.outline.line_start(self.outline.headed[0].start))
        self._put_line(at, f"{lines}\n")

    # in: sections and items

    def _add_section(self, key: str, part: str) -> None:
        """Put in a section of the record behind those that come before it in the canonical order."""
        rank = {one: place for place, one in enumerate(canonical(self.kind, ()))}
        mine = rank.get(key, len(rank))
        known = [(rank.get(str(one.path[0]), len(rank)), one) for one in self.outline.headed]
        earlier = [theirs for theirs, _ in known if theirs <= mine]
        if earlier:
            last = next(one for theirs, one in reversed(known) if theirs == max(earlier))
            self._put_section(self.section_end(last), part)
        elif known:
            first = known[0][1]
            self._put_section(self.outline.commented_start(self.outline.line_start(first.start)), part)
        else:
            self._put_section(len(self.raw), part)

    def _put_section(self, at: int, part: str, *, apart: bool = True) -> None:
        above = self.outline.line_before(at)
        below = self.raw[at : self.outline.line_end(at)].strip() if at < len(self.raw) else None
        before = "\n" if apart and above else ""
        after = "\n" if apart and below else ""
        self._put_line(at, f"{before}{part}{after}")

    def insert(self, path: Path, value: Any, length: int) -> None:
        """Put an item into the list of `length` items at `path[:-1]`, where its index says."""
        array = self.outline.value(path[:-1])
        if array is not None and array.kind == "array":
            self._insert_value(array, int(path[-1]), value)
        elif isinstance(value, Mapping):
            self._insert_section(path, value, length)
        else:
            raise LookupError(path)

    def _insert_section(self, path: Path, value: Mapping[str, Any], length: int) -> None:
        place, items = int(path[-1]), path[:-1]
        like = self.outline.section((*items, 0))
        if like is None:
            raise LookupError(path)
        second = self.outline.section((*items, 1))
        apart = second is None or not self.outline.line_before(self._start_with_comments(second))
        part = self._item_text(like, path, value)
        if place < length:
            following = self.outline.section(path)
            if following is None:
                raise LookupError(path)
            self._put_section(self._start_with_comments(following), part, apart=apart)
        else:
            inside = (*items, length - 1)
            last = [one for one in self.outline.headed if within(one.path, inside)][-1]
            self._put_section(self.section_end(last), part, apart=apart)

    def _start_with_comments(self, section: Section) -> int:
        return self.outline.commented_start(self.outline.line_start(section.start))

    def _item_text(self, like: Section, path: Path, value: Mapping[str, Any]) -> str:
        """One more item of a list of sections, in the style of another."""
        header = self.raw[like.start : like.end].decode()
        body = pairs_text(value, self.kind, path, aligned=self._aligns(like))
        return f"{self.indent(like.start)}{header}\n{body}"

    def _aligns(self, section: Section) -> bool:
        """Whether a section's signs of equality stand below one another (or might)."""
        widths = {pair.keys[-1][1] - pair.start for pair in section.pairs}
        return len(widths) < 2 or any(self._column(one) > one.keys[-1][1] - one.start + 1 for one in section.pairs)

    def _insert_value(self, array: Value, place: int, value: Any) -> None:
        item = value_text(value, "", self.kind, (*array.path, place))
        if not array.items:
            self.put(array.start + 1, array.start + 1, item)
        elif place < len(array.items):
            at = array.items[place].start
            first = self.outline.line_start(at)
            if first > array.start and not self.raw[first:at].strip():
                self.put(first, first, f"{self.raw[first:at].decode()}{item},\n")
            else:
                self.put(at, at, f"{item}, ")
        else:
            self._append(array, item)

    def _append(self, array: Value, item: str) -> None:
        """Put an item behind the last one of an array: on a line of its own where that stands on one."""
        last = array.items[-1]
        first, line_end = self.outline.line_start(last.start), self.outline.line_end(last.end)
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
            line_end = self.outline.line_end(comma)
        self.put(line_end, line_end, f"{indent.decode()}{item},\n")
        if not comma:
            self.put(last.end, last.end, ",")
