"""Read values from the tables of files in plain Python: what is right at first sight, and nothing else.

It accepts no more than Pydantic does with the schemas of the same fields, and makes the same of it (a law of the tests). What
it refuses may still be right. For a few records this takes less than importing Pydantic.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from govtui.model.dates import PartialDate

_Value = TypeVar("_Value")
"""A class with the fields that value.Value gives its subclasses, which this module must not know."""

Reader = Callable[[Any], Any]


class NotPlainError(ValueError):
    """The data are not plainly right; Pydantic tells whether they are, and what is wrong."""


class _FieldReader(NamedTuple):
    attribute: str
    key: str
    """Its name in files."""
    read: Reader
    default: Any
    is_required: bool


def plainly_read(model: type[_Value], data: Any) -> _Value:
    """Return the value in a table. Raises NotPlainError."""
    try:
        return _read(model, data)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotPlainError from error


def _read(model: type[_Value], data: Any) -> _Value:
    if type(data) is not dict:
        raise NotPlainError
    made = model.__new__(model)
    held, taken = made.__dict__, 0
    for attribute, key, read, default, is_required in _field_readers(cast(Hashable, model)):
        if key in data:
            held[attribute] = read(data[key])
            taken += 1
        elif is_required:
            raise NotPlainError
        else:
            held[attribute] = type(default)() if default == [] or default == {} else default
    if taken != len(data):
        raise NotPlainError
    return made


@cache
def _field_readers(model: Any) -> tuple[_FieldReader, ...]:
    return tuple(
        _FieldReader(attribute, field.alias or attribute, _reader(field.annotation), field.default, field.is_required)
        for attribute, field in getattr(model, _FIELDS).items()
    )


_FIELDS = "model_fields"


def _reader(annotation: Any) -> Reader:
    """Return what reads a value of an annotated type."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _marked(_reader(arguments[0]), arguments[1:])
    if origin in (types.UnionType, typing.Union):
        return _union(arguments)
    if origin is list:
        return _list(_reader(arguments[0]))
    if origin is dict:
        return _table(_reader(arguments[0]), _reader(arguments[1]))
    if origin is typing.Literal:
        return _literal(arguments)
    if annotation is Any:
        return lambda value: value
    if annotation is PartialDate:
        return _date
    if isinstance(annotation, type) and hasattr(annotation, _FIELDS):
        return lambda value: _read(annotation, value)
    if annotation in (str, int, bool, float, type(None)):
        return _exactly(annotation)
    return _refuse


def _marked(inner: Reader, metadata: tuple[Any, ...]) -> Reader:
    """Return a reader with what the metadata of a type asks of the value that is read, or does to it before."""
    read = inner
    for mark in metadata:
        if before := getattr(mark, "before_reading", None):
            read = _then(before, read)
        elif after := getattr(mark, "after_reading", None):
            read = _then(read, after)
    return read


def _then(first: Reader, second: Reader) -> Reader:
    return lambda value: second(first(value))


def _union(members: tuple[Any, ...]) -> Reader:
    readers = [_reader(member) for member in members]

    def read(value: Any) -> Any:
        for each in readers:
            try:
                return each(value)
            except ValueError:
                continue
        raise NotPlainError

    return read


def _list(one: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise NotPlainError
        return [one(each) for each in value]

    return read


def _table(key: Reader, one: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise NotPlainError
        return {key(name): one(each) for name, each in value.items()}

    return read


def _literal(choices: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if not any(type(value) is type(choice) and value == choice for choice in choices):
            raise NotPlainError
        return value

    return read


def _exactly(wanted: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise NotPlainError
        return value

    return read


def _date(value: Any) -> PartialDate:
    return value if isinstance(value, PartialDate) else PartialDate.parse(value)


def _refuse(value: Any) -> Any:
    raise NotPlainError
