"""Decode, parse and validate the TOML text of a record; of what is no record, read a preview."""

from __future__ import annotations

import os.path
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import rtoml

from govtui.model.dates import PartialDate
from govtui.model.kinds import DATE_FIELDS, KINDS, NAME_FIELDS
from govtui.model.localized import LANGUAGE_TAG, normal
from govtui.model.migration import migrate
from govtui.model.parts import Place
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.store.parse_errors import earlier, fault, located, newer, unknown_kind
from govtui.store.preview import preview_data
from govtui.text.nfc import is_nfc, nfc


@dataclass(frozen=True, slots=True)
class Preview:
    """The fields of an invalid record that are right by themselves."""

    id: str = ""
    kind: str = ""
    type: str = ""
    status: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    raw_summary: object = None
    """Unchecked, since no list asks for it."""
    date: PartialDate | None = None
    place: Place | None = None

    @property
    def summary(self) -> Mapping[str, str]:
        return _localized(self.raw_summary)


_EMPTY = Preview()
"""Beside a valid record."""


class Loaded(NamedTuple):
    """A file's text with its record, or with a preview of it and the problems that keep it from being one."""

    text: str
    record: Record | None
    preview: Preview
    problems: tuple[Problem, ...]


def loads(raw: bytes) -> Loaded:
    """Load a record from a file's bytes. Never raises for anything a file may hold."""
    return loads_all([raw])[0]


def loads_all(raws: Iterable[bytes], *, plainly: bool = False) -> list[Loaded]:
    """Load the records of many files, validated by Pydantic.

    Each step runs for all of them before the next: what it needs stays in the processor's caches, which saves a third.
    `plainly`: what is right at first sight (model/plain_reading) is not validated again, so that a page of records that the
    index has validated needs no import of Pydantic.
    """
    files = [_Loading(raw) for raw in raws]
    for file in files:
        file.loaded = _broken.get(file.raw) if len(file.raw) <= _SHORT else None
    for step in (_Loading.decode, _Loading.note, _Loading.parse):
        for file in files:
            if file.loaded is None:
                step(file)
    return [file.loaded or file.validated(plainly) for file in files]


_broken: dict[bytes, Loaded] = {}
"""Some files that are not TOML: one program may have emptied or overwritten thousands alike."""

_SHORT, _KEPT = 2048, 256
"""The most bytes of such a file that is kept, and the most of them."""


class _Loading:
    """A file on its way from bytes to record; `loaded` is set when it gets no further."""

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
            self._text = self.raw.decode("utf-8-sig", "replace")
            self._give_up(_preview(preview_data(self._text)), located(self.raw, error))

    def note(self) -> None:
        self._notes = _notes(self.raw, self._text)
        # What is cut out of NFC is NFC; only an escape says something else than what stands there.
        self._normal = not self._notes and b"\\" not in self.raw and b"\r" not in self.raw

    def parse(self) -> None:
        try:
            self._data = rtoml.loads(self._text)
        except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
            self._give_up(_preview(preview_data(self._text)), located(self.raw, error))
            return
        if not self._data:
            self._give_up(_EMPTY, (fault("empty_file", 1, 1),))
        self._notes = (*self._notes, *earlier(self._text, self._data))
        self._data = migrate(self._data)

    def _give_up(self, preview: Preview, problems: tuple[Problem, ...]) -> None:
        self.loaded = Loaded(self._text, None, preview, (*self._notes, *problems))
        if len(self.raw) <= _SHORT:
            if len(_broken) >= _KEPT:
                _broken.pop(next(iter(_broken)), None)
            _broken[self.raw] = self.loaded

    def validated(self, plainly: bool) -> Loaded:
        record, problems = _validate(self.raw, self._text, self._data, self._normal, plainly)
        preview = _preview(self._data) if record is None else _EMPTY
        return Loaded(self._text, record, preview, (*self._notes, *problems))


def _notes(raw: bytes, text: str) -> tuple[Problem, ...]:
    """Return problems that do not keep a file from being read."""
    notes = []
    if raw.startswith(BOM_UTF8):
        notes.append(Problem("byte_order_mark", Severity.WARNING, line=1, column=1))
    if not is_nfc(text):
        line, part = next((n, part) for n, part in enumerate(text.split("\n"), 1) if not is_nfc(part))
        column = len(os.path.commonprefix([part, nfc(part)])) + 1
        notes.append(Problem("not_nfc", Severity.WARNING, line=line, column=column))
    return tuple(notes)


def _validate(
    raw: bytes, text: str, data: dict[str, Any], normal: bool, plainly: bool
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return the record in the data of a file. `normal`: all texts in it are NFC and without CR."""
    if problems := newer(text, data):
        return None, problems
    kind = data.get("kind")
    model = MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        if "kind" not in data:
            return None, (fault("missing_field", 1, 1, "kind", name="kind"),)
        return None, (unknown_kind(text, kind),)
    try:
        return model.model_validate(data) if plainly else _validated(model, data, normal), ()
    except ValueError as error:
        return None, located(raw, error, model, data)


def _validated(model: type[Record], data: dict[str, Any], normal: bool) -> Record:
    """Return the record that Pydantic makes of the data of a file. Raises ValueError."""
    from govtui.model.pydantic_compat import fast_validator, validator

    if normal:
        with suppress(ValueError):  # the other can tell what is wrong
            return fast_validator(model)(data)
    return validator(model)(data)


def _localized(table: object) -> dict[str, str]:
    """Return the texts of a table that are right by themselves."""
    out: dict[str, str] = {}
    for language, words in table.items() if isinstance(table, dict) else ():
        text = normal(words) if isinstance(words, str) and LANGUAGE_TAG.match(language) else ""
        if text and not text.isspace():
            out[language] = text
    return out


_DATES = {kind.key: tuple(dict.fromkeys([*kind.date_fields, *DATE_FIELDS])) for kind in KINDS.values()}
"""The date fields of each kind, then those of others, which somebody may have meant."""


def _preview(data: Mapping[str, Any]) -> Preview:
    def text(key: str) -> str:
        value = data.get(key)
        return value if isinstance(value, str) else ""

    date = place = None
    for key in _DATES.get(text("kind"), DATE_FIELDS):
        if key in data and date is None:
            with suppress(ValueError, TypeError):
                date = PartialDate.parse(data[key])
    if "place" in data:
        with suppress(ValueError):
            place = Place.model_validate(data["place"])
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
