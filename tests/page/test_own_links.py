"""A registry's own relation and own reference fields, from the file to links, tree, completion, checks and renaming."""

from __future__ import annotations

from pathlib import Path

import pytest
from contexts import context_of
from small import registry, table

from govtui.edit.operations import Editing
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.page.compose import compose
from govtui.page.layout import lay_out
from govtui.page.problem_words import problem_gist
from govtui.page.tree import LinkTree, heading, links_of
from govtui.store.codec import loads
from govtui.store.registry import Registry
from govtui.store.renaming import rename

MANIFEST = """\
schema = 2

[fields.declaration.host]
type = "reference"
label = { vi = "Cơ quan chủ trì", en = "Lead agency" }
kinds = ["organization"]

[fields.declaration.partners]
type = "reference"
label = { en = "Partners" }
repeated = true

[relations.translates]
from = ["declaration"]
to = "same"
label = { vi = "Là bản dịch của", en = "Translation of" }
inverse = "translated_as"
inverse_label = { vi = "Có bản dịch", en = "Translated as" }
"""


@pytest.fixture
def files(tmp_path: Path) -> Registry:
    return registry(
        tmp_path,
        table("s", "source"),
        table("bo"),
        table("vien"),
        table("goc", "declaration"),
        table(
            "dich",
            "declaration",
            relations={"cites": ["goc"], "translates": ["goc"]},
            x={"host": "bo", "partners": ["vien", "bo"], "note": "bo"},
            claims=[{"field": "x.host", "value": "vien", "source": "s"}],
            sources=[{"ref": "s", "for": ["x.partners.vien", "relations.translates.goc"]}],
        ),
        manifest=MANIFEST,
    )


def shown(files: Registry, key: str, language: str, section: str) -> list[str]:
    """The lines of a section of a record's page."""
    index = build(files)
    card = index.card(key)
    assert card is not None
    page = compose(files.entry(card.path), key, context_of(files, index, language))
    return [line.text.strip() for line in lay_out(page, 80) if line.section == section and line.text.strip()]


@pytest.mark.parametrize(("language", "name"), [("vi", "Cơ quan chủ trì"), ("en", "Lead agency")])
def test_a_claim_that_contradicts_an_own_field_is_told_under_its_name(
    files: Registry, language: str, name: str
) -> None:
    [problem] = build(files).problems()
    assert problem.code == "sources_disagree"
    assert problem_gist(problem, context_of(files, build(files), language)).startswith(f"“{name}”: ")
    told = [(one.target, one.quality, one.told_by) for one in build(files).outgoing("dich") if one.type == "x.host"]
    assert told == [("bo", {"disputed"}, ""), ("vien", {"claimed", "disputed"}, "s")]


def test_links_that_lead_nowhere_or_to_another_kind_are_problems_of_the_registry(files: Registry) -> None:
    wrong = table("sai", "declaration", relations={"translates": ["bo"]}, x={"host": "goc", "partners": ["nobody"]})
    found = build(registry(files.root, wrong, manifest=MANIFEST)).problems("sai")
    assert {(problem.code, problem.field) for problem in found} == {
        ("wrong_kind", "relations.translates.bo"),
        ("wrong_kind", "x.host"),
        ("dangling", "x.partners.nobody"),
    }
    lines = (files.root / "declarations/sai.toml").read_text().splitlines()
    for problem in found:
        assert str(problem.values["target"]) in lines[problem.line - 1]


@pytest.mark.parametrize(("language", "name"), [("vi", "Là bản dịch của"), ("en", "Translation of")])
def test_a_link_by_an_own_relation_stands_after_those_of_the_program(files: Registry, language: str, name: str) -> None:
    lines = shown(files, "dich", language, "links")
    assert lines.index(name) == 3
    assert lines[4].endswith("goc\u00a0¹")


@pytest.mark.parametrize(("language", "name"), [("vi", "Có bản dịch"), ("en", "Translated as")])
def test_the_other_side_has_the_inverse_as_its_heading(files: Registry, language: str, name: str) -> None:
    lines = shown(files, "goc", language, "links")
    assert lines[lines.index(name) + 1].endswith("dich")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("vi", ["Được nêu ở “Cơ quan chủ trì”", "Được nêu ở “Partners”"]),
        ("en", ["Named in “Lead agency”", "Named in “Partners”"]),
    ],
)
def test_who_names_a_record_in_an_own_field_is_among_the_links_to_it(
    files: Registry, language: str, names: list[str]
) -> None:
    lines = shown(files, "bo", language, "links")
    assert [line for line in lines if "dich" not in line and "←" not in line][-2:] == names


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("vi", ["Viện dẫn", "Là bản dịch của", "Cơ quan chủ trì", "Partners", "Dẫn nguồn"]),
        ("en", ["Cites", "Translation of", "Lead agency", "Partners", "Cites the source"]),
    ],
)
def test_the_tree_of_links_has_them_under_their_own_names(files: Registry, language: str, headings: list[str]) -> None:
    tree, tr = LinkTree(build(files), links_of(build(files), "dich")), load(language)
    groups = [row for row in tree.rows() if row.sort == "out"]
    assert [heading(row, tr, files.manifest.record_schema) for row in groups] == headings
    assert [child.name for child in groups[3].children or ()] == ["vien", "bo"]


def test_a_registry_that_declares_nothing_takes_the_same_values_for_private_notes(tmp_path: Path) -> None:
    files = registry(tmp_path, table("bo"), table("goc", "declaration", x={"host": "bo"}, sources=None))
    assert [one.type for one in build(files).outgoing("goc")] == []


def test_a_renaming_goes_through_own_fields_own_relations_and_what_is_claimed_or_cited_of_them(files: Registry) -> None:
    paths = [found.path for found in files.files()]
    rename(files.root, "vien", "hoc-vien", paths)
    rename(files.root, "goc", "ban-goc", paths)
    record = loads((files.root / "declarations/dich.toml").read_bytes()).record
    assert record is not None
    assert record.x == {"host": "bo", "partners": ["hoc-vien", "bo"], "note": "bo"}
    assert record.relations == {"cites": ["ban-goc"], "translates": ["ban-goc"]}
    assert [claim.value for claim in record.claims] == ["hoc-vien"]
    assert record.sources[0].fields == ["x.partners.hoc-vien", "relations.translates.ban-goc"]


def test_what_is_declared_nowhere_is_renamed_nowhere(files: Registry) -> None:
    rename(files.root, "bo", "bo-noi-vu", [found.path for found in files.files()])
    record = loads((files.root / "declarations/dich.toml").read_bytes()).record
    assert record is not None
    assert record.x == {"host": "bo-noi-vu", "partners": ["vien", "bo-noi-vu"], "note": "bo"}


def test_whoever_removes_a_record_is_told_of_the_own_fields_that_name_it(files: Registry) -> None:
    incoming = Editing(files, build(files)).removal("vien").incoming
    assert [(one.type, one.field) for one in incoming] == [
        ("x.host", "claims.x.host.value"), ("x.partners", "x.partners.vien"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "gists"),
    [
        (
            "vi",
            {
                "Cơ quan chủ trì: Giá trị phải là mã của một bản ghi, như registry.toml khai báo.",
                "“kinds” của “event.x” phải là danh sách loại bản ghi.",
                "“part_of” đã là tên của một quan hệ hoặc chiều ngược lại; hãy chọn tên khác.",
            },
        ),
        (
            "en",
            {
                "Lead agency: The value must be the id of a record, as registry.toml declares it.",
                "“kinds” of “event.x” must be a list of kinds of record.",
                "“part_of” is already the name of a relation or of an inverse; choose another.",
            },
        ),
    ],
)
def test_in_the_list_of_problems_each_says_what_it_is_about(tmp_path: Path, language: str, gists: set[str]) -> None:
    badly = '[fields.event.x]\ntype = "reference"\nlabel = { vi = "x" }\nkinds = "event"\n[relations.part_of]\n'
    wrong = table("sai", "declaration", x={"host": "Bộ Nội vụ"})
    files = registry(tmp_path, table("s", "source"), wrong, manifest=MANIFEST + badly)
    index = build(files)
    reader = context_of(files, index, language)
    assert {problem_gist(one, reader) for one in index.problems()} == gists
