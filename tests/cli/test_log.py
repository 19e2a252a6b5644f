"""`govtui log ID` prints what became of a record, field by field, as git has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repository import BO, FOLDER, Repository, branched, ministry, organization

from govtui.i18n.translator import LANGUAGES, load
from govtui.store import version_graph

Run = Callable[..., Any]


def versions(done: Any) -> list[dict[str, Any]]:
    document = json.loads(done.out)
    assert (document["of"], document["total"]) == ("version", len(document["items"]))
    items: list[dict[str, Any]] = document["items"]
    return items


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return ministry(tmp_path / "kho")


@pytest.mark.parametrize("language", LANGUAGES)
def test_versions_come_newest_first_with_the_fields_that_changed_in_words(
    govtui: Run, repository: Repository, language: str
) -> None:
    tr = load(language)
    done = govtui("log", "bo", "--registry", repository.root, "--lang", language)
    assert (done.status, done.err) == (0, "")
    lines = [line.strip() for line in done.out.splitlines() if line.strip()]
    status = [tr.pgettext("organization.status", each) for each in ("Active", "Inactive")]
    wanted = [
        tr.gettext("Not yet committed"), f"− {status[0]}", f"+ {status[1]}", "Nguyễn Thị Lan", "− Bộ cũ", "+ Bộ Nội vụ",
        "Nguyễn Thị Lan", tr.gettext("The record was created."),
    ]  # fmt: skip
    places = [-1]
    for text in wanted:
        places.append(next(n for n, line in enumerate(lines) if n > places[-1] and text in line))
    assert "2024" in done.out and "\x1b" not in done.out


def test_for_programs_the_values_are_those_of_the_files(govtui: Run, repository: Repository) -> None:
    data = versions(govtui("log", "bo", "--registry", repository.root, "--json"))
    assert ["commit" in one for one in data] == [False, True, True]
    assert [one["state"] for one in data] == ["changed", "changed", "created"]
    assert data[0]["against"][0]["changes"] == [{"field": "status", "before": "active", "after": "inactive"}]
    assert data[1]["against"][0]["changes"] == [{"field": "name.vi", "before": "Bộ cũ", "after": "Bộ Nội vụ"}]
    assert {"field": "status", "after": "active"} in data[2]["against"][0]["changes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_latest_are_shown_when_so_many_are_asked_for_and_that_is_said(
    govtui: Run, repository: Repository, language: str
) -> None:
    tr = load(language)
    for most, more in ((1, True), (2, True), (3, False), (4, False)):
        words = ("log", "bo", "-n", most, "--registry", repository.root, "--lang", language)
        data = versions(govtui(*words, "--json"))
        assert [one.get("more", False) for one in data] == [False] * (len(data) - 1) + [more]
        said = tr.ngettext("The latest of {n} versions", "The latest {most} of {n} versions", most)
        assert (said.format(n=3, most=most) in govtui(*words).out) == more
    assert govtui("log", "bo", "-n", "0", "--registry", repository.root).status == 2


def test_all_versions_go_into_a_pipe(govtui: Run, repository: Repository) -> None:
    for n in range(12):
        repository.write(BO, organization("bo", f"Bộ {n}"))
        repository.commit(f"Lần {n}")
    assert len(versions(govtui("log", "bo", "--registry", repository.root, "--json"))) == 14
    text = govtui("log", "bo", "--registry", repository.root, "--lang", "en")
    assert text.out.count(" · Lần ") == 12 and text.err == ""
    few = govtui("log", "bo", "--registry", repository.root, "--lang", "en", "-n", "3")
    assert few.out.count(" · Lần ") == 3
    assert "The latest 3 of 14 versions" in few.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_versions_than_are_listed_are_said_to_be_there(
    govtui: Run, repository: Repository, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_graph, "MOST", 1)
    words = ("log", "bo", "--registry", repository.root, "--lang", language)
    assert load(language).gettext("Older versions are not shown.") in govtui(*words).out
    data = versions(govtui(*words, "--json"))
    assert [one.get("more", False) for one in data] == [False, True]
    assert data[1]["against"][0]["changes"] == [{"field": "name.vi", "before": "Bộ cũ", "after": "Bộ Nội vụ"}]


@pytest.fixture
def branches(repository: Repository) -> Repository:
    return branched(repository)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merge_shows_both_sides_before_the_arrow_and_only_what_it_decided(
    govtui: Run, branches: Repository, language: str
) -> None:
    done = govtui("log", "bo", "--registry", branches.root, "--lang", language)
    lines = [line.strip() for line in done.out.splitlines() if line.strip()]
    places = {
        name: next(n for n, line in enumerate(lines) if name in line) for name in ("Gộp nhánh", "Ở chính", "Ở nhánh")
    }
    assert "⑂ Gộp nhánh" in lines[places["Gộp nhánh"]]
    assert lines[places["Gộp nhánh"] + 2] == "Bộ Hai | Bộ Một → Bộ Ba"
    status = [load(language).pgettext("organization.status", each) for each in ("Active", "Inactive")]
    assert lines[places["Ở nhánh"] + 2 : places["Ở nhánh"] + 4] == ["− Bộ Nội vụ", "+ Bộ Một"]
    ours = lines[places["Ở chính"] : places["Ở chính"] + 8]
    assert f"− {status[1]}" in ours and f"+ {status[0]}" in ours


def test_for_programs_each_version_is_held_against_its_own_parents(govtui: Run, branches: Repository) -> None:
    data = versions(govtui("log", "bo", "--registry", branches.root, "--json"))
    by = {one["subject"]: one for one in data}
    merge, one, two, below = (by[name] for name in ("Gộp nhánh", "Ở chính", "Ở nhánh", "Ngừng"))
    assert merge["parents"] == [one["commit"], two["commit"]]
    assert merge["against"] == [
        {"parent": one["commit"], "changes": [{"field": "name.vi", "before": "Bộ Hai", "after": "Bộ Ba"}]},
        {"parent": two["commit"], "changes": [{"field": "name.vi", "before": "Bộ Một", "after": "Bộ Ba"}]},
    ]
    assert [each["parents"] for each in (one, two)] == [[below["commit"]]] * 2
    assert [each["against"][0]["parent"] for each in (one, two)] == [below["commit"]] * 2
    assert {each["cut"] for each in data} == {False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_shallow_clone_ends_is_said_with_what_brings_the_rest(
    govtui: Run, repository: Repository, tmp_path: Path, language: str
) -> None:
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone))
    words = ("log", "bo", "--registry", clone / "hồ sơ" / "records", "--lang", language)
    tr = load(language)
    out = govtui(*words).out
    assert [line.strip() for line in out.splitlines() if line.strip()][-2:] == [
        tr.gettext("The history in this clone begins here."),
        "git fetch --unshallow",
    ]
    assert tr.gettext("The record was created.") not in out
    (data,) = versions(govtui(*words, "--json"))
    assert (data["cut"], data["against"], data["parents"]) == (True, [], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_history_that_cannot_be_read_is_told_in_a_sentence(
    govtui: Run, repository: Repository, language: str
) -> None:
    (repository.top / ".git" / "objects").rename(repository.top / ".git" / "objects away")
    (repository.top / ".git" / "objects").mkdir()
    done = govtui("log", "bo", "--registry", repository.root, "--lang", language)
    assert (done.status, done.out) == (2, "")
    assert done.err.strip() and "Traceback" not in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_git_or_without_the_record_a_sentence_says_so(govtui: Run, tmp_path: Path, language: str) -> None:
    root = tmp_path / "records"
    (root / "organizations").mkdir(parents=True)
    (root / BO).write_text(organization("bo"), encoding="utf-8")
    done = govtui("log", "bo", "--registry", root, "--lang", language)
    assert (done.status, done.out) == (2, "")
    assert "git init" in done.err
    done = govtui("log", "bô", "--registry", root, "--lang", language)
    assert done.status == 2 and "bô" in done.err


def test_several_records_are_told_one_after_the_other(forked: Run, govtui: Run, repository: Repository) -> None:
    repository.write("organizations/so.toml", organization("so", "Sở"))
    repository.commit("Thêm Sở")
    words = ("--registry", repository.root, "--lang", "vi", "-n", 1)
    text = govtui("log", "bo", "so", *words)
    assert (text.status, text.err) == (0, "") and text.out.index("Bộ") < text.out.index("Sở")
    asked = (("so", "bo"), ("-",), ("--where", "kind:organization"))
    told = [forked("log", *ids, *words, "--jsonl", stdin='{"record": "so"}\nbo\n') for ids in asked]
    records = [[json.loads(line)["record"] for line in done.out.splitlines()] for done in told]
    assert records == [["so", "bo"], ["so", "bo"], ["bo", "so"]]


def test_without_a_record_nothing_is_told(govtui: Run, repository: Repository) -> None:
    words = ("--registry", repository.root, "--lang", "en")
    done = govtui("log", "--where", "country:KR", "--json", *words)
    assert (done.status, done.err) == (1, "") and versions(done) == []
    assert govtui("log", "bo", "--where", "bo", *words).status == 2
    done = govtui("log", "bo", "--where", "typ:x", *words)
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_former_option_names_the_new_one(govtui: Run, repository: Repository, language: str) -> None:
    done = govtui("log", "bo", "--format", "json", "--registry", repository.root, "--lang", language)
    assert done.status == 2 and "--json" in done.err
    assert "--format" not in govtui("log", "--help").out


# the whole registry


@pytest.fixture
def registry(repository: Repository) -> Repository:
    """The ministry, which has uncommitted changes, and a bureau that was made, renamed and removed."""
    so, cuc = (f"organizations/{id}.toml" for id in ("so", "cuc"))

    def commit(message: str, *paths: str) -> None:
        repository.git("add", "--all", *(f"{FOLDER}/{path}" for path in paths))
        repository.git("commit", "--quiet", "--message", message)

    repository.write(so, organization("so", "Sở"))
    commit("Thêm Sở", so)
    repository.write(cuc, organization("cuc", "Cục").replace("[name]", 'former_ids = ["so"]\n\n[name]'))
    (repository.root / so).unlink()
    commit("Đổi Sở", so, cuc)
    (repository.root / cuc).unlink()
    commit("Bỏ Cục", cuc)
    return repository


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_record_the_latest_changes_of_the_registry_are_told(
    govtui: Run, registry: Repository, language: str
) -> None:
    tr = load(language)
    done = govtui("log", "--registry", registry.root, "--lang", language)
    assert (done.status, done.err) == (0, "") and "\x1b" not in done.out
    lines = [line.strip() for line in done.out.splitlines() if line.strip()]
    status = [tr.pgettext("organization.status", each) for each in ("Active", "Inactive")]
    name = {"vi": "Cục", "en": "Ministry"}[language]
    wanted = [
        tr.gettext("Not yet committed"), "  bo", f"− {status[0]}", f"+ {status[1]}",
        "Bỏ Cục", f"{name}  cuc", tr.gettext("The record was removed."),
        "Đổi Sở", f"{name}  cuc", "− Sở", "+ Cục", "Thêm Sở", "  cuc", tr.gettext("The record was created."),
        "Đổi tên", "  bo", "− Bộ cũ", "+ Bộ Nội vụ", "Thêm", "  bo", tr.gettext("The record was created."),
    ]  # fmt: skip
    places = [-1]
    for text in wanted:
        places.append(next(n for n, line in enumerate(lines) if n > places[-1] and text in line))


def test_for_programs_each_line_is_a_version_of_a_record(govtui: Run, registry: Repository) -> None:
    words = ("log", "--registry", registry.root)
    data = versions(govtui(*words, "--json"))
    assert [(one["record"], one["state"]) for one in data] == [
        ("bo", "changed"), ("cuc", "removed"), ("cuc", "changed"), ("cuc", "created"), ("bo", "changed"), ("bo", "created"),
    ]  # fmt: skip
    own = versions(govtui("log", "bo", "--registry", registry.root, "--json"))
    assert [one["against"][0]["changes"] for one in data if one["record"] == "bo"] == [
        one["against"][0]["changes"] for one in own
    ]
    few = versions(govtui(*words, "--json", "--limit", 2))
    assert [one.get("more", False) for one in few] == [False, True] and few[0] == data[0]
    named = versions(govtui(*words, "--json", "--field", "name.vi"))
    assert [[each["field"] for each in one["against"][0]["changes"]] for one in named] == [["name.vi"]] * 5
    assert [one["record"] for one in named] == ["cuc", "cuc", "cuc", "bo", "bo"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_registry_without_a_change_or_without_git_is_told_in_a_sentence(
    govtui: Run, tmp_path: Path, language: str
) -> None:
    (tmp_path / "organizations").mkdir()
    (tmp_path / "registry.toml").write_text("schema = 2\n", encoding="utf-8")
    words = ("log", "--registry", tmp_path, "--lang", language)
    done = govtui(*words)
    assert (done.status, done.out) == (2, "") and "git init" in done.err
    Repository.run(tmp_path, "init", "--quiet")
    done = govtui(*words)
    assert (done.status, done.out, done.err) == (1, "", f"govtui: {load(language).gettext('No change found.')}\n")
    assert versions(govtui(*words, "--json")) == []
