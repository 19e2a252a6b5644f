"""A registry's folder: which files are records, whose they are, and how a registry is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli_w
from small import FILES, RECORDS, registry, table, toml, write

from govtui.model.kinds import KINDS
from govtui.model.problem import Severity
from govtui.model.record import Event
from govtui.store.location import NoRegistry, bundled, is_writable, nearest, root_of
from govtui.store.registry import Registry


def test_the_registry_that_ships_is_read_whole() -> None:
    shipped = Registry(RECORDS)
    entries = list(shipped.entries())
    assert len(entries) == len(FILES)
    assert all(entry.record and entry.record.kind == entry.folder_kind for entry in entries)
    assert list(shipped.stray()) == []
    assert shipped.manifest_problems == ()


@pytest.mark.parametrize(("kind", "folder"), [(kind.key, kind.folder) for kind in KINDS.values()])
def test_the_records_of_a_kind_stand_in_its_folder(kind: str, folder: str, tmp_path: Path) -> None:
    [entry] = registry(tmp_path, table("a", kind)).entries()
    assert (entry.path, entry.id, entry.kind, entry.folder_kind) == (f"{folder}/a.toml", "a", kind, kind)


@pytest.mark.parametrize("where", ["", "2018/", "a/b/c/d/e/f/"])
def test_subfolders_may_be_of_any_depth(where: str, tmp_path: Path) -> None:
    write(tmp_path, f"events/{where}a.toml", toml("a", "event"))
    [entry] = Registry(tmp_path).entries()
    assert (entry.id, entry.kind) == ("a", "event")
    assert isinstance(entry.record, Event)


@pytest.mark.parametrize("path", ["a.toml", "drafts/a.toml", "organisations/a.toml", "events.toml"])
def test_toml_elsewhere_is_told_and_not_read(path: str, tmp_path: Path) -> None:
    found = registry(tmp_path)
    write(tmp_path, path, toml("a", "event"))
    assert list(found.entries()) == []
    [problem] = found.stray()
    assert (problem.code, problem.severity, problem.path, problem.line) == ("stray_file", Severity.WARNING, path, 1)


def test_the_manifest_is_no_stray_file_but_another_one_is(tmp_path: Path) -> None:
    found = registry(tmp_path)
    write(tmp_path, "drafts/registry.toml", "schema = 2\n")
    assert [problem.path for problem in found.stray()] == ["drafts/registry.toml"]


def test_a_file_in_the_folder_of_another_kind_is_of_the_kind_it_says(tmp_path: Path) -> None:
    write(tmp_path, "organizations/a.toml", toml("a", "event"))
    [entry] = Registry(tmp_path).entries()
    assert (entry.kind, entry.folder_kind) == ("event", "organization")


class TestWhatAFileIsCalled:
    def entry(self, root: Path, text: str) -> tuple[str, str]:
        write(root, "organizations/stem.toml", text)
        [entry] = Registry(root).entries()
        return entry.id, entry.problems[0].record if entry.problems else ""

    def test_a_record_by_its_id(self, tmp_path: Path) -> None:
        assert self.entry(tmp_path, toml("a")) == ("a", "")

    def test_a_broken_one_by_the_id_that_could_be_read(self, tmp_path: Path) -> None:
        assert self.entry(tmp_path, toml("a", type=5)) == ("a", "a")

    @pytest.mark.parametrize("id", ["", "Not An Id", "a/b", 5, "x" * 100])
    def test_one_without_an_id_by_its_file(self, id: object, tmp_path: Path) -> None:
        assert self.entry(tmp_path, tomli_w.dumps(table("a") | {"id": id})) == ("stem", "stem")


def test_the_etag_and_the_text_are_those_of_the_file(tmp_path: Path) -> None:
    found = registry(tmp_path, table("a"))
    before = found.entry("organizations/a.toml")
    assert before.text == (tmp_path / "organizations/a.toml").read_text()
    write(tmp_path, "organizations/a.toml", before.text + "# x\n")
    after = found.entry("organizations/a.toml")
    assert after.etag != before.etag
    assert after.record == before.record


def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    found = registry(tmp_path, table("a"))
    write(tmp_path, "organizations/a.toml", "")
    assert found.entry("organizations/a.toml").record is None


class TestFindingARegistry:
    def test_the_folder_with_a_manifest_is_meant(self, tmp_path: Path) -> None:
        registry(tmp_path)
        assert root_of(tmp_path) == tmp_path

    def test_or_the_records_folder_in_it(self, tmp_path: Path) -> None:
        registry(tmp_path / "records")
        assert root_of(tmp_path) == tmp_path / "records"

    def test_a_folder_of_records_without_a_manifest_will_do(self, tmp_path: Path) -> None:
        registry(tmp_path, table("a"), manifest=None)
        assert root_of(tmp_path) == tmp_path

    @pytest.mark.parametrize("name", ["", "missing", "file"])
    def test_anything_else_is_none(self, name: str, tmp_path: Path) -> None:
        write(tmp_path, "file", "x")
        with pytest.raises(NoRegistry) as raised:
            root_of(tmp_path / name)
        assert raised.value.path == tmp_path / name

    def test_the_nearest_one_upward_is_found(self, tmp_path: Path) -> None:
        registry(tmp_path / "records")
        inner = tmp_path / "a" / "b"
        inner.mkdir(parents=True)
        assert nearest(inner) == tmp_path / "records"
        registry(tmp_path / "a")
        assert nearest(inner) == tmp_path / "a"

    def test_far_from_all_there_is_none(self) -> None:
        assert nearest(Path("/proc")) is None

    def test_one_ships_with_the_program(self) -> None:
        assert bundled() == RECORDS

    def test_one_that_nobody_may_write_is_not_writable(self, tmp_path: Path) -> None:
        assert is_writable(tmp_path)
        assert not is_writable(tmp_path / "missing")
