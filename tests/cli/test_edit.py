"""`govtui edit ID`: a record's text in the user's own editor, in a real terminal; nothing that was typed is lost."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from forks import Forks
from small import registry, table, write
from terminal import Terminal

from govtui.store.files import etag
from govtui.user import drafts

Run = Callable[..., Any]

A = """\
schema = 2
kind = "organization"
id = "a"
type = "network"  # một mạng lưới
status = "unknown"

[name]
vi = "Mạng lưới A"
en = "Network A"

[[sources]]
ref = "s"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    registry(root, table("s", "source"))
    write(root, "organizations/a.toml", A)
    return root


Edit = Callable[..., Terminal]


@pytest.fixture
def edit(root: Path, environ: Mapping[str, str], tmp_path: Path, forks: Forks) -> Iterator[Edit]:
    """Open "a" with an editor that is a command of sed's, or a shell script."""
    open_: list[Terminal] = []

    def run(sed: str = "", *args: str, script: str = "", lang: str = "en") -> Terminal:
        editor = write(tmp_path, "editor", f'#!/bin/sh\n{script}\n{f"sed -i -e {sed!r}" if sed else ":"} "$1"\n')
        editor.chmod(0o755)
        argv = ["edit", "a", *args, "--registry", str(root), "--lang", lang]
        state = {"XDG_STATE_HOME": str(tmp_path / "state"), "EDITOR": str(editor)}
        open_.append(Terminal(argv, cols=110, env={**environ, **state}, forks=forks))
        return open_[-1]

    yield run
    for terminal in open_:
        terminal.close()


def text(root: Path) -> str:
    return (root / "organizations" / "a.toml").read_bytes().decode()


def test_what_the_editor_leaves_is_checked_and_saved(edit: Edit, root: Path) -> None:
    terminal = edit("s/unknown/active/")
    assert terminal.wait_exit() == 0
    assert "Saved organizations/a.toml." in terminal.text() and 'status: "unknown" → "active"' in terminal.text()
    assert text(root) == A.replace("unknown", "active")


def test_an_editor_that_changes_nothing_saves_nothing(edit: Edit, root: Path) -> None:
    terminal = edit()
    assert terminal.wait_exit() == 0 and "There is nothing to change." in terminal.text()
    assert text(root) == A


def test_errors_are_shown_and_the_text_is_edited_again(edit: Edit, root: Path) -> None:
    terminal = edit("s/actve/active/; s/unknown/actve/")
    terminal.wait_for("discard (x)?")
    assert "organizations/a.toml:5:10: Error [unknown_vocabulary_key]" in terminal.text()
    assert text(root) == A
    terminal.send("e\r")
    assert terminal.wait_exit() == 0
    assert text(root) == A.replace("unknown", "active")


def test_a_text_with_errors_is_thrown_away_or_saved_if_somebody_insists(edit: Edit, root: Path) -> None:
    terminal = edit("s/unknown/actve/")
    terminal.wait_for("discard (x)?")
    terminal.send("x\r")
    assert terminal.wait_exit() == 1 and text(root) == A
    assert edit("s/unknown/actve/", "--insist").wait_exit() == 0
    assert text(root) == A.replace("unknown", "actve")


def test_a_draft_that_was_kept_is_offered_again_and_put_together_with_what_changed_since(
    edit: Edit, root: Path
) -> None:
    terminal = edit("s/unknown/actve/", lang="vi")
    terminal.wait_for("(b)?")
    terminal.send("g\r")
    assert terminal.wait_exit() == 1 and "được giữ làm bản thảo" in terminal.text()
    write(root, "organizations/a.toml", A.replace("Network A", "Net"))
    terminal = edit("s/actve/active/")
    terminal.wait_for("can be merged")
    terminal.send("1\r")
    assert terminal.wait_exit() == 0
    assert text(root) == A.replace("Network A", "Net").replace("unknown", "active")
    terminal = edit()
    assert terminal.wait_exit() == 0 and "There is nothing to change." in terminal.text()


def test_what_the_editor_saved_outlives_a_kill(edit: Edit, root: Path, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    terminal = edit(script=f'sed -i s/unknown/active/ "$1"; touch {ready}; sleep 60')
    terminal.wait_for(ready.exists)
    terminal.wait_for(lambda: any((tmp_path / "state").rglob("*.json")))
    terminal.close()
    assert text(root) == A
    terminal = edit()
    terminal.wait_for("Drafts of this record")
    terminal.send("1\r")
    assert terminal.wait_exit() == 0
    assert text(root) == A.replace("unknown", "active")


ASKING = "[number] open · n new edit · x number discard · q quit:"


@pytest.fixture
def kept(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Two drafts of "a" that were left, and the texts of those that are there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for status in ("active", "inactive"):
        draft = drafts.begin(root, "a", A, etag(A.encode()), "organizations/a.toml")
        assert drafts.keep(draft, A.replace("unknown", status))
        drafts.leave(draft)
    return lambda: [draft.text for draft in drafts.all(root)]


@pytest.mark.parametrize("answer", ["nonsense", "1x", "3", "0", "n 1", "x", "x 3", "xin", "y", "", "\xff"])
def test_an_answer_that_nobody_understands_is_asked_again_and_costs_no_draft(
    edit: Edit, root: Path, kept: Callable[[], list[str]], answer: str
) -> None:
    before, terminal = kept(), edit("s/unknown/active/")
    terminal.wait_for(ASKING)
    terminal.send(answer.encode("latin-1") + b"\r")
    terminal.wait_for(lambda: terminal.text().count("[number] open") == 2)
    terminal.send(b"\x04")
    assert terminal.wait_exit() == 1
    assert kept() == before and text(root) == A


@pytest.mark.parametrize("answer", ["q\r", "\x04"])
def test_who_quits_keeps_all_drafts(edit: Edit, root: Path, kept: Callable[[], list[str]], answer: str) -> None:
    before, terminal = kept(), edit("s/unknown/active/")
    terminal.wait_for(ASKING)
    terminal.send(answer)
    assert terminal.wait_exit() == 1
    assert kept() == before and text(root) == A


@pytest.mark.parametrize("sed", ["", "s/unknown/active/"])
def test_a_new_edit_costs_no_draft_saved_or_not(
    edit: Edit, root: Path, kept: Callable[[], list[str]], sed: str
) -> None:
    """An edit that was closed unchanged dropped the drafts that had been kept; so did the save of another edit."""
    before, terminal = kept(), edit(sed)
    terminal.wait_for(ASKING)
    terminal.send("n\r")
    assert terminal.wait_exit() == 0
    assert kept() == before and text(root) == (A.replace("unknown", "active") if sed else A)


def test_of_two_drafts_the_one_that_is_saved_goes_and_the_other_clashes_with_it(
    edit: Edit, root: Path, kept: Callable[[], list[str]]
) -> None:
    terminal = edit("s/# một/# hai/")
    terminal.wait_for(ASKING)
    terminal.send("2\r")
    assert terminal.wait_exit() == 0
    saved = A.replace("unknown", "active").replace("# một", "# hai")
    assert text(root) == saved and kept() == [A.replace("unknown", "inactive")]
    for answer, status in (("n", 3), ("y", 0)):
        terminal = edit()
        terminal.wait_for("1 field in conflict")
        terminal.send("1\r")
        terminal.wait_for("in place of theirs?")
        assert 'theirs  "active"' in terminal.text()
        terminal.send(f"what\r{answer}\r")
        assert terminal.wait_exit() == status
        assert text(root) == (saved.replace("active", "inactive") if answer == "y" else saved)
        assert len(kept()) == (answer == "n")


def test_a_draft_is_discarded_by_its_number_after_a_question(
    edit: Edit, root: Path, kept: Callable[[], list[str]]
) -> None:
    one, other = kept()
    terminal = edit("s/unknown/active/")
    for answer, left in (("n", [one, other]), ("maybe\rn", [one, other]), ("y", [one])):
        terminal.wait_for(lambda: terminal.text().rstrip().endswith("quit:"))
        terminal.send("x2\r")
        terminal.wait_for(lambda: terminal.text().rstrip().endswith("[y/n]"))
        terminal.send(f"{answer}\r")
        terminal.wait_for(lambda: terminal.text().rstrip().endswith("quit:"))
        assert kept() == left
    terminal.send("q\r")
    assert terminal.wait_exit() == 1 and text(root) == A


def test_an_answer_to_what_becomes_of_errors_is_understood_or_asked_again(
    edit: Edit, root: Path, kept: Callable[[], list[str]]
) -> None:
    """An answer that began with the letter of "throw away" threw away."""
    terminal = edit("s/unknown/actve/")
    terminal.wait_for(ASKING)
    terminal.send("n\r")
    terminal.wait_for("discard (x)?")
    terminal.send("xin\r")
    terminal.wait_for(lambda: terminal.text().count("(x)?") == 2)
    assert len(kept()) == 3
    terminal.send("\x04")
    assert terminal.wait_exit() == 1 and len(kept()) == 3 and text(root) == A


def test_a_file_that_changed_meanwhile_in_other_fields_is_put_together(edit: Edit, root: Path) -> None:
    script = f"sed -i 's/Network A/Net/' {root}/organizations/a.toml"
    terminal = edit("s/unknown/active/", script=script)
    assert terminal.wait_exit() == 0 and "both changes were merged" in terminal.text()
    assert text(root) == A.replace("Network A", "Net").replace("unknown", "active")


def test_a_clash_saves_nothing_and_keeps_a_draft(edit: Edit, root: Path) -> None:
    script = f"sed -i 's/unknown/inactive/' {root}/organizations/a.toml"
    terminal = edit("s/unknown/active/", script=script)
    assert terminal.wait_exit() == 3
    assert 'theirs  "inactive"' in terminal.text() and "kept as a draft" in terminal.text()
    assert text(root) == A.replace("unknown", "inactive")


def test_a_comment_put_in_while_the_next_line_changes_outside_is_kept(edit: Edit, root: Path) -> None:
    script = f"sed -i 's/Network A/Net/' {root}/organizations/a.toml"
    terminal = edit('s/^vi = .*/vi = "Mạng A"  # as they told us/; /^.name.$/i # asked in May', script=script)
    assert terminal.wait_exit() == 0 and "both changes were merged" in terminal.text()
    wanted = A.replace("Network A", "Net").replace("[name]", "# asked in May\n[name]")
    assert text(root) == wanted.replace('"Mạng lưới A"', '"Mạng A"  # as they told us')


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_an_edit_of_nothing_but_a_comment_is_put_together_with_a_change_of_the_same_line(
    edit: Edit, root: Path, lang: str
) -> None:
    script = f"sed -i 's/unknown/active/' {root}/organizations/a.toml"
    terminal = edit("s/^status.*/&  # hỏi lại/", script=script, lang=lang)
    assert terminal.wait_exit() == 0
    assert {"en": "both changes were merged", "vi": "hai thay đổi đã được gộp lại"}[lang] in terminal.text()
    assert text(root) == A.replace('"unknown"', '"active"  # hỏi lại')


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("comment beside type:", "yours   # của tôi", "theirs  # của họ")),
        ("vi", ("chú thích cạnh type:", "người kia  # của họ")),
    ],
)
def test_two_comments_beside_one_field_are_shown_and_nothing_is_saved(
    edit: Edit, root: Path, lang: str, words: tuple[str, ...]
) -> None:
    script = f"sed -i 's/# một mạng lưới/# của họ/' {root}/organizations/a.toml"
    terminal = edit("s/# một mạng lưới/# của tôi/", script=script, lang=lang)
    assert terminal.wait_exit() == 3
    for word in words:
        assert word in terminal.text()
    assert text(root) == A.replace("# một mạng lưới", "# của họ")


def test_an_editor_that_fails_or_is_not_there_changes_nothing(edit: Edit, root: Path) -> None:
    terminal = edit("s/unknown/active/", script="trap 'exit 3' EXIT")
    assert terminal.wait_exit() == 2 and "ended with an error" in terminal.text()
    assert text(root) == A


def test_a_file_that_is_no_toml_is_mended_in_the_editor(edit: Edit, root: Path) -> None:
    write(root, "organizations/a.toml", A.replace("[name]", "[name"))
    terminal = edit("s/^.name$/[name]/")
    assert terminal.wait_exit() == 0
    assert text(root) == A


def test_several_are_edited_one_after_the_other_and_the_worst_ends_it(edit: Edit, root: Path) -> None:
    write(root, "organizations/b.toml", A.replace('"a"', '"b"').replace("unknown", "inactive"))
    terminal = edit("s/unknown/active/", "b", "organizations/a.toml")
    assert terminal.wait_exit() == 0
    assert "Saved organizations/a.toml." in terminal.text() and "There is nothing to change." in terminal.text()
    assert text(root) == A.replace("unknown", "active")
    terminal = edit("s/active/actve/", "b")
    for _ in range(2):
        terminal.wait_for(lambda: terminal.text().rstrip().endswith("discard (x)?"))
        terminal.send("x\r")
    assert terminal.wait_exit() == 1 and text(root) == A.replace("unknown", "active")


def test_ids_come_from_a_pipe_and_programs_are_told_while_the_editor_has_the_terminal(
    root: Path, environ: Mapping[str, str], tmp_path: Path
) -> None:
    line = f"echo a | {shlex.quote(sys.executable)} -m govtui edit - --json > told.json"
    env = {**environ, "GOVTUI_REGISTRY": str(root), "EDITOR": "sh -c 'echo the editor; sed -i s/unknown/active/ $0'"}
    with Terminal(["sh", "-c", line], cols=110, env=env, cwd=tmp_path) as terminal:
        assert terminal.wait_exit() == 0 and "the editor" in terminal.text()
    [told] = json.loads((tmp_path / "told.json").read_bytes())["items"]
    assert told["saved"] and told["changes"] == [{"field": "status", "before": "unknown", "after": "active"}]
    assert text(root) == A.replace("unknown", "active")


def test_without_a_terminal_it_is_refused_in_a_sentence(govtui: Run, root: Path) -> None:
    done = govtui("edit", "a", "--registry", root, "--lang", "en")
    assert (done.status, done.out) == (2, "")
    assert done.err == "govtui: Editing needs a terminal; “govtui set” changes single fields without one.\n"


def test_a_record_in_conflict_is_explained_and_settled_in_git_when_it_is_saved_without_markers(
    edit: Edit, root: Path
) -> None:
    top = root.parent

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=top, capture_output=True, text=True, check=False).stdout

    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.name", "Lan")
    git("config", "user.email", "lan@example.org")
    for branch, name in (("main", ""), ("topic", "Net"), ("main", "Work")):
        git("checkout", "--quiet", *(["-b"] if name == "Net" else []), branch)
        write(root, "organizations/a.toml", A.replace("Network A", name or "Network A"))
        git("add", "registry")
        git("commit", "--quiet", "--message", name or "0")
    git("merge", "--quiet", "topic")
    terminal = edit("/^<<<<<<< /,/^=======/d; /^>>>>>>> /d")
    assert terminal.wait_exit() == 0
    said = "".join(terminal.text().split())  # wherever the terminal breaks a line
    for words in ("start govtui; Enter on the record chooses field by field", "Settled in git: organizations/a.toml."):
        assert words.replace(" ", "") in said
    assert git("status", "--porcelain", "--", "registry/organizations") == "M  registry/organizations/a.toml\n"
    assert text(root) == A.replace("Network A", "Net")
