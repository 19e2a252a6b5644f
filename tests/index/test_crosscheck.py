"""A record that is not in doubt has exactly the problems that show in it alone, so nobody need read it twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import toml

from govtui.i18n.translator import load
from govtui.index.write.crosscheck import AloneContext, RegistrySummary, SummaryContext, problems_alone, problems_beside
from govtui.index.write.ingest import index_entry
from govtui.store.registry import Registry

ROOT = Path(__file__).parents[2]
LINKED = {
    "a": 'part_of = ["b"]',
    "b": 'part_of = ["a"]',
    "inside": 'part_of = ["whole"]',
    "outside": 'part_of = ["whole"]',
    "whole": "",
    "dangling": 'concerns = ["nobody"]',
    "country": 'attended_by = ["country:VN"]',
    "wrong-kind": 'discussed = ["whole"]',
    "renamed": 'concerns = ["once-whole"]',
    "own-right": 'answers = ["whole"]\n[x]\nhost = "whole"',
    "own-wrong-kind": 'answers = ["talks"]',
    "own-dangling": '[x]\nhost = "nobody"',
    "claimed-dangling": '[[claims]]\nfield = "relations.part_of"\nvalue = "nobody"\nsource = "talks"',
    "claimed-cycle": 'part_of = ["claims-cycle"]',
    "claims-cycle": '[[claims]]\nfield = "relations.part_of"\nvalue = "claimed-cycle"\nsource = "talks"',
}
MEMBERS = {
    "club": '[[members]]\nwho = "member"\n[[members]]\nwho = "country:VN"\n[[members]]\nwho = "once-renamed"',
    "other-club": '[[members]]\nwho = "stranger"',
    "member": '[relations]\nmember_of = ["club", "other-club"]',
    "renamed-member": '[relations]\nmember_of = ["club"]',
    "stranger": '[relations]\nmember_of = ["club"]',
}
TEXTS = {
    "old": ("in_force", ""),
    "older": ("repealed", ""),
    "renamed-old": ("in_force", ""),
    "repealed-by-draft": ("in_force", ""),
    "new": ("in_force", 'replaces = ["old", "older"]\nrepeals = ["once-old"]'),
    "not-yet": ("not_in_force", 'repeals = ["repealed-by-draft"]'),
}
MANIFEST = """\
schema = 2
[fields.event.host]
type = "reference"
label = { en = "Host" }
[relations.answers]
from = ["event"]
to = "same"
label = { en = "Answers" }
inverse = "answered_by"
inverse_label = { en = "Answered by" }
"""
DATES = {"whole": "2021-05-01/2021-05-03", "inside": "2021-05-02", "outside": "2021-06-01"}


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Events that are tied to one another in every way that a check asks about."""
    (tmp_path / "registry.toml").write_text(MANIFEST)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "talks.toml").write_text(toml("talks", "source"))
    (tmp_path / "events").mkdir()
    for id, relations in LINKED.items():
        name = "whole" if id == "a" else id
        former = 'former_ids = ["once-whole"]\n' if id == "whole" else ""
        date = f'date = "{DATES[id]}"\n' if id in DATES else ""
        (tmp_path / "events" / f"{id}.toml").write_text(
            f'schema = 2\nkind = "event"\nid = "{id}"\ntype = "summit"\nstatus = "held"\n{former}{date}'
            f'name = {{ vi = "{name}", en = "{name}" }}\n[relations]\n{relations}\n'
        )
    (tmp_path / "organizations").mkdir()
    for id, more in MEMBERS.items():
        former = 'former_ids = ["once-renamed"]\n' if id == "renamed-member" else ""
        (tmp_path / "organizations" / f"{id}.toml").write_text(
            f'schema = 2\nkind = "organization"\nid = "{id}"\ntype = "network"\nstatus = "active"\n{former}'
            f'name = {{ vi = "{id}", en = "{id}" }}\n{more}\n'
        )
    (tmp_path / "declarations").mkdir()
    for id, (status, relations) in TEXTS.items():
        former = 'former_ids = ["once-old"]\n' if id == "renamed-old" else ""
        (tmp_path / "declarations" / f"{id}.toml").write_text(
            f'schema = 2\nkind = "declaration"\nid = "{id}"\ntype = "decree"\nstatus = "{status}"\n{former}'
            f'name = {{ vi = "{id}", en = "{id}" }}\n[relations]\n{relations}\n'
        )
    return tmp_path


def held_against_the_full_checks(root: Path) -> tuple[int, int]:
    """How many records of a registry are not in doubt, and how many are."""
    registry, translators = Registry(root), [load("vi"), load("en")]
    entries = list(registry.entries())
    ones = [index_entry(entry, registry.manifest, translators) for entry in entries]
    files = [one.listed.summary(doc) for doc, one in enumerate(ones)]
    owner = {file.id: file.doc for file in sorted(files, key=lambda file: file.claim, reverse=True)}
    keys = [file.id if owner[file.id] == file.doc else file.path for file in files]
    everyone = RegistrySummary.of(zip(keys, files, strict=True))
    beside, alone = SummaryContext(registry, everyone), AloneContext(registry.manifest)
    schema = registry.manifest.record_schema
    sure = doubtful = 0
    for entry, one, file in zip(entries, ones, files, strict=True):
        found = problems_alone(entry, alone)
        if entry.record and found is not None and not everyone.leaves_in_doubt(file, one.texts.references, schema):
            assert found == problems_beside(entry, beside), entry.path
            sure += 1
        else:
            doubtful += 1
    return sure, doubtful


@pytest.mark.parametrize("root", [ROOT / "records", ROOT / "tests" / "data" / "broken"], ids=["bundled", "broken"])
def test_whoever_is_not_in_doubt_has_the_problems_that_show_in_it_alone(root: Path) -> None:
    sure, doubtful = held_against_the_full_checks(root)
    assert sure > doubtful // 4


def test_ties_that_are_in_order_leave_nobody_in_doubt(linked: Path) -> None:
    registry = Registry(linked)
    ones = {entry.id: index_entry(entry, registry.manifest, []) for entry in registry.entries()}
    files = {id: one.listed.summary(doc) for doc, (id, one) in enumerate(ones.items())}
    everyone = RegistrySummary.of((file.id, file) for file in files.values())
    schema = registry.manifest.record_schema
    assert {id for id, one in ones.items() if everyone.leaves_in_doubt(files[id], one.texts.references, schema)} == {
        "a", "b", "outside", "whole", "dangling", "wrong-kind", "own-wrong-kind", "own-dangling",
        "claimed-dangling", "member", "renamed-member", "old", "renamed-old",
    }  # fmt: skip
    held_against_the_full_checks(linked)
