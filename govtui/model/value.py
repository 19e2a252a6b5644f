"""The base class of records and their parts: immutable values whose annotated fields say what files may hold.

A value is read from the table of a file in plain Python where all is as it should be (plain_reading.py); what is not, and
whatever the index takes in, is left to Pydantic (pydantic_compat.py), which says what is wrong. So a page needs no Pydantic,
whose import and schemas take longer than making the page.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    class _Hashable(type):
        """Tells mypy that the classes can be keys of a cache, like all classes."""

        def __hash__(self) -> int: ...

else:
    _Hashable = type

REQUIRED: Any = object()
"""In place of the default of a field that must have a value."""


class NameInFiles(NamedTuple):
    """Metadata of a field that files call otherwise than the class, whose names cannot be words of Python."""

    name: str


class Field(NamedTuple):
    """A field of a class of values."""

    annotation: Any
    """With its metadata (`Annotated`)."""
    default: Any
    alias: str | None
    """Its name in files, where that is another one."""

    @property
    def metadata(self) -> tuple[Any, ...]:
        return getattr(self.annotation, "__metadata__", ())

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    def made_default(self) -> Any:
        """Return the default: an empty list or table is a new one each time."""
        return type(self.default)() if self.default in ([], {}) else self.default


class Value(metaclass=_Hashable):
    """An immutable part of a record: unknown keys are errors, and nothing is coerced from another type."""

    # Pydantic's core sets the last three, beside the fields.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    model_fields: ClassVar[Mapping[str, Field]] = {}
    """Attribute to field, in the order of the classes."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        found = dict(cls.model_fields)
        for name, annotation in _annotations(cls).items():
            metadata = getattr(annotation, "__metadata__", ())
            alias = next((one.name for one in metadata if isinstance(one, NameInFiles)), None)
            found[name] = Field(annotation, vars(cls).get(name, REQUIRED), alias)
            if name in vars(cls):
                delattr(cls, name)  # of an instance without it, nothing must be told
        cls.model_fields = found

    def __init__(self, **data: Any) -> None:
        """Make a value of what files call its fields. Raises ValueError (Pydantic's ValidationError)."""
        self.__dict__.update(vars(type(self).model_validate(data)))

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Return the value that the table of a file says. Raises ValueError: Pydantic's ValidationError, with all that is wrong."""
        from govtui.model.plain_reading import NotPlainError, plainly_read

        try:
            return plainly_read(cls, data)
        except NotPlainError:
            from govtui.model.pydantic_compat import validator

            found: Self = validator(cls)(data)
            return found

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """Return a value of attributes that are known to be right; others have their defaults."""
        made = cls.__new__(cls)
        held = made.__dict__
        for name, field in cls.model_fields.items():
            if name in values:
                held[name] = values[name]
            elif not field.is_required:
                held[name] = field.made_default()
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return the value with some attributes changed."""
        return self.model_construct(**{name: getattr(self, name) for name in self.model_fields} | dict(update))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from govtui.model.pydantic_compat import core_schema_of

        return core_schema_of(cls, handler)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine, theirs = self.__dict__, other.__dict__  # which may also have what cached_property keeps
        return all(mine.get(name) == theirs.get(name) for name in self.model_fields)

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__.get(name) for name in self.model_fields)))

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.model_fields if name in self.__dict__)
        return f"{type(self).__name__}({told})"


def _annotations(cls: type) -> Mapping[str, Any]:
    """Return the annotations of a class alone; where they are strings (`from __future__ import annotations`), evaluated."""
    found: Mapping[str, Any] = vars(cls).get("__annotations__", {})
    if not any(isinstance(one, str) for one in found.values()):
        return found
    hints = typing.get_type_hints(cls, include_extras=True)
    return {name: hints[name] for name in found}
