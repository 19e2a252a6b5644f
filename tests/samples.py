"""Registries for tests of the interface: a small one as files, and the same with every text rewritten."""

from __future__ import annotations

import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from govtui.page.figures import acronym
from govtui.store.registry import Registry

SAMPLE = Path(__file__).parent / "tui" / "registry"
"""Two of everything that a screen can show, among it two records that cannot be read and a link to nothing."""

UNREADABLE = ("hong-2019", "sai-kieu")
"""The two: one is no TOML, the other no event."""

TEXTS = frozenset(
    {"name", "title", "summary", "theme", "note", "notes", "city", "venue", "text", "quote", "date_text", "author"}
    | {"publisher", "url", "symbol", "identifiers", "links", "aka", "by", "said_by", "vocabulary"}
)
"""Fields that hold a text which somebody wrote, at whatever depth; keys, ids, dates and places in a source are none."""

_ID = re.compile(r"[a-z0-9-]+\Z")
_QUOTED = re.compile(r'^((?:vi|en) = ")([^"\n]+)', re.MULTILINE)


def rewrite(target: Path, change: Callable[[str], str], also: Collection[str] = ()) -> Path:
    """A copy of the sample at `target` in which every text, and those fields named in `also`, is changed; that folder."""
    shutil.copytree(SAMPLE, target)
    fields = TEXTS | set(also)
    for path in sorted(target.rglob("*.toml")):
        source = path.read_text(encoding="utf-8")
        try:
            data = tomllib.loads(source)
        except tomllib.TOMLDecodeError:
            text = _QUOTED.sub(lambda found: found[1] + change(found[2]), source)
        else:
            text = tomli_w.dumps(_changed(data, "", False, change, fields))
        path.write_text(text, encoding="utf-8")
    for path in sorted((target / "texts").iterdir()):  # of sources; with a NUL none would be read
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "".join(f"{change(line) if line else line}\n".replace("\0", "") for line in lines), encoding="utf-8"
        )
    return target


def _changed(value: Any, field: str, inside: bool, change: Callable[[str], str], fields: Collection[str]) -> Any:
    """`value` with its texts changed; `inside`: whether a field around it is one that holds texts."""
    if isinstance(value, dict):
        return {key: _changed(each, key, _holds(key, inside, fields), change, fields) for key, each in value.items()}
    if isinstance(value, list):
        # `by` is a list of ids in a step, and a list of tables is looked into for what each of its fields is
        lists = inside and field != "by"
        return [_changed(each, field, lists and isinstance(each, str), change, fields) for each in value]
    if not isinstance(value, str) or not inside or (field == "publisher" and _ID.match(value)):
        return value
    return change(value)


def _holds(key: str, inside: bool, fields: Collection[str]) -> bool:
    return inside or key in fields


CYRILLIC = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ",
        strict=True,
    )
)


def foreign(text: str) -> str:
    """The text with each Latin letter exchanged for a Cyrillic one: whatever Latin word a screen shows is not a record's."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(CYRILLIC.get(letter, letter) for letter in plain if not unicodedata.combining(letter))


def without_ids(text: str, registry: Registry, also: Iterable[str] = ()) -> str:
    """The text without the ids of a registry's records, their short forms, and the paths of its files."""
    for name in sorted({*_names(registry), *_FURTHER, *also}, key=len, reverse=True):
        text = text.replace(name, "")
    return text


@cache
def _names(registry: Registry) -> frozenset[str]:
    """Of its records when they are asked for first: files and ids stay."""
    return frozenset(name for entry in registry.entries() for name in (entry.id, acronym(entry.id), entry.path))


_FURTHER = frozenset({"khong-co", "kr-mospa"})
"""An id that a record names in vain, and a former one."""


def number_names(root: Path) -> None:
    """Let the names of all records of a registry sort alike in every language: by a number before each."""
    for number, path in enumerate(sorted(root.rglob("*/*.toml")), 1):
        source = path.read_text(encoding="utf-8")
        head, title, rest = re.split(r"^(\[(?:name|title)\]\n)", source, maxsplit=1, flags=re.MULTILINE)
        path.write_text(head + title + _NAME.sub(rf"\g<0>{number:02} ", rest, count=2), encoding="utf-8")


_NAME = re.compile(r'^(?:vi|en) = "', re.MULTILINE)
