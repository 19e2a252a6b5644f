"""A registry of made-up laws, treaties, a plan and meetings (tests/data/legal), which uses every field made for them.

Five of its pages are goldens: `GOVTUI_UPDATE_GOLDENS=1 python -m pytest tests/records/test_made_up_laws.py` writes them anew.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from planted_faults import Planted, Planting

from govtui.cli import main
from govtui.cli.source_texts import AllNames
from govtui.model.declaration_parts import Party
from govtui.model.event_parts import Outcome, Participant, Remark
from govtui.model.evidence import Verdict, facts
from govtui.model.field_paths import citations_for
from govtui.model.item_names import item_paths
from govtui.model.parts import Member, Unrecorded
from govtui.model.record import Declaration, Event, Record, Source
from govtui.model.references import references
from govtui.model.relations import RELATIONS
from govtui.model.value import Value
from govtui.model.vocabulary import MONEY, VOCABULARIES
from govtui.store.registry import Registry
from govtui.store.texts import SourceTexts
from govtui.text.width import width

LEGAL = Path(__file__).resolve().parents[1] / "data" / "legal"
GOLDENS = Path(__file__).with_name("goldens")
UPDATE = os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1"

PLANTED = {
    ("nd-12-2022", "claims.date", "sources_disagree"),  # the gazette and a newspaper on the day of issue
    ("fog-horn-guidelines", "steps.communique", "sources_disagree"),  # adopted, or noted
    ("council-session-7", "figures.participants", "sources_disagree"),  # 60 and 75
    ("open-light-consultation-2024", "figures.sessions", "sources_disagree"),  # 3 and 4, in one article
    ("common-light", "parties.country:TO.in_force", "party_order"),  # bound before it signed
    ("ct-07-2020", "status", "force_outdated"),  # repealed by a decree in force, and listed as in force
    ("open-light-plan-2", "progress.3.rows.6.status", "progress_back"),  # contracts were taken down again
}
"""Record, field and code of each problem that was put there on purpose."""

LEGAL_TYPES = (
    "constitution code law ordinance order decree circular joint_circular directive decision resolution treaty"
)
LEGAL_STATUSES = "in_force partly_in_force not_in_force suspended repealed superseded expired drafted"
LEGAL_STEPS = (
    "signed ratified issued promulgated amended suspended repealed not_in_force partly_in_force in_force adopted"
)
LEGAL_DATES = "issued signed promulgated adopted proposed published"
LEGAL_RELATIONS = "based_on guides amends replaces repeals"
USUAL = frozenset({"key", "said_by"})
"""Fields of nearly all parts, which need no example here."""


@functools.cache
def registry() -> Registry:
    return Registry(LEGAL)


@functools.cache
def records() -> Mapping[str, Record]:
    return {entry.record.id: entry.record for entry in registry().entries() if entry.record}


def declarations() -> list[Declaration]:
    return [one for one in records().values() if isinstance(one, Declaration)]


def events() -> list[Event]:
    return [one for one in records().values() if isinstance(one, Event)]


def parts(field: str) -> list[Any]:
    """Every item of a list, of all records."""
    return [item for record in records().values() for item in getattr(record, field, ())]


def used(field: str, key: str) -> set[str]:
    """The keys that items of a list have in one of their fields."""
    return {value for item in parts(field) if (value := getattr(item, key))}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run govtui on the registry, in this process; return the exit status and what it printed."""

    def run(*args: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main.run([*map(str, args)])
        return status, capsys.readouterr().out

    return run


# -- what it is --------------------------------------------------------------------------------------------------------


def test_every_file_is_a_valid_record() -> None:
    assert [(entry.path, entry.problems) for entry in registry().entries() if not entry.record or entry.problems] == []


def test_it_has_thirty_legal_documents_and_says_that_all_are_made_up() -> None:
    legal = [one for one in declarations() if one.type in LEGAL_TYPES.split()]
    assert len(legal) == 30
    assert (LEGAL / "README.md").read_text(encoding="utf-8").startswith("# A registry in which nothing is true\n")
    assert registry().manifest.name == {
        "vi": "Văn bản pháp luật Cộng hòa Hải Đăng (tưởng tượng)",
        "en": "Laws of the Republic of Hai Dang (made up)",
    }


def test_check_finds_what_was_planted_and_no_more(run: Any) -> None:
    status, out = run("check", LEGAL, "--json")
    found = {(Path(row["path"]).stem, row.get("field", ""), row["code"]) for row in json.loads(out)["items"]}
    assert (status, found) == (0, PLANTED)


def test_verify_needs_no_text_from_outside_and_finds_nothing(run: Any) -> None:
    status, out = run("--lang", "en", "verify", LEGAL, "--strict")
    assert (status, len(out.splitlines())) == (0, 1)
    assert out.startswith("16 texts, 78 records") and out.endswith("0 too short, 0 not found.\n")


def test_every_line_of_its_texts_is_recorded_or_left_out_with_a_reason(run: Any) -> None:
    _, out = run("verify", LEGAL, "--unrecorded", "--jsonl")
    assert [row for row in map(json.loads, out.splitlines()) if "word" not in row] == []


def test_every_stated_value_and_relation_is_cited() -> None:
    files = {id: one.file for id, one in records().items() if isinstance(one, Source)}
    texts, known = SourceTexts(LEGAL / "texts", files.get), AllNames(records())
    schema = registry().manifest.record_schema
    held = [(id, fact) for id, one in records().items() for fact in facts(one, texts, known, schema)]
    assert [(id, fact.path) for id, fact in held if fact.verdict is Verdict.UNCITED] == []
    assert {(id, f"relations.{key}") for id, one in records().items() for key in uncited_relations(one)} == set()


def uncited_relations(record: Record) -> list[str]:
    return [key for key in record.relations if not list(citations_for(record, f"relations.{key}"))]


@pytest.fixture(scope="module")
def planted() -> list[Planted]:
    files = {id: one.file for id, one in records().items() if isinstance(one, Source)}
    texts, known = SourceTexts(LEGAL / "texts", files.get), AllNames(records())
    sources = {entry.record.id: entry.text for entry in registry().entries() if entry.record}
    return list(Planting(records(), sources, texts, known).planted())


def test_verify_sees_faults_that_are_planted_in_it(planted: list[Planted]) -> None:
    """What `test_against_texts.py` tells of the shipped records, without a text from outside."""
    tried = Counter(one.fault for one in planted)
    assert min(tried[fault] for fault in ("day", "year", "words swapped", "inner word left out", "two lines on")) > 50
    missed = {(one.record, one.path, str(one.now)) for one in planted if not one.seen and one.fault != "two lines on"}
    assert missed == {  # the other value stands on the cited lines, too
        ("open-light-plan-2", "period", "2025/2025"),
        ("open-light-plan-2", "progress.1.as_of", "2025-12-31"),
        ("council-session-7", "date", "2023-09-15/2023-09-15"),
        ("council-session-7", "participants.experts.count", "2"),
        ("council-session-7", "participants.experts.count", "4"),
        ("council-session-7", "participants.country:FJ.count", "3"),
        ("council-session-7", "participants.country:IS.count", "3"),
        ("council-of-lights", "terms.chair-7.number", "8"),
        ("council-of-lights", "terms.chair-8.number", "7"),
    }
    assert {one.path for one in planted if not one.seen and one.fault == "two lines on"} == {
        *("aka.chinh-phu.text", "aka.quoc-hoi.text"),  # which the list has on nearly every line
    }


def test_the_files_fit_the_json_schema_of_the_registry(run: Any) -> None:
    schemas = {
        name: Draft202012Validator(one) for name, one in json.loads(run("schema", "--registry", LEGAL)[1]).items()
    }
    for entry in registry().entries():
        data = as_json(tomllib.loads(entry.text))
        assert entry.kind and list(schemas[entry.kind].iter_errors(data)) == [], entry.path


def as_json(value: Any) -> Any:
    """A value of TOML as an editor's JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [*map(as_json, value)]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_nothing_is_left_to_migrate_and_no_summary_speaks_of_silence(run: Any) -> None:
    before = {path: path.read_bytes() for path in LEGAL.rglob("*.toml")}
    assert run("migrate", LEGAL, "--write")[0] == 0
    assert {path: path.read_bytes() for path in before} == before
    assert run("--lang", "en", "migrate", LEGAL, "--report")[1].count("summary") == 0


# -- every new field and key is at work --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "key", "vocabulary"),
    [
        ("outcomes", "act", "outcome.act"),
        ("remarks", "occasion", "remark.occasion"),
        ("participants", "capacity", "participant.capacity"),
        ("members", "capacity", "member.capacity"),
        ("unrecorded", "why", "unrecorded.why"),
    ],
)
def test_every_key_of_a_vocabulary_of_parts_is_used(field: str, key: str, vocabulary: str) -> None:
    assert used(field, key) == set(VOCABULARIES[vocabulary])


def test_every_key_for_the_names_the_sources_and_the_measures_is_used() -> None:
    reviews = [one.review for one in records().values() if one.review]
    for name in ("name_vi", "name_en"):
        assert {getattr(one, name) for one in reviews} == set(VOCABULARIES["review.name"])
    assert {one.seen for one in records().values() if isinstance(one, Source)} == set(VOCABULARIES["source.seen"])
    rows = [row for table in parts("progress") for row in table.rows]
    assert {row.status for row in rows} == set(VOCABULARIES["measure.status"])
    assert {one.role for one in parts("people")} >= {"signer", "author", "chair", "reporter", "speaker"}


@pytest.mark.parametrize("part", [Outcome, Remark, Participant, Party, Member, Unrecorded])
def test_every_field_of_a_part_is_used(part: type[Value]) -> None:
    lists = ("outcomes", "remarks", "participants", "parties", "members", "unrecorded")
    items = [item for field in lists for item in parts(field) if type(item) is part]
    assert {name for name in part.model_fields if not any(getattr(item, name) for item in items)} <= USUAL


def test_commitments_have_milestones_leads_partners_areas_and_three_dated_tables() -> None:
    plan, own = records()["open-light-plan-2"], records()["bhd-plan-2024"]
    assert isinstance(plan, Declaration) and isinstance(own, Declaration)
    for field in ("within", "lead", "partners", "date", "area", "quote"):
        assert any(getattr(one, field) for one in plan.measures), field
    assert [table.as_of.text for table in plan.progress if table.as_of] == ["2024-12-31", "2025-06-30", "2025-12-31"]
    assert own.relations["implements"] == ["open-light-plan-2"]
    reported = {row.item for table in own.progress for row in table.rows}
    assert reported == {one.key for one in own.measures} | {"c1-m1"}


def test_legal_life_is_told_by_types_statuses_steps_dates_and_relations() -> None:
    texts = declarations()
    assert {one.type for one in texts} >= set(LEGAL_TYPES.split())
    assert {one.status for one in texts} >= set(LEGAL_STATUSES.split())
    assert {step.action for one in texts for step in one.steps} >= set(LEGAL_STEPS.split())
    assert {one.date_of for one in texts} >= set(LEGAL_DATES.split())
    assert {key for one in texts for key in one.relations} >= set(LEGAL_RELATIONS.split())
    assert {name for one in texts for name in one.links} == {"text_vi", "text_en"}
    assert any(one.by_text for one in parts("steps")) and any(one.counted for one in parts("figures"))
    assert any(not one.date and one.relations.get("part_of") for one in events())  # it inherits one


def test_gaps_name_fields_of_each_sort_and_money() -> None:
    gaps = {gap for record in records().values() for gap in record.gaps}
    assert gaps >= {MONEY, "date", "people", "participants", "outcomes", "founded", "symbol", "relations.based_on"}


def test_own_fields_and_relations_of_the_registry_are_used() -> None:
    schema = registry().manifest.record_schema
    declared = {(kind, path) for kind in ("declaration", "event") for path in schema.own(kind)}
    had = {(record.kind, f"x.{key}") for record in records().values() for key in record.x}
    assert declared == had
    assert set(schema.own_relations) <= {key for record in records().values() for key in record.relations}


# -- how it is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        *("30/2016/NĐ-CP", "30/2016/nđ-cp", "30/2016/ND-CP", "30/2016 /ND-CP", "30/2016/NĐ–CP", "30 / 2016 / NĐ - CP"),
        *("30-2016-NĐ-CP", "NĐ 30/2016", "30/2016/NDCP", "số 30/2016/NĐ-CP", "soos 30/2016/ndd-cp"),
    ],
)
def test_a_decree_is_found_by_its_symbol_however_it_is_spelt(run: Any, words: str) -> None:
    status, out = run("search", words, "--ids", "--registry", LEGAL)
    assert (status, out.splitlines()[:1]) == (0, ["nd-30-2016"])


@pytest.mark.parametrize("words", ["nghị định 30/2016", "nghi dinh so 30/2016/nd-cp", "Decree No. 30/2016/NĐ-CP"])
def test_a_decree_is_the_first_where_its_type_is_asked_for_too(run: Any, words: str) -> None:
    _, out = run("search", words, "--ids", "--registry", LEGAL)
    assert out.splitlines()[0] == "nd-30-2016"


@pytest.mark.parametrize("symbol", [one.symbol for one in declarations() if one.symbol])
def test_every_symbol_leads_to_its_text(run: Any, symbol: str) -> None:
    _, out = run("search", symbol, "--ids", "--registry", LEGAL)
    assert out and getattr(records()[out.split()[0]], "symbol", None) == symbol


def qualified(record: Record) -> Iterator[tuple[str, str]]:
    """The relations between texts, parties and those who issued or did something, as (type, target)."""
    wanted = {
        *LEGAL_RELATIONS.split(),
        "issued_by",
        "party",
        "measure_lead",
        "measure_partner",
        "attended_by",
        "member",
    }
    wanted |= {"outcome_of", "outcome_by"}
    for one in references(record, registry().manifest.record_schema):
        if one.type in wanted and one.target in records():
            yield one.type, one.target


@pytest.mark.parametrize("id", [id for id, record in records().items() if any(qualified(record))])
def test_links_stand_at_both_ends(run: Any, id: str) -> None:
    def shown(id: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("show", id, "--jsonl", "--registry", LEGAL)[1])
        return found

    here = {(one["type"], one["to"]) for one in shown(id)["outgoing"]}
    for type, target in dict.fromkeys(qualified(records()[id])):
        assert (type, target) in here
        assert (type, id) in {(one["type"], one["from"]) for one in shown(target)["incoming"]}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Sửa đổi", "Được sửa đổi, bổ sung bởi", "Thay thế", "Được thay thế bởi", "Bãi bỏ")),
        ("en", ("Amends", "Amended by", "Replaces", "Replaced by", "Repeals")),
    ],
)
def test_each_end_has_its_own_words(run: Any, language: str, words: Sequence[str]) -> None:
    ids = ("luat-14-2021", "luat-30-2015", "luat-30-2015", "luat-21-2001", "nd-77-2023")
    for id, word in zip(ids, words, strict=True):
        lines = [line.strip("│ ") for line in run("show", id, "--lang", language, "--registry", LEGAL)[1].splitlines()]
        assert word in lines or any(line.startswith(f"{word}  ") for line in lines)


def test_a_country_is_found_by_what_it_signed_attended_and_belongs_to(run: Any) -> None:
    _, out = run("search", "country:FJ", "--ids", "--registry", LEGAL)
    assert {"common-light", "protocol-fog", "council-session-7", "council-of-lights"} <= set(out.split())


def test_a_session_without_a_date_is_of_the_year_of_the_meeting_it_is_part_of(run: Any) -> None:
    _, out = run("search", "year:2023 type:session", "--ids", "--registry", LEGAL)
    assert out.split() == ["council-session-7-fog"]


def test_every_item_has_a_name_of_its_own() -> None:
    for record in records().values():
        for field in ("outcomes", "remarks", "participants", "parties", "members", "measures", "progress"):
            names = [name for name, _ in item_paths(field, getattr(record, field, []))]
            assert len(names) == len(set(names)), f"{record.id}: {field}"


def test_the_relations_of_legal_life_are_in_the_order_of_reading() -> None:
    order = [key for key in RELATIONS if key in LEGAL_RELATIONS.split()]
    assert order == LEGAL_RELATIONS.split()


# -- how it looks ------------------------------------------------------------------------------------------------------

_RAW = re.compile(r"[a-z]+_[a-z_]+")
"""A key of a vocabulary or a field; ids have hyphens."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("id", records())
def test_no_page_shows_a_raw_key_or_is_wider_than_asked(run: Any, id: str, language: str) -> None:
    _, text = run("show", id, "--lang", language, "--registry", LEGAL)
    assert not _RAW.search(text)
    assert max(map(width, text.splitlines())) <= 80


PAGES = ("luat-30-2015", "nd-30-2016", "common-light", "open-light-plan-2", "council-session-7")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("id", PAGES)
def test_a_page_is_as_it_was_found_good(run: Any, id: str, language: str) -> None:
    golden = GOLDENS / f"{id}.{language}.md"
    _, text = run("show", id, "--format", "markdown", "--lang", language, "--registry", LEGAL)
    if UPDATE:
        GOLDENS.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
