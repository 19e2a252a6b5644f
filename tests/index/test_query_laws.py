"""What holds of every query line, whatever somebody types: how it is read, written again, and what it finds."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from own_registry import MANIFEST
from seeds import rounds
from small import FILES, registry, table

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.query import TermKind
from govtui.index.query_format import canonical, toggle_value, without
from govtui.index.query_parser import parse
from govtui.store.codec import loads
from govtui.text.fold import words

RECORDS = [record for file in FILES if (record := loads(file.read_bytes()).record)]
NAMES = sorted({name for record in RECORDS for name in record.label.values()})
WORDS = sorted({word for name in NAMES for word in words(name)})
IDS = sorted(record.id for record in RECORDS)
LAW = settings(
    deadline=None,
    max_examples=rounds(30, 2000),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

FIELDS = [
    *(
        "type:forum",
        "loại: diễn đàn",
        "LOAI:Diễn đàn",
        "kind:event",
        "phân loại: sự kiện, tuyên bố",
        "type:diễn*",
        "loại: s*",
    ),
    *(
        "tình trạng: đang triển khai",
        "status:adopted,held",
        "nước: Việt Nam",
        "country:VN",
        "quốc gia: Hàn Quốc, Brunei",
    ),
    *("year:2018..2022", "năm: 2018", "decade:2010s", "has:problem", "có: chỗ vênh", "missing:en", "thiếu: tiếng Anh"),
    *("date:2022-08", "ngày: 5/8/2022", "thời gian: tháng 8 năm 2022", "8/2022", "Aug 2022", "nguồn: vnplus-apgf-2"),
    *("source:un-gfrg", "giám sát: UN DPIDG", "thành viên của: ASEAN", "organized_by:oecd", "person:Vũ Chiến Thắng"),
    *(
        "id:apgf-2",
        "mã: không có",
        "sai:abc",
        "type:",
        "year:abc",
        "sdg:16",
        "loại: không có gì",
        "type:government agency",
    ),
]
TOKENS = [
    "HOẶC",
    "OR",
    "NOT",
    "KHÔNG",
    "-",
    '"',
    '""',
    ",",
    ":",
    "*",
    "10:30",
    "http://a.vn",
    "(",
    "2018",
    "30/2016",
    "-x",
    "“",
    "”",
    "“hội nghị”",
    "—",
    "place: hà nội",
    "8/2022",
]

a_word = st.sampled_from(WORDS)
a_part = (
    a_word
    | st.sampled_from(FIELDS)
    | st.sampled_from(TOKENS)
    | st.sampled_from(IDS)
    | a_word.map(lambda word: f"-{word}")
    | st.sampled_from(FIELDS).map(lambda field: f"-{field}")
    | st.lists(a_word, min_size=1, max_size=2).map(lambda some: f'"{" ".join(some)}"')
)
lines = st.tuples(st.lists(a_part, max_size=7), st.sampled_from([" ", "  "]), st.sampled_from(["", " "])).map(
    lambda one: one[1].join(one[0]) + one[2]
)
any_text = st.text(st.sampled_from('abđ óọ:"-,*. ORNT1/\t') | st.characters(exclude_categories=["Cs"]), max_size=25)


def keys(index: Index, line: str) -> set[str]:
    found = index.result(View(text=line))
    return set(found.keys(0, found.total))


def visible(line: str) -> set[int]:
    return {place for place, letter in enumerate(line) if not letter.isspace()}


@LAW
@given(lines | any_text)
def test_no_line_is_refused_and_each_letter_stands_in_one_term(shipped: Index, line: str) -> None:
    for query in (shipped.query(line), parse(line)):
        covered = [place for term in query.terms for place in range(term.start, term.end)]
        assert len(covered) == len(set(covered)) and visible(line) <= set(covered)
        assert [term.start for term in query.terms] == sorted(term.start for term in query.terms)
        assert all(0 <= mistake.start <= mistake.end <= len(line) for mistake in query.mistakes)
    assert keys(shipped, line) is not None and shipped.mistakes(line) is not None and shipped.facets(line) is not None


@LAW
@given(lines | any_text)
@example('a HOẶC b ""c')
@example("HỘI NGHỊ A B C D E OR F KIND:EVENT -G")
@example("năm: 0000 a")
@example('-host -nation:"VN" ')
@example("host nation: VC a")
@example('-thời gian:  "M*" ngày:8* date:"201*"')
@example("id:*toolkits,,Việtquốc gia:  MCor—-officials ")
@example("-- -a KHÔNG — 2018..2022 -cited_by:qln")
@example("quốc gia:'Thổ Nhĩ Kỳ\" a ")
@example('phan loai :`Cơ quan, cơ chế khu vực" a')
@example("thành phần tham dự:Thành viên đoàn công tác Việt Nam \\ asean ")
@example('giám sát:"The Vietnamese *" a')
@example('chủ trì: "Phạ" a ')
@example("nguồn: asean-20,country:NZ năm: 2018 a")
@example("type:  Cơ quan, c, a ")
@example("asean năm: 0000 OR nguồn:unpog-overview ")
@example("nguồn: “unpog”, “đổi mới” “asean” -“hội nghị” “a")
def test_a_canonical_line_means_the_same_and_is_its_own(shipped: Index, line: str) -> None:
    written = canonical(line, shipped.query(line), shipped.fields)
    assert keys(shipped, written) == keys(shipped, line)
    assert canonical(written, shipped.query(written), shipped.fields) == written


@LAW
@given(st.data())
def test_or_and_and_not_are_the_operations_of_sets(shipped: Index, data: st.DataObject) -> None:
    simple = st.sampled_from(FIELDS[:28]) | st.lists(a_word, min_size=1, max_size=2).map(" ".join)
    simple |= st.lists(a_word, min_size=1, max_size=2).map(lambda some: f'"{" ".join(some)}"')
    one, other = data.draw(simple), data.draw(simple)
    found, others = keys(shipped, f"{one} "), keys(shipped, f"{other} ")
    every = keys(shipped, "")
    assume(found and others)
    assert keys(shipped, f"{one} OR {other} ") == found | others
    assert keys(shipped, f"{one} HOẶC {other} ") == found | others
    assert keys(shipped, f"NOT {other} ") == keys(shipped, f"KHÔNG {other} ") == every - others
    assert keys(shipped, f'"" NOT {other} "" {one} ') == keys(shipped, f'{one} "" NOT {other} ') == found - others
    assert keys(shipped, f"{one} OR NOT {other} ") == found | (every - others)
    if " " not in other or ":" in other or other.startswith('"'):
        assert keys(shipped, f"-{other} ") == every - others


@LAW
@given(lines, st.data())
def test_a_line_without_some_of_its_parts_means_the_others(shipped: Index, line: str, data: st.DataObject) -> None:
    query = shipped.query(line)
    assume(query.terms and not any(term.kind in (TermKind.OR, TermKind.NOT) for term in query.terms))
    gone = data.draw(st.sampled_from(query.terms))
    kept = [term for term in query.terms if term != gone]
    rest = without(line, query, [gone])
    expected: set[str] | None = None
    for term in kept:
        part = line[term.start : term.end] + (" " if term.end < len(line.rstrip()) or line[-1:].isspace() else "")
        found = keys(shipped, part)
        expected = found if expected is None else expected & found
    assume(expected)  # where nothing is found, slips are searched
    assert keys(shipped, rest) >= (expected or set())


@LAW
@given(st.lists(a_word, min_size=1, max_size=3), st.lists(a_word, min_size=1, max_size=2), a_word)
def test_what_parts_runs_of_words_leaves_them_apart(
    shipped: Index, run: Collection[str], other: Collection[str], more: str
) -> None:
    line = f"{' '.join(run)} OR {' '.join(other)} kind:event {more} "
    query = shipped.query(line)
    [field] = [term for term in query.terms if term.kind is TermKind.FIELD]
    apart = {one.alternatives is not None and frozenset(w.text for w in one.words) for one in query.groups[0]}
    rest = shipped.query(without(line, query, [field]))
    assert {frozenset(w.text for w in one.words) for one in rest.groups[0]} == apart
    assert [word.text for word in rest.words] == [word.text for word in query.words]


@LAW
@given(lines, st.sampled_from([("kind", "event"), ("type", "forum"), ("country", "VN"), ("status", "held")]))
def test_a_value_that_is_chosen_and_dropped_finds_what_the_line_found(
    shipped: Index, line: str, value: tuple[str, str]
) -> None:
    query = shipped.query(line)
    assume(not any(term.field == value[0] for term in query.terms) and line.endswith(" "))
    chosen = toggle_value(line, query, *value, shipped.fields)
    assume(not query.mistakes)
    assert keys(shipped, chosen) == keys(shipped, line) & keys(shipped, f"{value[0]}:{value[1]}")
    dropped = toggle_value(chosen, shipped.query(chosen), *value, shipped.fields)
    assert keys(shipped, f"{dropped} ") == keys(shipped, line)


OWN_FIELDS = [
    *(
        "budget:12",
        "Kinh phí: 12",
        "x.budget:3.5",
        "kinh phí: nhiều",
        "Nguồn chi: Ngân sách nhà nước",
        "funds:state",
        "x.funds:st*",
    ),
    *(
        "Có tính ràng buộc: có",
        "binding:no",
        "là bản dịch của: d",
        "translated_as:e",
        "Translated as: d",
        "x.drafted_by:o",
    ),
    *(
        "Cơ quan soạn dự thảo: o",
        "Paid by: o",
        "scope:abc",
        "x.nothing:1",
        "Ngày thẩm định: 2022",
        "Phạm vi áp dụng: tất cả",
    ),
]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Index:
    tables = [
        table("s", "source"),
        table("o", relations={"pays_for": ["d"]}),
        table("d", "declaration", x={"budget": 12, "funds": ["state"], "drafted_by": ["o"], "binding": True}),
        table("e", "declaration", x={"budget": 3.5, "binding": False}, relations={"translates": ["d"]}),
    ]
    return build(registry(tmp_path_factory.mktemp("own"), *tables, manifest=MANIFEST))


@LAW
@given(st.lists(st.sampled_from([*OWN_FIELDS, *TOKENS, "d", "e", "-funds:state"]), max_size=6).map(" ".join))
def test_own_fields_are_kept_by_keys_too(own: Index, line: str) -> None:
    written = canonical(line, own.query(line), own.fields)
    assert keys(own, written) == keys(own, line)
    assert canonical(written, own.query(written), own.fields) == written
    assert {one.code for one in own.mistakes(written)} >= {one.code for one in own.mistakes(line)} - {"no_value"}


def test_a_record_is_offered_by_the_id_that_it_has_now(shipped: Index) -> None:
    line = "inverse.cited_source: kr-"
    offered = [offer.value for offer in shipped.offers(line, len(line), 50)]
    assert offered
    for value in offered:
        assert shipped.query(f"inverse.cited_source:{value}").filters == {"inverse.cited_source": (value,)}
