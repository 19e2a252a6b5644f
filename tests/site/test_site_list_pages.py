"""Lists of the site in pages: what stands on which, what is made anew after a change, and lists of unusual registries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pseudo import PseudoTranslator
from repository import Repository
from seeds import rounds
from site_pages import PageMarkup, keys_in, made, markup, numbered, site_of
from small import RECORDS, registry, shipped_index, table, toml, write

from govtui.i18n.translator import Translator, load
from govtui.index.api import ALL, View
from govtui.index.cache import build
from govtui.site import coverage, discrepancies, home, lists, timeline
from govtui.site.facet_values import value_path
from govtui.site.listed_records import first_letter
from govtui.site.paging import PAGE, page_path
from govtui.site.site_file import Site
from govtui.store.registry import Registry

PRODUCERS = (home.files, lists.files, timeline.files, discrepancies.files, coverage.files)

EVENTS = 2 * PAGE + 3

MARKUP = "</li></script><script>x</script><a href=x>&lt;'\" --><!--"


def event(number: int, **fields: object) -> dict[str, object]:
    """One of many events, each with a day of its own; their names begin with all letters."""
    name = f"{'AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY'[number % 29]} sự kiện {number:03}"
    day = f"{2015 + number % 3}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return table(f"e-{number:03}", "event", name={"vi": name, "en": f"Event {number:03}"}, date=day, **fields)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a registry with more events than two pages hold, and a source."""
    root = tmp_path_factory.mktemp("many")
    made_of = registry(root, table("s", "source"), *(event(number) for number in range(EVENTS)))
    return site_of(made_of, build(made_of))


@pytest.fixture(scope="module")
def pages(many: Site) -> Mapping[str, PageMarkup]:
    return markup(made(many, *PRODUCERS))


class TestManyRecords:
    def test_pages_of_a_list_have_all_records_once_in_the_order_of_the_program(
        self, many: Site, pages: Mapping[str, PageMarkup]
    ) -> None:
        for language in many.languages:
            paths = numbered(f"{language}/events/index.html", pages)
            assert paths == [f"{language}/events/{name}.html" for name in ("index", "2", "3")]
            found = [keys_in(pages[path], "records") for path in paths]
            assert [*map(len, found)] == [PAGE, PAGE, EVENTS - 2 * PAGE]
            result = many.index.result(View("event", "", "name", language, language))
            assert sum(found, []) == [*result.keys(0, result.total)]

    def test_pages_lead_to_one_another(self, pages: Mapping[str, PageMarkup]) -> None:
        def around(name: str) -> list[str]:
            return [
                link.target.rpartition("/")[2]
                for link in pages[f"vi/events/{name}.html"].links
                if "pages" in link.within
            ]

        assert around("index") == ["2.html", "3.html", "2.html"]
        assert around("2") == ["index.html", "index.html", "3.html", "3.html"]
        assert around("3") == ["2.html", "index.html", "2.html"]
        assert "201–400 trong 403 bản ghi" in pages["vi/events/2.html"].text

    def test_letters_lead_to_the_first_name_under_each(self, pages: Mapping[str, PageMarkup]) -> None:
        jumps = [link for link in pages["vi/events/index.html"].links if "letters" in link.within]
        assert "".join(link.text for link in jumps) == "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
        for link in jumps:
            assert unquote(link.fragment) in pages[link.target].ids

    def test_timeline_of_many_facts_has_a_page_for_each_year(self, many: Site, pages: Mapping[str, PageMarkup]) -> None:
        index = pages["vi/timeline.html"]
        years = [link for link in index.links if "values" in link.within]
        assert [link.text for link in years] == ["2017", "2016", "2015"]
        found = [
            key for year in years for path in numbered(year.target, pages) for key in keys_in(pages[path], "dates")
        ]
        dates = many.index.dates(View(ALL, "", "date", "vi", "vi"))
        assert found == [fact.key for fact in reversed(dates.window(0, dates.dated))]

    def test_change_of_one_record_makes_few_lists_anew(self, many: Site) -> None:
        root = many.registry.root
        before = {file.path: file.inputs for producer in PRODUCERS for file in producer(many)}
        path = root / "events" / "e-007.toml"
        raw = path.read_bytes()
        write(root, "events/e-007.toml", raw.replace(b"2016-08-08", b"2016-09-09"))
        try:
            changed = Registry(root)
            after = {
                file.path: file.inputs for producer in PRODUCERS for file in producer(site_of(changed, build(changed)))
            }
        finally:
            path.write_bytes(raw)
        assert before.keys() == after.keys()
        stale = {path for path in before if before[path] != after[path]}
        vi = [path.removeprefix("vi/") for path in sorted(stale) if path.startswith("vi/")]
        assert [path.partition("/")[0] for path in vi] == ["by", "by", "events", "timeline"], vi


class TestPart:
    def test_site_of_a_part_shows_and_counts_only_that(self) -> None:
        index = shipped_index()
        where = "country:KR"
        result = index.result(View(text=where))
        keys = frozenset(result.keys(0, result.total))
        pages = markup(made(site_of(Registry(RECORDS), index, published=keys, where=where), *PRODUCERS))
        for page in pages.values():
            for class_ in ("records", "dates"):
                assert keys.issuperset(keys_in(page, class_)), page.path
        listed = [
            keys_in(pages[f"en/{kind}/index.html"], "records")
            for kind in ("organizations", "declarations", "events", "sources")
        ]
        assert {key for some in listed for key in some} == keys
        assert "11 records" in pages["en/index.html"].text
        years = pages["en/by/year/index.html"]
        for link in years.links:
            assert f"{link.text} {len(keys_in(pages[link.target], 'records'))}\n" in years.text


class TestUnusualRegistries:
    def test_registry_without_records_has_all_pages(self, tmp_path: Path) -> None:
        empty = registry(tmp_path)
        pages = markup(made(site_of(empty, build(empty)), *PRODUCERS))
        assert "vi/events/index.html" in pages and "vi/by/year/index.html" in pages
        assert load("vi").gettext("No record states this.") in pages["vi/by/type/index.html"].text
        assert load("vi").gettext("No dates found.") in pages["vi/timeline.html"].text
        assert "0 bản ghi" in pages["vi/sources/index.html"].text

    def test_unreadable_file_is_listed_and_told(self, tmp_path: Path) -> None:
        broken = registry(tmp_path, table("a"), table("s", "source"))
        write(tmp_path, "organizations/b.toml", 'id = "b"\nname = {')
        pages = markup(made(site_of(broken, build(broken)), *PRODUCERS))
        assert sorted(keys_in(pages["en/organizations/index.html"], "records")) == ["a", "b"]
        assert "✗ file cannot be read" in pages["en/organizations/index.html"].text

    def test_name_in_another_language_says_which(self, tmp_path: Path) -> None:
        one = registry(tmp_path, table("a", name={"vi": "Mạng lưới"}), manifest='schema = 2\nlanguages = ["vi"]\n')
        files = made(site_of(one, build(one)), *PRODUCERS)
        assert (
            b'lang="vi">M\xe1\xba\xa1ng l\xc6\xb0\xe1\xbb\x9bi</a> <small>(Vietnamese)</small>'
            in files["en/organizations/index.html"]
        )
        assert b"<small>" not in files["vi/organizations/index.html"].partition(b"<ol")[2]

    def test_values_that_are_no_file_names_have_lists(self, tmp_path: Path) -> None:
        types = ["a/b ../c", "Ủy ban", "con", "index", "x" * 300, "A_b", "a_b"]
        odd = registry(tmp_path, *(table(f"r-{n}", type=type_) for n, type_ in enumerate(types)))
        index = build(odd)
        pages = markup(made(site_of(odd, index), *PRODUCERS))
        listed = index.facets("", ("type",))["type"]
        assert set(types) == set(listed)
        del listed["Ủy ban"]  # which no query finds
        for value, count in listed.items():
            assert len(keys_in(pages[f"vi/{value_path('type', value)}"], "records")) == count
        assert f"vi/{value_path('type', 'Ủy ban')}" not in pages
        assert len(keys_in(pages["vi/organizations/index.html"], "records")) == len(types)

    def test_changes_that_git_knows_stand_on_home_by_day(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path)
        for n in range(7):
            repository.write(f"organizations/r-{n}.toml", toml(f"r-{n}"))
        repository.commit("A")
        repository.write("organizations/new.toml", toml("new"))  # nobody recorded when
        files = Registry(repository.root)
        page = PageMarkup("en/index.html", made(site_of(files, build(files)), home.files)["en/index.html"])
        assert "6 May 2024" in page.text
        assert keys_in(page, "days") == [f"r-{n}" for n in range(5)]
        assert "and 2 other records" in page.text

    def test_texts_of_records_are_no_markup(self, tmp_path: Path) -> None:
        texts = {"vi": MARKUP, "en": MARKUP}
        place = {"country": "VN", "city": texts}
        steps = [{"action": "adopted", "by": ["a"], "date": "2020-02-03"}]
        odd = registry(
            tmp_path,
            table("a", name=texts, place=place, type=MARKUP),
            table("b", name=texts, place=place),
            table("c", "event", name=texts, date="2020", claims=[{"field": "date", "value": "2021", "source": "s"}]),
            table("d", "declaration", name={"zh": MARKUP}, steps=steps),
            table("s", "source", title=texts, publisher=MARKUP),
            manifest=f"schema = 2\n[name]\nvi = {json.dumps(MARKUP)}\n",
        )
        for path, page in markup(made(site_of(odd, build(odd)), *PRODUCERS)).items():
            assert "script" not in page.elements, path
            assert all(link.target.endswith(".html") for link in page.links), path

    def test_every_word_of_the_interface_is_from_the_catalogs(self, tmp_path: Path) -> None:
        odd = registry(tmp_path, table("1", name={"vi": "1"}), table("2", "event", name={"vi": "2"}, date="2019"))
        spoken: dict[str, Translator] = {"vi": load("vi"), "qps": PseudoTranslator()}
        index, undated = build(odd), datetime.fromtimestamp(0, UTC)  # months have CLDR's words
        pages = markup(made(site_of(odd, index, translators=spoken, when=undated), *PRODUCERS))
        others = [load("vi").gettext("This site in English"), *(row.type for row in index.result(View()).window(0, 2))]
        for path, page in pages.items():
            if path.startswith("qps/"):
                said = page.text
                for words in others:
                    said = said.replace(words, "")
                assert not [letter for letter in said if letter.isascii() and letter.isalpha()], path


@settings(max_examples=rounds(15))
@given(st.lists(st.text(min_size=1, max_size=400), max_size=8, unique=True))
def test_file_names_of_values_are_short_plain_and_differ(values: list[str]) -> None:
    names = [value_path("type", value) for value in values]
    assert len({name.lower() for name in names}) == len(values)
    for name in names:
        assert name.isascii() and len(name) < 80
        assert name.count("/") == 2 and ".." not in name
        assert page_path(name, 2) not in names


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ủy ban", "U"),
        ("Ấn Độ", "Â"),
        ("“Đổi mới”", "Đ"),
        ("ở đâu", "Ơ"),
        ("2030 và sau đó", "0–9"),
        ("…", "…"),
        ("Łódź", "Ł"),
    ],
)
def test_names_stand_under_the_letters_of_the_alphabet(name: str, letter: str) -> None:
    assert first_letter(name, "vi") == letter


def test_english_has_no_letters_with_marks() -> None:
    assert first_letter("Ấn Độ", "en") == "A"
