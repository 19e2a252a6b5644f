"""TOML text to record: decoding, parsing, validating; what of it could be read where it is no record."""

from __future__ import annotations

import os.path
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import rtoml
from pydantic import ValidationError

from govtui.model.dates import PartialDate
from govtui.model.kinds import DATE_FIELDS, KINDS, NAME_FIELDS
from govtui.model.localized import LANGUAGE_TAG, normal
from govtui.model.parts import Place
from govtui.model.problem import Problem, Severity
from govtui.model.pydantic_compat import fast_validator
from govtui.model.record import MODELS, Record
from govtui.store.parse_errors import fault, located, unknown_kind
from govtui.store.preview import preview_data
from govtui.text.nfc import is_nfc, nfc


@dataclass(frozen=True, slots=True)
class Preview:
    """What could be read of a record that is not valid: only fields that are right by themselves."""

    id: str = ""
    kind: str = ""
    type: str = ""
    status: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    summed_up: object = None
    """What stands where its summary should; whoever reads the file asks for it, and no list."""
    date: PartialDate | None = None
    place: Place | None = None

    @property
    def summary(self) -> Mapping[str, str]:
        return _localized(self.summed_up)


_UNSEEN = Preview()
"""Beside a record, of which nothing need be glimpsed."""


class Loaded(NamedTuple):
    """A file's text with the record in it, or with a glimpse of it and the problems that keep it from being one."""

    text: str
    record: Record | None
    preview: Preview
    problems: tuple[Problem, ...]


def loads(raw: bytes) -> Loaded:
    """The record in a file's bytes. Never raises for anything a file may hold."""
    (loaded,) = loads_all([raw])
    return loaded


def loads_all(raws: Iterable[bytes]) -> list[Loaded]:
    """The records in the bytes of many files.

    Step by step for all of them, not file by file: what a step needs stays in the processor's caches, which saves a third.
    """
    files = [_Loading(raw) for raw in raws]
    for file in files:
        file.loaded = _broken.get(file.raw) if len(file.raw) <= _SHORT else None
    for step in (_Loading.decode, _Loading.note, _Loading.parse):
        for file in files:
            if file.loaded is None:
                step(file)
    return [file.loaded or file.validated() for file in files]


_broken: dict[bytes, Loaded] = {}
"""Some that are no TOML: where there is one there may be thousands of the same, empty, or written over by the same program."""

_SHORT, _KEPT = 2048, 256
"""Up to how many bytes such a file may have to be kept, and how many of them are."""


def _keep(raw: bytes, loaded: Loaded) -> Loaded:
    if len(raw) <= _SHORT:
        if len(_broken) >= _KEPT:
            _broken.pop(next(iter(_broken)), None)
        _broken[raw] = loaded
    return loaded


class _Loading:
    """A file on its way from bytes to record; `loaded` when it gets no further."""

    __slots__ = ("_data", "_notes", "_normal", "_text", "loaded", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._text = ""
        self._notes: tuple[Problem, ...] = ()
        self._normal = False
        self._data: dict[str, Any] = {}
        self.loaded: Loaded | None = None

    def decode(self) -> None:
        try:
            self._text = self.raw.removeprefix(BOM_UTF8).decode()
        except UnicodeDecodeError as error:
            text = self.raw.decode("utf-8-sig", "replace")
            found = Loaded(text, None, _glimpse(preview_data(text)), located(self.raw, error))
            self.loaded = _keep(self.raw, found)

    def note(self) -> None:
        self._notes = _notes(self.raw, self._text)
        # What is cut out of NFC is NFC; only an escape says something else than what stands there.
        self._normal = not self._notes and b"\\" not in self.raw and b"\r" not in self.raw

    def parse(self) -> None:
        try:
            self._data = rtoml.loads(self._text)
        except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
            problems = (*self._notes, *located(self.raw, error))
            self.loaded = _keep(self.raw, Loaded(self._text, None, _glimpse(preview_data(self._text)), problems))
            return
        if not self._data:
            found = Loaded(self._text, None, Preview(), (*self._notes, fault("empty_file", 1, 1)))
            self.loaded = _keep(self.raw, found)

    def validated(self) -> Loaded:
        record, problems = _validate(self.raw, self._text, self._data, self._normal)
        preview = _glimpse(self._data) if record is None else _UNSEEN
        return Loaded(self._text, record, preview, (*self._notes, *problems))


def _notes(raw: bytes, text: str) -> tuple[Problem, ...]:
    """What does not keep a file from being read, but should be known."""
    notes = []
    if raw.startswith(BOM_UTF8):
        notes.append(Problem("byte_order_mark", Severity.WARNING, line=1, column=1))
    if not is_nfc(text):
        line, part = next((n, part) for n, part in enumerate(text.split("\n"), 1) if not is_nfc(part))
        column = len(os.path.commonprefix([part, nfc(part)])) + 1
        notes.append(Problem("not_nfc", Severity.WARNING, line=line, column=column))
    return tuple(notes)


def _validate(raw: bytes, text: str, data: dict[str, Any], normal: bool) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in the data of a file. `normal`: all texts in it are NFC and without CR."""
    kind = data.get("kind")
    model = MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        if "kind" not in data:
            return None, (fault("missing_field", 1, 1, "kind", name="kind"),)
        return None, (unknown_kind(text, kind),)
    if normal:
        try:
            return fast_validator(model)(data), ()
        except ValidationError:
            pass  # the model itself can tell what is wrong
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        return None, located(raw, error, model, data)


def _localized(table: object) -> dict[str, str]:
    """The texts of a table that are right by themselves."""
    out: dict[str, str] = {}
    for language, words in table.items() if isinstance(table, dict) else ():
        said = normal(words) if isinstance(words, str) and LANGUAGE_TAG.match(language) else ""
        if said and not said.isspace():
            out[language] = said
    return out


_DATES = {kind.key: tuple(dict.fromkeys([*kind.date_fields, *DATE_FIELDS])) for kind in KINDS.values()}
"""Where the date of a file is looked for: in the fields of its kind, then in those of others, which somebody may have meant."""


def _glimpse(data: Mapping[str, Any]) -> Preview:
    def text(key: str) -> str:
        value = data.get(key)
        return value if isinstance(value, str) else ""

    date = None
    for key in _DATES.get(text("kind"), DATE_FIELDS):
        if key in data and date is None:
            try:
                date = PartialDate.parse(data[key])
            except (ValueError, TypeError):
                continue
    try:
        place = Place.model_validate(data.get("place")) if "place" in data else None
    except ValidationError:
        place = None
    return Preview(
        text("id"),
        text("kind"),
        text("type"),
        text("status"),
        next(filter(None, [_localized(data.get(name)) for name in NAME_FIELDS]), {}),
        data.get("summary"),
        date,
        place,
    )
