"""The user's choices (language, theme, typing, title, editor, keys): `config.toml` in the user's configuration folder.

People write into it, too, and keep comments there: saving a choice changes one line of the text, and a file that cannot be
read is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

FILE = "config.toml"
LIMIT = 2**18
"""Bytes that are read at most."""

VALUES: Mapping[str, Sequence[object]] = {
    "typing": ("telex", "vni"),
    "title": (True, False),
    "editor": ("built-in", "own"),
    "start": ("last", "home"),
}
"""Settings with closed lists of values, the default first: how Vietnamese is typed; whether the window gets a title;
in which editor files are edited; what a start shows: what was open last, or home."""


class Setting(NamedTuple):
    """An entry of a table of the file."""

    name: str
    """Dotted where it is written so, or in a subtable."""
    value: object
    line: int
    """From 1; 0 where it is unknown."""


def folder() -> Path:
    """Return the user's configuration folder."""
    return Path(platformdirs.user_config_dir("govtui", appauthor=False))


def file() -> Path:
    """Return the path of the file."""
    return folder() / FILE


def load() -> dict[str, Any]:
    """Read the choices; {} for a missing or broken file, which must not keep anyone from reading."""
    try:
        return _parsed(_text())
    except (OSError, ValueError):
        return {}


def value_of(name: str, chosen: Mapping[str, object]) -> object:
    """Return a setting of `VALUES` as these choices have it; its default where they name none, or one that there is not."""
    value = chosen.get(name)
    return value if _is_known(name, value) else VALUES[name][0]


def unknown_values(chosen: Mapping[str, object]) -> list[str]:
    """Return the settings of `VALUES` for which these choices name a value that there is not."""
    return [name for name in VALUES if name in chosen and not _is_known(name, chosen[name])]


def _is_known(name: str, value: object) -> bool:
    return any(type(value) is type(one) and value == one for one in VALUES[name])  # 1 is no true


def fault() -> tuple[int, str] | None:
    """Return why the file cannot be read: the line (0: unknown) and Python's message; None when it can be."""
    try:
        _parsed(_text())
    except FileNotFoundError:
        return None
    except OSError as error:
        return 0, error.strerror or str(error)
    except UnicodeDecodeError:
        return 0, "UTF-8"
    except ValueError as error:
        at = re.search(r"at line (\d+)", str(error))
        return (int(at[1]) if at else 0), re.sub(r" \(at .*\)$", "", str(error))
    return None


def table(name: str) -> list[Setting]:
    """Return the entries of a table in file order, of subtables with dotted names; [] for a broken file."""
    found = load().get(name)
    if not isinstance(found, dict):
        return [] if found is None else [Setting("", found, _line(name, ""))]
    return [Setting(entry, value, _line(name, entry)) for entry, value in _flat(found)]


def line_of(name: str) -> int:
    """Return the line of a choice, from 1; 0 where it is unknown."""
    return _line("", name)


def save(name: str, value: str) -> bool:
    """Save a choice and keep all else as it stands; False where that fails (a full disk, no TOML)."""
    try:
        text = _text()
    except FileNotFoundError:
        text = ""
    except (OSError, ValueError):
        return False
    try:
        before = _parsed(text)
        if before.get(name) == value:
            return True
        after = _with(text, name, value)
        if _parsed(after) != {**before, name: value}:
            return False
    except ValueError:
        return False
    return _written(after)


def _text() -> str:
    with file().open("rb") as stream:
        return stream.read(LIMIT).decode("utf-8-sig")


def _parsed(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    import tomllib  # late: most users have chosen nothing

    return tomllib.loads(text)


def _with(text: str, name: str, value: str) -> str:
    """Return the text with one entry of the root table changed, or inserted before everything else."""
    import json

    entry = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    first = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    head = text[: first.start()] if first else text
    line = re.compile(rf"^[ \t]*\"?{re.escape(name)}\"?[ \t]*=[^#\r\n]*", re.MULTILINE)
    if line.search(head):
        return (
            line.sub(lambda at: entry + (" " if at[0].endswith((" ", "\t")) else ""), head, count=1) + text[len(head) :]
        )
    return f"{entry}\n{text}"


def _line(of_table: str, entry: str) -> int:
    """Return the line of an entry, or of the header of a table."""
    try:
        lines = _text().splitlines()
    except (OSError, ValueError):
        return 0
    here = ""
    for number, line in enumerate(lines, 1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            here = re.sub(r"[\"'\s]", "", header[1])
            if not entry and here == of_table:
                return number
        elif "=" in line:
            written = re.sub(r"[\"'\s]", "", line.partition("=")[0])
            if f"{here}.{written}".strip(".") == f"{of_table}.{entry}".strip("."):
                return number
    return 0


def _flat(values: Mapping[str, object], before: str = "") -> list[tuple[str, object]]:
    out: list[tuple[str, object]] = []
    for name, value in values.items():
        if isinstance(value, dict):
            out += _flat(value, f"{before}{name}.")
        else:
            out.append((before + name, value))
    return out


def _written(text: str) -> bool:
    from govtui.user import atomic_write  # late: a start only reads

    target = file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.put(target, text.encode())
    except OSError:
        return False
    return True
