"""`govtui show` prints one record: as a page, as data with what points at it and what is wrong with it, or as its file."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from forks import Forks
from interchange.any_records import export_of
from small import RECORDS, registry, table, write
from terminal import Terminal

from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.formats import FORMATS, document
from govtui.store.files import read
from govtui.store.registry import Registry

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


def test_toml_is_the_file_byte_for_byte(forked: Run, root: Path) -> None:
    done = forked("show", "dien-dan", "--registry", root, "--toml")
    assert (done.status, done.err) == (0, "")
    assert done.out == (root / "events/dien-dan.toml").read_text(encoding="utf-8")


def test_toml_is_one_file(govtui: Run, root: Path) -> None:
    done = govtui("show", "dien-dan", "s", "--toml", "--registry", root)
    assert (done.status, done.out) == (2, "") and "--jsonl" in done.err
    same = govtui("show", "dien-dan", "dien-dan-cu", "events/dien-dan.toml", "--toml", "--registry", root)
    assert same.out == (root / "events/dien-dan.toml").read_text(encoding="utf-8")


def full(done: Any) -> dict[str, Any]:
    """The one record of a document."""
    document = json.loads(done.out)
    [found] = document.pop("items")
    assert document == {"v": 1, "is": "list", "of": "full", "total": 1}
    return dict(found)


def test_json_is_the_record_with_what_points_at_it_and_what_is_wrong_with_it(govtui: Run, root: Path) -> None:
    done = govtui("show", "dien-dan", "--registry", root, "--json")
    assert (done.status, done.err) == (0, "")
    data = full(done)
    raw = (root / "events/dien-dan.toml").read_bytes()
    assert (data["id"], data["path"], data["etag"]) == ("dien-dan", "events/dien-dan.toml", sha256(raw).hexdigest())
    assert data["data"] == tomllib.loads(raw.decode())
    [part] = data["incoming"]
    assert (part["type"], part["from"], part["to"]) == ("part_of", "phien-mot", "dien-dan")
    assert [(one["type"], one["to"]) for one in data["outgoing"] if one["type"] == "organized_by"] == [
        ("organized_by", "lien-minh"),
        ("organized_by", "lien-mjnh"),
    ]
    assert {(row["code"], row["field"], row["severity"], row["muted"]) for row in data["problems"]} == {
        ("dangling", "relations.organized_by.lien-mjnh", "warning", False),
        ("untranslated", "summary", "warning", False),
    }
    assert all(row["line"] and row["column"] for row in data["problems"])


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_json_has_no_language(govtui: Run, root: Path, form: str) -> None:
    ask = ("show", "dien-dan", "hong", "s", "--registry", root, form)
    vi, en, both = (govtui(*ask, "--lang", language).out for language in (*LANGUAGES, "both"))
    assert vi and vi == en == both


def test_the_data_of_every_record_that_ships_are_those_of_its_file(govtui: Run) -> None:
    done = govtui("show", "--where", "", "--jsonl", "--registry", RECORDS)
    lines = [json.loads(line) for line in done.out.splitlines()]
    files = list(RECORDS.glob("*/*.toml"))
    assert {one["path"] for one in lines} == {path.relative_to(RECORDS).as_posix() for path in files}
    for one in lines:
        held = tomllib.loads((RECORDS / one["path"]).read_text(encoding="utf-8"))
        assert one["data"] == json.loads(json.dumps(held, default=lambda date: date.isoformat())), one["path"]


def test_dates_of_toml_are_texts_and_texts_are_in_nfc(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path).root
    text = 'schema = 2\nkind = "event"\nid = "x"\ntype = "forum"\ndate = 2018-11-05\nat = 2018-11-05T08:00:00\n'
    write(root, "events/x.toml", f'{text}big = inf\n[name]\nvi = "{unicodedata.normalize("NFD", "Diễn đàn")}"\n')
    data = full(govtui("show", "x", "--json", "--registry", root))["data"]
    assert (data["date"], data["at"], data["big"]) == ("2018-11-05", "2018-11-05T08:00:00", "inf")
    assert data["name"] == {"vi": "Diễn đàn"}


def test_a_file_that_is_saved_while_it_is_shown_is_told_as_it_is_then(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saving(root: Path, path: str) -> bytes:
        if not saved:
            saved.append(path)
            write(root, path, (root / path).read_text(encoding="utf-8").replace("đổi mới", "cải cách"))
        return read(root, path)

    saved: list[str] = []
    monkeypatch.setattr("govtui.interchange.full_lines.read", saving)
    found = full(govtui("show", "dien-dan", "--json", "--registry", root))
    raw = (root / "events/dien-dan.toml").read_bytes()
    assert saved and found["data"]["summary"] == {"vi": "Bàn về cải cách."}
    assert found["etag"] == sha256(raw).hexdigest()


def test_an_export_has_the_lines_that_are_shown(govtui: Run, root: Path) -> None:
    shown = govtui("show", "--jsonl", "--where", "", "--registry", root)
    written = "".join(document(FORMATS["jsonl"], export_of(Registry(root))))
    assert sorted(line for line in shown.out.splitlines() if '"data"' in line) == written.splitlines()


@pytest.mark.parametrize("form", ["--format=text", "--json", "--toml"])
def test_a_former_id_shows_the_record_of_today(govtui: Run, root: Path, form: str) -> None:
    today = govtui("show", "dien-dan", "--registry", root, form)
    former = govtui("show", "dien-dan-cu", "--registry", root, form)
    assert (former.status, former.out) == (0, today.out) and today.err == "" and "dien-dan-cu" in former.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["json", "toml"])
def test_forms_with_an_option_of_their_own_are_refused_as_formats(
    govtui: Run, root: Path, language: str, form: str
) -> None:
    done = govtui("show", "dien-dan", "--registry", root, "--format", form, "--lang", language)
    words = load(language).gettext("“{old}” is now called “{new}”.").format(old=f"--format {form}", new=f"--{form}")
    assert (done.status, done.out) == (2, "") and words in done.err


@pytest.mark.parametrize("forms", [("--toml", "--json"), ("--jsonl", "--format=text"), ("--toml", "--format=bibtex")])
def test_forms_exclude_each_other(govtui: Run, root: Path, forms: tuple[str, str]) -> None:
    done = govtui("show", "dien-dan", "--registry", root, *forms)
    assert (done.status, done.out) == (2, "") and "--toml, --json, --jsonl" in done.err


def test_several_pages_stand_apart(govtui: Run, root: Path) -> None:
    ask = ("--registry", root, "--lang", "en")
    alone = [govtui("show", id, *ask).out for id in ("dien-dan", "lien-minh")]
    together = govtui("show", "dien-dan", "lien-minh", "dien-dan", *ask)
    assert together == (0, f"\n{'─' * 80}\n\n".join(alone), "")


@pytest.mark.parametrize(("style", "between"), [("markdown", "\n---\n\n"), ("bibtex", "\n"), ("citation", "")])
def test_several_stand_apart_in_other_formats_too(govtui: Run, root: Path, style: str, between: str) -> None:
    ask = ("--registry", root, "--lang", "en", "--format", style)
    alone = [govtui("show", id, *ask).out for id in ("s", "lien-minh")]
    assert govtui("show", "s", "lien-minh", *ask) == (0, between.join(alone), "")


def test_what_cannot_be_cited_is_said_and_the_others_are_printed(govtui: Run, root: Path) -> None:
    ask = ("--registry", root, "--lang", "en", "--format", "bibtex")
    done = govtui("show", "hong", "s", *ask)
    assert (done.status, done.out) == (2, govtui("show", "s", *ask).out) and "events/hong.toml" in done.err


def test_a_query_that_finds_nothing_is_status_1(govtui: Run, root: Path) -> None:
    asked = ("show", "--where", "zzzzzzzz kind:source", "--registry", root)
    assert (govtui(*asked).status, govtui(*asked).out) == (1, "")
    done = govtui(*asked, "--json")
    assert (done.status, json.loads(done.out)) == (1, {"v": 1, "is": "list", "of": "full", "total": 0, "items": []})


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
    data = full(govtui("show", "hong", "--registry", root, "--json"))
    assert "data" not in data and not data["readable"]
    assert [(row["code"], row["line"]) for row in data["problems"]] == [("broken_string", 3)]
    toml = govtui("show", "hong", "--registry", root, "--toml")
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
