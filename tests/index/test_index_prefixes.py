"""Unions of short prefixes that are stored say what going through all their terms says, after changes too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small import registry, table, toml, write

from govtui.index import schema
from govtui.index.cache import IndexCache
from govtui.index.query_parser import parse
from govtui.index.read.search import Postings
from govtui.index.schema import FIELDS
from govtui.index.write import postings

WORDS = ("đá", "da", "dạ", "Đà", "ma", "mà", "mạ", "my", "mỹ", "Myanmar", "yên", "ý", "12", "1", "2015", "ă", "an")
TYPED = ("d", "đ", "đà", "da", "m", "my", "mỹ", "y", "ý", "1", "12", "20", "a", "ă", "â", "ma", "mà")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(postings, "MANY", 0)
    root, place = tmp_path / "registry", tmp_path / "index.sqlite"
    registry(root, table("s", "source"), *(table(f"r{n}", name={"vi": word}) for n, word in enumerate(WORDS)))
    kept = IndexCache(root, place)
    assert kept.refreshed()
    for n, word in ((0, "mỏ"), (3, "đỏ 1"), (7, "my"), (14, "ăn")):
        write(root, f"organizations/r{n}.toml", toml(f"r{n}", name={"vi": word}))
    (root / "organizations" / "r5.toml").unlink()
    assert kept.refreshed()
    yield place


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("exact", [True, False])
def test_what_is_stored_is_what_would_be_found(typed: str, exact: bool, place: Path) -> None:
    [word] = parse(typed).words
    connection = schema.connect(place)
    quick = Postings(connection)
    stored = [quick.documents(word, exact, field) for field in FIELDS]
    connection.execute("DELETE FROM pre")
    slow = Postings(connection)
    assert stored == [slow.documents(word, exact, field) for field in FIELDS]
    connection.close()
