"""JSON documents of other programs: read whole, within limits; what is wrong stands at a line or a JSON pointer.

Python's parser takes more than RFC 8259 allows and a record can hold: NaN, a key twice in one object, numbers beyond any
range, halves of characters, any depth. All of these are refused here.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from govtui.model.imported import CannotImport, ImportFault
from govtui.model.localized import LANGUAGE_TAG, normal

MOST_BYTES = 256 * 2**20
DEEPEST = 100
LONGEST_TEXT = 64 * 2**10
"""Bytes of UTF-8 of one text."""

ROOT = "line 1"
"""The place of the document itself, whose JSON pointer is empty."""

_LONGEST_NUMBER = 400
"""Digits; Python itself refuses 4,301 (CVE-2020-10735)."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HALF = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(stream: BinaryIO) -> object:
    """Return a document as dicts, lists and plain values. Raises CannotImport."""
    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise CannotImport(ROOT, "too_large", limit=MOST_BYTES >> 20)
    text = _decoded(raw)
    del raw  # a quarter of a gigabyte that the parser could use
    if not text.strip():
        raise CannotImport(ROOT, "empty_file")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_NoNumber,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        _refuse(error, text)
    except RecursionError:
        raise CannotImport(ROOT, "too_deep", limit=DEEPEST) from None
    try:
        _examine(value, 0, bool(_HALF_ESCAPED.search(text)))
    except _OddValue as odd:
        raise CannotImport(pointer(*reversed(odd.steps)) or ROOT, odd.code, **odd.values) from None
    return value


def pointer(*steps: str | int) -> str:
    """Return a JSON pointer (RFC 6901) without its first slash."""
    return "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _decoded(raw: bytes) -> str:
    if raw.startswith(_UTF16_MARKS):
        raise CannotImport(ROOT, "not_utf8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_cut = error.end == len(raw) and error.reason == "unexpected end of data"
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotImport(f"line {line}", "cut_short" if is_cut else "not_utf8") from None


_WORD = re.compile(r"[-+.\w]{0,9}\Z")
"""What is left of true, null, NaN or a number where a document is cut."""


def _refuse(error: json.JSONDecodeError, text: str) -> NoReturn:
    rest = text[error.pos :].rstrip()
    is_cut = (
        not rest
        or error.msg.startswith("Unterminated string")
        or (error.pos > 0 and error.msg.startswith("Expecting") and _WORD.match(rest) is not None)
        or ("escape" in error.msg and len(rest) <= len("\\uD800"))
    )
    code = "cut_short" if is_cut else "more_follows" if error.msg == "Extra data" else "not_json"
    raise CannotImport(f"line {error.lineno}", code) from None


class _Repeated:
    """Stands for an object that has a key twice."""

    def __init__(self, key: str) -> None:
        self.key = key


class _NoNumber:
    """Stands for a number that cannot be stored."""

    def __init__(self, written: str) -> None:
        self.written = written


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    return _Repeated(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]


def _float(written: str) -> object:
    value = float(written)
    return value if math.isfinite(value) else _NoNumber(written)


def _int(written: str) -> object:
    return int(written) if len(written) <= _LONGEST_NUMBER else _NoNumber(written)


class _OddValue(Exception):
    """A value that RFC 8259 or a record does not allow, with the steps from it up to the document."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values
        self.steps: list[str | int] = []


def _examine(value: object, depth: int, halves: bool) -> None:
    """Raise _OddValue for the first value that cannot stand. `halves`: whether texts may hold lone surrogates."""
    match value:
        case str():
            if halves and _HALF.search(value):
                raise _OddValue("broken_character")
        case dict() | list() if depth >= DEEPEST:
            raise _OddValue("too_deep", limit=DEEPEST)
        case dict() | list():
            step: str | int = ""
            try:
                for step, one in value.items() if isinstance(value, dict) else enumerate(value):
                    if halves and isinstance(step, str):
                        _examine(step, depth, halves)
                    if not isinstance(one, str) or halves:
                        _examine(one, depth + 1, halves)
            except _OddValue as odd:
                odd.steps.append(_HALF.sub("\ufffd", step) if isinstance(step, str) else step)
                raise
        case _Repeated():
            raise _OddValue("duplicate_key", key=_short(value.key))
        case _NoNumber():
            raise _OddValue("not_a_number", value=_short(value.written))


def _short(text: str, longest: int = 40) -> str:
    text = _HALF.sub("\ufffd", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


_NONE: frozenset[str] = frozenset()


class JsonObject:
    """An object of a document: its members are taken by their names and types, faults are noted, the rest is left."""

    __slots__ = ("_taken", "faults", "members", "place")

    def __init__(self, members: Mapping[str, Any], place: str, faults: list[ImportFault] | None = None) -> None:
        self.members, self.place = members, place
        self.faults = [] if faults is None else faults
        """Shared with the objects within it."""
        self._taken: frozenset[str] = _NONE

    def forget(self) -> None:
        """Let go of the members: a document of 100,000 objects is not to be held together with all its records."""
        self.members, self._taken = {}, _NONE

    def at(self, *steps: str | int) -> str:
        """Return the place of something within the object."""
        return "/".join(filter(None, (self.place, pointer(*steps))))

    def refuse(self, code: str, *steps: str | int, **values: str | int) -> None:
        """Note that something in the object cannot be imported."""
        self.faults.append(ImportFault(self.at(*steps) or ROOT, code, values))

    def wrong(self, name: str, value: object, *steps: str | int) -> None:
        """Note that a member, or an item of it, has a value of the wrong type or form."""
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.refuse("wrong_value", name, *steps, field=name, value=_short(shown))

    def has(self, *names: str) -> bool:
        """Whether one of the members is there and says something."""
        return any(self.members.get(name) not in _SILENT for name in names)

    def take(self, *names: str) -> None:
        """Count members as read."""
        self._taken |= frozenset(names)

    def leave(self, *names: str) -> None:
        """Count members as left though they were read."""
        self._taken -= frozenset(names)

    def text(self, name: str) -> str:
        """Take a text in the form that records keep; "" where there is none."""
        return self._text(self._member(name), name)

    def id(self, name: str) -> str:
        """Take a text or a whole number as a text; "" where there is none."""
        value = self._member(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self._text(value, name)

    def texts(self, name: str) -> list[str]:
        """Take a list of texts."""
        found = (self._text(one, name, number) for number, one in enumerate(self._list(name)))
        return [one for one in found if one]

    def child(self, name: str) -> JsonObject | None:
        """Take an object."""
        value = self._member(name)
        if isinstance(value, dict):
            return JsonObject(value, self.at(name), self.faults)
        if value is not None:
            self.wrong(name, value)
        return None

    def objects(self, name: str) -> Iterator[JsonObject]:
        """Take a list of objects."""
        for number, one in enumerate(self._list(name)):
            if isinstance(one, dict):
                yield JsonObject(one, self.at(name, number), self.faults)
            elif one is not None:
                self.wrong(name, one, number)

    def localized(self, name: str) -> dict[str, str]:
        """Take an object of texts by language; what is no language tag is passed over."""
        texts = self.child(name)
        if texts is None:
            return {}
        return {tag: text for tag in texts.members if LANGUAGE_TAG.match(tag) and (text := texts.text(tag))}

    def left(self) -> dict[str, Any]:
        """Return the members that were not taken and say something, as TOML can hold them."""
        found = {name: toml_value(one) for name, one in self.members.items() if name not in self._taken}
        return {name: one for name, one in found.items() if one not in _SILENT}

    def _member(self, name: str) -> object:
        self._taken |= {name}
        return self.members.get(name)

    def _list(self, name: str) -> list[Any]:
        value = self._member(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self.wrong(name, value)
        return []

    def _text(self, value: object, name: str, *steps: str | int) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(name, value, *steps)
            return ""
        if len(value) * 4 > LONGEST_TEXT and len(value.encode()) > LONGEST_TEXT:
            self.refuse("text_too_long", name, *steps, field=name, limit=LONGEST_TEXT >> 10)
            return ""
        return normal(value).strip()


_SILENT: tuple[object, ...] = (None, "", [], {})
_WHOLE_NUMBERS = range(-(2**63), 2**63)


def toml_value(value: object) -> Any:
    """Return a JSON value as TOML can hold it: null goes, whole numbers beyond 64 bits become texts."""
    match value:
        case dict():
            found = {normal(key): toml_value(one) for key, one in value.items()}
            return {key: one for key, one in found.items() if one is not None}
        case list():
            return [one for one in map(toml_value, value) if one is not None]
        case str():
            return normal(value)
        case bool():
            return value
        case int() if value not in _WHOLE_NUMBERS:
            return str(value)
    return value
