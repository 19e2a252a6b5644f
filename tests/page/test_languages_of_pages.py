"""Every page of the records that ship, in each language: nothing of the other one outside of names, titles and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from contexts import context_of
from small import FILES, RECORDS, shipped_index

from govtui.model.translations import localized_fields
from govtui.page.compose import compose
from govtui.page.page import Bar, Beside, Card, Paragraph, Span
from govtui.store.registry import Registry

SHIPPED = Registry(RECORDS)
IDS = [file.stem for file in FILES]

_VIETNAMESE = re.compile(r"\w*[ăâđêôơưà-ãè-êìíò-õùúýĩũ\u1ea0-\u1ef9]\w*", re.IGNORECASE)
"""A word with a letter that English does not have."""

_ENGLISH = re.compile(r"(?<![\w-])(?:the|of|and|for|with|by|from|which|was|is|are|to|on|at)(?![\w-])")
"""Words that no English sentence is without, and that are not Vietnamese; not within an id."""

_QUOTED = re.compile(r"“[^”]*”")
_IN_ANY_LANGUAGE = frozenset({"id", "file", "url", "former_ids"})


@cache
def index():
    return shipped_index()


def record(id: str):
    card = index().card(id)
    found = SHIPPED.entry(card.path).record if card else None
    assert found is not None
    return found


@cache
def people() -> frozenset[str]:
    """The words of the names of people, which are the same in every language."""
    names = [person.name for id in IDS for person in record(id).people]
    names += [author for id in IDS if (author := getattr(record(id), "author", None))]
    return frozenset(word for name in names for word in re.findall(r"\w+", name))


def lines(id: str, language: str) -> Iterator[tuple[str, str]]:
    """Field and words of every line of a page, but for names in other languages and titles of sources, which are original."""
    card = index().card(id)
    assert card is not None
    page = compose(SHIPPED.entry(card.path), id, context_of(SHIPPED, index(), language))
    yield "title", "".join(span.text for span in page.title)
    for section in page.sections:
        yield "heading", section.heading
        for block in section.blocks:
            if isinstance(block, Bar):
                yield block.field, f"{block.label.text} {block.words}"
            inside = (*block.left, *block.right) if isinstance(block, Beside) else (block,)
            for line in block.rows if isinstance(block, Card) else inside:
                if isinstance(line, Paragraph):
                    is_name = section.name == "names" and line.field.partition(".")[0] in ("name", "title", "aka")
                    is_title = section.name == "sources" and bool(line.lead.strip())
                    if not is_name and not is_title:
                        yield line.field, f"{line.lead} {_words(line.spans)}"
                    for beside in line.beside:
                        yield "beside", _words(beside)


def _words(spans: object) -> str:
    return "".join(span.text for span in spans if isinstance(span, Span))  # type: ignore[attr-defined]


@pytest.mark.parametrize("id", IDS)
def test_an_english_page_has_vietnamese_in_names_of_people_and_quotations_alone(id: str) -> None:
    for field, words in lines(id, "en"):
        if field.startswith("claims.") and field.endswith(".vi"):  # what is said of the Vietnamese text
            continue
        assert set(_VIETNAMESE.findall(_QUOTED.sub("", words))) <= people(), (field, words)


@pytest.mark.parametrize("id", IDS)
def test_a_vietnamese_page_has_no_english_but_in_quotations(id: str) -> None:
    for field, words in lines(id, "vi"):
        if field.partition(".")[0] not in _IN_ANY_LANGUAGE:
            assert _ENGLISH.findall(_QUOTED.sub("", words)) == [], (field, words)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
def test_the_notes_of_other_names_are_in_the_reader_s_language(id: str, language: str, other: str) -> None:
    card = index().card(id)
    assert card is not None
    page = compose(SHIPPED.entry(card.path), id, context_of(SHIPPED, index(), language))
    blocks = [block for one in page.sections for block in one.blocks]
    rows = [row for block in blocks for row in (block.rows if isinstance(block, Card) else [block])]
    shown = "\n".join(_words(row.spans) for row in rows if isinstance(row, Paragraph))
    for path, text in localized_fields(record(id)):
        if path.endswith((".note", ".title")) and text[language] != text[other]:
            assert text[language].strip() in shown, path
            assert text[other].strip() not in shown, path
