"""The file of an index on disk: where it stands, what it is made from, and how a new one takes the place of an old one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from govtui import __version__
from govtui.index import schema
from govtui.index.schema import APPLICATION, BUSY

PACKAGE = Path(__file__).parent.parent
"""The folder of the program, with its catalogs and models."""


def cache_folder() -> Path:
    """Where indexes are kept unless someone names another place."""
    return Path(platformdirs.user_cache_dir("govtui", appauthor=False))


def program(root: Path) -> str:
    """What the index of a registry is made from beside its files, as long as the program runs: itself, its words, CLDR, and the
    schema of records."""
    return "|".join((str(schema.VERSION), __version__, os.path.realpath(root), *parts_of_the_program()))


@cache
def parts_of_the_program() -> tuple[str, ...]:
    """The catalogs, CLDR and the models, each by size and time: asked once, as a running program goes on with those it began
    with. What the models say of fields cannot be asked: the first list does without them."""
    words = [*PACKAGE.glob("locales/*/LC_MESSAGES/*.mo"), *PACKAGE.parent.glob("locales/*/LC_MESSAGES/*.po")]
    babel = find_spec("babel")  # found, not imported; its files change with its version and so with CLDR's
    origin = [Path(babel.origin)] if babel and babel.origin else []
    parts = []
    for path in (*sorted(words), *origin, *sorted(PACKAGE.glob("model/*.py"))):
        with suppress(OSError):
            status = path.stat()
            parts.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return tuple(parts)


def is_busy(error: Exception) -> bool:
    """Whether it only says that somebody else is writing."""
    return getattr(error, "sqlite_errorname", "") in BUSY


def beside(place: Path, number: int) -> Path:
    """Where this process builds a new file."""
    return place.with_name(f"{place.name}.{os.getpid()}-{number}.new")


def sweep(place: Path) -> None:
    """Remove what processes that no longer run left half built."""
    with suppress(OSError):
        for left in place.parent.glob(f"{place.name}.*.new"):
            pid = left.name.removesuffix(".new").rpartition(".")[2].partition("-")[0]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                left.unlink(missing_ok=True)


def put_in_place(new: Path, place: Path) -> sqlite3.Connection:
    """Let a new file take the place; a connection to it."""
    sweep(place)
    try:
        with _held(place):
            new.replace(place)
        return schema.connect(place, read_only=True)
    except sqlite3.OperationalError:  # somebody is writing into the old one, and long; they will have it right
        connection = schema.connect(new, read_only=True)
        schema.meta(connection, "done")
        new.unlink()
        return connection


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Within this nobody writes into the file at `place`, and nothing is left of what somebody did not finish."""
    connection = None
    try:
        if place.exists():
            connection = schema.connect(place)
            connection.execute("BEGIN EXCLUSIVE")  # takes back what a killed writer left, if there is any of it
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter: a message of SQLite's about bytes that rotted
        if is_busy(error):
            raise
        place.unlink(missing_ok=True)  # no database: nobody can be writing into it
        place.with_name(f"{place.name}-journal").unlink(missing_ok=True)
    try:
        yield
    finally:
        if connection:
            connection.close()


def can_be_used(place: Path) -> bool:
    """Whether a file can be made there, or is there and can be read."""
    if os.path.isdir(place):  # noqa: PTH112 (never raises)
        return False
    return os.access(place.parent, os.W_OK | os.X_OK) or os.access(place, os.R_OK)


def is_ours(path: Path) -> bool:
    """Whether a file is, by its head, an index of govtui, or empty, or not there: what may be replaced by a new index."""
    try:
        with path.open("rb") as stream:
            head = stream.read(72)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not head or (head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION.to_bytes(4, "big"))
