"""What parts of a query line mean: fields in both languages, OR, NOT, minus, commas, stars, and what is only text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from small import registry, table

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.query import Query, TermKind
from govtui.index.query_fields import Field, QueryFields
from govtui.index.query_format import canonical, toggle_value, with_values, without
from govtui.index.query_parser import parse


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    def named(vi: str, en: str) -> dict[str, str]:
        return {"vi": vi, "en": en}

    return build(
        registry(
            tmp_path_factory.mktemp("lines"),
            table("s", "source", title=named("Báo Mới", "The New Paper")),
            table("body", name=named("Ban Thư ký", "Secretariat"), aka=[{"text": "BTK", "type": "acronym"}]),
            table("moot", "event", type="forum", status="held", name=named("Diễn đàn lúa", "Rice forum"), date="2022-08-05",
                  relations={"overseen_by": ["body"]}, place={"country": "VN"}),
            table("talk", "event", type="workshop", status="planned", name=named("Hội thảo lúa", "Rice workshop"), date="2018"),
            table("plan", "declaration", type="work_plan", status="in_progress", name=named("Kế hoạch cá", "Fish plan")),
            table("pact", "declaration", type="declaration", status="adopted", name=named("Tuyên bố cá", "Fish pact")),
            table("law", "declaration", type="law", status="in_force", name=named("Luật hoặc lệ", "Or not")),
        )
    )  # fmt: skip


def found(index: Index, line: str) -> set[str]:
    result = index.result(View(text=line))
    return set(result.keys(0, result.total))


def codes(index: Index, line: str) -> list[str]:
    return [one.code for one in index.mistakes(line)]


def words(query: Query) -> list[str]:
    return [word.text for word in query.words]


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("loại: diễn đàn", {"moot"}),
        ("loai:dien dan", {"moot"}),
        ("LOẠI: DIỄN ĐÀN", {"moot"}),
        ("phân loại: diễn đàn, hội thảo", {"moot", "talk"}),
        ("type:forum,workshop", {"moot", "talk"}),
        ("type:forum, workshop", {"moot", "talk"}),
        ('type:"forum,workshop"', {"moot", "talk"}),
        ("loại: sự kiện", {"moot", "talk"}),
        ("type:event", {"moot", "talk"}),
        ("loại: sự kiện, tuyên bố", {"moot", "talk", "pact"}),
        ("loại: văn kiện", {"plan", "pact", "law"}),
        ("type:declaration", {"pact"}),
        ("kind:declaration", {"plan", "pact", "law"}),
        ("tình trạng: đang triển khai", {"plan"}),
        ("trạng thái:đang triển khai loại: kế hoạch làm việc", {"plan"}),
        ("nước: Việt Nam", {"moot"}),
        ("country:VN lúa", {"moot"}),
        ("quốc gia: viet nam lúa", {"moot"}),
        ("năm: 2018..2022", {"moot", "talk"}),
        ("type:diễn*", {"moot"}),
        ("loại: h*", {"talk", "plan"}),
        ("-loại: diễn đàn lúa ", {"talk"}),
        ("lúa -forum", {"talk"}),
        ('lúa -"diễn đàn"', {"talk"}),
        ("lúa KHÔNG diễn đàn", {"talk"}),
        ("lúa NOT type:forum", {"talk"}),
        ("diễn đàn HOẶC kế hoạch", {"moot", "plan"}),
        ("diễn đàn OR kế hoạch OR tuyên bố", {"moot", "plan", "pact"}),
        ("lúa HOẶC cá loại: sự kiện", {"moot", "talk"}),
        ("type:forum OR status:in_progress", {"moot", "plan"}),
        ("lúa năm:2018 OR loại:diễn đàn", {"moot", "talk"}),
        ("loại: sự kiện loại: diễn đàn", {"moot"}),
        ("-loại:sự kiện -loại:văn kiện", {"s", "body"}),
        ("NOT loại: sự kiện, văn kiện", {"s", "body"}),
        ("hoặc ", {"law"}),
        ("OR", {"law"}),
        ("lúa OR", {"moot", "talk"}),
        ("giám sát: Ban Thư ký", {"moot"}),
        ("overseen by: btk loại: diễn đàn", {"moot"}),
        ("overseen_by:body", {"moot"}),
        ("date:2022-08", {"moot"}),
        ("ngày: 5/8/2022", {"moot"}),
        ("lúa 8/2022", {"moot"}),
        ("lúa Aug 2022", {"moot"}),
        ("lúa 2018", {"talk"}),
        ("-8/2022 lúa ", {"talk"}),
    ],
)  # fmt: skip
def test_a_line_finds(index: Index, line: str, keys: set[str]) -> None:
    assert found(index, line) == keys
    assert codes(index, line) == []


@pytest.mark.parametrize(
    ("line", "code", "text"),
    [
        ("sai:lúa", "unknown_field", ["sai", "lúa"]),
        ("lúa lạ:diễn đàn", "unknown_field", ["lúa", "lạ", "diễn", "đàn"]),
        ("10:30 lúa", "", ["10", "30", "lúa"]),
        ("http://a.vn/b", "", ["http", "a", "vn", "b"]),
        ("ghi chú: lúa", "", ["ghi", "chú", "lúa"]),
        ("lúa - cá", "", ["lúa", "cá"]),
        ("lúa, cá", "", ["lúa", "cá"]),
        ("LÚA HOẶC CÁ A B C D E", "", ["LÚA", "HOẶC", "CÁ", "A", "B", "C", "D", "E"]),
    ],
)
def test_what_is_only_text_is_searched_as_text(index: Index, line: str, code: str, text: list[str]) -> None:
    query = index.query(line)
    assert words(query) == text and not query.filters and not query.groups and not query.excluded
    assert codes(index, line) == ([code] if code else [])


@pytest.mark.parametrize(
    ("line", "code", "rest"),
    [
        ("lúa loại:", "no_value", "lúa "),
        ("lúa năm:abc", "not_a_year", "lúa "),
        ("lúa ngày: hôm nào", "not_a_date", "lúa "),
        ("lúa nước:zzz", "not_a_country", "lúa "),
        ("lúa có: gì", "no_such_value", "lúa "),
        ('lúa "diễn đàn', "unclosed_quote", 'lúa "diễn đàn"'),
    ],
)
def test_what_cannot_be_meant_is_said_and_left_out(index: Index, line: str, code: str, rest: str) -> None:
    assert codes(index, line) == [code]
    assert found(index, line) == found(index, rest)


def test_an_unknown_value_finds_nothing_and_is_said_with_the_name_that_was_typed(index: Index) -> None:
    assert found(index, "lúa loại: forun") == set()
    [mistake] = index.mistakes("lúa loại:forun")
    assert mistake.code == "no_such_value" and mistake.values == {"field": "loại", "value": "forun", "near": "forum"}
    [mistake] = index.mistakes('lúa loại:"diễn đàm"')
    assert mistake.values["near"] == "Diễn đàn", "by a label of the language that was typed"


def test_an_unknown_field_is_told_the_nearest_name(index: Index) -> None:
    [mistake] = index.mistakes("tình trag:held")
    assert mistake.values["field"] == "trag"
    [mistake] = index.mistakes("loia:forum")
    assert mistake.values["near"]


def test_terms_tell_fields_values_and_spans(index: Index) -> None:
    line = "lúa -loại: diễn đàn, hội thảo HOẶC 8/2022"
    told = [(term.kind, line[term.start : term.end], term.field, term.values) for term in index.query(line).terms]
    assert told == [
        (TermKind.WORD, "lúa", "", ()),
        (TermKind.FIELD, "-loại: diễn đàn, hội thảo", "type", ("forum", "workshop")),
        (TermKind.OR, "HOẶC", "", ()),
        (TermKind.FIELD, "8/2022", "date", ("2022-08",)),
    ]
    assert [term.excluded for term in index.query(line).terms] == [False, True, False, False]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("loại: diễn đàn", "type:forum"),
        ("Loại: Sự kiện, Tuyên bố", "kind:event OR type:declaration"),
        ("-loại: sự kiện, tuyên bố", "-kind:event -type:declaration"),
        ("loại:diễn* lúa", "type:diễn* lúa"),
        ("lúa HOẶC cá KHÔNG luật", "lúa OR cá NOT luật"),
        ("giám sát: Ban Thư ký", "overseen_by:body"),
        ("giám sát: Ban Thư ký lúa", 'overseen_by:"body" lúa'),
        ("ngày: tháng 8 năm 2022", "date:2022-08"),
        ("Aug 2022 lúa ", "date:2022-08 lúa "),
        ("năm: 2018..2020", "year:2018..2020"),
        ("nước: Việt Nam", "country:VN"),
        ("nguồn: Báo Mới", "source:s"),
        ("sai:abc  lúa", "sai:abc lúa"),
    ],
)
def test_a_line_is_kept_by_keys(index: Index, line: str, written: str) -> None:
    assert canonical(line, index.query(line), index.fields) == written
    assert found(index, written) == found(index, line)


@pytest.mark.parametrize(
    ("line", "gone", "rest"),
    [
        ("lúa loại: diễn đàn cá", "loại: diễn đàn", "lúa cá"),
        ("lúa HOẶC cá năm:2018", "năm:2018", "lúa HOẶC cá "),
        ("lúa HOẶC cá năm:2018 luật", "năm:2018", 'lúa HOẶC cá "" luật'),
        ("type:forum OR type:law", "type:law", "type:forum"),
        ("type:forum OR type:law", "type:forum", "type:law"),
        ("lúa NOT type:law", "type:law", "lúa "),
    ],
)
def test_a_part_is_left_out_with_what_joined_it(index: Index, line: str, gone: str, rest: str) -> None:
    query = index.query(line)
    terms = [term for term in query.terms if line[term.start : term.end] == gone]
    assert without(line, query, terms) == rest


def test_a_value_is_added_in_its_place_and_other_parts_stay(index: Index) -> None:
    line = "lúa HOẶC cá -type:law trạng thái: held"
    query = index.query(line)
    assert toggle_value(line, query, "kind", "event", index.fields) == "lúa OR cá -type:law kind:event status:held"
    assert toggle_value(line, query, "status", "held", index.fields) == "lúa OR cá -type:law"
    assert toggle_value(line, query, "status", "planned", index.fields) == "lúa OR cá -type:law status:held,planned"
    assert with_values(line, query, {"status": ("planned",)}, index.fields) == "lúa OR cá -type:law status:planned"


def test_a_whole_name_of_an_alternative_stands_first(index: Index) -> None:
    rows = index.result(View(text="fish pact OR btk OR rice forum"))
    assert [row.key for row in rows.window(0, 3)][0] in ("body", "pact", "moot") and rows.total == 3


def test_records_that_have_words_in_their_names_stand_before_those_of_a_field(index: Index) -> None:
    rows = index.result(View(text="Tuyên bố cá OR kind:event"))
    assert rows.window(0, 1)[0].key == "pact" and rows.total == 3


def test_facets_count_what_a_line_with_alternatives_finds(index: Index) -> None:
    assert index.facets("diễn đàn OR kế hoạch", ["kind"]) == {"kind": {"event": 1, "declaration": 1}}
    assert index.facets("lúa -type:forum", ["type"]) == {"type": {"workshop": 1}}


def test_a_label_of_several_words_is_taken_longest_first(tmp_path: Path) -> None:
    files = registry(
        tmp_path,
        table("s", "source"),
        table("a", type="multistakeholder"),
        table("b", "declaration", type="initiative"),
        table("c", "event", type="forum"),
    )
    index = build(files)
    assert found(index, "loại: sáng kiến, diễn đàn đa bên") == {"a"}
    assert found(index, "loại: sáng kiến, diễn đàn") == {"b", "c"}
    assert found(index, "loại: diễn đàn loại: sáng kiến") == set()


@pytest.mark.parametrize(
    "part", ["abc:def ", "ghi chú: abc ", "lúa OR ", "-lúa ", 'lúa "cá" ', "nước: Việt Nam, ", "giám sát: Ban "]
)
def test_a_long_pasted_text_is_read_at_once(index: Index, part: str) -> None:
    start = time.process_time()
    assert index.query(part * 1000).terms and index.mistakes(part * 1000) is not None
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", ["id", "overseen_by", "source", "x.room", "type", "date"])
def test_a_long_list_is_read_value_by_value(name: str) -> None:
    asked: list[str] = []

    class Counting:
        def named(self, field: str, words: str) -> Sequence[str]:
            asked.append(words)
            return [words]

    fields = QueryFields([Field("x.room", ["event"], {"en": "Room"}, "text", "", "x.room", "")])
    values = [f"a{number}" for number in range(300)]
    [term] = parse(f"{name}:{','.join(values)}", fields, Counting()).terms
    assert term.end == len(name) + 1 + len(",".join(values))
    assert len(asked) <= 2 * len(values)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("“rice forum”", '"rice forum"'),
        ("-“rice forum” kind:event", '-"rice forum" kind:event'),
        ("NOT “rice forum” fish", 'NOT "rice forum" fish'),
        ("“rice forum” OR “fish plan”", '"rice forum" OR "fish plan"'),
        ("giám sát: “Ban Thư ký” lúa", 'giám sát: "Ban Thư ký" lúa'),
        ("loại: “diễn đàn”, “hội thảo”", 'loại: "diễn đàn", "hội thảo"'),
        ("“rice forum", "rice forum"),
        ("NOT — 2018..2022", "2018..2022"),
        ("pact year:abc OR fish ", "pact fish "),
        ("type:forum,,workshop", "type:forum,workshop"),
        ("id:moot,, rice", "id:moot rice"),
    ],
)
def test_lines_that_mean_the_same(index: Index, line: str, same: str) -> None:
    assert found(index, line) == found(index, same)


@pytest.mark.parametrize("line", ["loai forum", "loại diễn đàn", "type forum ", "năm 2018", "tình trạng đã tổ chức"])
def test_without_a_colon_the_name_of_a_field_is_a_word(index: Index, line: str) -> None:
    query = index.query(line)
    assert {term.kind for term in query.terms} == {TermKind.WORD}
    assert not query.filters and not query.mistakes


def test_a_word_does_not_become_a_part_of_the_name_of_a_field_that_is_put_behind_it(index: Index) -> None:
    line = toggle_value("host ", index.query("host "), "country", "VN", index.fields)
    assert index.query(line).filters == {"country": ("VN",)} and [word.text for word in index.query(line).words] == [
        "host"
    ]
    query = index.query("host 2018 country:VN")
    rest = without("host 2018 country:VN", query, [query.terms[1]])
    assert index.query(rest).filters == {"country": ("VN",)}
