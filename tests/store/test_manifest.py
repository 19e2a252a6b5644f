"""registry.toml: what a registry is called, its languages, and the vocabulary it adds. Without it, or broken: the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import write

from govtui.i18n.problem_texts import DECLARATION_FAULTS
from govtui.i18n.problems import sentence
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.problem import Severity
from govtui.store import manifest
from govtui.store.manifest import Manifest

WHOLE = """\
schema = 2
languages = ["vi", "en", "ko"]
source_language = "vi"
name = { vi = "Sổ bộ", en = "Register" }

[vocabulary.event_type]
hackathon = { vi = "Cuộc thi lập trình", en = "Hackathon" }
"""


def loaded(root: Path, text: str | bytes) -> tuple[Manifest, list[tuple[str, int, int, str]]]:
    write(root, "registry.toml", text)
    found, problems = manifest.load(root)
    assert all(problem.path == "registry.toml" for problem in problems)
    return found, [(p.code, p.line, p.column, p.field) for p in problems]


def test_a_manifest_is_read(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE)
    assert problems == []
    assert found.languages == ["vi", "en", "ko"]
    assert found.name == {"vi": "Sổ bộ", "en": "Register"}


def test_its_own_keys_belong_to_a_vocabulary_beside_the_built_in_ones(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, WHOLE)
    assert found.knows("event.type", "forum")
    assert found.knows("event.type", "hackathon")
    assert not found.knows("event.type", "hackaton")
    assert not found.knows("declaration.type", "hackathon")
    assert found.keys("event.type")[0] == "conference"
    assert found.keys("event.type")[-1] == "hackathon"
    assert found.own_label("event.type", "hackathon") == {"vi": "Cuộc thi lập trình", "en": "Hackathon"}
    assert found.own_label("event.type", "forum") is None


def test_without_a_manifest_the_defaults_hold_and_it_is_told(tmp_path: Path) -> None:
    found, [problem] = manifest.load(tmp_path)
    assert found == Manifest()
    assert (found.languages, found.source_language, found.name) == (["vi", "en"], "vi", None)
    assert (problem.code, problem.severity, problem.path) == ("no_manifest", Severity.WARNING, "registry.toml")


BROKEN = {
    "not UTF-8": (b'name = { vi = "\xe0" }\n', ("not_utf8", 1, 16, "")),
    "not TOML": ('languages = ["vi", \n', ("unclosed_array", 1, 19, "")),
    "an unknown key": ('lenguages = ["vi"]\n', ("unknown_key", 1, 1, "lenguages")),
    "another schema": ("schema = 3\n", ("newer_schema", 1, 10, "schema")),
    "a language that is none": ('languages = ["vi", "Tiếng Anh"]\n', ("not_a_language", 1, 13, "languages")),
    "no language": ("languages = []\n", ("no_language", 1, 13, "languages")),
    "a name without language": ('name = "Sổ bộ"\n', ("wrong_type", 1, 8, "name")),
    "a label without language": (
        "[vocabulary.event_type]\nhackathon = 'x'\n",
        ("wrong_type", 2, 13, "vocabulary.event_type.hackathon"),
    ),
    "a key that is none": (
        "[vocabulary.event_type]\n'Cuộc thi' = { vi = 'x' }\n",
        ("bad_form", 2, 1, "vocabulary.event_type.Cuộc thi"),
    ),
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_told_and_the_defaults_hold(
    text: str | bytes, problem: tuple[str, int, int, str], tmp_path: Path
) -> None:
    assert loaded(tmp_path, text) == (Manifest(), [problem])


def test_a_manifest_that_is_no_file_is_told_and_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / "registry.toml").symlink_to("/dev/zero")
    found, [problem] = manifest.load(tmp_path)
    assert (found, problem.code, problem.severity) == (Manifest(), "link_outside", Severity.ERROR)


def test_a_vocabulary_that_is_none_is_told_where_it_stands_and_the_rest_holds(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE + "\n[vocabulary.event_tipe]\nx = { vi = 'x' }\n")
    assert problems == [("unknown_vocabulary", 9, 2, "vocabulary.event_tipe")]
    assert found.knows("event.type", "hackathon")


def test_a_language_named_twice_counts_once(tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, 'languages = ["vi", "en", "vi"]\n')
    assert found.languages == ["vi", "en"]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_does_no_harm(prefix: bytes, tmp_path: Path) -> None:
    found, _ = loaded(tmp_path, prefix + WHOLE.encode())
    assert found.name is not None


LABEL = 'label = { vi = "Nhãn", en = "Label" }\n'
BOTH = f'{LABEL}inverse = "said_by"\ninverse_{LABEL}'

BADLY_DECLARED = {
    # what registry.toml has after its first line: code, line, column, name and reason
    "[fields.person.age]\ntype = 'number'\n": ("own_field_declared_badly", 2, 2, "person", "unknown_kind"),
    "[fields]\nevent = 'age'\n": ("own_field_declared_badly", 3, 9, "event", "not_a_table"),
    "[fields.event]\nage = 'number'\n": ("own_field_declared_badly", 3, 7, "event.age", "not_a_table"),
    f"[fields.event.Age]\ntype = 'number'\n{LABEL}": ("own_field_declared_badly", 2, 2, "event.Age", "bad_key"),
    f"[fields.all.ror]\ntype = 'text'\n{LABEL}": ("own_field_declared_badly", 2, 2, "all.ror", "reserved"),
    f"[fields.event.age]\ntipe = 'text'\n{LABEL}": ("own_field_declared_badly", 2, 2, "event.age", "unknown_option"),
    f"[fields.event.age]\n{LABEL}": ("own_field_declared_badly", 2, 2, "event.age", "no_type"),
    f"[fields.event.age]\ntype = 'int'\n{LABEL}": ("own_field_declared_badly", 2, 2, "event.age", "unknown_type"),
    "[fields.event.age]\ntype = 'number'\n": ("own_field_declared_badly", 2, 2, "event.age", "no_label"),
    f"[fields.event.age]\ntype = 'key'\n{LABEL}": ("own_field_declared_badly", 2, 2, "event.age", "no_vocabulary"),
    f"[fields.event.age]\ntype = 'key'\nvocabulary = 'x.ages'\n{LABEL}": (
        "own_field_declared_badly", 2, 2, "event.age", "unknown_vocabulary"
    ),
    f"[fields.event.age]\ntype = 'text'\nvocabulary = 'frequency'\n{LABEL}": (
        "own_field_declared_badly", 2, 2, "event.age", "vocabulary_of_no_key"
    ),
    f"[fields.event.age]\ntype = 'text'\nkinds = ['event']\n{LABEL}": (
        "own_field_declared_badly", 2, 2, "event.age", "kinds_of_no_reference"
    ),
    f"[fields.event.age]\ntype = 'text'\nrepeated = 'yes'\n{LABEL}": (
        "own_field_declared_badly", 2, 2, "event.age", "bad_option"
    ),
    f"[fields.event.age]\ntype = 'localized'\nrepeated = true\n{LABEL}": (
        "own_field_declared_badly", 2, 2, "event.age", "localized_repeated"
    ),
    "".join(f"[fields.event.f{n}]\ntype = 'text'\nfacet = true\n{LABEL}" for n in range(21)): (
        "own_field_declared_badly", 82, 2, "event.f20", "too_many_facets"
    ),
    "[relations]\nsays = 'x'\n": ("relation_declared_badly", 3, 8, "says", "not_a_table"),
    f"[relations.Says]\nfrom = ['event']\nto = 'same'\n{BOTH}": ("relation_declared_badly", 2, 2, "Says", "bad_key"),
    f"[relations.part_of]\nfrom = ['event']\nto = 'same'\n{BOTH}": ("relation_declared_badly", 2, 2, "part_of", "taken"),
    f"[relations.says]\nof = ['event']\nto = 'same'\n{BOTH}": ("relation_declared_badly", 2, 2, "says", "unknown_option"),
    f"[relations.says]\nfrom = ['event']\nto = 'same'\n{LABEL}": ("relation_declared_badly", 2, 2, "says", "no_inverse"),
    "[relations.says]\nfrom = ['event']\nto = 'same'\ninverse = 'said_by'\n": (
        "relation_declared_badly", 2, 2, "says", "no_label"
    ),
    f"[relations.says]\nfrom = ['event']\nto = 'same'\ninverse = 'said_by'\n{LABEL}": (
        "relation_declared_badly", 2, 2, "says", "no_inverse_label"
    ),
    f"[relations.says]\nfrom = 'event'\nto = 'same'\n{BOTH}": ("relation_declared_badly", 2, 2, "says", "bad_option"),
}  # fmt: skip
GOOD = f"[fields.event.good]\ntype = 'text'\n{LABEL}[relations.answers]\nfrom = ['event']\nto = 'same'\n{LABEL}" + (
    f"inverse = 'answered_by'\ninverse_{LABEL}"
)


@pytest.mark.parametrize(
    ("text", "problem"), BADLY_DECLARED.items(), ids=[f"{p[0]}-{p[4]}" for p in BADLY_DECLARED.values()]
)
def test_a_declaration_that_cannot_be_read_is_told_where_it_stands_and_all_others_count(
    text: str, problem: tuple[str, int, int, str, str], tmp_path: Path
) -> None:
    more = GOOD if "fields]" not in text and "relations]" not in text else ""
    write(tmp_path, "registry.toml", f"schema = 2\n{text}{more}")
    found, [told] = manifest.load(tmp_path)
    assert (told.code, told.line, told.column, told.values["name"], told.values["reason"]) == problem
    assert (told.severity, told.path) == (Severity.WARNING, "registry.toml")
    if more:
        assert "x.good" in found.record_schema.own("event")
        assert "answers" in found.record_schema.relations


def test_every_reason_is_tried_here() -> None:
    for code, sentences in DECLARATION_FAULTS.items():
        assert {problem[4] for problem in BADLY_DECLARED.values() if problem[0] == code} == set(sentences)


@pytest.mark.parametrize("text", BADLY_DECLARED, ids=[f"{p[0]}-{p[4]}" for p in BADLY_DECLARED.values()])
def test_what_is_wrong_with_a_declaration_is_said_in_each_language(text: str, tmp_path: Path) -> None:
    write(tmp_path, "registry.toml", f"schema = 2\n{text}")
    [problem] = manifest.load(tmp_path)[1]
    said = [sentence(problem, load(language)) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
    for words in said:
        assert words.endswith(".") and "{" not in words


def test_the_vocabulary_of_an_own_field_is_no_unknown_one(tmp_path: Path) -> None:
    table = "[vocabulary.x_ages]\nold = { vi = 'già', en = 'old' }\n"
    field = f"[fields.event.age]\ntype = 'key'\nvocabulary = 'x.ages'\n{LABEL}"
    found, problems = loaded(tmp_path, f"schema = 2\n{table}{field}")
    assert problems == []
    assert found.knows("x.ages", "old") and not found.knows("x.ages", "new")
    assert loaded(tmp_path, f"schema = 2\n{table}")[1] == [("unknown_vocabulary", 2, 2, "vocabulary.x_ages")]


def test_a_manifest_of_an_earlier_schema_is_read_and_told(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE.replace("schema = 2", "schema = 1"))
    assert problems == [("old_schema", 1, 10, "schema")]
    assert found.name == {"vi": "Sổ bộ", "en": "Register"}


def test_a_manifest_of_a_later_schema_is_not_read_and_that_is_all_that_is_told(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, WHOLE.replace("schema = 2", "schema = 3") + "[of_tomorrow]\n")
    assert problems == [("newer_schema", 1, 10, "schema")]
    assert found == Manifest()
