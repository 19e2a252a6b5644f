"""From a folder to an index: every file is an item, whatever it holds; links lead somewhere; problems have places."""

from __future__ import annotations

import os
import socket
import time
import unicodedata
from pathlib import Path

import pytest
from small import FILES, registry, table, toml, write

from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.model.problem import Severity
from govtui.model.relations import RELATIONS
from govtui.store.registry import Registry

SOURCE = table("s", "source")


def codes(index: Index, key: str = "") -> list[str]:
    return [problem.code for problem in index.problems(key)]


def rows(index: Index) -> list[str]:
    found = index.result(View())
    return [row.key for row in found.window(0, found.total)]


class TestUnreadableRecords:
    @pytest.fixture
    def index(self, tmp_path: Path) -> Index:
        found = registry(tmp_path, SOURCE, table("a", relations={"part_of": ["broken", "missing"]}))
        write(tmp_path, "organizations/broken.toml", toml("broken", name={"vi": "Hỏng", "en": "Broken"}) + "[[[\n")
        return build(found)

    def test_one_is_listed_with_what_could_be_read(self, index: Index) -> None:
        [row] = [row for row in index.result(View()).window(0, 9) if row.key == "broken"]
        assert (row.kind, row.name, row.severity) == ("organization", "Hỏng", Severity.ERROR)
        assert index.counts()["organization"] == 2

    def test_one_is_found_by_its_name_and_its_id(self, index: Index) -> None:
        assert [row.key for row in index.result(View(text="hong")).window(0, 9)] == ["broken"]
        assert [row.key for row in index.result(View(text="broken")).window(0, 9)] == ["broken"]

    def test_a_link_to_one_leads_to_it_and_one_to_nothing_dangles(self, index: Index) -> None:
        card = index.card("broken")
        assert card is not None and not card.readable
        assert index.card("missing") is None
        assert [(p.code, p.values["target"]) for p in index.problems("a")] == [("dangling", "missing")]

    def test_what_links_to_one_is_known(self, index: Index) -> None:
        assert [(one.type, one.key) for one in index.incoming("broken")] == [("part_of", "a")]

    def test_one_has_its_problems_with_their_places(self, index: Index) -> None:
        [problem] = index.problems("broken")
        assert (problem.path, problem.record, problem.severity) == (
            "organizations/broken.toml",
            "broken",
            Severity.ERROR,
        )
        assert problem.line > 10


class TestTheSameIdTwice:
    def test_both_are_listed_and_the_second_is_told(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE, table("a"))
        write(tmp_path, "organizations/sub/a.toml", toml("a"))
        index = build(found)
        assert sorted(rows(index)) == ["a", "organizations/sub/a.toml", "s"]
        assert index.counts()["organization"] == 2
        [problem] = [problem for problem in index.problems() if problem.code == "duplicate_id"]
        assert (problem.severity, problem.path) == (Severity.ERROR, "organizations/sub/a.toml")
        assert problem.values == {"id": "a", "other": "organizations/a.toml"}
        assert index.card("a").path == "organizations/a.toml"  # type: ignore[union-attr]
        assert index.card("organizations/sub/a.toml").id == "a"  # type: ignore[union-attr]

    def test_an_id_is_unique_over_all_kinds(self, tmp_path: Path) -> None:
        assert "duplicate_id" in codes(build(registry(tmp_path, SOURCE, table("s"))))

    def test_a_broken_copy_does_not_take_the_id_from_a_good_record(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE, table("un"))
        write(tmp_path, "organizations/a-copy.toml", toml("un") + "[[[")
        index = build(found)
        card = index.card("un")
        assert card is not None and card.readable
        assert codes(index, "un") == []

    def test_a_copy_does_not_take_the_id_from_the_file_that_is_named_by_it(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE, table("un"))
        write(tmp_path, "organizations/a-copy.toml", toml("un"))
        index = build(found)
        assert index.card("un").path == "organizations/un.toml"  # type: ignore[union-attr]
        assert set(codes(index, "organizations/a-copy.toml")) >= {"duplicate_id", "id_not_file_name"}

    def test_files_whose_names_look_alike_are_all_listed(self, tmp_path: Path) -> None:
        found = registry(tmp_path)
        folder = os.fsencode(tmp_path / "organizations")
        os.mkdir(folder)
        for name in (b"a\xff.toml", b"a\xfe.toml", b"a\xfd.toml"):
            Path(os.fsdecode(folder + b"/" + name)).write_text("x")
        for form in ("NFC", "NFD"):
            Path(os.fsdecode(folder), unicodedata.normalize(form, "nghị.toml")).write_text("x")
        index = build(found)
        assert index.counts()[ALL] == len(set(rows(index))) == 5
        assert codes(index).count("duplicate_id") == 3


class TestMisplaced:
    def test_a_record_in_the_folder_of_another_kind_is_told_at_its_kind(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE)
        write(tmp_path, "organizations/a.toml", toml("a", "event"))
        [problem] = build(found).problems("a")
        assert (problem.code, problem.severity, problem.line, problem.column) == (
            "kind_not_folder",
            Severity.ERROR,
            2,
            8,
        )

    def test_a_record_named_otherwise_than_its_file_is_told_at_its_id(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE)
        write(tmp_path, "organizations/b.toml", toml("a"))
        [problem] = build(found).problems("a")
        assert (problem.code, problem.severity, problem.line, problem.column) == (
            "id_not_file_name",
            Severity.ERROR,
            3,
            6,
        )
        assert problem.values == {"id": "a", "stem": "b"}

    def test_a_stray_file_is_a_problem_of_the_registry(self, tmp_path: Path) -> None:
        found = registry(tmp_path, SOURCE)
        write(tmp_path, "drafts/a.toml", toml("a"))
        index = build(found)
        assert [(p.code, p.path) for p in index.problems()] == [("stray_file", "drafts/a.toml")]
        assert rows(index) == ["s"]

    def test_a_broken_manifest_is_a_problem_of_the_registry(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, SOURCE, manifest="schema = 3\n"))
        assert [(p.code, p.path) for p in index.problems()] == [("newer_schema", "registry.toml")]


class TestLinks:
    def test_a_former_id_leads_to_the_record(self, tmp_path: Path) -> None:
        index = build(
            registry(tmp_path, SOURCE, table("new", former_ids=["old"]), table("a", relations={"part_of": ["old"]}))
        )
        assert index.card("old") == index.card("new")
        assert codes(index) == []
        assert [one.key for one in index.incoming("new")] == ["a"]

    def test_a_former_id_that_is_someone_elses_today_is_theirs(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, SOURCE, table("a", former_ids=["b"]), table("b")))
        assert index.card("b").id == "b"  # type: ignore[union-attr]

    def test_incoming_links_stand_by_relation_then_by_name(self, tmp_path: Path) -> None:
        index = build(
            registry(
                tmp_path,
                SOURCE,
                table("un"),
                table("z", "event", relations={"organized_by": ["un"], "attended_by": ["un"]}),
                table("d", name={"vi": "Đ", "en": "d"}, relations={"part_of": ["un"]}),
                table("e", name={"vi": "E", "en": "a"}, relations={"part_of": ["un"], "member_of": ["un"]}),
                table("c", name={"vi": "D", "en": "z"}, relations={"part_of": ["un"]}),
                table(
                    "p",
                    people=[{"name": "x", "role": "chair", "org": "un"}, {"name": "y", "role": "chair", "org": "un"}],
                ),
            )
        )
        assert [(one.type, one.key) for one in index.incoming("un")] == [
            ("part_of", "c"),
            ("part_of", "d"),
            ("part_of", "e"),
            ("member_of", "e"),
            ("organized_by", "z"),
            ("attended_by", "z"),
            ("person_org", "p"),
        ]

    def test_a_link_knows_the_field_that_it_comes_from(self, tmp_path: Path) -> None:
        people = [{"name": "Chu Tuấn Tú", "role": "chair", "org": "un"}]
        index = build(registry(tmp_path, SOURCE, table("un"), table("a", people=people)))
        assert [one.field for one in index.incoming("un")] == ["people.chu-tuan-tu.org"]

    def test_an_inverse_typed_by_hand_arrives_under_its_own_name(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, SOURCE, table("un"), table("a", relations={"has_part": ["un"]})))
        assert [one.type for one in index.incoming("un")] == ["has_part"]

    def test_nothing_links_to_what_is_not_there(self, tmp_path: Path) -> None:
        assert list(build(registry(tmp_path)).incoming("nothing")) == []

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_every_relation_of_the_shipped_records_can_be_followed_back(self, shipped: Index, file: Path) -> None:
        for one in shipped.incoming(file.stem):
            assert shipped.card(one.key) is not None
            if one.type in RELATIONS:
                assert one.key != file.stem


class TestProblems:
    def test_they_stand_worst_first_then_by_place(self, shipped: Index) -> None:
        found = list(shipped.problems())
        assert found == sorted(found, key=lambda problem: problem.order)

    def test_those_of_one_record_are_among_all(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, SOURCE, table("a", sources=None), table("b", type="z")))
        assert codes(index, "a") == ["no_citation"]
        assert codes(index, "b") == ["unknown_vocabulary_key"]
        assert codes(index) == ["unknown_vocabulary_key", "no_citation"]
        assert codes(index, "nothing") == []

    def test_what_was_looked_at_is_muted_and_there(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, table("a", sources=None, checked=[{"code": "no_citation"}])))
        assert [(problem.code, problem.muted) for problem in index.problems("a")] == [("no_citation", True)]

    def test_a_registrys_own_vocabulary_is_known(self, tmp_path: Path) -> None:
        manifest = "schema = 2\n[vocabulary.event_type]\nhackathon = { vi = 'Thi lập trình', en = 'Hackathon' }\n"
        index = build(registry(tmp_path, SOURCE, table("a", "event", type="hackathon"), manifest=manifest))
        assert codes(index) == []
        [row] = index.result(View(kind="event", words="en")).window(0, 1)
        assert row.type == "Hackathon"

    def test_records_of_one_name_are_told_once_and_each_is_marked(self, tmp_path: Path) -> None:
        index = build(
            registry(
                tmp_path,
                SOURCE,
                table("kr", name={"vi": "Bộ Nội vụ", "en": "x"}),
                table("vn", name={"vi": "Bộ Nội Vụ", "en": "y"}),
                table("vn-event", "event", name={"vi": "Bộ Nội vụ", "en": "z"}),
            )
        )
        told = [(p.record, p.values["other"]) for p in index.problems() if p.code == "likely_duplicate"]
        assert told == [("kr", "vn")]
        assert [bool(index.card(id).ambiguous) for id in ("kr", "vn", "vn-event")] == [True, True, False]  # type: ignore[union-attr]

    def test_the_shipped_records_have_no_error_and_the_sum_that_differs(self, shipped: Index) -> None:
        found = list(shipped.problems())
        assert [problem for problem in found if problem.severity is Severity.ERROR] == []
        sums = [problem for problem in found if problem.code == "sum_differs"]
        assert [(p.record, p.values["stated"], p.values["itemised"]) for p in sums] == [
            ("asean-poa-civil-service-2022", 18, 15)
        ]


def hostile(root: Path) -> None:
    """All that is odd, in one folder (design: terminal, hostile files)."""
    folder = root / "organizations"
    folder.mkdir(parents=True, exist_ok=True)
    head = b'schema = 2\nkind = "organization"\n'
    for name, raw in {
        "latin1": 'id = "latin1"\nname.vi = "H\xe0"'.encode("latin-1"),
        "utf16": "id = 1".encode("utf-16"),
        "cr": head.replace(b"\n", b"\r"),
        "nul": head + b"\x00",
        "zeros": b"\x00" * 5000,
        "trunc": head + b'id = "tru',
        "empty": b"",
        "dup": head + b'id = "dup"\nid = "dup"\n',
        "conflict": head + b"<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        "deep": head + b"x = " + b"[" * 5000,
        "dotted": b".".join([b"a"] * 50_000) + b" = 1\n",
        "bigint": head + b"x = " + b"9" * 5000,
        "big": b"#" * 300_000,
    }.items():
        (folder / f"{name}.toml").write_bytes(raw)
    with (folder / "huge.toml").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    os.mkfifo(folder / "fifo.toml")
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("sock.toml")
    finally:
        os.chdir(here)
    for name, target in {"loop": "loop.toml", "zero": "/dev/zero", "passwd": "/etc/passwd", "gone": "nowhere"}.items():
        (folder / f"{name}.toml").symlink_to(target)
    (folder / "dir.toml").mkdir()
    (folder / "again").symlink_to("..")
    for raw_name in (b"bad\xff", "xuống\ndòng".encode(), b"esc\x1b[31m", "bidi\u202emot".encode(), b"-rf"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + raw_name + b".toml")).write_bytes(b"id = 5\n")


def test_a_folder_of_all_that_is_odd_is_read_soon_and_hides_nothing(tmp_path: Path) -> None:
    registry(tmp_path, SOURCE, table("good"), table("fine", relations={"part_of": ["good"]}))
    hostile(tmp_path)
    began = time.process_time()
    index = build(Registry(tmp_path))
    assert time.process_time() - began < 5
    readable = {key for key in rows(index) if index.card(key).readable}  # type: ignore[union-attr]
    assert readable == {"s", "good", "fine"}
    assert index.counts()[ALL] == 3 + 13 + 1 + 2 + 4 + 2 + 5
    for key in set(rows(index)) - readable:
        assert [problem.severity for problem in index.problems(key)].count(Severity.ERROR) == 1, key
    for problem in index.problems():
        problem.path.encode()
    assert codes(index, "good") == codes(index, "fine") == []
