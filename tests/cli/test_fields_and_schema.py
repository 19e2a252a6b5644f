"""`govtui fields` lists what records may hold, and `govtui schema` prints it as JSON Schema; with or without a registry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import hostile
import pytest
import tomli_w
from jsonschema import Draft202012Validator
from small import registry, table

from govtui.interchange.schema_files import schema_files
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS, Event
from govtui.model.schema import About, Section
from govtui.store.manifest import load
from govtui.text.width import width

Run = Callable[..., Any]

MANIFEST = """\
schema = 2

[fields.event.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }

[relations.answers]
from = ["event"]
to = ["declaration"]
label = { vi = "Trả lời", en = "Answers" }
inverse = "answered_by"
inverse_label = { vi = "Được trả lời bởi", en = "Answered by" }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(tmp_path, table("s", "source"), manifest=MANIFEST).root


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder in no registry."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    return folder


def paths(out: str, kind: str) -> dict[str, dict[str, Any]]:
    """The fields of a kind by path, out of what `fields --json` prints."""
    return {one["path"]: one for one in json.loads(out)["items"] if one["kind"] == kind}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_listed(govtui: Run, nowhere: Path, kind: str) -> None:
    done = govtui("fields", kind, "--json", cwd=nowhere)
    assert (done.status, done.err) == (0, "")
    found = paths(done.out, kind)
    walked = {".".join([*(step.name for step in way), spec.name]): spec for way, spec in BUILT_IN.walk(kind)}
    related = {f"relations.{key}" for key in BUILT_IN.writable_relations(kind)}
    assert found.keys() == walked.keys() | related
    assert {path for path, one in found.items() if one["required"]} == {
        p for p, spec in walked.items() if spec.required
    }
    assert not any(one["own"] for one in found.values())
    lines = govtui("fields", kind, cwd=nowhere).out.splitlines()
    assert len([line for line in lines if line.startswith("  ") and not line.startswith(" " * 20)]) == len(found)


def test_what_a_registry_declares_is_listed_and_marked(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    found = paths(govtui("fields", "--json", cwd=root).out, "event")
    assert {path for path, one in found.items() if one["own"]} == {"x.budget", "relations.answers"}
    assert found["x.budget"]["labels"] == {"vi": "Kinh phí", "en": "Budget"}
    assert (found["x.budget"]["type"], found["x.budget"]["section"]) == ("number", "own")
    assert found["relations.answers"]["kinds"] == ["declaration"]
    lines = govtui("fields", "event", "--lang", "vi", cwd=root).out.splitlines()
    assert [line.split() for line in lines if " + " in line and not line.startswith("*")] == [
        ["x.budget", "+", "Kinh", "phí", "số"],
        ["answers", "+", "Trả", "lời", "bản", "ghi", "hoặc", "quốc", "gia:", "Văn", "kiện", "(danh", "sách)"],
    ]


def test_it_is_told_since_when_there_is_a_field(govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Priced(Event):
        price: Annotated[int | None, About("Price", section=Section.CONTENT, since="0.3")] = None

    monkeypatch.setitem(MODELS, "event", Priced)
    lines = govtui("fields", "event", "--lang", "en", cwd=root).out.splitlines()
    assert [line.split() for line in lines if "since" in line] == [["price", "Price", "number;", "since", "0.3"]]
    assert paths(govtui("fields", "--json", cwd=root).out, "event")["price"]["since"] == "0.3"


def test_json_is_the_same_in_every_language(govtui: Run, root: Path) -> None:
    assert govtui("fields", "--json", "--lang", "vi", cwd=root) == govtui("fields", "--json", "--lang", "en", cwd=root)


@pytest.mark.parametrize("columns", [40, 64, 80, 110, 200])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_fits_the_terminal(
    govtui: Run, root: Path, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = govtui("fields", "--lang", language, cwd=root).out
    assert max(map(width, out.splitlines())) <= columns
    labels = [word for word in ("Citations", "Dẫn nguồn") if word in out]
    one = ["Dẫn nguồn"] if language == "vi" else ["Citations"]
    assert labels == ([] if columns < 64 else one if columns < 110 else ["Citations", "Dẫn nguồn"])


def test_a_schema_is_printed_alone_or_all_are_in_one_object(govtui: Run, root: Path) -> None:
    every = json.loads(govtui("schema", cwd=root).out)
    assert list(every) == [*KINDS, "registry"]
    for name, schema in every.items():
        Draft202012Validator.check_schema(schema)
        done = govtui("schema", name, cwd=root)
        assert (done.status, done.err, json.loads(done.out)) == (0, "", schema)
    event = every["event"]["properties"]
    assert event["x"]["properties"]["budget"]["title"] == "Kinh phí / Budget"
    assert "answers" in event["relations"]["properties"]


@pytest.mark.parametrize(("language", "title"), [("vi", "Sự kiện"), ("en", "Event"), ("both", "Sự kiện / Event")])
def test_it_speaks_the_language_that_is_asked_for(govtui: Run, nowhere: Path, language: str, title: str) -> None:
    done = govtui("schema", "event", "--lang", language, cwd=nowhere)
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["title"] == title
    assert f'"title": "{title}"' in done.out  # not escaped
    assert json.loads(govtui("--lang", "vi", "schema", "event", cwd=nowhere).out)["title"] == "Sự kiện / Event"


@pytest.mark.parametrize("command", ["fields", "schema"])
def test_an_unknown_kind_is_refused(govtui: Run, nowhere: Path, command: str) -> None:
    done = govtui(command, "person", "--lang", "en", cwd=nowhere)
    assert (done.status, done.out) == (2, "")
    assert "“person” is not one of" in done.err and "“organization”" in done.err


@pytest.mark.parametrize("command", ["fields", "schema"])
def test_a_manifest_that_cannot_be_read_is_told_and_what_is_built_in_printed(
    govtui: Run, root: Path, command: str
) -> None:
    (root / "registry.toml").write_text(f"{MANIFEST}\n[fields\n", encoding="utf-8")
    done = govtui(command, "event", "--lang", "en", cwd=root)
    assert done.status == 0 and "budget" not in done.out and "series" in done.out
    place, left_out = done.err.splitlines()
    assert place.startswith(f"govtui: {root / 'registry.toml'}:14:8: ")
    assert left_out == "govtui: The registry's own fields, relations and vocabulary are left out."


# -- written to files ------------------------------------------------------------------------------------------------

FILES = [f"{name}.json" for name in (*KINDS, "registry")]


def test_a_file_is_written_for_each_schema_and_only_where_it_differs(govtui: Run, root: Path) -> None:
    folder = root / "schema"
    done = govtui("schema", "--write", "schema", "--lang", "en", cwd=root)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [f"Written: schema/{name}" for name in FILES]
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    for path in folder.iterdir():
        printed = json.loads(govtui("schema", path.stem, "--lang", "en", cwd=root).out)
        written = json.loads(path.read_text(encoding="utf-8"))
        assert written.pop("$comment") == "govtui schema --write DIR --lang en" and written == printed
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}
    (folder / "event.json").write_text("{", encoding="utf-8")
    again = govtui("--lang", "en", "schema", "--write", folder, cwd=root)
    assert "Written: " in again.out and len(again.out.splitlines()) == 5  # in both languages now
    once_more = govtui("--lang", "en", "schema", "--write", folder, cwd=root)
    assert once_more.out == "5 files are up to date.\n"
    (folder / "event.json").write_text("{", encoding="utf-8")
    done = govtui("--lang", "en", "schema", "--write", folder, cwd=root)
    assert done.out == f"Written: {folder / 'event.json'}\n4 files are up to date.\n"
    assert before.keys() == set(folder.iterdir())


def test_one_schema_alone_may_be_written_wherever_and_machine_lines_say_where(
    govtui: Run, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "a" / "b"
    done = govtui("schema", "output", "--write", folder, "--json", cwd=root)
    [line] = json.loads(done.out)["items"]
    assert (line["saved"], line["path"]) == (True, (folder / "output.json").as_posix())
    inside = json.loads(govtui("schema", "source", "--write", "schema", "--jsonl", cwd=root).out)
    assert inside["path"] == "schema/source.json"


def test_what_cannot_be_written_is_said_and_the_old_file_stays(govtui: Run, root: Path) -> None:
    folder = root / "schema"
    folder.mkdir()
    (folder / "event.json").mkdir()
    done = govtui("--lang", "en", "schema", "event", "--write", folder, cwd=root)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"govtui: {folder / 'event.json'} is a folder")
    assert [path.name for path in folder.iterdir()] == ["event.json"]  # no temporary file is left
    [line] = json.loads(govtui("schema", "event", "--write", folder, "--json", cwd=root).out)["items"]
    assert (line["saved"], line["refused"], line["path"]) == (False, "no_file", "schema/event.json")
    (root / "taken").write_text("", encoding="utf-8")
    (root / "dangling").symlink_to("nowhere")
    for name, code in (
        ("taken", "no_folder"),
        ("taken/x", "no_folder"),
        ("dangling", "no_folder"),
        ("x" * 300, "name_too_long"),
    ):
        [line] = json.loads(govtui("schema", "--write", name, "--json", cwd=root).out)["items"]
        assert (line["saved"], line["refused"]) == (False, code)


def test_a_link_is_followed_and_permissions_are_kept(govtui: Run, root: Path, nowhere: Path) -> None:
    target = nowhere / "shared.json"
    target.write_text("{}", encoding="utf-8")
    target.chmod(0o640)
    (root / "schema").mkdir()
    (root / "schema" / "event.json").symlink_to(target)
    assert govtui("schema", "event", "--write", "schema", cwd=root).status == 0
    assert (root / "schema" / "event.json").is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["title"] == "Sự kiện / Event"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_a_schema_needs_no_form_for_programs(govtui: Run, root: Path, form: str) -> None:
    done = govtui("--lang", "en", "schema", "event", form, cwd=root)
    assert (done.status, done.out) == (2, "") and "go with --write" in done.err


def test_a_file_is_harmless_on_a_terminal_and_says_exactly_what_the_manifest_says(tmp_path: Path) -> None:
    label = hostile.texts("own")
    own = {"fields": {"event": {"budget": {"type": "number", "label": label}}}}
    root = registry(tmp_path, manifest=tomli_w.dumps({"schema": 2, **own})).root
    [raw] = schema_files(load(root)[0], "vi", ["event"]).values()
    assert hostile.unsafe(raw) == []
    assert json.loads(raw)["properties"]["x"]["properties"]["budget"]["title"] == label["vi"]
