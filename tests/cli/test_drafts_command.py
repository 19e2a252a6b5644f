"""`govtui drafts`: what was typed and not saved is listed, shown, and discarded only after a question."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, toml, write

from govtui.i18n.translator import LANGUAGES
from govtui.store.files import etag
from govtui.text.safe import UNSAFE
from govtui.user import drafts
from govtui.user.drafts import NEW, Draft

A = toml("a", name={"vi": "Mạng lưới A", "en": "Network A"})
STATUS = A.replace('"unknown"', '"active"')
NAME = A.replace("Network A", "Net")
HOSTILE = "\x1b]52;c;eA==\x07\u202e"

Govtui = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "registry"
    registry(root)
    write(root, "sources/s.toml", toml("s", "source"))
    write(root, "organizations/a.toml", A)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return root


@pytest.fixture
def govtui(forked: Govtui, root: Path, tmp_path: Path) -> Govtui:
    """Run `govtui drafts` in a process of its own, where the drafts of this test are."""

    def run(*args: object, lang: str = "en", stdin: str = "") -> Any:
        env = {"XDG_STATE_HOME": str(tmp_path / "state")}
        return forked("drafts", *args, "--registry", root, "--lang", lang, env=env, stdin=stdin)

    return run


def kept(root: Path, key: str, text: str, base: str = A, path: str = "organizations/a.toml") -> Draft:
    """A draft that was left."""
    draft = drafts.begin(root, key, base, etag(base.encode()), path)
    assert drafts.keep(draft, text)
    drafts.leave(draft)
    return draft


def test_all_drafts_are_listed_with_what_they_change_and_would_meet(govtui: Govtui, root: Path) -> None:
    kept(root, "gone", A.replace('"a"', '"gone"'), path="organizations/gone.toml")
    kept(root, NEW, 'kind = "organization"\nname = {vi = "Hội"}\n', base="", path="")
    kept(root, "a", STATUS)
    kept(root, "a", NAME, A.replace('"Mạng lưới A"', '"Mạng"'))
    kept(root, "a", STATUS, A.replace('"unknown"', '"inactive"'))
    done = govtui()
    assert done.status == 0 and done.err == ""
    lines = [line.strip() for line in done.out.splitlines()]
    said = ["Status · 1 field in conflict", "Name · can be merged", "Status", "", "record gone"]
    names = ["Network A (a)", "Network A (a)", "Network A (a)", "New record: Hội", "gone"]
    assert [line.split("  ", 1) for line in lines[::2]] == [[str(n), name] for n, name in enumerate(names, 1)]
    for line, words, draft in zip(lines[1::2], said, drafts.all(root), strict=True):
        assert words in line and line.endswith(f" · {draft.id}")
    assert [line.split()[0] for line in govtui("a").out.splitlines()[::2]] == ["1", "2", "3"]
    rows = json.loads(govtui("--json").out)["items"]
    assert [row["state"] for row in rows] == ["clash", "merged", "same", "new", "gone"]
    assert [row.get("record") for row in rows] == ["a", "a", "a", None, "gone"]
    assert [row["clashes"] for row in rows] == [["status"], [], [], [], []]
    assert rows[1]["fields"] == ["name.vi", "name.en"]
    assert [(row["number"], row["draft"]) for row in rows] == [
        (number, draft.id) for number, draft in enumerate(drafts.all(root), 1)
    ]


def test_a_draft_is_shown_by_its_number_or_its_id(govtui: Govtui, root: Path) -> None:
    kept(root, "a", STATUS)
    draft = kept(root, "a", NAME)
    for named in (1, draft.id):
        done = govtui("show", named)
        assert done.status == 0 and '-en = "Network A"\n+en = "Net"\n' in done.out and "unknown" not in done.out
    rows = json.loads(govtui("show", 1, 2, draft.id, "--json").out)["items"]
    assert [(row["text"], row["base_text"]) for row in rows] == [(NAME, A), (STATUS, A)]


def test_a_draft_follows_a_renamed_record(govtui: Govtui, root: Path) -> None:
    kept(root, "a", NAME)
    (root / "organizations/a.toml").unlink()
    write(root, "organizations/b.toml", A.replace('id = "a"', 'id = "b"\nformer_ids = ["a"]'))
    for id in ("a", "b"):
        (row,) = json.loads(govtui(id, "--json").out)["items"]
        assert (row["record"], row["path"], row["state"]) == ("b", "organizations/b.toml", "merged")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_is_discarded_after_a_question_that_was_answered_with_yes(
    govtui: Govtui, root: Path, lang: str
) -> None:
    one, other = kept(root, "a", STATUS), kept(root, "a", NAME)
    for answer in ("", "\n\n", "yesterday\n", "1\n", "n\n", "no\n"):
        assert govtui("discard", 1, lang=lang, stdin=answer).status == 1
        assert len(drafts.all(root)) == 2
    assert govtui("discard", one.id, lang=lang, stdin="what\ny\n").status == 0
    assert [draft.id for draft in drafts.all(root)] == [other.id]


def test_several_drafts_are_discarded_without_a_question_where_that_is_said(govtui: Govtui, root: Path) -> None:
    one, other, third = kept(root, "a", STATUS), kept(root, "a", NAME), kept(root, "a", f"{A}# ba\n")
    done = govtui("discard", "--yes", "--jsonl", 3, other.id)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, done.err) == (0, "")
    assert [(row["draft"], row["discarded"]) for row in rows] == [(one.id, True), (other.id, True)]
    assert [draft.id for draft in drafts.all(root)] == [third.id]


@pytest.mark.parametrize(
    "args",
    [
        ["b"],
        ["show"],
        ["discard"],
        ["show", "2"],
        ["discard", "0"],
        ["show", "x"],
        ["a", "b"],
        ["show", "1", "2"],
        ["discard", "1", "2", "--yes"],
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_lost(govtui: Govtui, root: Path, args: list[str]) -> None:
    kept(root, "a", STATUS)
    done = govtui(*args, stdin="y\n")
    assert done.status == 2 and done.out == "" and "govtui: " in done.err
    assert len(drafts.all(root)) == 1


def test_what_is_typed_in_another_window_is_listed_and_cannot_be_discarded(govtui: Govtui, root: Path) -> None:
    draft = drafts.begin(root, "a", A, etag(A.encode()))
    drafts.keep(draft, STATUS)  # this process is another one, and alive
    assert "being typed in another window" in govtui().out
    assert json.loads(govtui("--json").out)["items"][0]["typing"] is True
    assert govtui("discard", 1, stdin="y\n").status == 1
    done = govtui("discard", 1, "--yes", "--jsonl")
    assert done.status == 1 and json.loads(done.out)["discarded"] is False
    assert len(drafts.all(root)) == 1


@pytest.mark.parametrize("args", [[], ["show", "1"], ["show", "2"], ["show", "3"], ["--json"], ["show", "3", "--json"]])
def test_what_a_draft_contains_never_reaches_the_terminal_raw(govtui: Govtui, root: Path, args: list[str]) -> None:
    kept(root, "a", f"{A}# {HOSTILE}\n")
    kept(root, f"x{HOSTILE}", A, path=f"organizations/{HOSTILE}")
    new = kept(root, NEW, f'name = {{vi = "{json.dumps(HOSTILE)[1:-1]}"}}\n', base="", path="")
    data = json.loads(new.file.read_text()) | {"host": f"máy{HOSTILE}", "id": f"{HOSTILE}", "when": 1.0}
    new.file.write_text(json.dumps(data))
    done = govtui(*args)
    assert done.status == 0 and done.out
    assert not UNSAFE.search(done.out.replace("\n", "")) and not UNSAFE.search(done.err)


def test_without_drafts_that_is_said(govtui: Govtui, root: Path) -> None:
    said = (0, "", "govtui: There are no drafts.\n")
    assert govtui() == said and govtui("a") == said
    assert json.loads(govtui("--json").out)["items"] == []
    kept(root / "another", "a", STATUS)
    assert govtui() == said
