"""Another id for a record: in every file that names it or in none, however often it is killed on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faulty import KILL, faulty, killed
from seeds import THOROUGH
from small import FILES, RECORDS, registry, table, write

from govtui.model.record import Declaration, Event, Organization
from govtui.model.references import references
from govtui.store import renaming
from govtui.store.codec import loads
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import Unreadable
from govtui.store.lock import RENAMING, save_lock
from govtui.store.renaming import Renamed, rename, resume
from govtui.store.saving import Changed, NotSaved
from govtui.store.transaction import exclusively

OWN = "organizations/old-name.toml"
TO = "organizations/new-name.toml"


def event(**fields: Any) -> dict[str, Any]:
    return table("e", "event", **fields)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry in which everything that can name a record names one."""
    root = tmp_path / "registry"
    registry(
        root,
        table("s", "source", publisher="old-name"),
        table("old-name", relations={"part_of": ["b"], "cooperates_with": ["old-name"]}, former_ids=["oldest"]),
        table(
            "b",
            relations={"member_of": ["a", "old-name"]},
            people=[{"name": "Lan", "role": "chair", "org": "old-name"}],
        ),
        table(
            "u",
            terms=[{"type": "chair", "org": "old-name", "under": "old-name"}],
            members=[{"who": "old-name"}, {"key": "again", "who": "old-name"}, {"who": "country:SG"}],
            claims=[
                {"field": "members", "value": ["country:SG", "old-name"], "source": "s"},
                {"field": "members.old-name.who", "value": "b", "source": "s"},
                {"field": "terms.1.org", "value": "old-name", "source": "s"},
            ],
        ),
        event(
            relations={"hosted_by": ["old-name"]},
            outcomes=[
                {"key": "o", "act": "agreed", "of": ["old-name", "b"], "by": ["old-name"], "text": {"vi": "old-name"}}
            ],
            remarks=[{"key": "r", "person": "old-name", "on_behalf_of": "old-name", "text": {"vi": "x"}}],
            gaps=["relations.organized_by"],
            participants=[{"who": "old-name"}, {"key": "guest", "who": "old-name", "within": "old-name"}],
            claims=[
                {"field": "participants", "value": ["old-name"], "source": "s"},
                {"field": "relations.hosted_by", "value": ["old-name", "b"], "source": "s"},
                {"field": "relations.hosted_by.old-name", "value": "old-name", "source": "s"},
                {"field": "note.vi", "value": "old-name", "source": "s"},
            ],
            sources=[{"ref": "s", "for": ["relations.hosted_by.old-name", "name"]}],
            note={"vi": 'nói về "old-name"'},
        ),
        table(
            "d",
            "declaration",
            steps=[{"action": "adopted", "by": ["old-name"]}],
            progress=[{"rows": [{"area": "none", "under": "old-name"}, {"under": "b"}]}],
        ),
        table("far", relations={"part_of": ["b"]}, note={"vi": "old-names"}),
    )
    return root


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.toml"))}


def targets(root: Path) -> set[str]:
    """Every id that a record refers to."""
    out = set()
    for path in root.rglob("*.toml"):
        if (record := loads(path.read_bytes()).record) is not None:
            out |= {reference.target for reference in references(record)}
    return out


def test_every_field_path_that_leads_through_the_id_follows(tmp_path: Path) -> None:
    """In whichever field it stands: of claims, citations, translations, what was checked."""
    memory = {"from": "vi", "to": "en", "digest": "0" * 12}
    disputed = "relations.hosted_by.old-name"
    registry(
        tmp_path,
        table("old-name", "source"),
        table(
            "e",
            "event",
            relations={"hosted_by": ["old-name", "old"]},
            claims=[{"field": disputed, "value": "old", "source": "old-name", "note": {"vi": "a", "en": "b"}}],
            sources=[{"ref": "old-name", "for": [f"claims.{disputed}.value", "name"], "quote": {"vi": "a", "en": "b"}}],
            translations=[
                {"field": field, **memory}
                for field in ("name", "sources.old-name.quote", f"claims.{disputed}.note", "relations.hosted_by.old")
            ],
            checked=[
                {"code": "claim_disagrees", "field": f"claims.{disputed}"},
                {"code": "wrong_kind", "field": disputed},
                {"code": "dangling", "field": "relations.hosted_by.old-names"},
            ],
            gaps=["date", disputed],
        ),
    )
    rename(tmp_path, "old-name", "new-name", ["sources/old-name.toml"])
    made = loads((tmp_path / "events/e.toml").read_bytes()).record
    assert made is not None
    disputed = "relations.hosted_by.new-name"
    assert (made.claims[0].field, made.claims[0].source, made.claims[0].value) == (disputed, "new-name", "old")
    assert made.sources[0].fields == [f"claims.{disputed}.value", "name"]
    assert made.gaps == ["date", disputed]
    assert [one.field for one in made.translations] == [
        "name", "sources.new-name.quote", f"claims.{disputed}.note", "relations.hosted_by.old",
    ]  # fmt: skip
    assert [one.field for one in made.checked] == [
        f"claims.{disputed}", disputed, "relations.hosted_by.old-names",
    ]  # fmt: skip


def test_every_reference_follows_and_the_old_id_is_kept(root: Path) -> None:
    before = texts(root)
    done = rename(root, "old-name", "new-name", [OWN])
    after = texts(root)
    changed = {
        OWN,
        "events/e.toml",
        "sources/s.toml",
        "organizations/b.toml",
        "organizations/u.toml",
        "declarations/d.toml",
    }
    assert done == Renamed(TO, tuple(done.written), ())
    assert set(done.written) == changed
    assert "old-name" not in targets(root)
    own = loads(after[TO].encode()).record
    assert own is not None
    assert (own.id, own.former_ids) == ("new-name", ["oldest", "old-name"])
    assert own.relations == {"part_of": ["b"], "cooperates_with": ["new-name"]}
    e = loads(after["events/e.toml"].encode()).record
    assert isinstance(e, Event)
    [outcome], [remark] = e.outcomes, e.remarks
    assert (outcome.of, outcome.by, outcome.text) == (["new-name", "b"], ["new-name"], {"vi": "old-name"})
    assert (remark.person, remark.on_behalf_of) == ("old-name", "new-name")
    assert e is not None
    assert isinstance(e, Event)
    assert [(one.who, one.within) for one in e.participants] == [("new-name", None), ("new-name", "new-name")]
    u = loads(after["organizations/u.toml"].encode()).record
    assert isinstance(u, Organization)
    assert [one.who for one in u.members] == ["new-name", "new-name", "country:SG"]
    assert [(claim.field, claim.value) for claim in u.claims] == [
        ("members", ["country:SG", "new-name"]),
        ("members.new-name.who", "b"),
        ("terms.1.org", "new-name"),
    ]
    assert [(claim.field, claim.value) for claim in e.claims] == [
        ("participants", ["new-name"]),
        ("relations.hosted_by", ["new-name", "b"]),
        ("relations.hosted_by.new-name", "new-name"),
        ("note.vi", "old-name"),  # a text, which happens to say that
    ]
    assert e.sources[0].fields == ["relations.hosted_by.new-name", "name"]
    assert e.note == {"vi": 'nói về "old-name"'}
    for path in after.keys() - changed - {TO}:
        assert after[path] == before[path]
    assert OWN not in after
    assert not (root / RENAMING).exists()


def test_a_record_may_get_an_id_back_that_it_had(root: Path) -> None:
    before = texts(root)
    rename(root, "old-name", "new-name", [OWN])
    rename(root, "new-name", "old-name", [TO])
    after = texts(root)
    assert after.keys() == before.keys()
    own = loads(after[OWN].encode()).record
    assert own is not None and own.former_ids == ["oldest", "new-name"]
    assert {path: text for path, text in after.items() if path != OWN} == {
        path: text for path, text in before.items() if path != OWN
    }


@pytest.mark.parametrize("id", ["asean", "moha-2022-poa", "accsm-21", "asean-declaration-civil-service-2021"])
def test_in_the_registry_that_ships_only_lines_with_the_id_change(tmp_path: Path, id: str) -> None:
    root = tmp_path / "records"
    shutil.copytree(RECORDS, root)
    own = next(file.relative_to(RECORDS).as_posix() for file in FILES if file.stem == id)
    before = texts(root)
    done = rename(root, id, f"{id}-x", [own])
    after = texts(root)
    assert done.left == () and len(done.written) > 1
    assert id not in targets(root)
    for path, text in before.items():
        if path == own:
            continue
        assert len(after[path].split("\n")) == len(text.split("\n"))
        for old, new in zip(text.split("\n"), after[path].split("\n"), strict=True):
            assert old == new or new.replace(f"{id}-x", id) == old


@pytest.mark.parametrize("taken", ["b", "oldest-of-b", "named-so"])
def test_an_id_that_another_has_or_had_is_refused(root: Path, taken: str) -> None:
    write(root, "organizations/b.toml", (root / "organizations/b.toml").read_text() + "\n")
    text = (
        (root / "organizations/b.toml")
        .read_text()
        .replace("schema = 2\n", 'schema = 2\nformer_ids = ["oldest-of-b"]\n')
    )
    write(root, "organizations/b.toml", text)
    write(root, "organizations/named-so.toml", "")
    before = texts(root)
    with pytest.raises(FileExistsError):
        rename(root, "old-name", taken, [OWN])
    assert texts(root) == before


@pytest.mark.parametrize("wrong", ["Not An Id", "", "old-name", "../x"])
def test_what_is_no_other_id_is_refused(root: Path, wrong: str) -> None:
    with pytest.raises(ValueError):
        rename(root, "old-name", wrong, [OWN])


def test_a_record_that_is_not_there_cannot_be_renamed(root: Path) -> None:
    with pytest.raises(Unreadable, match="gone"):
        rename(root, "nobody", "new-name", [OWN])


def test_files_that_are_no_records_are_told_of(root: Path) -> None:
    write(root, "events/broken.toml", 'id = "broken"\nx = "old-name"\n')
    assert rename(root, "old-name", "new-name", [OWN]).left == ("events/broken.toml",)


def test_when_one_text_cannot_be_made_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = texts(root), renaming.changed

    def refuses(text: str, changes: Any) -> str:
        if 'id = "d"' in text:
            raise CannotEditInPlace("cannot_splice")
        return real(text, changes)

    monkeypatch.setattr(renaming, "changed", refuses)
    with pytest.raises(CannotEditInPlace) as refused:
        rename(root, "old-name", "new-name", [OWN])
    assert refused.value.path == "declarations/d.toml"
    assert texts(root) == before
    assert not (root / RENAMING).exists()


def test_in_a_folder_that_cannot_be_written_nothing_is_begun(root: Path) -> None:
    (root / ".govtui").write_text("")
    before = texts(root)
    with pytest.raises(NotSaved) as refused:
        rename(root, "old-name", "new-name", [OWN])
    assert refused.value.code == "read_only_folder"
    assert texts(root) == before


# cut short


def finished(root: Path) -> dict[str, str]:
    """What the registry is after a renaming that nothing disturbed."""
    twin = root.parent / "twin"
    shutil.copytree(root, twin)
    rename(twin, "old-name", "new-name", [OWN])
    return texts(twin)


def calls(root: Path, act: Callable[[Path], object]) -> int:
    twin = root.parent / "counted"
    shutil.copytree(root, twin)
    with faulty(0, KILL) as counter:
        act(twin)
    return counter.made


def test_killed_at_any_moment_it_is_ended_by_the_next_start(tmp_path: Path, root: Path) -> None:
    def act(where: Path) -> object:
        return rename(where, "old-name", "new-name", [OWN])

    wanted, before, most = finished(root), texts(root), calls(root, act)
    begun = 0
    for at in range(1, most, 1 if THOROUGH else most // 25):
        where = tmp_path / f"at-{at}"
        shutil.copytree(root, where)
        assert killed(lambda where=where: act(where), at)  # type: ignore[misc]
        assert set(texts(where).values()) <= {*wanted.values(), *before.values()}
        if (where / RENAMING).exists():
            begun += 1
            [done] = resume(where)
            assert done.left == ()
            assert texts(where) == wanted
        assert texts(where) in (before, wanted)
        assert resume(where) == []
        shutil.rmtree(where)
    assert begun > 5


@pytest.fixture
def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A renaming that a full disk cut short after the record's own text."""
    real, written = renaming.replace, []

    def full(root: Path, path: str, raw: bytes, tag: str) -> None:
        if written:
            raise NotSaved("disk_full", path)
        real(root, path, raw, tag)
        written.append(path)

    with monkeypatch.context() as patch:
        patch.setattr(renaming, "replace", full)
        with pytest.raises(NotSaved):
            rename(root, "old-name", "new-name", [OWN])
    assert (root / RENAMING).exists()
    return root


def test_what_a_full_disk_cut_short_the_next_renaming_ends(interrupted: Path) -> None:
    rename(interrupted, "far", "near", ["organizations/far.toml"])
    assert {"organizations/new-name.toml", "organizations/near.toml"} < texts(interrupted).keys()
    assert "old-name" not in targets(interrupted)


def test_files_that_changed_meanwhile_are_changed_as_they_are_now(interrupted: Path) -> None:
    text = (interrupted / "events/e.toml").read_text()
    write(interrupted, "events/e.toml", text.replace("schema = 2\n", "schema = 2 # mine\n"))
    write(interrupted, "declarations/d.toml", "broken = \n")
    (interrupted / "sources/s.toml").unlink()
    [done] = resume(interrupted)
    assert done.path == TO
    assert done.left == ("sources/s.toml",)
    assert "schema = 2 # mine\n" in (interrupted / "events/e.toml").read_text()
    assert "old-name" not in targets(interrupted)


def test_while_one_renaming_is_under_way_no_other_begins_or_ends_it(root: Path) -> None:
    with exclusively(root):
        with pytest.raises(NotSaved) as refused:
            rename(root, "old-name", "new-name", [OWN])
        assert refused.value.code == "busy"
        write(root, RENAMING, "{}")
        assert resume(root) == []
        assert (root / RENAMING).exists()


def test_a_journal_that_says_nothing_is_thrown_away(root: Path) -> None:
    with save_lock(root):
        pass
    before = texts(root)
    for journal in ("", "{}", "[]", '{"old": 5}'):
        write(root, RENAMING, journal)
        assert resume(root) == []
        assert not (root / RENAMING).exists()
    assert texts(root) == before


def test_a_record_that_changes_while_it_is_renamed_keeps_its_id(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def always(root: Path, path: str, raw: bytes, tag: str) -> None:
        raise Changed(path)

    monkeypatch.setattr(renaming, "replace", always)
    before = texts(root)
    with pytest.raises(Changed):
        rename(root, "old-name", "new-name", [OWN])
    assert texts(root) == before
    assert resume(root) == []


def test_a_part_of_a_participant_with_a_key_goes_on_naming_the_key(tmp_path: Path) -> None:
    held = [{"key": "old-name", "who": "b"}, {"who": "old-name"}, {"who": "c", "within": "old-name"}]
    registry(tmp_path, table("s", "source"), table("old-name"), event(participants=held))
    rename(tmp_path, "old-name", "new-name", [OWN])
    made = loads((tmp_path / "events/e.toml").read_bytes()).record
    assert isinstance(made, Event)
    assert [(one.key, one.who, one.within) for one in made.participants] == [
        ("old-name", "b", None), (None, "new-name", None), (None, "c", "old-name"),
    ]  # fmt: skip


def test_texts_and_parties_of_the_life_of_a_text_follow(tmp_path: Path) -> None:
    written = ["amends", "repeals", "replaces", "based_on", "guides"]
    old = {"type": "decree", "relations": {one: ["old-name"] for one in written}}
    held = {"parties": [{"who": "old-name", "signed": "2016"}, {"key": "old-name", "who": "country:VN"}]}
    registry(tmp_path, table("s", "source"), table("old-name", "declaration"), table("d", "declaration", **old, **held))
    rename(tmp_path, "old-name", "new-name", ["declarations/old-name.toml"])
    made = loads((tmp_path / "declarations/d.toml").read_bytes()).record
    assert isinstance(made, Declaration)
    assert {target for targets in made.relations.values() for target in targets} == {"new-name"}
    assert [(one.key, one.who) for one in made.parties] == [(None, "new-name"), ("old-name", "country:VN")]
