"""`govtui sync`: what it asks, tells and refuses, in words and for programs, over file://."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clones import BRANCH, Clone, Shared, shared
from forking import Runner
from repository import BO, organization

from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]


@pytest.fixture
def world(tmp_path: Path) -> Shared:
    return shared(tmp_path / "chung")


@pytest.fixture
def sync(govtui: Run) -> Run:
    def run(clone: Clone, *words: str, lang: str = "en") -> Any:
        return govtui("sync", "--yes", *words, "--lang", lang, "--registry", clone.root)

    return run


def line(done: Any) -> dict[str, Any]:
    (found,) = map(json.loads, done.out.splitlines())
    assert found["is"] == "share"
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_received_merged_and_sent_is_told_in_words(world: Shared, sync: Run, language: str) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    minh.write("organizations/moi.toml", organization("moi", "Mới"))
    (minh.top / "đọc.md").write_text("\n")
    minh.commit("Thêm")
    tr = load(language)
    one = tr.ngettext("Sent {n} commit to {branch}.", "Sent {n} commits to {branch}.", 2)
    done = sync(minh, lang=language)
    assert (done.status, done.out.strip(), done.err) == (0, one.format(n=2, branch=f"origin/{BRANCH}"), "")
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    preview = sync(lan, "--dry-run", lang=language)
    assert preview.status == 0 and tr.gettext("Nothing was changed.") in preview.out and lan.head("HEAD^2") == ""
    done = sync(lan, lang=language)
    assert (done.status, done.err) == (0, "")
    told = done.out
    before, after = (tr.pgettext("organization.status", each) for each in ("Active", "Inactive"))
    for words in ("Minh", f"{before} → {after}", "đọc.md", "+ Mới" if language == "vi" else "+ Ministry", "origin/"):
        assert words in told
    assert "Nội vụ mới" not in told, "it is what Lan changed"
    nothing = tr.gettext("Nothing to do: this clone and {branch} have the same commits.")
    done = sync(lan, lang=language)
    assert (done.status, done.out.strip()) == (0, nothing.format(branch=f"origin/{BRANCH}"))


def test_programs_get_one_line_which_has_no_words(world: Shared, sync: Run) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    planned = sync(lan, "--dry-run", "--jsonl")
    assert planned.out == sync(lan, "--dry-run", "--jsonl", lang="vi").out
    found = line(sync(lan, "--jsonl"))
    assert found | {"dry_run": True} | {"pushed": None} == line(planned) | {"pushed": None}
    assert (found["merged"], found["pushed"], "code" in found) == ([BO], 2, False)
    received = found["received"]
    assert (received["commits"], received["authors"], received["files"]) == (1, ["Nguyễn Thị Minh"], [])
    assert received["records"] == [
        {
            "record": "bo",
            "kind": "organization",
            "path": BO,
            "change": "changed",
            "changes": [{"field": "status", "before": "active", "after": "inactive"}],
        }
    ]


def test_what_has_to_be_decided_is_named_with_both_values_and_nothing_is_changed(world: Shared, sync: Run) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, "Bộ Nội vụ", "Bộ Một")
    (minh.top / "README.md").write_text("Minh\n")
    minh.commit("Đọc")
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Hai")
    (lan.top / "README.md").write_text("Lan\n")
    lan.commit("Đọc")
    before = lan.state()
    how = "To decide, open the program (govtui) and press c: it asks field by field, and then sends."
    for language in LANGUAGES:
        done = sync(lan, lang=language)
        assert done.status == 1 and lan.state() == before
        assert all(words in done.out for words in ("Bộ Hai", "Bộ Một", "README.md", load(language).gettext(how)))
    found = line(sync(lan, "--jsonl"))
    assert found["code"] == "undecided"
    assert [(one["path"], one["why"], one["fields"]) for one in found["undecided"]] == [
        (BO, "both_changed", ["name.vi"]),
        ("README.md", "both_added", []),
    ]


def test_a_pipe_needs_yes_and_is_told_what_would_run(govtui: Run, world: Shared) -> None:
    lan = world.clone("lan")
    lan.hook("pre-push", "exit 0")
    lan.edit(BO, '"active"', '"inactive"')
    words = ("sync", "--lang", "vi", "--registry", lan.root)
    before, pushed = lan.state(), world.git("rev-parse", BRANCH)
    done = govtui(*words)
    assert (done.status, done.out) == (2, "") and lan.state() == before and world.git("rev-parse", BRANCH) == pushed
    assert "pre-push" in done.err and str(world.remote) in done.err and "--yes" in done.err
    found = line(govtui(*words, "--jsonl"))
    assert (found["code"], found["addresses"]) == ("not_allowed", [str(world.remote)])
    assert [(one["kind"], one["name"]) for one in found["programs"]] == [("hook", "pre-push")]
    assert govtui(*words, "--yes").status == 0
    assert govtui(*words).status == 0, "it is asked once"
    lan.hook("pre-push", "exit 0 # another")
    assert govtui(*words).status == 2


def test_a_terminal_is_asked(server: Runner, world: Shared) -> None:
    lan, language = world.clone("lan"), "vi"
    lan.git("branch", "--quiet", "--unset-upstream")
    lan.edit(BO, '"active"', '"inactive"')
    tr = load(language)
    yes, no = tr.gettext("y"), tr.gettext("n")

    def run(typed: str) -> tuple[int, str]:
        words = ["sync", "--lang", language, "--registry", str(lan.root)]
        ran = server.run(words, terminal=True, cwd=lan.top, typed=typed)
        return ran.status, (ran.out + ran.err).decode()

    status, said = run(f"{no}\n")
    assert status == 2 and f"govtui sync --remote origin --branch {BRANCH}" in said
    status, said = run(f"{yes}\n{no}\n")
    assert status == 2 and tr.gettext("Nothing was shared.") in said
    status, said = run(f"{yes}\n")
    assert status == 0 and f"origin/{BRANCH}" in said and world.git("rev-parse", BRANCH).strip() == lan.head()


def test_the_branch_to_share_with_can_be_named_once(world: Shared, sync: Run) -> None:
    lan = world.clone("lan")
    lan.git("branch", "--quiet", "--unset-upstream")
    done = sync(lan)
    assert done.status == 2 and f"govtui sync --remote origin --branch {BRANCH}" in done.err
    assert "“..x”" in sync(lan, "--branch", "..x").err
    assert "“khác”" in sync(lan, "--remote", "khác").err
    done = sync(lan, "--branch", "mới")
    assert (done.status, world.git("rev-parse", "mới").strip()) == (0, lan.head())
    assert sync(lan).status == 0


def test_what_hinders_it_is_a_sentence_with_what_to_do_and_a_code(world: Shared, sync: Run) -> None:
    lan, language = world.clone("lan"), "vi"
    lan.edit(BO, '"active"', '"inactive"')

    def said(code: str, *words: str) -> str:
        before = lan.state()
        found = line(sync(lan, *words, "--jsonl"))
        done = sync(lan, *words, lang=language)
        assert (found["code"], done.status, done.out, lan.state()) == (code, 2, "", before)
        assert done.err.startswith("govtui: ") and "{" not in done.err
        return str(done.err)

    world.hook("update", "echo 'Nhánh này được bảo vệ'; exit 1")
    assert "│ Nhánh này được bảo vệ" in (told := said("declined")) and "govtui sync --propose" in told
    world.hook("update", "")
    lan.hook("pre-push", "echo Chờ duyệt >&2; exit 1")
    assert "│ Chờ duyệt" in said("hook")
    lan.hook("pre-push", "exit 0")
    lan.git("remote", "set-url", "origin", "http://127.0.0.1:1/x.git")
    waits = load(language).npgettext("home", "{n} commit to send", "{n} commits to send", 1).format(n=1)
    assert "127.0.0.1" in (told := said("unreachable")) and waits in told
    lan.git("remote", "set-url", "origin", str(world.remote))
    assert "“..x”" in said("bad_name", "--propose=..x")
    lan.write(BO, organization("bo", "Chưa ghi"))
    assert f"\n  {BO}\n" in said("uncommitted")
    lan.git("checkout", "--quiet", "--detach")
    assert "git switch" in said("detached")


def test_a_proposal_is_a_branch_of_its_own(world: Shared, sync: Run) -> None:
    lan = world.clone("lan")
    lan.edit(BO, '"active"', '"inactive"')
    before = lan.head(f"origin/{BRANCH}")
    lan.write(BO, organization("bo", "Chưa ghi"))  # what is not committed stays here, and hinders nothing
    done = sync(lan, "--propose", "tên-mới")
    assert done.status == 0 and "proposals/tên-mới-1" in done.out
    assert world.git("rev-parse", "proposals/tên-mới-1").strip() == lan.head()
    assert world.git("rev-parse", BRANCH).strip() == before
    assert line(sync(lan, "--propose=tên-mới", "--jsonl"))["proposed"] == "proposals/tên-mới-1"
    assert line(sync(lan, "--jsonl", "--propose"))["proposed"].startswith("proposals/")
    assert sync(lan, "--dry-run", "--propose").status == 2
    for words in (("--remote", "origin"), ("--branch", "main")):  # a preview sets nothing
        assert sync(lan, "--dry-run", *words).status == 2


def test_words_of_others_reach_no_terminal_as_they_are(world: Shared, sync: Run) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.git("config", "user.name", "Minh \x1b[31mđỏ\x9b")
    minh.write(BO, organization("bo", "Bộ \\u001b]0;x\\u0007"))
    minh.write("organizations/moi.toml", 'schema = 2\nname = "\\u001b[2J"')
    (minh.top / "\x1b[2Jx").write_text("")
    minh.commit("\x1b[31m")
    sync(minh)
    world.hook("post-receive", "printf '\\033[31mxin chào\\033]0;x\\007'")
    lan.edit(BO, '"active"', '"inactive"')
    done = sync(lan)
    assert done.status == 0 and "xin chào" in done.out
    assert not any(sign in done.out + done.err for sign in ("\x1b", "\x9b", "\x07"))
