"""The index of the registry that ships, built once."""

from __future__ import annotations

import pytest
from small import shipped_index

from govtui.index.api import Index


@pytest.fixture(scope="session")
def shipped() -> Index:
    return shipped_index()
