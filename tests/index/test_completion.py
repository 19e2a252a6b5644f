"""What is offered at the caret of a query line: values and fields, counted; and what an unfinished value means meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seeds import THOROUGH
from small import registry, shipped_index, table

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.query_api import Offer
from govtui.page.offered_words import OfferWords

MANY = 1000


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Few records, of which the numbers of types, statuses, countries and years differ."""
    root = tmp_path_factory.mktemp("offers")
    korea, vietnam = {"country": "KR"}, {"country": "VN"}
    return build(
        registry(
            root,
            table("s", "source", title={"vi": "Báo cáo năm", "en": "Yearly report"}),
            table("s2", "source", title={"vi": "Diễn đàn 2018", "en": "Forum 2018"}),
            *(table(f"n{n}", type="network", status="active", place=korea) for n in range(4)),
            table("m1", type="multistakeholder", place=vietnam),
            table("m2", type="multistakeholder", place=vietnam),
            table("bo", type="ministry", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}, place=vietnam),
            table("vu", type="ministry_unit", relations={"overseen_by": ["bo"]}),
            table("f1", "event", type="forum", date="2018-05", status="held", place=vietnam),
            table("f2", "event", type="forum", date="2018-06", relations={"organized_by": ["bo"]}),
            table("f3", "event", type="forum", date="2019", sources=[{"ref": "s2"}]),
            table("h", "event", type="workshop", date="2018", status="held"),
            table(
                "k",
                "declaration",
                type="work_plan",
                status="in_progress",
                people=[{"name": "Trần Thị Nga", "role": "author"}],
            ),
        )
    )


def at(marked: str) -> tuple[str, int]:
    """A line, and the place of its bar."""
    return marked.replace("|", "", 1), marked.index("|")


def offered(index: Index, marked: str, *, asked: bool = False) -> list[str]:
    found = index.offers(*at(marked), MANY, asked=asked)
    return [f"{one.field}:{one.value} {one.n}" if one.value else f"{one.field}:" for one in found]


FORUMS = ["type:forum 3", "type:multistakeholder 2"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("loại: diễn|", FORUMS),
        ("loại:diễn|", FORUMS),
        ("LOẠI: DIEN|", FORUMS),
        ("phân loại: dien d|", FORUMS),
        ("type: dieenx|", FORUMS),  # TELEX
        ("type: die6n4|", FORUMS),  # VNI
        ("type: for|", ["type:forum 3"]),
        ("type: initi|", ["type:multistakeholder 2"]),
        ("loại: đa b|", ["type:multistakeholder 2"]),
        ("-loại: diễn|", FORUMS),
        ("KHÔNG loại: diễn|", FORUMS),
        ("NOT type: diễn|", FORUMS),
        ("loại: mạng lưới, diễn|", FORUMS),
        ("loại: mạng lưới,diễn|", FORUMS),
        ("loại: diễn|, mạng lưới", FORUMS),
        ("loại: mạng lưới HOẶC loại: diễn|", FORUMS),
        ("loại: diễn| HOẶC loại: mạng lưới", FORUMS),
        ("f1 OR loại: diễn|", FORUMS),
        ('loại: "diễn|', FORUMS),
        ('loại: "diễn|"', FORUMS),
        ('loại: "diễn đàn" f1|', []),
        ("năm: 2018 loại: diễn|", ["type:forum 2"]),
        ("loại: diễn| năm: 2018", ["type:forum 2"]),
        ("loại: di|ễn", FORUMS),
        ("loại: diễn*|", FORUMS),
        ("loại: diễn đàn|", FORUMS),  # whole, but another begins so
        ("loại: diễn đàn |", []),
        ("loại: hội th|", ["type:workshop 1"]),
        ("loại: hội thảo|", []),  # whole, and no other begins so
        ("loại: zzz|", []),
        ("tình trạng: đang|", ["status:active 4", "status:in_progress 1"]),
        ("tình trạng: đang t|", ["status:in_progress 1"]),
        ("nước: han|", ["country:KR 4"]),
        ("country: viet|", ["country:VN 4"]),
        ("quốc gia: k|", ["country:KR 4"]),
        ("năm: 201|", ["year:2018 3", "year:2019 1"]),
        ("thập niên: 2|", ["decade:2010 4"]),
        ("nguồn: dien|", ["source:s2 1"]),
        ("source: yearly|", ["source:s 12"]),
        ("giám sát: bo|", []),
        ("giám sát: bo n|", ["overseen_by:bo 1"]),
        ("giám sát: nội|", ["overseen_by:bo 1"]),
        ("organized by: home aff|", ["organized_by:bo 1"]),
        ("người: nga|", ["person:Trần Thị Nga 1"]),
        ("mã: f|", ["id:f1 1", "id:f2 1", "id:f3 1"]),
        ("diễn|", []),
        ("lo|", []),
        ("|", []),
        ("zzz: diễn|", []),
        ("loại: diễn đàn f|", []),
        ("10:3|", []),
    ],
)
def test_values_that_begin_so_are_offered_with_their_numbers(index: Index, line: str, found: list[str]) -> None:
    assert offered(index, line) == found


def test_without_a_letter_all_values_are_offered_the_commonest_first_those_of_the_field_itself_before_kinds(
    index: Index,
) -> None:
    assert offered(index, "loại: |")[:3] == ["type:network 4", "type:forum 3", "type:multistakeholder 2"]
    assert offered(index, "loại:|")[-4:] == [
        "kind:organization 8",
        "kind:event 4",
        "kind:source 2",
        "kind:declaration 1",
    ]
    assert offered(index, "loại: | năm: 2019")[0] == "type:forum 1"


def test_numbers_are_those_of_the_facets(index: Index) -> None:
    for field in ("type", "status", "country", "year", "decade", "source"):
        for rest in ("", "năm: 2018 ", "f ", "-loại: diễn đàn "):
            line = f"{rest}{field}: "
            found = {one.value: one.n for one in index.offers(line, len(line), MANY) if one.field == field}
            if field not in index.query(rest).filters:  # asked for once more it is narrowed, where the facet is not
                assert found == {value: n for value, n in index.facets(rest, (field,))[field].items() if n}


def test_numbers_are_of_the_kind_that_is_listed(index: Index) -> None:
    assert [one.value for one in index.offers("loại: diễn", 10, MANY, kind="event")] == ["forum"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("diễ|", ["type:forum 3", "type:multistakeholder 2", "source:s2 1"]),
        ("năm: 2018 diễ|", ["type:forum 2"]),
        ("f1 diễ|", ["type:forum 1"]),
        ("đang tri|", ["status:in_progress 1"]),
        ("-diễ|", ["type:forum 3", "type:multistakeholder 2", "source:s2 1"]),
        ("loại: di|ễn", FORUMS),
        ("loại: diễn đàn|", FORUMS),
        ("zzz|", []),
    ],
)
def test_when_asked_values_of_all_fields_are_offered(index: Index, line: str, found: list[str]) -> None:
    assert [one for one in offered(index, line, asked=True) if not one.endswith(":")] == found


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("phân l|", ["type:"]),
        ("tinh t|", ["status:"]),
        ("coun|", ["country:"]),
        ("giám s|", ["overseen_by:"]),
        ("f1 yea|", ["year:"]),
        ("|", ["type:", "status:", "country:", "year:", "source:", "date:", "overseen_by:"]),
        ("f1 |", ["type:", "overseen_by:"]),
    ],
)
def test_when_asked_names_of_fields_are_offered(index: Index, line: str, some: list[str]) -> None:
    assert set(some) <= set(offered(index, line, asked=True))


def test_an_offered_field_has_its_commonest_value_as_an_example(index: Index) -> None:
    examples = {one.field: one.example for one in index.offers("", 0, MANY, asked=True) if not one.value}
    assert examples["type"] == "network"
    assert examples["date"] == examples["year"] == "2018"
    assert [*examples.values()] == sorted(examples.values(), key=lambda one: not one)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("loại: diễn|", "loại: diễn*"),
        ("loại: diễn| năm: 2018", "loại: diễn* năm: 2018"),
        ("loại: mạng lưới, diễn|", "loại: mạng lưới, diễn*"),
        ("loại: diễn|, mạng lưới", "loại: diễn*, mạng lưới"),
        ("tình trạng: đang t|", "tình trạng: đang t*"),
        ('loại: "diễn|', 'loại: "diễn*"'),
        ('loại: "diễn|"', 'loại: "diễn*"'),
        ("loại: diễn*|", "loại: diễn*"),
        ("loại: diễn đàn|", "loại: diễn đàn"),  # whole
        ("loại: zzz|", "loại: zzz"),
        ("loại: |", ""),  # all that are offered: any
        ("f1 loại:|", "f1"),
        ("năm: 201|", "năm: 201*"),
        ("năm: 2018|", "năm: 2018"),
        ("giám sát: nội|", "giám sát: nội*"),
        ("giám sát: bộ nội vụ|", "giám sát: bộ nội vụ"),
        ("diễn|", "diễn"),
        ("loại: diễn năm|", "loại: diễn năm"),
    ],
)
def test_an_unfinished_value_means_all_that_begin_so(index: Index, line: str, meant: str) -> None:
    assert index.starred(*at(line)).strip() == meant


@pytest.mark.parametrize(
    "line",
    [
        *(
            "loại: diễn|",
            'loại: "diễn|',
            "loại: di|",
            "loại: d|",
            "type: n|",
            "tình trạng: đang|",
            "nước: h|",
            "năm: 2|",
        ),
        *("nguồn: b|", "giám sát: n|", "organized by: m|", "người: n|", "thập niên: 2|", "loại: mạng lưới, diễn|"),
    ],
)
def test_what_an_unfinished_value_means_is_found_as_what_is_offered(index: Index, line: str) -> None:
    text, caret = at(line)
    offers = index.offers(text, caret, MANY)
    each = [f'{one.field}:"{one.value}"' for one in offers] + (["type:network"] if "," in line else [])
    assert keys(index, index.starred(text, caret)) == set().union(*(keys(index, one) for one in each))


# what is taken


def keys(index: Index, line: str) -> set[str]:
    found = index.result(View(text=line))
    return set(found.keys(0, found.total))


def taken(index: Index, line: str, offer: Offer, language: str) -> str:
    got = OfferWords(line, index, load(language)).taken(offer)
    return line[: got.start] + got.text + line[got.end :]


@pytest.mark.parametrize(
    ("line", "language", "written"),
    [
        ("loại: diễn|", "vi", "loại: Diễn đàn "),
        ("loại:diễn|", "vi", "loại:Diễn đàn "),
        ("type: for|", "en", "type: Forum "),
        ("loại: for|", "vi", "loại: Diễn đàn "),
        ("loại: diễn| năm: 2018", "vi", "loại: Diễn đàn năm: 2018"),
        ("-loại: diễn|", "vi", "-loại: Diễn đàn "),
        ("loại: mạng lưới, diễn|", "vi", "loại: mạng lưới, Diễn đàn "),
        ('loại: "diễn|"', "vi", "loại: Diễn đàn "),
        ("loại: diễn*|", "vi", "loại: Diễn đàn "),
        ("loại: đa b|", "vi", 'loại: "Sáng kiến, diễn đàn đa bên" '),
        ("tình trạng: đang t|", "vi", "tình trạng: Đang triển khai "),
        ("nước: han|", "vi", "nước: Hàn Quốc "),
        ("năm: 201|", "vi", "năm: 2018 "),
        ("giám sát: nội|", "vi", "giám sát: Bộ Nội vụ "),
        ("giám sát: nội|", "en", "giám sát: Ministry of Home Affairs "),
    ],
)
def test_a_value_is_written_in_the_words_of_the_interface(index: Index, line: str, language: str, written: str) -> None:
    text, caret = at(line)
    first = index.offers(text, caret, 1)[0]
    assert taken(index, text, first, language).replace('"Sáng kiến, diễn đàn đa bên"', "?") in (
        written,
        written.replace('"Sáng kiến, diễn đàn đa bên"', "?"),
        written.replace('"', ""),
    )


@pytest.mark.parametrize(
    ("line", "language", "written"),
    [
        ("diễ|", "vi", "Phân loại: Diễn đàn "),
        ("f1 diễ|", "vi", "f1 Phân loại: Diễn đàn "),
        ("-diễ|", "vi", "-Phân loại: Diễn đàn "),
        ("phân l|", "vi", "Phân loại: "),
        ("phân l|", "en", "Type: "),
    ],
)
def test_where_no_field_stands_its_name_is_written_too(index: Index, line: str, language: str, written: str) -> None:
    text, caret = at(line)
    fields, values = [], []
    for one in index.offers(text, caret, MANY, asked=True):
        (values if one.value else fields).append(one)
    assert taken(index, text, (values if "diễ" in line else fields)[0], language) == written


def test_every_field_takes_any_beginning(index: Index) -> None:
    for field in index.fields.vocabulary.keys:
        for typed in ("", " ", "a", "2018", '"', "?", "*", "a*", "đ ", "-", "á,b"):
            line = f"{field}:{typed}"
            for caret in range(len(line) + 1) if THOROUGH else (0, len(field), len(field) + 1, len(line)):
                for asked in (False, True):
                    index.offers(line, caret, MANY, asked=asked)
                index.result(View(text=index.starred(line, caret)))


FIELDS = (
    "loại:",
    "type: ",
    "tình trạng: ",
    "status:",
    "nước: ",
    "năm: ",
    "decade:",
    "nguồn: ",
    "có: ",
    "missing: ",
    "kind:",
)
LINKS = (
    "giám sát: ",
    "organized by: ",
    "đăng cai: ",
    "hosts:",
    "thuộc: ",
    "member of: ",
    "ban hành:",
    "thông qua: ",
    "người: ",
)
REST = (
    "",
    "unpog ",
    "cải cách ",
    "năm: 2018 ",
    "-loại: forum ",
    '"quản trị" ',
    "hội nghị HOẶC loại: forum ",
    "KHÔNG năm: 2018 ",
)
SIGNS = ("", "-", "KHÔNG ", "loại: forum HOẶC ", "quản trị OR ")
LETTERS = st.sampled_from(
    ["", "d", "diễn", "c", "b", "t", "h", "20", "un", "v", "vn", "m", "dieen", "s", "không", '"', '"c']
)


@given(
    st.sampled_from(REST),
    st.sampled_from(SIGNS),
    st.sampled_from(FIELDS + LINKS),
    LETTERS,
    st.data(),
    st.sampled_from([*LANGUAGES]),
)
def test_what_is_taken_gives_a_line_that_finds_just_as_many(
    rest: str, sign: str, field: str, typed: str, data: st.DataObject, language: str
) -> None:
    line = f"{rest}{sign}{field}{typed}"
    offers = shipped_index().offers(line, len(line), MANY)
    if not offers:
        return
    offer = data.draw(st.sampled_from(offers))
    found = keys(shipped_index(), taken(shipped_index(), line, offer, language))
    has = keys(shipped_index(), f'{offer.field}:"{offer.value}"')
    if sign in ("-", "KHÔNG "):
        assert not found & has
        assert offer.n == len(keys(shipped_index(), rest) & has)
    else:
        assert offer.n == len(found & has)
        assert "R" in sign or "HOẶC" in sign or found <= has


@given(st.text("loạidễnăm: ,\"-*|HOẶCKÔG2018'typeORNT()", max_size=25), st.integers(0, 25), st.booleans())
def test_no_line_and_no_caret_is_too_much(line: str, caret: int, asked: bool) -> None:
    for offer in shipped_index().offers(line, min(caret, len(line)), 5, asked=asked):
        assert 0 <= offer.start <= caret
        assert offer.start <= offer.end <= len(line)
        for language in LANGUAGES:
            words = OfferWords(line, shipped_index(), load(language))
            words.told(offer), words.also(offer), words.taken(offer)
    shipped_index().starred(line, min(caret, len(line)))
