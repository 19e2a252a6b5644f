"""While a large registry is read for the first time, its first records are there to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import registry, table

from govtui.index import build, keep, share
from govtui.index.query import ALL, View


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keep.KeptIndex:
    monkeypatch.setattr(keep, "SMALL", 20)
    monkeypatch.setattr(build, "FIRST", 10)
    monkeypatch.setattr(share, "BATCH", 15)
    root = tmp_path / "registry"
    registry(root, table("s", "source"), *(table(f"r{n:02}") for n in range(40)))
    return keep.KeptIndex(root, tmp_path / "index.sqlite")


def test_the_first_records_are_there_before_all_are_read_and_stay_where_they_are(kept: keep.KeptIndex) -> None:
    seen: list[list[str]] = []
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        growing = kept.growing()
        assert growing is not None and not growing.whole
        seen.append([row.key for row in growing.result(View()).window(0, growing.counts()[ALL])])

    whole = kept.refreshed(progress)
    assert whole is not None and whole.whole and whole.counts()[ALL] == 41
    assert told[:2] == [(0, 0), (15, 41)]
    assert seen[0] == [f"r{n:02}" for n in range(10)]
    assert all(later[:10] == seen[0] for later in seen)
    assert kept.growing() is None
