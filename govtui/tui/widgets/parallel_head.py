"""The two languages that are read in parallel, over their columns."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.page.pairs import RULE, column
from govtui.text.width import pad, width
from govtui.tui.widgets.line import OneLine, Piece


class ParallelHead(OneLine):
    """Their names, each over its column; beside each other where they have none."""

    COMPONENT_CLASSES = {"parallel--language", "parallel--tag"}

    def __init__(self) -> None:
        super().__init__()
        self._languages: Sequence[tuple[str, str]] = ()

    def show(self, languages: Sequence[tuple[str, str]]) -> None:
        """Show these: the tag and the name of each."""
        self._languages = languages
        self.refresh()

    def left(self) -> Sequence[Piece]:
        one = column(self.size.width - 1)  # the page has a scroll bar
        if one:
            return [Piece(pad(name, one + width(RULE)), "parallel--language") for _, name in self._languages]
        out: list[Piece] = []
        for tag, name in self._languages:
            out += [Piece(f"{tag} ", "parallel--tag"), Piece(f"{name}   ", "parallel--language")]
        return out
