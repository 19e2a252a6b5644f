"""Which types of TOML the schema takes at a place in a record: text, a number, a list, a table; read off the models.

For values that are typed as plain text; how a form shows a field is told by model.shapes.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from govtui.model.record import MODELS


@dataclass(frozen=True, slots=True)
class Takes:
    """The types of TOML that a field takes."""

    wants: frozenset[str]
    """Of text, integer, number, boolean, list, table, anything."""
    localized: bool
    """Whether it is a table of languages."""
    item: Takes | None
    """Of a list: what its items are."""


class NoField(Exception):
    """The schema has nothing there. `place` counts the parts of the path that it does have; `names` could come next."""

    def __init__(self, place: int, names: Sequence[str]) -> None:
        super().__init__(place)
        self.place = place
        self.names = tuple(names)


def taken_at(kind: str, parts: Sequence[str | int]) -> Takes:
    """What may stand in a record of a kind at a path of keys, and of positions in lists. Raises NoField."""
    return _takes(_annotation(kind, parts))


def is_list(kind: str, parts: Sequence[str | int]) -> bool:
    """Whether a list may stand there. Raises NoField."""
    return "list" in taken_at(kind, parts).wants


def _annotation(kind: str, parts: Sequence[str | int]) -> Any:
    here: Any = MODELS[kind]
    for place, part in enumerate(parts):
        inner = _inner(here, part)
        if inner is None:
            raise NoField(place, _names(here))
        here = inner
    return here


def _inner(here: Any, part: str | int) -> Any:
    """The annotation of a part of what `here` annotates; None where there is none."""
    for one in _alternatives(here):
        origin, arguments = typing.get_origin(one), typing.get_args(one)
        if isinstance(one, type) and issubclass(one, BaseModel):
            fields = one.model_fields.items()
            found = next((info for name, info in fields if part == (info.alias or name)), None)
            if found is not None:
                return found.rebuild_annotation()
        elif origin is list:
            return arguments[0]
        elif origin is dict and isinstance(part, str):
            return arguments[1]
        elif one is Any:
            return Any
    return None


def _names(here: Any) -> list[str]:
    names: list[str] = []
    for one in _alternatives(here):
        if isinstance(one, type) and issubclass(one, BaseModel):
            names += [info.alias or name for name, info in one.model_fields.items()]
    return names


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without what Pydantic adds to them."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _alternatives(typing.get_args(annotation)[0])
    elif origin in (types.UnionType, typing.Union):
        for one in typing.get_args(annotation):
            yield from _alternatives(one)
    elif annotation is not type(None):
        yield annotation


_PLAIN = {str: "text", int: "integer", float: "number", bool: "boolean"}


def _takes(annotation: Any) -> Takes:
    wants, localized, item = set(), False, None
    for one in _alternatives(annotation):
        origin, arguments = typing.get_origin(one), typing.get_args(one)
        if one is Any:
            wants.add("anything")
        elif origin is list:
            wants.add("list")
            item = _takes(arguments[0])
        elif origin is dict:
            wants.add("table")
            localized = localized or (arguments[0] is str and arguments[1] is not Any)
        elif origin is typing.Literal:
            wants |= {_PLAIN.get(type(argument), "text") for argument in arguments}
        elif isinstance(one, type) and issubclass(one, BaseModel):
            wants.add("table")
        else:
            wants.add(_PLAIN.get(one, "text"))
    return Takes(frozenset(wants), localized, item)
