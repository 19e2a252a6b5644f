"""The index of the registry that ships, built once."""

from __future__ import annotations

import pytest
from small import RECORDS

from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.registry import Registry


@pytest.fixture(scope="session")
def shipped() -> Index:
    return build(Registry(RECORDS))
