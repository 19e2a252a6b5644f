"""The folder of a site: which one may be taken, and writing and removing files in it without following links."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from govtui.store.temporary import sweep, temporary_file, write

STATE = ".govtui-site"
"""The file by which a folder is known as that of a site; it lists all files of the program there."""


class CannotPublish(Exception):
    """A site cannot be written; i18n/errors.py has a sentence for each `code`."""

    def __init__(self, code: str, path: Path, **values: str) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.values: dict[str, str | Path] = {"path": path, **values}


def check_folder(folder: Path, registry: Path) -> bool:
    """Check that a site may stand in a folder; return whether there is one. Raises CannotPublish.

    It is empty, not there yet, or that of a site; and neither it nor the registry lies in the other.
    """
    target, root = Path(os.path.realpath(folder)), Path(os.path.realpath(registry))
    if target.is_relative_to(root):
        raise CannotPublish("site_in_registry", folder, registry=os.fspath(registry))
    if root.is_relative_to(target):
        raise CannotPublish("registry_in_site", folder, registry=os.fspath(registry))
    try:
        names = [path.name for path in target.iterdir()]
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise CannotPublish("no_such_folder", folder, folder=os.fspath(target.parent)) from None
        return False
    except NotADirectoryError:
        raise CannotPublish("site_is_file", folder) from None
    except OSError as error:
        raise refused(error, folder) from error
    if STATE in names:
        return True
    if names:
        raise CannotPublish("folder_not_empty", folder, name=min(names))
    return False


def refused(error: OSError, path: Path) -> CannotPublish:
    """Return what the disk says as a refusal."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotPublish("disk_full_here", path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CannotPublish("place_not_writable", path)
    return CannotPublish("io_error", path, reason=error.strerror or str(error))


class SiteFolder:
    """Writes, looks at and removes files by their paths in the folder. Raises CannotPublish."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self._known: set[str] = set()
        """Folders that are there and no links."""

    def has(self, path: str, size: int) -> bool:
        """Whether there is a plain file of this size, which no link leads to."""
        folder, _, _ = path.rpartition("/")
        if not self._is_folder(folder):
            return False
        try:
            status = (self.root / path).lstat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and status.st_size == size

    def exists(self, path: str) -> bool:
        """Whether there is anything at a path, a link that leads nowhere too."""
        return self._is_folder(path.rpartition("/")[0]) and os.path.lexists(self.root / path)

    def put(self, path: str, parts: Iterable[bytes], *, unless: Callable[[], bool] = lambda: False) -> bool:
        """Write the parts of a file beside its place and rename it; its folders are made.

        `unless` is asked when all parts are written: whether the file is there already. Returns whether it was not.
        """
        folder, _, _ = path.rpartition("/")
        target = self.root / path
        try:
            self._make(folder)
            with temporary_file(target.parent) as (handle, temporary):
                for part in parts:
                    write(handle, part)
                if unless():
                    return False
                Path(temporary).replace(target)
        except IsADirectoryError:
            raise CannotPublish("folder_in_site", target) from None
        except OSError as error:
            raise refused(error, target) from error
        return True

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders that it leaves empty; return whether it was there."""
        folder, _, _ = path.rpartition("/")
        if not self._is_folder(folder):
            return False
        target = self.root / path
        try:
            target.unlink()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return False
        except PermissionError:
            if target.is_dir():  # what macOS says of a folder
                return False
            raise CannotPublish("place_not_writable", target) from None
        except OSError as error:
            raise refused(error, target) from error
        while folder:
            with suppress(OSError):
                (self.root / folder).rmdir()
                self._known.discard(folder)
            folder, _, _ = folder.rpartition("/")
        return True

    def sweep(self) -> None:
        """Remove what a run that was killed left half written."""
        sweep(self.root)

    def _is_folder(self, folder: str) -> bool:
        """Whether a folder is there, and neither it nor one above it is a link."""
        if not folder or folder in self._known:
            return True
        if not self._is_folder(folder.rpartition("/")[0]):
            return False
        try:
            status = (self.root / folder).lstat()
        except OSError:
            return False
        if not stat.S_ISDIR(status.st_mode):
            return False
        self._known.add(folder)
        return True

    def _make(self, folder: str) -> None:
        """Make a folder, and those above it. Raises CannotPublish where something else has its name, such as a link."""
        if folder in self._known:
            return
        if not folder:
            self.root.mkdir(exist_ok=True)
        else:
            self._make(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                (self.root / folder).mkdir()
            if not self._is_folder(folder):
                raise CannotPublish("no_folder_in_site", self.root / folder)
        self._known.add(folder)
