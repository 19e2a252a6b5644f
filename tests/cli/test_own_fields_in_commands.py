"""A registry's own fields, relations and vocabulary through every command, in both languages (tests/own_registry.py)."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from own_registry import LABELS, MANIFEST, OWN, own_registry
from repository import Repository

from govtui.edit.commit import message, propose_commit
from govtui.i18n.edit_texts import fields_words
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry

Run = Callable[..., Any]

PLAN, PLAN_EN = "declarations/plan.toml", "declarations/plan-en.toml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_registry(tmp_path_factory.mktemp("made")).root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A registry that the test may change."""
    return shutil.copytree(made, tmp_path / "registry")


def own(root: Path, path: str) -> dict[str, Any]:
    return tomllib.loads((root / path).read_text(encoding="utf-8")).get("x", {})


def foreign(text: str, language: str) -> Iterator[str]:
    """What the readers of a language should not see: words of the manifest in another one, keys in place of words."""
    for one, labels in LABELS.items():
        if one != language:
            yield from (label for label in labels if re.search(rf"\b{re.escape(label)}\b", text))
    yield from re.findall(r"Private notes \(.*?\)|Ghi chú riêng \(.*?\)|\bpays_for\b|\btranslated_as\b", text)


# -- set ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assignment", "key", "value"),
    [
        ("x.budget=70.5", "budget", 70.5),
        ("x.budget=", "budget", None),
        ("x.funds=state", "funds", ["state"]),
        ("x.funds+=state", "funds", ["donor", "state"]),
        ("x.funds-=donor", "funds", None),
        ("x.scope.en=Ministries.", "scope", {"vi": "Các bộ.", "en": "Ministries."}),
        ('x.scope={ vi = "Bộ" }', "scope", {"vi": "Bộ"}),
        ("x.drafted_by+=moha", "drafted_by", ["moha"]),
        ("x.appraised_on=2024-05~", "appraised_on", "2024-05~"),
        ("x.binding=false", "binding", False),
        ("x.memo=hỏi lại", "memo", "hỏi lại"),
    ],
)
def test_an_own_field_is_set_by_the_type_that_it_is_declared_with(
    govtui: Run, root: Path, assignment: str, key: str, value: object
) -> None:
    done = govtui("set", "plan-en", assignment, "--registry", root)
    assert (done.status, done.err) == (0, "")
    assert own(root, PLAN_EN).get(key) == value


REFUSED = [
    ("x.budget=much", "The value must be a number, as registry.toml declares it.", "Giá trị phải là số"),
    ("x.binding=maybe", "The value must be true or false", "Giá trị phải là true hoặc false"),
    ("x.appraised_on=31/5/2024", "Did you mean “2024-05-31”?", "Có phải là “2024-05-31”?"),
    ("x.funds+=sate", "Did you mean “state”? x.funds takes: state, donor.", "Có phải là “state”? x.funds nhận"),
    ("x.drafted_by=Bộ Nội vụ", "The value must be the id of a record", "Giá trị phải là mã của một bản ghi"),
    ("x.scope=Ministries", "Say which language is meant: x.scope.vi or x.scope.en.", "Hãy nêu rõ ngôn ngữ"),
    ("x.budget+=1", "“x.budget” is not a list", "“x.budget” không phải danh sách"),
    ("x.funds-=state", "“state” is not in “x.funds”.", "Không có “state” trong “x.funds”."),
    ("budget=3", "has no field “budget”. Did you mean “x.budget”?", "không có trường “budget”. Có phải là “x.budget”?"),
    ("relations.translats+=plan", "Did you mean “translates”?", "Có phải là “translates”?"),
]


@pytest.mark.parametrize(("assignment", "english", "vietnamese"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_wrong_value_is_refused_with_what_is_wanted(
    govtui: Run, made: Path, assignment: str, english: str, vietnamese: str
) -> None:
    before = (made / PLAN_EN).read_bytes()
    for language, sentence in (("en", english), ("vi", vietnamese)):
        done = govtui("set", "plan-en", assignment, "--registry", made, "--lang", language)
        assert done.status == 1 and sentence in done.out + done.err
    assert (made / PLAN_EN).read_bytes() == before


@pytest.mark.parametrize(
    ("id", "assignment", "english"),
    [
        ("plan-en", "x.buget=3", "so it is kept as a private note. Did you mean “x.budget”?"),
        ("moha", "x.budget=3", "“x.budget” is not declared for records of this kind, so it is kept as a private note."),
        ("plan-en", "x.drafted_by=s", "[wrong_kind] “s” is of a kind that this field cannot point at."),
        ("plan-en", "x.drafted_by=moh", "[dangling] There is no record “moh”. Did you mean “moha”?"),
        ("plan-en", "relations.translates=moha", "[wrong_kind] “moha” is of a kind that this field cannot point at."),
        ("plan-en", "relations.pays_for=plan", "[relation_not_of_kind]"),
        ("plan-en", "relations.translated_as=plan", "“translated_as” is computed from “translates”"),
    ],
)
def test_what_may_be_a_slip_is_saved_and_told(govtui: Run, made: Path, id: str, assignment: str, english: str) -> None:
    done = govtui("set", id, assignment, "--dry-run", "--registry", made)
    assert done.status == 0 and english in done.out + done.err


def test_a_new_record_takes_own_fields_as_it_takes_others(govtui: Run, root: Path) -> None:
    given = ["x.budget=70", "x.funds=state", "x.scope.vi=Bộ", "x.drafted_by=moha", "x.binding=true", "x.memo=1"]
    words = ("new", "declaration", "--type", "report", "--name-en", "Third", "relations.translates=plan", *given)
    done = govtui(*words, "x.buget=1", "--dry-run", "--registry", root)
    assert done.status == 0 and "Did you mean “x.budget”?" in done.err
    assert govtui(*words, "--registry", root).status == 0
    assert own(root, "declarations/third.toml") == {
        "budget": 70,
        "funds": ["state"],
        "scope": {"vi": "Bộ"},
        "drafted_by": ["moha"],
        "binding": True,
        "memo": 1,
    }
    done = govtui(*words[:-1], "--name-en", "Fourth", "x.budget=much", "--registry", root)
    assert done.status == 1 and "The value must be a number" in done.out
    assert not (root / "declarations/fourth.toml").exists()


# -- search ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("x.budget:12000", ["plan"]),
        ("budget:9500,12000", ["plan", "plan-en"]),
        ("funds:donor", ["plan", "plan-en"]),
        ("x.funds:state", ["plan"]),
        ("co quan ngang bo", ["plan"]),
        ("agencies", ["plan"]),
        ("hỏi lại", []),
    ],
)
def test_records_are_found_by_own_fields(govtui: Run, made: Path, line: str, ids: list[str]) -> None:
    done = govtui("search", line, "--ids", "--registry", made)
    assert (sorted(done.out.split()), done.err) == (ids, "")


@pytest.mark.parametrize(
    ("line", "english", "vietnamese"),
    [
        ("budget:1200a", "“1200a” is not a number.", "“1200a” không phải là số."),
        ("x.buget:3", "Did you mean “Budget”?", "Có phải là “Budget”?"),
        ("funds:donr", "Did you mean “donor”?", "Có phải là “donor”?"),
        ("binding:yes", "set facet = true for it in registry.toml", "đặt facet = true"),
        ("x.binding:yes", "set facet = true for it in registry.toml", "đặt facet = true"),
    ],
)
def test_a_query_that_is_wrong_about_an_own_field_says_so(
    govtui: Run, made: Path, line: str, english: str, vietnamese: str
) -> None:
    for language, sentence in (("en", english), ("vi", vietnamese)):
        done = govtui("search", line, "--registry", made, "--lang", language)
        assert done.status == 1 and sentence in done.err  # said, and nothing found


# -- reading -----------------------------------------------------------------------------------------------------------

SHOWN = [
    (("show", "plan"), "12,000 [1]   ≠ 15,000 [1]|Translated as|Paid by", "Kinh phí             12.000 [1]   ≠ 15.000 [1]|Cơ quan soạn dự thảo Bộ Nội vụ|Có bản dịch|Được chi trả bởi"),
    (("show", "plan-en"), "Translation of|Scope: The text is missing in English", "Là bản dịch của|Phạm vi áp dụng: Chưa có nội dung"),
    (("show", "moha"), "Pays for|Named in “Drafted by”", "Chi trả cho|Được nêu ở “Cơ quan soạn dự thảo”"),
    (("show", "plan", "--format", "markdown"), "Budget|Translated as", "Kinh phí|Có bản dịch"),
    (("check",), "“Budget”: 12,000|15,000", "“Kinh phí”: 12.000|15.000"),
    (("coverage",), "Scope", "Phạm vi áp dụng"),
    (("rm", "moha", "--dry-run"), "Drafted by", "Cơ quan soạn dự thảo"),
    (("links", "plan"), "Translated as|Paid by|Drafted by", "Có bản dịch|Được chi trả bởi|Cơ quan soạn dự thảo"),
    (("links", "moha", "--type", "chi trả cho"), "Pays for", "Chi trả cho"),
    (("links", "moha", "--type", "drafted by"), "Named in “Drafted by”", "Được nêu ở “Cơ quan soạn dự thảo”"),
    (("list", "--values", "kinh phí"), "1  12,000", "1  12.000"),
    (("list", "--values", "drafted_by"), "Ministry of Home Affairs", "Bộ Nội vụ"),
    (("stats", "--by", "budget,translates"), "Budget|Translation of", "Kinh phí|Là bản dịch của"),
]  # fmt: skip
"""A command, and what it says in English and in Vietnamese."""


@pytest.mark.parametrize(("words", "english", "vietnamese"), SHOWN, ids=[" ".join(row[0]) for row in SHOWN])
def test_own_fields_and_relations_are_read_by_their_labels(
    govtui: Run, made: Path, words: tuple[str, ...], english: str, vietnamese: str
) -> None:
    for language, wanted in (("en", english), ("vi", vietnamese)):
        out = govtui(*words, "--registry", made, "--lang", language).out
        assert [one for one in wanted.split("|") if one not in out] == [], out
        assert list(foreign(out, language)) == []


def test_for_programs_own_values_are_those_of_the_file(govtui: Run, made: Path) -> None:
    [data] = json.loads(govtui("show", "plan", "--json", "--registry", made).out)["items"]
    assert data["data"]["x"] == OWN
    assert {(one["type"], one["from"]) for one in data["incoming"]} == {
        ("translates", "plan-en"),
        ("pays_for", "moha"),
    }
    assert own(made, PLAN) == OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_history_says_what_became_of_own_fields(govtui: Run, root: Path, language: str) -> None:
    Repository.run(root, "init", "-q")
    Repository.run(root, "config", "user.name", "Lan")
    Repository.run(root, "config", "user.email", "lan@example.org")
    Repository.run(root, "add", ".")
    Repository.run(root, "commit", "-qm", "one")
    changed = [
        "x.budget=13000",
        "x.funds-=donor",
        "x.scope.en=All.",
        "x.drafted_by+=mof",
        "x.binding=false",
        "x.jotting=",
    ]
    assert govtui("set", "plan", *changed, "--registry", root).status == 0
    files = Registry(root)
    told = message(propose_commit(files, frozenset()).files, load(language), files.manifest.record_schema)
    assert ("Budget, Funded by" if language == "en" else "Kinh phí, Nguồn chi") in told
    out = govtui("log", "plan", "-n", 1, "--registry", root, "--lang", language).out
    wanted = {
        "en": "Budget|− 12,000|+ 13,000|Funded by|− Donors|Scope · English|+ Ministry of Finance|− yes|+ no|“jotting”",
        "vi": "Kinh phí|− 12.000|+ 13.000|Nguồn chi|− Nhà tài trợ|Phạm vi áp dụng · tiếng Anh|+ Bộ Tài chính|− có|+ không",
    }
    assert [one for one in wanted[language].split("|") if one not in out] == [], out
    assert list(foreign(out, language)) == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Budget, Private notes, Name"), ("vi", "Kinh phí, Ghi chú riêng, Tên")]
)
def test_a_draft_says_which_own_fields_it_changes(made: Path, language: str, words: str) -> None:
    schema = Registry(made).manifest.record_schema
    assert fields_words(["x.budget", "x.memo", "x.jotting", "name.vi"], load(language), schema) == words


# -- what refers to records, and the manifest --------------------------------------------------------------------------


def test_another_id_reaches_own_references_relations_and_what_stands_beside_them(govtui: Run, root: Path) -> None:
    assert govtui("set", "plan", "sources.s.for+=x.drafted_by.moha", "--registry", root).status == 0
    assert govtui("rename", "moha", "bo-noi-vu", "--registry", root).status == 0
    assert govtui("rename", "plan", "ke-hoach", "--registry", root).status == 0
    assert own(root, "declarations/ke-hoach.toml")["drafted_by"] == ["bo-noi-vu"]
    assert '"x.drafted_by.bo-noi-vu"' in (root / "declarations/ke-hoach.toml").read_text(encoding="utf-8")
    relations = [
        tomllib.loads((root / path).read_text())["relations"] for path in (PLAN_EN, "organizations/bo-noi-vu.toml")
    ]
    assert relations == [{"translates": ["ke-hoach"]}, {"pays_for": ["ke-hoach"]}]
    assert "Error: 0" in govtui("check", "--registry", root).out


def test_inverses_of_own_relations_are_moved_to_where_they_belong(govtui: Run, root: Path) -> None:
    done = govtui("set", "plan", "relations.paid_by=mof", "--registry", root)
    assert done.status == 0 and "“paid_by” is computed from “pays_for”" in done.out + done.err
    assert govtui("check", "--fix", "--yes", "--registry", root).status == 0
    assert 'pays_for = ["plan"]' in (root / "organizations/mof.toml").read_text(encoding="utf-8")
    assert "paid_by" not in (root / PLAN).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_declarations_that_do_not_count_are_told_by_check_and_doctor(govtui: Run, root: Path, language: str) -> None:
    broken = MANIFEST.replace('type = "number"', 'type = "nummer"').replace('"paid_by"', '"funded_by"')
    (root / "registry.toml").write_text(broken, encoding="utf-8")
    for command in ("check", "doctor"):
        out = " ".join(govtui(command, "--registry", root, "--lang", language).out.split())
        for key, said in (("fields.declaration.budget", "nummer"), ("relations.pays_for", "funded_by")):
            line = broken.split("\n").index(f"[{key}]") + 1
            assert re.search(rf"registry\.toml:{line}:2: [^→]*“{said}”", out), out
    assert govtui("show", "plan", "--registry", root, "--lang", language).status == 0
