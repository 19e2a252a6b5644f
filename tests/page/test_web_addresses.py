"""Web addresses in the texts of a page are links to themselves, however they are wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.page.layout import lay_out, plain
from govtui.page.page import Page, Pair, Paragraph, Role, Section, Span

LONG = "https://bao.example/" + "/".join(f"part-{n}" for n in range(40))


def page(*spans: Span) -> Page:
    return Page("", (), [], [Section("a", "", [Paragraph(spans)])])


def linked(page: Page, cells: int = 80) -> list[tuple[str, str]]:
    """The texts that are links with their addresses, in reading order."""
    return [(span.text, span.url) for line in lay_out(page, cells) for span in line.spans if span.url]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Xem https://a.example.", ["https://a.example"]),
        ("(https://a.example/b), “http://c.example”!", ["https://a.example/b", "http://c.example"]),
        ("https://a.example/b_(c)", ["https://a.example/b_(c)"]),
        ("HTTPS://A.EXAMPLE", ["HTTPS://A.EXAMPLE"]),
        ("<https://a.example/?b=1&c=2#d>", ["https://a.example/?b=1&c=2#d"]),
        ("https://vi.example/Việt_Nam", []),  # as a terminal would have to guess
        ("https://a.example/\u202ex", []),
        ("file:///etc/passwd ftp://a.example https:// a://b a:b", []),
        ("không có gì", []),
    ],
)
def test_what_is_an_address_in_a_text(text: str, addresses: list[str]) -> None:
    assert linked(page(Span(text))) == [(address, address) for address in addresses]


def test_an_address_that_is_wrapped_is_one_link() -> None:
    found = linked(page(Span(f"Xem {LONG}, và nữa.")), 40)
    assert len(found) > 5 and {url for _, url in found} == {LONG}
    assert "".join(text for text, _ in found) == LONG


def test_it_keeps_its_role_and_a_link_to_a_record_stays_one() -> None:
    lines = lay_out(page(Span("x https://a.example", Role.MUTED), Span("https://b.example", Role.LINK, "bao")), 80)
    spans = [span for line in lines for span in line.spans]
    assert Span("https://a.example", Role.MUTED, url="https://a.example") in spans
    assert Span("https://b.example", Role.LINK, "bao") in spans


def test_both_sides_of_a_pair_have_theirs() -> None:
    pair = Pair((Span("https://a.example"),), (Span("https://b.example"),))
    both = Page("", (), [], [Section("a", "", [pair])])
    for cells in (60, 120):
        assert [url for _, url in linked(both, cells)] == ["https://a.example", "https://b.example"]


def test_a_page_for_a_pipe_has_the_words_alone() -> None:
    assert plain(page(Span("Xem https://a.example."))).strip() == "Xem https://a.example."


@given(st.text("https:/.a( )\n“”đ\x1b", max_size=60), st.integers(20, 60))
def test_every_part_of_a_link_says_where_it_leads(text: str, cells: int) -> None:
    for part, url in linked(page(Span(f"{text} https://{text}")), cells):
        assert part in url and url.isascii() and url.isprintable()
