"""`govtui check` is the judge of a registry: every fault with its code, its place and a sentence in the reader's language."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from forking import Runner
from small import RECORDS, registry, table, toml, write
from told_problems import Rows, rows_of, told

from govtui.i18n.problem_texts import DECLARATION_FAULTS, PROBLEMS
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.files import RECORD_SIZE, WALK_DEPTH
from govtui.store.parse_errors import MOST_PROBLEMS

DATA = Path(__file__).resolve().parents[1] / "data"
BROKEN = DATA / "broken"
EXPECTED: list[dict[str, Any]] = tomllib.loads((DATA / "broken-expected.toml").read_text(encoding="utf-8"))["problems"]

Run = Callable[..., Any]
Fault = tuple[str, str, str, int, int]


def fault(row: Mapping[str, Any]) -> Fault:
    return row["path"], row["code"], row["severity"], row["line"], row["column"]


def catalog_sentence(code: str, language: str, reason: str = "") -> re.Pattern[str]:
    """The sentence of a code as the catalog has it, with anything for its values, and perhaps a guess behind it."""
    tr = load(language)
    faults = DECLARATION_FAULTS.get(code, {})
    said = tr.gettext(faults.get(reason) or PROBLEMS[code].sentence)
    guess = tr.gettext("Did you mean “{near}”?")
    return re.compile(f"{_with_gaps(said)}(?: {_with_gaps(guess)})?")


def _with_gaps(message: str) -> str:
    return ".*".join(map(re.escape, re.split(r"\{\w+\}", message)))


@pytest.fixture(scope="module")
def judged(server: Runner) -> Mapping[str, Rows]:
    """What check tells of the broken registry, in each language."""

    def run(*args: object) -> SimpleNamespace:
        status, out, err = server.run(list(map(str, args)), terminal=False, cwd=DATA)
        return SimpleNamespace(status=status, out=out.decode(), err=err.decode())

    found = {}
    for language in LANGUAGES:
        status, found[language] = told(run, BROKEN, language=language)
        assert status == 1
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_broken_file_is_told_at_its_line_and_column_and_nothing_else_is(
    judged: Mapping[str, Rows], language: str
) -> None:
    wanted = sorted(fault(row) for row in EXPECTED)
    assert sorted(fault(row) for row in judged[language]) == wanted


def test_what_the_sentences_are_filled_with_is_what_the_files_are_about(judged: Mapping[str, Rows]) -> None:
    values = {(row["path"], row["line"]): row["values"] for row in judged["en"]}
    for row in EXPECTED:
        wanted = row.get("values", {})
        found = values[row["path"], row["line"]]
        assert {name: found.get(name) for name in wanted} == wanted, row["path"]


def test_every_fault_is_told_in_the_words_of_the_catalog_and_of_the_language(judged: Mapping[str, Rows]) -> None:
    for vi, en in zip(judged["vi"], judged["en"], strict=True):
        assert fault(vi) == fault(en)
        assert vi["message"] != en["message"]
        for language, row in (("vi", vi), ("en", en)):
            reason = str(row["values"].get("reason", ""))
            assert catalog_sentence(row["code"], language, reason).fullmatch(row["message"]), row["message"]


def test_the_worst_comes_first_and_then_what_stands_first(judged: Mapping[str, Rows]) -> None:
    ranks = ["error", "discrepancy", "warning"]
    order = [(ranks.index(row["severity"]), row["path"], row["line"], row["column"]) for row in judged["vi"]]
    assert order == sorted(order)


def test_every_code_is_shown_by_a_broken_file_or_by_one_made_here() -> None:
    codes = {row["code"] for row in EXPECTED}
    never = {"io_error"}  # for a disk that fails
    against_texts = {  # tests/cli/test_verify.py and tests/model/test_evidence.py have them
        *("no_such_place", "quote_nowhere", "quote_elsewhere", "value_elsewhere", "value_nowhere", "copied_words"),
        *("long_quote", "text_changed"),
    }
    dates = {code for code in PROBLEMS if code.startswith("date_")}  # tests/model/test_dates.py has them all
    assert (
        codes
        | dates
        | set(MADE)
        | never
        | against_texts
        | {"no_manifest", "old_schema", "no_permission", "more_errors"}
        | {"schema_stale"}  # tests/cli/test_check_fix.py has it
        == PROBLEMS.keys()
    )


# what cannot be kept in git


def a_socket(path: Path) -> None:
    here = os.getcwd()  # a socket's path has at most some hundred characters
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def a_large_file(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)


def a_deep_folder(path: Path) -> None:
    deep = path.with_suffix("").joinpath(*["x"] * (WALK_DEPTH + 1))
    deep.mkdir(parents=True)
    write(deep, path.name, toml(path.stem, "event"))


def a_loop_of_links(path: Path) -> None:
    path.symlink_to(path.with_suffix(".other.toml"))
    path.with_suffix(".other.toml").symlink_to(path)


MADE: Mapping[str, list[tuple[str, Callable[[Path], object]]]] = {
    "not_a_file": [
        ("a pipe", os.mkfifo),
        ("a socket", a_socket),
        ("a folder", Path.mkdir),
        ("a device", lambda path: path.symlink_to("/dev/zero")),
    ],
    "too_large": [("100 MB", a_large_file)],
    "link_loop": [("a loop", a_loop_of_links)],
    "link_outside": [("a link outside", lambda path: path.symlink_to("/etc/passwd"))],
    "gone": [("a link to nothing", lambda path: path.symlink_to("not-here.toml"))],
    "folder_too_deep": [("a deep folder", a_deep_folder)],
}
"""Code to what brings it up when it is made at a path."""

_OUTSIDE = {"a device"}  # what leads out of the registry is not looked at, whatever it is


@pytest.mark.parametrize(
    ("code", "make"),
    [
        pytest.param("link_outside" if name in _OUTSIDE else code, make, id=name)
        for code, ways in MADE.items()
        for name, make in ways
    ],
)
def test_what_is_no_ordinary_file_is_told_and_not_waited_for(
    govtui: Run, tmp_path: Path, code: str, make: Callable[[Path], object]
) -> None:
    root = tmp_path / "registry"
    registry(root, table("s", "source"), table("good", "event"))
    path = root / "events" / "odd.toml"
    make(path)
    messages = {}
    for language in LANGUAGES:
        status, rows = told(govtui, root, language=language)
        assert status == 1
        assert {row["code"] for row in rows} == {code}
        assert all(row["path"].startswith("events/odd") and row["severity"] == "error" for row in rows)
        assert all(catalog_sentence(code, language).fullmatch(row["message"]) for row in rows)
        messages[language] = rows[0]["message"]
    assert messages["vi"] != messages["en"]


@pytest.fixture
def someone_else() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Become a user to whom permissions apply: root reads everything."""

    @contextmanager
    def become() -> Iterator[None]:
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    yield become


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_may_not_be_read_is_told(
    govtui: Run, someone_else: Callable[[], AbstractContextManager[None]], language: str
) -> None:
    with tempfile.TemporaryDirectory() as made:  # pytest's folders are closed to others
        root = Path(made)
        root.chmod(0o755)
        registry(root, table("s", "source"), table("closed", "event"))
        run = partial(govtui, cwd=root)  # the project's folder may be closed, too
        told(run, root, language=language)  # imports all that is needed
        (root / "events" / "closed.toml").chmod(0)
        with someone_else():
            status, (row,) = told(run, root, language=language)
        os.chdir("/")
    assert (status, row["code"], row["path"]) == (1, "no_permission", "events/closed.toml")
    assert catalog_sentence("no_permission", language).fullmatch(row["message"])


def test_the_size_of_a_file_that_is_too_large_is_told_with_the_limit(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path, table("s", "source")).root
    write(root, "events/big.toml", b"#" * (RECORD_SIZE + 1))
    (row,) = rows_of(govtui("check", root, "--json").out)
    assert row["values"] == {"size": RECORD_SIZE + 1, "limit": RECORD_SIZE}


def test_a_registry_without_a_manifest_is_warned_about(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path, table("s", "source"), manifest=None).root
    for language in LANGUAGES:
        status, (row,) = told(govtui, root, language=language)
        assert (status, row["code"], row["path"]) == (0, "no_manifest", "registry.toml")
        assert catalog_sentence("no_manifest", language).fullmatch(row["message"])


# the registry that ships

DISCREPANCIES = tomllib.loads((DATA / "coverage.toml").read_text(encoding="utf-8"))["discrepancies"]


def test_the_records_that_ship_have_no_error_and_exactly_the_discrepancies_of_the_texts(govtui: Run) -> None:
    done = govtui("check", RECORDS, "--json")
    assert (done.status, done.err) == (0, "")
    rows = [row for row in rows_of(done.out) if not row["muted"]]
    assert {row["severity"] for row in rows} == {"discrepancy"}
    found = [row for row in rows if row["severity"] == "discrepancy"]
    for wanted in DISCREPANCIES:
        fitting = [
            row
            for row in found
            if (row["code"], row["record"]) == (wanted["code"], wanted["record"])
            and wanted["values"].items() <= row["values"].items()
        ]
        assert len(fitting) == 1, wanted
        found.remove(fitting[0])
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_eighteen_against_fifteen_is_told_with_both_numbers_and_what_is_between(govtui: Run, language: str) -> None:
    done = govtui("check", RECORDS, "--only", "sum_differs", "--lang", language)
    head, excerpt, _ = done.out.splitlines()
    path, line, column = "declarations/asean-poa-civil-service-2022.toml", 172, 3
    text = (RECORDS / path).read_text(encoding="utf-8").split("\n")[line - 1]
    assert 'area = "2"' in text
    assert "stated = 18" in text
    assert head.startswith(f"{path}:{line}:{column}: ")
    assert re.findall(r"\d+", head.partition("[sum_differs]")[2]) == ["18", "15", "3"]
    assert excerpt.strip().startswith(f"{line} | {text[:60]}")


# formats


def line_of(root: Path, path: str, beginning: str) -> int:
    """The number of the line of a file that begins so."""
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.lstrip().startswith(beginning))


def test_the_text_names_place_severity_code_sentence_and_shows_the_line(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path, table("s", "source"), table("e", "event", type="sumit")).root
    done = govtui("check", root, "--lang", "en")
    assert done.out.splitlines() == [
        "events/e.toml:4:8: Error [unknown_vocabulary_key] “sumit” is not in the vocabulary of this field. "
        "Did you mean “summit”?",
        '       4 | type = "sumit"',
        "2 records. Error: 1 place in 1 record, Discrepancy: 0, Warning: 0.",
    ]
    assert (done.status, done.err) == (1, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_more_wrong_values_than_are_listed_it_is_said_that_there_are_more(
    govtui: Run, tmp_path: Path, language: str
) -> None:
    root = registry(tmp_path, table("s", "source")).root
    for name, wrong in (("few", MOST_PROBLEMS), ("many", MOST_PROBLEMS + 1)):
        write(root, f"events/{name}.toml", toml(name, "event") + "".join(f"k{n} = 1\n" for n in range(wrong)))
    rows = told(govtui, root, language=language)[1]
    errors = Counter(row["path"] for row in rows if row["severity"] == "error")
    assert errors == {"events/few.toml": MOST_PROBLEMS, "events/many.toml": MOST_PROBLEMS + 1}
    (more,) = [row for row in rows if row["code"] == "more_errors"]
    assert more["path"] == "events/many.toml"
    assert catalog_sentence("more_errors", language).fullmatch(more["message"])


def test_a_long_line_is_shown_only_in_part(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path, table("s", "source")).root
    write(root, "events/e.toml", toml("e", "event").replace("schema = 2", f"schema = 2 # {'đ' * 50_000}"))
    done = govtui("check", root)
    assert max(map(len, done.out.splitlines())) < 200


def test_github_is_given_one_escaped_command_a_problem_with_paths_from_where_it_runs(
    govtui: Run, tmp_path: Path
) -> None:
    root = tmp_path / "data, all" / "100%"
    registry(root, table("s", "source"), table("e", "event", type="50%: a,b", date="5/8"))
    write(root, "events/e.toml", toml("e", "event", date="5/8%\n::error::"))
    registry(root, table("d", "declaration", symbol="A/RES/70 1"))
    registry(root, table("p", "declaration", progress=[{"rows": [{"stated": 18, "completed": 15}]}]))
    done = govtui("check", root, "--format", "github", "--lang", "en", cwd=tmp_path)
    place = "data%2C all/100%25"
    date, row = (line_of(root, "events/e.toml", "date ="), line_of(root, "declarations/p.toml", "{ stated"))
    symbol = line_of(root, "declarations/d.toml", "symbol =")
    assert done.out.splitlines() == [
        f"::error file={place}/events/e.toml,line={date},col=8,title=date_not_a_date::“5/8%25%0A::error::” is not a date; "
        "write 2022, 2022-08 or 2022-08-05.",
        f"::warning file={place}/declarations/p.toml,line={row},col=5,title=sum_differs::18 stated, 15 itemised, 3 unexplained.",
        f"::notice file={place}/declarations/d.toml,line={symbol},col=10,title=symbol_form::The symbol is written “A/RES/70 1”; "
        "its standard form is “A/RES/70/1”.",
    ]


# which problems, and what they mean for the exit status


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A registry with one warning, and one discrepancy that somebody looked at."""
    progress = [{"rows": [{"stated": 18, "completed": 15}]}]
    return registry(
        tmp_path / "registry",
        table("s", "source"),
        table("d", "declaration", symbol="A/RES/70 1"),
        table("p", "declaration", progress=progress, checked=[{"code": "sum_differs"}]),
    ).root


def test_without_errors_the_status_is_0_and_strict_makes_it_1(govtui: Run, mixed: Path) -> None:
    assert govtui("check", mixed).status == 0
    assert govtui("check", mixed, "--strict").status == 1
    assert govtui("check", mixed, "--strict", "--only", "symbol_form").status == 1


def test_what_somebody_looked_at_is_shown_but_raises_no_alarm(govtui: Run, mixed: Path) -> None:
    assert govtui("check", mixed, "--strict", "--only", "sum_differs").status == 0
    said = govtui("check", mixed, "--lang", "en").out
    assert "18 stated, 15 itemised, 3 unexplained. (checked)" in said
    assert said.endswith("3 records. Error: 0, Discrepancy: 0, Warning: 1 place in 1 record.\n")
    rows = rows_of(govtui("check", mixed, "--json").out)
    assert {row["code"]: row["muted"] for row in rows} == {"sum_differs": True, "symbol_form": False}
    assert "sum_differs" not in govtui("check", mixed, "--format", "github").out


def test_only_leaves_out_all_other_codes_and_can_be_given_twice(govtui: Run) -> None:
    rows = rows_of(govtui("check", BROKEN, "--json", "--only", "cycle", "--only", "empty_file").out)
    assert {row["code"] for row in rows} == {"cycle", "empty_file"}
    assert len(rows) == 3


@pytest.mark.parametrize("option", ["--only", "--explain"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistyped_code_could_not_run_and_is_told_the_nearest(govtui: Run, language: str, option: str) -> None:
    tr = load(language)
    done = govtui("check", RECORDS, option, "sum_difers", "--lang", language)
    unknown = tr.gettext("There is no problem code “{code}”.").format(code="sum_difers")
    near = tr.gettext("Did you mean “{near}”?").format(near="sum_differs")
    assert done == (2, "", f"govtui: {unknown} {near}\n")


def test_a_single_file_is_judged_beside_the_others_but_told_alone(govtui: Run, mixed: Path) -> None:
    path = mixed / "declarations" / "d.toml"
    rows = rows_of(govtui("check", path, "--json").out)
    assert [(row["path"], row["code"]) for row in rows] == [("declarations/d.toml", "symbol_form")]
    assert rows_of(govtui("check", mixed / "sources" / "s.toml", "--json").out) == []
    assert rows_of(govtui("check", "d.toml", "--json", cwd=path.parent).out) == rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("d",), ["d"]),
        (("D", "p", "d"), ["d", "p"]),
        (("s",), []),
        (("{root}", "p"), ["p"]),
        (("{root}/declarations/d.toml", "s", "p"), ["d", "p"]),
        (("declarations/p.toml",), ["p"]),
        (("--where", "kind:declaration has:warning"), ["d"]),
        (("--only", "symbol_form,sum_differs", "--only", "cycle"), ["d", "p"]),
    ],
)
def test_records_are_asked_for_by_id_path_and_query(
    govtui: Run, mixed: Path, asked: tuple[str, ...], found: list[str]
) -> None:
    args = [one.replace("{root}", str(mixed)) for one in asked]
    done = govtui("check", *args, "--json", cwd=mixed)
    assert sorted(row["record"] for row in rows_of(done.out)) == found


def test_ids_come_from_standard_input(forked: Run, mixed: Path) -> None:
    done = forked("check", "-", "--jsonl", cwd=mixed, stdin='p\n\n{"id": "d"}\n')
    assert [json.loads(line)["record"] for line in done.out.splitlines()] == ["p", "d"]


def test_what_nobody_can_mean_could_not_run(govtui: Run, mixed: Path) -> None:
    for args in (
        ["nobody"],
        ["--only", ","],
        ["d", "--where", "x"],
        ["--every", "d"],
        ["--format", "github", "--json"],
        ["--explain", "cycle", "--json"],
    ):
        done = govtui("check", *args, cwd=mixed)
        assert (done.status, done.out) == (2, ""), args
    done = govtui("check", "--format", "json", "--lang", "en", cwd=mixed)
    assert done.status == 2 and "“--format json” is now called “--json”." in done.err
    done = govtui("check", "--where", "xyzzyq", "--json", cwd=mixed)
    assert done.status == 1 and rows_of(done.out) == []


@pytest.mark.parametrize("kind", ["pipe", "outside", "nothing", "loop"])
def test_a_single_file_that_cannot_be_read_is_told_like_in_the_whole_registry(
    govtui: Run, mixed: Path, kind: str
) -> None:
    path = mixed / "events" / "odd.toml"
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"outside": "/etc/passwd", "nothing": "nowhere.toml", "loop": "odd.toml"}[kind])
    done = govtui("check", path, "--json")
    (row,) = rows_of(done.out)
    assert (done.status, row["path"]) == (1, "events/odd.toml")
    assert (
        row["code"] == {"pipe": "not_a_file", "outside": "link_outside", "nothing": "gone", "loop": "link_loop"}[kind]
    )


def test_a_file_that_is_no_file_of_a_registry_is_not_called_clean(govtui: Run, mixed: Path) -> None:
    for path in (write(mixed, "README.md", "# x\n"), write(mixed.parent, "lone.toml", "a = 1\n")):
        done = govtui("check", path)
        assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_registry_it_could_not_run(govtui: Run, tmp_path: Path, language: str) -> None:
    done = govtui("check", tmp_path / "none", "--lang", language)
    sentence = load(language).gettext("There is no registry at {path}: a folder with registry.toml is needed.")
    assert done == (2, "", f"govtui: {sentence.format(path=tmp_path / 'none')}\n")


def test_a_reader_that_goes_away_is_not_taken_for_errors_in_the_records(environ: Mapping[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    args = [sys.executable, "-m", "govtui", "check", str(RECORDS)]
    done = subprocess.run(args, env=dict(environ), stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


# why a problem matters


def test_every_code_is_explained_in_both_languages(govtui: Run) -> None:
    for code in PROBLEMS:
        said = {}
        for language in LANGUAGES:
            done = govtui("check", "--explain", code, "--lang", language)
            assert (done.status, done.err) == (0, ""), code
            assert max(map(len, done.out.splitlines())) <= 80
            said[language] = " ".join(done.out.split())
        assert len(said["en"]) > 40, code
        assert said["vi"] != said["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_of_an_earlier_schema_in_a_registry_of_today_is_warned_about(
    govtui: Run, tmp_path: Path, language: str
) -> None:
    root = registry(tmp_path, table("a", schema=1), table("b"), table("s", "source")).root
    status, (row,) = told(govtui, root, language=language)
    assert (status, *fault(row)) == (0, "organizations/a.toml", "old_schema", "warning", 1, 10)
    assert "govtui migrate --write" in row["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_registry_of_an_earlier_schema_is_warned_about_once(govtui: Run, tmp_path: Path, language: str) -> None:
    records = [table(id, schema=1) for id in "ab"]
    root = registry(tmp_path, *records, table("s", "source", schema=1), manifest="schema = 1 # ours\n").root
    status, (row,) = told(govtui, root, language=language)
    assert (status, *fault(row)) == (0, "registry.toml", "old_schema", "warning", 1, 10)
    assert "govtui migrate --write" in row["message"]
