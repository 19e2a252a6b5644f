"""A relation that follows from a provisional or disputed step says so at both ends, in every form in which it is shown."""

from __future__ import annotations

import json
import re
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

WORDS = {"vi": ("thông qua tạm thời", "các nguồn không thống nhất"), "en": ("provisionally adopted", "disputed")}
TOLD = {
    "vi": {"heads": "+ Những người đứng đầu N", "summit": "+ Hội nghị N", "club": "+ Câu lạc bộ N"},
    "en": {"heads": "+ Heads N", "summit": "+ Summit N", "club": "+ Club N"},
}
FORMER = {"vi": "trước đây", "en": "former"}


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
        table(
            "summit",
            "event",
            name={"vi": "Hội nghị", "en": "Summit"},
            claims=[
                {"field": "relations.organized_by", "value": ["heads"], "source": "t"},
                {"field": "participants", "value": ["heads"], "source": "t"},
            ],
        ),
        table(
            "club",
            name={"vi": "Câu lạc bộ", "en": "Club"},
            members=[{"who": "plain", "date": "1990/1995"}, {"who": "country:VN"}],
            claims=[{"field": "members", "value": ["heads", "country:VN"], "source": "t"}],
        ),
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
        shown = " ".join(govtui("show", id, *ask).out.replace("│", "").split())
        assert f"{provisional} · {disputed}" in shown.replace(" (ad referendum)", "").replace("\\", ""), shown
    for id in ("sure", "plain"):
        shown = govtui("show", id, *ask).out
        assert provisional not in shown and disputed not in shown


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_both_ends_say_which_source_claims_a_link(root: Path, govtui: Run, style: str, language: str) -> None:
    ask = ("--registry", root, "--lang", language, "--format", style)
    for id, others in {"summit": ["heads"], "club": ["heads"], "heads": ["summit", "club"], "plain": []}.items():
        shown = numbered(" ".join(govtui("show", id, *ask).out.split()).replace("\\", ""))
        for other, words in TOLD[language].items():
            assert (words in shown) == (other in others), (id, other)
    shown = govtui("show", "club", "--registry", root, "--lang", language).out.replace("\u00a0", " ")
    assert TOLD[language]["heads"] + "\n" in numbered(shown)


def numbered(text: str) -> str:
    """A text with N for the number of any source."""
    return re.sub(r"\[\d+\]|[¹²³]", "N", text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_ends_say_that_a_membership_has_ended(root: Path, govtui: Run, language: str) -> None:
    for id, has in {"club": True, "plain": True, "heads": False, "sure": False}.items():
        assert (f" · {FORMER[language]}" in govtui("show", id, "--registry", root, "--lang", language).out) == has


def test_a_member_that_the_record_names_itself_is_no_claimed_one(root: Path, govtui: Run) -> None:
    shown = govtui("show", "club", "--registry", root, "--lang", "en").out
    assert "+ Heads" in shown and "+ Viet Nam" not in shown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_removes_a_record_sees_what_only_a_source_says(root: Path, govtui: Run, language: str) -> None:
    shown = govtui("rm", "heads", "--registry", root, "--dry-run", "--lang", language).out
    assert f" · {'theo' if language == 'vi' else 'according to'} t · club" in shown
    told = json.loads(govtui("rm", "heads", "--registry", root, "--dry-run", "--jsonl").out)["incoming"]
    assert {one["type"]: one.get("told_by") for one in told} == {
        "adopted_by": None, "step_by": None, "organized_by": "t", "attended_by": "t", "member": "t",
    }  # fmt: skip


def test_json_has_the_qualifiers_where_references_are_printed(root: Path, govtui: Run) -> None:
    told = json.loads(govtui("show", "heads", "--registry", root, "--jsonl").out)
    [adopts] = [one for one in told["incoming"] if one["type"] == "adopted_by"]
    assert adopts["quality"] == ["disputed", "provisional"]
    told = json.loads(govtui("rm", "heads", "--registry", root, "--dry-run", "--jsonl").out)
    assert ["disputed", "provisional"] in [one.get("quality") for one in told["incoming"]]
    plain = json.loads(govtui("show", "plain", "--registry", root, "--jsonl").out)
    assert [(one["type"], one.get("quality")) for one in plain["incoming"]] == [
        ("adopted_by", None), ("member", ["former"]), ("step_by", None),
    ]  # fmt: skip
    for id, end, type, other in (("club", "outgoing", "member", "heads"), ("heads", "incoming", "member", "club")):
        told = json.loads(govtui("show", id, "--registry", root, "--jsonl").out)[end]
        [one] = [one for one in told if one["type"] == type and other in (one["from"], one["to"])]
        assert (one["quality"], one["told_by"]) == (["claimed"], "t")
    text = json.loads(govtui("show", "text", "--registry", root, "--jsonl").out)
    [adopted] = [one for one in text["outgoing"] if one["type"] == "adopted_by"]
    assert (adopted["to"], adopted["quality"]) == ("heads", ["disputed", "provisional"])


def test_the_tree_of_links_knows_them_at_both_ends(root: Path) -> None:
    index = build(Registry(root))
    for key, other in (("text", "heads"), ("heads", "text")):
        tree = LinkTree(index, links_of(index, key))
        adopted = [
            node for node in tree.rows() if node.name == other and node.above and node.above.name == "adopted_by"
        ]
        assert [sorted(node.quality) for node in adopted] == [["disputed", "provisional"]]
    for key, other in (("club", "heads"), ("heads", "club")):
        members = [node for node in LinkTree(index, links_of(index, key)).rows() if node.name == other]
        assert [node.told_by for node in members] == ["t"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_citation_names_as_authors_only_who_adopted_a_text_beyond_doubt(root: Path, language: str) -> None:
    files = Registry(root)
    reader = context_of(files, build(files), language)
    for id, author in (("text", "Heads"), ("sure", "Others")):
        record = files.entry(f"declarations/{id}.toml").record
        assert record is not None
        names = {"Heads": "Những người đứng đầu", "Others": "Bên khác"} if language == "vi" else {}
        assert (names.get(author, author) in citation(record, reader)) == (id == "sure")
