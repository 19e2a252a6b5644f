"""The pages of real records, and of hostile ones: whole, within any width, in both languages, and safe."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from contexts import context_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILES, RECORDS, registry, shipped_index, table, toml, write

from govtui.index.cache import build
from govtui.model.translations import localized_fields
from govtui.page.compose import compose
from govtui.page.layout import lay_out, plain
from govtui.page.overview import overview
from govtui.page.page import DISCREPANCY_LINK, PAGE_LINK, Card, Page, Paragraph, Role, Section, Span
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE
from govtui.text.width import width

SHIPPED = Registry(RECORDS)


@lru_cache
def context(language: str, both: bool = False) -> RenderContext:
    return context_of(SHIPPED, _index(), language, both=both)


@lru_cache
def _index():
    return shipped_index()


@cache
def page(id: str, language: str, both: bool = False) -> Page:
    spoken = context(language, both)
    card = spoken.index.card(id)
    assert card is not None
    return compose(SHIPPED.entry(card.path), card.key, spoken)


def text(id: str, language: str, *, both: bool = False, cells: int = 100) -> str:
    return plain(page(id, language, both), cells)


def unwrapped(text: str) -> str:
    """The words of a page without blanks, and without the box of its card."""
    return "".join(text.replace("│", "").split())


def spans(page: Page) -> Iterator[Span]:
    yield from page.title
    for block in (*page.under_title, *(block for section in page.sections for block in section.blocks)):
        for paragraph in block.rows if isinstance(block, Card) else [block]:
            if isinstance(paragraph, Paragraph):
                yield from paragraph.spans
                yield from (span for beside in paragraph.beside for span in beside)


def section(page: Page, name: str) -> Section:
    return next(section for section in page.sections if section.name == name)


IDS = [file.stem for file in FILES]
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


class TestEveryPage:
    @settings(deadline=None)
    @given(st.sampled_from(IDS), st.sampled_from(["vi", "en"]), st.booleans(), st.integers(20, 200))
    def test_no_line_is_wider_than_asked(self, id: str, language: str, both: bool, cells: int) -> None:
        for line in lay_out(page(id, language, both), cells):
            assert width(line.text) <= cells

    @pytest.mark.parametrize("id", IDS)
    @LANGUAGES
    def test_every_text_in_the_language_is_on_it(self, id: str, language: str) -> None:
        shown = unwrapped(text(id, language, cells=200))
        record = SHIPPED.entry(context(language).index.card(id).path).record  # type: ignore[union-attr]
        assert record is not None
        for path, texts in localized_fields(record):
            if language in texts and not path.startswith(("claims", "place")):
                assert "".join(texts[language].split()) in shown, path

    @pytest.mark.parametrize("id", IDS)
    def test_in_both_languages_every_text_is_on_it_twice(self, id: str) -> None:
        shown = unwrapped(text(id, "vi", both=True, cells=200))
        record = SHIPPED.entry(context("vi").index.card(id).path).record  # type: ignore[union-attr]
        assert record is not None
        for text_of in (record.label, record.summary, record.note, record.theme):
            for words in (text_of or {}).values():
                assert "".join(words.split()) in shown

    @pytest.mark.parametrize("id", IDS)
    @LANGUAGES
    def test_every_link_leads_to_a_record_and_none_is_broken(self, id: str, language: str) -> None:
        fields = {f"{PAGE_LINK}{line.field}" for line in lay_out(page(id, language), 80)}
        for span in spans(page(id, language)):
            assert span.role is not Role.BROKEN, span
            if span.link.startswith(PAGE_LINK):
                assert span.link in fields
            elif span.link and not span.link.startswith(DISCREPANCY_LINK):
                assert context(language).index.card(span.link) is not None

    @pytest.mark.parametrize("id", IDS)
    def test_every_field_that_is_shown_is_one(self, id: str) -> None:
        fields = {line.field.partition(".")[0] for line in lay_out(page(id, "vi"), 80)} - {""}
        model = type(SHIPPED.entry(context("vi").index.card(id).path).record)  # type: ignore[union-attr]
        known = {info.alias or name for name, info in model.model_fields.items()}
        assert fields <= known | {"file", "name"}


class TestLinks:
    def context(self, root: Path, language: str = "en") -> RenderContext:
        found = Registry(root)
        return context_of(found, build(found), language)

    def outgoing(self, root: Path, id: str) -> list[Span]:
        spoken = self.context(root)
        composed = compose(Registry(root).entry(f"organizations/{id}.toml"), id, spoken)
        return [span for block in section(composed, "links").blocks for span in block.spans][1:]  # type: ignore[union-attr]

    def test_one_to_an_unreadable_record_says_so_and_leads_there(self, tmp_path: Path) -> None:
        registry(tmp_path, table("s", "source"), table("a", relations={"cooperates_with": ["broken"]}))
        write(tmp_path, "organizations/broken.toml", toml("broken", name={"en": "The Office"}) + "[[[")
        [span] = self.outgoing(tmp_path, "a")
        assert (span.role, span.link) == (Role.BROKEN, "broken")
        assert span.text.startswith("The Office") and "no such record" not in span.text

    def test_one_to_nothing_says_so_and_leads_nowhere(self, tmp_path: Path) -> None:
        registry(tmp_path, table("s", "source"), table("a", relations={"cooperates_with": ["nothing"]}))
        [span] = self.outgoing(tmp_path, "a")
        assert (span.role, span.link) == (Role.BROKEN, "")
        assert "nothing" in span.text and "no such record" in span.text

    def test_one_to_a_country_is_its_name(self, tmp_path: Path) -> None:
        registry(tmp_path, table("s", "source"), table("a", relations={"funded_by": ["country:SG"]}))
        [span] = self.outgoing(tmp_path, "a")
        assert (span.text, span.role, span.link) == ("Singapore", Role.PLAIN, "")

    def test_two_records_of_one_name_are_told_apart(self, tmp_path: Path) -> None:
        name = {"vi": "Bộ Nội vụ", "en": "Ministry"}
        registry(
            tmp_path,
            table("s", "source"),
            table("kr", name=name, place={"country": "KR"}),
            table("vn", name=name, place={"country": "VN"}),
            table("a", relations={"funded_by": ["kr", "vn"]}),
        )
        assert [span.text for span in self.outgoing(tmp_path, "a")] == [
            "Ministry (Republic of Korea)",
            "Ministry (Viet Nam)",
        ]

    def test_what_points_here_stands_under_the_inverse(self, tmp_path: Path) -> None:
        registry(tmp_path, table("s", "source"), table("un"), table("a", relations={"part_of": ["un"]}))
        shown = plain(compose(Registry(tmp_path).entry("organizations/un.toml"), "un", self.context(tmp_path)))
        assert "Has part" in shown or "Includes" in shown
        assert "⌂ a" in shown

    def test_an_inverse_typed_by_hand_is_read_from_the_other_end(self, tmp_path: Path) -> None:
        registry(tmp_path, table("s", "source"), table("un", relations={"has_part": ["a"]}), table("a"))
        spoken = self.context(tmp_path)
        whole, part = (
            plain(compose(Registry(tmp_path).entry(f"organizations/{id}.toml"), id, spoken)) for id in ("un", "a")
        )
        [heading] = [
            line for line, after in zip(part.split("\n"), part.split("\n")[1:], strict=False) if "⌂ un" in after
        ]
        [inverse] = [
            line for line, after in zip(whole.split("\n"), whole.split("\n")[1:], strict=False) if "⌂ a" in after
        ]
        assert heading != inverse
        assert "has_part" not in part + heading


HOSTILE = {
    "osc": "\u001b]0;PWNED\u0007",
    "csi": "\u001b[2J\u001b[31m",
    "c1": "A\u009b31mB\u009d0;x\u009c",
    "markup": "[@click=app.pwn]x[/] x[/nope] [bold",
    "bidi": "\u202egnp.exe\u2066x",
    "invisible": "z\u200bw\u200dj\ufeff\u00ad\U000e0041",
    "controls": "bel\u0007bs\u0008vt\u000bff\u000cdel\u007f",
    "long": "x" * 5000,
    "wide": "漢字" * 500,
}


class TestHostileRecords:
    @pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
    @pytest.mark.parametrize("broken", ["", "\nbroken = ["])
    def test_nothing_unsafe_comes_out_and_nothing_is_too_wide(self, payload: str, broken: str, tmp_path: Path) -> None:
        name = {"vi": payload, "en": payload}
        fields = {
            "name": name,
            "summary": name,
            "theme": name,
            "note": name,
            "aka": [{"text": payload, "type": "alias", "note": payload, "at": payload}],
            "place": {"country": "VN", "city": name, "venue": name},
            "identifiers": {"un_symbol": payload},
            "links": {"website": payload},
            "sdg": [payload],
            "people": [
                {"name": payload, "role": "chair", "title": name, "aka": [payload], "source": "s", "at": payload}
            ],
            "figures": [{"what": "days", "value": 10**15, "quote": payload, "note": name}],
            "claims": [{"field": payload, "value": payload, "source": "s", "at": payload, "note": payload}],
            "sources": [{"ref": "s", "at": payload, "for": [payload], "quote": payload, "said_by": payload}],
            "review": {"by": payload, "notes": payload},
            "steps": [{"action": "adopted", "quote": payload, "by_text": name, "note": name, "at": payload}],
            "measures": [{"key": "m", "level": "national", "text": name, "at": payload}],
            "areas": [{"key": "1", "name": name, "at": payload}],
            "progress": [
                {
                    "rows": [{"area": "1", "stated": 10**15, "planned": 1, "percent": {"planned": 3.5}}],
                    "note": name,
                    "at": payload,
                }
            ],
        }
        found = registry(tmp_path, table("s", "source"))
        write(tmp_path, "declarations/d.toml", broken + "\n" + toml("d", "declaration", **fields))
        index = build(found)
        entry = found.entry("declarations/d.toml")
        assert (entry.record is None) == bool(broken)
        for language in ("vi", "en"):
            for both in (False, True):
                composed = compose(entry, "d", context_of(found, index, language, both=both))
                for cells in (20, 60, 200):
                    for line in lay_out(composed, cells):
                        assert UNSAFE.search(line.text) is None
                        assert "\n" not in line.text
                        assert width(line.text) <= cells

    def test_markup_is_shown_as_it_stands(self, tmp_path: Path) -> None:
        markup = HOSTILE["markup"]
        found = registry(tmp_path, table("s", "source"), table("a", name={"vi": markup, "en": markup}))
        shown = plain(compose(found.entry("organizations/a.toml"), "a", context_of(found, build(found), "en")), 200)
        assert shown.startswith(markup + "\n")


class TestUnreadableRecords:
    def page(self, root: Path, text: str, language: str = "en") -> str:
        registry(root, table("s", "source"), table("b", relations={"part_of": ["a"]}))
        write(root, "organizations/a.toml", text)
        found = Registry(root)
        return plain(compose(found.entry("organizations/a.toml"), "a", context_of(found, build(found), language)), 100)

    def test_it_shows_what_could_be_read_what_is_wrong_and_the_file(self, tmp_path: Path) -> None:
        broken = toml("a", name={"en": "The Office"}, founded="2006-06", type=5)
        shown = self.page(tmp_path, broken)
        assert shown.startswith("The Office")
        assert "June 2006" in shown
        assert "4:8" in shown
        assert "type = 5" in shown
        assert "⌂ b" in shown

    @pytest.mark.parametrize("text", ["", "\x00", "[", "id = 5"])
    @LANGUAGES
    def test_whatever_it_holds_there_is_a_page(self, text: str, language: str, tmp_path: Path) -> None:
        shown = self.page(tmp_path, text, language)
        assert shown.startswith("a\n")
        assert "organizations/a.toml" in shown


class TestOverview:
    @LANGUAGES
    @pytest.mark.parametrize("cells", [20, 80, 140])
    def test_it_fits_and_counts(self, language: str, cells: int) -> None:
        lines = lay_out(overview(context(language), read_only=True), cells)
        assert all(width(line.text) <= cells for line in lines)
        shown = " ".join(line.text for line in lines)
        assert str(len(FILES)) in shown

    def test_an_empty_registry_has_one(self, tmp_path: Path) -> None:
        empty = registry(tmp_path)
        shown = plain(overview(context_of(empty, build(empty), "en"), read_only=False))
        assert "0 records" in shown


@pytest.mark.parametrize(
    ("language", "note", "shown"),
    [
        ("en", "1950/1954-12; By decree", "K · 1950 – December 1954 · By decree"),
        ("en", "1955/..", "K · since 1955"),
        ("vi", "../1954", "K · đến năm 1954"),
        ("en", "1954/1950", "K · 1954/1950"),
        ("en", "1950", "K · 1950"),
    ],
)
def test_when_a_name_was_used_is_told_in_words(tmp_path: Path, language: str, note: str, shown: str) -> None:
    alias = {"text": "K", "type": "former", "note": note}
    made = registry(tmp_path, table("s", "source"), table("a", aka=[alias]))
    composed = compose(made.entry("organizations/a.toml"), "a", context_of(made, build(made), language))
    assert any(line.endswith(shown) for line in plain(composed, 200).splitlines()), plain(composed, 200)


def test_a_place_in_an_imported_file_is_told_in_words(tmp_path: Path) -> None:
    made = registry(tmp_path, table("s", "source"), table("a", sources=[{"ref": "s", "at": "row 2"}]))
    spoken = context_of(made, build(made), "vi")
    assert " s, hàng 2" in plain(compose(made.entry("organizations/a.toml"), "a", spoken))
