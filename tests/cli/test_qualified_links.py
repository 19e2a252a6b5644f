"""A relation that follows from a provisional or disputed step says so at both ends, in every form in which it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page.contexts import context_of
from small import registry, table

from govtui.index.cache import build
from govtui.interchange.citation import citation
from govtui.page.tree import LinkTree, links_of
from govtui.store.registry import Registry

Run = Callable[..., Any]

WORDS = {"vi": ("tạm thời", "các nguồn không thống nhất"), "en": ("provisional", "disputed")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    steps = [
        {"action": "provisionally_adopted", "by": ["heads"], "events": ["summit"], "source": "s"},
        {"action": "noted", "events": ["summit"], "source": "t"},
    ]
    return registry(
        tmp_path,
        table("s", "source"),
        table("t", "source"),
        table("heads", name={"vi": "Những người đứng đầu", "en": "Heads"}),
        table("plain", name={"vi": "Bên khác", "en": "Others"}),
        table("summit", "event", name={"vi": "Hội nghị", "en": "Summit"}),
        table("text", "declaration", name={"vi": "Tuyên bố", "en": "Declaration"}, steps=steps),
        table(
            "sure",
            "declaration",
            name={"vi": "Chắc chắn", "en": "Sure"},
            steps=[{"action": "adopted", "by": ["plain"]}],
        ),
    ).root


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_both_ends_say_what_qualifies_a_relation(root: Path, govtui: Run, style: str, language: str) -> None:
    ask = ("--registry", root, "--lang", language, "--format", style)
    provisional, disputed = WORDS[language]
    for id in ("text", "heads"):
        shown = " ".join(govtui("show", id, *ask).out.split())
        assert f"{provisional} · {disputed}" in shown.replace("*", "").replace("\\", ""), shown
    for id in ("sure", "plain"):
        shown = govtui("show", id, *ask).out
        assert provisional not in shown and disputed not in shown


def test_json_has_the_qualifiers_where_references_are_printed(root: Path, govtui: Run) -> None:
    told = json.loads(govtui("show", "heads", "--registry", root, "--format", "json").out)
    [adopts] = [one for one in told["incoming"] if one["type"] == "adopted_by"]
    assert adopts["quality"] == ["disputed", "provisional"]
    told = json.loads(govtui("rm", "heads", "--registry", root, "--dry-run", "--json").out)
    assert ["disputed", "provisional"] in [one.get("quality") for one in told["incoming"]]
    plain = json.loads(govtui("show", "plain", "--registry", root, "--format", "json").out)
    assert all("quality" not in one for one in plain["incoming"])


def test_the_tree_of_links_knows_them_at_both_ends(root: Path) -> None:
    index = build(Registry(root))
    for key, other in (("text", "heads"), ("heads", "text")):
        tree = LinkTree(index, links_of(index, key))
        adopted = [
            node for node in tree.rows() if node.name == other and node.above and node.above.name == "adopted_by"
        ]
        assert [sorted(node.quality) for node in adopted] == [["disputed", "provisional"]]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_citation_names_as_authors_only_who_adopted_a_text_beyond_doubt(root: Path, language: str) -> None:
    files = Registry(root)
    reader = context_of(files, build(files), language)
    for id, author in (("text", "Heads"), ("sure", "Others")):
        record = files.entry(f"declarations/{id}.toml").record
        assert record is not None
        names = {"Heads": "Những người đứng đầu", "Others": "Bên khác"} if language == "vi" else {}
        assert (names.get(author, author) in citation(record, reader)) == (id == "sure")
