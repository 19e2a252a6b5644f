"""The JSON Schema of records and of registry.toml: it accepts what is valid, and says of what is not as much as it can."""

from __future__ import annotations

import datetime
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from small import FILES, RECORDS, table

from govtui.i18n.field_labels import SchemaWords
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.fields import fields
from govtui.model.json_schema import DIALECT, JsonSchemas
from govtui.model.kinds import KIND_OF_FOLDER, KINDS
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS, Event
from govtui.model.schema import About, Section
from govtui.store.manifest import Manifest

BROKEN = Path(__file__).resolve().parents[1] / "data" / "broken"

OWN = """\
schema = 2
languages = ["vi", "en", "ko"]

[name]
vi = "Kho"

[vocabulary.event_type]
hackathon = { vi = "Cuộc thi lập trình", en = "Hackathon" }

[vocabulary.x_budget_line]
staff = { vi = "Nhân sự" }

[fields.declaration.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
meaning = { vi = "Triệu đồng." }
facet = true

[fields.declaration.lines]
type = "key"
vocabulary = "x.budget_line"
repeated = true
label = { vi = "Khoản" }

[fields.all.seen]
type = "date"
label = { en = "Seen" }

[fields.all.owner]
type = "reference"
kinds = ["organization"]
label = { en = "Owner" }
search = "text"

[relations.translates]
from = ["declaration"]
to = "same"
label = { vi = "là bản dịch của", en = "Translation of" }
inverse = "translated_as"
inverse_label = { vi = "có bản dịch", en = "Translated as" }
"""


@cache
def manifest(text: str = "") -> Manifest:
    return Manifest.model_validate(tomllib.loads(text))


@cache
def schema(name: str, text: str = "", languages: tuple[str, ...] = tuple(LANGUAGES)) -> dict[str, Any]:
    """The schema of records of a kind, or of registry.toml, in a registry with this manifest."""
    found = manifest(text)
    words = SchemaWords([load(language) for language in languages], found)
    made = JsonSchemas(found.record_schema, found.languages, found.keys, words)
    return made.of_manifest(fields(Manifest)) if name == "registry" else made.of_kind(name)


def as_json(value: Any) -> Any:
    """Data of TOML as validators of TOML have them: dates are strings."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    return list(map(as_json, value)) if isinstance(value, list) else value


def faults(data: Any, name: str, text: str = "") -> list[str]:
    """Where data do not fit a schema."""
    return sorted({one.json_path for one in Draft202012Validator(schema(name, text)).iter_errors(as_json(data))})


@pytest.mark.parametrize("text", ["", OWN], ids=["built-in", "own"])
@pytest.mark.parametrize("name", [*KINDS, "registry"])
def test_a_schema_is_one_and_points_nowhere(name: str, text: str) -> None:
    found = schema(name, text)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == DIALECT and "$id" not in found
    assert json.dumps(found).count("://") == 1


# -- what is valid ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_bundled_record_is_valid(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert faults(data, data["kind"]) == []


def test_manifests_are_valid() -> None:
    for text in ("", OWN, RECORDS.joinpath("registry.toml").read_text(encoding="utf-8")):
        assert faults(tomllib.loads(text), "registry", text) == []


def test_a_date_is_a_string_a_year_or_a_date_of_toml() -> None:
    for value in (2015, "2015", "201X", datetime.date(2015, 9, 9), datetime.datetime(2015, 9, 9, 13, 6)):
        assert faults(table("a", "event", date=value), "event") == []
    for value in (15, 20150909, True, ["2015"], datetime.time(13, 6)):
        assert faults(table("a", "event", date=value), "event") == ["$.date"], value


def test_own_fields_are_checked_and_private_notes_are_free() -> None:
    def told(**x: Any) -> list[str]:
        return faults(table("a", "declaration", x=x), "declaration", OWN)

    assert told(budget=12000, seen=2015, owner="bo", lines=["staff"], ror={"id": 1}, mine=[1, "a"]) == []
    assert told(budget="12000") == ["$.x.budget"]
    assert told(lines=["stuff"]) == ["$.x.lines[0]"]
    assert told(lines="staff") == ["$.x.lines"]
    assert told(owner="Bộ", seen="mai") == ["$.x.owner", "$.x.seen"]
    assert faults(table("a", x={"budget": "12000"}), "organization", OWN) == []


def test_relations_are_those_that_a_kind_may_write() -> None:
    def told(kind: str, **relations: list[str]) -> list[str]:
        return faults(table("a", kind, relations=relations), kind, OWN)

    assert told("declaration", part_of=["a-b"], translates=["c"], belongs_to=["country:VN"]) == []
    assert told("event", organized_by=["a"]) == []
    assert told("organization", organized_by=["a"]) == ["$.relations"]
    assert told("organization", translates=["a"]) == ["$.relations"]
    assert told("declaration", has_part=["a"]) == ["$.relations"]
    assert told("declaration", translated_as=["a"]) == ["$.relations"]
    assert told("declaration", part_of=["A"]) == ["$.relations.part_of[0]"]


def test_a_vocabulary_has_the_keys_of_the_registry_too() -> None:
    data = table("a", "event", type="hackathon")
    assert faults(data, "event", OWN) == []
    assert faults(data, "event") == ["$.type"]


def test_a_text_may_have_languages_that_the_registry_does_not_keep() -> None:
    assert faults(table("a", name={"vi": "Một", "fr": "Un", "zh-Hant": "一"}), "organization") == []
    assert faults(table("a", name={"Vi": "Một"}), "organization") == ["$.name"]
    assert faults(table("a", name={}), "organization") == ["$.name"]
    assert faults(table("a", name={"vi": " \n"}), "organization") == ["$.name.vi"]


# -- what is not -----------------------------------------------------------------------------------------------------

STATED = {
    "bad_form", "blank_text", "date_both_ends_open", "date_empty", "date_hyphens", "date_in_words", "date_interval",
    "date_leave_out", "date_no_such_day", "date_no_such_month", "date_no_such_time", "date_no_such_year",
    "date_not_a_date", "date_open_end", "date_qualifier", "date_two_digits", "date_unsupported", "date_use_x",
    "date_year_first", "date_year_missing", "date_year_on_one_end", "empty_file", "invalid_value", "inverse_typed",
    "kind_not_folder", "missing_field", "newer_schema", "no_language", "not_a_language", "not_an_id", "own_field_declared_badly",
    "own_field_type", "own_field_unknown_key", "relation_declared_badly", "relation_not_of_kind",
    "too_deep", "unknown_key", "unknown_kind", "unknown_relation", "unknown_vocabulary", "unknown_vocabulary_key",
    "wrong_type",
}  # fmt: skip
"""The codes of problems that a schema can state."""

NOT_STATED = {
    "it is no TOML": {
        "bad_toml_date", "broken_header", "broken_string", "broken_toml", "conflict_markers", "duplicate_key", "not_utf8",
        "unclosed_array", "unclosed_table", "unquoted_date",
    },
    "the data do not tell how they are written": {"byte_order_mark", "not_nfc"},
    "the data do not tell what their file is called": {"id_not_file_name", "stray_file"},
    "it depends on other records": {
        "cycle", "dangling", "duplicate_id", "force_outdated", "likely_duplicate", "part_outside_whole", "place_in_title",
        "recorded_after_all", "told_twice", "wrong_kind",
    },
    "it depends on several values": {
        "cell_twice", "cites_nothing", "date_reversed", "item_cycle", "sources_disagree",
        "party_order", "percent_off", "progress_back", "stale_translation", "sum_differs", "symbol_form", "total_differs",
        "unknown_area", "unknown_gap", "unknown_item", "unknown_key_ref", "gap_filled",
        "official_uncited",
    },
    "a record without it is valid": {
        "date_without_meaning", "no_citation", "nobody_named", "nothing_claimed", "place_without_source", "seen_unknown",
        "untranslated",
    },
}  # fmt: skip
"""Why it cannot state the others."""

PLANTED = [
    (one["path"], one["code"])
    for one in tomllib.loads(BROKEN.with_name("broken-expected.toml").read_text(encoding="utf-8"))["problems"]
]
OF_FOLDER = {"registry.toml": "registry", **KIND_OF_FOLDER}


def test_every_planted_fault_is_in_one_of_the_tables() -> None:
    why = [code for codes in NOT_STATED.values() for code in codes]
    assert sorted([*STATED, *why]) == sorted({code for _, code in PLANTED})


@pytest.mark.parametrize(("path", "code"), PLANTED)
def test_of_broken_files_those_are_invalid_whose_fault_a_schema_can_state(path: str, code: str) -> None:
    try:
        data = tomllib.loads((BROKEN / path).read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        assert code in NOT_STATED["it is no TOML"]
        return
    assert code not in NOT_STATED["it is no TOML"]
    if name := OF_FOLDER.get(path.split("/")[0]):
        declared = (BROKEN / "registry.toml").read_text(encoding="utf-8") if name in KINDS else ""
        assert (faults(data, name, declared) != []) == (code in STATED)


def test_a_declaration_is_checked_as_it_is_read() -> None:
    def told(table: str) -> list[str]:
        return faults(tomllib.loads(f"schema = 2\n{table}"), "registry")

    label = 'label = { vi = "Kinh phí" }'
    assert told(f'[fields.all.budget]\ntype = "number"\n{label}') == []
    assert told(f'[fields.all.budget]\ntype = "integer"\n{label}') == ["$.fields.all.budget.type"]
    for vocabulary, faulty in (("event.type", False), ("x.line", False), ("event_type", True), ("line", True)):
        path = ["$.fields.all.line.vocabulary"] if faulty else []
        assert told(f'[fields.all.line]\ntype = "key"\n{label}\nvocabulary = "{vocabulary}"') == path
    assert told('[fields.all.budget]\ntype = "number"') == ["$.fields.all.budget"]
    assert told(f'[fields.person.budget]\ntype = "number"\n{label}') == ["$.fields"]
    for key in ("popolo", "Budget", "kinh-phi", "_x"):
        assert told(f'[fields.all.{key}]\ntype = "number"\n{label}') == ["$.fields.all"], key
    relation = f'from = ["event"]\nto = "same"\n{label}\ninverse = "back"\ninverse_label = {{ vi = "Về" }}'
    assert told(f"[relations.forth]\n{relation}") == []
    assert told(f"[relations.part_of]\n{relation}") == ["$.relations"]
    assert told(f"[relations.forth]\n{relation}".replace('"same"', '"event"')) == ["$.relations.forth.to"]
    assert told(f"[relations.forth]\n{relation}".replace('["event"]', '["person"]')) == ["$.relations.forth.from[0]"]


# -- it is whole, and in words ---------------------------------------------------------------------------------------


def at(found: dict[str, Any], path: str) -> dict[str, Any]:
    """The schema of a field by its path."""
    for name in path.split("."):
        found = found.get("items", found)["properties"][name]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_in_it_with_its_words(kind: str) -> None:
    required = {}
    for way, spec in manifest(OWN).record_schema.walk(kind):
        path = ".".join([*(step.name for step in way), spec.name])
        found = at(schema(kind, OWN), path)
        assert found["title"] and found["x-taplo"]["docs"]["main"].startswith(found["title"]), path
        required.setdefault(path.rpartition(".")[0], set()).update({spec.name} if spec.required else ())
    for path, names in required.items():
        holder = at(schema(kind, OWN), path) if path else schema(kind, OWN)
        holder = holder.get("items", holder)
        assert set(holder.get("required", ())) == names, path
        assert set(holder.get("x-taplo", {}).get("initKeys", ())) == names, path


def test_a_field_that_is_added_to_a_model_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Budgeted(Event):
        budget: Annotated[int | None, About("Budget", "What it cost.", Section.CONTENT, since="0.3")] = None

    monkeypatch.setitem(MODELS, "event", Budgeted)
    made = JsonSchemas(BUILT_IN, ["vi"], manifest().keys, SchemaWords([load("en")], manifest())).of_kind("event")
    assert made["properties"]["budget"] == {
        "title": "Budget",
        "description": "What it cost.",
        "x-since": "0.3",
        "type": "integer",
        "x-taplo": {"docs": {"main": "Budget\n\nWhat it cost."}},
    }


@pytest.mark.parametrize(
    ("languages", "title", "name"),
    [
        (("vi", "en"), "Thành lập / Founded", "Tổ chức / Organization"),
        (("vi",), "Thành lập", "Tổ chức"),
        (("en",), "Founded", "Organization"),
    ],
)
def test_its_words_are_in_one_language_or_in_both(languages: tuple[str, ...], title: str, name: str) -> None:
    found = schema("organization", "", languages)
    assert (found["title"], at(found, "founded")["title"]) == (name, title)
    own = at(schema("declaration", OWN, languages), "x.budget")
    assert own["title"] == {"Thành lập / Founded": "Kinh phí / Budget", "Founded": "Budget"}.get(title, "Kinh phí")
    assert own["description"] == "Triệu đồng."  # told in one language


def test_keys_and_references_tell_what_they_are() -> None:
    event = schema("event", OWN, ("en",))
    assert at(event, "type")["anyOf"][0] == {
        "const": "conference",
        "title": "Conference",
        "x-taplo": {"docs": {"constValue": "Conference"}},
    }
    assert at(event, "type")["anyOf"][-1]["title"] == "Hackathon"
    assert at(event, "series.id")["description"] == "The record of the series. The id of a record (Event)."
    assert at(event, "relations.part_of")["description"] == ("The id of a record (Event), or country:XX for a country.")
    assert at(schema("source", "", ("en",)), "publisher")["description"].endswith(
        "The id of a record (Organization), or a text."
    )
    assert at(schema("declaration", OWN, ("en",)), "relations.translates")["title"] == "Translation of"
    assert at(event, "name.ko")["title"] == "Korean"
