"""Lists: windows of them, their order, what is typed to narrow them, and the counts beside the kinds."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import icu
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import FILES, registry, table

from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.index.read import result
from govtui.model.dates import PartialDate
from govtui.model.kinds import KINDS
from govtui.store.codec import loads
from govtui.text.fold import words

ANY_KIND = st.sampled_from([ALL, *KINDS])
REAL_WORDS = sorted({word for file in FILES for word in words(loads(file.read_bytes()).record.label["vi"])})  # type: ignore[union-attr]
TYPED = st.one_of(
    st.sampled_from(REAL_WORDS),
    st.lists(st.sampled_from(REAL_WORDS), min_size=2, max_size=3).map(" ".join),
    st.sampled_from(REAL_WORDS).map(lambda word: word[:2]),
    st.text(max_size=6),
    st.sampled_from(["", " ", "…", "ha noi", "doi moi", "A/RES", "year:2018", "country:VN hội", "zzzz"]),
)
VIEWS = st.builds(View, ANY_KIND, TYPED, st.sampled_from(["name", "date"]), st.sampled_from(["vi", "en"]))


def keys(index: Index, view: View) -> list[str]:
    found = index.result(view)
    return [row.key for row in found.window(0, found.total)]


def names(index: Index, text: str = "", **view: Any) -> list[str]:
    found = index.result(View(text=text, **view))
    return [row.name for row in found.window(0, found.total)]


def called(root: Path, *given: str | dict[str, str], **fields: Any) -> Index:
    """An index of organizations a1, a2, … with these names."""
    tables = [
        table(f"a{number}", name={"vi": name, "en": name} if isinstance(name, str) else name, **fields)
        for number, name in enumerate(given, 1)
    ]
    return build(registry(root, *tables))


class TestManyAtOnce:
    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(VIEWS, st.integers(-5, 300), st.integers(-5, 300), st.data(), st.sampled_from([0, 1000]))
    def test_keys_and_places_are_those_of_the_rows(
        self,
        shipped: Index,
        monkeypatch: pytest.MonkeyPatch,
        view: View,
        start: int,
        stop: int,
        data: st.DataObject,
        few: int,
    ) -> None:
        monkeypatch.setattr(result, "FEW", few)  # both ways of finding places
        found, whole = shipped.result(view), keys(shipped, view)
        assert [*found.keys(start, stop)] == [row.key for row in found.window(start, stop)]
        asked = data.draw(st.lists(st.sampled_from([*keys(shipped, View()), "no-such", "\udc80"]), max_size=12))
        expected = {key: whole.index(key) for key in asked if key in whole}
        assert found.places(asked) == expected

    def test_what_is_gone_is_left_out_and_what_has_another_id_has_it(self, tmp_path: Path) -> None:
        index = build(registry(tmp_path, table("a1"), table("a2", former_ids=["a0"]), table("a3")))
        assert [*index.still(["a3", "a0", "gone", "a1"])] == ["a3", "a2", "a1"]


class TestWindows:
    @settings(deadline=None)
    @given(VIEWS, st.integers(-5, 300), st.integers(-5, 300))
    def test_any_window_is_a_slice_of_the_whole(self, shipped: Index, view: View, start: int, stop: int) -> None:
        found = shipped.result(view)
        whole = found.window(0, found.total)
        assert len(whole) == found.total
        assert list(found.window(start, stop)) == list(whole[max(0, start) : max(0, stop)])

    @settings(deadline=None)
    @given(VIEWS)
    def test_a_record_stands_where_its_position_says(self, shipped: Index, view: View) -> None:
        found = shipped.result(view)
        held = keys(shipped, view)
        assert len(set(held)) == len(held)
        assert [found.position(key) for key in held] == list(range(found.total))
        for file in FILES:
            if file.stem not in held:
                assert found.position(file.stem) is None
        assert found.position("no-such-record") is None

    @settings(deadline=None)
    @given(TYPED, st.sampled_from(["vi", "en"]))
    def test_the_order_changes_nothing_but_the_order(self, shipped: Index, text: str, language: str) -> None:
        by_name, by_date = (View(ALL, text, order, language) for order in ("name", "date"))
        assert sorted(keys(shipped, by_name)) == sorted(keys(shipped, by_date))

    def test_everything_is_in_the_whole_list(self, shipped: Index) -> None:
        assert sorted(keys(shipped, View())) == sorted(file.stem for file in FILES)


class TestCounts:
    @settings(deadline=None)
    @given(TYPED)
    def test_counts_are_the_totals_of_the_lists(self, shipped: Index, text: str) -> None:
        counts = shipped.counts(text)
        assert set(counts) == {ALL, *KINDS}
        assert {kind: shipped.result(View(kind, text)).total for kind in counts} == counts
        assert counts[ALL] == sum(counts[kind] for kind in KINDS)

    def test_types_are_counted_within_their_kinds(self, shipped: Index) -> None:
        counts = shipped.counts()
        for kind in KINDS:
            assert sum(number for (k, _), number in shipped.types().items() if k == kind) == counts[kind]

    def test_an_empty_registry_has_nothing(self, tmp_path: Path) -> None:
        empty = build(registry(tmp_path))
        assert set(empty.counts().values()) == {0}
        assert empty.result(View()).total == 0
        assert list(empty.result(View()).window(0, 10)) == []
        assert list(empty.dates(View()).window(0, 5)) == []
        assert dict(empty.types()) == {}


class TestOrderByName:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("kind", [ALL, *KINDS])
    def test_the_shipped_records_stand_as_icu_would_put_them(self, shipped: Index, kind: str, language: str) -> None:
        collator = icu.Collator.createInstance(icu.Locale(language))
        result = shipped.result(View(kind, language=language))
        rows = result.window(0, result.total)
        assert [row.kind == "source" for row in rows] == sorted(row.kind == "source" for row in rows), "sources last"
        for one, other in pairwise(rows):
            if one.kind == "source" or other.kind != "source":
                assert collator.compare(one.name, other.name) <= 0, (one, other)

    NAMES = ["Đổi mới", "Dân số", "đất đai", "Ẩm thực", "An ninh", "ánh sáng", "Ăn", "Âu", "Ơn", "ông", "Ôn", "On"]  # noqa: RUF012

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_letters_with_marks_stand_as_icu_would_put_them(self, language: str, tmp_path: Path) -> None:
        collator = icu.Collator.createInstance(icu.Locale(language))
        found = names(called(tmp_path, *self.NAMES), language=language)
        assert found == sorted(self.NAMES, key=collator.getSortKey)

    def test_each_language_has_an_order_of_its_own(self, tmp_path: Path) -> None:
        index = called(tmp_path, {"vi": "Đức", "en": "Germany"}, {"vi": "Dân", "en": "People"})
        assert names(index, language="vi") == ["Dân", "Đức"]
        assert names(index, language="en") == ["Germany", "People"]

    def test_the_same_name_stands_by_id(self, tmp_path: Path) -> None:
        index = called(tmp_path, "Bộ Nội vụ", "An", "Bộ Nội vụ", "bộ nội vụ", "Bộ Nội vụ")
        assert [key for key in keys(index, View()) if key not in ("a2", "a4")] == ["a1", "a3", "a5"]

    def test_a_name_that_is_missing_stands_by_the_one_that_is_shown_for_it(self, tmp_path: Path) -> None:
        index = called(tmp_path, {"vi": "B", "en": "B"}, {"en": "A"}, {"vi": "C"})
        assert names(index, language="vi") == ["A", "B", "C"]
        assert [row.missing for row in index.result(View(language="vi")).window(0, 3)] == ["en", "", ""]
        assert [row.missing for row in index.result(View(language="en")).window(0, 3)] == ["", "", "vi"]


class TestOrderByDate:
    DATES = ["2015", "2018-11-05", "XXXX-09-09", None, "2018-11", "XXXX-03", "../2030", "2017/..", "201X", None]  # noqa: RUF012

    @pytest.fixture
    def dated(self, tmp_path: Path) -> Index:
        return build(registry(tmp_path, *(table(f"e{n}", "event", date=date) for n, date in enumerate(self.DATES))))

    def test_latest_first_then_those_without_year_by_month_then_those_without_date(self, dated: Index) -> None:
        order = [self.DATES[int(key[1:])] for key in keys(dated, View(order="date"))]
        assert order == [
            "2018-11-05",
            "2018-11",
            "2017/..",
            "2015",
            "201X",
            "../2030",
            "XXXX-03",
            "XXXX-09-09",
            None,
            None,
        ]

    def test_the_same_date_stands_by_name(self, tmp_path: Path) -> None:
        dates = {"c": "2015", "a": None, "b": "2015", "e": "XXXX-01", "d": "XXXX-01", "f": None}
        index = build(registry(tmp_path, *(table(id, "event", date=date) for id, date in dates.items())))
        assert keys(index, View(order="date")) == ["b", "c", "d", "e", "a", "f"]

    def test_the_shipped_events_stand_by_date(self, shipped: Index) -> None:
        dates = [shipped.card(key).date for key in keys(shipped, View("event", order="date"))]  # type: ignore[union-attr]
        parsed = [PartialDate.parse(date) for date in dates if date]
        found = shipped.result(View("event", order="date"))
        told = [bool(row.date or row.within) for row in found.window(0, found.total)]
        assert told == sorted(told, reverse=True)
        with_year = [date.sort_key() for date in parsed if not date.year_less]
        without = [date.sort_key() for date in parsed if date.year_less]
        assert with_year == sorted(with_year, reverse=True)
        assert without == sorted(without)
        assert [date.year_less for date in parsed] == sorted(date.year_less for date in parsed)

    def test_what_happened_when_stands_by_its_day_and_without_a_year_by_month_and_day(self, dated: Index) -> None:
        dates = dated.dates(View())
        told = [fact.date for fact in dates.window(0, dates.dated + dates.year_less)]
        assert told[dates.dated - 4 : dates.dated] == ["2017/..", "2018-11", "2018-11-05", "../2030"], (
            "an open start stands where it ends"
        )
        assert set(told[: dates.dated]) == {date for date in self.DATES if date and "XXXX" not in date}
        assert told[dates.dated :] == sorted(date for date in self.DATES if date and "XXXX" in date)
        assert dates.undated == self.DATES.count(None)


class TestFindingByWhatIsTyped:
    @pytest.fixture(scope="class")
    @classmethod
    def index(cls, tmp_path_factory: pytest.TempPathFactory) -> Index:
        return called(
            tmp_path_factory.mktemp("named"),
            {"vi": "Sở Nội vụ Hà Nội", "en": "Department of Home Affairs, Hanoi"},
            {"vi": "Viện Đổi mới", "en": "Institute of Reform"},
            {"vi": "Đại sứ quán Myanmar", "en": "Embassy of Myanmar"},
            {"vi": "Đại sứ quán Mỹ", "en": "Embassy of the United States"},
            {"vi": "Đội hòa giải", "en": "Mediation team"},
            {"vi": "Quỹ quý tộc", "en": "Noble fund"},
        )

    FOUND = [  # noqa: RUF012
        ("ha noi", ["a1"]),
        ("Hà Nội", ["a1"]),
        ("Ha Nội", ["a1"]),
        ("HÀ NỘI", ["a1"]),
        (unicodedata.normalize("NFD", "Hà Nội"), ["a1"]),
        ("  hà   nội ", ["a1"]),
        ("noi ha", ["a1"]),
        ("hanoi", ["a1"]),
        ("doi moi", ["a2"]),
        ("đổi mới", ["a2"]),
        ("Đoi moi", ["a2"]),
        ("ðổi", ["a2", "a5"]),
        ("my", ["a3", "a4"]),
        ("My", ["a3", "a4"]),
        ("mya", ["a3"]),
        ("mỹ", ["a4", "a3"]),
        ("dai su quan m", ["a3", "a4"]),
        ("đại sứ", ["a3", "a4"]),
        ("hoà giải", ["a5"]),
        ("hòa giải", ["a5"]),
        ("quí", ["a6"]),
        ("embassy", ["a3", "a4"]),
        ("embassy vien", []),
        ("zzz", []),
    ]

    @pytest.mark.parametrize(("text", "wanted"), FOUND, ids=[text for text, _ in FOUND])
    def test_words_are_found_with_and_without_accents(self, index: Index, text: str, wanted: list[str]) -> None:
        found = keys(index, View(text=text))
        assert set(wanted) <= set(found)
        assert sorted(found) == sorted(wanted)
        assert not text.endswith("mỹ") or found[0] == "a4"

    def test_what_was_typed_with_accents_stands_before_what_only_folds_to_it(self, tmp_path: Path) -> None:
        index = called(tmp_path, "Hoi An", "Hội", "Hồi", "Hỏi")
        assert names(index, "hội")[0] == "Hội"
        assert names(index, "hỏi")[0] == "Hỏi"
        assert set(names(index, "hoi")) == {"Hoi An", "Hội", "Hồi", "Hỏi"}

    def test_a_name_stands_before_a_text_that_has_the_word(self, tmp_path: Path) -> None:
        tables = [
            table("a", summary={"vi": "về tài chính", "en": "x"}),
            table("b", aka=[{"text": "ngành tài chính", "type": "alias"}]),
            table("z", name={"vi": "Bộ Tài chính", "en": "z"}),
        ]
        assert keys(build(registry(tmp_path, *tables)), View(text="tài chính")) == ["z", "b", "a"]

    def test_only_the_last_word_may_be_unfinished(self, index: Index) -> None:
        assert keys(index, View(text="dai su q")) != []
        assert keys(index, View(text="d su quan")) == []

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"aka": [{"text": "UNPOG", "type": "acronym"}]}, "unpog"),
            ({"aka": [{"text": "Cong hoa Mông", "type": "ocr"}]}, "mông"),  # a hidden label is found
            ({"identifiers": {"un_symbol": "A/RES/69/327"}}, "A/RES/69/327"),
            ({"identifiers": {"un_symbol": "A/RES/69/327"}}, "69/327"),
            ({"former_ids": ["former-name"]}, "former-name"),
            ({"summary": {"vi": "Trung tâm tri thức", "en": "x"}}, "tri thuc"),
            ({"people": [{"name": "Chu Tuấn Tú", "role": "chair", "aka": ["Chu Tú"]}]}, "chu tuan tu"),
            ({"place": {"country": "KR"}}, "hàn quốc"),
            ({"place": {"country": "KR"}}, "korea"),
            ({"place": {"city": {"vi": "Hà Nội", "en": "Hanoi"}}}, "ha noi"),
        ],
    )
    def test_a_record_is_found_by_more_than_its_name(self, fields: dict[str, Any], text: str, tmp_path: Path) -> None:
        index = build(registry(tmp_path, table("a", **fields), table("b")))
        assert keys(index, View(text=text)) == ["a"]

    def test_what_is_typed_never_raises(self, index: Index) -> None:
        for text in (
            '"',
            "'",
            "year:",
            ":",
            "a:b",
            "%",
            "_",
            "(",
            "\\",
            "\x00",
            "\ud800",
            "x" * 10_000,
            "*",
            "-",
            "OR",
        ):
            assert index.result(View(text=text)).total >= 0

    def test_what_is_asked_for_need_not_be_utf8(self, index: Index) -> None:
        assert index.card("a\udcff") is None
        assert list(index.incoming("a\udcff")) == []
        assert list(index.problems("a\udcff")) == []
        assert index.result(View()).position("a\udcff") is None

    def test_blank_is_everything(self, index: Index) -> None:
        assert keys(index, View(text="  ")) == keys(index, View())


class TestRows:
    def test_a_row_is_in_the_words_of_the_interface_and_named_in_the_language_that_is_read(
        self, tmp_path: Path
    ) -> None:
        event = table(
            "a",
            "event",
            name={"vi": "Diễn đàn", "en": "The forum"},
            date="2018-11-05",
            place={"country": "KR", "city": {"vi": "Seoul", "en": "Seoul"}},
        )
        index = build(registry(tmp_path, event))
        [vi] = index.result(View(language="vi", words="en")).window(0, 1)
        assert (vi.name, vi.other, vi.type, vi.place) == ("Diễn đàn", "The forum", "Forum", "Seoul, Republic of Korea")
        [en] = index.result(View(language="en", words="vi")).window(0, 1)
        assert (en.name, en.other, en.type, en.place) == ("The forum", "Diễn đàn", "Diễn đàn", "Seoul, Hàn Quốc")
        assert "2018" in en.date and vi.date != ""

    def test_a_row_tells_the_worst_that_is_wrong_and_not_checked(self, tmp_path: Path) -> None:
        figures = [{"what": "days", "value": n, "source": "s"} for n in (2, 3)]
        figures[1]["source"] = "t"
        muted = [{"code": "sources_disagree"}]
        index = build(
            registry(
                tmp_path,
                table("s", "source"),
                table("t", "source"),
                table("fine"),
                table("warned", sources=None),
                table("disputed", "event", figures=figures),
                table("muted", "event", figures=figures, checked=muted),
                table("wrong", type="z"),
            )
        )
        severities = {row.key: row.severity for row in index.result(View()).window(0, 7)}
        assert severities == {"s": 0, "t": 0, "fine": 0, "warned": 1, "disputed": 2, "muted": 0, "wrong": 3}
