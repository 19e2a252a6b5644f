"""`govtui import`: a plan that is shown, questions that are asked, what is written and what is not, in files and in words."""

from __future__ import annotations

import json
import os
import signal
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from small import registry, table

from govtui.cli import import_run
from govtui.edit import import_saving
from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.import_formats import IMPORT_FORMATS

Run = Callable[..., Any]

MINISTRY = {"kind": "organization", "type": "ministry", "name": {"vi": "Bộ Nội vụ"}}
FINANCE = {"kind": "organization", "type": "ministry", "name": {"vi": "Bộ Tài chính"}}
WRONG = {"kind": "organizatio", "name": {"vi": "Bộ Y tế"}}
CORPORATION = {"id": "abc", "name": "ABC, Inc.", "classification": "Corporation"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry with one ministry."""
    here = table("bo", type="ministry", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}, sources=None)
    return registry(tmp_path / "sổ tay", here, manifest='schema = 2\nlanguages = ["vi", "en"]\n').root


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of JSON Lines."""

    def written(*records: Mapping[str, Any], name: str = "bodies.jsonl") -> Path:
        file = tmp_path / name
        file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
        return file

    return written


@pytest.fixture
def run(govtui: Run, root: Path) -> Run:
    """Run `govtui import` in the registry, in English unless a language is named."""

    def imported(*args: object, lang: str = "en") -> Any:
        return govtui("import", *args, "--lang", lang, cwd=root)

    return imported


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.glob("*/*.toml"))}


def data(root: Path, path: str) -> dict[str, Any]:
    return tomllib.loads((root / path).read_text(encoding="utf-8"))


# -- the plan, and what follows from it --------------------------------------------------------------------------------


def test_without_a_terminal_the_plan_is_shown_and_nothing_is_written_before_yes(
    run: Run, root: Path, lines: Run
) -> None:
    before, file = files(root), lines(FINANCE)
    done = run("jsonl", file)
    assert (done.status, files(root)) == (2, before)
    assert done.out.startswith("bodies.jsonl has 1 record.\n  New  1\n")
    assert "  bo-tai-chinh  Bộ Tài chính  (bodies.jsonl:1)\n" in done.out
    assert "--yes" in done.err
    assert (run("jsonl", file, "--dry-run").status, files(root)) == (0, before)


def test_what_is_imported_cites_the_file_is_undone_as_one_and_comes_again_only_after_that(
    govtui: Run, run: Run, root: Path, lines: Run
) -> None:
    before, file = files(root), lines(FINANCE)
    done = run("jsonl", file, "--yes")
    assert (done.status, done.out.splitlines()[-2:]) == (
        0,
        [
            "Imported 1 record; “govtui undo” undoes it.",
            "“govtui list source:bodies-jsonl” lists these records; new ones wait for review.",
        ],
    )
    assert govtui("list", "--ids", "source:bodies-jsonl", cwd=root).out == "bo-tai-chinh\n"
    made = data(root, "organizations/bo-tai-chinh.toml")
    [citation] = made["sources"]
    assert (citation["ref"], citation["at"], {*citation["for"]}) == ("bodies-jsonl", "line 1", {"name", "type"})
    assert made["review"] == {"state": "draft"}
    source = data(root, "sources/bodies-jsonl.toml")
    assert (source["type"], source["title"]) == ("data_set", {"vi": "bodies.jsonl"})
    after = files(root)
    again = run("jsonl", file, "--yes")
    assert (again.status, again.err) == (0, "govtui: There is nothing to import.\n")
    assert files(root) == after
    assert govtui("undo", cwd=root).status == 0
    assert files(root) == before


@pytest.mark.parametrize(
    ("format", "text"),
    [("ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), ("popolo", '{"memberships": [{"id": "1"}]}')],
)
def test_a_file_without_records_is_told_so(run: Run, root: Path, tmp_path: Path, format: str, text: str) -> None:
    before = files(root)
    (tmp_path / "empty").write_bytes(text.encode())
    done = run(format, tmp_path / "empty", "--language", "vi", "--yes")
    assert done.out.startswith("empty has no record of a kind that is kept here.\n")
    assert ("memberships (1 record)" in done.out) is (format == "popolo")
    assert (done.status, files(root)) == (0, before)


def test_people_whose_role_no_mapping_tells_are_left_and_it_is_said_how_they_come_in(run: Run, tmp_path: Path) -> None:
    body = {"id": "a", "name": "Senate", "classification": "Network"}
    member = {"organization_id": "a", "person": {"id": "p", "name": "Lan"}, "role": "Clerk"}
    file, roles = tmp_path / "a.json", tmp_path / "roles.toml"
    file.write_text(json.dumps({"organizations": [body], "memberships": [member]}), encoding="utf-8")
    roles.write_text('[values."people.role"]\n"*" = "official"\n', encoding="utf-8")
    asked = "popolo", file, "--language", "en", "--people", "--dry-run"
    assert '[values."people.role"]' in run(*asked).err
    assert "people.role" not in run(*asked, "--map", roles).err + run(*asked[:-2], "--dry-run").err


def test_a_refused_record_is_told_with_its_line_and_refuses_all_unless_it_is_skipped(
    run: Run, root: Path, lines: Run
) -> None:
    before, file = files(root), lines(FINANCE, WRONG)
    done = run("jsonl", file, "--yes")
    assert (done.status, files(root)) == (1, before)
    assert "  bodies.jsonl:2: “organizatio” is not a kind of record.\n" in done.out
    assert done.err == "govtui: 1 record is refused, so nothing was imported; --skip-refused leaves it out.\n"
    assert run("jsonl", file, "--yes", "--skip-refused").status == 0
    assert "organizations/bo-tai-chinh.toml" in files(root)


def test_a_differing_value_stands_with_a_claim_beside_it_unless_it_is_to_be_overwritten(
    run: Run, root: Path, lines: Run
) -> None:
    old, new = ({**FINANCE, "id": "F 1", "founded": year} for year in ("1945", "1946"))
    run("jsonl", lines(old), "--yes")
    file = lines(new, name="later.jsonl")
    done = run("jsonl", file, "--dry-run")
    assert "unchanged, with the file’s value as a claim: founded\n" in done.out
    assert run("jsonl", file, "--take", "founded", "--yes").status == 0
    made = data(root, "organizations/bo-tai-chinh.toml")
    assert made["founded"] == 1946 or made["founded"] == "1946"
    assert "claims" not in made


def test_a_source_that_is_there_is_cited(run: Run, govtui: Run, root: Path, lines: Run) -> None:
    govtui("new", "source", "--type", "web_page", "--name-vi", "Trang web", "--id", "trang-web", cwd=root)
    assert run("jsonl", lines(FINANCE), "--source", "trang-web", "--yes").status == 0
    assert data(root, "organizations/bo-tai-chinh.toml")["sources"][0]["ref"] == "trang-web"
    assert [path for path in files(root) if path.startswith("sources/")] == ["sources/trang-web.toml"]
    done = run("jsonl", lines(FINANCE), "--source", "bo")
    assert (done.status, done.out) == (2, "")
    assert done.err == "govtui: “bo” is not a source, so nothing can be cited from it.\n"


def test_what_our_own_export_wrote_is_restored_without_a_source(
    govtui: Run, run: Run, root: Path, tmp_path: Path
) -> None:
    printed = govtui("show", "bo", "--jsonl", cwd=root).out
    (tmp_path / "ours.jsonl").write_text(printed, encoding="utf-8")
    before = files(root)
    (root / "organizations" / "bo.toml").unlink()
    assert run("jsonl", tmp_path / "ours.jsonl", "--yes").status == 0
    assert {path: tomllib.loads(raw.decode()) for path, raw in files(root).items()} == {
        path: tomllib.loads(raw.decode()) for path, raw in before.items()
    }


# -- what is open ------------------------------------------------------------------------------------------------------


def test_an_unclear_record_is_left_out_and_decided_on_in_a_file_of_answers(
    run: Run, root: Path, lines: Run, tmp_path: Path
) -> None:
    before, file, answers = files(root), lines(MINISTRY, FINANCE), tmp_path / "answers.toml"
    done = run("jsonl", file, "--answers", answers, "--yes")
    assert done.status == 0 and "? bo · Ministry of Home Affairs · Ministry" in done.out
    assert "1 record is unclear, since it may be here already; it is left out.\n" in done.err
    assert f"Write your answers into {answers}" in done.err
    assert set(files(root)) - set(before) == {"organizations/bo-tai-chinh.toml", "sources/bodies-jsonl.toml"}
    text = answers.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"records": {"line 1": ""}} and "#   ? bo · " in text
    mine = text.replace('"line 1" = ""', '"line 1" = "bo"  # that one, says Lan')
    answers.write_text(mine, encoding="utf-8")
    assert run("jsonl", file, "--answers", answers, "--yes").status == 0
    assert {path for path, raw in files(root).items() if before.get(path) != raw} == {
        "organizations/bo-tai-chinh.toml",
        "sources/bodies-jsonl.toml",
    }
    assert answers.read_text(encoding="utf-8") == mine  # no answer is overwritten


def test_what_is_open_is_added_to_answers_that_are_there(run: Run, lines: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('[records]\n"line 7" = "skip"  # mine\n\n[types]\n"Agency" = "ministry"\n', encoding="utf-8")
    run("jsonl", lines(MINISTRY), "--answers", answers, "--dry-run")
    text = answers.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"records": {"line 7": "skip", "line 1": ""}, "types": {"Agency": "ministry"}}
    assert '"line 7" = "skip"  # mine\n' in text


def test_answers_make_a_record_new_or_leave_it_out(run: Run, root: Path, lines: Run, tmp_path: Path) -> None:
    file, answers = lines(MINISTRY), tmp_path / "answers.toml"
    answers.write_text('[records]\n"line 1" = "skip"\n', encoding="utf-8")
    done = run("jsonl", file, "--answers", answers, "--yes")
    assert (done.status, list(files(root))) == (0, ["organizations/bo.toml"])
    answers.write_text('[records]\n"line 1" = "new"\n', encoding="utf-8")
    assert run("jsonl", file, "--answers", answers, "--yes").status == 0
    assert "organizations/bo-noi-vu.toml" in files(root)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[records]\n"line 1" = "không có"\n', "[records], “line 1”: there is no record “không có”."),
        ('[types]\n"Agency" = "bộ"\n', "[types], “Agency”: there is no type “bộ”."),
        ('[record]\n"line 1" = "new"\n', "answers stand in [records] and [types] only."),
        ('[records]\n"line 1" = 1\n', "the answer for “line 1” must be a text"),
        ('[records]\n"line 1" = \n', "This is not TOML."),
    ],
)
def test_answers_that_cannot_be_followed_are_status_2(
    run: Run, root: Path, lines: Run, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
    done = run("jsonl", lines(MINISTRY), "--answers", tmp_path / "answers.toml", "--yes")
    assert (done.status, done.out, list(files(root))) == (2, "", ["organizations/bo.toml"])
    assert told in done.err and "answers.toml" in done.err


def test_answers_do_not_lie_in_the_registry(run: Run, root: Path, lines: Run) -> None:
    done = run("jsonl", lines(MINISTRY), "--answers", "answers.toml", "--yes")
    assert done.status == 2 and "outside" in done.err
    assert not (root / "answers.toml").exists()


def test_an_unknown_type_is_told_and_comes_by_answers_or_by_a_mapping_file(
    run: Run, root: Path, tmp_path: Path
) -> None:
    file, answers, mapping = (tmp_path / name for name in ("bodies.json", "answers.toml", "types.toml"))
    file.write_text(json.dumps(CORPORATION), encoding="utf-8")
    done = run("popolo", file, "--language", "en", "--yes", "--answers", answers)
    assert done.status == 1
    assert "The file has types that are not known here: “Corporation”." in done.err
    assert tomllib.loads(answers.read_text(encoding="utf-8")) == {"types": {"Corporation": ""}}
    printed = run("popolo", file, "--language", "en", "--map-template")
    assert printed.status == 0 and tomllib.loads(printed.out) == {"classification": {"Corporation": ""}}
    mapping.write_text(printed.out.replace('= ""', '= "network"'), encoding="utf-8")
    assert run("popolo", file, "--language", "en", "--map", mapping, "--dry-run").status == 0
    answers.write_text(answers.read_text(encoding="utf-8").replace('= ""', '= "ngo"'), encoding="utf-8")
    assert run("popolo", file, "--language", "en", "--answers", answers, "--yes").status == 0
    assert data(root, "organizations/abc-inc.toml")["type"] == "ngo"


# -- files and options that will not do --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_format_is_never_guessed(run: Run, lines: Run, language: str) -> None:
    done = run(lines(FINANCE), lang=language)
    assert (done.status, done.out) == (2, "")
    assert ", ".join(IMPORT_FORMATS) in done.err and "govtui help import" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("format", "name", "raw", "status"),
    [
        ("jsonl", "nowhere.jsonl", None, 2),
        ("jsonl", "", None, 2),
        ("jsonl", "empty.jsonl", b"", 1),
        ("popolo", "cut.json", b'{"organizations": [{"name": "A', 1),
        ("popolo", "image.json", b"\x89PNG\r\n\x1a\n\0\0", 1),
        ("jsonl", "image.jsonl", b"\x89PNG\r\n\x1a\n\0\0", 1),
        ("ics", "image.ics", b"\x89PNG\r\n\x1a\n\0\0", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_with_its_place(
    run: Run, root: Path, tmp_path: Path, format: str, name: str, raw: bytes | None, status: int, language: str
) -> None:
    file = tmp_path / name
    if raw is not None:
        file.write_bytes(raw)
    takes = ["--language", "vi"] if "language" in IMPORT_FORMATS[format].takes else []
    done = run(format, file, *takes, "--yes", lang=language)
    assert (done.status, list(files(root))) == (status, ["organizations/bo.toml"])
    assert name.rpartition("/")[2] in done.out + done.err and "Traceback" not in done.err
    if status == 1:
        assert load(language).gettext("Nothing was imported.") in done.err or "--skip-refused" in done.err


def test_a_file_without_read_permission_is_a_sentence(run: Run, lines: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lines(FINANCE)

    def refuse(self: Path, *given: object, **named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    done = run("jsonl", file)
    assert (done.status, done.err) == (2, f"govtui: You may not read {file}.\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["po", "F", "--map", "m.toml"], "The format po does not take --map."),
        (["popolo", "F", "--encoding", "utf-8"], "The format popolo does not take --encoding."),
        (["jsonl", "F", "--people"], "The format jsonl does not take --people."),
        (["csv", "F"], "A CSV file needs a mapping file"),
        (["popolo", "F", "--map", "nowhere.toml"], "There is no file nowhere.toml; --map-template prints"),
        (["popolo", "F", "--type", "minstry"], "There is no type “minstry”. Did you mean “ministry”?"),
        (["popolo", "F", "--language", "tiếng Việt"], "“tiếng Việt” is not a language"),
        (["popolo", "F", "--map-template", "--yes"], "--map-template imports nothing"),
        (["popolo", "F", "--source", "nowhere"], "There is no record “nowhere”."),
        (
            ["popolo", "F", "--take", "foundd"],
            "No record has a field “foundd” that a file can overwrite. Did you mean “founded”?",
        ),
        (["popolo", "F", "--answers", ""], "--answers names nothing."),
    ],
)
def test_an_option_that_does_not_fit_is_status_2_with_a_sentence(
    run: Run, lines: Run, args: list[str], told: str
) -> None:
    file = lines(FINANCE)
    done = run(*(file if one == "F" else one for one in args))
    assert (done.status, done.out) == (2, "")
    assert told in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clasification = 1", "A mapping file has no “clasification”"),
        ("classification = 1", "“classification” must be a table, [classification]."),
        ("[classification]\nA = 1", "“classification.A” must be a text"),
        ("cite = 1", "“cite” must be true or false."),
        ("[classification", "types.toml:1: This is not TOML."),
    ],
)
def test_what_is_wrong_in_a_mapping_file_is_told_with_its_key(
    run: Run, lines: Run, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "types.toml").write_text(text, encoding="utf-8")
    done = run("popolo", lines(FINANCE), "--map", tmp_path / "types.toml")
    assert done.status == 2 and f"{tmp_path / 'types.toml'}" in done.err and told in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_its_library_a_format_says_what_to_install(
    run: Run, lines: Run, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("govtui.interchange.import_formats.find_spec", lambda name: None)
    done = run("ics", lines(FINANCE), lang=language)
    assert (done.status, done.out) == (2, "")
    assert "icalendar" in done.err and "pip install 'govtui[exchange]'" in done.err


def test_more_records_than_the_limit_are_refused_as_a_whole(run: Run, root: Path, lines: Run) -> None:
    done = run("jsonl", lines(FINANCE, FINANCE), "--limit", "1", "--yes")
    assert (done.status, list(files(root))) == (1, ["organizations/bo.toml"])
    assert "bodies.jsonl:2: " in done.err and "--limit" in done.err


def test_a_file_that_changes_while_one_is_asked_is_not_imported(
    run: Run, root: Path, lines: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lines(FINANCE)
    plan = import_run.plan_import

    def planned(*given: Any) -> Any:
        made = plan(*given)
        file.write_text("{}\n", encoding="utf-8")
        return made

    monkeypatch.setattr(import_run, "plan_import", planned)
    done = run("jsonl", file, "--yes")
    assert (done.status, list(files(root))) == (1, ["organizations/bo.toml"])
    assert "changed while it was being read" in done.err


# -- lines for programs ------------------------------------------------------------------------------------------------


def test_programs_get_a_line_for_each_record_and_for_the_source(run: Run, lines: Run) -> None:
    done = run("jsonl", lines(MINISTRY, FINANCE, WRONG), "--skip-refused", "--yes", "--jsonl")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [(one["state"], one["saved"], one.get("record"), one.get("place")) for one in found] == [
        ("new", True, "bodies-jsonl", None),
        ("unclear", False, "bo-noi-vu", "line 1"),
        ("new", True, "bo-tai-chinh", "line 2"),
        ("refused", False, None, "line 3"),
    ]
    assert found[1]["candidates"] == ["bo"] and found[1]["answer"] == "line 1"
    assert (found[3]["refused"], found[3]["values"]) == ("unknown_kind", {"kind": "organizatio"})


def test_a_file_that_cannot_be_imported_is_a_line_with_the_code_and_the_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cut.json").write_text('{"organizations": [{"name": "A', encoding="utf-8")
    done = run("popolo", tmp_path / "cut.json", "--json")
    [item] = json.loads(done.out)["items"]
    assert (done.status, item["state"], item["saved"]) == (1, "refused", False)
    assert item["refused"] and item["place"]


# -- in a terminal, and in a pipe --------------------------------------------------------------------------------------


@pytest.fixture
def typed(server: Runner, root: Path) -> Run:
    """Run `govtui import` in a process of its own, on a terminal or with what is piped into it."""

    def imported(*args: object, typed: str, lang: str = "en", terminal: bool = True) -> tuple[int, str]:
        words = ["import", *map(str, args), "--lang", lang]
        ran = server.run(words, terminal=terminal, cwd=root, typed=typed)
        return ran.status, (ran.out + ran.err).decode()

    return imported


def test_standard_input_is_read_twice(typed: Run, root: Path) -> None:
    status, out = typed("jsonl", "-", "--yes", typed=json.dumps(FINANCE), terminal=False)
    assert status == 0 and "Imported 1 record" in out
    assert "organizations/bo-tai-chinh.toml" in files(root)
    [source] = (path for path in files(root) if path.startswith("sources/"))
    assert data(root, source)["title"]["vi"].startswith("jsonl ")  # it has no name of its own


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_terminal_types_records_and_the_source_are_asked_for(
    typed: Run, root: Path, tmp_path: Path, language: str
) -> None:
    tr, file, answers = load(language), tmp_path / "bodies.json", tmp_path / "answers.toml"
    home = {"id": "1", "name": "Ministry of Home Affairs", "classification": "Corporation"}
    other = {"id": "2", "name": "Ministry of Home Affairs", "classification": "Corporation"}
    file.write_text(json.dumps({"organizations": [CORPORATION, home, other]}), encoding="utf-8")
    new, yes = tr.pgettext("answer of an import", "n"), tr.gettext("y")
    said = ["nothing", "6", "nobody", "1", new, "Danh sách", "example.org", "https://example.org", yes]
    status, out = typed(
        "popolo", file, "--language", "en", "--answers", answers, typed="\n".join([*said, ""]), lang=language
    )
    assert status == 0, out
    assert tr.gettext("There is no such type.") in out
    assert tr.gettext("That is neither one of these answers nor the id of a record.") in out
    assert tr.gettext("A web address begins with https:// or http://.") in out
    assert "  1  bo · " in out
    assert data(root, "organizations/bo.toml")["x"]["popolo"]["id"] == "1"
    assert data(root, "organizations/abc-inc.toml")["type"] == "ministry"
    [source] = (path for path in files(root) if path.startswith("sources/"))
    assert data(root, source)["title"] == {language: "Danh sách"} and data(root, source)["url"] == "https://example.org"
    kept = tomllib.loads(answers.read_text(encoding="utf-8"))
    assert sorted(kept["records"].values()) == ["bo", "new"] and kept["types"] == {"Corporation": "ministry"}


def test_who_stops_imports_nothing(typed: Run, root: Path, lines: Run) -> None:
    status, out = typed("jsonl", lines(MINISTRY, FINANCE), typed="q\n")
    assert (status, list(files(root))) == (1, ["organizations/bo.toml"])
    assert "Nothing was imported." in out


def test_one_answer_goes_for_all_that_follow(typed: Run, root: Path, lines: Run) -> None:
    status, out = typed("jsonl", lines(MINISTRY, MINISTRY, FINANCE), typed="sa\n\n\ny\n")
    assert status == 0 and "(2 of 2)" not in out
    assert "organizations/bo-tai-chinh.toml" in files(root) and "organizations/bo-noi-vu.toml" not in files(root)


# -- interrupted and killed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interruption_while_reading_leaves_nothing_and_says_so(
    run: Run, root: Path, lines: Run, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_run, "plan_import", interrupted)
    done = run("jsonl", lines(FINANCE), "--yes", lang=language)
    assert (done.status, list(files(root))) == (130, ["organizations/bo.toml"])
    assert load(language).gettext("Nothing was imported.") in done.err


BATCH = 3


def imported_names(root: Path) -> set[str]:
    return {path for path in files(root) if "/co-quan-" in path}


@pytest.fixture
def many(lines: Run) -> Path:
    names = (f"Cơ quan {number}" for number in range(1, 9))
    return lines(*({**FINANCE, "name": {"vi": name}} for name in names))


@pytest.fixture
def in_small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Write in batches of three files; a process is killed once it has written as many files as the list says."""
    kill_at: list[int] = []

    def saved(editing: Any, plan: Any, records: Any, tell: Any) -> Any:
        def told(done: int, total: int) -> None:
            tell(done, total)
            if done in kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        return import_saving.save_import(editing, plan, records, told, most=BATCH)

    monkeypatch.setattr(import_run, "save_import", saved)
    yield kill_at


@pytest.mark.parametrize("kill_at", [1, 3, 4, 8])
def test_a_kill_leaves_whole_batches_and_the_same_command_imports_the_rest(
    run: Run, govtui: Run, root: Path, many: Path, in_small_batches: list[int], kill_at: int
) -> None:
    in_small_batches.append(kill_at)
    child = os.fork()
    if child == 0:
        run("jsonl", many, "--yes")
        os._exit(1)  # not reached
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    in_small_batches.clear()
    assert govtui("list", "--ids", cwd=root).status == 0  # whoever comes next ends what was begun
    written = len(files(root)) - 1
    assert written % BATCH == 0 and written >= kill_at - BATCH
    assert run("jsonl", many, "--yes").status == 0
    assert len(imported_names(root)) == 8
    assert run("jsonl", many, "--yes").err == "govtui: There is nothing to import.\n"


def test_batches_are_undone_one_at_a_time(
    run: Run, govtui: Run, root: Path, many: Path, in_small_batches: list[int]
) -> None:
    before = files(root)
    done = run("jsonl", many, "--yes")
    assert "Imported 8 records in 3 batches; “govtui undo” undoes one batch at a time." in done.out
    for left in (5, 2, 0):
        assert govtui("undo", cwd=root).status == 0
        assert len(imported_names(root)) == left
    assert files(root) == before
