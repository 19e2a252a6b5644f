"""`govtui log ID` prints what became of a record, field by field, as git has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repository import Repository, organization

from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]
BO = "organizations/bo.toml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = Repository(tmp_path / "kho")
    made.write(BO, organization("bo", "Bộ cũ"))
    made.commit("Thêm")
    made.write(BO, organization("bo", "Bộ Nội vụ"))
    made.commit("Đổi tên \x1b[31mđỏ")
    made.write(BO, organization("bo", "Bộ Nội vụ", "inactive"))
    return made


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
    assert "2024" in done.out


def test_for_programs_the_values_are_those_of_the_files(govtui: Run, repository: Repository) -> None:
    data = json.loads(govtui("log", "bo", "--registry", repository.root, "--format", "json").out)
    assert [one["commit"] is None for one in data] == [True, False, False]
    assert data[0]["changes"] == [{"field": "status", "before": "active", "after": "inactive"}]
    assert data[1]["changes"] == [{"field": "name.vi", "before": "Bộ cũ", "after": "Bộ Nội vụ"}]
    assert {"field": "status", "after": "active"} in data[2]["changes"]


def test_only_the_latest_are_shown_when_so_many_are_asked_for(govtui: Run, repository: Repository) -> None:
    data = json.loads(govtui("log", "bo", "-n", "1", "--registry", repository.root, "--format", "json").out)
    assert len(data) == 1
    assert govtui("log", "bo", "-n", "0", "--registry", repository.root).status == 2


def test_all_versions_go_into_a_pipe(govtui: Run, repository: Repository) -> None:
    for n in range(12):
        repository.write(BO, organization("bo", f"Bộ {n}"))
        repository.commit(f"Lần {n}")
    done = govtui("log", "bo", "--registry", repository.root, "--format", "json")
    assert len(json.loads(done.out)) == 14
    text = govtui("log", "bo", "--registry", repository.root, "--lang", "en")
    assert text.out.count(" · Lần ") == 12 and text.err == ""
    few = govtui("log", "bo", "--registry", repository.root, "--lang", "en", "-n", "3")
    assert few.out.count(" · Lần ") == 3
    assert few.err == "govtui: 3 of 14 shown; --limit N shows more\n"


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
