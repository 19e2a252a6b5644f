"""A table as a Vietnamese office draws it up: a hundred ministries and agencies come in, and go out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rtoml
from small import registry

from govtui.store.registry import Registry

Run = Callable[..., Any]

DATA = Path(__file__).parent.parent / "data" / "import"
TABLE, MAPPING = DATA / "ministries.csv", DATA / "ministries.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(tmp_path / "registry").root


def imported(govtui: Run, root: Path, table: Path = TABLE, mapping: Path = MAPPING) -> Any:
    done = govtui("import", "csv", table, "--map", mapping, "--yes", "--lang", "vi", "--registry", root)
    assert done.status == 0, done.err
    return done


def records(root: Path) -> dict[str, dict[str, Any]]:
    """The organizations by the key that the table has for them."""
    files = [rtoml.loads(path.read_text(encoding="utf-8")) for path in sorted((root / "organizations").glob("*.toml"))]
    return {data["x"]["csv"]["id"]: data for data in files}


def test_every_row_is_a_record_with_all_that_the_table_says(govtui: Run, root: Path) -> None:
    imported(govtui, root)
    found = records(root)
    assert len(found) == 100
    assert Counter(data["type"] for data in found.values()) == {"ministry": 64, "government_agency": 36}
    assert Counter(data["status"] for data in found.values()) == {"active": 26, "inactive": 69, "unknown": 5}
    assert {data["place"]["country"] for data in found.values()} == {"VN"}
    trade = found["B07"]
    assert trade["name"] == {"vi": "Bộ Công Thương", "en": "Ministry of Industry and Trade"}
    assert (trade["founded"], trade["links"], trade["aka"]) == (
        "2007",
        {"website": "https://moit.gov.vn"},
        [{"text": "BCT", "type": "acronym"}],
    )
    assert trade["relations"]["succeeds"] == [found["X08"]["id"], found["X09"]["id"]]
    assert (found["X59"]["founded"], found["C10"]["founded"]) == ("1945-11-14", "1955-08-02")
    assert found["X05"]["note"]["vi"].endswith("Công nghiệp thực phẩm.\nThêm Bộ Thủy sản năm 2007.")
    assert {"Bộ Nội vụ"} == {found[key]["name"]["vi"] for key in ("B04", "X58")}
    assert {data["review"]["state"] for data in found.values()} == {"draft"}
    assert found["X59"]["sources"] == [
        {"ref": "ministries-csv", "at": "row 93", "for": ["name", "type", "founded", "dissolved", "status", "place"]}
    ]
    assert all(data["x"] == {"csv": {"id": key}} for key, data in found.items())
    assert not [entry.problems for entry in Registry(root).entries() if entry.record is None or entry.problems]


def test_what_is_exported_changes_nothing_and_an_edited_cell_one_field(govtui: Run, root: Path, tmp_path: Path) -> None:
    imported(govtui, root)
    before = {path: path.read_bytes() for path in root.rglob("*.toml")}
    imported(govtui, root)
    table, mapping = tmp_path / "agencies.csv", tmp_path / "agencies.toml"
    options = ("--kind", "organization", "-o", table, "--mapping", mapping)
    assert govtui("export", "csv", *options, "--registry", root).status == 0
    imported(govtui, root, table, mapping)
    assert {path: path.read_bytes() for path in root.rglob("*.toml")} == before
    table.write_bytes(table.read_bytes().replace(b",2018,2025,", b",2018,-,"))
    imported(govtui, root, table, mapping)
    (changed,) = [path for path, raw in before.items() if path.read_bytes() != raw]
    lines = before[changed].splitlines()
    assert changed.read_bytes().splitlines() == [line for line in lines if not line.startswith(b"dissolved")] != lines


def test_a_mapping_file_made_from_the_table_fits_it(govtui: Run, root: Path, tmp_path: Path) -> None:
    made = govtui("import", "csv", TABLE, "--map-template", "--lang", "vi", "--registry", root)
    mapping, wanted = rtoml.loads(made.out), rtoml.loads(MAPPING.read_text(encoding="utf-8"))
    for name in ("kind", "language", "delimiter", "dates", "columns"):
        assert mapping[name] == wanted[name], name
