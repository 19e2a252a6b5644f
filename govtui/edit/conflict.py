"""What two people changed in different ways, and what is chosen for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from govtui.edit.plain_data import Data

WHOLE = ""
"""The path of a clash that is about the whole text."""

COMMENT = "#"
"""Ends the path of a clash that is about the comments at a field (`status#`); alone, about those at the end of the text."""


class Side(StrEnum):
    """Whose value is chosen."""

    MINE = "mine"
    THEIRS = "theirs"


class Own(NamedTuple):
    """A third value, chosen instead of either (needed only where that is the text "mine" or "theirs")."""

    value: Data


class Clash(NamedTuple):
    """A field that both sides changed, each in its own way, or the comments at it; MISSING on a side where it is not there."""

    path: str
    base: Data
    mine: Data
    theirs: Data

    @property
    def of_comments(self) -> bool:
        """Whether it is about comments; the values are then texts, a comment a line."""
        return self.path.endswith(COMMENT)

    @property
    def field(self) -> str:
        """The path of the field; "" for the whole text."""
        return self.path.removesuffix(COMMENT)


Choices = Mapping[str, Data]
"""Path of a clash to "mine", "theirs", or the value to take instead."""


def choice(choices: Choices, path: str) -> Side | Own:
    """What is chosen for the clash of this path: theirs, until somebody chooses."""
    chosen = choices.get(path, Side.THEIRS)
    if isinstance(chosen, Side | Own):
        return chosen
    return Side(chosen) if isinstance(chosen, str) and chosen in list(Side) else Own(chosen)


class Every(Mapping[str, Data]):
    """The choice of one side for every clash."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def __getitem__(self, path: str) -> Data:
        return self._side

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Exchanged(Every):
    """The same choices where mine and theirs are exchanged."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def __getitem__(self, path: str) -> Data:
        chosen = choice(self._choices, path)
        if isinstance(chosen, Own):
            return chosen
        return Side.THEIRS if chosen is Side.MINE else Side.MINE


def chosen_value(choices: Choices, clash: Clash) -> Data:
    """The value that was chosen for a clash."""
    chosen = choice(choices, clash.path)
    if isinstance(chosen, Own):
        return chosen.value
    return clash.mine if chosen is Side.MINE else clash.theirs
