"""`govtui show` prints one record: as a page, as data with what points at it and what is wrong with it, or as its file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from forks import Forks
from small import RECORDS, registry, table, write
from terminal import Terminal

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A forum with a former id and a fault, what points at it, and a file that cannot be read."""
    forum = table(
        "dien-dan",
        "event",
        name={"vi": "Diễn đàn quản trị", "en": "Governance forum"},
        summary={"vi": "Bàn về đổi mới."},
        theme={"vi": "Minh bạch", "en": "Transparency"},
        former_ids=["dien-dan-cu"],
        relations={"organized_by": ["lien-minh", "lien-mjnh"]},
    )
    root = registry(
        tmp_path,
        table("s", "source", title={"vi": "Bản tin", "en": "Bulletin"}),
        table("lien-minh", name={"vi": "Liên minh", "en": "Alliance"}),
        table("phien-mot", "event", relations={"part_of": ["dien-dan-cu"]}),
        forum,
    ).root
    write(root, "events/hong.toml", 'id = "hong"\n[name]\nvi = "Tệp hỏng\n')
    return root


def test_the_page_has_name_relations_both_ways_problems_and_citations(govtui: Run, root: Path) -> None:
    done = govtui("show", "dien-dan", "--registry", root, "--lang", "en")
    assert (done.status, done.err) == (0, "")
    for words in ("Governance forum", "Alliance", "phien-mot", "Bulletin", "There is no record “lien-mjnh”."):
        assert words in " ".join(done.out.split()), words
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_language_is_the_readers_and_both_shows_each(govtui: Run, root: Path) -> None:
    said = {lang: govtui("show", "dien-dan", "--registry", root, "--lang", lang).out for lang in ("vi", "en", "both")}
    name = {lang: text.split("\n")[0] for lang, text in said.items()}
    assert name == {"vi": "Diễn đàn quản trị", "en": "Governance forum", "both": name["both"]}
    assert {lang for lang, text in said.items() if "Minh bạch" in text} == {"vi", "both"}
    assert {lang for lang, text in said.items() if "Transparency" in text} == {"en", "both"}


def test_toml_is_the_file_byte_for_byte(apart: Run, root: Path) -> None:
    done = apart("show", "dien-dan", "--registry", root, "--format", "toml")
    assert (done.status, done.err) == (0, "")
    assert done.out == (root / "events/dien-dan.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_the_record_with_what_points_at_it_and_what_is_wrong_with_it(
    govtui: Run, root: Path, language: str
) -> None:
    done = govtui("show", "dien-dan", "--registry", root, "--format", "json", "--lang", language)
    assert (done.status, done.err) == (0, "")
    data = json.loads(done.out)
    assert data["path"] == "events/dien-dan.toml"
    assert data["record"] == tomllib.loads((root / "events/dien-dan.toml").read_text(encoding="utf-8"))
    assert data["incoming"] == [{"type": "part_of", "record": "phien-mot", "field": "relations.part_of.dien-dan-cu"}]
    tr = load(language)
    near = tr.gettext("Did you mean “{near}”?").format(near="lien-minh")
    assert {(row["code"], row["field"], row["severity"], row["muted"], row["message"]) for row in data["problems"]} == {
        (
            "dangling",
            "relations.organized_by.lien-mjnh",
            "warning",
            False,
            tr.gettext("There is no record “{target}”.").format(target="lien-mjnh") + f" {near}",
        ),
        (
            "untranslated",
            "summary",
            "warning",
            False,
            tr.gettext("The text is missing in {language}.").format(language=label("language", "en", tr)),
        ),
    }
    assert all(row["line"] and row["column"] for row in data["problems"])


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*/*.toml"))[::9], ids=lambda path: path.stem)
def test_the_json_of_a_record_that_ships_says_what_its_file_says(govtui: Run, path: Path) -> None:
    done = govtui("show", path.stem, "--registry", RECORDS, "--format", "json")
    data = json.loads(done.out)
    wanted = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["record"].keys() == {key for key, value in wanted.items() if value not in ([], {})}
    assert data["record"]["id"] == path.stem
    assert data["record"].get("sources", []) == wanted.get("sources", [])


@pytest.mark.parametrize("style", ["text", "json", "toml"])
def test_a_former_id_shows_the_record_of_today(govtui: Run, root: Path, style: str) -> None:
    today = govtui("show", "dien-dan", "--registry", root, "--format", style)
    assert govtui("show", "dien-dan-cu", "--registry", root, "--format", style) == today


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_id_is_status_2_with_the_nearest(govtui: Run, root: Path, language: str) -> None:
    tr = load(language)
    none = tr.gettext("There is no record “{target}”.")
    near = tr.gettext("Did you mean “{near}”?").format(near="dien-dan")
    args = ("--registry", root, "--lang", language)
    assert govtui("show", "dien-dna", *args) == (2, "", f"govtui: {none.format(target='dien-dna')} {near}\n")
    assert govtui("show", "zzzzzz", *args) == (2, "", f"govtui: {none.format(target='zzzzzz')}\n")


def test_a_record_that_cannot_be_read_is_shown_as_far_as_it_can_be(govtui: Run, root: Path) -> None:
    page = govtui("show", "hong", "--registry", root, "--lang", "en")
    assert (page.status, page.err) == (0, "")
    assert "The text in quotation marks is not closed" in page.out
    data = json.loads(govtui("show", "hong", "--registry", root, "--format", "json").out)
    assert data["record"] is None
    assert [(row["code"], row["line"]) for row in data["problems"]] == [("broken_string", 3)]
    toml = govtui("show", "hong", "--registry", root, "--format", "toml")
    assert toml.out == (root / "events/hong.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["markdown", "bibtex", "citation"])
def test_a_record_is_printed_as_a_citation_and_a_brief(govtui: Run, root: Path, style: str) -> None:
    done = govtui("show", "dien-dan", "--registry", root, "--format", style)
    begins = {"markdown": "# Governance forum\n", "bibtex": "@misc{dien-dan,\n", "citation": "Governance forum. "}
    assert done.status == 0 and done.out.startswith(begins[style]) and done.out.endswith("\n")
    vietnamese = govtui("show", "dien-dan", "--registry", root, "--format", style, "--lang", "vi")
    assert "Diễn đàn quản trị" in vietnamese.out


def test_a_file_that_cannot_be_read_cannot_be_cited(govtui: Run, root: Path) -> None:
    done = govtui("show", "hong", "--registry", root, "--format", "bibtex")
    assert done.status != 0 and done.out == "" and "events/hong.toml" in done.err


def test_sources_have_superscripts_on_a_terminal_and_in_briefs_else_numbers_in_brackets(
    govtui: Run, root: Path, environ: Mapping[str, str], forks: Forks
) -> None:
    figure = {"what": "days", "value": 3, "source": "s", "at": "L3"}
    registry(root, table("bay-ngay", "event", figures=[figure]))
    ask = ("show", "bay-ngay", "--registry", root, "--lang", "en")
    piped = govtui(*ask).out
    assert "3 days [1] line 3\n" in piped and "\n[1] Bulletin, line 3\n" in piped
    brief = govtui(*ask, "--format", "markdown").out
    assert "3 days ¹ line 3\n" in brief.replace("*", "") and "\n1. Bulletin, line 3\n" in brief
    with Terminal(list(map(str, ask)), cols=80, rows=60, env=environ, forks=forks) as terminal:
        terminal.wait_for("¹ Bulletin, line 3")
        assert "3 days ¹ line 3" in terminal.text().replace("\u00a0", " ")
