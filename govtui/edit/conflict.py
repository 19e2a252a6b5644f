"""Clashes of a three-way merge (fields that both sides changed in different ways), and their choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from govtui.edit.plain_data import Data

WHOLE = ""
"""The path of a clash of the whole texts."""

COMMENT = "#"
"""The path suffix of clashes of comments at a field (`status#`), or, alone, at the end of the text."""


class Side(StrEnum):
    """The side whose value is chosen."""

    MINE = "mine"
    THEIRS = "theirs"


class Own(NamedTuple):
    """A third value, chosen instead of either (needed only where that is the text "mine" or "theirs")."""

    value: Data


class Clash(NamedTuple):
    """A field, or the comments at it, with its value on each side; MISSING where it is not there."""

    path: str
    base: Data
    mine: Data
    theirs: Data

    @property
    def of_comments(self) -> bool:
        """Whether it is of comments; the values are then texts, a comment a line."""
        return self.path.endswith(COMMENT)

    @property
    def field(self) -> str:
        """The path of the field; "" for the whole text."""
        return self.path.removesuffix(COMMENT)


Choices = Mapping[str, Data]
"""What a user chose: the path of a clash to "mine", "theirs", or the value to take instead. Without a choice theirs stands."""

Choose = Callable[[str], Side | Own]


def choose_by(choices: Choices) -> Choose:
    """Return the choices as a function."""

    def choose(path: str) -> Side | Own:
        chosen = choices.get(path, Side.THEIRS)
        if isinstance(chosen, Side | Own):
            return chosen
        return Side(chosen) if isinstance(chosen, str) and chosen in list(Side) else Own(chosen)

    return choose


def swap_sides(choose: Choose) -> Choose:
    """Return the same choices for a merge in which mine and theirs are exchanged."""

    def choose_other(path: str) -> Side | Own:
        chosen = choose(path)
        return chosen if isinstance(chosen, Own) else Side.THEIRS if chosen is Side.MINE else Side.MINE

    return choose_other


def chosen_value(choose: Choose, clash: Clash) -> Data:
    """Return the value that is chosen for a clash."""
    chosen = choose(clash.path)
    if isinstance(chosen, Own):
        return chosen.value
    return clash.mine if chosen is Side.MINE else clash.theirs
