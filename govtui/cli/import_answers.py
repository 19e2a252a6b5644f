"""The answers file of an import: a TOML file with what was decided on unclear records and on unknown types.

What is open is added with an empty answer, below comments that say what it is about; nothing that stands there is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from govtui.cli.import_words import toml_line
from govtui.cli.session import Session, here
from govtui.i18n.translator import Translator
from govtui.store.files import RECORD_SIZE, printable
from govtui.store.generated_files import write_changed
from govtui.store.toml_values import NotToml, parsed
from govtui.text.safe import safe_text

RECORDS, TYPES = "records", "types"

_LARGEST = 64 * RECORD_SIZE
"""Bytes of an answers file that are read: 100,000 answers."""


class BadAnswers(click.ClickException):
    """The answers file cannot be used; `code` tells programs why."""

    code = "bad_answers"


@dataclass(frozen=True)
class Answer:
    """An entry of the file: a name, the answer ("" for an open one), and comments that stand above it."""

    name: str
    value: str = ""
    comments: tuple[str, ...] = ()


@dataclass
class AnswersFile:
    """An answers file, with the entries to be added to it."""

    path: Path
    shown: str
    text: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, name: str, root: Path) -> AnswersFile:
        """Read a file; one that is not there has no answers yet. `root`: the registry. Raises BadAnswers."""
        tr, shown = session.tr, printable(name)
        try:
            path = here() / Path(name).expanduser()
            if path.resolve().is_relative_to(root.resolve()):
                words = tr.gettext(
                    "{path} is in the registry, where each TOML file is a record; name a file outside it."
                )
                raise BadAnswers(words.format(path=shown))
            with path.open("rb") as stream:
                raw = stream.read(_LARGEST + 1)
        except FileNotFoundError:
            return cls(path, shown)
        except (OSError, ValueError, RuntimeError):
            raise BadAnswers(tr.gettext("{path} cannot be read.").format(path=shown)) from None
        try:
            text = raw.decode("utf-8-sig")
            data = parsed(text)
        except (NotToml, UnicodeDecodeError) as error:
            line = toml_line(error)
            place = f"{shown}:{line}" if line else shown
            raise BadAnswers(tr.gettext("{place}: This is not TOML.").format(place=place)) from None
        for key, table in data.items():
            if key not in (RECORDS, TYPES):
                words = tr.gettext("{path} has “{key}”, but answers stand in [records] and [types] only.")
                raise BadAnswers(words.format(path=shown, key=key))
            _require_texts(tr, shown, key, table)
        given = {key: {one: value for one, value in data.get(key, {}).items() if value} for key in (RECORDS, TYPES)}
        return cls(path, shown, text, given[RECORDS], given[TYPES])

    def add(self, tr: Translator, records: Sequence[Answer], types: Sequence[Answer]) -> bool:
        """Add entries that are not there, and write the file; return whether there was anything to add.

        Raises BadAnswers where it cannot be written.
        """
        text = self.text or _head(tr)
        for table, entries in ((TYPES, types), (RECORDS, records)):
            text = _extended(text, table, entries)
        if text == (self.text or _head(tr)):
            return False
        try:
            had = parsed(self.text)
            has = parsed(text)
        except NotToml:
            has = had = {}
        kept = all(has.get(key, {}).get(one) == value for key in had for one, value in had[key].items() if value)
        if not has or not kept:
            words = tr.gettext("Open questions cannot be added to {path}; name another file.")
            raise BadAnswers(words.format(path=self.shown))
        try:
            write_changed(self.path.parent, {self.path.name: text.encode()})
        except OSError:
            raise BadAnswers(tr.gettext("{path} cannot be written.").format(path=self.shown)) from None
        self.text = text
        return True


def _head(tr: Translator) -> str:
    lines = [
        tr.gettext("Answers for “govtui import --answers”. An answer that is empty is still open."),
        tr.gettext("A record: “new”, “skip”, or the id of the record here that is the same thing."),
        tr.gettext("A type: the type that it is here, or “skip” to leave out the records that have it."),
    ]
    return "".join(f"# {line}\n" for line in lines)


def _require_texts(tr: Translator, shown: str, key: str, table: object) -> None:
    bad = (
        next((one for one, value in table.items() if not isinstance(value, str)), "")
        if isinstance(table, dict)
        else key
    )
    if bad:
        words = tr.gettext("{path}: the answer for “{key}” must be a text between quotation marks.")
        raise BadAnswers(words.format(path=shown, key=bad))


# text


def _extended(text: str, table: str, entries: Sequence[Answer]) -> str:
    """Return the text with those entries that its table does not have, at the end of the table.

    An entry that is open takes the answer, where there is one.
    """
    known: Mapping[str, str] = parsed(text).get(table, {})
    for one in entries:
        if one.value and known.get(one.name) == "":
            line = re.compile(rf"^{re.escape(_key(one.name))} = \"\"", re.MULTILINE)
            text = line.sub(lambda _, one=one: _assigned(one), text, count=1)  # type: ignore[misc]
    new = [one for one in entries if one.name not in known]
    if not new:
        return text
    lines = text.split("\n")
    head = re.compile(rf"\s*\[\s*{table}\s*\]")
    start = next((number for number, line in enumerate(lines) if head.match(line)), None)
    block = [line for one in new for line in _lines(one)]
    if start is None:
        return "\n".join([*_without_end(lines), "", f"[{table}]", *block, ""])
    end = next(
        (number for number in range(start + 1, len(lines)) if lines[number].lstrip().startswith("[")), len(lines)
    )
    before, behind = _without_end(lines[:end]), lines[end:]
    return "\n".join([*before, *block, "", *behind])


def _without_end(lines: Sequence[str]) -> list[str]:
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 0)
    return list(lines[:last])


def _lines(one: Answer) -> list[str]:
    return [*(f"# {safe_text(comment, multiline=False)}" for comment in one.comments), _assigned(one)]


def _assigned(one: Answer) -> str:
    return f"{_key(one.name)} = {_key(one.value)}"


def _key(text: str) -> str:
    """Return a text as a basic string of TOML; its escapes are those of JSON, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
