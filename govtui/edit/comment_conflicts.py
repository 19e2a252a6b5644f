"""The comments of three texts that are merged: what they make together, and the clashes of those that both changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from govtui.edit.comment_merge import Remark, bare, merged_remarks
from govtui.edit.conflict import COMMENT, Choices, Clash, Own, Side, choice
from govtui.edit.plain_data import MISSING
from govtui.store.toml_units import lines_of


@dataclass
class CommentClashes:
    """The clashes of comments, by path; all comments at one field are one clash."""

    choices: Choices
    parts: dict[str, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    place: int = 0
    """Where the unit that is merged stands, whichever side is mine: the comments of a clash are in this order."""

    def add(self, path: str, base: str, mine: str, theirs: str) -> Side | Own:
        """Note what the three have, and return what is chosen."""
        self.parts.setdefault(path + COMMENT, []).append((self.place, base, mine, theirs))
        return choice(self.choices, path + COMMENT)

    def first(self, path: str) -> bool:
        """Whether one part alone of the comments at a field is noted so far."""
        return len(self.parts[path + COMMENT]) == 1

    @property
    def clashes(self) -> list[Clash]:
        out = []
        for path, parts in self.parts.items():
            rows = zip(*(row[1:] for row in sorted(parts, key=lambda row: row[0])), strict=True)
            three = ("\n".join(filter(None, map(bare, row))) or MISSING for row in rows)
            out.append(Clash(path, *three))
        return out

    def merged(self, path: str, remark: Remark, part: str) -> str:
        """What the comments of the three at one place make together."""
        found = merged_remarks(remark, lines=part != "behind")
        if found is not None:
            return found
        chosen = self.add(path, *remark)
        if isinstance(chosen, Side):
            return remark.mine if chosen is Side.MINE else remark.theirs
        own = self._own(path, chosen)
        if part != "behind":
            before, after = _blank_around(remark.theirs)
            return before + own + after
        return f"  {' '.join(own.split(chr(10))).strip()}\n" if own else "\n"

    def chosen_lines(self, path: str, remark: Remark) -> str:
        """Note comments that have no place, and return those that were chosen, a line each."""
        chosen = self.add(path, *remark)
        if isinstance(chosen, Side):
            return remark.mine if chosen is Side.MINE else remark.theirs
        return self._own(path, chosen)

    def _own(self, path: str, chosen: Side | Own) -> str:
        """What somebody wrote in place of all comments at a field: it stands where the first of them stood."""
        return own_lines(chosen) if self.first(path) else ""


def own_lines(chosen: Side | Own, indent: str = "") -> str:
    """Comments that somebody wrote in place of both, a line each."""
    if not isinstance(chosen, Own) or not isinstance(chosen.value, str):
        return ""
    lines = filter(None, map(str.strip, chosen.value.splitlines()))
    return "".join(f"{indent}{line if line.startswith('#') else f'# {line}'}\n" for line in lines)


def _blank_around(text: str) -> tuple[str, str]:
    """The blank lines before the first comment, and those behind the last."""
    lines = lines_of(text)
    places = [n for n, line in enumerate(lines) if line.strip()]
    return ("".join(lines[: places[0]]), "".join(lines[places[-1] + 1 :])) if places else (text, "")
