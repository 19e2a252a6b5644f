"""`govtui new KIND`: a record with an id made of its name, after a look at those that are called alike."""

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
    ministry = table("vn-moha", type="ministry", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"})
    root = tmp_path / "registry"
    registry(root, ministry, table("s", "source", title={"vi": "Bản tin"}), table("apgf", "event"))
    return root


@pytest.fixture
def new(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui("new", *args, "--registry", root, "--lang", lang)


def test_a_record_is_made_with_an_id_of_its_name(new: Run, root: Path) -> None:
    done = new(
        "organization", "--type", "ministry", "--name-vi", "Bộ Tư pháp", "--name-en", "Ministry of Justice",
        "place.country=VN", "relations.member_of+=vn-moha",
    )  # fmt: skip
    assert done.status == 0
    assert done.out.startswith("Created organizations/vn-ministry-justice.toml.\n")
    assert "[no_citation]" in done.out
    assert (root / "organizations" / "vn-ministry-justice.toml").read_text() == (
        'schema = 2\nkind   = "organization"\nid     = "vn-ministry-justice"\ntype   = "ministry"\nstatus = "unknown"\n'
        '\n[name]\nvi = "Bộ Tư pháp"\nen = "Ministry of Justice"\n'
        '\n[place]\ncountry = "VN"\n\n[relations]\nmember_of = ["vn-moha"]\n'
    )


def test_a_source_has_a_title_and_no_status(new: Run, root: Path) -> None:
    done = new("source", "--type", "article", "--name-vi", "Họp báo", "published=2022-08-05", "--id", "hop-bao")
    assert done.status == 0
    written = (root / "sources" / "hop-bao.toml").read_text()
    assert '[title]\nvi = "Họp báo"\n' in written and "status" not in written


def test_an_id_may_be_given_either_way(new: Run, root: Path) -> None:
    for args, id in ((["--id", "a"], "a"), (["id=b"], "b"), (["series.id=apgf", "series.number=3"], "apgf-3")):
        assert new("event", "--type", "forum", "--name-vi", f"Diễn đàn {id}", *args).status == 0
        assert (root / "events" / f"{id}.toml").exists()


def test_a_record_of_the_same_name_keeps_it_from_being_made_unless_somebody_insists(new: Run, root: Path) -> None:
    args = ("organization", "--type", "ministry", "--name-vi", "bộ nội vụ", "--id", "kr-mois")
    done = new(*args)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "Similar names:\n    Ministry of Home Affairs · Organization · vn-moha\n"
        "govtui: There is already a record of this name. Use --insist if they are different things.\n"
    )
    [told] = json.loads(new(*args, "--json").out)["items"]
    assert (told["saved"], told["refused"], told["alike"]) == (False, "duplicate", ["vn-moha"])
    assert new(*args, "--insist").status == 0
    assert (root / "organizations" / "kr-mois.toml").exists()


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["organization", "--type", "ngo"], 1, "A record needs a name"),
        (["organization", "--type", "ngo", "--name-vi", "  "], 1, "A record needs a name"),
        (["organization", "--type", "ngo", "--name-vi", "X", "--id", "vn-moha"], 1, "already used by organizations/"),
        (["organization", "--type", "ngo", "--name-vi", "X", "--id", "A b"], 1, "“A b” is not an id"),
        (["organization", "--type", "ngo", "--name-vi", "X", "kind=event"], 1, "“kind” cannot be set"),
        (["organization", "--type", "ngo", "--name-vi", "X", "nmae.en=Y"], 1, "Did you mean “name”?"),
        (["organization", "--type", "ngo", "--name-vi", "X", "oops"], 2, "is not of the form FIELD=VALUE"),
        (["organisation"], 2, "organization"),
        (["organization", "--type", "ngo", "--name-vi", "\udcff"], 1, "The value of “name.vi” cannot be stored."),
    ],
)
def test_what_cannot_be_a_record_is_refused_in_a_sentence(
    new: Run, root: Path, args: list[str], status: int, words: str
) -> None:
    before = sorted(root.rglob("*.toml"))
    done = new(*args)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("govtui: ") and words in done.err
    assert sorted(root.rglob("*.toml")) == before


def test_errors_are_printed_with_their_places_and_nothing_is_made(new: Run, root: Path) -> None:
    done = new("organization", "--type", "ministri", "--name-vi", "X")
    assert done.status == 1
    assert "organizations/x.toml:4:10: Error [unknown_vocabulary_key]" in done.out and "“ministry”" in done.out
    done = new("organization", "--name-vi", "X")
    assert done.status == 1 and done.out == "" and "--type with one of: un_system, " in done.err
    assert not (root / "organizations" / "x.toml").exists()


def test_a_dry_run_shows_the_file_and_json_tells_scripts(new: Run, root: Path) -> None:
    args = ("event", "--type", "forum", "--name-vi", "Diễn đàn", "--name-en", "Forum")
    assert '+id     = "forum"\n' in new(*args, "--dry-run").out
    assert not (root / "events" / "forum.toml").exists()
    [told] = json.loads(new(*args, "--json").out)["items"]
    assert (told["saved"], told["record"], told["path"]) == (True, "forum", "events/forum.toml")


def test_vietnamese_is_spoken_to_whoever_wants_it(new: Run) -> None:
    done = new("organization", "--type", "ngo", "--name-vi", "Bộ Nội vụ", lang="vi")
    assert "Đã có bản ghi tên này." in done.err


def test_the_symbol_of_a_text_tells_its_type(new: Run, root: Path) -> None:
    done = new("declaration", "--name-vi", "Nghị định mới", "symbol=7/2024/NĐ-CP", "--id", "nd")
    assert done.status == 0
    assert "The type is “Decree”, as the symbol 7/2024/NĐ-CP tells." in done.err
    assert "[symbol_form]" in done.out, "the symbol stays as typed, with a warning that names the standard form"
    written = (root / "declarations" / "nd.toml").read_text()
    assert 'type   = "decree"' in written and 'symbol = "7/2024/NĐ-CP"' in written


def test_a_type_that_was_given_stands_whatever_the_symbol_tells(new: Run, root: Path) -> None:
    done = new("declaration", "--type", "decision", "--name-vi", "X", "symbol=07/2024/NĐ-CP", "--id", "x")
    assert done.status == 0 and "as the symbol" not in done.err
    assert 'type   = "decision"' in (root / "declarations" / "x.toml").read_text()


def test_where_a_symbol_fits_several_types_they_are_named(new: Run) -> None:
    done = new("declaration", "--name-vi", "Luật mới", "symbol=07/2024/QH15", "--id", "x")
    assert done.status != 0
    assert "name it with --type: law (Law), code (Code), resolution (Resolution)." in done.err
