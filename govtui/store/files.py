"""Find and read a registry's files: regular ones of a bounded size inside its folder."""

from __future__ import annotations

import encodings.utf_8_sig  # noqa: F401  (codecs load lazily, which fails once privileges are dropped)
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from govtui.text.nfc import nfc

RECORD_SIZE = 256 * 1024
"""The largest file, in bytes, that is read as a record or a manifest."""

WALK_DEPTH = 24
"""How deep folders may be nested below the registry's."""


class Unreadable(Exception):
    """A file must not or cannot be read; `code` and `values` are those of a Problem."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Found:
    """A TOML file found by `walk`, by its path relative to the registry's folder ("/" between parts)."""

    path: str
    error: Unreadable | None = None


def printable(path: str) -> str:
    """Return a path with U+FFFD for bytes that are not UTF-8, so that it can be shown and stored."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def stem_of(path: str) -> str:
    """Return the id that a file's name asks for: its stem in NFC, as names that differ in that look alike."""
    stem = path.rpartition("/")[2].removesuffix(".toml")
    return stem if stem.isascii() else nfc(printable(stem))


def walk(root: Path) -> Iterator[Found]:
    """Yield every `*.toml` below `root` in a fixed order, without hidden names.

    Links to folders, and folders named like a file, are found with an error and not followed.
    """
    yield from _walk(os.fspath(root), "", 0)


def _walk(folder: str, prefix: str, depth: int) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(prefix.rstrip("/") or ".", _os_error(error))
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = prefix + entry.name
        named_as_file = entry.name.endswith(".toml")
        if _is_folder(entry):
            if named_as_file:
                yield Found(path, Unreadable("not_a_file"))
            if depth >= WALK_DEPTH:
                yield Found(path, Unreadable("folder_too_deep", depth=WALK_DEPTH))
            else:
                yield from _walk(entry.path, f"{path}/", depth + 1)
        elif named_as_file:
            yield Found(path)
        elif _is_folder(entry, link=True):
            yield Found(path, Unreadable("not_a_file"))


def _is_folder(entry: os.DirEntry[str], *, link: bool = False) -> bool:
    try:
        return entry.is_dir(follow_symlinks=link) and (not link or entry.is_symlink())
    except OSError:
        return False


def read(root: Path, path: str, limit: int = RECORD_SIZE) -> bytes:
    """Read the file at `path` below `root`.

    Never blocks (FIFOs, devices), never follows a link out of `root`, never holds more than `limit` bytes.
    Raises Unreadable with one of the codes: link_outside, not_a_file, folder_too_deep (a folder below which `walk` does
    not look), too_large, no_permission, gone, link_loop, io_error.
    """
    (raw,) = read_all(root, [path], limit)
    if isinstance(raw, Unreadable):
        raise raw
    return raw


def read_all(root: Path, paths: Iterable[str], limit: int = RECORD_SIZE) -> list[bytes | Unreadable]:
    """Read some files as `read` does; those of one folder should stand together, since it is opened once."""
    out: list[bytes | Unreadable] = []
    folder, handle = "", -1
    try:
        for path in paths:
            before, _, name = path.rpartition("/")
            if handle < 0 or before != folder:
                if handle >= 0:
                    os.close(handle)
                folder, handle = before, _open_folder(root, before)
            try:
                out.append(_content(_open_inside(root, path, handle, name), path, limit))
            except Unreadable as error:
                out.append(error)
    finally:
        if handle >= 0:
            os.close(handle)
    return out


def _content(handle: int, path: str, limit: int) -> bytes:
    """Read and close an open file. Raises Unreadable."""
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode) and path.count("/") >= WALK_DEPTH:
            raise Unreadable("folder_too_deep", depth=WALK_DEPTH)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not_a_file")
        if status.st_size > limit:
            raise Unreadable("too_large", size=status.st_size, limit=limit)
        raw = os.read(handle, status.st_size + 1)
        if len(raw) == status.st_size:
            return raw  # a byte more was asked for: this is the end
        while chunk := os.read(handle, limit + 1 - len(raw)):
            raw += chunk
            if len(raw) > limit:
                raise Unreadable("too_large", size=len(raw), limit=limit)
    except OSError as error:
        raise _os_error(error) from None
    finally:
        os.close(handle)
    return raw


# O_NOFOLLOW: a link that takes the place of the file at this moment must not lead out.
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY | os.O_NOFOLLOW


def _open_folder(root: Path, folder: str) -> int:
    """Open a folder that really is `root` or inside it; return -1 where it is not, or that cannot be told."""
    try:
        handle = os.open(f"{os.fspath(root)}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, ValueError):
        return -1
    try:
        # The kernel knows where an open folder is: one question instead of one about every folder on the way.
        if f"{os.readlink(f'/proc/self/fd/{handle}')}/".startswith(_inside(root)):  # noqa: PTH115 (a Path takes three times as long)
            return handle
    except OSError:
        pass  # no such file system here
    os.close(handle)
    return -1


def _open_inside(root: Path, path: str, folder: int, name: str) -> int:
    """Open the file at `path`, wherever below `root` it really is. Raises Unreadable.

    `folder`: the handle that `_open_folder` returned for its folder: what stands there by `name` and is no link is inside.
    """
    if folder >= 0 and name != "..":
        try:
            return os.open(name, _FLAGS, dir_fd=folder)
        except (OSError, ValueError):
            pass  # a link, perhaps to another file inside
    return _open_resolved(root, path)


@lru_cache(maxsize=8)
def _inside(root: Path) -> str:
    """Return the prefix of real paths below `root`; if that is outdated, files are resolved step by step."""
    return os.path.realpath(root).rstrip("/") + "/"


def _open_resolved(root: Path, path: str) -> int:
    real_root = os.path.realpath(root)
    try:
        real = os.path.realpath(root / path, strict=True)
        if os.path.commonpath([real, real_root]) != real_root:
            raise Unreadable("link_outside")
        return os.open(real, _FLAGS)
    except OSError as error:
        raise _os_error(error) from None


def etag(raw: bytes) -> str:
    """Return the hash of a file's content: a save is refused when it differs from what was read."""
    return sha256(raw).hexdigest()


_CODES = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), "no_permission"),
    errno.ENOENT: "gone",
    errno.ELOOP: "link_loop",
    **dict.fromkeys((errno.ENXIO, errno.ENODEV, errno.EISDIR), "not_a_file"),
}


def _os_error(error: OSError) -> Unreadable:
    if code := _CODES.get(error.errno or 0):
        return Unreadable(code)
    return Unreadable("io_error", reason=error.strerror or str(error.errno))
