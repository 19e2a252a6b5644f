"""`govtui check --fix` repairs what needs no judgement: shown first, asked for, whole or not at all, and nothing else moves."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import rtoml
from forks import Forks
from hypothesis import example, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import registry, table, write
from terminal import Terminal

from govtui.cli import session
from govtui.cli.output import Output
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.problem import Problem, Severity
from govtui.store import saving
from govtui.store.files import etag
from govtui.store.fixes import fixed, with_relation
from govtui.text.nfc import nfc

Run = Callable[..., Any]

SYMBOL = """\
# Nghị quyết  — chú thích đầu tệp
schema = 2
kind = "declaration"   # loại
id = "d"
type   = "resolution_draft"
status = "adopted"
symbol = "E/2014 L.30/Rev.1"  # như bản in

[name]
en = "Draft"
vi = 'Dự thảo'

[[sources]]
ref = "s"
"""
WHOLE = """\
schema = 2
kind = "organization"
id = "a"
type = "network"
status = "active"
name = { vi = "Một", en = "One" }
sources = [{ ref = "s" }]

[relations]
has_part = ["b"] # gõ tay
member_of = ["c"]
"""
PART = """\
schema = 2
kind = "organization"
id = "b"
type = "network"
status = "active"
name = { vi = "Hai", en = "Two" }
sources = [{ ref = "s" }]  # cuối tệp
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry in which one symbol, one letter and one relation can be repaired."""
    root = tmp_path / "registry"
    registry(root, table("s", "source"), table("c"))
    write(root, "declarations/d.toml", SYMBOL)
    write(root, "organizations/a.toml", WHOLE)
    write(root, "organizations/b.toml", PART)
    write(root, "events/e.toml", toml_nfd())
    return root


def toml_nfd() -> str:
    return (
        SYMBOL.replace('"d"', '"e"')
        .replace('symbol = "E/2014 L.30/Rev.1"  # như bản in\n', "")
        .replace("declaration", "event")
        .replace("resolution_draft", "forum")
        .replace("adopted", "held")
        .replace("Dự thảo", unicodedata.normalize("NFD", "Huế"))
        .replace("Draft", "Hue")
    )


def texts(root: Path) -> dict[str, bytes]:
    """Every file of a registry but those in the folder that govtui keeps for itself."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and ".govtui" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


REPAIRED: Mapping[str, str] = {
    "declarations/d.toml": SYMBOL.replace("E/2014 L.30", "E/2014/L.30"),
    "organizations/a.toml": WHOLE.replace('has_part = ["b"] # gõ tay\n', ""),
    "organizations/b.toml": PART + '\n[relations]\npart_of = ["a"]\n',
    "events/e.toml": nfc(toml_nfd()),
}


def test_yes_repairs_all_three_and_leaves_every_other_byte(govtui: Run, root: Path) -> None:
    before = texts(root)
    done = govtui("check", root, "--fix", "--yes", "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert texts(root) == before | {path: text.encode() for path, text in REPAIRED.items()}
    assert "Error: 0, Discrepancy: 0, Warning: 0." in done.out
    assert govtui("check", root, "--strict").status == 0


def test_the_changes_are_shown_as_a_diff_before_anything_is_done(govtui: Run, root: Path) -> None:
    before = texts(root)
    done = govtui("check", root, "--fix", "--lang", "en")
    assert texts(root) == before
    shown = done.out.splitlines()
    for path in REPAIRED:
        assert f"--- a/{path}" in shown
        assert f"+++ b/{path}" in shown
    for line in ('+part_of = ["a"]', '-has_part = ["b"] # gõ tay', '+symbol = "E/2014/L.30/Rev.1"  # như bản in'):
        assert line in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_terminal_and_without_yes_nothing_is_changed(forked: Run, root: Path, language: str) -> None:
    before = texts(root)
    done = forked("check", root, "--fix", "--lang", language, stdin="y\ny\n")
    assert texts(root) == before
    assert done.err == load(language).gettext("Nothing was changed.") + "\n"
    assert done.status == 0  # what is there now has warnings only


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agrees", [True, False])
def test_on_a_terminal_it_asks(
    environ: Mapping[str, str], root: Path, language: str, agrees: bool, forks: Forks
) -> None:
    before, tr = texts(root), load(language)
    question = tr.gettext("Make these changes?")
    argv = ["check", str(root), "--fix", "--lang", language]
    with Terminal(argv, cols=120, rows=60, env=environ, forks=forks) as terminal:
        terminal.wait_for(question)
        assert texts(root) == before
        terminal.send(f"{tr.gettext('y' if agrees else 'n')}\r")
        assert terminal.wait_exit() == 0
    assert (texts(root) == before) is not agrees
    assert texts(root) == before | ({path: text.encode() for path, text in REPAIRED.items()} if agrees else {})


def test_only_what_is_asked_for_is_repaired(govtui: Run, root: Path) -> None:
    before = texts(root)
    govtui("check", root / "events" / "e.toml", "--fix", "--yes")
    assert texts(root) == before | {"events/e.toml": REPAIRED["events/e.toml"].encode()}
    govtui("check", root, "--fix", "--yes", "--only", "symbol_form")
    one = {path: REPAIRED[path].encode() for path in ("events/e.toml", "declarations/d.toml")}
    assert texts(root) == before | one


def test_programs_get_the_changes_and_the_diff_stands_beside_them(govtui: Run, root: Path) -> None:
    before = texts(root)
    tried, done = (govtui("check", root, "--fix", *args, "--json") for args in ((), ("--yes",)))
    changes = json.loads(done.out)["items"]
    assert [one["path"] for one in changes] == sorted(REPAIRED)
    assert all(one["saved"] and one["etag"] == etag((root / one["path"]).read_bytes()) for one in changes)
    symbol = next(one for one in changes if one["record"] == "d")
    assert symbol["changes"] == [{"field": "symbol", "before": "E/2014 L.30/Rev.1", "after": "E/2014/L.30/Rev.1"}]
    assert "+++ b/declarations/d.toml" in done.err and texts(root) != before
    wanted = {(one["path"], one["refused"], one["diff"].startswith("---")) for one in json.loads(tried.out)["items"]}
    assert wanted == {(path, "needs_yes", True) for path in REPAIRED}


def test_with_nothing_to_repair_it_says_so_and_judges(govtui: Run, root: Path) -> None:
    govtui("check", root, "--fix", "--yes")
    before = texts(root)
    done = govtui("check", root, "--fix", "--yes", "--lang", "en")
    assert (done.status, done.err) == (0, "There is nothing that can be repaired safely.\n")
    assert texts(root) == before


# files


def test_the_mode_of_a_file_is_kept_and_a_link_to_it_stays_a_link(govtui: Run, root: Path) -> None:
    path, kept = root / "declarations" / "d.toml", root / "kept.txt"
    path.rename(kept)
    kept.chmod(0o640)
    path.symlink_to("../kept.txt")
    assert govtui("check", root, "--fix", "--yes").status == 0
    assert os.readlink(path) == "../kept.txt"
    assert kept.read_text(encoding="utf-8") == REPAIRED["declarations/d.toml"]
    assert kept.stat().st_mode & 0o7777 == 0o640


def test_nothing_else_is_left_in_the_folders(govtui: Run, root: Path) -> None:
    before = set(texts(root))
    govtui("check", root, "--fix", "--yes")
    assert set(texts(root)) == before


@pytest.fixture
def open_root() -> Iterator[Path]:
    """A registry with a symbol to repair, which every user may write to (pytest's folders are closed to others)."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        registry(root, table("s", "source"))
        write(root, "declarations/d.toml", SYMBOL)
        for path in (root, root / "declarations"):
            path.chmod(0o777)
        (root / "declarations" / "d.toml").chmod(0o666)
        yield root
        os.chdir("/")


@pytest.fixture
def fixed_by_someone_else(govtui: Run) -> Callable[[Path], Any]:
    """Run check --fix as a user to whom permissions apply: root may write everything."""

    def run(root: Path) -> Any:
        govtui("check", root, "--fix", cwd=root)  # imports all that is needed
        before = os.geteuid()
        if before == 0:
            os.seteuid(65534)
        try:
            return govtui("check", root, "--fix", "--yes", "--lang", "en", cwd=root)
        finally:
            os.seteuid(before)

    return run


def test_whoever_may_write_may_repair(open_root: Path, fixed_by_someone_else: Callable[[Path], Any]) -> None:
    assert fixed_by_someone_else(open_root).status == 0
    assert (open_root / "declarations" / "d.toml").read_text(encoding="utf-8") == REPAIRED["declarations/d.toml"]


@pytest.mark.parametrize(("closed", "mode"), [("declarations", 0o755), ("declarations/d.toml", 0o444)])
def test_what_may_not_be_written_stays_and_status_2_says_so(
    open_root: Path, fixed_by_someone_else: Callable[[Path], Any], closed: str, mode: int
) -> None:
    if os.geteuid() != 0 and closed == "declarations":
        pytest.skip("the folder belongs to this user")
    before = texts(open_root)
    (open_root / closed).chmod(mode)
    done = fixed_by_someone_else(open_root)
    sentence = "declarations/d.toml could not be written or was changed meanwhile; it stays as it is."
    assert (done.status, done.err) == (2, f"{sentence}\n")
    assert texts(open_root) == before


def test_in_a_read_only_registry_the_changes_are_shown_and_nothing_is_changed(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "is_writable", lambda root: False)
    before = texts(root)
    done = govtui("check", "--registry", root, "--fix", "--yes", "--lang", "en")
    assert (done.status, done.err) == (2, "The registry is read-only; nothing was changed.\n")
    assert "+++ b/declarations/d.toml" in done.out
    assert texts(root) == before


def test_a_file_that_was_changed_meanwhile_stays_as_it_is_and_so_do_the_others(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = SYMBOL.replace("Draft", "Somebody was faster")

    def meanwhile(*_: object) -> bool:
        write(root, "organizations/b.toml", theirs)
        return True

    monkeypatch.setattr(Output, "confirm", meanwhile)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    before = texts(root)
    done = govtui("check", root, "--fix", "--lang", "en")
    assert (done.status, done.err) == (
        2,
        "organizations/b.toml could not be written or was changed meanwhile; it stays as it is.\n",
    )
    assert texts(root) == before | {"organizations/b.toml": theirs.encode()}


def test_saving_writes_only_over_what_was_read(tmp_path: Path) -> None:
    write(tmp_path, "x.toml", "old")
    with pytest.raises(saving.Changed):
        saving.replace(tmp_path, "x.toml", b"new", etag(b"older"))
    assert texts(tmp_path) == {"x.toml": b"old"}
    saving.replace(tmp_path, "x.toml", b"new", etag(b"old"))
    assert texts(tmp_path) == {"x.toml": b"new"}
    with pytest.raises(saving.Changed) as gone:
        saving.replace(tmp_path, "y.toml", b"new", etag(b""))
    assert gone.value.gone


# how an inverse moves

TARGETS: Mapping[str, tuple[str, str | None]] = {
    "no relations": (PART, PART + '\n[relations]\npart_of = ["a"]\n'),
    "no line end": (PART.rstrip("\n"), PART + '\n[relations]\npart_of = ["a"]\n'),
    "a table": (PART + '[relations]  # c\nmember_of = ["c"]\n', PART + '[relations]  # c\npart_of = ["a"]\nmember_of = ["c"]\n'),
    "a table with spaces": (PART + "[ relations ]\n", PART + '[ relations ]\npart_of = ["a"]\n'),
    "a table at the end": (PART + "[relations]", PART + '[relations]\npart_of = ["a"]\n'),
    "an array": (PART + '[relations]\npart_of = ["c"] # [x\n', PART + '[relations]\npart_of = ["c", "a"] # [x\n'),
    "an empty array": (PART + "[relations]\npart_of = [ ]\n", PART + '[relations]\npart_of = ["a" ]\n'),
    "an array with a comma": (PART + '[relations]\npart_of = ["c",]\n', PART + '[relations]\npart_of = ["c", "a",]\n'),
    "an array of lines": (
        PART + '[relations]\npart_of = [\n  # first\n  "c", # why, ] and "x"\n  # last\n]\n',
        PART + '[relations]\npart_of = [\n  # first\n  "c", # why, ] and "x"\n  "a",\n  # last\n]\n',
    ),
    "an array of lines without the last comma": (
        PART + '[relations]\npart_of = [\n  "c" # why\n]\n',
        PART + '[relations]\npart_of = [\n  "c", # why\n  "a",\n]\n',
    ),
    "dotted keys": (
        PART + 'relations.member_of = ["c"]\n',
        PART + 'relations.part_of = ["a"]\nrelations.member_of = ["c"]\n',
    ),
    "a dotted key": (PART + 'relations.part_of = ["c"]\n', PART + 'relations.part_of = ["c", "a"]\n'),
    "an inline table": (
        PART + 'relations = { member_of = ["c"] } # c\n',
        PART + 'relations = { part_of = ["a"], member_of = ["c"] } # c\n',
    ),
    "an empty inline table": (PART + "relations = {}\n", PART + 'relations = { part_of = ["a"] }\n'),
    "there already": (PART + '[relations]\npart_of = ["a"]\n', PART + '[relations]\npart_of = ["a"]\n'),
    "broken TOML": (PART + "[relations\n", None),
    "nested too deeply": (PART + f"x = {'[' * 5000}{']' * 5000}\n", None),
    "relations that are none": (PART + "relations = 5\n", None),
    "a relation that is none": (PART + "[relations]\npart_of = 5\n", None),
    "a relation that is a text": (PART + '[relations]\npart_of = "abc"\n', None),
    "tables for relations": (PART + "[[relations]]\npart_of = []\n", None),
    "a table for a relation": (PART + "[relations.part_of]\n", None),
}  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", TARGETS)
def test_a_target_is_added_in_the_style_of_the_file_or_not_at_all(name: str, newline: str) -> None:
    text, wanted = TARGETS[name]
    given_text = text.replace("\n", newline)
    found = with_relation(given_text, "part_of", "a")
    assert found == (None if wanted is None else wanted.replace("\n", newline))


@pytest.mark.parametrize("name", TARGETS)
def test_check_fix_moves_the_inverse_there_or_leaves_both_files(govtui: Run, root: Path, name: str) -> None:
    text, wanted = TARGETS[name]
    write(root, "organizations/b.toml", text)
    done = govtui("check", root, "--fix", "--yes", "--only", "inverse_typed")
    assert done.status in (0, 1)
    whole = WHOLE if wanted is None else REPAIRED["organizations/a.toml"]
    assert (root / "organizations/a.toml").read_text(encoding="utf-8") == whole
    assert (root / "organizations/b.toml").read_bytes().decode() == (wanted or text)


@pytest.mark.parametrize(
    ("relations", "left"),
    [
        ('relations.has_part = ["b"]\n', ""),
        ('relations.has_part = [ # one\n  "b", # two\n]\nsdg = []\n', "sdg = []\n"),
        ('relations = { has_part = ["b"] }\n', ""),
        ('relations = { has_part = ["b"], member_of = ["c"] } # c\n', 'relations = { member_of = ["c"] } # c\n'),
        ('[relations]\nhas_part = ["b", "nobody"]\n', None),
        ('[relations]\nhas_part = ["b", "country:VN"]\n', None),
        ("[relations]\nhas_part = []\n# last\n", "# last\n"),
    ],
)
def test_an_inverse_is_taken_out_however_it_is_written_or_stays(
    govtui: Run, root: Path, relations: str, left: str | None
) -> None:
    head = WHOLE.partition("[relations]")[0]
    write(root, "organizations/a.toml", head + relations)
    govtui("check", root, "--fix", "--yes", "--only", "inverse_typed")
    assert (root / "organizations/a.toml").read_text(encoding="utf-8") == head + (relations if left is None else left)
    moved = left is not None and '"b"' in relations
    assert (root / "organizations/b.toml").read_text(encoding="utf-8") == (
        REPAIRED["organizations/b.toml"] if moved else PART
    )


def test_letters_that_would_make_two_keys_one_are_left(govtui: Run, root: Path) -> None:
    nfd = unicodedata.normalize("NFD", "é")
    text = SYMBOL.replace('symbol = "E/2014 L.30/Rev.1"', f'x = {{ "é" = 1, "{nfd}" = 2 }}')
    write(root, "declarations/d.toml", text)
    govtui("check", root, "--fix", "--yes")
    assert (root / "declarations/d.toml").read_text(encoding="utf-8") == text


# the law: the repaired field, and nothing else

COMMENTS = st.sampled_from(["", "", " # ghi chú", " # \"]'", " # a = [", "#", " # e\u0301"])
NEWLINES = st.sampled_from(["\n", "\r\n"])


def commented(lines: list[str]) -> st.SearchStrategy[str]:
    """These lines with comments behind and between them."""
    behind = st.tuples(
        *(st.tuples(COMMENTS, st.sampled_from(["", "", "{nl}", "{nl}# riêng một dòng ]"])) for _ in lines)
    )
    return st.tuples(behind, NEWLINES).map(
        lambda drawn: "".join(
            line.replace("\n", drawn[1]) + comment + after.replace("{nl}", drawn[1]) + drawn[1]
            for line, (comment, after) in zip(lines, drawn[0], strict=True)
        )
    )


@st.composite
def records(draw: st.DrawFn, relations: bool) -> str:
    """The text of a record, its fields in any order and style."""
    symbol = draw(st.sampled_from(['"E/2014 L.30"', "'E/2014 L.30'", '"""E/2014 L.30"""', '"E/2014 \\u004C.30"']))
    head = [
        "schema = 2",
        'kind = "declaration"',
        'id = "d"',
        'type = "agenda"',
        'status = "adopted"',
        f"symbol = {symbol}",
    ]
    head += draw(
        st.sampled_from([["name.vi = 'Một'"], ['name = { vi = "Một", en = "One" }'], ['"name".vi = """Mo\u0302\nt"""']])
    )
    target = draw(
        st.sampled_from(
            [
                [],
                ["[relations]", 'member_of = ["c"]'],
                ["[relations]", 'part_of = ["c"]'],
                ["[relations]", "part_of = [", '  "c",', '  "e"', "]"],
                ["[relations]", "part_of = [", "]"],
                ["[relations]", 'part_of = [ "c",', '  "e" ]'],
            ]
        )
    )
    return draw(commented([*draw(st.permutations(head)), *(target if relations else []), "[[sources]]", 'ref = "s"']))


def problem(code: str, **rest: Any) -> Problem:
    return Problem(code, Severity.WARNING, path="d.toml", record="d", **rest)


def without(text: str, *path: str) -> Any:
    data: Any = rtoml.loads(text)
    here = data
    for part in path[:-1]:
        here = here.get(part, {})
    here.pop(path[-1], None)
    return {key: value for key, value in data.items() if value != {}}


def comments(text: str) -> list[str]:
    """What stands behind a number sign on each line, in a text whose values have none."""
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


@settings(deadline=None, max_examples=rounds(50, 3000))
@given(records(relations=True))
def test_a_repaired_symbol_is_all_that_changes(text: str) -> None:
    found = problem("symbol_form", field="symbol", values={"given": "E/2014 L.30", "standard": "E/2014/L.30"})
    new = fixed([found], {"d.toml": text}.get, lambda id: None)["d.toml"]
    assert rtoml.loads(new)["symbol"] == "E/2014/L.30"
    assert without(new, "symbol") == without(text, "symbol")
    assert len(new.split("\n")) == len(text.split("\n"))
    assert [one for one, other in zip(new.split("\n"), text.split("\n"), strict=True) if one != other] != []
    assert comments(new) == comments(text)


@settings(deadline=None, max_examples=rounds(50, 3000))
@given(records(relations=True))
def test_a_relation_that_is_added_is_all_that_changes(text: str) -> None:
    new = with_relation(text, "part_of", "a")
    assert new is not None
    assert rtoml.loads(new)["relations"]["part_of"] == [*rtoml.loads(text).get("relations", {}).get("part_of", []), "a"]
    assert without(new, "relations", "part_of") == without(text, "relations", "part_of")
    assert comments(new) == comments(text)
    assert with_relation(new, "part_of", "a") == new


@settings(deadline=None, max_examples=rounds(50, 2000))
@given(records(relations=True))
@example('schema = 2\nkind = "e\u0301"\n')
def test_a_text_in_nfc_says_the_same_but_for_that(text: str) -> None:
    new = fixed([problem("not_nfc")], {"d.toml": text}.get, lambda id: None).get("d.toml", text)
    assert new == nfc(text)
    assert repr(rtoml.loads(new)) == nfc(repr(rtoml.loads(text)))


@settings(deadline=None, max_examples=rounds(50, 2000))
@given(st.text(alphabet="ab\"'=.,[]{}\n\r# \u0301é[relations]part_of", max_size=60))
def test_no_text_at_all_makes_a_repair_fail(text: str) -> None:
    found = with_relation(PART + text, "part_of", "a")
    assert found is None or "a" in rtoml.loads(found)["relations"]["part_of"]
    for code in ("not_nfc", "symbol_form", "inverse_typed"):
        what = problem(code, field="symbol", values={"given": "E/1 L.1", "inverse": "has_part"})
        changed = fixed([what], {"d.toml": text}.get, lambda id: "d.toml")
        assert all(rtoml.loads(new) is not None for new in changed.values())


# what only one value can be

ONE_FITS = {
    "events/e.toml": """\
schema = 2
kind = "event"
id = "e"
type = "forum"
status = "held"
name = { vi = "Hội", en = "Meeting" }

[[participants]]
text = { vi = "Đoàn", en = "Delegation" }
head = "haa" # trưởng đoàn

[[people]]
key = "hoa"
name = "Trần Hoa"
role = "participant"

[[agenda]]
key = "1"
text = { vi = "Một", en = "One" }
at = "L5" # trong nguồn

[[sources]]
ref = "s"
at = "L4-L6"
for = ["agenda"]
""",
    "declarations/d.toml": """\
schema = 2
kind = "declaration"
id = "d"
type = "work_plan"
status = "adopted"
date = "2022-08-05" # ngày nào
name = { vi = "Kế hoạch", en = "Plan" }

[[steps]]
action = "adopted"
date = "2022-08-05"

[[sources]]
ref = "s"
""",
}


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("events/e.toml", 'head = "haa" # trưởng đoàn\n', 'head = "hoa" # trưởng đoàn\n'),
        (
            "events/e.toml",
            'text = { vi = "Một", en = "One" }\nat = "L5" # trong nguồn\n',
            'text = { vi = "Một", en = "One" }\nsource = "s"\nat = "L5" # trong nguồn\n',
        ),
        ("declarations/d.toml", "# ngày nào\n", '# ngày nào\ndate_of = "adopted"\n'),
    ],
    ids=["a key of an item", "the source of a place", "the step of a date"],
)
def test_what_only_one_value_fits_is_written(govtui: Run, tmp_path: Path, path: str, before: str, after: str) -> None:
    root = registry(tmp_path, table("s", "source")).root
    for name, text in ONE_FITS.items():
        write(root, name, text)
    assert govtui("check", root, "--fix", "--yes", "--strict").status == 0
    assert before in ONE_FITS[path]
    assert after in (root / path).read_text()


def test_where_two_values_would_fit_nothing_is_written(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path, table("s", "source"), table("t", "source")).root
    write(root, "events/e.toml", ONE_FITS["events/e.toml"].replace('"hoa"', '"hab"') + '[[people]]\nkey = "hac"\nname = "B"\nrole = "participant"\n'
          '[[sources]]\nref = "t"\nfor = ["agenda"]\n')  # fmt: skip
    write(
        root,
        "declarations/d.toml",
        ONE_FITS["declarations/d.toml"] + '[[steps]]\naction = "reported"\ndate = "2022-08-05"\n',
    )
    before = texts(root)
    assert govtui("check", root, "--fix", "--yes").status == 1
    assert texts(root) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_schemas_that_are_out_of_date_are_warned_about_and_written_anew(
    govtui: Run, tmp_path: Path, language: str
) -> None:
    root = registry(tmp_path, table("s", "source"), table("a", sources=[{"ref": "s"}]), manifest="schema = 2\n").root
    assert govtui("--registry", root, "schema", "--write", root / "schema", "--lang", language).status == 0
    assert govtui("check", root, "--only", "schema_stale", "--strict").status == 0
    write(root, "registry.toml", 'schema = 2\n[vocabulary.event_type]\nfair = { vi = "Hội chợ" }\n')
    old = {path: path.read_bytes() for path in (root / "schema").iterdir()}
    warned = govtui("check", root, "--only", "schema_stale", "--lang", "en")
    assert warned.out.splitlines()[0].startswith(
        "schema/event.json: Warning [schema_stale] The schema is out of date: "
    )
    assert (warned.status, len(warned.out.splitlines())) == (0, 2)
    done = govtui("check", root, "--only", "schema_stale", "--strict", "--fix", "--yes", "--lang", "en")
    assert (done.status, done.out.splitlines()[0]) == (0, "schema/event.json: the schema is written again.")
    changed = [path for path in old if path.read_bytes() != old[path]]
    assert [path.name for path in changed] == ["event.json"]
    assert '"const": "fair"' in changed[0].read_text(encoding="utf-8")
    assert json.loads(changed[0].read_bytes())["title"] == load(language).pgettext("kind", "Event")
