"""Many records changed at once on the command line, and taken back: previewed, asked about, all or none, told to programs."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from small import registry, table

from govtui.edit import bulk_set, file_edit

Run = Callable[..., Any]

PREVIEW = """\
Field   Records  Before → after
status        2  "unknown" → "held"
sdg           3  — → ["16.6"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three events, one of them held already, and an organization."""
    events = (table(f"e{number}", "event", name={"vi": f"Diễn đàn {number}"}) for number in (1, 2))
    root = tmp_path / "registry"
    registry(root, table("s", "source"), table("a"), *events, table("e3", "event", status="held"))
    return root


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, govtui: Run) -> Mapping[str, str]:
    """A state folder of its own, so that there are no steps but those of the test."""
    env = {"XDG_STATE_HOME": str(tmp_path / "state")}
    monkeypatch.setenv(*next(iter(env.items())))
    return env


@pytest.fixture
def run(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui(*args, "--registry", root, "--lang", lang)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def items(done: Any) -> list[dict[str, Any]]:
    return list(json.loads(done.out)["items"])


def test_many_are_previewed_by_value_saved_and_taken_back_as_one(run: Run, root: Path) -> None:
    before = files(root)
    done = run("set", "--where", "kind:event", "status=held", "sdg+=16.6", "--dry-run")
    assert (done.status, done.out, done.err) == (0, PREVIEW, "") and files(root) == before
    done = run("set", "e1", "E2", "events/e3.toml", "status=held", "sdg+=16.6", "--yes")
    assert (done.status, done.err) == (0, "")
    assert done.out == PREVIEW + "Changed 3 records; “govtui undo” undoes all of it.\n"
    after = files(root)
    assert sum(after[path] != raw for path, raw in before.items()) == 3
    done = run("undo")
    assert (done.status, done.err) == (0, "")
    told = re.match(r"Undone: Edited (.*) of 3 records \(", done.out)
    assert told and set(told[1].split(", ")) == {"status", "Sustainable Development Goals"}
    assert '\nstatus        2  "held" → "unknown"\n' in done.out
    assert files(root) == before
    assert run("undo").err == "govtui: There is nothing to undo.\n"
    assert run("undo", "--redo").status == 0 and files(root) == after


def test_one_that_is_refused_refuses_all_unless_it_is_left_out(run: Run, root: Path) -> None:
    before = files(root)
    args = ("set", "e1", "e2", "a", "status=held", "--yes")
    done = run(*args)
    assert done.status == 1
    assert "    organizations/a.toml: [unknown_vocabulary_key] “held” is not in the vocabulary" in done.out
    assert done.err == "govtui: 1 record is refused, so nothing was saved; --skip-refused leaves it out.\n"
    assert [(one["record"], one["refused"]) for one in items(run(*args, "--json"))] == [
        ("e1", "others_refused"), ("e2", "others_refused"), ("a", "blocked"),
    ]  # fmt: skip
    assert files(root) == before
    done = run(*args, "--skip-refused", "--jsonl")
    assert [json.loads(line)["saved"] for line in done.out.splitlines()] == [True, True, False]
    now = files(root)
    assert {path for path in now if now[path] != before[path]} == {"events/e1.toml", "events/e2.toml"}


def test_where_nobody_can_be_asked_it_takes_yes(run: Run, root: Path) -> None:
    before = files(root)
    done = run("set", "e1", "e2", "status=held")
    assert (done.status, files(root)) == (2, before)
    assert (
        done.err
        == "govtui: Nothing was changed, because there is no terminal to ask in; --yes changes it without asking.\n"
    )
    assert {one["refused"] for one in items(run("set", "e1", "e2", "status=held", "--json"))} == {"needs_yes"}
    assert run("set", "e1", "e3", "status=held", "--where", "x").status == 2
    assert files(root) == before


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("yes", [True, False])
def test_on_a_terminal_it_asks(server: Runner, root: Path, state: Mapping[str, str], lang: str, yes: bool) -> None:
    answer = {"en": "maybe\nY\n", "vi": "co\nC\n"}[lang] if yes else "n\n" if lang == "en" else "k\n"
    args = ["set", "--where", "kind:event", "status=held", "--registry", str(root), "--lang", lang]
    ran = server.run(args, terminal=True, cwd=root, env=state, typed=answer)
    words = {"en": "Change 2 records? [y/n]", "vi": "Sửa 2 bản ghi? [c/k]"}[lang]
    assert words in ran.out.decode() and ran.status == (0 if yes else 1)
    assert (b"held" in files(root)["events/e1.toml"]) is yes


def test_a_mistake_in_the_query_changes_nothing(run: Run, root: Path) -> None:
    before = files(root)
    for query in ("typ:forum", "type:nothing", '"open', "country:Wonderland", "diendan"):
        done = run("set", "--where", query, "status=held", "--yes", "--json")
        assert done.status in (1, 2) and "govtui: " in done.err, query
    assert files(root) == before


def test_more_than_are_changed_at_once_are_refused_with_what_to_do(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_set, "MOST_FILES", 2)
    done = run("set", "--where", "kind:event", "status=held", "--yes")
    assert done.status == 1 and "3 records are too many to change at once; at most 2 can be" in done.err


def test_what_others_saved_meanwhile_is_merged_or_all_is_refused(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, file = bulk_set.save, root / "events" / "e2.toml"

    def raced(*args: Any, **settings: Any) -> Any:
        file.write_text(file.read_text().replace("Diễn đàn", "Đối thoại").replace("held", "planned"))
        return save(*args, **settings)

    monkeypatch.setattr(bulk_set, "save", raced)
    done = run("set", "e1", "e2", "status=held", "--yes")
    assert done.status == 0 and "1 file was changed by somebody else meanwhile; both changes were merged." in done.err
    assert "Đối thoại" in file.read_text() and "held" in file.read_text()
    before = files(root)
    done = run("set", "e1", "e2", "status=unknown", "--yes", "--json")
    assert done.status == 3 and {one["refused"] for one in items(done)} == {"conflict"}
    assert files(root)["events/e1.toml"] == before["events/e1.toml"] and "planned" in file.read_text()


def test_a_pipe_of_two_commands_is_one_step_and_undo_gives_the_tree_back_to_the_byte(
    root: Path, environ: Mapping[str, str], state: Mapping[str, str]
) -> None:
    before = files(root)
    program = f"{shlex.quote(sys.executable)} -m govtui"
    env = {**environ, **state, "GOVTUI_REGISTRY": str(root)}

    def shell(line: str) -> int:
        return subprocess.run(line, shell=True, env=env, stdout=subprocess.DEVNULL, check=False).returncode

    assert shell(f"{program} search kind:event --ids | {program} set - status=cancelled --yes") == 0
    assert sum(b'"cancelled"' in raw for raw in files(root).values()) == 3
    assert shell(f"{program} undo") == 0
    assert files(root) == before


@pytest.mark.parametrize("next_", ["undo", "search --ids kind:event", "check"])
def test_a_kill_in_the_middle_is_made_good_by_the_next_command(run: Run, root: Path, next_: str) -> None:
    before, write = files(root), file_edit.write
    child = os.fork()
    if child == 0:
        made: list[str] = []

        def dying(place: Path, change: Any) -> bool:
            if made:
                os._exit(9)
            made.append(change.path)
            return write(place, change)

        file_edit.write = dying  # type: ignore[assignment]
        run("set", "--where", "kind:event", "sdg+=16.6", "--yes")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert sum(files(root)[path] != raw for path, raw in before.items()) == 1
    done = run(*next_.split())
    assert done.status == 0
    assert "A change of several files that had been interrupted was finished." in done.err
    if next_ != "undo":
        assert sum(files(root)[path] != raw for path, raw in before.items()) == 3
        assert run("undo").status == 0
    assert files(root) == before


# -- undo ------------------------------------------------------------------------------------------------------------


def test_kept_changes_are_listed_for_people_and_for_programs(run: Run, root: Path) -> None:
    assert run("undo", "--list")[1:] == ("", "govtui: There is nothing to undo.\n")
    assert items(run("undo", "--list", "--json")) == []
    run("set", "e1", "status=held")
    run("rename", "a", "mang")
    run("undo")
    listed = run("undo", "--list")
    assert [line.split("  ")[2:] for line in listed.out.splitlines()] == [
        ["Renamed a to mang", "[undone]"], ["Edited status of Diễn đàn 1"],
    ]  # fmt: skip
    rename, fields = items(run("undo", "--list", "--json"))
    assert (rename["what"], rename["undoable"], rename["undone"]) == ("rename", False, True)
    assert (fields["what"], fields["records"], fields["fields"], fields["undoable"]) == (
        "fields",
        ["e1"],
        ["status"],
        True,
    )
    assert run("undo", "--list", lang="vi").out.splitlines()[0].endswith("[đã hoàn tác]")
    assert run("undo", "--list", "--json", lang="vi").out == run("undo", "--list", "--json").out


def test_what_was_changed_since_is_not_taken_back_and_the_one_before_it_is_named(run: Run, root: Path) -> None:
    run("set", "e1", "status=held")
    run("set", "e2", "status=held")
    file = root / "events" / "e2.toml"
    file.write_text(file.read_text() + "# theirs\n")
    before, done = files(root), run("undo")
    assert (done.status, done.out, files(root)) == (3, "", before)
    assert "events/e2.toml has changed since; undoing this would lose that change." in done.err
    id = done.err.partition("“govtui undo ")[2].partition("”")[0]
    assert [one["refused"] for one in items(run("undo", "--json"))] == ["changed_since"]
    done = run("undo", id)
    assert done.status == 0 and b"unknown" in files(root)["events/e1.toml"]
    assert "undone already" in run("undo", id).err
    assert run("undo", "zzzz").err.startswith("govtui: There is no kept change “zzzz”")


def test_what_it_takes_back_is_told_to_programs_and_can_be_looked_at_first(run: Run, root: Path) -> None:
    run("set", "e1", "status=held")
    run("rm", "s", "--insist")
    after = files(root)
    [told] = items(run("undo", "--dry-run", "--json"))
    assert (told["record"], told["path"], told["saved"]) == ("s", "sources/s.toml", False) and files(root) == after
    assert "Would be undone: Removed s (" in run("undo", "--dry-run").out
    assert "    sources/s.toml: added\n" in run("undo").out
    [told] = items(run("undo", "--json"))
    assert told["changes"] == [{"field": "status", "before": "held", "after": "unknown"}]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_damaged_file_of_a_kept_change_is_a_sentence(
    run: Run, root: Path, state: Mapping[str, str], lang: str
) -> None:
    run("set", "e1", "status=held")
    [file] = Path(state["XDG_STATE_HOME"]).glob("govtui/undo/*")
    file.write_bytes(file.read_bytes()[:-30])
    done = run("undo", lang=lang)
    assert done.status == 1 and {"en": "is damaged", "vi": "đã hỏng"}[lang] in done.err
    file.write_bytes(b"\xff")
    assert run("undo", lang=lang).status == 1


def test_a_registry_that_is_read_only_is_left_alone(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("set", "e1", "status=held")
    monkeypatch.setattr("govtui.cli.session.is_writable", lambda root: False)
    before = files(root)
    for args in (["undo"], ["set", "e1", "e2", "status=planned", "--yes"], ["rm", "e1", "e2", "--yes", "--insist"]):
        done = run(*args)
        assert done.status == 2 and "The registry is read-only; nothing was changed." in done.err
    assert files(root) == before


def test_what_cannot_be_kept_for_undo_is_not_said_to_be(run: Run, root: Path, state: Mapping[str, str]) -> None:
    Path(state["XDG_STATE_HOME"]).write_text("a file where the folder should be")
    for args, lang, said in (
        (["set", "e1", "e2", "status=planned"], "en", "Changed 2 records.\n"),
        (["rm", "e1", "e2", "--insist"], "vi", "Đã xóa 2 bản ghi.\n"),
    ):
        done = run(*args, "--yes", lang=lang)
        assert done.status == 0 and done.out.endswith(said) and "govtui undo" in done.err
