"""The index tells how far a registry is translated and what to translate next, as a plain count over the files would."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from small import RECORDS, registry, shipped_index, table

from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.translations import digest, translated
from govtui.store.registry import Registry

STATES = ("done", "unverified", "stale", "missing")


def of_vietnamese(field: str, text: str) -> dict[str, str]:
    return {"field": field, "from": "vi", "to": "en", "digest": digest(text)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Texts in every state, in both directions, and several of a field in one record."""
    return registry(
        tmp_path_factory.mktemp("made"),
        table("s", "source", title={"vi": "Nguồn"}, sources=None),
        table("linked", name={"vi": "A"}, summary={"vi": "Một", "en": "One"}),
        table("lonely", name={"vi": "B"}, summary={"en": "Two"}),
        table(
            "many", "event",
            name={"vi": "C", "en": "C"},
            relations={"organized_by": ["linked"]},
            agenda=[{"key": f"k{n}", "text": {"vi": f"Mục {n}"}} for n in range(5)],
            translations=[of_vietnamese("name", "C")],
        ),
        table("old", "event", name={"vi": "D", "en": "D"}, translations=[of_vietnamese("name", "Đ")],
              relations={"organized_by": ["linked", "lonely"], "part_of": ["many"]}),
    )  # fmt: skip


@cache
def bundled() -> SqliteIndex:
    return shipped_index()


def counted(files: Registry, keep: str = "") -> Counter[tuple[str, ...]]:
    """The sums by hand: every file read, every text looked at."""
    out: Counter[tuple[str, ...]] = Counter()
    for entry in files.entries():
        if entry.record and keep in entry.path:
            for text in translated(entry.record, files.manifest.languages, files.manifest.source_language):
                out[entry.kind, text.path.partition(".")[0], text.source, text.target, text.state] += 1
    return out


def told(index: SqliteIndex, query: str = "") -> Counter[tuple[str, ...]]:
    out: Counter[tuple[str, ...]] = Counter()
    for one in index.coverage(query):
        out += Counter({(*one[:4], state): getattr(one, state) for state in STATES})
        assert one.total == sum(getattr(one, state) for state in STATES) > 0
    return out


def test_the_shares_are_those_of_a_plain_count_over_the_files(made: Registry) -> None:
    assert told(build(made)) == counted(made)
    assert told(bundled()) == counted(Registry(RECORDS))
    states = {(*key[2:4], key[4]) for key in counted(made)}
    assert {("vi", "en", state) for state in STATES} | {("en", "vi", "missing")} <= states


def test_an_own_text_by_language_has_a_share_of_its_own(tmp_path: Path) -> None:
    index = build(
        registry(
            tmp_path,
            table("a", x={"mission": {"vi": "Một"}, "story": {"vi": "Hai"}}),
            table("b", x={"mission": {"vi": "Một", "en": "One"}}, translations=[of_vietnamese("x.mission", "Một")]),
            manifest='schema = 2\nfields.all.mission = { type = "localized", label.en = "Mission" }\n',
        )
    )
    shares = {one.field: (one.done, one.unverified, one.stale, one.missing) for one in index.coverage("")}
    assert shares == {"name": (0, 2, 0, 0), "x.mission": (1, 0, 0, 1)}
    assert [(one.key, one.fields) for one in index.queue_window(0, 9)] == [("a", ("x.mission",))]


def test_the_shares_are_of_what_a_query_leaves(made: Registry) -> None:
    assert told(build(made), "kind:event") == counted(made, "events/")
    assert told(build(made), "no-such-record-anywhere") == Counter()


def test_names_come_before_summaries_before_the_rest_and_the_most_linked_record_first(made: Registry) -> None:
    index = build(made)
    items = index.queue_window(0, 100)
    assert [(one.rank, one.key) for one in items] == [
        ("name", "s"), ("name", "linked"), ("name", "lonely"), ("name", "old"), ("summary", "lonely"), ("rest", "many"),
    ]  # fmt: skip
    assert [one.links for one in items] == [4, 2, 1, 0, 1, 1]
    assert items[-1].missing == 5 and items[-1].fields == ("agenda",)
    assert (items[4].source, items[4].target) == ("en", "vi")


@pytest.mark.parametrize("unverified", [False, True])
@pytest.mark.parametrize("query", ["", "kind:event", "hoi nghi"])
def test_the_queue_holds_all_that_is_to_do_once_in_windows_as_in_one(query: str, unverified: bool) -> None:
    index = bundled()
    length = index.queue_length(query, unverified=unverified)
    items = index.queue_window(0, length + 10, query, unverified=unverified)
    tasks = [(one.key, one.rank, one.source, one.target) for one in items]
    assert len(tasks) == len(set(tasks)) == length
    wanted = ("missing", "stale", "unverified") if unverified else ("missing", "stale")
    shares = index.coverage(query)
    for state in wanted:
        assert sum(getattr(one, state) for one in items) == sum(getattr(one, state) for one in shares)
    cut = [
        one
        for start in range(0, length, 7)
        for one in index.queue_window(start, start + 7, query, unverified=unverified)
    ]
    assert cut == list(items)
    order = {"name": 0, "summary": 1, "rest": 2}
    assert [(order[one.rank], -one.links) for one in items] == sorted((order[one.rank], -one.links) for one in items)
    for place in range(0, length, 50):
        assert index.queue_position(items[place], query, unverified=unverified) == place


def test_the_order_does_not_depend_on_the_order_in_which_files_were_read(made: Registry, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(made.root, tmp_path / "copy")
    for path in sorted((tmp_path / "copy").rglob("*.toml"), reverse=True):
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text)
    assert build(Registry(tmp_path / "copy")).queue_window(0, 99, unverified=True) == build(made).queue_window(
        0, 99, unverified=True
    )
