"""What other sources say stands on the line of its field: every claim, and every statement on which sources differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from page.contexts import context_of
from small import RECORDS, registry, table

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import View
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.problem import Severity
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.page.page import DISCREPANCY_LINK, PAGE_LINK, Card, Page, Paragraph, Role, Spans, Table
from govtui.store.registry import Registry

LEGAL = Path(__file__).parents[1] / "data" / "legal"
ROOTS = pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])


@cache
def shipped(root: Path) -> tuple[Registry, SqliteIndex]:
    files = Registry(root)
    return files, build(files)


def keys(root: Path) -> list[str]:
    return [row.key for row in shipped(root)[1].result(View()).window(0, 1000)]


@cache
def page_of(root: Path, key: str, language: str) -> Page:
    files, index = shipped(root)
    card = index.card(key)
    assert card is not None
    return compose(files.entry(card.path), card.key, context_of(files, index, language))


def lines_of(page: Page) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of a page with their sections: those of its card and of tables, whose rows are one for each field."""
    for section in page.sections:
        for block in section.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                cells = [span for cell in row.cells for span in cell]
                yield from (
                    (section.name, Paragraph(cells, field=field)) for field in (row.field, *row.fields) if field
                )
                yield from ((section.name, below) for below in row.below)
            for one in block.rows if isinstance(block, Card) else [block]:
                if isinstance(one, Paragraph):
                    yield section.name, one


def beside_of(page: Page) -> Iterator[tuple[str, Spans]]:
    """Each of what stands beside a field: the path of that field, and what it says."""
    for _, line in lines_of(page):
        yield from ((line.field, spans) for spans in line.beside)


def text(spans: Spans) -> str:
    return "".join(span.text for span in spans).replace("\u00a0", " ")


def near(field: str, path: str) -> bool:
    """Whether a line of a field is one of another: of the same, of a part of it, or of what it is a part of."""
    return f"{field}.".startswith(f"{path}.") or f"{path}.".startswith(f"{field}.")


@ROOTS
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_stands_on_a_line_of_its_field_with_its_source(root: Path, language: str) -> None:
    tried = 0
    for key in keys(root):
        record = shipped(root)[0].entry(shipped(root)[1].card(key).path).record  # type: ignore[union-attr]
        assert record is not None
        page = page_of(root, key, language)
        for claim in record.claims:
            found = [
                spans
                for field, spans in beside_of(page)
                if near(field, claim.field) and any(span.link == f"{PAGE_LINK}sources.{claim.source}" for span in spans)
            ]
            assert found, (key, claim.field)
            assert text(found[0])[:2] in ("+ ", "≠ ")
            tried += 1
    assert tried


@ROOTS
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_discrepancy_of_the_index_is_marked_on_a_line_of_its_field(root: Path, language: str) -> None:
    tried = 0
    for key in keys(root):
        for problem in shipped(root)[1].problems(key):
            if problem.severity != Severity.DISCREPANCY or problem.muted:
                continue
            lines = [
                line
                for _, line in lines_of(page_of(root, key, language))
                for spans in (line.spans, *line.beside)
                if any(span.link == f"{DISCREPANCY_LINK}{problem.field}" for span in spans)
            ]
            field = problem.field.removeprefix("claims.")
            assert lines and any(near(line.field, field) for line in lines), (key, problem.field)
            tried += 1
    assert tried


@ROOTS
def test_the_head_counts_the_places_and_no_section_tells_them_again(root: Path) -> None:
    files, index = shipped(root)
    for key in keys(root):
        card = index.card(key)
        assert card is not None
        page = compose(files.entry(card.path), card.key, context_of(files, index, "vi"), headed=True)
        places = sum(one.severity == Severity.DISCREPANCY and not one.muted for one in index.problems(key))
        counted = [span.text for span in page.head if span.link == DISCREPANCY_LINK]
        assert counted == ([f"≠ {places}"] if places else [])
        assert not {"claims", "problems"} & {section.name for section in page.sections}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_beside_a_field_is_empty(language: str) -> None:
    for root in (RECORDS, LEGAL):
        for key in keys(root):
            for field, spans in beside_of(page_of(root, key, language)):
                assert len(text(spans)) > 3, (key, field)


def page(root: Path, kind: str = "event", language: str = "en", **held: Any) -> Page:
    others = [table("s", "source"), table("t", "source"), table("un"), table("m", "event")]
    files = registry(root, *others, table("r", kind, **held))
    folder = {"event": "events", "organization": "organizations", "declaration": "declarations"}[kind]
    entry = files.entry(f"{folder}/r.toml")
    assert entry.record is not None, entry.problems
    return compose(entry, "r", context_of(files, build(files), language))


def said(page: Page) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, spans in beside_of(page):
        found.setdefault(field, []).append(text(spans))
    return found


def claim(field: str, value: Any, source: str = "s", **more: Any) -> dict[str, Any]:
    return {"field": field, "value": value, "source": source, **more}


class TestClaims:
    def test_one_that_adds_has_a_plus_and_one_that_contradicts_is_not_equal(self, tmp_path: Path) -> None:
        held = page(
            tmp_path,
            date="2015",
            claims=[claim("date", "2015-09"), claim("status", "held"), claim("date", "2016", "t")],
        )
        assert said(held) == {"date": ["≠ 2016 ¹", "+ Sep 2015 ²"], "status": ["+ Held ²"]}

    def test_two_that_say_the_same_are_one_with_both_sources(self, tmp_path: Path) -> None:
        held = page(tmp_path, claims=[claim("date", "2015"), claim("date", "2015", "t")])
        assert said(held) == {"date": ["+ 2015 ¹ ²"]}

    def test_of_three_the_first_stands_there_and_leads_to_the_others_which_are_notes(self, tmp_path: Path) -> None:
        claims = [claim("date", year, source) for year, source in (("2015-01", "s"), ("2015-02", "t"), ("2017", "s"))]
        held = page(tmp_path, date="2015", claims=claims)
        [(field, spans)] = beside_of(held)
        assert (field, text(spans)) == ("date", "≠ 2017 ¹ +2")
        assert spans[-1].link == f"{DISCREPANCY_LINK}claims.date.3" or spans[-1].link.startswith(DISCREPANCY_LINK)
        notes = plain(held, 100).partition("Notes")[2]
        assert all(words in notes for words in ("Jan 2015", "Feb 2015", "2017"))

    def test_one_of_an_item_stands_on_its_line_not_on_that_of_another(self, tmp_path: Path) -> None:
        terms = [{"key": key, "type": "chair", "number": n} for n, key in enumerate(("one", "two"), 1)]
        held = page(tmp_path, "organization", terms=terms, claims=[claim("terms.two.date", "2015/2016")])
        assert said(held) == {"terms.two": ["+ 2015–2016 ¹"]}

    def test_one_of_a_list_names_those_that_the_record_lacks(self, tmp_path: Path) -> None:
        members = [{"who": "country:VN"}]
        held = page(tmp_path, "organization", members=members, claims=[claim("members", ["country:VN", "un"])])
        assert said(held) == {"members": ["+ un ¹"]}

    def test_one_of_a_relation_stands_in_its_row_else_among_the_links(self, tmp_path: Path) -> None:
        claims = [claim("relations.organized_by", "un"), claim("relations.funded_by", ["un"])]
        held = page(tmp_path, claims=claims)
        assert said(held) == {"relations.organized_by": ["+ un ¹"], "relations.funded_by": ["+ un ¹"]}
        assert {name for name, line in lines_of(held) if line.beside} == {"card", "links"}

    @pytest.mark.parametrize(
        "field", ["aka", "relations", "sources", "figures.days.value", "nothing.at.all", "review", "links"]
    )
    def test_wherever_one_is_about_it_stands_on_the_page(self, tmp_path: Path, field: str) -> None:
        held = page(tmp_path, aka=[{"text": "R", "type": "alias"}], claims=[claim(field, "zzz")])
        assert [text(spans).replace("“", "").replace("”", "") for _, spans in beside_of(held)] == ["+ zzz ¹"]

    def test_one_of_a_field_that_is_nowhere_gets_a_line_of_it(self, tmp_path: Path) -> None:
        held = page(tmp_path, claims=[claim("frequency", "annual")])
        [line] = [line for name, line in lines_of(held) if name == "facts"]
        assert (line.lead, line.field, line.spans) == ("Frequency", "frequency", ())
        assert said(held) == {"frequency": ["+ annual ¹"]}

    def test_its_quotation_and_note_are_notes_under_the_label_of_the_field(self, tmp_path: Path) -> None:
        more = {"quote": "năm 2015", "note": {"vi": "Ghi.", "en": "Noted."}, "at": "L3"}
        held = page(tmp_path, claims=[claim("date", "2015", **more)])
        [notes] = [one for one in held.sections if one.name == "notes"]
        told = [text(one.spans) for one in notes.blocks if isinstance(one, Paragraph)]
        assert told == ["Date", "“năm 2015” ¹ line 3", "Noted."]
        assert notes.count == 1 and notes.folded

    def test_what_was_compared_with_the_source_is_quiet(self, tmp_path: Path) -> None:
        checked = [{"code": "sources_disagree", "field": "claims.date"}]
        held = page(tmp_path, date="2015", claims=[claim("date", "2016")], checked=checked)
        [(_, spans)] = beside_of(held)
        assert (spans[0].text, spans[0].role) == ("≠ ", Role.ELSEWHERE)


class TestStatements:
    def test_each_step_has_what_the_others_say_of_it(self, tmp_path: Path) -> None:
        steps = [
            {"key": act, "action": act, "events": ["m"], "source": source}
            for act, source in (("noted", "s"), ("adopted", "t"))
        ]
        told = said(page(tmp_path, "declaration", steps=steps))
        assert told["steps.noted"] == ["≠ Adopted ²"] and told["steps.adopted"] == ["≠ Noted ¹"]

    def test_figures_of_one_name_each_have_the_other_s_value(self, tmp_path: Path) -> None:
        figures = [{"what": "days", "value": 3, "source": "s"}, {"what": "days", "value": 4, "source": "t"}]
        lines = [line for name, line in lines_of(page(tmp_path, figures=figures)) if name == "figures"]
        assert [(text(line.spans), [text(one) for one in line.beside]) for line in lines] == [
            ("3 days ¹", ["≠ 4 ²"]),
            ("4 days ²", ["≠ 3 ¹"]),
        ]

    def test_people_of_a_body_differ_on_the_lines_of_both(self, tmp_path: Path) -> None:
        both = [{"key": key, "who": "un", "count": n, "source": one} for key, n, one in (("a", 3, "s"), ("b", 9, "t"))]
        told = said(page(tmp_path, participants=both))
        assert told == {"participants.a": ["≠ 9 people ²"], "participants.b": ["≠ 3 people ¹"]}

    def test_dates_of_a_party_differ_below_the_rows_of_the_table(self, tmp_path: Path) -> None:
        two = [{"who": "country:VN", "signed": day, "source": one} for day, one in (("2016", "s"), ("2017", "t"))]
        told = said(page(tmp_path, "declaration", parties=two))
        assert sorted(words for each in told.values() for words in each) == ["≠ 2016 ¹", "≠ 2017 ²"]
