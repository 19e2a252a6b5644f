"""Drafts: what was typed is kept for whoever typed it, and for nobody else; it goes only when it is saved or discarded."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from govtui.user import drafts
from govtui.user.drafts import Draft

KEEP = """
import sys
from pathlib import Path
from govtui.user import drafts
drafts.keep(drafts.begin(Path(sys.argv[1]), sys.argv[2], "gốc", "tag"), sys.argv[3])
print("kept", flush=True)
sys.stdin.read()
"""

EDITOR = """
import sys
from pathlib import Path
from govtui.user import drafts
root, open_ = Path(sys.argv[1]), []
for line in sys.stdin:
    act, *given = line.split()
    if act == "begin":
        open_.append(drafts.begin(root, given[0], "gốc", "tag"))
        answer = open_[-1].id
    elif act == "take":
        found = [draft for draft in drafts.left(root) if draft.id == given[0]]
        taken = drafts.take(found[0]) if found else None
        open_ += [taken] if taken else []
        answer = "taken" if taken else "refused"
    else:
        draft = next(one for one in open_ if one.id == given[0])
        if act == "keep":
            answer = str(drafts.keep(draft, given[1]))
        else:
            open_.remove(draft)
            drafts.leave(draft) if act == "later" else drafts.drop(draft)
            answer = act
    print(answer, flush=True)
"""
"""A process with edits that are open, told what to do line by line."""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "govtui" / "drafts"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process with a draft of "a" and the text "khác", still running."""
    argv = [sys.executable, "-c", KEEP, str(tmp_path), "a", "khác"]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "kept\n"
    yield process
    process.kill()
    process.communicate()


def kept(root: Path, key: str = "a", text: str = "x", tag: str = "") -> Draft:
    draft = drafts.begin(root, key, "gốc", tag)
    assert drafts.keep(draft, text)
    return draft


def texts(found: list[Draft]) -> list[str]:
    return [draft.text for draft in found]


def test_a_draft_is_found_with_its_base_until_it_is_dropped(tmp_path: Path) -> None:
    begun = drafts.begin(tmp_path, "a", "gốc", "tag", "organizations/a.toml")
    assert drafts.all(tmp_path) == [], "there is no file before something is kept"
    assert drafts.keep(begun, "một")
    assert drafts.keep(begun, "một hai \ud800")
    (draft,) = drafts.of(tmp_path, "a")
    assert (draft.id, draft.key, draft.text, draft.base_text, draft.tag, draft.path) == (
        begun.id, "a", "một hai \ud800", "gốc", "tag", "organizations/a.toml"
    )  # fmt: skip
    assert len(draft.id) == 8 and int(draft.id, 16) >= 0
    assert drafts.of(tmp_path, "b") == [] and drafts.of(tmp_path / "x", "a") == []
    drafts.drop(begun)
    assert drafts.all(tmp_path) == []


def test_a_record_has_as_many_drafts_as_edits_and_each_goes_by_itself(tmp_path: Path) -> None:
    """The saves of one form, and of one of two drafts, dropped every draft of the record."""
    one, other, third = (kept(tmp_path, text=text, tag="same") for text in ("1", "2", "3"))
    assert drafts.keep(one, "1 again")
    assert texts(drafts.of(tmp_path, "a")) == ["1 again", "3", "2"]
    drafts.drop(other)
    assert texts(drafts.of(tmp_path, "a")) == ["1 again", "3"]
    drafts.drop(third)
    assert texts(drafts.of(tmp_path, "a")) == ["1 again"]


def test_drafts_are_readable_by_nobody_else(tmp_path: Path, state: Path) -> None:
    before = os.umask(0)
    try:
        kept(tmp_path)
    finally:
        os.umask(before)
    (file,) = state.iterdir()
    assert (stat.S_IMODE(state.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_a_registry_is_the_same_by_every_way_that_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "link").symlink_to("registry")
    kept(tmp_path / "link")
    assert drafts.of(tmp_path / "registry", "a")


def test_all_drafts_of_a_registry_are_listed_latest_first(tmp_path: Path) -> None:
    for key, text, tag in (("a", "1", "t1"), ("b", "2", "t"), ("a", "3", "t2")):
        kept(tmp_path, key, text, tag)
    assert [(draft.key, draft.text) for draft in drafts.all(tmp_path)] == [("a", "3"), ("b", "2"), ("a", "1")]


def test_the_draft_of_a_process_that_lives_is_listed_and_offered_to_nobody_else(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    (theirs,) = drafts.all(tmp_path)
    assert theirs.is_typed_elsewhere
    assert drafts.left(tmp_path) == [] and drafts.take(theirs) is None
    drafts.leave(theirs)
    assert drafts.all(tmp_path) == [theirs], "nobody else can leave it"
    other.kill()
    other.wait()
    assert texts(drafts.left(tmp_path)) == ["khác"]
    taken = drafts.take(theirs)
    assert taken is not None and (taken.id, taken.text, taken.pid) == (theirs.id, "khác", os.getpid())
    assert drafts.keep(taken, "của tôi") and texts(drafts.all(tmp_path)) == ["của tôi"]


def test_a_process_that_only_has_the_number_of_a_dead_one_has_no_draft(
    tmp_path: Path, state: Path, other: subprocess.Popen[str]
) -> None:
    (file,) = state.iterdir()
    file.write_text(json.dumps(json.loads(file.read_text()) | {"born": "1"}))
    assert drafts.left(tmp_path)


def test_a_draft_of_another_machine_is_left_alone_until_it_is_quiet_or_was_left(tmp_path: Path, state: Path) -> None:
    kept(tmp_path)
    (file,) = state.iterdir()
    data = json.loads(file.read_text()) | {"host": "elsewhere"}
    file.write_text(json.dumps(data))
    assert drafts.left(tmp_path) == [] and len(drafts.all(tmp_path)) == 1
    for changed in ({"when": data["when"] - drafts.QUIET - 1}, {"pid": drafts.NOBODY}):
        file.write_text(json.dumps(data | changed))
        assert drafts.left(tmp_path)


def test_the_drafts_of_former_versions_are_read_and_their_name_is_their_id(tmp_path: Path, state: Path) -> None:
    kept(tmp_path)
    (file,) = state.iterdir()
    data = json.loads(file.read_text())
    assert (data.pop("v"), len(data.pop("id"))) == (2, 8)
    old = file.rename(state / f"{file.name[:29]}-01234567-abcdef-4711.json")
    old.write_text(json.dumps(data | {"pid": 0}))
    (draft,) = drafts.left(tmp_path)
    assert draft.id == old.stem and draft.text == "x"
    taken = drafts.take(draft)
    assert taken is not None and drafts.keep(taken, "y")
    assert [(one.id, one.text) for one in drafts.all(tmp_path)] == [(old.stem, "y")]
    drafts.drop(taken)
    assert list(state.iterdir()) == []


def _hostile(**changes: object) -> bytes:
    data = dict.fromkeys(("id", "key", "text", "base_text", "tag", "root", "host", "born", "path"), "")
    return json.dumps({"v": 2, **data, "when": 0, "pid": 0} | changes).encode()


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{", b"[]", b"null", b'{"key": 1}', b"\xff", b"[" * 100_000),
        *(_hostile(v=3), _hostile(when=float("nan")), _hostile(when=1e300), _hostile(text=1), _hostile(file="/")),
    ],
)
def test_a_file_that_is_no_draft_is_passed_over(tmp_path: Path, state: Path, raw: bytes) -> None:
    kept(tmp_path)
    (file,) = state.iterdir()
    file.write_bytes(_hostile())
    assert len(drafts.all(tmp_path)) == 1
    file.write_bytes(raw)
    assert drafts.all(tmp_path) == []


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path, state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_text("a file where the folder should be")
    assert not drafts.keep(drafts.begin(tmp_path, "a", "", ""), "x")
    assert drafts.all(tmp_path) == []


def test_what_is_too_large_to_be_read_again_is_not_kept_in_silence(tmp_path: Path) -> None:
    draft = kept(tmp_path)
    assert not drafts.keep(draft, "x" * drafts.LARGEST)
    assert texts(drafts.all(tmp_path)) == ["x"], "what was kept before is still there"


class Editors:
    """Two processes that type at three records, and what must be left of it."""

    RECORDS = ("a", "b", "c")

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance = root, chance
        self.processes = [self._start(), self._start()]
        self.open: list[dict[str, str]] = [{}, {}]
        """The drafts that each types at, and what it typed last; "" for nothing."""
        self.kept: dict[str, str] = {}
        """The drafts that must be there, with their texts."""

    def _start(self) -> subprocess.Popen[str]:
        argv = [sys.executable, "-c", EDITOR, str(self.root)]
        return subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, who: int, *words: str) -> str:
        process = self.processes[who]
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(" ".join(words) + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def step(self, number: int) -> None:
        who = self.chance.randrange(2)
        mine, acts = self.open[who], ["begin", "begin", "take", "keep", "keep", "keep", "later", "save", "discard"]
        act = "kill" if self.chance.random() < 0.04 else self.chance.choice(acts)
        if act == "kill":
            self.stop(who)
            self.processes[who], self.open[who] = self._start(), {}
        elif act == "begin":
            mine[self.tell(who, "begin", self.chance.choice(self.RECORDS))] = ""
        elif act == "take" and self.kept:
            id = self.chance.choice([*self.kept])
            if id not in mine:
                is_theirs = id in self.open[1 - who]
                assert self.tell(who, "take", id) == ("refused" if is_theirs else "taken")
                mine |= {} if is_theirs else {id: self.kept[id]}
        elif act in ("keep", "save", "later", "discard") and mine:
            id = self.chance.choice([*mine])
            if act == "keep":
                assert self.tell(who, "keep", id, str(number)) == "True"
                mine[id] = self.kept[id] = str(number)
                return
            self.tell(who, act, id)
            del mine[id]
            if act != "later":
                self.kept.pop(id, None)

    def stop(self, who: int) -> None:
        self.processes[who].kill()
        self.processes[who].communicate()


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_left_is_exactly_what_was_neither_saved_nor_discarded(tmp_path: Path, seed: int) -> None:
    editors = Editors(tmp_path, Random(seed))
    most = 0
    try:
        for number in range(200):
            editors.step(number)
            assert {draft.id: draft.text for draft in drafts.all(tmp_path)} == editors.kept
            most = max(most, len(editors.kept))
    finally:
        editors.stop(0)
        editors.stop(1)
    assert most > 2, "there were several drafts at once"
