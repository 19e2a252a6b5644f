"""The three versions of a record's file that a merge of commits has: of both sides, and of their nearest common ancestor."""

from __future__ import annotations

from typing import NamedTuple


class Sides(NamedTuple):
    """What the two sides of a merge are called, as text to be shown; "": me, or whoever saved meanwhile."""

    mine: str = ""
    """A branch or commit, such as "main" or "a1b2c3d4 Sửa tên (Lan)"."""
    theirs: str = ""


class ThreeVersions(NamedTuple):
    """A record's file on both sides of a merge, and in the version that both changed; None where it is not there."""

    path: str
    """From the folder of the registry."""
    base: bytes | None
    """None, too, where both sides added the file."""
    mine: bytes | None
    theirs: bytes | None
    sides: Sides = Sides()


class Decided(NamedTuple):
    """What a person decided for a record's file."""

    raw: bytes | None
    """The bytes of the file; None where it is removed."""
