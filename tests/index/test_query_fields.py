"""A registry's own fields in search and facets: words by their rank, values by their type, labels in both languages."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from index.index_contents import contents, difference
from small import RECORDS, registry, table, toml, write

from govtui.index import cache_files
from govtui.index.api import View
from govtui.index.cache import IndexCache, build
from govtui.index.field_getters import BY_CODE, NOT_CALLED
from govtui.index.query_fields import ORDER, QueryFields
from govtui.index.query_format import toggle_value
from govtui.index.query_parser import parse
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS
from govtui.store.registry import Registry

OWN = """
schema = 2

[fields.event.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
facet = true

[fields.event.room]
type = "localized"
label = { vi = "Hội trường", en = "Room" }
search = "text"
facet = true

[fields.event.line]
type = "key"
label = { vi = "Nguồn chi", en = "Funded by" }
vocabulary = "x.line"
repeated = true
search = "text"
facet = true

[fields.event.due]
type = "date"
label = { vi = "Hạn nộp", en = "Due" }
facet = true

[fields.event.code]
type = "text"
label = { vi = "Số hồ sơ", en = "File number" }
search = "alias"

[vocabulary.x_line.state]
vi = "Ngân sách nhà nước"
en = "State budget"

[vocabulary.x_line.donor]
vi = "Tài trợ"
en = "Donors"
"""

ROOM = {"vi": "Phòng họp Sen", "en": "Lotus room"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registry(
        tmp_path_factory.mktemp("own"),
        table("s", "source"),
        table("a", "event", x={"budget": 12000, "room": ROOM, "line": ["state", "donor"], "due": "2024-05-31"}),
        table("b", "event", x={"budget": 12000.0, "room": ROOM, "line": ["donor"], "due": "2024", "code": "HS 77/BNV"}),
        table("c", "event", x={"budget": "much", "room": 7, "line": "donor", "due": "soon", "code": ["HS 77/BNV"]}),
        table("d", "event", x={"note": "HS 77/BNV"}, summary={"vi": "Hồ sơ 77 bnv"}),
        table("o", x={"budget": 12000}),
        manifest=OWN,
    ).root


@pytest.fixture(scope="module")
def index(root: Path) -> SqliteIndex:
    return build(Registry(root))


def found(index: SqliteIndex, line: str) -> list[str]:
    result = index.result(View(text=line))
    return [row.key for row in result.window(0, result.total)]


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("x.budget:12000", {"a", "b"}),
        ("budget:12000.0", {"a", "b"}),
        ("budget:13000", set()),
        ('x.room:"Phòng họp Sen"', {"a", "b"}),
        ('room:"phong hop sen"', {"a", "b"}),
        ('room:"lotus ROOM"', {"a", "b"}),
        ("line:state", {"a"}),
        ("line:state,donor", {"a", "b"}),
        ("x.due:2024", {"a", "b"}),
        ("x.due:2023..2025 budget:12000", {"a", "b"}),
        ("x.due:2024-05-31", {"a", "b"}),
        ("x.due:2024-05-30", {"b"}),
        ("x.due:2025-01-01", set()),
        ("lotus", {"a", "b"}),
        ("ngan sach nha nuoc", {"a"}),
        ("donors", {"a", "b"}),
    ],
)
def test_own_values_are_found_by_facet_and_by_word(index: SqliteIndex, line: str, keys: set[str]) -> None:
    assert set(found(index, line)) == keys
    assert list(index.mistakes(line)) == []


def test_an_alias_stands_before_texts_and_private_notes_are_not_searched(index: SqliteIndex) -> None:
    assert found(index, "hs 77 bnv") == ["b"]
    assert found(index, "77 bnv") == ["b", "d"]


def test_what_is_not_of_the_declared_type_counts_nowhere(index: SqliteIndex) -> None:
    facets = index.facets("")
    assert facets["x.budget"] == {"12000": 2}
    assert facets["x.due"] == {"2024": 2}
    assert facets["x.line"] == {"state": 1, "donor": 2}
    assert list(facets["x.room"].values()) == [2]
    assert "x.code" not in facets


def test_a_hit_in_an_own_field_is_quoted(index: SqliteIndex) -> None:
    assert index.snippet("a", "sen", "vi") == "Phòng họp Sen"
    assert index.snippet("a", "state budget", "en") == "State budget"


def test_an_unknown_value_is_told_with_the_nearest(index: SqliteIndex) -> None:
    told = [(one.code, one.values) for line in ("line:doner", 'room:"Lotus roon"') for one in index.mistakes(line)]
    assert told == [
        ("no_such_value", {"field": "line", "value": "doner", "near": "donor"}),
        ("no_such_value", {"field": "room", "value": "Lotus roon", "near": "Lotus room"}),
    ]


def test_the_list_of_fields_has_own_ones_with_their_labels(index: SqliteIndex) -> None:
    fields = index.fields
    own = {one.path: one for one in fields.every if one.path.startswith("x.")}
    assert own.keys() == {"x.budget", "x.room", "x.line", "x.due", "x.code"}
    assert own["x.budget"].label == {"vi": "Kinh phí", "en": "Budget"} and own["x.budget"].kinds == ["event"]
    assert fields.names == (*ORDER, "place", "x.budget", "x.room", "x.line", "x.due")
    country = next(one for one in fields.every if one.path == "place.country")
    assert (country.label, country.value_type, country.facet, country.search) == (
        "Country",
        "country",
        "place",
        "text",
    )
    assert len(country.kinds) == 4


def test_a_changed_declaration_makes_the_index_anew(root: Path, tmp_path: Path) -> None:
    folder = copytree(root, tmp_path / "registry")
    kept = IndexCache(folder, tmp_path / "index.sqlite")
    index = kept.refreshed()
    assert (
        index is not None and found(index, "hs 77 bnv") == ["b"] and index.fields.vocabulary.field_named("code") == ()
    )
    assert kept.refreshed() is None
    write(folder, "registry.toml", OWN.replace('search = "alias"', 'search = ""\nfacet = true'))
    index = kept.refreshed()
    assert index is not None and found(index, "hs 77 bnv") == [] and found(index, 'code:"hs 77/bnv"') == ["b"]


def test_changed_own_values_are_taken_in_as_if_the_index_were_made_anew(root: Path, tmp_path: Path) -> None:
    folder = copytree(root, tmp_path / "registry")
    kept = IndexCache(folder, tmp_path / "index.sqlite")
    assert kept.refreshed() is not None
    changed = {"budget": 0.5, "room": {"vi": "Phòng Trúc"}, "line": ["state"], "due": "2025-01-02"}
    write(folder, "events/a.toml", toml("a", "event", x=changed))
    write(folder, "events/b.toml", toml("b", "event"))
    now = kept.refreshed()
    assert now is not None
    lines = ("", "budget:0.5", "budget:12000", "room:truc", "due:2025-01-02", "due:2024", "line:donor", "truc", "hs 77")
    assert difference(contents(now, searches=lines), contents(build(Registry(folder)), searches=lines)) == {}
    assert found(now, 'due:2025-01-02 room:"phong truc"') == ["a"] and "x.code" not in now.facets("")


def test_changed_models_make_the_index_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.setattr(cache_files, "PACKAGE", tmp_path)
    stamps = []
    for text in ("", "facet", "facets"):
        (tmp_path / "model" / "record.py").write_text(text)
        cache_files.program_files.cache_clear()
        stamps.append(cache_files.program_stamp(RECORDS))
    cache_files.program_files.cache_clear()
    assert len(set(stamps)) == 3


def test_what_is_read_by_code_is_searched_by_the_schema() -> None:
    paths = {
        ".".join([*(step.name for step in way), spec.name])
        for kind in MODELS
        for way, spec in BUILT_IN.walk(kind)
        if spec.about.search
    }
    assert paths >= BY_CODE | NOT_CALLED


def test_the_facets_of_the_first_edition_keep_their_names_and_each_facet_of_a_field_is_asked_for() -> None:
    of_fields = {spec.about.facet for kind in MODELS for _, spec in BUILT_IN.walk(kind)} - {""}
    computed = {"year", "decade", "has", "missing"}
    assert of_fields | computed >= set(ORDER) and not of_fields & computed


def test_a_value_chosen_and_dropped_leaves_the_line_as_it_was(index: SqliteIndex) -> None:
    for language, written in (("vi", '"Phòng họp Sen"'), ("en", '"Lotus room"')):
        [room] = index.facets("")["x.room"]
        line = toggle_value("hoi budget:12000", index.query("hoi budget:12000"), "x.room", room, index.fields, language)
        assert line == f"hoi x.budget:12000 x.room:{written}"
        assert toggle_value(line, index.query(line), "x.room", room, index.fields, language) == "hoi x.budget:12000"
    assert toggle_value('room:"lotus room"', index.query('room:"lotus room"'), "x.room", room, index.fields, "vi") == ""


@pytest.mark.parametrize("text", ["a", "a b", "a, b", 'nhà "Sen", tầng 2', '"', ",", "x.room:", "-"])
def test_a_text_is_written_so_that_it_is_read_again(index: SqliteIndex, text: str) -> None:
    line = toggle_value("", index.query(""), "x.room", f"vi\t{text}", index.fields)
    assert parse(line, index.fields).filters == {"x.room": (text,)}
    assert (
        parse(line, index.fields).words == ()
        and toggle_value(line, index.query(line), "x.room", f"vi\t{text}", index.fields) == ""
    )


def test_without_own_fields_a_line_is_read_as_ever() -> None:
    assert parse("budget:12000").filters == {} and [one.text for one in parse("budget:12000").words] == [
        "budget",
        "12000",
    ]
    assert [one.code for one in parse("x.budget:12000").mistakes] == ["unknown_field"]
    assert QueryFields().names == ORDER
