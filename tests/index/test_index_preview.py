"""While a large registry is read for the first time, its first records are there to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import registry, table

from govtui.index import cache
from govtui.index.api import ALL, View
from govtui.index.write import shard

FILES = max(cache.SMALL, shard.BATCH) + 1
"""So many that they are read in another process, and not all at once."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> cache.IndexCache:
    monkeypatch.setattr(cache, "PREVIEWED", 10)
    root = tmp_path / "registry"
    registry(root, table("s", "source"), *(table(f"r{n:04}") for n in range(FILES - 1)))
    return cache.IndexCache(root, tmp_path / "index.sqlite")


def test_the_first_records_are_there_before_all_are_read_and_stay_where_they_are(kept: cache.IndexCache) -> None:
    seen: list[list[str]] = []
    told: list[tuple[int, int]] = []
    wholes: list[bool] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        growing = kept.growing()
        assert growing is not None
        wholes.append(growing.whole)  # the last message may come after the file is finished
        seen.append([row.key for row in growing.result(View()).window(0, growing.counts()[ALL])])

    whole = kept.refreshed(progress)
    assert whole is not None and whole.whole and whole.counts()[ALL] == FILES
    assert not wholes[0] and wholes == sorted(wholes)
    assert told[:2] == [(0, 0), (shard.BATCH, FILES)]
    assert seen[0] == [f"r{n:04}" for n in range(10)]
    assert all(later[:10] == seen[0] for later in seen) and max(map(len, seen)) > shard.BATCH
    assert kept.growing() is None
