"""In the registry that ships no link stands on a page, or in the tree of links, without what qualifies it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from contexts import context_of
from small import RECORDS, shipped_index

from govtui.i18n.field_labels import quality_labels, relation_label
from govtui.i18n.labels import LABELS, label
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.identifiers import country_of
from govtui.model.relations import QUALITIES
from govtui.page.compose import compose
from govtui.page.page import Card, Page, Paragraph, Role
from govtui.page.tree import LinkTree, links_of
from govtui.store.registry import Registry


@cache
def shipped() -> tuple[Registry, SqliteIndex]:
    files = Registry(RECORDS)
    return files, shipped_index()


@cache
def page(key: str, language: str) -> Page:
    files, index = shipped()
    card = index.card(key)
    assert card is not None
    context = replace(context_of(files, index, language), number_style=None)  # sources by name
    return compose(files.entry(card.path), key, context)


def under(key: str, heading: str, language: str) -> Iterator[str]:
    """The lines under a heading among the links of a record."""
    for one in page(key, language).sections:
        inside = False
        for block in one.blocks if one.name == "links" else ():
            if not isinstance(block, Paragraph):
                continue
            text = said(block)
            if len(block.spans) == 1 and block.spans[0].role is Role.LABEL:
                inside = text == heading
            elif inside:
                yield text


def said(line: Paragraph) -> str:
    return "".join(span.text for spans in (line.spans, *line.beside) for span in spans)


def in_the_card(key: str, language: str) -> Iterator[Paragraph]:
    for one in page(key, language).sections:
        for block in one.blocks:
            yield from block.rows if isinstance(block, Card) else ()


def stated(key: str, type: str, language: str) -> list[str]:
    """What a record says of its own links by a relation: in the card one behind the other, else among its links."""
    tr = load(language)
    rows = [row for row in in_the_card(key, language) if row.field == f"relations.{type}"]
    told = [name for row in rows for name in "".join(span.text for span in row.spans).split("; ")]
    beside = [said(Paragraph(spans)) for row in rows for spans in row.beside]
    told += [f"+ {name}" for one in beside if one.startswith("+ ") for name in one[2:].split("; ")]
    return told + [line for below in under(key, relation_label(type, tr), language) for line in below.split("; ")]


def words_of(quality: frozenset[str], language: str) -> list[str]:
    """How a page says what qualifies a link."""
    return [one.lower() for one in quality_labels(quality, "", load(language))]


def outcomes(key: str, language: str) -> Iterator[str]:
    """The lines of what came of an event."""
    for one in page(key, language).sections:
        for block in one.blocks if one.name == "outcomes" else ():
            assert isinstance(block, Paragraph)
            yield "".join(span.text for span in block.spans)


def qualified() -> list[tuple[str, str, str, frozenset[str], str]]:
    """Key, type, target, qualities and source of every link that is qualified, but for those of citations."""
    _, index = shipped()
    return [
        (row.key, *one[:2], one.quality, one.told_by)
        for row in index.result(View()).window(0, 1000)
        for one in index.outgoing(row.key)
        if one.quality
    ]


def test_the_shipped_registry_has_links_of_each_sort_to_try() -> None:
    qualities = [quality for *_, quality, _ in qualified()]
    assert {"provisional", "disputed", "claimed", "former"} <= set().union(*qualities)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_qualified_link_says_so_at_both_ends(language: str) -> None:
    files, index = shipped()
    tr, context = load(language), context_of(files, index, language)
    tried = set()
    decided = {(key, target) for key, type, target, *_ in qualified() if type in ("adopted_by", "issued_by")}
    for key, type, target, quality, told_by in qualified():
        words = words_of(quality, language)
        assert words or told_by
        if type == "step_by" and (key, target) in decided:
            continue  # it stands there, and not among the texts acted on, too
        if type == "step_at" and not told_by:  # which an event has among its outcomes, by step
            lines = [one for one in outcomes(target, language) if context.name(key).text in one]
            assert any(all(one in line for one in words) for line in lines), lines
        elif not country_of(target):
            heading = relation_label(type, tr, files.manifest.record_schema, inverse=True)
            begins = ("+ " if told_by else "") + context.name(key).text
            [line] = [one for one in under(target, heading, language) if one.startswith(begins)]
            assert all(one in line for one in words), line
            tried.add("in")
        if type in LABELS["relation"] and type != "attended_by":
            name = ("+ " if told_by else "") + context.name(target).text
            found = [one for one in stated(key, type, language) if name in one]
            assert found and all(one in found[0] for one in words), (key, type, found)
            tried.add("out")
    assert tried == {"in", "out"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_adopted_a_text_never_stands_without_its_qualifier(language: str) -> None:
    files, index = shipped()
    tr, context = load(language), context_of(files, index, language)
    doubted = {(key, target): quality for key, type, target, quality, _ in qualified() if type == "adopted_by"}
    assert doubted
    for row in index.result(View()).window(0, 1000):
        heading = relation_label("adopted_by", tr, inverse=True)
        for inverse, lines in (
            (False, stated(row.key, "adopted_by", language)),
            (True, under(row.key, heading, language)),
        ):
            for line in lines:
                ends = [(row.key, other) if not inverse else (other, row.key) for other in others(row.key, inverse)]
                [end] = [end for end in ends if line.startswith(context.name(end[inverse is False]).text)]
                for one in QUALITIES:
                    assert (label("quality", one, tr) in line) == (one in doubted.get(end, ())), line


def others(key: str, inverse: bool) -> list[str]:
    _, index = shipped()
    if inverse:
        return [one.key for one in index.incoming(key) if one.type == "adopted_by"]
    return [one.target for one in index.outgoing(key) if one.type == "adopted_by"]


def test_the_tree_has_the_same_qualities_at_both_ends() -> None:
    _, index = shipped()
    for key, type, target, quality, told_by in qualified():
        ends = [(key, target), (target, key)] if not country_of(target) else [(key, target)]
        for one, other in ends:
            [root] = LinkTree(index, links_of(index, one)).roots
            sort = "out" if one == key else "in"
            [group] = [group for group in root.children or () if (group.sort, group.name) == (sort, type)]
            [leaf] = [leaf for leaf in group.children or () if leaf.name == other]
            assert (leaf.quality, leaf.told_by) == (quality, told_by)
