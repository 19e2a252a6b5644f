"""Three-way merge of the comments and blank lines ("trivia") at one place, and their clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from govtui.edit.conflict import COMMENT, Choose, Clash, Own, Side
from govtui.edit.line_merge import merged_runs
from govtui.edit.plain_data import MISSING
from govtui.store.toml_units import lines_of


class Trivia(NamedTuple):
    """Comments and blank lines at one place of three texts: lines above a field, or the rest of its line."""

    base: str
    mine: str
    theirs: str


class _Line(NamedTuple):
    """A comment with the blank lines before it."""

    blank: str
    text: str


def merge_trivia(trivia: Trivia, *, lines: bool) -> str | None:
    """Merge three ways; None where both sides changed the same comment in different ways.

    `lines`: comments on lines of their own; where both sides added some, theirs stand first. Blank lines and spaces never
    clash: theirs stand where both changed them.
    """
    base, mine, theirs = trivia
    if same_text(mine, theirs) or same_text(mine, base):
        return theirs
    if same_text(theirs, base):
        return mine
    old, one, other = map(bare, trivia)
    if one in (other, old):
        return theirs
    if other == old:
        return mine
    return _merge_lines(trivia) if lines else None


def _merge_lines(trivia: Trivia) -> str | None:
    rows = [_split(text) for text in trivia]
    blanks = [{line.text.strip(): line.blank for line in row} for row, _ in rows]
    out: list[_Line] = []
    for old, one, other in merged_runs(*([line.text.strip() for line in row] for row, _ in rows)):
        if one == other or other == old:
            found = one
        elif one == old:
            found = other
        elif not old:  # both only put some in
            extra = list((Counter(one) - Counter(other)).elements())
            found = [*other, *extra]
        else:
            return None
        for text in found:
            known = [side.get(text) for side in blanks]
            blank = known[1] if known[2] is None or known[2] == known[0] else known[2]
            whole = next(
                line.text for row, _ in (rows[2], rows[1], rows[0]) for line in row if line.text.strip() == text
            )
            out.append(_Line(blank or "", whole))
    ends = [end for _, end in rows]
    end = ends[1] if ends[2] == ends[0] else ends[2]
    return join_lines([part for line in out for part in line] + [end])


def _split(text: str) -> tuple[list[_Line], str]:
    """Return the comments of a text, and the blank lines behind the last."""
    out: list[_Line] = []
    blank = ""
    for line in lines_of(text):
        if line.strip():
            out.append(_Line(blank, line))
            blank = ""
        else:
            blank += line
    return out, blank


def join_lines(parts: Iterable[str]) -> str:
    """Join parts of a text, each on a line of its own."""
    out = ""
    pieces: list[str] = []
    for part in filter(None, parts):
        if out and not out.endswith("\n"):
            pieces.append("\n")
        pieces.append(part)
        out = part
    return "".join(pieces)


def bare(text: str) -> str:
    """Return the lines of a text that are not blank, each without the space around it."""
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for CRLF and LF."""
    return one == other or one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


@dataclass
class CommentClashes:
    """Collects the clashes of comments while units are merged; all comments at one field are one clash."""

    choose: Choose
    parts: dict[str, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    place: int = 0
    """The position of the current unit, the same whichever side is mine: it orders a clash's comments."""

    def add(self, path: str, base: str, mine: str, theirs: str) -> Side | Own:
        """Record the three texts at a field, and return what is chosen."""
        self.parts.setdefault(path + COMMENT, []).append((self.place, base, mine, theirs))
        return self.choose(path + COMMENT)

    def is_first(self, path: str) -> bool:
        """Whether a single part of the comments at a field is recorded so far."""
        return len(self.parts[path + COMMENT]) == 1

    @property
    def clashes(self) -> list[Clash]:
        """The clashes recorded so far."""
        out = []
        for path, parts in self.parts.items():
            rows = zip(*(row[1:] for row in sorted(parts, key=lambda row: row[0])), strict=True)
            three = ("\n".join(filter(None, map(bare, row))) or MISSING for row in rows)
            out.append(Clash(path, *three))
        return out

    def merge(self, path: str, trivia: Trivia, part: str) -> str:
        """Merge the comments at one place of a field; `part`: "above", "behind" (its line) or "below"."""
        found = merge_trivia(trivia, lines=part != "behind")
        if found is not None:
            return found
        chosen = self.add(path, *trivia)
        if isinstance(chosen, Side):
            return trivia.mine if chosen is Side.MINE else trivia.theirs
        own = self._own(path, chosen)
        if part != "behind":
            before, after = _blank_around(trivia.theirs)
            return before + own + after
        return f"  {' '.join(own.split(chr(10))).strip()}\n" if own else "\n"

    def chosen_lines(self, path: str, trivia: Trivia) -> str:
        """Record comments that have no place, and return those that are chosen, a line each."""
        chosen = self.add(path, *trivia)
        if isinstance(chosen, Side):
            return trivia.mine if chosen is Side.MINE else trivia.theirs
        return self._own(path, chosen)

    def _own(self, path: str, chosen: Side | Own) -> str:
        """Return a user's text instead of all comments at a field, at the place of the first of them."""
        return own_lines(chosen) if self.is_first(path) else ""


def own_lines(chosen: Side | Own, indent: str = "") -> str:
    """Return the comments that a user wrote instead of both sides', a line each."""
    if not isinstance(chosen, Own) or not isinstance(chosen.value, str):
        return ""
    lines = filter(None, map(str.strip, chosen.value.splitlines()))
    return "".join(f"{indent}{line if line.startswith('#') else f'# {line}'}\n" for line in lines)


def _blank_around(text: str) -> tuple[str, str]:
    """Return the blank lines before the first comment, and those behind the last."""
    lines = lines_of(text)
    places = [n for n, line in enumerate(lines) if line.strip()]
    return ("".join(lines[: places[0]]), "".join(lines[places[-1] + 1 :])) if places else (text, "")
