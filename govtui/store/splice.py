"""A TOML text that is being spliced, and what can be taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.store.toml_cst import Outline, Pair, Path, Value, within


class Cuts:
    """The text of a record of `kind` as it is by now, with its outline."""

    def __init__(self, text: str, kind: str) -> None:
        self.kind = kind
        self.raw = text.encode()
        self.newline = "\r\n" if b"\r\n" in self.raw[: self.raw.find(b"\n") + 1] else "\n"
        self.outline = Outline(self.raw)

    @property
    def text(self) -> str:
        return self.raw.decode()

    def put(self, start: int, end: int, new: str, *, literal: bool = False) -> None:
        """Write `new`, whose lines end by LF unless it is `literal`, in the place of the bytes from `start` to `end`."""
        written = new if literal else new.replace("\n", self.newline)
        self.raw = self.raw[:start] + written.encode() + self.raw[end:]
        self.outline = Outline(self.raw)

    def indent(self, start: int) -> str:
        """The white space before what begins at `start`."""
        return self.raw[self.outline.line_start(start) : start].decode()

    def remove(self, path: Path) -> None:
        """Take out a key or an item, with the comment on its line; comments on lines of their own stay."""
        around = self.outline.around(path[:-1])
        if around and around.kind == "array":
            self._without(around, around.items, [item for item in around.items if item.path == path])
        elif around and around.kind == "inline_table":
            self._without(around, around.pairs, [pair for pair in around.pairs if within(pair.path, path)])
        else:
            self._without_lines(path)

    def _without(self, around: Value, members: Sequence[Value | Pair], gone: Sequence[Value | Pair]) -> None:
        for member in reversed(gone):
            place = next(n for n, one in enumerate(members) if one is member)
            start, end = member.start, member.end
            first, line_end = self.outline.line_start(start), self.outline.line_end(end)
            comma = self.comma(end, around.end)
            behind = self.raw[comma or end : line_end].strip()
            if first > around.start and not self.raw[first:start].strip() and (not behind or behind.startswith(b"#")):
                if comma > line_end:  # a comma that stands below a comment
                    self._without_comma(comma)
                self.raw = self.raw[:first] + self.raw[line_end:]
            elif comma:
                while self.raw[comma : comma + 1] in (b" ", b"\t"):
                    comma += 1
                self.raw = self.raw[:start] + self.raw[comma:]
            else:
                previous = members[place - 1].end if place else start
                if b"#" in self.raw[previous:start]:  # a comment stands between; a comma may stand before the bracket
                    previous = start
                self.raw = self.raw[:previous] + self.raw[end:]
            self.outline.raw = self.raw
        self.outline = Outline(self.raw)

    def _without_comma(self, end: int) -> None:
        """Take out a comma, which ends there, and its line if that has nothing else."""
        start, line_end = self.outline.line_start(end - 1), self.outline.line_end(end - 1)
        if self.raw[start:line_end].strip() != b",":
            start, line_end = end - 1, end + len(self.raw[end:line_end]) - len(self.raw[end:line_end].lstrip(b" \t"))
        self.raw = self.raw[:start] + self.raw[line_end:]

    def comma(self, at: int, end: int) -> int:
        """The byte behind the comma that follows a member; 0 where none does. Comments may stand before it."""
        while at < end:
            letter = self.raw[at : at + 1]
            if letter == b",":
                return at + 1
            if letter == b"#":
                at = self.outline.line_end(at)
            elif letter.isspace():
                at += 1
            else:
                break
        return 0

    def _without_lines(self, path: Path) -> None:
        spans = []
        for section in self.outline.sections:
            if section.keys and within(section.path, path):
                spans.append((self.outline.line_start(section.start), self.outline.line_end(section.last), True))
            else:
                for pair in section.pairs:
                    if within(pair.path, path):
                        spans.append((self.outline.line_start(pair.start), self.outline.line_end(pair.end), False))
        for start, end, apart in reversed(spans):
            if apart and not (self.outline.line_before(start) or b""):  # one blank line less
                if end < len(self.raw):
                    following = self.outline.line_end(end)
                    end = following if not self.raw[end:following].strip() else end
                else:
                    while start and not self.outline.line_before(start):
                        start = self.outline.line_start(start - 1)
            self.raw = self.raw[:start] + self.raw[end:]
            self.outline.raw = self.raw
        self.outline = Outline(self.raw)
