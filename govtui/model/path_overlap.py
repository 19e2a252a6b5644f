"""Whether field paths lead to the same field, or one into the other.

Imports no Pydantic: answers compare field paths while somebody types, without the models.
"""

from __future__ import annotations


def path_key(path: str) -> str:
    """Return what two spellings of one field path share: names of items were once written with i for y (li-van-thui)."""
    return path.replace("y", "i")


def overlap(one: str, other: str) -> bool:
    """Whether two field paths are the same, or one of them leads to something inside the other."""
    first, second = path_key(one), path_key(other)
    return f"{first}.".startswith(f"{second}.") or f"{second}.".startswith(f"{first}.")
