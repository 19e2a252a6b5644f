"""`govtui set ID FIELD=VALUE…`: fields changed, everything else left; refused with the reasons, in the user's language."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write

from govtui.edit.operations import Editing
from govtui.store import saving
from govtui.store.files import etag

Run = Callable[..., Any]

A = """\
schema = 2
kind = "organization"
id = "a"
type = "network"  # một mạng lưới
status = "unknown"
former_ids = ["cu"]

[name]
vi = "Mạng lưới A"
en = "Network A"

[[sources]]
ref = "s"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry of an organization with a former id, another one, and their source."""
    root = tmp_path / "registry"
    registry(root, table("b"), table("s", "source"))
    write(root, "organizations/a.toml", A)
    return root


@pytest.fixture
def set_(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui("set", *args, "--registry", root, "--lang", lang)


def line(done: Any) -> dict[str, Any]:
    """The one line of a document."""
    [told] = json.loads(done.out)["items"]
    return dict(told)


def text(root: Path) -> str:
    return (root / "organizations" / "a.toml").read_bytes().decode()


def test_fields_are_set_and_what_changed_is_told(set_: Run, root: Path) -> None:
    done = set_("a", "status=active", "name.en=The Network")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "Saved organizations/a.toml.\n"
        '    status: "unknown" → "active"\n'
        '    name.en: "Network A" → "The Network"\n'
    )  # fmt: skip
    assert text(root) == A.replace('"unknown"', '"active"').replace("Network A", "The Network")


def test_vietnamese_is_spoken_to_whoever_wants_it(set_: Run) -> None:
    assert set_("a", "status=active", lang="vi").out.startswith("Đã lưu organizations/a.toml.\n")


def test_a_dry_run_shows_the_diff_and_saves_nothing(set_: Run, root: Path) -> None:
    done = set_("--dry-run", "a", "status=active")
    assert done.status == 0
    assert '-status = "unknown"\n+status = "active"\n' in done.out
    assert text(root) == A


def test_what_is_set_already_needs_no_saving(set_: Run) -> None:
    done = set_("a", "status=unknown")
    assert (done.status, done.out) == (0, "There is nothing to change.\n")


def test_new_errors_are_printed_as_check_prints_them_and_nothing_is_saved(set_: Run, root: Path) -> None:
    done = set_("a", "status=actve")
    assert done.status == 1
    assert done.out == (
        "organizations/a.toml:5:10: Error [unknown_vocabulary_key] “actve” is not in the vocabulary of this field."
        ' Did you mean “active”? status takes: active, inactive, withdrawn, unknown.\n       5 | status = "actve"\n'
    )
    assert done.err == "govtui: The change causes errors, so nothing was saved.\n"
    assert text(root) == A
    assert set_("--insist", "a", "status=actve").status == 0
    assert '"actve"' in text(root)


def test_a_warning_is_printed_and_the_change_saved(set_: Run, root: Path) -> None:
    done = set_("a", "relations.member_of+=bb")
    assert done.status == 0
    assert "[dangling] There is no record “bb”." in done.out
    assert text(root).endswith('[relations]\nmember_of = ["bb"]\n\n[[sources]]\nref = "s"\n')


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["a", "stauts=x"], 1, "Did you mean “status”?"),
        (["a", "name=x"], 1, "name.vi or name.en"),
        (["a", "id=x"], 1, "govtui rename"),
        (["a", "sdg-=1"], 1, "“1” is not in “sdg”."),
        (["a", "aka.x.type=alias"], 1, "There is nothing at “aka.x.type”"),
        (["zz", "status=active"], 2, "There is no record “zz”."),
        (["a", "status"], 2, "Say what to change: FIELD=VALUE"),
        (["a", "status=active", "b"], 2, "“b” is not of the form FIELD=VALUE."),
        (["a"], 2, "Say what to change: FIELD=VALUE"),
        (["status=active"], 2, "Name one or more records by their ids"),
        (
            ["a", "summary.vi=@nowhere.txt"],
            2,
            "There is no file nowhere.txt; a value that begins with @ is written @@….",
        ),
        (["a", "summary.vi=@."], 2, ". cannot be read."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    set_: Run, root: Path, args: list[str], status: int, words: str
) -> None:
    done = set_(*args)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("govtui: ") and words in done.err and done.err.count("\n") == 1
    assert text(root) == A


def test_a_former_id_leads_to_the_record_with_a_remark(set_: Run, root: Path) -> None:
    done = set_("cu", "status=active")
    assert done.status == 0 and "“cu” now has the id “a”." in done.err
    assert '"active"' in text(root)


def test_a_script_is_told_in_json(set_: Run, root: Path) -> None:
    told = line(set_("--json", "a", "status=active", "theme.vi="))
    assert told == {
        "v": 1,
        "is": "change",
        "record": "a",
        "path": "organizations/a.toml",
        "saved": True,
        "changes": [{"field": "status", "before": "unknown", "after": "active"}],
        "problems": [],
        "etag": etag(text(root).encode()),
    }
    done = set_("--json", "a", "status=actve")
    told = line(done)
    assert (done.status, told["saved"], told["refused"]) == (1, False, "blocked")
    assert told["problems"][0]["code"] == "unknown_vocabulary_key" and told["problems"][0]["line"] == 5
    assert done.err == "govtui: The change causes errors, so nothing was saved.\n"
    done = set_("--json", "zz", "status=active")
    assert (done.status, line(done)["saved"], line(done)["refused"]) == (2, False, "no_such_record")
    told = line(set_("--json", "a", "stauts=x"))
    assert (told["refused"], told["values"]) == ("unknown_field", {"field": "stauts", "near": "status"})
    assert line(set_("--json", "--dry-run", "a", "status=inactive"))["diff"].startswith("--- a/org")
    assert json.loads(set_("--jsonl", "a", "status=active").out)["changes"] == []


def test_the_lines_are_the_same_in_both_languages(set_: Run) -> None:
    for args in (
        ["a", "status=actve"],
        ["zz", "status=x"],
        ["a", "stauts=x"],
        ["a", "b", "status=active"],
        ["a", "status=active", "--dry-run"],
    ):
        assert set_("--json", *args, lang="vi").out == set_("--json", *args, lang="en").out != ""


def test_a_file_that_is_no_toml_is_refused_with_what_to_do(set_: Run, root: Path) -> None:
    write(root, "organizations/a.toml", A.replace("[name]", "[name"))
    done = set_("a", "status=active")
    assert done.status == 1
    assert "organizations/a.toml:8:" in done.out and "[broken_header]" in done.out
    assert "is not valid TOML" in done.err and "“govtui edit a” opens it in your editor." in done.err
    assert line(set_("--json", "a", "status=active"))["refused"] == "broken_toml"


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(set_: Run, root: Path) -> None:
    write(root, "organizations/a.toml", A + "#" * 300_000)
    done = set_("a", "status=active")
    assert (done.status, done.out) == (2, "")
    assert "organizations/a.toml cannot be read. The file has 300" in done.err


def test_a_record_with_a_wrong_value_is_mended_by_it(set_: Run, root: Path) -> None:
    write(root, "organizations/a.toml", A.replace('"unknown"', "7"))
    assert set_("a", "status=unknown").status == 0
    assert text(root) == A


def test_decomposed_letters_are_stored_composed_and_crlf_stays(set_: Run, root: Path) -> None:
    write(root, "organizations/a.toml", A.replace("\n", "\r\n"))
    assert set_("a", "name.vi=" + unicodedata.normalize("NFD", "Đổi mới")).status == 0
    assert text(root) == A.replace("Mạng lưới A", "Đổi mới").replace("\n", "\r\n")


def test_json_tells_the_value_that_was_saved_whatever_is_in_it(set_: Run, root: Path) -> None:
    told = line(set_("--json", "a", "name.en=C\u202eD\x9b2J"))
    assert told["changes"][0]["after"] == "C\u202eD\x9b2J"


def test_it_is_told_who_else_is_editing_the_record(set_: Run, root: Path) -> None:
    code = "import sys, pathlib; from govtui.store.presence import Presence; p = Presence(pathlib.Path(sys.argv[1]))"
    argv = [sys.executable, "-c", f"{code}; p.enter('a'); print(1, flush=True); input()", str(root)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "1\n"
        done = set_("a", "status=active")
        other.communicate("\n")
    assert done.status == 0 and " has been editing this record on " in done.err
    assert set_("a", "status=inactive").err == ""


def test_a_link_to_a_file_stays_a_link(set_: Run, root: Path) -> None:
    folder = root / "organizations"
    (folder / "a.toml").rename(folder / "a.txt")
    (folder / "a.toml").symlink_to("a.txt")
    assert set_("a", "status=active").status == 0
    assert (folder / "a.toml").is_symlink() and '"active"' in (folder / "a.txt").read_text()


def test_a_registry_that_is_read_only_is_left_alone(set_: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govtui.cli.session.is_writable", lambda root: False)  # whoever runs the tests may be root
    done = set_("a", "status=active")
    assert (done.status, done.err) == (2, "govtui: The registry is read-only; nothing was changed.\n")
    assert text(root) == A


def meanwhile(monkeypatch: pytest.MonkeyPatch, root: Path, *texts: str) -> None:
    """Let somebody else save these texts, each just before one of our saves."""
    waiting, replace = list(texts), saving.replace

    def raced(*args: Any) -> None:
        if waiting:
            write(root, "organizations/a.toml", waiting.pop(0))
        replace(*args)

    monkeypatch.setattr(saving, "replace", raced)


def test_what_somebody_else_saved_meanwhile_is_kept_beside_it(
    set_: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = A.replace("Network A", "Net")
    meanwhile(monkeypatch, root, theirs, theirs.replace("network", "ngo"))
    done = set_("a", "status=active")
    assert done.status == 0
    assert done.err.count("both changes were merged") == 2
    assert text(root) == theirs.replace("network", "ngo").replace('"unknown"', '"active"')


def test_the_same_field_changed_meanwhile_is_a_conflict(set_: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = A.replace('"unknown"', '"inactive"')
    meanwhile(monkeypatch, root, theirs)
    done = set_("a", "status=active")
    assert done.status == 3
    assert "in the same fields; nothing was saved" in done.err
    assert [line.split() for line in done.out.splitlines()] == [
        ["status:"], ["before", '"unknown"'], ["yours", '"active"'], ["theirs", '"inactive"'],
    ]  # fmt: skip
    assert text(root) == theirs
    meanwhile(monkeypatch, root, A)
    told = line(set_("--json", "a", "status=withdrawn"))
    assert told["clashes"] == [{"field": "status", "base": "inactive", "mine": "withdrawn", "theirs": "unknown"}]


def test_a_file_removed_meanwhile_is_a_conflict(set_: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Editing.save

    def raced(*args: Any, **settings: Any) -> Any:
        (root / "organizations" / "a.toml").unlink(missing_ok=True)
        return save(*args, **settings)

    monkeypatch.setattr(Editing, "save", raced)
    done = set_("a", "status=active")
    assert (done.status, done.out) == (3, "")
    assert done.err == "govtui: organizations/a.toml was removed by somebody else meanwhile; nothing was saved.\n"


def test_help_teaches_by_example_in_both_languages(govtui: Run) -> None:
    for lang, words in (("en", "Examples:"), ("vi", "Ví dụ:")):
        done = govtui("set", "--help", "--lang", lang)
        assert words in done.out and "govtui set unpog status=inactive\n" in done.out


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_text_of_an_earlier_schema_is_not_set_and_the_command_for_it_is_told(
    set_: Run, root: Path, lang: str
) -> None:
    old = A.replace("schema = 2", "schema = 1")
    write(root, "organizations/a.toml", old)
    done = set_("a", "status=active", lang=lang)
    assert done.status != 0 and "govtui migrate --write" in done.err
    assert text(root) == old


def test_a_value_is_taken_from_a_file_without_its_last_line_end(set_: Run, root: Path, tmp_path: Path) -> None:
    file = write(tmp_path, "summary.txt", "\ufeffDòng một = 1\r\n@hai\r\n")
    assert set_("a", f"summary.vi=@{file}", "summary.en=@@home").status == 0
    assert 'vi = """\nDòng một = 1\n@hai"""\n' in text(root) or 'vi = "Dòng một = 1\\n@hai"' in text(root)
    assert 'en = "@home"' in text(root)


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"", "is empty; “FIELD=”"), (b"\xff", "is not UTF-8."), (b"x" * 300_000, "is larger than a record")],
)
def test_a_file_that_gives_no_value_is_refused(set_: Run, root: Path, tmp_path: Path, raw: bytes, words: str) -> None:
    write(tmp_path, "value", raw)
    done = set_("a", f"summary.vi=@{tmp_path / 'value'}", "--json")
    assert done.status == 2 and words in done.err and line(done)["saved"] is False
    assert text(root) == A


def test_a_value_or_ids_come_from_standard_input_but_not_both(forked: Run, root: Path) -> None:
    def run(*args: str, stdin: str) -> Any:
        return forked("set", *args, "--registry", root, "--lang", "en", stdin=stdin)

    assert run("a", "summary.en=@-", stdin="From a pipe\n").status == 0
    assert 'en = "From a pipe"' in text(root)
    for args in (["-", "summary.en=@-"], ["a", "summary.en=@-", "summary.vi=@-"]):
        done = run(*args, stdin="a\n")
        assert done.status == 2 and "Standard input can be read once only" in done.err
    assert run("-", "status=active", stdin="\nORGANIZATIONS/A.TOML\n".lower()).status == 0
    assert '"active"' in text(root)
    done = run("-", "status=active", stdin="\n")
    assert done.status == 1 and "No record was found" in done.err
