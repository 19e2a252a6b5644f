"""Saved views of the list: `views.toml` in the user's configuration folder, a `[[view]]` each.

People read and change the file. Unknown keys of an entry are kept; a file that is no TOML, or has an entry that is no view,
is not written to until it is mended. Comments do not survive a change.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from govtui.user import atomic_write
from govtui.user.choices import folder

FILE = "views.toml"
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named view: query, order and layout of the list."""

    name: str
    query: str = ""
    kind: str = "all"
    order: str = "name"
    reverse: bool = False
    reading: str = "same"
    """The reading language: "same" as the interface, "other", "both"."""
    facets: bool = False
    zoomed: bool = False
    registry: str = ""
    """The real path of its registry; "" for all registries."""


class BrokenViews(Exception):
    """The file is not understood: its path, and the line or entry (from 1; 0 where none can be named)."""

    def __init__(self, path: Path, line: int = 0, entry: int = 0) -> None:
        super().__init__(str(path))
        self.path, self.line, self.entry = path, line, entry


def path() -> Path:
    """Return the path of the file."""
    return folder() / FILE


def load(root: Path | None = None) -> list[SavedView]:
    """Return the views of the registry at `root` and of all registries, in file order; None: every view.

    Raises BrokenViews.
    """
    real = os.path.realpath(root) if root else ""
    views = [_view(entry, number) for number, entry in enumerate(_read().get("view", []), 1)]
    return [view for view in views if root is None or view.registry in ("", real)]


def save(view: SavedView) -> None:
    """Save a view over the one with its name and registry. Raises BrokenViews, OSError."""

    def put(entries: list[dict[str, Any]]) -> None:
        same = next((entry for entry in entries if _same(entry, view)), None)
        if same is None:
            same = {}
            entries.append(same)
        for name, value in asdict(view).items():
            same.pop(name, None)
            if value != _DEFAULTS.get(name):
                same[name] = value

    _change(put)


def drop(view: SavedView) -> None:
    """Remove a view. Raises BrokenViews, OSError."""
    _change(lambda entries: entries.__setitem__(slice(None), [one for one in entries if not _same(one, view)]))


_DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(SavedView) if one.name != "name"}


def _same(entry: dict[str, Any], view: SavedView) -> bool:
    return entry.get("name") == view.name and entry.get("registry", "") == view.registry


def _read() -> dict[str, Any]:
    try:
        with path().open("rb") as stream:
            text = stream.read(LARGEST + 1).decode()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenViews(path()) from error
    if len(text) > LARGEST:
        raise BrokenViews(path())
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        raise BrokenViews(path(), int(at[1]) if at else text.count("\n") + 1) from error
    if not isinstance(data.get("view", []), list):
        raise BrokenViews(path(), entry=1)
    for number, entry in enumerate(data.get("view", []), 1):
        _view(entry, number)
    return data


def _view(entry: object, number: int) -> SavedView:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise BrokenViews(path(), entry=number)
    values = {name: entry.get(name, default) for name, default in _DEFAULTS.items()}
    if any(type(value) is not type(_DEFAULTS[name]) for name, value in values.items()):
        raise BrokenViews(path(), entry=number)
    return SavedView(entry["name"], **values)


def _change(change: Callable[[list[dict[str, Any]]], None]) -> None:
    import tomli_w

    data = _read()
    change(data.setdefault("view", []))
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    atomic_write.put(target, tomli_w.dumps(data).encode())
