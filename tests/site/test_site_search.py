"""The search of the website finds what the program finds, in the same order."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from searched_site import SearchedSite, site_of
from seeds import rounds, seeded
from small import RECORDS, registry, shipped_index, table

from benchmarks.generate import write as generate
from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.query import CorrectionKind
from govtui.site import search_files
from govtui.site.search import files
from govtui.store.registry import Registry
from govtui.text.fold import fold, query_forms, tonekey, words
from govtui.text.telex import typed_syllables

LINES = [
    line
    for lines in tomllib.loads((Path(__file__).parent.parent / "data" / "plain-queries.toml").read_text("utf-8")).values()
    for line in lines
]  # fmt: skip

FACETS = ("kind", "type", "country", "year")


def program(index: Index, line: str, language: str) -> Sequence[str]:
    """What `govtui search` finds."""
    result = index.result(View(text=line, language=language, words=language))
    return result.keys(0, result.total)


def names_of(index: Index, count: int, of: str) -> Sequence[str]:
    """Names of records, drawn; as plain words, since a name may hold quotation marks or a date."""
    cards = index.cards(index.search_data("vi").keys)
    names = sorted({" ".join(words(name)) for card in cards for name in card.name.values()})
    return seeded(of).sample(names, min(count, len(names)))


def is_slip(index: Index, line: str) -> bool:
    """Whether the program guesses at what was meant, which the site does not."""
    return any(one.kind is CorrectionKind.SLIP for one in index.corrected(line))


@pytest.fixture(scope="module", params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shipped(language: str) -> Iterator[SearchedSite]:
    with SearchedSite(site_of(Registry(RECORDS), shipped_index()), language) as site:
        yield site


def test_plain_words_find_the_same_records_in_the_same_order(shipped: SearchedSite, language: str) -> None:
    index = shipped_index()
    assert len(LINES) == 57
    differ = [line for line in LINES if shipped.found(line) != program(index, line, language)]
    assert all(is_slip(index, line) for line in differ)
    assert len(differ) <= 2


def test_200_names_find_the_same_records_in_the_same_order(shipped: SearchedSite, language: str) -> None:
    index = shipped_index()
    names = names_of(index, 200, "names on the site")
    assert len(names) == 200
    assert [name for name in names if shipped.found(name) != program(index, name, language)] == []


def test_facets_count_and_narrow_like_those_of_the_program(shipped: SearchedSite, language: str) -> None:
    index = shipped_index()
    for line in ("hội nghị ", "asean "):
        narrowed = f"{line}kind:event"
        assert shipped.counts(line) == index.facets(line, FACETS)
        assert shipped.found(line, kind="event") == program(index, narrowed, language)
        assert shipped.counts(line, kind="event") == index.facets(narrowed, FACETS)
    assert shipped.found("", kind="event", country="VN") == program(index, "kind:event country:VN", language)


def test_a_year_finds_what_is_dated_so(shipped: SearchedSite, language: str) -> None:
    for line in ("2018 ", "asean 2018 ", "năm 2018 ", "2016-2020 "):
        assert shipped.found(line) == program(shipped_index(), line, language)


def test_nothing_typed_finds_nothing_but_offers_all_facets(shipped: SearchedSite) -> None:
    assert shipped.found("") == shipped.found(" -, ") == []
    assert shipped.counts("") == shipped_index().facets("", FACETS)


def test_what_another_source_alone_says_comes_last_and_is_marked(tmp_path: Path) -> None:
    claim = {"field": "summary", "source": "s", "value": {"vi": "thanh tra"}}
    made = registry(
        tmp_path,
        table("s", "source"),
        table("a-b", name={"vi": "A"}, claims=[claim]),
        table("c-d", name={"vi": "C"}, summary={"vi": "thanh tra"}),
    )
    index = build(made)
    with SearchedSite(site_of(made, index), "vi") as site:
        found = site.ask("thanh tra")
        assert found["keys"] == ["c-d", "a-b"] == list(program(index, "thanh tra", "vi"))
        assert [site.keys[place] for place in found["claims"]] == ["a-b"]


LEGAL = {
    "30/2020/NĐ-CP": ("decree", "Công tác văn thư"),
    "05/2021/NĐ-CP": ("decree", "Quản lý, khai thác cảng hàng không"),
    "30/2020/QĐ-TTg": ("decision", "Mã định danh điện tử"),
    "76/2015/QH13": ("law", "Luật Tổ chức Chính phủ"),
    "18-NQ/TW": ("resolution", "Sắp xếp tổ chức bộ máy"),
}


def test_vietnamese_texts_are_found_by_number_as_people_type_it(tmp_path: Path) -> None:
    texts = [
        table(fold(symbol).replace("/", "-"), "declaration", type=type_, symbol=symbol, name={"vi": name})
        for symbol, (type_, name) in LEGAL.items()
    ]
    made = registry(tmp_path, table("s", "source"), *texts)
    index = build(made)
    lines = {
        "nghị định 30/2020": ["30-2020-nd-cp"],
        "nghi dinh so 30/2020/nd-cp": ["30-2020-nd-cp"],
        "decree 30/2020": ["30-2020-nd-cp"],
        "số 30/2020/NĐ-CP": ["30-2020-nd-cp"],
        "30/2020/ndcp": ["30-2020-nd-cp"],
        "5/2021/nđ-cp": ["05-2021-nd-cp"],
        "nghị định 5/2021": ["05-2021-nd-cp"],
        "quyết định 30/2020": ["30-2020-qd-ttg"],
        "luật 76/2015": ["76-2015-qh13"],
        "18 nq tw": ["18-nq-tw"],
    }
    with SearchedSite(site_of(made, index), "vi") as site:
        for line, keys in lines.items():
            assert site.found(line) == keys == list(program(index, line, "vi")), line


_ENDS_WITH_TWO = re.compile(r"(?<!\w)\w{1,2}\Z")


def test_split_files_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    index, lines = shipped_index(), [line for line in LINES if not _ENDS_WITH_TWO.search(line)][::4]
    monkeypatch.setattr(search_files, "SPLIT", 400)
    monkeypatch.setattr(search_files, "TOGETHER", 0)
    with SearchedSite(site_of(Registry(RECORDS), index), "vi") as site:
        assert any(name.startswith("x-") for name in site.files)
        assert [
            line for line in lines if site.found(line) != program(index, line, "vi") and not is_slip(index, line)
        ] == []
        assert not site.ask("hội ")["limited"]
        begun = site.ask("hộ")
        assert begun["limited"]
        assert set(begun["keys"]) < set(program(index, "hộ", "vi"))


def test_one_letter_searches_nothing_in_a_large_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    with SearchedSite(site_of(Registry(RECORDS), shipped_index()), "vi") as site:
        assert site.found("d")
        site.run(
            "() => { govtui.take('index', {n: 5001, chunk: 256, kinds: [], terms: 'd-', texts: '', years: ''}); return 1; }"
        )
        assert site.ask("d")["short"]
        assert site.ask("d")["keys"] == []
        assert not site.ask("doi m")["short"]


def test_a_generated_registry_is_found_in_alike(tmp_path: Path) -> None:
    size = rounds(120, 3000)
    generate(size, tmp_path)
    made = Registry(tmp_path)
    index = build(made)
    with SearchedSite(site_of(made, index), "vi") as site:
        lines = [*names_of(index, rounds(20, 200), "generated"), *LINES[:: rounds(3, 1)]]
        assert [
            line for line in lines if site.found(line) != program(index, line, "vi") and not is_slip(index, line)
        ] == []


# -- keys ------------------------------------------------------------------------------------------------------------

_VIETNAMESE = "aăâeêioôơuưyáàảãạấềổữợbcdđghklmnprstvxqwjzfAĐÆßøŁ①②"
_TYPED = "aeouydwfrsxjzntghqci123456789"


def test_words_have_the_same_keys_as_in_the_program(shipped: SearchedSite) -> None:
    draw = seeded("keys on the site")
    texts = [
        "".join(draw.choices(letters, k=draw.randint(1, 7)))
        for letters in (_VIETNAMESE, _TYPED)
        for _ in range(rounds(1000))
    ]
    texts += [
        "hoà hòa",
        "kĩ kỹ",
        "QUÝ quí",
        "Nghị\u00ad định",
        "o\u0309\u0302 a\u0301\u0306",
        "CO₂ A/RES/69/327",
        "Σοφίας",
        "한국 ประเทศ",
    ]
    keyed = """texts => texts.map(text => {
        const words = govtui.words(text), typed = govtui.reading(text);
        return [words, words.map(govtui.fold), words.map(govtui.tonekey), typed && [typed.folded, typed.toned]];
    })"""
    expected = []
    for text in texts:
        found, typed = words(text), typed_syllables(text)
        reading = [list(query_forms(typed[0])), tonekey(typed[0])] if typed else None
        expected.append([found, [*map(fold, found)], [*map(tonekey, found)], reading])
    assert shipped.run(keyed, texts) == expected


# -- files -----------------------------------------------------------------------------------------------------------


def test_files_are_the_same_each_time_and_end_no_element(tmp_path: Path) -> None:
    name = "</script><img src=x onerror=alert(1)> \u2028 <!-- ' \" `${1}`"
    made = registry(tmp_path, table("s", "source"), table("a-b", name={"vi": name}, aka=[{"text": name}]))
    site = site_of(made, build(made))
    once, again = ({file.path: file.make() for file in files(site)} for _ in range(2))
    assert once == again
    for path, content in once.items():
        if "/search/" in path:
            assert b"<" not in content
            assert content.isascii() or content.decode()
    with SearchedSite(site, "vi") as searched:
        assert searched.found("onerror") == ["a-b"]


def test_only_what_is_published_is_in_the_files(tmp_path: Path) -> None:
    made = registry(
        tmp_path, table("s", "source"), table("mo-cua", name={"vi": "Mở"}), table("giau-di", name={"vi": "Giấu"})
    )
    site = site_of(made, build(made), {"s", "mo-cua"})
    with SearchedSite(site, "vi") as searched:
        assert searched.found("mở") == ["mo-cua"]
        assert searched.found("giấu") == []
    whole = b"".join(content for content in searched.files.values()).decode()
    assert "giau" not in whole
    assert "Giấu" not in whole


def test_files_for_a_few_records_are_few(shipped: SearchedSite) -> None:
    assert len(shipped.files) < 60
    assert sum(map(len, shipped.files.values())) < 160_000
    assert max(map(len, shipped.files.values())) <= search_files.TOGETHER


def test_the_page_says_without_scripts_where_the_lists_are() -> None:
    site = site_of(Registry(RECORDS), shipped_index())
    pages = {file.path: file.make().decode() for file in files(site) if file.path.endswith(".html")}
    assert list(pages) == ["vi/search.html", "en/search.html"]
    vietnamese = pages["vi/search.html"]
    quiet = vietnamese.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "JavaScript" in quiet
    for folder in ("organizations", "declarations", "events", "sources", "by/type", "by/country"):
        assert f'href="{folder}/index.html"' in quiet
    assert 'id="search" class="facets" hidden' in vietnamese
    assert "No record" not in vietnamese
    assert "No record has all of these words" in pages["en/search.html"]


def test_other_files_say_where_they_are_loaded_from(shipped: SearchedSite) -> None:
    for name, content in shipped.files.items():
        assert content.startswith(f"govtui.take({json.dumps(name)},".encode())
