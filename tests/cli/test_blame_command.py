"""`govtui blame ID [FIELD]` prints who last changed each field, from git; `log --field` prints all changes of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repository import BO, Repository, branched, ministry, organization

from govtui.i18n.translator import LANGUAGES, load
from govtui.text.width import width

Run = Callable[..., Any]


def lines(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The ministry with branches; its status is changed, and that is not committed; it had another name once."""
    made = branched(ministry(tmp_path_factory.mktemp("blame") / "kho"))
    made.write(BO, organization("bo", "Bộ Ba", "inactive") + '\n[[aka]]\ntext = "BB"\ntype = "acronym"\n')
    made.commit("Thêm tên gọi khác\x1b[31m")
    made.write(BO, organization("bo", "Bộ Ba", "active"))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_stands_with_who_changed_it_and_why(
    govtui: Run, repository: Repository, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    tr = load(language)
    done = govtui("blame", "bo", "--registry", repository.root, "--lang", language)
    assert (done.status, done.err) == (0, "")
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in done.out.splitlines()]
    told = {tuple(row[1:]) for row in rows}
    day = {"vi": "06/5/2024", "en": "6 May 2024"}[language]
    assert ("Bộ Ba", "Nguyễn Thị Lan", day, "⑂ Gộp nhánh") in told
    assert (tr.pgettext("organization.status", "Active"), tr.gettext("not yet committed")) in told
    assert "\x1b" not in done.out and "bo" not in {row[1] for row in rows}, "fields for programs are left out"


def test_for_programs_there_is_a_line_for_each_value(govtui: Run, repository: Repository) -> None:
    found = {one["field"]: one for one in lines(govtui("blame", "bo", "--jsonl", "--registry", repository.root))}
    assert list(found) == ["schema", "kind", "id", "type", "status", "name.vi", "name.en"]
    assert found["status"] == {
        "v": 1, "is": "blame", "record": "bo", "field": "status", "value": "active", "earlier": False,
    }  # fmt: skip
    name = found["name.vi"]
    assert (name["value"], name["subject"], name["author"]) == ("Bộ Ba", "Gộp nhánh", "Nguyễn Thị Lan")
    assert name["when"] == "2024-05-06T07:08:09+07:00" and len(name["commit"]) == 40 and name["path"].endswith(BO)
    document = json.loads(govtui("blame", "bo", "name", "--json", "--registry", repository.root, "--lang", "en").out)
    assert (document["of"], document["total"]) == ("blame", 2)
    assert document["items"] == [found["name.vi"], found["name.en"]]


def test_a_field_may_have_been_removed_and_one_that_never_was_is_status_1(govtui: Run, repository: Repository) -> None:
    words = ("--registry", repository.root, "--lang", "en")
    done = govtui("blame", "bo", "aka", *words)
    assert (done.status, done.err) == (0, "") and "removed: BB" in done.out and "not yet committed" in done.out
    (line,) = lines(govtui("blame", "bo", "aka", "--jsonl", *words))
    assert line == {"v": 1, "is": "blame", "record": "bo", "field": "aka", "earlier": False}
    done = govtui("blame", "bo", "founded", *words)
    assert (done.status, done.out) == (
        1,
        "",
    ) and done.err == "govtui: There is no such field in the record, nor was there one.\n"
    assert govtui("blame", "bo", "founded", "--jsonl", *words)[:2] == (1, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_record_of_the_kind_can_have_is_refused(govtui: Run, repository: Repository, language: str) -> None:
    words = ("--registry", repository.root, "--lang", language)
    for asked in (("blame", "bo", "statu"), ("log", "bo", "--field", "statu"), ("log", "--field", "statu")):
        done = govtui(*asked, *words)
        assert (done.status, done.out) == (2, "") and "“status”" in done.err, asked
    assert govtui("blame", "bô", *words).status == govtui("blame", *words).status == 2


def test_on_a_narrow_terminal_rows_are_cut_and_the_subject_left_out(
    govtui: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cells, subject in ((60, False), (80, False), (120, True)):
        monkeypatch.setenv("COLUMNS", str(cells))
        done = govtui("blame", "bo", "--registry", repository.root, "--lang", "vi")
        assert all(width(line) <= cells for line in done.out.splitlines())
        assert ("Gộp nhánh" in done.out) is subject and "Nguyễn Thị Lan" in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_shallow_clone_it_is_said_from_when_on_nothing_is_known(
    govtui: Run, repository: Repository, tmp_path: Path, language: str
) -> None:
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone))
    words = ("--registry", clone / "hồ sơ" / "records", "--lang", language)
    done = govtui("blame", "bo", "name", *words)
    month = {"vi": "5/2024", "en": "May 2024"}[language]
    assert load(language).gettext("before {month}: this clone has no older versions").format(month=month) in done.out
    assert "git fetch --unshallow" in done.err
    assert {one["earlier"] for one in lines(govtui("blame", "bo", "--jsonl", *words))} == {True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_git_or_a_commit_that_is_said(govtui: Run, tmp_path: Path, language: str) -> None:
    root = tmp_path / "records"
    (root / "organizations").mkdir(parents=True)
    (root / BO).write_text(organization("bo"), encoding="utf-8")
    done = govtui("blame", "bo", "--registry", root, "--lang", language)
    assert (done.status, done.out) == (2, "") and "git init" in done.err
    Repository.run(root, "init", "--quiet")
    done = govtui("blame", "bo", "status", "--registry", root, "--lang", language)
    assert done.status == 0 and load(language).gettext("not yet committed") in done.out


def test_a_file_that_cannot_be_read_is_status_2(govtui: Run, repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", str(repository.top), str(clone))
    root = clone / "hồ sơ" / "records"
    (root / BO).write_text("<<<<<<< a\n", encoding="utf-8")
    done = govtui("blame", "bo", "--registry", root, "--lang", "en")
    assert (done.status, done.out) == (2, "") and BO in done.err and done.err.count("\n") == 1


# log --field


def test_the_log_of_a_field_has_the_versions_in_which_it_changed_and_nothing_else_of_them(
    govtui: Run, repository: Repository
) -> None:
    words = ("log", "bo", "--field", "status", "--registry", repository.root, "--lang", "en")
    found = lines(govtui(*words, "--jsonl"))
    assert [one.get("subject") for one in found] == [None, "Thêm tên gọi khác\x1b[31m", "Ở chính", "Ngừng", "Thêm"]
    assert [one["state"] for one in found] == ["changed"] * 4 + ["created"]
    assert {change["field"] for one in found for each in one["against"] for change in each["changes"]} == {"status"}
    done = govtui(*words)
    assert done.out.splitlines()[1:3] == ["Status", "5 versions"] and "+ Active" in done.out and "Bộ" not in done.out
    few = govtui(*words, "-n", 2)
    assert "The latest 2 of 5 versions" in few.out
    assert [one.get("more", False) for one in lines(govtui(*words, "-n", 2, "--jsonl"))] == [False, True]
