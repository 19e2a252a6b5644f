"""Which registry is meant: the argument, $GOVTUI_REGISTRY, the nearest one from here upward, else the bundled one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from govtui.store.registry import NoRegistry, Registry, bundled, is_writable, nearest, root_of

VARIABLE = "GOVTUI_REGISTRY"


def open_registry(argument: str | None, environ: Mapping[str, str], here: Path) -> Registry:
    """The registry to work on; the bundled one is read-only. Raises NoRegistry when the one that was named is not there."""
    if named := argument or environ.get(VARIABLE):
        root = root_of(Path(named).expanduser())
    elif found := nearest(here):
        root = found
    else:
        shipped = bundled()
        if shipped is None:
            raise NoRegistry(here)
        return Registry(shipped, read_only=True)
    return Registry(root, read_only=not is_writable(root))
