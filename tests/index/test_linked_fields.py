"""Query fields that take records and people find what pages say, by the labels and names of both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from index.index_contents import contents, difference
from lists_only import lists_only
from own_registry import own_registry
from small import RECORDS, registry, table, toml, write

from govtui.i18n.countries import country_name
from govtui.i18n.field_labels import relation_label
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.index.cache import IndexCache, build
from govtui.index.query_format import canonical
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.identifiers import country_of
from govtui.model.own_fields import Schema
from govtui.model.relations import RELATIONS
from govtui.page.query_line import localized
from govtui.store.registry import Registry

LEGAL = Path(__file__).resolve().parent.parent / "data" / "legal"


class Kept(NamedTuple):
    """A registry with its index."""

    registry: Registry
    index: SqliteIndex

    @property
    def schema(self) -> Schema:
        return self.registry.manifest.record_schema


@cache
def kept(root: Path) -> Kept:
    found = Registry(root)
    return Kept(found, build(found))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    found = own_registry(tmp_path_factory.mktemp("own"))
    return Kept(found, build(found))


def found(index: SqliteIndex, line: str) -> set[str]:
    result = index.result(View(text=line))
    return set(result.keys(0, result.total))


class Said(NamedTuple):
    """A link as the page of one record says it: the heading, and what stands under it."""

    key: str
    type: str
    inverse: bool
    named: str
    """The id or country under the heading."""


def links(index: SqliteIndex) -> Iterator[Said]:
    """Every link that the page of a record shows, in either direction."""
    for row in index.result(View()).window(0, 10_000):
        for out in index.outgoing(row.key):
            yield Said(row.key, out.type, False, out.target)
        for into in index.incoming(row.key):
            yield Said(row.key, into.type, True, into.key)


def names(index: SqliteIndex, id: str) -> list[str]:
    """What a record is called in its files: its id, and its names; of a country the names and the code."""
    if code := country_of(id):
        return [code, *(country_name(code, load(language)) or code for language in LANGUAGES)]
    card = index.card(id)
    return [id, *(card.name.values() if card else ())]


def heading(said: Said, language: str, schema: Schema) -> str:
    """The heading over a link, as a page has it."""
    turned = schema.inverses.get(said.type)  # an inverse typed by hand
    key, inverse = (turned, not said.inverse) if turned else (said.type, said.inverse)
    return relation_label(key, load(language), schema, inverse=inverse)


@pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
def test_each_link_of_a_page_is_found_by_its_heading_and_a_name(root: Path) -> None:
    registry, index = kept(root)
    lost = []
    for number, said in enumerate(links(index)):
        language = list(LANGUAGES)[number % 2]
        called = names(index, said.named)
        line = f"{heading(said, language, kept(root).schema)}: {called[number // 2 % len(called)]}"
        if said.key not in found(index, line):
            lost.append((said, line))
    assert lost == []


@pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
def test_each_heading_means_the_same_in_both_languages_and_as_key(root: Path) -> None:
    index, schema = kept(root).index, kept(root).schema
    seen: dict[tuple[str, bool], Said] = {}
    for said in links(index):
        seen.setdefault((said.type, said.inverse), said)
    for said in seen.values():
        lines = [
            f"{heading(said, language, schema)}: {name}" for language in LANGUAGES for name in names(index, said.named)
        ]
        for line in lines:
            assert said.key in found(index, line), line
        for key in keys(index, said):
            assert said.key in found(index, f'{key}:"{said.named}"'), key


def keys(index: SqliteIndex, said: Said) -> list[str]:
    """The query fields of a link; a relation that is its own inverse has one for both ends."""
    relation = RELATIONS.get(said.type)
    is_one = relation is not None and relation.inverse == relation.key
    fields = index.fields.links.items()
    return [key for key, link in fields if link.type == said.type and (is_one or link.inverse == said.inverse)]


@pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
def test_written_as_it_is_stored_or_in_either_language_a_line_finds_the_same(root: Path) -> None:
    index, schema = kept(root).index, kept(root).schema
    for number, said in enumerate([*links(index)][::5]):
        called = names(index, said.named)
        line = f"{heading(said, list(LANGUAGES)[number % 2], schema)}: {called[number // 2 % len(called)]} -has:error"
        query, here = index.query(line), found(index, line)
        stored = canonical(line, query)
        assert found(index, stored) == here and canonical(stored, index.query(stored)) == stored, line
        for language in LANGUAGES:
            assert found(index, localized(line, query, index, load(language))) == here, line


@pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
def test_nothing_is_found_that_no_page_says(root: Path) -> None:
    index = kept(root).index
    told: dict[tuple[str, str], set[str]] = {}
    for said in links(index):
        for key in keys(index, said):
            told.setdefault((key, said.named), set()).add(said.key)
    assert len(told) > 300
    wrong = {one: (ids, here) for one, ids in told.items() if (here := found(index, f'{one[0]}:"{one[1]}"')) != ids}
    assert wrong == {}


COUNTED = (
    "part_of",
    "has_part",
    "organized_by",
    "attended_by",
    "series",
    "inverse.series",
    "person",
    "chair",
    "issued_by",
)


@pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
def test_counts_of_values_are_what_the_values_find(root: Path) -> None:
    index = kept(root).index
    for line in ("", "year:2018..2024", "kind:event"):
        for dim in COUNTED:
            counts = index.facets(line, (dim,))[dim]
            finds = {value: found(index, f'{line} {dim}:"{value}"') for value in counts}
            assert counts == {value: len(ids) for value, ids in finds.items()}
            assert found(index, f"{line} {dim}:*") == set().union(*finds.values())


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("người: Phạm Thị Thanh Trà", {"accsm-heads-21", "vn-moha"}, {"unpog"}),
        ("person: Bộ trưởng pham thi thanh tra", {"accsm-heads-21"}, {"unpog"}),
        ("person: Mr. Tu Chu Tuan", {"asean-poa-civil-service-2022", "vn-moha-icd"}, {"vn-moha"}),
        ("chủ trì: Phạm Thị Thanh Trà", {"accsm-21", "accsm-heads-21"}, {"asean-vision-post-2025"}),
        ("chair: Viet Nam", {"accsm"}, {"asean"}),
        ("speaker: Vũ Chiến Thắng", {"accsm-heads-21"}, {"accsm-work-plan-2021-2025"}),
        ("tác giả: Lê Sơn", {"chinhphu-2022-accsm21"}, {"moha-2022-poa"}),
        ("giám sát: un-dpidg", {"unpog"}, {"un-dpidg"}),
        ("overseen by: UN DPIDG", {"unpog"}, set()),
        ("giám sát, bảo trợ: UNPOG", {"un-dpidg"}, {"unpog"}),
        ("thông qua: người đứng đầu các nước ASEAN", {"asean-declaration-civil-service-2021"}, set()),
        ("tham gia: Các quan chức cấp cao", {"accsm-heads-21"}, set()),
        ("id:accsm-heads-21", {"accsm-heads-21"}, {"accsm-heads"}),
        ("mã: ACCSM-HEADS*", {"accsm-heads-21", "accsm-heads"}, {"accsm"}),
        ("có: khác nguồn", {"asean-summit-38"}, {"un"}),
        ("has:other-source", {"asean-summit-38"}, {"un"}),
        ("overseen_by:un-*", {"unpog"}, set()),
        ("nơi đăng: unpan", {"unpan-unpog"}, set()),
    ],
)
def test_people_roles_words_and_stars(line: str, some: set[str], none: set[str]) -> None:
    index = kept(RECORDS).index
    here = found(index, line)
    assert some <= here and not none & here
    assert list(index.mistakes(line)) == []


def test_a_source_is_found_by_its_title_and_by_how_it_begins() -> None:
    index = kept(RECORDS).index
    for row in index.result(View("source")).window(0, 1000):
        card = index.card(row.key)
        assert card is not None
        citing = found(index, f"source:{row.key}")
        for title in card.name.values():
            assert found(index, f'nguồn:"{title}"') >= citing
            assert found(index, f"nguồn: {title}") >= citing
        assert found(index, f"source:{row.key[:-1]}*") >= citing


def test_own_relations_and_fields_are_asked_for_by_their_labels(own: Kept) -> None:
    for line in ("Là bản dịch của: Kế hoạch cải cách", "Translation of: Reform plan", "translates:plan"):
        assert found(own.index, line) == {"plan-en"}
    for line in ("có bản dịch: Reform plan, in English", "translated_as:plan-en"):
        assert found(own.index, line) == {"plan"}
    for line in ("Chi trả cho: plan", "pays for: Reform plan"):
        assert found(own.index, line) == {"moha"}
    assert found(own.index, "paid by: Bộ Nội vụ") == {"plan"}
    for line in ("cơ quan soạn dự thảo: Bộ Nội vụ", "x.drafted_by:moha", "drafted by: Ministry of Home Affairs"):
        assert found(own.index, line) == {"plan"}
    for line in ("Named in “Drafted by”: Reform plan", "inverse.x.drafted_by:plan"):
        assert found(own.index, line) == {"moha"}


class Changing:
    """A registry whose index is brought up to date with each file, and held against one that is made anew."""

    def __init__(self, root: Path, *records: dict[str, Any]) -> None:
        self.root = root / "registry"
        registry(self.root, table("s", "source"), *records)
        self._cache = IndexCache(self.root, root / "index.sqlite")
        self.index = self._refreshed()

    def put(self, id: str, kind: str = "organization", **fields: Any) -> None:
        write(self.root, f"{kind}s/{id}.toml", toml(id, kind, **fields))
        self._again()

    def remove(self, id: str, kind: str = "organization") -> None:
        (self.root / f"{kind}s/{id}.toml").unlink()
        self._again()

    def _again(self) -> None:
        self.index = self._refreshed()
        assert difference(contents(self.index), contents(build(Registry(self.root)))) == {}

    def _refreshed(self) -> SqliteIndex:
        index = self._cache.refreshed()
        return self.index if index is None else index

    def found(self, line: str) -> set[str]:
        return found(self.index, line)


def named(vi: str, en: str) -> Mapping[str, str]:
    return {"vi": vi, "en": en}


def test_all_records_of_a_name_are_meant_and_an_id_means_one(tmp_path: Path) -> None:
    kept = Changing(
        tmp_path,
        table("a", name=named("Bộ Nội vụ", "MOHA")),
        table("b", name=named("Bộ Nội vụ", "Interior"), aka=[{"text": "A", "type": "acronym"}]),
        table("of-a", relations={"part_of": ["a"]}),
        table("of-b", relations={"part_of": ["b"]}),
    )
    assert kept.found("thuộc: bộ nội vụ") == {"of-a", "of-b"}
    assert kept.found("part of: Interior") == {"of-b"}
    assert kept.found("part_of:a") == {"of-a"}
    assert kept.found("part_of:A") == {"of-a", "of-b"}  # the acronym of one, and the id of the other without capitals
    assert kept.found("bao gồm: of-a") == {"a"}


def test_former_ids_lead_on_in_values_and_in_references(tmp_path: Path) -> None:
    kept = Changing(tmp_path, table("old"), table("x", relations={"part_of": ["old"], "overseen_by": ["gone"]}))
    assert kept.found("part_of:old") == {"x"}
    kept.remove("old")
    assert kept.found("part_of:old") == {"x"}  # an id that no record has
    kept.put("new", former_ids=["old"])
    for value in ("old", "new"):
        assert kept.found(f"part_of:{value}") == {"x"}
        assert kept.found(f"id:{value}") == {"new"}
    assert kept.found("has_part:x") == {"new"}
    assert kept.found("part_of:n*") == kept.found("part_of:*") == {"x"}
    assert kept.index.facets("", ("part_of",))["part_of"] == {"new": 1}
    assert kept.found("overseen_by:gone") == {"x"}
    kept.put("newer", former_ids=["new", "old"])
    kept.remove("new")
    assert kept.found("part_of:newer") == {"x"}


def test_a_name_that_changes_is_followed_at_once(tmp_path: Path) -> None:
    kept = Changing(tmp_path, table("a", name=named("Cục Một", "One")), table("x", relations={"part_of": ["a"]}))
    assert kept.found("thuộc: Cục Một") == {"x"}
    kept.put("a", name=named("Cục Hai", "Two"))
    assert kept.found("thuộc: Cục Một") == set()
    assert kept.found("thuộc: cuc hai") == kept.found("part of: Two") == {"x"}


def test_an_inverse_typed_by_hand_says_the_same_from_the_other_end(tmp_path: Path) -> None:
    kept = Changing(tmp_path, table("a", relations={"oversees": ["b"]}), table("b"))
    assert kept.found("overseen_by:a") == {"b"}
    assert kept.found("oversees:b") == {"a"}
    assert kept.index.facets("", ("overseen_by", "oversees")) == {"overseen_by": {"a": 1}, "oversees": {"b": 1}}


def test_what_a_claim_alone_says_is_found_and_marked(tmp_path: Path) -> None:
    claims = [
        {"field": "relations.part_of", "value": "b", "source": "s"},
        {"field": "people", "value": ["Lê An"], "source": "s"},
    ]
    kept = Changing(
        tmp_path,
        table("a", claims=claims),
        table("b"),
        table("c", relations={"part_of": ["b"]}, people=[{"name": "Lê An", "role": "chair"}]),
    )

    def marks(line: str) -> dict[str, Sequence[str]]:
        result = kept.index.result(View(text=line))
        return {row.key: row.elsewhere for row in result.window(0, result.total)}

    assert marks("part_of:b") == {"a": ("type",), "c": ()}
    assert marks("part_of:b*") == {"a": ("type",), "c": ()}
    assert marks("person: Lê An") == {"a": ("type",), "c": ()}
    assert marks("chair: Lê An") == {"c": ()}
    assert marks("has:other-source") == {"a": ()}
    assert marks("has_part:a") == {"b": ("type",)}
    assert marks("has_part:a,c") == {"b": ()}


def test_countries_are_values_where_a_relation_may_point_at_one(tmp_path: Path) -> None:
    kept = Changing(
        tmp_path,
        table("a", members=[{"who": "country:VN"}, {"who": "country:KR"}]),
        table("b", relations={"member_of": ["country:KR"]}),
        table("vn", name=named("Việt Nam", "Viet Nam")),
        table("c", members=[{"who": "vn"}]),
    )
    for name in ("Việt Nam", "viet nam", "Viet Nam"):
        assert kept.found(f"member: {name}") == {"a", "c"}
    assert kept.found("member: VN") == {"a", "c"}  # the code, and the id without capitals
    assert kept.found("member_of: Republic of Korea") == kept.found("member of: KR") == {"b"}
    assert kept.found('member:"country:KR"') == {"a"}
    assert kept.found("member:han q*") == {"a"}
    assert kept.index.facets("", ("member",))["member"] == {"country:VN": 1, "country:KR": 1, "vn": 1}


def test_people_have_one_name_in_any_order_with_or_without_title(tmp_path: Path) -> None:
    def person(name: str, *aka: str) -> list[dict[str, Any]]:
        return [{"name": name, "role": "speaker", "aka": list(aka)}]

    kept = Changing(
        tmp_path,
        table("a", people=person("Ông Lê Thúy An")),
        table("b", people=person("An Le Thuy")),
        table("c", people=person("Dr. Thuý An Lê", "Annie")),
        table("d", people=person("Lê An")),
        table("t", "source", author="Lê Thuý An, Keng Yong Ong"),
    )
    for name in ("Lê Thuý An", "le thuy an", "Bà Lê Thúy An", "An Lê Thúy", "Bộ trưởng Lê Thúy An"):
        assert kept.found(f'người:"{name}"') == {"a", "b", "c", "t"}, name
    assert kept.found("person: Annie") == {"a", "b", "c", "t"}  # who is called so in one record, in all
    assert kept.found("author: Ong Keng Yong") == {"t"}
    assert kept.found("person:thuy*") == {"a", "b", "c", "t"}
    counts = kept.index.facets("", ("person",))["person"]
    assert sorted(counts.values()) == [1, 1, 4]


def test_while_texts_are_read_links_find_nothing_and_nothing_is_said_to_be_wrong() -> None:
    index = lists_only(kept(RECORDS).registry)
    for line in ("overseen_by: un-dpidg", "người: Phạm Thị Thanh Trà", "chair: Viet Nam"):
        assert found(index, line) == set() and list(index.mistakes(line)) == []
        assert index.facets("", ("overseen_by", "person", "chair")) == {"overseen_by": {}, "person": {}, "chair": {}}
    assert found(index, "id:unpog") == {"unpog"}
    assert found(index, "source:qlnn-2019-unpog") == found(kept(RECORDS).index, "source:qlnn-2019-unpog") != set()


ODD = (
    "",
    "*",
    '"',
    '"*',
    "a*b",
    "%",
    "_*",
    "'",
    "\\",
    "\udcff",
    "\x00",
    "country:",
    "country:ZZ",
    "=vn",
    "ạ" * 300,
    ",,",
)


def test_odd_values_raise_nothing(own: Kept) -> None:
    for field in (*own.index.fields.links, "person", "chair", "id", "source", "thành viên của", "người"):
        for value in ODD:
            for line in (f"{field}:{value}", f'{field}:"{value}"', f"{field}: {value} an"):
                own.index.mistakes(line)
                found(own.index, line)
    assert own.index.facets("part_of:nobody", ("part_of", "person"))["person"] == {}


def test_a_name_of_several_fields_says_the_same_of_each() -> None:
    vocabulary = kept(RECORDS).index.fields.vocabulary
    names = {name for key in vocabulary.keys for name in vocabulary.names(key)}
    several = {frozenset(keys) for name in names if len(keys := vocabulary.field_named(name)) > 1}
    assert several == {
        frozenset({"chair", "measure_lead"}),
        frozenset({"person_org", "term_org"}),
        frozenset({"member_of", "inverse.member"}),
        frozenset({"has_member", "member"}),
        frozenset({"cited_by", "inverse.cited_source"}),
    }


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("overseen_by: unpgo", "unpog"),
        ('giám sát:"UN DPIDGG"', "un dpidg"),
        ("id:accsm-hedas-21", "accsm-heads-21"),
        ("người: Vũ Chiến Thắn", "Vũ Chiến Thắng"),
        ("overseen_by:asean", ""),
        ("part_of: nobody at all is called so", ""),
    ],
)
def test_what_nobody_is_called_is_said_with_the_nearest_name(line: str, near: str) -> None:
    index = kept(RECORDS).index
    assert found(index, line) == set()
    assert [(one.code, one.values["near"]) for one in index.mistakes(line)] == [("no_such_value", near)]
