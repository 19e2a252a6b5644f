"""The gate of accelerators: they use private methods of Textual, if these are the known ones.

Where a Textual changes a method that an accelerator overrides or calls, it draws by itself, more slowly, and `govtui doctor` says
so. `make test-textual` tries the oldest and the newest that pyproject.toml admits.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature

KNOWN_VERSION = "8.2.8"
"""The Textual that all accelerators fit."""

_ADMITTED: dict[str, bool] = {}


def admit(name: str, methods: Mapping[type, Mapping[str, str]], attributes: Mapping[type, str]) -> bool:
    """Return whether an accelerator fits the Textual that is installed, and remember it for `left_out`.

    `methods`: by class and name, the parameters, as in "self y"; `attributes`: by class, those that its `__init__` sets.
    """
    _ADMITTED[name] = all(
        _has(cls, method, parameters) for cls, named in methods.items() for method, parameters in named.items()
    ) and all(_sets(cls, named) for cls, named in attributes.items())
    return _ADMITTED[name]


def _has(cls: type, method: str, parameters: str) -> bool:
    found = getattr(cls, method, None)
    return callable(found) and " ".join(signature(found).parameters) == parameters


def _sets(cls: type, attributes: str) -> bool:
    """Whether the `__init__` of a class names these attributes."""
    return set(attributes.split()) <= set(vars(cls)["__init__"].__code__.co_names)


def left_out() -> list[str]:
    """Return the names of the accelerators imported so far that do not fit the Textual that is installed."""
    return sorted(name for name, fits in _ADMITTED.items() if not fits)
