"""What is known of the files of a site from its last run: `.govtui-site`, JSON Lines in the order of paths.

The first line says what all files are made from and how many follow. While files are being written lines are added behind: of a
new file its path before it is there, of each its digests when it is. So a run that was killed is known by it, and so are its files.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from govtui.site.site_folder import STATE, CannotPublish, SiteFolder, refused
from govtui.store.temporary import write

FORM = 1
"""The version of the form of the file."""


_PART = 1000
"""Lines that are written at once."""


class Made(NamedTuple):
    """A file of the last run."""

    inputs: str
    """"" for what is always made, and for what may not be there."""
    output: str
    size: int
    asked: tuple[str, ...] = ()
    """The questions that were asked for it, of watched files (watch.py)."""


NOT_MADE = Made("", "", -1)
"""A file of which only the name is known: it was about to be written."""


class SiteState(NamedTuple):
    """The files of the last run."""

    everywhere: str
    """The digest of what all files are made from."""
    files: Mapping[str, Made]
    is_whole: bool
    """Whether that run ended."""


EMPTY = SiteState("", {}, True)


def digest(*parts: str | bytes) -> str:
    """Return a digest of texts in an order, none of which can be taken for part of its neighbour."""
    found = blake2b(digest_size=12)
    for part in parts:
        raw = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        found.update(len(raw).to_bytes(8, "little"))
        found.update(raw)
    return found.hexdigest()


class Counted:
    """Hands on the parts of a file, and knows then what it is: its digest and size."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self._digest = blake2b(digest_size=12)
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._digest.update(part)
            self.size += len(part)
            yield part

    @property
    def digest(self) -> str:
        """The digest of the parts so far."""
        return self._digest.hexdigest()


def load_state(root: Path, wanted: Callable[[str], bool] = lambda path: True) -> SiteState:
    """Read the file of a folder, of the files only those whose paths are wanted; EMPTY where there is none.

    Raises CannotPublish where it is not one of this program.
    """
    path = root / STATE
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise CannotPublish("foreign_state", path)
            return _state(stream, path, wanted)
    except FileNotFoundError:
        return EMPTY
    except OSError as error:
        if path.is_symlink():
            raise CannotPublish("foreign_state", path) from None
        raise refused(error, path) from error


def _state(lines: Iterable[bytes], path: Path, wanted: Callable[[str], bool]) -> SiteState:
    everywhere, count, seen = "", -1, -1
    files: dict[str, Made] = {}
    for seen, raw in enumerate(lines):
        try:
            line = json.loads(raw)
            if seen == 0:
                if line["govtui-site"] != FORM:
                    return SiteState("", {}, True)  # never met: there has been one form
                everywhere, count = str(line["made_from"]), int(line["files"])
            elif wanted(inside := _inside(line["path"])):
                files[inside] = _made(line) if "output" in line else NOT_MADE
        except (ValueError, KeyError, TypeError, RecursionError):
            if seen == 0:
                raise CannotPublish("foreign_state", path) from None
            # The last line of a run that was killed may be half written.
    if seen < 0:
        raise CannotPublish("foreign_state", path)
    return SiteState(everywhere, files, seen == count)


def _made(line: Mapping[str, Any]) -> Made:
    asked = tuple(sys.intern(str(one)) for one in line.get("asked", ()))
    return Made(str(line["inputs"]), str(line["output"]), int(line["bytes"]), asked)


def _inside(path: object) -> str:
    """Return a path that leads to no place outside the folder. Raises ValueError."""
    if not isinstance(path, str) or not path or path == STATE or "\0" in path:
        raise ValueError
    if any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError
    return path


def state_parts(everywhere: str, files: Mapping[str, Made]) -> Iterator[bytes]:
    """Yield the text of the file by parts: of a large site it is 100 MB, which nobody holds as a whole."""
    head = {"govtui-site": FORM, "made_from": everywhere, "files": len(files)}
    yield f"{json.dumps(head, separators=(',', ':'))}\n".encode()
    paths = sorted(files)
    for start in range(0, len(paths), _PART):
        yield "".join(f"{made_line(path, files[path])}\n" for path in paths[start : start + _PART]).encode()


def made_line(path: str, made: Made) -> str:
    """Return the line of a file."""
    if made == NOT_MADE:
        return json.dumps({"path": path}, ensure_ascii=False, separators=(",", ":"))
    line: dict[str, Any] = {"path": path, "inputs": made.inputs, "output": made.output, "bytes": made.size}
    if made.asked:
        line["asked"] = made.asked
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


class Journal:
    """Adds lines behind those of the last run; several processes may, each whole lines."""

    def __init__(self, folder: SiteFolder) -> None:
        self._path = folder.root / STATE
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
            self._handle = os.open(self._path, flags)
        except OSError as error:
            raise refused(error, self._path) from error

    def add(self, path: str, made: Made) -> None:
        """Add the line of a file."""
        raw = f"{made_line(path, made)}\n".encode()
        try:
            write(self._handle, raw)
        except OSError as error:
            raise refused(error, self._path) from error

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)
