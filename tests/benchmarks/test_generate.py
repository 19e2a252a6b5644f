"""Made-up registries: valid, the same everywhere, in the promised shares and with the promised flaws only."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import generate, made
from benchmarks.peers import data as peers
from govtui.index.cache import build
from govtui.model.problem import Severity
from govtui.store.registry import Registry
from govtui.text.fold import fold, words

SIZE = 300


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    generate.write(SIZE, root / "registry")
    generate.write_peers(SIZE, root / "peers")
    return root


@pytest.fixture(scope="module")
def records() -> list[generate.Made]:
    return list(generate.records(SIZE))


def test_every_file_is_a_record_of_the_real_models(written: Path) -> None:
    entries = list(Registry(written / "registry").entries())
    assert len(entries) == SIZE
    assert [problem for entry in entries for problem in entry.problems] == []
    assert all(entry.record is not None and entry.record.id == entry.stem for entry in entries)


def test_the_flaws_are_those_that_were_put_in_and_no_others(written: Path, records: list[generate.Made]) -> None:
    flaws = {one.id: made.flaws(one.number) for one in records}
    found = build(Registry(written / "registry")).problems()
    assert {problem.record for problem in found if problem.severity is Severity.DISCREPANCY} == {
        id for id, flaw in flaws.items() if flaw.discrepancy
    }
    by_code = {
        code: {problem.record for problem in found if problem.code == code} for code in ("untranslated", "dangling")
    }
    assert by_code["untranslated"] == {id for id, flaw in flaws.items() if flaw.untranslated}
    assert by_code["dangling"] == {id for id, flaw in flaws.items() if flaw.dangling}
    rest = {problem.code for problem in found if problem.severity is not Severity.DISCREPANCY}
    assert rest == {"untranslated", "dangling"}


def test_one_in_a_hundred_holds_a_discrepancy_three_lack_english_and_one_in_two_hundred_dangles() -> None:
    flaws = [made.flaws(number) for number in range(6_600)]
    assert sum(flaw.discrepancy for flaw in flaws) / len(flaws) == pytest.approx(0.01)
    assert sum(flaw.untranslated for flaw in flaws) / len(flaws) == pytest.approx(0.03, rel=0.02)
    assert sum(flaw.dangling for flaw in flaws) / len(flaws) == pytest.approx(0.005)
    assert all(sum(flaw) <= 1 for flaw in flaws)


def test_the_kinds_have_their_shares_and_no_folder_holds_more_than_500_files(records: list[generate.Made]) -> None:
    assert Counter(one.kind for one in records) == {kind: SIZE * share for kind, share in made.SHARES.items()}
    assert made.Registry(100_000).counts == {
        "organization": 45_000,
        "declaration": 20_000,
        "event": 30_000,
        "source": 5_000,
    }
    folders = Counter(made.folder("organization", number) for number in range(45_000))
    assert max(folders.values()) == made.PER_FOLDER


def test_a_record_is_as_long_as_a_real_one_and_names_differ(records: list[generate.Made]) -> None:
    assert sum(len(one.toml.encode()) for one in records) / SIZE == pytest.approx(2_170, rel=0.1)
    for language in (0, 1):
        names = Counter((one.kind, fold(one.name[language])) for one in records if one.name[language])
        assert max(names.values()) == 1


def test_records_have_the_parts_of_the_shipped_ones_in_their_shares() -> None:
    some = [tomllib.loads(one.toml) for one in islice(generate.records(100_000), 4_000)]
    by_kind = {kind: [one for one in some if one["kind"] == kind] for kind in made.SHARES}

    def items(kind: str, name: str) -> float:
        return sum(len(one.get(name, ())) for one in by_kind[kind]) / len(by_kind[kind])

    def having(kind: str, name: str) -> float:
        return sum(name in one for one in by_kind[kind]) / len(by_kind[kind])

    assert items("event", "agenda") == pytest.approx(1.09, rel=0.3)
    assert items("event", "claims") == pytest.approx(0.66, rel=0.2)
    assert items("event", "sources") == pytest.approx(3.17, rel=0.05)
    assert items("organization", "aka") == pytest.approx(1.69, rel=0.1)
    assert items("declaration", "areas") + items("declaration", "measures") == pytest.approx(0.39, abs=0.3)
    assert [having(kind, "note") for kind in made.SHARES] == pytest.approx([0.18, 0.21, 0.20, 1.0], abs=0.05)


def test_a_record_depends_on_its_index_and_the_size_alone() -> None:
    registry = made.Registry(SIZE)
    backwards = [generate.record(registry, index) for index in reversed(range(40))]
    assert backwards[::-1] == list(islice(generate.records(SIZE), 40))
    assert generate.record(made.Registry(SIZE + 1), 0) != generate.record(registry, 0)


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, written: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.generate", str(SIZE), str(tmp_path / "other")]
    root = Path(generate.__file__).parents[1]
    subprocess.run(command, env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}, check=True, capture_output=True)
    assert _contents(tmp_path / "other") == _contents(written / "registry")


def _contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def test_the_vocabulary_is_wide_and_used_unevenly() -> None:
    used = Counter(
        fold(word) for one in islice(generate.records(100_000), 2_000) for text in one.summary for word in words(text)
    )
    assert len(used) > 3_500
    assert used.most_common(1)[0][1] > 3_000 * used.most_common()[-1][1]


def test_dates_come_in_every_precision() -> None:
    dates = [one.date.edtf for one in islice(generate.records(100_000), 1_500) if one.date.edtf]
    shapes = {"".join("9" if c.isdigit() else c for c in date) for date in dates}
    assert shapes >= {
        "9999",
        "9999-99",
        "9999-99-99",
        "999X",
        "9999~",
        "9999-99%",
        "9999-99-99?",
        "9999/9999",
        "9999-99/9999-99",
        "9999-99-99/9999-99-99",
        "XXXX-99-99",
        "XXXX-99",
        "XXXX-99-99/XXXX-99-99",
        "9999/..",
        "../9999",
        "9999-99-99T99:99:99",
    }
    years = {int(date[:4]) for date in dates if date[:4].isdigit()}
    assert min(years) < 1950
    assert max(years) == 2026


def test_the_peers_are_given_the_same_records(written: Path, records: list[generate.Made]) -> None:
    rec = (written / "peers" / peers.REC).read_text("utf-8")
    assert rec.count("\nid: ") == SIZE
    rows = [line.split("\t") for line in (written / "peers" / peers.TSV).read_text("utf-8").splitlines()]
    assert [row[0] for row in rows] == [one.id for one in records]
    assert [row[3] for row in rows] == [one.name.vi for one in records]
    assert {path.parent.name for path in (written / "peers" / peers.PAPIS).rglob("info.yaml")} == {
        row[0] for row in rows
    }


def test_the_manifest_names_both_languages(written: Path) -> None:
    manifest = tomllib.loads((written / "registry" / "registry.toml").read_text("utf-8"))
    assert manifest["languages"] == ["vi", "en"]


def test_too_small_a_registry_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        made.Registry(made.LEAST - 1)
