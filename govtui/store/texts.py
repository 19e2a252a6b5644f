"""Source texts: the files beside a registry that its citations are held against, read as lines; never written or copied.

A text is a regular UTF-8 file of at most 4 MiB in one folder, no link out of it, named by its source's `file`, else
`<id>.txt`. The folder is named on the command line, in the user's config.toml, or by `texts` of registry.toml.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from govtui.store.files import Unreadable, read

TEXT_SIZE = 4 * 1024 * 1024
"""The largest text, in bytes, that is read."""


class _Text(NamedTuple):
    lines: tuple[str, ...]
    sha256: str


class SourceTexts:
    """The texts of a folder, each read once when it is first asked for."""

    def __init__(self, folder: Path, file_of: Callable[[str], str | None]) -> None:
        """`file_of` returns the field `file` of a source; None where it has none."""
        self.folder = folder
        self._file_of = file_of
        self._read: dict[str, _Text | Unreadable] = {}

    def lines(self, source: str) -> Sequence[str] | None:
        """Return the lines of a source's text as `cat -n` counts them, CRLF as LF; None where it cannot be read."""
        text = self._text(source)
        return text.lines if isinstance(text, _Text) else None

    def sha256(self, source: str) -> str | None:
        """Return the SHA-256 of the file as it is, in hexadecimal; None where it cannot be read."""
        text = self._text(source)
        return text.sha256 if isinstance(text, _Text) else None

    def fault(self, source: str) -> Unreadable | None:
        """Return why a text cannot be read (not_utf8 beside the codes of store.files); None where it can.

        A text that is not there ("gone") is nothing wrong: texts are kept of some sources only.
        """
        text = self._text(source)
        return text if isinstance(text, Unreadable) else None

    def _text(self, source: str) -> _Text | Unreadable:
        if source not in self._read:
            try:
                self._read[source] = _as_text(self._raw(self._file_of(source) or f"{source}.txt"))
            except Unreadable as error:
                self._read[source] = error
        return self._read[source]

    def _raw(self, name: str) -> bytes:
        if "\0" in name:  # no system has such a file, and Python raises ValueError
            raise Unreadable("gone")
        return read(self.folder, name, TEXT_SIZE)


def _as_text(raw: bytes) -> _Text:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", byte=f"0x{raw[error.start]:02X}") from None
    if "\0" in text:  # a binary file that happens to be UTF-8
        raise Unreadable("not_utf8", byte="0x00")
    lines = text.replace("\r\n", "\n").split("\n")
    return _Text(tuple(lines[:-1] if lines[-1] == "" else lines), sha256(raw).hexdigest())


def texts_folder(root: Path, named: str | None, chosen: object, texts: str | None) -> Path | None:
    """Return the folder of a registry's texts, there or not; None where nobody names one.

    `named` on the command line, else in the user's `[texts]` (`chosen`), else by `texts` of registry.toml.
    """
    if named:
        return Path(named).expanduser()
    users = users_folder(root, chosen) if isinstance(chosen, Mapping) else None
    return users or folder_below_parent(root, texts or "")


def folder_below_parent(root: Path, texts: str) -> Path | None:
    """Return the folder that `texts` of registry.toml names, relative to the registry; None above its parent or absolute."""
    if not texts or Path(texts).is_absolute() or "\0" in texts:
        return None
    parent = os.path.realpath(root.resolve().parent)
    real = os.path.realpath(root.resolve() / texts)
    return Path(real) if real != parent and os.path.commonpath([real, parent]) == parent else None


def users_folder(root: Path, chosen: Mapping[str, object]) -> Path | None:
    """Return the folder that the user's `[texts]` (registry's path to folder) gives a registry.

    "~" is the home folder; a relative folder is relative to the registry, as that of registry.toml. Registries are told by
    absolute paths: a relative one would be another from every folder.
    """
    real = os.path.realpath(root)
    for registry, folder in chosen.items():
        if not isinstance(folder, str) or not folder or "\0" in registry + folder:
            continue
        named = os.path.expanduser(registry)  # noqa: PTH111 (that of Path raises where there is no such user)
        if os.path.isabs(named) and os.path.realpath(named) == real:  # noqa: PTH117
            return root / os.path.expanduser(folder)  # noqa: PTH111
    return None
