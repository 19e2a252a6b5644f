"""Which registry is meant: the argument, $GOVTUI_REGISTRY, the nearest one from here upward, else the bundled one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from govtui.store.location import NoRegistry, bundled, is_writable, nearest, root_of

VARIABLE = "GOVTUI_REGISTRY"


class Meant(NamedTuple):
    """A registry's folder, and whether it may be written to."""

    root: Path
    read_only: bool


def meant(argument: str | None, environ: Mapping[str, str], here: Path) -> Meant:
    """The registry to work on; the bundled one is read-only. Raises NoRegistry when the one that was named is not there."""
    if named := argument or environ.get(VARIABLE):
        root = root_of(Path(named).expanduser())
    elif found := nearest(here):
        root = found
    else:
        shipped = bundled()
        if shipped is None:
            raise NoRegistry(here)
        return Meant(shipped, True)
    return Meant(root, not is_writable(root))
