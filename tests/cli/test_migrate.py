"""`govtui migrate`: shows, then writes all files or none; a second run finds nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from small import toml, write

from govtui.cli import migrate_run
from govtui.cli.main import run
from govtui.edit import migration_plan
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.translator import load
from govtui.store.files import etag
from govtui.store.registry import Registry

OLD = {
    "registry.toml": 'schema = 1 # ours\nlanguages = ["vi", "en"]\nsource_language = "vi"\n',
    "declarations/a.toml": 'schema = 1\nkind = "declaration"\nid = "a"\ntype = "plan"\nstatus = "adopted"\ndate = "2022"\n'
    '[name]\nvi = "A"\n[[steps]]\naction = "adopted" # how\ndate = "2022"\n[[steps]]\naction = "noted"\ndate = "2022"\n'
    'text   = "ghi nhận"\n',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in OLD.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text() for path in OLD}


def test_without_write_it_shows_and_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", str(root), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert '+quote  = "ghi nhận"' in shown.out and "+schema = 2 # ours" in shown.out
    assert "declarations/a.toml: date: say in date_of" in shown.err and "2 files would change" in shown.err
    assert texts(root) == OLD


def test_with_write_it_changes_all_and_a_second_run_finds_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(root), "--write", "--lang", "en"]) == 0
    after = texts(root)
    assert after["registry.toml"] == OLD["registry.toml"].replace("schema = 1", "schema = 2")
    assert after["declarations/a.toml"] == OLD["declarations/a.toml"].replace("schema = 1", "schema = 2").replace(
        "text   =", "quote  ="
    )
    capsys.readouterr()
    assert run(["migrate", str(root), "--write", "--lang", "en"]) == 0
    assert "There is nothing to migrate." in capsys.readouterr().err
    assert texts(root) == after


def test_one_step_alone_leaves_the_schema(root: Path) -> None:
    assert run(["migrate", str(root), "--write", "--only", "quote"]) == 0
    assert "schema = 1\n" in texts(root)["declarations/a.toml"] and "quote  =" in texts(root)["declarations/a.toml"]


LEFT = {
    "declarations/b.toml": (b"schema = 1\n[[", "broken_toml"),
    "events/later.toml": (b'schema = 3 # tomorrow\nkind = "event"\nid = "later"\n', "newer_schema"),
    "events/latin.toml": (b'schema = 1\nkind = "event"\nid = "latin"\n# \xe9\n', "not_utf8"),
}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_files_that_cannot_be_read_or_are_of_a_later_version_are_listed_and_left(
    root: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for path, (raw, _) in LEFT.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(raw)
    for options in ([], ["--write"], ["--write"]):  # the third time nothing is left but these
        assert run(["migrate", str(root), *options, "--lang", language]) == 1
        told = capsys.readouterr().err
        for path, (raw, code) in LEFT.items():
            assert (root / path).read_bytes() == raw
            line = next(line for line in told.splitlines() if line.startswith(path))
            words = load(language).gettext(PROBLEMS[code].sentence).partition("{")[0]
            assert words in line
        assert ("3 files stay as they are." if language == "en" else "Có 3 tệp để nguyên.") in told
    assert "schema = 2" in texts(root)["declarations/a.toml"]


def test_a_registry_of_a_later_version_is_left_with_its_settings(root: Path) -> None:
    (root / "registry.toml").write_text("schema = 3\n")
    assert run(["migrate", str(root), "--write"]) == 1
    assert (root / "registry.toml").read_text() == "schema = 3\n"


# what keeps it from being written: then nothing is


def fails_at(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The n-th file that is put in its place does not fit on the disk."""
    placed = os.replace
    count = 0

    def replace(source: str, target: str, **more: Any) -> None:
        nonlocal count
        if str(target).endswith(".toml"):
            count += 1
            if count == n:
                raise OSError(errno.ENOSPC, "No space left on device")
        placed(source, target, **more)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("n", [1, 2])
def test_a_disk_that_is_full_in_the_middle_leaves_all_files_as_they_were(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, n: int
) -> None:
    fails_at(n, monkeypatch)
    assert run(["migrate", str(root), "--write", "--lang", language]) == 2
    assert texts(root) == OLD
    assert load(language).gettext("Nothing was changed.") in capsys.readouterr().err
    monkeypatch.undo()
    assert run(["migrate", str(root), "--write"]) == 0


def test_a_file_that_somebody_changes_meanwhile_leaves_all_files_as_they_were(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = OLD["declarations/a.toml"] + "# theirs\n"
    made = migration_plan.plan

    def planned(registry: Registry, only: str = "") -> migration_plan.MigrationPlan:
        found = made(registry, only)
        (root / "declarations" / "a.toml").write_text(theirs)
        return found

    monkeypatch.setattr(migrate_run, "plan", planned)
    assert run(["migrate", str(root), "--write", "--lang", "en"]) == 2
    assert texts(root) == OLD | {"declarations/a.toml": theirs}
    told = capsys.readouterr().err
    assert "declarations/a.toml was changed by somebody else meanwhile" in told and "Nothing was changed." in told


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_may_not_be_written_is_not_written_in_part(
    root: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    closed = tempfile.mkdtemp(dir="/tmp", prefix="govtui-test-")  # pytest's folders are closed to others
    inside = Path(shutil.copytree(root, Path(closed) / "registry"))
    for path in (Path(closed), inside, *inside.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o666)
    was_root = os.geteuid() == 0
    try:
        run(["migrate", str(inside)])  # imports all that is needed
        if was_root:
            os.chown(inside, 65534, 65534)  # may make the folder .govtui, but write into no kind's folder
            os.seteuid(65534)
        else:
            (inside / "declarations").chmod(0o555)
        status = run(["migrate", str(inside), "--write", "--lang", language])
    finally:
        if was_root:
            os.seteuid(0)
        (inside / "declarations").chmod(0o755)
    assert (status, texts(inside)) == (2, OLD)
    assert load(language).gettext("Nothing was changed.") in capsys.readouterr().err
    shutil.rmtree(closed)


# silence


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "events/e.toml: summary.en: The text gives neither the date nor the place of the meeting.",
                '    gaps = ["date", "place"]',
                "events/e.toml: note.en: The page does not say why.",
                "    (names no field)",
            ],
        ),
        (
            "vi",
            [
                "events/e.toml: summary.vi: Văn bản không nêu ngày và nơi họp.",
                '    gaps = ["date", "place"]',
                "events/e.toml: note.vi: Trang này không nói vì sao.",
                "    (không nhắc đến trường nào)",
            ],
        ),
    ],
)
def test_report_lists_what_texts_say_of_silence_with_the_gaps_they_name(
    root: Path, capsys: pytest.CaptureFixture[str], language: str, told: list[str]
) -> None:
    (root / "events").mkdir()
    (root / "events" / "e.toml").write_text(
        'schema = 2\nkind = "event"\nid = "e"\n[summary]\nvi = "Họp về 1.5 điểm. Văn bản không nêu ngày và nơi họp."\n'
        'en = "On 1.5 points. The text gives neither the date nor the place of the meeting."\n'
        '[note]\nvi = "Trang này không nói vì sao."\nen = "The page does not say why."\n'
    )
    before = texts(root)
    assert run(["migrate", str(root), "--report", "--lang", language]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == told
    assert "2" in shown.err
    assert texts(root) == before
    assert run(["migrate", str(root), "--report", "--write"]) == 2


# before it is migrated nothing is begun


BEGINNINGS = {
    "set": ["set", "a", "status=noted"],
    "set --dry-run": ["set", "--dry-run", "a", "status=noted"],
    "new": ["new", "event", "--type", "forum", "--name-vi", "Hội", "--id", "hoi"],
    "rename": ["rename", "a", "b"],
    "rename --dry-run": ["rename", "--dry-run", "a", "b"],
    "rm": ["rm", "a"],
    "edit": ["edit", "a"],
    "check --fix": ["check", "--fix", "--yes"],
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", BEGINNINGS)
def test_in_a_registry_of_an_earlier_form_a_command_is_refused_with_the_one_to_run(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, language: str
) -> None:
    write(root, "events/n.toml", 'schema = 1\nkind = "event"\nid = "n"\ntype = "forum"\nstatus = "held"\n'
          + unicodedata.normalize("NFD", '[name]\nvi = "Huế"\nen = "Hue"\n'))  # fmt: skip
    before = {path: path.read_bytes() for path in root.rglob("*.toml")}
    assert run(["--registry", str(root), "--lang", language, *BEGINNINGS[name]]) == 2
    shown = capsys.readouterr()
    assert (
        load(language)
        .gettext("{path} has the form of an earlier version; bring the registry up to date: govtui migrate --write")
        .format(path="registry.toml")
        in shown.err
    )
    assert shown.out == ""
    assert {path: path.read_bytes() for path in root.rglob("*.toml")} == before


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", ["set", "rename", "rename --dry-run"])
def test_one_record_of_an_earlier_form_is_refused_alike_and_others_are_not(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, language: str
) -> None:
    write(root, "registry.toml", "schema = 2\n")
    write(root, "events/hoi.toml", toml("hoi", "event"))
    assert run(["--registry", str(root), "--lang", language, *BEGINNINGS[name]]) == 2
    assert "declarations/a.toml" in (told := capsys.readouterr().err) and "govtui migrate --write" in told
    assert texts(root)["declarations/a.toml"] == OLD["declarations/a.toml"]
    assert run(["--registry", str(root), "set", "hoi", "status=held"]) == 0
    assert run(["--registry", str(root), *BEGINNINGS["rm"]]) == 0  # what goes needs no form


def test_repairs_leave_a_record_of_an_earlier_form_and_mend_the_others(root: Path) -> None:
    write(root, "registry.toml", "schema = 2\n")
    for id, schema in (("x", 1), ("y", 2)):
        write(root, f"events/{id}.toml", unicodedata.normalize("NFD", toml(id, "event", name={"vi": "Huế", "en": id}))
              .replace("schema = 2", f"schema = {schema}"))  # fmt: skip
    before = (root / "events" / "x.toml").read_text()
    run(["check", str(root), "--fix", "--yes"])
    assert (root / "events" / "x.toml").read_text() == before
    assert "Huế" in (root / "events" / "y.toml").read_text()
    assert texts(root)["declarations/a.toml"] == OLD["declarations/a.toml"]


def test_programs_get_a_line_for_each_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "events/bad.toml", "x =\n")

    def told(*args: str) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        status = run(["migrate", str(root), "--json", *args])
        return status, json.loads(capsys.readouterr().out)["items"]

    status, items = told()
    assert status == 1 and [one["path"] for one in items] == ["declarations/a.toml", "events/bad.toml", "registry.toml"]
    change, bad, manifest = items
    assert (change["record"], change["saved"], change["undecided"]) == ("a", False, ["date"])
    assert {"field": "schema", "before": 1, "after": 2} in change["changes"]
    assert change["diff"].startswith("--- a/declarations/a.toml") and "record" not in manifest
    assert bad["refused"] == bad["problems"][0]["code"]
    assert told("--lang", "vi") == (status, items)
    status, items = told("--write")
    assert [one["saved"] for one in items] == [True, False, True]
    assert items[0]["etag"] == etag((root / "declarations/a.toml").read_bytes()) and "diff" not in items[0]
