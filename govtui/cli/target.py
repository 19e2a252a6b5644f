"""Which registry is meant: the argument, $GOVTUI_REGISTRY, the nearest one from here upward; for commands that only read,
else the bundled one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.store.location import NoRegistry, bundled, is_writable, nearest, root_of

VARIABLE = "GOVTUI_REGISTRY"


class Meant(NamedTuple):
    """A registry's folder."""

    root: Path
    read_only: bool
    """Whether it may not be written to."""
    fell_back: bool = False
    """Whether nobody named it: there is none here, and it is the one that ships with govtui."""


def here() -> Path:
    """The current folder; where it was removed meanwhile, where it was."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.environ.get("PWD") or "/")


def meant(argument: str | None, environ: Mapping[str, str], start: Path, *, may_fall_back: bool) -> Meant:
    """The registry to work on. Raises NoRegistry when the one that was named is not there, or none was named and none found.

    `may_fall_back`: whether the bundled registry, which is read-only, can stand in: for looking at records it can, but what
    judges or changes a registry must never take another one for it.
    """
    if named := argument or environ.get(VARIABLE):
        root = root_of(Path(named).expanduser())
    elif found := nearest(start):
        root = found
    else:
        shipped = bundled() if may_fall_back else None
        if shipped is None:
            raise NoRegistry(start, searched=True)
        return Meant(shipped, True, fell_back=True)
    return Meant(root, not is_writable(root))


def no_registry(error: NoRegistry, tr: Translator) -> tuple[str, str]:
    """What is to be said where there is no registry: a sentence, and what to do, where that is another one."""
    if not error.searched:
        words = tr.gettext("There is no registry at {path}: a folder with registry.toml is needed.")
        return words.format(path=error.path), ""
    words = tr.gettext("There is no registry in {path}, nor in a folder above it.")
    return words.format(path=error.path), tr.gettext(
        "Go to its folder, or name it: --registry PATH, or GOVTUI_REGISTRY."
    )
