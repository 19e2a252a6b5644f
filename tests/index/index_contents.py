"""All that an index answers, as plain values by key, to compare two indexes by."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from typing import Any

from pyroaring import BitMap

from govtui.index.api import ORDERS, View
from govtui.index.bitmaps import from_blob
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.kinds import KINDS

SEARCHES = (
    "", "a", "hoi nghi", "hội nghị", "bo noi vu", "Bộ Nội vụ", "tai chinh", "year:2018..2022", "country:VN", "has:problem",
    "has:error hoi", "type:forum,network", "missing:en", '"noi vu"', "tia chinh", "kind:event dien", "decade:201X", "un a",
    "year:2018", "decade:2010", "country:KR", "place:KR", "status:held", "date:11/2018",
    "date:2019..2020", "date:9/9", "ngày: từ 2018",
    "part_of:a", "oversees:un", "has_part: Bộ Nội vụ", "x.host:b", "inverse.x.host:*", "member:a*", "person: An", "chair:bo*",
    "id:a*", "source:s", "has:other-source",
)  # fmt: skip

QUESTIONS = (
    "thành lập", "ai giám sát un", "who oversees a", "member of un", "chair a", "un khi nào", "host b", "tiến độ a", "Bộ Nội vụ thuộc",
    "where is hội nghị", "answers un", "tham dự diễn đàn", "participants kind:event", "mốc biện pháp",
)  # fmt: skip


def contents(index: SqliteIndex, ids: Sequence[str] = (), searches: Sequence[str] = SEARCHES) -> dict[str, Any]:
    """What it tells of everything, and of these ids."""
    out: dict[str, Any] = {"settings": index.settings, "types": index.types(), "whole": index.whole}
    for order in ORDERS:
        for language in ("vi", "en"):
            for reverse in (False, True):
                view = View(order=order, language=language, words=language, reverse=reverse)
                found = index.result(view)
                out[f"{order} {language} {reverse}"] = found.window(0, found.total)
    for text in searches:
        for order in ("name", "date"):
            found = index.result(View(text=text, order=order))  # type: ignore[arg-type]
            out[f"{text!r} by {order}"] = (found.total, [row.key for row in found.window(0, found.total)])
        out[f"{text!r} counts"] = index.counts(text)
        out[f"{text!r} facets"] = index.facets(text)
        out[f"{text!r} mistakes"] = list(index.mistakes(text))
        for language in ("vi", "en"):
            out[f"first {text!r} {language}"] = index.first_from(View(language=language), text)
    for text in QUESTIONS:
        out[f"answers {text!r}"] = index.answers(text, 100)
    for dim in ("part_of", "member", "inverse.series", "person", "chair", "publisher"):
        out[f"counts of {dim}"] = index.facets("", (dim,))
    for kind in KINDS:
        out[kind] = [row.key for row in index.result(View(kind)).window(0, 10_000)]
    keys = [row.key for row in index.result(View()).window(0, 10_000)]
    for id in sorted({*keys, *ids}):
        out[f"card {id}"] = index.card(id)
        out[f"incoming {id}"] = index.incoming(id)
        out[f"outgoing {id}"] = index.outgoing(id)
        out[f"problems {id}"] = sorted(map(_plain, index.problems(id)))
    out["orphans"] = {
        text: (index.orphan_count(text), index.orphans("vi", text)) for text in ("", "kind:event", "hoi nghi")
    }
    out["problems"] = sorted(map(_plain, index.problems()))
    for text in ("", "has:problem", "hoi nghi"):
        out[f"tally {text!r}"] = index.tally(text)
        out[f"additions {text!r}"] = index.additions(0, 10_000, text)
        out[f"coverage {text!r}"] = index.coverage(text)
        for unverified in (False, True):
            out[f"queue {text!r} {unverified}"] = index.queue_window(0, 10_000, text, unverified=unverified)
        for by in ("code", "record"):
            groups = index.problem_groups(text, by)  # type: ignore[arg-type]
            listed = [index.problem_window(one, 0, 10_000, text) for one in groups]  # type: ignore[arg-type]
            out[f"grouped {text!r} {by}"] = (groups, [[(_plain(p), *rest) for p, *rest in each] for each in listed])
    for view in (View(), View("event"), View("source"), View(text="hoi nghi"), View(text="has:problem", language="en")):
        dates = index.dates(view)  # what is of the same day stands in no order
        counts = (dates.dated, dates.year_less, dates.undated)
        out[f"dates {view}"] = (counts, sorted(map(repr, dates.window(0, 10_000))))
        out[f"progressing {view}"] = index.progressing(view, 10)
    return out


def _plain(problem: Any) -> str:
    return repr(dataclasses.astuple(problem))


def difference(one: dict[str, Any], other: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Where two tell different things."""
    return {
        name: (one.get(name), other.get(name)) for name in one.keys() | other.keys() if one.get(name) != other.get(name)
    }


def litter(connection: sqlite3.Connection) -> list[str]:
    """Tables of an index in which something is left of documents that are no more, or twice."""
    alive = from_blob(connection.execute("SELECT v FROM meta WHERE k = 'alive'").fetchone()[0])
    out = []
    for table in ("post", "pre", "facet"):
        for *name, raw in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
            docs = from_blob(raw)
            if not docs <= alive or (not docs and table != "pre"):
                out.append(f"{table} {name}")
    for table, column in {
        "rec": "doc",
        "call": "doc",
        "claim": "doc",
        "ref": "source",
        "said": "doc",
        "fact": "doc",
        "named": "doc",
        "inherited": "doc",
        "addition": "doc",
    }.items():
        docs = BitMap(doc for (doc,) in connection.execute(f"SELECT {column} FROM {table}"))  # noqa: S608
        if not docs <= alive or (table in ("rec", "said") and docs != alive):
            out.append(table)
    if not BitMap(doc for (doc,) in connection.execute("SELECT doc FROM problem WHERE doc >= 0")) <= alive:
        out.append("problem")
    for (name,) in connection.execute("SELECT DISTINCT name FROM ord").fetchall():
        order = []
        for (raw,) in connection.execute("SELECT docs FROM ord WHERE name = ? ORDER BY chunk", (name,)):
            order += list(memoryview(raw[4:]).cast("I"))
        if sorted(order) != list(alive):
            out.append(f"ord {name}")
    return out
