"""The shipped records against the five texts that they are made from (`pytest --texts DIR`; the texts are not shipped)."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from planted_faults import Planted, Planting
from small import RECORDS

from govtui.cli import main
from govtui.cli.source_texts import AllNames
from govtui.model.cited_lines import Use, unrecorded, uses
from govtui.model.evidence import Comparison, Fact, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.record import Record, Source
from govtui.store.registry import Registry
from govtui.store.texts import SourceTexts
from govtui.text.quoting import stands
from govtui.text.told_dates import told_dates

pytestmark = pytest.mark.source_texts


@dataclass(frozen=True)
class Shipped:
    records: dict[str, Record]
    files: dict[str, str]
    """The text of each record's file."""
    texts: Texts
    known: AllNames
    facts: list[tuple[str, Fact]]


@pytest.fixture(scope="module")
def shipped(texts_folder: Path) -> Shipped:
    entries = [entry for entry in Registry(RECORDS).entries() if entry.record is not None]
    records = {entry.id: entry.record for entry in entries if entry.record is not None}
    names = {id: record.file for id, record in records.items() if isinstance(record, Source)}
    texts = SourceTexts(texts_folder, names.get)
    known = AllNames(records)
    held = [(id, fact) for id, record in records.items() for fact in facts(record, texts, known)]
    return Shipped(records, {entry.id: entry.text for entry in entries}, texts, known, held)


def test_the_texts_tell_every_fact_that_is_compared_with_them(shipped: Shipped) -> None:
    wrong = {Verdict.ELSEWHERE, Verdict.NOWHERE, Verdict.NO_SUCH_PLACE}
    assert [(id, fact.path, fact.missing) for id, fact in shipped.facts if fact.verdict in wrong] == []
    found = Counter(fact.comparison for _, fact in shipped.facts if fact.verdict is Verdict.FOUND)
    least = {Comparison.QUOTATION: 200, Comparison.NUMBER: 70, Comparison.DATE: 40, Comparison.NAME: 140}
    assert {comparison: found[comparison] >= count for comparison, count in least.items()} == dict.fromkeys(least, True)


def test_no_own_text_has_eight_syllables_in_a_row_from_any_text(shipped: Shipped) -> None:
    sources = [id for id, record in shipped.records.items() if isinstance(record, Source)]
    found = [
        (id, problem.field, problem.code)
        for id, record in shipped.records.items()
        for problem in findings(record, shipped.texts, shipped.known, beside=sources)
    ]
    assert found == []


def test_all_records_are_held_against_their_texts_within_half_a_second(shipped: Shipped) -> None:
    began = time.process_time()
    for record in shipped.records.values():
        held = facts(record, shipped.texts, shipped.known)
        list(
            findings(record, shipped.texts, shipped.known, held=held, beside=["chinhphu-2022-accsm21", "moha-2022-poa"])
        )
    assert time.process_time() - began < 0.5


def test_verify_has_nothing_to_say(texts_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (["--unrecorded", "--jsonl"], ["--jsonl"]):
        assert main.run(["verify", str(RECORDS), "--texts", str(texts_folder), *options, "--strict"]) == 0
        assert capsys.readouterr().out == ""


def test_every_line_is_cited_or_left_out_on_purpose(shipped: Shipped) -> None:
    cited: list[Use] = [use for record in shipped.records.values() for use in uses(record, shipped.texts)]
    sources = [record for record in shipped.records.values() if isinstance(record, Source)]
    assert {source.id: lines for source in sources if (lines := unrecorded(source, shipped.texts, cited))} == {}


@pytest.fixture(scope="module")
def planted(shipped: Shipped) -> list[Planted]:
    return list(Planting(shipped.records, shipped.files, shipped.texts, shipped.known).planted())


@pytest.mark.parametrize(
    ("fault", "share"),
    [
        ("inner word left out", 1),
        ("words swapped", 1),
        ("accent wrong", 1),
        ("two lines on", 0.92),
        ("day", 1),
        ("year", 0.8),
        ("number in figures", 0.9),
        ("number in progress", 0.75),
    ],
)
def test_planted_faults_are_seen(planted: list[Planted], fault: str, share: float) -> None:
    """Every fact that is found gets each fault; those that are missed cite lines that tell the wrong value, too."""
    seen = [one.seen for one in planted if one.fault == fault]
    assert len(seen) > 10
    assert sum(seen) / len(seen) >= share


def test_a_quotation_that_was_moved_is_missed_only_where_it_stands_twice(
    planted: list[Planted], shipped: Shipped
) -> None:
    for one in planted:
        if one.fault == "two lines on" and not one.seen:
            assert any(
                stands(str(one.was), "\n".join((shipped.texts.lines(source) or ())[lines.start - 1 : lines.stop - 1]))
                for source, lines in one.lines
            ), one


def test_a_year_is_missed_only_where_the_cited_lines_tell_it_too(planted: list[Planted], shipped: Shipped) -> None:
    missed = [one for one in planted if one.fault == "year" and not one.seen]
    for one in missed:
        (places,) = {fact.places for id, fact in shipped.facts if id == one.record and fact.path == one.path}
        lines = [(shipped.texts.lines(at.source) or [])[number - 1] for at in places for number in at.lines]
        is_whole = all(shipped.texts.lines(at.source) for at in places)
        years = {year for line in lines for year in told_dates(line).years}
        assert not is_whole or {int(year) for year in re.findall(r"\d{4}", str(one.now))} <= years, one


def test_what_can_be_fixed_is_fixed_once_and_nothing_else_changes(
    texts_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, short = tmp_path / "records", tmp_path / "short"
    shutil.copytree(RECORDS, copy)
    for path in copy.rglob("*.toml"):  # of each place only its first line
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'^(at *= "L\d+)[-,][^"]*', r"\1", text, flags=re.M), encoding="utf-8")
    shutil.copytree(copy, short)

    def verify(*options: str) -> list[tuple[str, str, str, bool]]:
        main.run(["verify", str(copy), "--texts", str(texts_folder), "--jsonl", *options])
        rows = map(json.loads, capsys.readouterr().out.splitlines())
        return [(row["record"], row["field"], row["code"], "better" in row.get("values", {})) for row in rows]

    before = verify()
    left = [one for one in before if not one[-1]]
    assert len(before) - len(left) > 20
    fixed = verify("--fix", "--yes")
    assert {*fixed} <= {*left}  # a line that is added for one value may tell another, too
    files = {path.name: path.read_text(encoding="utf-8") for path in copy.rglob("*.toml")}
    for path in short.rglob("*.toml"):
        old, new = path.read_text(encoding="utf-8").splitlines(), files[path.name].splitlines()
        gone = [line for line in old if line not in new]
        assert all(line.lstrip().startswith(("at ", "for ")) for line in gone), path
        assert [line.partition("#")[2] for line in old if "#" in line] == [
            line.partition("#")[2] for line in new if "#" in line
        ], path
    assert verify("--fix", "--yes") == fixed
    assert files == {path.name: path.read_text(encoding="utf-8") for path in copy.rglob("*.toml")}
    assert main.run(["check", str(copy), "--only", "cites_nothing", "--strict"]) == 0
    assert main.run(["check", str(copy)]) == 0
