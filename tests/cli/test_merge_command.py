"""`govtui merge KEEP GONE`: one record of two about one thing, previewed, decided, saved as one change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    registry(
        root,
        table("kept", founded="2006", name={"vi": "Mạng lưới", "en": "Network"}),
        table("gone", founded="2007", status="active", name={"vi": "Mạng", "en": "Network"}),
        table("unsourced", founded="2008", sources=None),
        table("b", relations={"part_of": ["gone"], "cooperates_with": ["kept", "gone"]}),
        table("s", "source"),
    )
    return root


@pytest.fixture
def merge(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui("merge", *args, "--registry", root, "--lang", lang)


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.glob("*/*.toml")}


def test_a_dry_run_shows_all_that_would_become_of_both(merge: Run, root: Path) -> None:
    before = files(root)
    done = merge("kept", "gone", "--dry-run")
    assert (done.status, done.err, files(root)) == (0, "", before)
    for line in (
        '+status = "active"',
        "organizations/gone.toml would be removed.",
        "References would be updated in 1 file:\n    organizations/b.toml\n",
        'The two differ; the other value is kept as a claim of its source:\n    founded: "2006" / "2007"\n',
        'The names differ; the other one is kept among the other names:\n    name.vi: "Mạng lưới" / "Mạng"\n',
    ):
        assert line in done.out


def test_it_is_saved_at_once_with_yes_and_undone_to_the_byte(merge: Run, root: Path, govtui: Run) -> None:
    before = files(root)
    done = merge("kept", "gone", "--yes")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "“gone” is now part of “kept”: organizations/kept.toml. “govtui undo” separates them again.\n"
        "References updated in 1 file.\n"
    )
    after = files(root)
    assert "organizations/gone.toml" not in after
    assert after["organizations/b.toml"].count('"kept"') == 2 and '"gone"' not in after["organizations/b.toml"]
    shown = govtui("show", "gone", "--json", "--registry", root)
    assert json.loads(shown.out)["items"][0]["id"] == "kept"
    assert govtui("check", "--registry", root, "--lang", "en").status == 0
    undone = govtui("undo", "--registry", root, "--lang", "en")
    assert undone.status == 0 and "Merged Network into kept" in undone.out and files(root) == before


def test_without_a_source_it_is_refused_until_somebody_decides(merge: Run, root: Path) -> None:
    before = files(root)
    done = merge("kept", "unsourced", "--yes", "--take", "name")
    assert done.status == 1 and files(root) == before
    assert '    founded:\n        kept       "2006"\n        the other  "2008"\n' in done.out
    assert "Use --take founded for the other value, or --keep founded for the one that is kept." in done.err
    [told] = json.loads(merge("kept", "unsourced", "--yes", "--json").out)["items"]
    assert (told["refused"], told["clashes"]) == ("undecided", [{"field": "founded", "mine": "2006", "theirs": "2008"}])
    assert merge("kept", "unsourced", "--yes", "--take", "founded").status == 0
    assert 'founded = "2008"' in files(root)["organizations/kept.toml"]
    assert '"2006"' in files(root)["organizations/kept.toml"]  # as a claim of the kept record's source


def test_a_program_gets_one_line_with_all_that_changed(merge: Run) -> None:
    [told] = json.loads(merge("kept", "gone", "--yes", "--json").out)["items"]
    assert told["record"] == "kept" and told["former"] == "gone" and told["saved"] and told["etag"]
    assert told["files"] == ["organizations/b.toml", "organizations/gone.toml"]
    assert {one["field"] for one in told["changes"]} >= {"status", "former_ids", "aka.mang", "claims.founded"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("kept", "gone"), 2, "there is no terminal to ask in"),
        (("kept", "kept", "--yes"), 1, "Both ids are the record “kept”"),
        (("kept", "s", "--yes"), 1, "“kept” and “s” are records of different kinds"),
        (("kept", "none", "--yes"), 2, "There is no record “none”."),
        (("kept", "gone", "--yes", "--take", "dissolved"), 1, "do not differ in “dissolved”"),
        (("kept", "gone", "--yes", "--take", "founded", "--keep", "founded"), 2, "either --take or --keep"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    merge: Run, root: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    before = files(root)
    done = merge(*words)
    assert done.status == status and said in done.err and files(root) == before


def test_vietnamese_is_spoken_to_whoever_wants_it(merge: Run) -> None:
    assert merge("kept", "gone", "--yes", lang="vi").out.startswith(
        "Đã gộp “gone” vào “kept”: organizations/kept.toml."
    )
