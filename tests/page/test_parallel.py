"""Reading in parallel: every text of a record once in each of its languages, level with its translation. Three seconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from contexts import context_of
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import RECORDS, registry, shipped_index, table, write

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.model.translations import digest, localized_fields
from govtui.page.layout import lay_out, plain
from govtui.page.page import Page, Pair, Role, Span
from govtui.page.parallel import MISSING, STALE, parallel, sides
from govtui.page.wrapping import BESIDE, RULE, column
from govtui.store.registry import Registry
from govtui.text.width import width

SHIPPED = Registry(RECORDS)
BOTH = ("vi", "en")


@cache
def _index() -> Index:
    return shipped_index()


def keys() -> list[str]:
    return [row.key for row in _index().result(View()).window(0, 1000)]


def page_of(files: Registry, index: Index, key: str, language: str) -> Page:
    card = index.card(key)
    assert card is not None
    return parallel(files.entry(card.path), key, context_of(files, index, language), BOTH)


@cache
def shipped(key: str, language: str) -> Page:
    return page_of(SHIPPED, _index(), key, language)


def pairs(page: Page, *, but: tuple[str, ...] = ()) -> Iterator[Pair]:
    for section in page.sections:
        for block in section.blocks:
            if isinstance(block, Pair) and section.name not in but:
                yield block


def said(spans: object) -> str:
    assert isinstance(spans, (tuple, list))
    return "".join(span.text for span in spans if isinstance(span, Span))


def written(tmp_path: Path, **fields: object) -> Registry:
    return registry(tmp_path, table("bo", **fields))


@pytest.mark.parametrize("language", BOTH)
def test_every_text_stands_once_in_each_of_its_languages_level_with_its_translation(language: str) -> None:
    seen = 0
    for key in keys():
        card = _index().card(key)
        record = SHIPPED.entry(card.path).record if card else None
        assert record is not None
        texts = [(path, *(text.get(one, "").strip("\n") for one in BOTH)) for path, text in localized_fields(record)]
        same = Counter(text[1:] for text in texts)
        rows = list(pairs(shipped(key, language), but=("links", "problems", "sources")))
        for path, vi, en in texts:
            found = [row for row in rows if stands(row, vi, en)]
            assert found, (key, path)
            # Short texts may be parts of others; areas stand over the figures again; other records may be called the same.
            if len(vi) > 40 and not path.startswith("areas"):
                own = [row for row in found if not any(vi in span.text for span in row.left if span.link)]
                assert len(own) == same[vi, en], (key, path)
            seen += 1
    assert seen > 400


def stands(row: Pair, vi: str, en: str) -> bool:
    """Whether a text stands in a row, each language on its side; or across, where it is the same in both."""
    if row.right is None:
        return vi == en and vi in said(row.left)
    return (vi in said(row.left) if vi else MISSING in said(row.left)) and (
        en in said(row.right) if en else MISSING in said(row.right)
    )


@pytest.mark.parametrize("language", BOTH)
def test_only_labels_follow_the_interface(language: str) -> None:
    for key in ("unpog", "accsm-21", "asean-poa-civil-service-2022"):
        rows = [(said(row.left), said(row.right or ())) for row in pairs(shipped(key, "vi")) if row.right]
        other = [(said(row.left), said(row.right or ())) for row in pairs(shipped(key, "en")) if row.right]

        def bare(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
            return [(re.split(r" \[|\u00a0[⁰¹²³⁴-⁹]|\n", left)[0], right.partition("\n")[0]) for left, right in texts]

        assert bare(rows) == bare(other)
    leads = {row.lead for row in pairs(shipped("unpog", language))}
    assert {"vi": "Thành lập", "en": "Founded"}[language] in leads


def test_paragraphs_stand_level_and_the_longer_side_leaves_space(tmp_path: Path) -> None:
    files = written(tmp_path, summary={"vi": "Một.\n\nHai.\n\nBa.", "en": "One.\n\nTwo."})
    page = page_of(files, build(files), "bo", "en")
    rows = [(said(row.left), said(row.right or ())) for row in pairs(page) if row.field == "summary"]
    assert rows == [("Một.", "One."), ("Hai.", "Two."), ("Ba.", "")]


@pytest.mark.parametrize(("language", "words"), [("vi", "chưa có bản tiếng Anh"), ("en", "no text in English")])
def test_what_one_language_lacks_is_said_in_words_and_by_a_sign(tmp_path: Path, language: str, words: str) -> None:
    files = written(tmp_path, summary={"vi": "Chỉ có tiếng Việt."})
    page = page_of(files, build(files), "bo", language)
    row = next(row for row in pairs(page) if row.field == "summary")
    assert said(row.left) == "Chỉ có tiếng Việt."
    assert said(row.right or ()) == f"{MISSING} {words}"


@pytest.mark.parametrize("fits", [True, False])
def test_a_translation_of_another_text_than_todays_is_marked_and_no_other(tmp_path: Path, fits: bool) -> None:
    made_from = digest("Nay." if fits else "Xưa.")
    files = written(
        tmp_path,
        summary={"vi": "Nay.", "en": "Now."},
        translations=[{"field": "summary", "from": "vi", "to": "en", "digest": made_from}],
    )
    page = page_of(files, build(files), "bo", "en")
    row = next(row for row in pairs(page) if row.field == "summary")
    assert (f"{STALE} out of date: the text in Vietnamese changed since" in said(row.right or ())) is not fits
    assert said(row.left) == "Nay."


@pytest.mark.parametrize(
    ("key", "left", "right"),
    [
        ("asean-declaration-civil-service-2021", True, True),  # unverified in both languages
        ("asean-4ir-strategy", True, False),  # the Vietnamese is a translation
        ("asean-acrf", False, False),
    ],
)
def test_a_name_that_nobody_vouches_for_says_so(key: str, left: bool, right: bool) -> None:
    title = next(pairs(shipped(key, "vi")))
    assert ("?" in said(title.left), "?" in said(title.right or ())) == (left, right)


@pytest.mark.parametrize("cells", [40, 79, BESIDE - 1, BESIDE, 117, 143, 200])
def test_no_line_is_wider_than_the_page_and_the_rule_stands_in_one_column(cells: int) -> None:
    for key in ("unpog", "asean-poa-civil-service-2022", "ogp-asia-pacific-2018"):
        for line in lay_out(shipped(key, "vi"), cells):
            assert width(line.text) <= cells, line.text
            for place, span in enumerate(line.spans):
                if span.role is Role.MUTED and span.text.endswith(RULE) and column(cells):
                    assert width("".join(one.text for one in line.spans[: place + 1])) == column(cells) + width(RULE)


@settings(max_examples=rounds(30), deadline=None)
@given(cells=st.integers(20, 160), key=st.sampled_from(["unpog", "accsm-21", "accsm-plus-3-work-plan-2021-2025"]))
def test_nothing_is_lost_at_any_width(cells: int, key: str) -> None:
    text = "".join(plain(shipped(key, "vi"), cells).split())
    for row in pairs(shipped(key, "vi")):
        for word in said(row.left).split()[:1] + said(row.right or ()).split()[-1:]:
            assert word[:8] in text


@pytest.mark.parametrize(
    ("languages", "source", "interface", "expected"),
    [
        (("vi", "en"), "vi", "vi", ("vi", "en")),
        (("vi", "en"), "vi", "en", ("vi", "en")),
        (("en", "vi"), "en", "vi", ("en", "vi")),
        (("vi", "en"), "ko", "en", ("en", "vi")),
        (("fr", "ko"), "ko", "vi", ("ko", "fr")),
        (("vi",), "vi", "vi", None),
    ],
)
def test_the_source_language_stands_left(
    languages: tuple[str, ...], source: str, interface: str, expected: tuple[str, str] | None
) -> None:
    assert sides(languages, source, interface) == expected


def test_a_file_that_is_no_record_is_shown_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path, "organizations/sai.toml", 'name.vi = "Sai\n')
    files = registry(tmp_path)
    index = build(files)
    key = index.result(View()).window(0, 1)[0].key
    assert 'name.vi = "Sai' in plain(page_of(files, index, key, "vi"), 100)
