"""`govtui verify` holds records against texts in a folder: what it prints, in which form, how it ends, and what --fix writes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write
from told_problems import rows_of

from govtui.cli import session
from govtui.cli.output import Output
from govtui.store.texts import TEXT_SIZE

Run = Callable[..., Any]
TEXT = "Đầu đề\n\nNgày 5/8/2022, 600 đại biểu đã dự.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    figures = [{"what": "participants", "value": 600, "source": "s", "at": "L1"}]
    quoted = [{"what": "participants", "value": 600, "quote": "600 đại biêu", "source": "s", "at": "L3"}]
    registry(
        tmp_path / "registry",
        table("short", "event", figures=figures),
        table("wrong", "event", figures=quoted),
        table("s", "source", lang="vi"),
        manifest='schema = 2\ntexts = "../texts"\n',
    )
    write(tmp_path, "texts/s.txt", TEXT)
    return tmp_path / "registry"


def test_findings_stand_below_their_record_with_what_fixes_them(root: Path, govtui: Run) -> None:
    ran = govtui("verify", root)
    assert ran.status == 1  # a quotation that stands nowhere is an error
    lines = ran.out.splitlines()
    assert lines[0] == "short"
    assert lines[1].split("  ")[1:] == [
        "Warning",
        "figures.participants.value",
        "“600” is not stated in s L1; s L3 states it.",
        " --fix",
    ]
    assert lines[2] == "wrong" and "figures.participants.quote" in lines[3] and "s L3: 600 đại [-biêu-]" in lines[4]
    assert "--fix" not in "".join(lines[2:])
    assert lines[-1] == (
        "1 text, 3 records: 1 quotation, 2 numbers, 0 dates, 0 names, 0 numbers in own words. 1 too short, 1 not found."
    )


def test_where_nothing_is_compared_it_says_how_a_fact_names_its_lines(root: Path, govtui: Run) -> None:
    ran = govtui("verify", root, "s")
    assert ran.status == 0 and 'for = ["date"], at = "L30"' in ran.err
    assert "at = " not in govtui("verify", root, "short").err


def test_the_exit_status_tells_errors_and_with_strict_warnings(root: Path, govtui: Run, tmp_path: Path) -> None:
    assert govtui("verify", root, "--record", "short").status == 0
    assert govtui("verify", root, "--record", "short", "--strict").status == 1
    assert govtui("verify", root, "--record", "s", "--strict").status == 0
    assert govtui("verify", root, "--record", "nobody").status == 2
    assert govtui("verify", root, "--source", "nobody").status == 2
    (tmp_path / "none").mkdir()
    assert govtui("verify", root, "--texts", tmp_path / "none").status == 2


def test_a_folder_that_is_not_there_is_named(root: Path, govtui: Run, tmp_path: Path) -> None:
    ran = govtui("verify", root, "--texts", tmp_path / "missing")
    assert ran.status == 2
    assert f"There is no folder {tmp_path / 'missing'}." in ran.err


def test_json_is_a_line_for_each_finding(root: Path, govtui: Run) -> None:
    rows = rows_of(govtui("verify", root, "--json").out)
    assert [row["code"] for row in rows] == ["value_elsewhere", "quote_nowhere"]
    assert rows[0]["path"].endswith("short.toml") and rows[0]["line"] > 1
    assert rows[0]["values"]["better"] == "s L3"
    for asked in (["--record", "wrong"], [root, "WRONG"], ["wrong", "s"], ["--where", "wrong"]):
        here = root if root not in asked else root.parent
        only = govtui("verify", *asked, "--jsonl", cwd=here).out
        assert [json.loads(line)["code"] for line in only.splitlines()] == ["quote_nowhere"], asked
    listed = [json.loads(line) for line in govtui("verify", root, "--jsonl", "--unrecorded").out.splitlines()]
    assert {(row["is"], row["source"], row["line"]) for row in listed} == {("unrecorded", "s", 3)}


def test_several_sources_may_be_named(root: Path, govtui: Run, tmp_path: Path) -> None:
    registry(root, table("t", "source", lang="vi"), table("u", "source", lang="vi"), manifest=None)
    for name in ("t", "u"):
        write(tmp_path, f"texts/{name}.txt", "Một dòng\n")
    assert govtui("verify", root, "--source", "t", "--source", "u").out.startswith("2 texts, ")
    alone = govtui("verify", root, "--source", "s").out
    assert alone.splitlines()[-1].startswith("1 text, ") and "figures.participants.value" in alone
    assert "figures.participants.value" not in govtui("verify", root, "--source", "t").out


def test_what_no_record_has_is_listed_on_request(root: Path, govtui: Run, tmp_path: Path) -> None:
    write(tmp_path, "texts/s.txt", TEXT + "Sau đại dịch COVID-19, 17 nước dự.\n")
    figures = [{"what": "countries", "value": 7, "source": "s", "at": "L4"}]
    registry(root, table("after", "event", figures=figures), manifest=None)
    listed = govtui("verify", root, "--unrecorded").out.splitlines()
    assert listed[listed.index("s") + 1 :][-2:] == ["  L4    17", "  L4    COVID-19"]
    rows = [json.loads(line) for line in govtui("verify", root, "--jsonl", "--unrecorded").out.splitlines()]
    assert [row["word"] for row in rows if row["line"] == 4] == ["17", "COVID-19"]


def test_annotations_name_the_line_of_the_file(root: Path, govtui: Run) -> None:
    out = govtui("verify", root, "--format", "github").out
    assert out.count("::warning ") == 1 and out.count("::error ") == 1


def test_places_of_free_form_are_counted_as_not_compared(root: Path, govtui: Run) -> None:
    figures = [{"what": "participants", "value": 7, "source": "s", "at": "p. 14"}]
    registry(root, table("free", "event", figures=figures), manifest=None)
    ran = govtui("verify", root, "--record", "free")
    assert ran.status == 0
    assert ran.out.endswith("1 was not compared: its place has a form that is not looked up, such as “p. 14”.\n")


def test_check_judges_alike_without_texts_and_adds_findings_with_them(root: Path, govtui: Run) -> None:
    def codes(*args: object) -> set[str]:
        return {row["code"] for row in rows_of(govtui("check", root, "--json", *args).out)}

    added = codes("--texts", root.parent / "texts") - codes()
    assert added == {"value_elsewhere", "quote_nowhere"}


# -- which folder, and what stands in it -------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path, govtui: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes the user's config.toml."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def put(text: str) -> None:
        write(tmp_path, "config/govtui/config.toml", text)

    return put


@pytest.mark.parametrize(
    ("key", "folder"), [("{root}", "{home}/mine"), ("~/registry", "~/mine"), ("{root}", "../mine")]
)
def test_the_user_names_a_folder_of_texts(
    root: Path, tmp_path: Path, govtui: Run, config: Callable[[str], None], key: str, folder: str
) -> None:
    names = {"root": root, "home": tmp_path}
    config(f'[texts]\n"{key.format(**names)}" = "{folder.format(**names)}"\n')
    write(tmp_path, "mine/s.txt", "Một dòng\n" * 3)
    ran = govtui("verify", root, "--record", "short")
    assert "“600” stands nowhere in the text of s." in ran.out  # the user's folder comes before that of registry.toml
    named = govtui("verify", root, "--record", "short", "--texts", tmp_path / "texts")
    assert "s L3 states it." in named.out  # and --texts before both


def test_a_folder_of_the_user_that_is_not_there_is_named(
    root: Path, tmp_path: Path, govtui: Run, config: Callable[[str], None]
) -> None:
    config(f'[texts]\n"{root}" = "~/gone"\n')
    ran = govtui("verify", root)
    assert (ran.status, f"There is no folder {tmp_path / 'gone'}." in ran.err) == (2, True)


def test_without_any_folder_it_says_how_to_name_one(root: Path, govtui: Run) -> None:
    (root / "registry.toml").write_text("schema = 2\n", encoding="utf-8")
    ran = govtui("verify", root)
    assert ran.status == 2 and "name it with --texts" in ran.err and "config.toml" in ran.err


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\xff\xfe 600", "s.txt is not UTF-8"),
        (b"600 \0", "s.txt is not UTF-8"),
        (b"600\n" * (TEXT_SIZE // 4 + 1), "s.txt is larger than 4 MiB"),
        (None, "s.txt leads outside the folder of texts"),
    ],
)
def test_a_text_that_cannot_be_read_is_named_and_the_rest_is_held(
    root: Path, tmp_path: Path, govtui: Run, raw: bytes | None, sentence: str
) -> None:
    text = tmp_path / "texts" / "s.txt"
    text.unlink()
    if raw is None:
        write(tmp_path, "outside.txt", TEXT)
        text.symlink_to(tmp_path / "outside.txt")
    else:
        text.write_bytes(raw)
    registry(root, table("t", "source", lang="vi"), manifest=None)
    write(tmp_path, "texts/t.txt", "Một dòng\n")
    ran = govtui("verify", root)
    assert ran.status == 0 and ran.out.startswith("1 text, ")
    assert sentence in ran.err


def test_line_ends_of_windows_are_line_ends(root: Path, tmp_path: Path, govtui: Run) -> None:
    before = govtui("verify", root).out
    write(tmp_path, "texts/s.txt", "\ufeff" + TEXT.replace("\n", "\r\n"))
    assert govtui("verify", root).out == before


def test_a_text_that_has_changed_is_told(root: Path, tmp_path: Path, govtui: Run) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    registry(root, table("s", "source", lang="vi", sha256=digest), manifest=None)
    assert "checksum" not in govtui("verify", root).out
    write(tmp_path, "texts/s.txt", TEXT + "\n")
    assert "  Warning  sha256" in govtui("verify", root, "--record", "s").out


# -- --fix -------------------------------------------------------------------------------------------------------------

STEPS = """\
# của thư ký
schema = 2
kind = "declaration"
id = "plan"
type = "work_plan"
status = "adopted"                    # xem các bước
name.vi = "Kế hoạch"
name.en = "Plan"
summary.vi = "Thông qua năm 2022."
summary.en = "Adopted in 2022."

[[steps]]
action = "adopted"
date   = "2022-08-05"
source = "s"
at     = "L4"                         # câu thông qua

[[sources]]
ref = "s"
at  = "L4"
for = ["summary", "status"]           # không có năm
"""
FOUND_LATER = "Hội nghị đã thông qua.\n"


@pytest.fixture
def plan(root: Path, tmp_path: Path) -> Path:
    write(tmp_path, "texts/s.txt", TEXT + FOUND_LATER)
    return write(root, "declarations/plan.toml", STEPS)


def test_a_fix_is_shown_and_written_only_on_request(root: Path, plan: Path, govtui: Run) -> None:
    shown = govtui("verify", root, "--fix")
    assert plan.read_text(encoding="utf-8") == STEPS
    assert '+at     = "L3-L4"' in shown.out and '-at     = "L4"' in shown.out
    assert "4 findings are fixed by longer citations. 1 finding cannot be fixed this way.\n" in shown.err
    assert "Nothing was changed." in shown.err
    assert "4 too short" in shown.out  # the report is of the files as they are


def test_a_fix_cites_one_line_more_and_keeps_all_else(root: Path, plan: Path, govtui: Run) -> None:
    before = tomllib.loads(STEPS)
    ran = govtui("verify", root, "--fix", "--yes")
    assert (ran.status, ran.out.splitlines()[-1].partition(". ")[2]) == (1, "0 too short, 1 not found.")
    text = plan.read_text(encoding="utf-8")
    after = tomllib.loads(text)
    assert after["steps"][0].pop("at") == "L3-L4"
    assert after["sources"].pop() == {"ref": "s", "at": "L3", "for": ["summary"]}
    before["steps"][0].pop("at")
    assert after == before
    assert [line for line in STEPS.splitlines() if "#" in line and "L4" not in line] == [
        line for line in text.splitlines() if "#" in line and "L3-L4" not in line
    ]
    assert 'at     = "L3-L4"                         # câu thông qua' in text.splitlines()
    again = govtui("verify", root, "--fix", "--yes")
    assert "There is nothing that can be repaired safely. 1 finding cannot be fixed this way." in again.err
    assert plan.read_text(encoding="utf-8") == text
    assert "Error: 0" in govtui("check", root).out


def test_a_citation_of_that_line_is_used_again(root: Path, plan: Path, govtui: Run) -> None:
    cited = STEPS + '\n[[sources]]\nref = "s"\nat  = "L3"\nfor = ["type"] # ngày\n'
    plan.write_text(cited, encoding="utf-8")
    govtui("verify", root, "--fix", "--yes", "--record", "plan")
    text = plan.read_text(encoding="utf-8")
    assert tomllib.loads(text)["sources"][1]["for"] == ["type", "summary"]
    assert 'for = ["type", "summary"] # ngày' in text


def test_what_is_muted_or_has_two_lines_stays(root: Path, plan: Path, govtui: Run, tmp_path: Path) -> None:
    muted = STEPS + '\n[[checked]]\ncode = "value_elsewhere"\nfield = "steps.adopted.date"\n'
    plan.write_text(muted, encoding="utf-8")
    govtui("verify", root, "--fix", "--yes", "--record", "plan")
    assert tomllib.loads(plan.read_text(encoding="utf-8"))["steps"][0]["at"] == "L4"
    plan.write_text(STEPS, encoding="utf-8")
    write(tmp_path, "texts/s.txt", TEXT + FOUND_LATER + "Ngày 5/8/2022, 600 đại biểu đã về.\n")
    ran = govtui("verify", root, "--fix", "--yes", "--record", "plan")
    assert plan.read_text(encoding="utf-8") == STEPS
    assert "There is nothing that can be repaired safely. 3 findings cannot be fixed this way." in ran.err


def test_a_registry_that_is_read_only_is_shown_what_would_be(
    root: Path, plan: Path, govtui: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "is_writable", lambda root: False)
    ran = govtui("verify", root, "--fix", "--yes")
    assert ran.status == 2 and ran.err.endswith("The registry is read-only; nothing was changed.\n")
    assert '+at     = "L3-L4"' in ran.out
    assert plan.read_text(encoding="utf-8") == STEPS


def test_a_file_that_was_changed_meanwhile_stays_as_it_is_and_so_do_the_others(
    root: Path, plan: Path, govtui: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = STEPS.replace("Kế hoạch", "Kế hoạch khác")

    def meanwhile(*_: object) -> bool:
        plan.write_text(theirs, encoding="utf-8")
        return True

    monkeypatch.setattr(Output, "confirm", meanwhile)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    short = (root / "events/short.toml").read_bytes()
    ran = govtui("verify", root, "--fix")
    assert ran.status == 2 and "declarations/plan.toml" in ran.err
    assert plan.read_text(encoding="utf-8") == theirs and (root / "events/short.toml").read_bytes() == short


def test_a_file_of_an_earlier_schema_is_left_to_migrate(root: Path, plan: Path, govtui: Run) -> None:
    old = STEPS.replace("schema = 2", "schema = 1")
    plan.write_text(old, encoding="utf-8")
    assert govtui("verify", root, "--fix", "--yes").status == 1
    assert plan.read_text(encoding="utf-8") == old


def test_json_has_its_lines_and_the_diff_goes_beside(root: Path, plan: Path, govtui: Run) -> None:
    ran = govtui("verify", root, "--fix", "--yes", "--json")
    changes = json.loads(ran.out)["items"]
    assert {(one["path"], one["saved"]) for one in changes} >= {(plan.relative_to(root).as_posix(), True)}
    [change] = [one for one in changes if one["record"] == "plan"]
    assert {"field": "steps.adopted.at", "before": "L4", "after": "L3-L4"} in change["changes"]
    assert '+at     = "L3-L4"' in ran.err


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "“Apr 2022” is not stated in s L4; s L3 states it.",
                "“97” stands nowhere in the text of s.",
                "“Home Office” is not stated in s L4; s L5 states it.",
                "“họp ở Huế” does not stand at s L4, but at s L5.",
            ],
        ),
        (
            "vi",
            [
                "s L4 không nêu “4/2022”; s L3 có nêu.",
                "“97” không có ở đâu trong bản gốc của s.",
                "s L4 không nêu “Bộ Nội vụ”; s L5 có nêu.",
                "“họp ở Huế” không có ở s L4, nhưng có ở s L5.",
            ],
        ),
    ],
)
def test_findings_are_said_in_the_words_of_the_reader(
    root: Path, tmp_path: Path, govtui: Run, language: str, sentences: list[str]
) -> None:
    step = {"action": "adopted", "date": "2022-04", "by": ["moha"], "quote": "họp ở Huế", "source": "s", "at": "L4"}
    figure = {"what": "countries", "value": 97, "source": "s", "at": "L4"}
    registry(
        root,
        table("said", "declaration", steps=[step], figures=[figure]),
        table("moha", "organization", name={"vi": "Bộ Nội vụ", "en": "Home Office"}),
        manifest=None,
    )
    write(tmp_path, "texts/s.txt", "Tin\n\nTháng 4 năm 2022.\nĐã thông qua.\nBộ Nội vụ họp ở Huế.\n")
    out = govtui("--lang", language, "verify", root, "--record", "said").out
    for sentence in sentences:
        assert sentence in out
