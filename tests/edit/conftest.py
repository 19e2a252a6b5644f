"""A small registry to edit, with its index in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from editable import RECORD
from small import registry as made
from small import table, write

from govtui.edit.operations import Editing
from govtui.edit.undo import UndoStack
from govtui.index.cache import build
from govtui.store.registry import Registry


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The registry: "a" is a member of "b" and is followed by an event; "s" is its source."""
    made(
        tmp_path,
        table("b", name={"vi": "Hiệp hội B", "en": "Association B"}, aka=[{"text": "HHB", "type": "acronym"}]),
        table("e", "event", relations={"organized_by": ["a"]}),
        table("s", "source"),
    )
    write(tmp_path, "organizations/a.toml", RECORD)
    return tmp_path


@pytest.fixture
def anew(root: Path) -> Callable[[], Editing]:
    """Editing of the registry as it is on disk now, each time with a session of its own."""

    def editing() -> Editing:
        registry = Registry(root)
        return Editing(registry, build(registry), UndoStack())

    return editing


@pytest.fixture
def editing(anew: Callable[[], Editing]) -> Editing:
    return anew()
