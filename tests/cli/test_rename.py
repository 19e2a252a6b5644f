"""`govtui rename OLD NEW`: another id for a record, and for every reference to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table

from govtui.store.files import etag
from govtui.store.lock import RENAMING

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    event = table("e", "event", relations={"organized_by": ["a"]})
    registry(root, table("a"), table("b", relations={"member_of": ["a"]}), event, table("s", "source"))
    return root


@pytest.fixture
def rename(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui("rename", *args, "--registry", root, "--lang", lang)


def test_every_reference_follows_and_the_old_id_goes_on_leading_there(rename: Run, root: Path, govtui: Run) -> None:
    done = rename("a", "mang")
    assert (done.status, done.err) == (0, "")
    assert done.out == "“a” is now “mang”: organizations/mang.toml.\nReferences updated in 2 files.\n"
    assert not (root / "organizations" / "a.toml").exists()
    for path in ("organizations/b.toml", "events/e.toml"):
        assert '"mang"' in (root / path).read_text()
    assert govtui("check", "--registry", root).status == 0
    assert govtui("show", "a", "--registry", root).status == 0
    done = rename("a", "mang-2")
    assert done.status == 0 and "“a” now has the id “mang”." in done.err


def test_a_dry_run_lists_the_files_and_json_tells_scripts(rename: Run, root: Path) -> None:
    done = rename("--dry-run", "a", "mang")
    assert done.out == (
        "organizations/a.toml → organizations/mang.toml\n    events/e.toml\n    organizations/b.toml\n"
    )  # fmt: skip
    assert (root / "organizations" / "a.toml").exists()
    [told] = json.loads(rename("--json", "a", "mang").out)["items"]
    assert told == {
        "v": 1,
        "is": "change",
        "record": "mang",
        "path": "organizations/mang.toml",
        "saved": True,
        "former": "a",
        "files": ["events/e.toml", "organizations/b.toml"],
        "left": [],
        "etag": etag((root / "organizations" / "mang.toml").read_bytes()),
        "changes": [],
        "problems": [],
    }


@pytest.mark.parametrize(
    ("old", "new", "status", "words"),
    [
        ("a", "b", 1, "already used by organizations/b.toml"),
        ("a", "A!", 1, "“A!” is not an id"),
        ("a", "a", 1, "already has the id “a”"),
        ("zz", "y", 2, "There is no record “zz”."),
    ],
)
def test_what_cannot_be_the_id_is_refused_in_a_sentence(
    rename: Run, root: Path, old: str, new: str, status: int, words: str
) -> None:
    done = rename(old, new)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("govtui: ") and words in done.err
    assert (root / "organizations" / "a.toml").exists()


def test_a_renaming_that_was_cut_short_is_finished_by_the_next(rename: Run, root: Path) -> None:
    own = root / ".govtui"
    own.mkdir()
    files = ["events/e.toml", "organizations/b.toml"]
    journal = {
        "old": "a",
        "new": "mang",
        "path": "organizations/a.toml",
        "to": "organizations/mang.toml",
        "files": files,
    }
    (root / RENAMING).write_text(json.dumps(journal))
    done = rename("a", "mang")
    assert (done.status, done.out) == (0, "")
    assert "A renaming that had been interrupted was finished: organizations/mang.toml." in done.err
    assert '"mang"' in (root / "events" / "e.toml").read_text()


def test_vietnamese_is_spoken_to_whoever_wants_it(rename: Run) -> None:
    assert rename("a", "mang", lang="vi").out.startswith("“a” nay là “mang”: organizations/mang.toml.\n")
