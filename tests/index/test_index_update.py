"""Whatever is done to the files, an index that was brought up to date tells what one that is made anew tells."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from index.index_contents import contents, difference, litter
from seeds import THOROUGH, rounds
from small import table, toml, write

from govtui.index import schema
from govtui.index.cache import IndexCache, build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.kinds import KINDS
from govtui.store.registry import Registry

IDS = ("a", "b", "c", "d", "un", "s")
NAMES = ("Hội nghị", "Hội Nghị", "Bộ Nội vụ", "Bộ Tài chính", "An", "Ăn", "Đổi mới", "Forum", "“Diễn đàn”", "z")
DATES = (None, "2018-11-05", "2018", "2019/2020", "XXXX-09-09", "201X")
PLACES = (None, {"country": "VN"}, {"country": "KR", "city": {"vi": "Seoul", "en": "Seoul"}}, {"online": True})
RELATIONS = (
    "part_of",
    "member_of",
    "implements",
    "organized_by",
    "cites",
    "concerns",
    "has_part",
    "answers",
    "replaces",
    "repeals",
)
MANIFEST = """\
schema = 2
[fields.all.host]
type = "reference"
label = { en = "Host" }
kinds = ["event", "organization"]
[relations.answers]
from = ["event"]
to = "same"
label = { en = "Answers" }
inverse = "answered_by"
inverse_label = { en = "Answered by" }
"""
PROGRESS = [{"unit": "activity", "rows": [{"area": "1", "stated": 3, "planned": 1, "completed": 1}]}]
STATUSES = [
    {"as_of": day, "source": "s", "rows": [{"item": "m", "status": status}]}
    for day, status in (("2023", "limited"), ("2024", "not_started"))
]
MEASURES = [{"key": "m", "text": {"vi": "Mốc", "en": "Mark"}, "date": "2024-03"}]
AREAS = [{"key": "1", "name": {"vi": "Một", "en": "One"}}]

ids = st.sampled_from(IDS)
kinds = st.sampled_from(list(KINDS))


@st.composite
def records(draw: Callable[..., Any], kind: str, id: str) -> dict[str, Any]:
    """A valid record that is tied to others in many ways."""
    fields: dict[str, Any] = {}
    names = {"vi": draw(st.sampled_from(NAMES)), "en": draw(st.sampled_from(NAMES))}
    if draw(st.booleans()):
        names.pop(draw(st.sampled_from(["vi", "en"])))
    fields["title" if kind == "source" else "name"] = names
    targets = st.lists(ids, min_size=1, max_size=2, unique=True)
    fields["relations"] = draw(st.dictionaries(st.sampled_from(RELATIONS), targets, max_size=2))
    fields["x"] = {"host": draw(ids)} if draw(st.booleans()) else None
    fields["former_ids"] = draw(st.lists(ids, max_size=1)) or None
    fields["place"] = draw(st.sampled_from(PLACES))
    if kind in ("event", "declaration"):
        fields["date"] = draw(st.sampled_from(DATES))
    if kind == "declaration":
        fields["status"] = draw(st.sampled_from(["in_force", "repealed"]))
        fields["parties"] = draw(st.sampled_from([None, [{"who": "country:VN", "signed": "2016", "ratified": "2015"}]]))
    if kind == "declaration" and draw(st.booleans()):
        fields["progress" if draw(st.booleans()) else "areas"] = PROGRESS if "progress" in fields else AREAS
        if draw(st.booleans()):
            fields["progress"] = PROGRESS
        if draw(st.booleans()):  # of the text that it implements, or of none
            fields["progress"] = STATUSES
        if draw(st.booleans()):
            fields["measures"] = [{**MEASURES[0], "lead": draw(ids), "partners": [draw(ids)]}]
    if draw(st.booleans()):
        facts = [*(("date", date) for date in DATES if date), ("status", "held"), ("note", "Ăn")]
        links = [(f"relations.{one}", draw(ids)) for one in ("part_of", "member_of")]
        claimed = draw(
            st.lists(
                st.sampled_from([*facts, *links, ("members", [draw(ids)]), ("people", ["An"])]), min_size=1, max_size=2
            )
        )
        fields["claims"] = [{"field": field, "value": value, "source": "s"} for field, value in claimed]
    if kind == "organization" and draw(st.booleans()):
        fields["members"] = [{"who": draw(ids), "date": draw(st.sampled_from(["1990/1995", "1990/9998", "1990/.."]))}]
    if draw(st.booleans()):
        person = {
            "name": draw(st.sampled_from(["An", "Ông Ăn", "Bộ An"])),
            "role": draw(st.sampled_from(["chair", "official"])),
        }
        fields["people"] = [person | {"org": draw(ids)}]
    if kind == "organization" and draw(st.booleans()):
        fields["terms"] = [{"type": draw(st.sampled_from(["chair", "mandate"])), "org": draw(ids), "person": "An"}]
    if kind == "source":
        fields["publisher"] = draw(st.sampled_from([None, "a", "Báo Ăn"]))
        fields["seen"] = draw(st.sampled_from(["full", "title", None]))
        fields["unrecorded"] = draw(st.sampled_from([None, [{"at": "L3", "why": "caption"}]]))
    if draw(st.booleans()):
        fields["aka"] = [
            {"text": "Z", "type": "acronym", "source": draw(ids), "at": draw(st.sampled_from(["L3", "L4"]))}
        ]
    if draw(st.booleans()):
        fields["summary"] = {"vi": draw(st.sampled_from(NAMES))}
    if draw(st.booleans()):
        fields["type"] = draw(st.sampled_from(["forum", "network", "report", "nonsense"]))
    return table(id, kind, **fields)


FEW = ("", "hoi nghi", "has:problem")


class Files(RuleBasedStateMachine):
    """A registry to which things happen; after each the index is held against one that is made anew."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="govtui-test-"))
        self.root = self.folder / "registry"
        self.kept: IndexCache | None = None
        self.index: SqliteIndex | None = None

    @initialize(data=st.data(), size=st.integers(0, 5))
    def begin(self, data: st.DataObject, size: int) -> None:
        write(self.root, "registry.toml", MANIFEST)
        write(self.root, "sources/s.toml", toml("s", "source"))
        for id in IDS[:size]:
            self.put(data.draw(kinds), id, id, data)
        self.kept = IndexCache(self.root, self.folder / "index.sqlite")
        self.index = self.kept.refreshed()

    def put(self, kind: str, stem: str, id: str, data: st.DataObject) -> Path:
        import tomli_w

        return write(self.root, f"{KINDS[kind].folder}/{stem}.toml", tomli_w.dumps(data.draw(records(kind, id))))

    def files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*/*.toml"))

    @rule(data=st.data(), kind=kinds, stem=ids, id=st.none() | ids)
    def write_one(self, data: st.DataObject, kind: str, stem: str, id: str | None) -> None:
        self.put(kind, stem, id or stem, data)

    @rule(data=st.data())
    def remove_one(self, data: st.DataObject) -> None:
        if files := self.files():
            data.draw(st.sampled_from(files)).unlink()

    @rule(data=st.data(), kind=kinds, stem=ids)
    def move_one(self, data: st.DataObject, kind: str, stem: str) -> None:
        if files := self.files():
            target = self.root / KINDS[kind].folder / f"{stem}.toml"
            target.parent.mkdir(exist_ok=True)
            data.draw(st.sampled_from(files)).replace(target)

    @rule(data=st.data(), end=st.sampled_from(["[[[", "\x00", "zzz = 1\n"]))
    def break_one(self, data: st.DataObject, end: str) -> None:
        if files := self.files():
            path = data.draw(st.sampled_from(files))
            path.write_text(path.read_text() + end)

    @rule(data=st.data(), back=st.booleans())
    def edit_within_a_tick(self, data: st.DataObject, back: bool) -> None:
        """The same size, the same time, the same inode."""
        if files := [path for path in self.files() if "An" in path.read_text()]:
            path = data.draw(st.sampled_from(files))
            status = path.stat()
            path.write_text(path.read_text().replace("An", "On"))
            if back:
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @rule(data=st.data(), old=st.booleans())
    def touch_one(self, data: st.DataObject, old: bool) -> None:
        if files := self.files():
            os.utime(data.draw(st.sampled_from(files)), (1, 1) if old else None)

    @rule(data=st.data())
    def check_out_another_branch(self, data: st.DataObject) -> None:
        for path in self.files():
            path.unlink()
        for id in IDS:
            self.put(data.draw(kinds), id, id, data)

    @rule(data=st.data())
    def move_a_folder(self, data: st.DataObject) -> None:
        folders = [path for path in self.root.glob("*") if path.is_dir()]
        if folders:
            folder = data.draw(st.sampled_from(folders))
            target = data.draw(
                st.sampled_from([self.root / "drafts", *(self.root / KINDS[k].folder / "sub" for k in KINDS)])
            )
            with suppress(OSError, shutil.Error):
                target.parent.mkdir(exist_ok=True)
                folder.rename(target)

    @rule(text=st.sampled_from([MANIFEST, "schema = 2\n", "schema = 2\nlanguages = ['vi']\n", "schema = 2\n"]))
    def write_the_manifest(self, text: str) -> None:
        write(self.root, "registry.toml", text)

    @invariant()
    def it_tells_the_same(self) -> None:
        if self.kept is None or self.index is None:
            return
        before = self.index
        self.index = self.kept.refreshed() or self.index
        fresh = contents(build(Registry(self.root)), IDS)
        assert difference(contents(self.index, IDS), fresh) == {}
        if schema.meta(before.connection, "generation") == schema.meta(self.index.connection, "generation"):
            again = contents(before, searches=FEW)  # one that was given before; unless all was made anew beside it
            assert {name: (value, fresh.get(name)) for name, value in again.items() if fresh.get(name) != value} == {}
        assert litter(self.index.connection) == []
        assert self.kept.refreshed() is None

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


TestFiles = Files.TestCase
TestFiles.settings = settings(
    max_examples=rounds(8, 300),
    stateful_step_count=rounds(6, 12),
    deadline=None,
    phases=list(Phase) if THOROUGH else [Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_a_file_that_has_lost_its_id_leads_nowhere_by_its_former_ids_either(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    write(root, "sources/a.toml", toml("a", "source", former_ids=["d"], relations={"cites": ["d"]}))
    write(root, "declarations/b.toml", toml("b", "declaration"))
    kept = IndexCache(root, tmp_path / "index.sqlite")
    assert kept.refreshed() is not None
    write(root, "organizations/b.toml", toml("b", former_ids=["d"]))
    index, fresh = kept.refreshed(), build(Registry(root))
    assert index is not None
    for one in (index, fresh):
        card = one.card("d")
        assert card is not None and card.key == "a"
    assert difference(contents(index, IDS), contents(fresh, IDS)) == {}


def test_a_circle_that_went_through_a_former_id_is_gone_when_another_record_takes_that_id(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    write(root, "organizations/a.toml", toml("a", former_ids=["un"], relations={"part_of": ["b"]}))
    write(root, "organizations/b.toml", toml("b", relations={"part_of": ["un"]}))
    kept = IndexCache(root, tmp_path / "index.sqlite")
    before = kept.refreshed()
    assert before is not None and "cycle" in {problem.code for problem in before.problems("b")}
    write(root, "organizations/un.toml", toml("un"))
    index = kept.refreshed()
    assert index is not None
    assert "cycle" not in {problem.code for problem in index.problems("b")}
    assert difference(contents(index, IDS), contents(build(Registry(root)), IDS)) == {}


def test_who_cites_a_source_is_checked_again_when_the_source_says_what_of_it_was_seen(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    write(root, "registry.toml", "schema = 2\n")
    write(root, "organizations/a.toml", toml("a", sources=[{"ref": "s", "at": "L3-L5", "for": ["name"]}]))
    kept = IndexCache(root, tmp_path / "index.sqlite")
    left_out = [{"at": "L5", "why": "caption"}]
    for source, wanted in (
        ({}, []),
        ({"seen": "title"}, ["place_in_title"]),
        ({"unrecorded": left_out}, ["recorded_after_all"]),
        ({"unrecorded": [{"at": "L6", "why": "caption"}]}, []),
        ({"unrecorded": left_out, "former_ids": ["t"]}, ["recorded_after_all"]),
        ({}, []),
    ):
        write(root, "sources/s.toml", toml("s", "source", **source))
        index = kept.refreshed()
        assert [one.code for one in index.problems()] == wanted
        assert not difference(contents(index), contents(build(Registry(root))))


def test_a_namesake_that_moves_to_an_earlier_file_takes_the_warning_along(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    title = {"vi": "Bộ Nội vụ", "en": "Ministry"}
    write(root, "sources/a.toml", toml("a", "source", title=title))
    write(root, "sources/s.toml", toml("s", "source", title=title))
    kept = IndexCache(root, tmp_path / "index.sqlite")
    before = kept.refreshed()
    assert before is not None and "likely_duplicate" in {problem.code for problem in before.problems("a")}
    (root / "sources/s.toml").unlink()
    write(root, "declarations/s.toml", toml("s", "source", title=title))
    index = kept.refreshed()
    assert index is not None
    assert "likely_duplicate" not in {problem.code for problem in index.problems("a")}
    assert difference(contents(index, IDS), contents(build(Registry(root)), IDS)) == {}
