"""The pages of the site that need no script: what stands on them is what the program lists, counts and orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote

import pytest
from site_pages import WHEN, PageMarkup, keys_in, made, markup, numbered, site_of
from small import RECORDS, shipped_index

from govtui.index.api import ALL, Dated, Index, View
from govtui.model.kinds import KINDS
from govtui.model.problem import Severity
from govtui.page.agenda import agenda
from govtui.page.coverage import summed
from govtui.site import build, coverage, discrepancies, home, lists, record_pages, timeline
from govtui.site.facet_values import FACETS, index_path, value_line, value_path
from govtui.site.site_file import Site
from govtui.store.registry import Registry

PRODUCERS = (home.files, lists.files, timeline.files, discrepancies.files, coverage.files)
LANGUAGES = ("vi", "en")


@cache
def shipped() -> Site:
    """The site of the registry that ships."""
    return site_of(Registry(RECORDS), shipped_index())


@cache
def shipped_files() -> Mapping[str, bytes]:
    """Its pages that need no script."""
    return made(shipped(), *PRODUCERS)


@cache
def shipped_pages() -> Mapping[str, PageMarkup]:
    """What stands on them."""
    return markup(shipped_files())


def keys_of(index: Index, view: View) -> list[str]:
    result = index.result(view)
    return [*result.keys(0, result.total)]


def program_facts(index: Index, language: str, text: str = "") -> list[Dated]:
    """The dated facts as `govtui timeline` prints them."""
    dates = index.dates(View(ALL, text, "date", language, language))
    return [*reversed(dates.window(0, dates.dated)), *dates.window(dates.dated, dates.dated + dates.year_less)]


def read_list(pages: Mapping[str, PageMarkup], first: str, class_: str = "records") -> list[str]:
    """The keys of a list, page after page."""
    return [key for path in numbered(first, pages) for key in keys_in(pages[path], class_)]


@pytest.mark.parametrize("language", LANGUAGES)
class TestShippedRegistry:
    def test_list_of_a_kind_has_its_records_in_the_order_of_the_program(self, language: str) -> None:
        for kind in KINDS.values():
            view = View(kind.key, "", "name", language, language)
            assert read_list(shipped_pages(), f"{language}/{kind.folder}/index.html") == keys_of(shipped_index(), view)

    def test_list_of_a_value_has_what_the_query_finds_in_its_order(self, language: str) -> None:
        index = shipped_index()
        for facet, counts in index.facets("", FACETS).items():
            for value, count in counts.items():
                view = View(ALL, f"{facet}:{value}", "name", language, language)
                found = read_list(shipped_pages(), f"{language}/{value_path(facet, value)}")
                assert found == keys_of(index, view)
                assert len(found) == count

    def test_record_is_on_its_lists_and_no_other(self, language: str) -> None:
        index, pages = shipped_index(), shipped_pages()
        listed = {path: keys_in(page, "records") for path, page in pages.items() if path.startswith(f"{language}/")}
        listed.pop(f"{language}/discrepancies.html")
        found = Counter((path, key) for path, keys in listed.items() for key in keys)
        assert set(found.values()) == {1}
        asked = [(kind.folder + "/index.html", f"kind:{kind.key}") for kind in KINDS.values()]
        asked += [
            (value_path(facet, value), value_line(shipped(), facet, value))
            for facet, counts in index.facets("", FACETS).items()
            for value in counts
        ]
        assert set(found) == {
            (f"{language}/{path}", key) for path, text in asked for key in keys_of(index, View(text=text))
        }

    def test_index_of_a_facet_counts_as_the_program_does(self, language: str) -> None:
        index = shipped_index()
        for facet in FACETS:
            page = shipped_pages()[f"{language}/{index_path(facet)}"]
            shown = {link.target for link in page.links}
            assert shown == {f"{language}/{value_path(facet, value)}" for value in index.facets("", (facet,))[facet]}
        counts = index.facets("", ("country",))["country"]
        countries = shipped_pages()[f"{language}/{index_path('country')}"].text
        assert sorted(int(word) for word in countries.split() if word.isdecimal()) == sorted(counts.values())

    def test_timeline_has_the_facts_of_the_program_in_its_order(self, language: str) -> None:
        facts = program_facts(shipped_index(), language)
        rows = [row for row in agenda(facts, shipped().context(language)) if row.fact]
        page = shipped_pages()[f"{language}/timeline.html"]
        assert keys_in(page, "dates") == [row.key for row in rows]
        assert all(row.date in page.text for row in rows)

    def test_discrepancies_are_all_there_and_lead_to_their_fields(self, language: str) -> None:
        index, page = shipped_index(), shipped_pages()[f"{language}/discrepancies.html"]
        found = [one for one in index.problems() if one.severity == Severity.DISCREPANCY and not one.muted]
        assert Counter(keys_in(page, "records")) == Counter(one.record for one in found)
        targets = {link.target for link in page.links if "records" in link.within}
        files = {file.path: file for file in record_pages.files(shipped()) if file.path in targets}
        made_pages = {path: PageMarkup(path, file.make()) for path, file in files.items()}
        for link in page.links:
            assert link.fragment in made_pages[link.target].ids

    def test_coverage_has_the_numbers_of_the_program(self, language: str) -> None:
        text = shipped_pages()[f"{language}/coverage.html"].text
        shares = shipped_index().coverage()
        context = shipped().context(language)
        for one in (*shares, summed(shares, "vi", "en")):
            label = context.field(one.field) if one.field else context.tr.gettext("All texts")
            assert f"{label}\n{one.total}\n" in text

    def test_signs_are_told_in_words(self, language: str) -> None:
        text = shipped_pages()[f"{language}/events/index.html"].text
        words = shipped().translators[language].pgettext("site", "sources disagree")
        assert text.count(f"≠ {words}") == len(keys_of(shipped_index(), View("event", "has:discrepancy")))

    def test_home_counts_records_and_tells_the_events_around_the_date_of_the_data(self, language: str) -> None:
        page, index = shipped_pages()[f"{language}/index.html"], shipped_index()
        for kind in KINDS.values():
            link = next(link for link in page.links if link.target == f"{language}/{kind.folder}/index.html")
            assert f"{link.text} {index.counts()[kind.key]}" in page.text
        dates = index.dates(View("event", language=language, words=language))
        place = dates.first_from(WHEN.date().toordinal())
        coming, past = dates.window(place, place + 5), dates.window(place - 5, place)[::-1]
        assert keys_in(page, "dates") == [fact.key for fact in (*coming, *past)]


def test_links_lead_to_files_of_the_site_and_to_places_on_them() -> None:
    pages = shipped_pages()
    files = {file.path for producer in build.PRODUCERS for file in producer(shipped())}
    for page in pages.values():
        assert len(set(page.ids)) == len(page.ids)
        for link in page.every:
            assert link.target in files, (page.path, link)
            if link.fragment and link.target in pages:
                assert unquote(link.fragment) in pages[link.target].ids, (page.path, link)


def test_titles_tell_pages_of_a_language_apart() -> None:
    for language in LANGUAGES:
        titles = Counter(page.title for path, page in shipped_pages().items() if path.startswith(f"{language}/"))
        assert not [title for title, count in titles.items() if count > 1]


def test_same_records_give_the_same_bytes() -> None:
    again = site_of(Registry(RECORDS), shipped_index())
    assert made(again, *PRODUCERS) == shipped_files()
