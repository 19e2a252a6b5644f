"""`govtui fmt` shows, then writes all files or none; `--check` is for hooks."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from small import registry, table, write

from govtui.cli import fmt_run
from govtui.edit import file_edit
from govtui.i18n.translator import LANGUAGES
from govtui.store.files import etag

Run = Callable[..., Any]

MESSY = """\
kind = "event"
# tên tệp
id = "e"   # = tên tệp
schema = 2
type = "forum"
status = "unknown"
[[sources]]
ref = "s"
[name]
en = "E"
vi = "Ê"
"""
FORMATTED = """\
schema = 2
kind = "event"
# tên tệp
id = "e"   # = tên tệp
type = "forum"
status = "unknown"

[name]
vi = "Ê"
en = "E"

[[sources]]
ref = "s"
"""
PATH = "events/e.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry with one record that is not formatted, two that are, and one that is broken."""
    registry(tmp_path / "r", table("a"), table("s", "source"))
    write(tmp_path / "r", PATH, MESSY)
    write(tmp_path / "r", "events/broken.toml", 'schema = 2\nkind = "event\n')
    return tmp_path / "r"


def text(root: Path, path: str = PATH) -> str:
    return (root / path).read_bytes().decode()


def test_check_names_the_files_and_changes_nothing(govtui: Run, root: Path) -> None:
    done = govtui("fmt", "--check", cwd=root)
    assert (done.status, done.out) == (1, f"{PATH}\n")
    assert "events/broken.toml:2:14: " in done.err and "1 file stays as it is." in done.err
    assert "1 file would change" in done.err
    assert text(root) == MESSY
    (root / "events/broken.toml").unlink()
    assert govtui("fmt", "--yes", cwd=root) == (0, f"{PATH}\n", "1 file formatted.\n")
    assert text(root) == FORMATTED
    assert govtui("fmt", "--check", cwd=root) == (0, "", "There is nothing to format.\n")


def test_what_has_errors_stays_and_the_others_go_on(govtui: Run, root: Path) -> None:
    broken = text(root, "events/broken.toml")
    assert govtui("fmt", "--yes", cwd=root).status == 1
    assert (text(root), text(root, "events/broken.toml")) == (FORMATTED, broken)


def test_diff_shows_it(govtui: Run, root: Path) -> None:
    done = govtui("fmt", "e", "--diff", cwd=root)
    assert done.status == 0 and f"--- a/{PATH}\n+++ b/{PATH}\n" in done.out and "+schema = 2\n" in done.out
    assert govtui("fmt", "e", "--diff", "--check", cwd=root) == (1, done.out, done.err)
    assert text(root) == MESSY


@pytest.mark.parametrize(
    "asked", [("e",), (PATH,), ("E",), ("--where", "kind:event"), ("a", "e", "e"), ("{root}/" + PATH,), ("{root}", "e")]
)
def test_records_are_asked_for_by_id_path_and_query(govtui: Run, root: Path, asked: tuple[str, ...]) -> None:
    asked = tuple(one.replace("{root}", str(root)) for one in asked)
    done = govtui("fmt", "--check", *asked, cwd=root.parent if str(root) in asked[0] else root)
    assert done.out == f"{PATH}\n" and done.status == 1


def test_ids_are_read_from_standard_input(forked: Run, root: Path) -> None:
    assert forked("fmt", "-", "--yes", cwd=root, stdin='a\n{"id": "e"}\n').out == f"{PATH}\n"
    assert text(root) == FORMATTED


def test_a_pipe_is_not_asked_and_a_terminal_is(server: Runner, forked: Run, root: Path) -> None:
    done = forked("fmt", "e", cwd=root)
    assert done.status == 2 and "+schema = 2" in done.out and "--yes" in done.err and text(root) == MESSY
    (item,) = json.loads(forked("fmt", "e", "--json", cwd=root).out)["items"]
    assert (item["saved"], item["refused"]) == (False, "needs_yes")
    ran = server.run(["fmt", "e"], terminal=True, cwd=root, typed="n\n")
    assert ran.status == 1 and b"+schema = 2" in ran.out and text(root) == MESSY
    ran = server.run(["fmt", "e"], terminal=True, cwd=root, typed="y\n")
    assert ran.status == 0 and b"Format 1 file? [y/n]" in ran.out and text(root) == FORMATTED


def test_machine_lines_are_the_same_in_every_language(govtui: Run, root: Path) -> None:
    for args in (("--check",), ("--diff", "e"), ("--check", "a")):
        told = {govtui("fmt", *args, "--json", "--lang", language, cwd=root).out for language in LANGUAGES}
        assert len(told) == 1
    done = govtui("fmt", "--check", "--json", cwd=root)
    tried, left = json.loads(done.out)["items"]
    assert (done.status, tried["record"], tried["path"], tried["saved"]) == (1, "e", PATH, False)
    assert tried["diff"].startswith(f"--- a/{PATH}\n") and "refused" not in tried
    assert (left["path"], left["saved"], left["refused"]) == ("events/broken.toml", False, left["problems"][0]["code"])
    done = govtui("fmt", "--yes", "--jsonl", cwd=root)
    saved, _ = map(json.loads, done.out.splitlines())
    assert (saved["saved"], saved["etag"]) == (True, etag(FORMATTED.encode())) and "diff" not in saved


def test_all_are_written_or_none(govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "events/f.toml", MESSY.replace('"e"', '"f"'))
    real = file_edit.apply_change

    def changed(folder: Path, change: file_edit.FileChange) -> None:
        if change.path.endswith("f.toml") and change.after != change.before:
            (folder / change.path).write_text("# somebody else\n")
        real(folder, change)

    monkeypatch.setattr(file_edit, "apply_change", changed)
    done = govtui("fmt", "--yes", "--json", cwd=root)
    assert done.status == 3 and text(root) == MESSY and text(root, "events/f.toml") == "# somebody else\n"
    items = json.loads(done.out)["items"]
    assert [one.get("refused") for one in items[:2]] == ["changed_meanwhile"] * 2


def test_lines_end_with_lf_unless_git_says_otherwise(govtui: Run, root: Path) -> None:
    (root / "events/broken.toml").unlink()
    write(root, PATH, MESSY.replace("\n", "\r\n"))
    write(root, "events/crlf.toml", FORMATTED.replace('"e"', '"crlf"').replace("\n", "\r\n"))
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True)
    write(root, ".gitattributes", "*.toml text eol=crlf\n")
    assert govtui("fmt", "--check", cwd=root).out == f"{PATH}\n"
    govtui("fmt", "--yes", cwd=root)
    assert text(root) == FORMATTED.replace("\n", "\r\n")
    write(root, ".gitattributes", "*.toml text eol=lf\n")
    assert govtui("fmt", "--yes", cwd=root).out == f"events/crlf.toml\n{PATH}\n"
    assert text(root) == FORMATTED
    write(root, PATH, FORMATTED.replace("\n", "\r\n"))
    for attributes, settings, kept in (
        ("", {}, False),
        ("*.toml -text\n", {}, True),
        ("", {"core.autocrlf": "true"}, True),
        ("*.toml text=auto\n", {"core.autocrlf": "false", "core.eol": "crlf"}, True),
        ("*.toml text\n", {"core.autocrlf": "input"}, False),
    ):
        write(root, ".gitattributes", attributes)
        for name, value in settings.items():
            subprocess.run([*git, "config", name, value], check=True)
        assert govtui("fmt", "--check", "e", cwd=root).out == ("" if kept else f"{PATH}\n"), (attributes, settings)


def test_an_earlier_schema_is_migrated_first(govtui: Run, root: Path) -> None:
    write(root, PATH, MESSY.replace("schema = 2", "schema = 1"))
    assert f"{PATH}:4:10: " in govtui("fmt", "--check", "e", cwd=root).err
    write(root, "registry.toml", "schema = 1\n")
    done = govtui("fmt", "--check", "--json", cwd=root)
    (item,) = json.loads(done.out)["items"]
    assert (done.status, item["path"], item["refused"]) == (2, "registry.toml", "old_schema")


def test_what_cannot_be_asked_for_is_told(govtui: Run, root: Path) -> None:
    assert govtui("fmt", "nobody", "--check", cwd=root).err == "govtui: There is no record “nobody”.\n"
    (item,) = json.loads(govtui("fmt", "nobody", "--yes", "--json", cwd=root).out)["items"]
    assert (item["saved"], item["refused"]) == (False, "no_such_record")
    assert govtui("fmt", "nowhere/", "--check", cwd=root).status == 2
    assert govtui("fmt", "registry.toml", "--check", cwd=root).status == 0
    assert govtui("fmt", "--check", "--yes", cwd=root).status == 2
    assert govtui("fmt", "--where", "xyzzyq", "--check", cwd=root).status == 1
    assert govtui("fmt", "--where", "nofield:x", "--yes", cwd=root).status == 2
    registry(root.parent / "other", table("s", "source"))
    assert govtui("fmt", root, root.parent / "other", "--check", cwd=root.parent).status == 2
    assert text(root) == MESSY


def test_a_link_to_a_record_is_that_record(govtui: Run, root: Path) -> None:
    (root / "events/link.toml").symlink_to("e.toml")
    govtui("fmt", "--yes", cwd=root)
    assert text(root) == FORMATTED and (root / "events/link.toml").is_symlink()


def test_it_is_one_step_that_undo_takes_back(govtui: Run, root: Path) -> None:
    write(root, "events/f.toml", MESSY.replace('"e"', '"f"'))
    govtui("fmt", "--yes", cwd=root)
    assert text(root) == FORMATTED
    assert "Formatted 2 files" in govtui("undo", "--list", "--lang", "en", cwd=root).out
    assert govtui("undo", cwd=root).status == 0
    assert (text(root), text(root, "events/f.toml")) == (MESSY, MESSY.replace('"e"', '"f"'))


def test_more_files_than_a_transaction_changes_are_refused(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "events/f.toml", MESSY.replace('"e"', '"f"'))
    monkeypatch.setattr(fmt_run, "MOST_FILES", 1)
    done = govtui("fmt", "--yes", "--jsonl", cwd=root)
    first, second, _ = map(json.loads, done.out.splitlines())
    assert (done.status, first["refused"], second["refused"]) == (1, "too_many_records", "too_many_records")
    assert text(root) == MESSY and govtui("fmt", "e", "--yes", cwd=root).status == 0
