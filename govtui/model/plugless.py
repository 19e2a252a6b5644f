"""Pydantic without plugins.

None is wanted here: a record must mean the same wherever it is read. And looking for some imports what Python has for mail and
zip archives (`importlib.metadata`), which costs two megabytes and some hundredths of a second before the first record is read.

`pydantic.plugin._loader`, as it stands in Pydantic 2.14, is imported when the first schema is made; this takes its place. Were
it called otherwise one day, plugins would be looked for again, and tests/model/test_plugless.py would tell.
"""

from __future__ import annotations

import sys
from types import ModuleType

_LOADER = "pydantic.plugin._loader"


def leave_plugins_out() -> None:
    """To be called before the first schema is made; does nothing where plugins have been looked for already."""
    if _LOADER not in sys.modules:
        stand_in = ModuleType(_LOADER)
        stand_in.get_plugins = tuple  # type: ignore[attr-defined]
        sys.modules[_LOADER] = stand_in
