"""A table that is exported comes back by the mapping file that comes with it: every cell, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from interchange.any_records import any_registry, as_file, export_of, read_back
from own_registry import MANIFEST
from seeds import rounds, seeded
from small import RECORDS, registry, table

from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document, mapping_text
from govtui.interchange.incoming.mapping import read_mapping
from govtui.model.field_paths import to_toml
from govtui.model.imported import ImportedRecord
from govtui.model.kinds import KINDS
from govtui.model.record import Record
from govtui.store.registry import Registry

CSV = FORMATS["csv"]


def exported(files: Registry, kind: str, **options: str) -> tuple[str, str, Export]:
    """The table and the mapping file of the records of a kind, and the export."""
    export = export_of(files, f"kind:{kind}", kind=kind, **options)
    text = "".join(document(CSV, export))
    return text, mapping_text(CSV, export), export


def read(text: str, mapping: str, files: Registry) -> list[ImportedRecord]:
    return read_back("csv", text, files.manifest, read_mapping(mapping.encode()))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The values in tables, by path; lists whole."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(one, f"{path}.{key}" if path else key)
    else:
        yield path, value


def carried(record: Record) -> dict[str, Any]:
    """What a table should have of a record, by path: of other names the texts."""
    found = dict(leaves(to_toml(record)))
    found["aka"] = [item["text"] for item in found.get("aka", [])]
    tables = {path for path, value in found.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    return {path: value for path, value in found.items() if path not in tables and value not in ([], {})}


def told(found: ImportedRecord) -> dict[str, Any]:
    """The same of an imported record."""
    data = dict(leaves(as_file(found)))
    return data | ({"aka": [item["text"] for item in data["aka"]]} if "aka" in data else {})


@pytest.mark.parametrize("round", range(rounds(1)))
@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_comes_back(tmp_path: Path, round: int, kind: str) -> None:
    spreadsheet = {"spreadsheet": "yes"} if (round + list(KINDS).index(kind)) % 2 else {}
    files = any_registry(tmp_path / "one", seeded(f"csv {kind} {round}"), 12, MANIFEST, (kind,))
    text, mapping, export = exported(files, kind, **spreadsheet)
    found = {one.id: one for one in read(text, mapping, files)}
    assert len(found) == 12
    for entry in files.entries():
        assert entry.record is not None, entry.problems
        assert not found[entry.id].faults and not found[entry.id].left and not found[entry.id].removed
        wanted, given = carried(entry.record), told(found[entry.id])
        assert given.items() <= wanted.items(), entry.id
        lost = {path.partition(".")[0] if not path.startswith("x.") else path for path in wanted.keys() - given.keys()}
        assert {
            path if path in files.manifest.record_schema.own(kind) else path.partition(".")[0] for path in lost
        } <= (export.left.fields.keys())
    again = registry(tmp_path / "two", *map(as_file, found.values()), manifest=MANIFEST)
    assert exported(again, kind, **spreadsheet)[:2] == (text, mapping)


@pytest.mark.parametrize("kind", KINDS)
def test_what_ships_comes_back(kind: str) -> None:
    files = Registry(RECORDS)
    text, mapping, export = exported(files, kind)
    found = {one.id: told(one) for one in read(text, mapping, files)}
    records = {entry.id: carried(entry.record) for entry in files.entries() if entry.record and entry.kind == kind}
    assert found == records
    assert {"sources", "people"} <= export.left.fields.keys() and export.left.fields.keys().isdisjoint({"aka", "x"})


def test_the_form_is_that_of_spreadsheets(tmp_path: Path) -> None:
    files = registry(
        tmp_path,
        table("b", name={"en": 'The "B"', "vi": "Hai\ndòng, một ô"}, place={"country": "VN", "city": {"vi": "Huế"}}),
        table("a", aka=[{"text": "A1", "type": "acronym"}, {"text": "A2", "type": "alias"}], sdg=["16", "17.1"]),
        table("c", relations={"part_of": ["a", "b"], "member_of": ["a"]}, x={"note": 5}),
        table("d", "event"),
    )
    text, mapping, export = exported(files, "organization")
    assert text.startswith(
        "\ufeffid,type,status,name.vi,name.en,sdg,aka,place.country,place.city.vi,relations.part_of,"
    )
    assert text.endswith("\r\n") and '"The ""B"""' in text and '"Hai\ndòng, một ô"' in text
    head, *found = rows(text)
    assert [row[0] for row in found] == ["a", "b", "c"]
    assert [
        dict(zip(head, row, strict=True))[path]
        for row, path in zip(found, ("aka", "place.city.vi", "relations.part_of"), strict=True)
    ] == [
        "A1; A2",
        "Huế",
        "a b",
    ]
    assert read_mapping(mapping.encode()).split == {
        "sdg": "; ",
        "aka": "; ",
        "relations.part_of": " ",
        "relations.member_of": " ",
    }
    assert export.left.fields == {"sources": 3, "x": 1, "aka.type": 1}


def test_a_table_of_no_records_is_a_head(tmp_path: Path) -> None:
    text, mapping, _ = exported(registry(tmp_path, table("a", "event")), "source")
    assert rows(text) == [["id"]] and read(text, mapping, Registry(tmp_path)) == []


def test_formulas_are_disarmed_on_demand_only(tmp_path: Path) -> None:
    name = {"vi": "=1+1", "en": "'quoted"}
    files = registry(tmp_path, table("a", name=name, aka=[{"text": "-", "type": "alias"}], x={"binding": True}))
    for options, cells in (({}, ["=1+1", "'quoted", "-"]), ({"spreadsheet": "yes"}, ["'=1+1", "''quoted", "'-"])):
        text, mapping, _ = exported(files, "organization", **options)
        assert rows(text)[1][3:] == cells
        (found,) = read(text, mapping, files)
        assert (found.data["name"], [one["text"] for one in found.data["aka"]]) == (name, ["-"])


def test_a_separator_is_one_that_no_item_has(tmp_path: Path) -> None:
    files = registry(tmp_path, table("a", aka=[{"text": "B; C", "type": "alias"}, {"text": "D", "type": "alias"}]))
    text, mapping, _ = exported(files, "organization")
    assert rows(text)[1][-1] == "B; C | D" and read_mapping(mapping.encode()).split == {"aka": " | "}


def test_an_edited_cell_is_one_edited_field(tmp_path: Path) -> None:
    files = registry(tmp_path, table("a", founded="2006", place={"country": "VN"}), table("b"))
    text, mapping, _ = exported(files, "organization")
    before, after = read(text, mapping, files), read(text.replace("2006", "2007"), mapping, files)
    assert before[1] == after[1] and dict(leaves(before[0].data)).items() ^ dict(leaves(after[0].data)).items() == {
        ("founded", "2006"),
        ("founded", "2007"),
    }
    (emptied, _), (cleared, _) = (read(text.replace("2006", cell), mapping, files) for cell in ("", "-"))
    assert emptied.removed == () and "founded" not in emptied.data
    assert cleared.removed == ("founded",) and "founded" not in cleared.data
