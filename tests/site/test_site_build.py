"""What is written: a run after a change gives the bytes of a run from nothing, and writes no other files than those that are others."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from searched_site import site_of
from seeds import THOROUGH, rounds, seeded
from small import registry, table, write

from govtui.index.cache import build as build_index
from govtui.site.build import Report, build
from govtui.site.processes import Job, make_in_processes
from govtui.site.site_file import Site
from govtui.site.site_folder import STATE, CannotPublish
from govtui.store.registry import Registry

MANIFEST = """\
schema = 2
[name]
vi = "Sổ thử"
en = "Trial"
[fields.organization.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
"""


def records() -> dict[str, dict[str, Any]]:
    """A registry in which pages show more than their links: publishers of sources, other meetings of a series."""
    bodies = [
        table(
            "a",
            name={"vi": "Bộ A", "en": "Ministry A"},
            aka=[{"text": "MA", "type": "acronym"}],
            relations={"part_of": ["b"]},
        ),
        table("b", name={"vi": "Cơ quan B", "en": "Body B"}, x={"budget": 7, "secret": "not declared"}),
        table(
            "c", name={"vi": "Cơ quan C"}, former_ids=["c-old"], members=[{"who": "a"}, {"who": "b", "date": "2020"}]
        ),
        table("s", "source", publisher="a", published="2020"),
        table("s2", "source", author="Lan", sources=[{"ref": "s"}]),
        table("series", "event"),
        table("e1", "event", date="2019-05", series={"id": "series"}, relations={"organized_by": ["a"]}),
        table("e2", "event", date="2020-05", series={"id": "series"}, summary={"vi": "Lần hai."}),
        table("d", "declaration", date="2021", relations={"concerns": ["e1", "country:KR"], "part_of": ["lost"]}),
    ]
    return {one["id"]: one for one in bodies}


def open_site(root: Path, **given: Any) -> Site:
    found = Registry(root)
    made = site_of(found.for_pages(), build_index(found))
    return Site(made.registry, made.index, made.translators, made.when, **given)


def publish(root: Path, folder: Path, **given: Any) -> Report:
    return build(folder, open_site(root, **given), lambda done: None)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(root: Path, all: Mapping[str, dict[str, Any]]) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    return registry(root, *all.values(), manifest=MANIFEST).root


ONE = ("vi",)
"""The language of which files are made where one says enough."""

Change = Callable[[Path, dict[str, dict[str, Any]]], None]


def changed(id: str, **fields: Any) -> Change:
    return lambda root, all: all[id].update(fields)


def removed(id: str) -> Change:
    return lambda root, all: all.pop(id) and None


def renamed(old: str, new: str) -> Change:
    def change(root: Path, all: dict[str, dict[str, Any]]) -> None:
        one = all.pop(old)
        all[new] = one | {"id": new, "former_ids": [*one.get("former_ids", ()), old]}

    return change


CHANGES: Mapping[str, tuple[Change, set[str]]] = {
    "nothing": (lambda root, all: None, set()),
    "a name": (changed("b", name={"vi": "Cơ quan B hai", "en": "Body B"}), {"vi/organizations/a", "vi/organizations/b", "vi/organizations/c"}),
    "a text": (changed("e2", summary={"vi": "Lần thứ hai."}), {"vi/events/e2"}),
    "an acronym of a publisher": (changed("a", aka=[{"text": "BA", "type": "acronym"}]), {"vi/events/e1"}),
    "a link": (changed("b", relations={"supervises": ["c"]}), {"vi/organizations/b", "vi/organizations/c"}),
    "a date of another meeting": (changed("e1", date="2018-05"), {"vi/events/e1"}),
    "a title of a source": (changed("s", title={"vi": "Bài", "en": "Article"}), {"vi/sources/s", "vi/events/e1"}),
    "a new record": (
        lambda root, all: all.update(lost=table("lost", "declaration")),
        {"vi/declarations/lost", "vi/declarations/d"},
    ),
    "a removed record": (removed("e1"), {"vi/declarations/d"}),
    "another id": (renamed("b", "bb"), {"vi/organizations/bb", "vi/organizations/a", "vi/organizations/b"}),
    "a record of another kind": (lambda root, all: all.update(c=table("c", "event")), {"vi/events/c"}),
    "an undeclared value": (changed("b", x={"budget": 7, "secret": "another"}), set()),
    "a declared value": (changed("b", x={"budget": 8}), {"vi/organizations/b"}),
    "a problem": (changed("b", founded="2020", dissolved="2010"), {"vi/organizations/b"}),
}  # fmt: skip
"""Changes, and pages that must be among those that are written then."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `records`."""
    top = tmp_path_factory.mktemp("published")
    publish(put(top / "registry", records()), top / "site", share=ONE)
    return top / "site"


ALONE = [*CHANGES] if THOROUGH else ["nothing", "an undeclared value", "another id"]
TOGETHER = [name for name in CHANGES if name not in ALONE]
GROUPS = [*((name,) for name in ALONE), *(TOGETHER[start : start + 3] for start in range(0, len(TOGETHER), 3))]
"""Changes that are made at once; in the long run each by itself."""


@pytest.mark.parametrize("names", GROUPS, ids=" + ".join)
def test_after_changes_a_run_gives_the_bytes_of_a_run_from_nothing(
    tmp_path: Path, published: Path, names: Sequence[str]
) -> None:
    all, root, folder = records(), tmp_path / "registry", tmp_path / "site"
    shutil.copytree(published, folder)
    before = {path: (folder / path).stat().st_mtime_ns for path in tree(folder)}
    old = tree(folder)
    for name in names:
        CHANGES[name][0](root, all)
    pages = set().union(*(CHANGES[name][1] for name in names))
    site = open_site(put(root, all), share=ONE)
    report = build(folder, site, lambda done: None)
    fresh = tmp_path / "fresh"
    build(fresh, site, lambda done: None)
    new = tree(folder)
    assert new == tree(fresh)
    others = {path for path in new if old.get(path) != new[path]} - {STATE}
    assert set(report.written) == others and {f"{page}.html" for page in pages} <= others
    assert set(report.removed) == old.keys() - new.keys()
    assert all_kept(folder, before, others | {STATE})


def all_kept(folder: Path, before: Mapping[str, int], others: set[str]) -> bool:
    """Whether files that are none of `others` were not written again."""
    return all(
        (folder / path).stat().st_mtime_ns == when
        for path, when in before.items()
        if path not in others and (folder / path).exists()
    )


def test_any_changes_one_after_the_other_give_the_bytes_of_a_run_from_nothing(tmp_path: Path) -> None:
    draw = seeded("changes one after the other")
    all, root, folder = records(), tmp_path / "registry", tmp_path / "site"
    for _ in range(rounds(2)):
        publish(put(root, all), folder, share=ONE)
        for name in draw.sample([*CHANGES], 3):
            try:
                CHANGES[name][0](root, all)
            except KeyError:  # of a record that is gone
                continue
    broken = root / "organizations/broken.toml"
    write(root, "organizations/broken.toml", "id = 1 # a comment\nname = [")
    publish(root, folder, share=ONE)
    publish(root, tmp_path / "fresh", share=ONE)
    assert tree(folder) == tree(tmp_path / "fresh")
    broken.unlink()
    publish(root, folder, share=ONE)
    assert not (folder / "vi/organizations/broken.html").exists()


def test_a_page_depends_on_the_day_on_which_a_membership_ends(tmp_path: Path) -> None:
    bodies = [
        table("a"),
        table("b", members=[{"who": "a", "date": "2020/2090-01-31"}, {"who": "c", "date": "1990/1999"}]),
    ]
    root = registry(tmp_path / "registry", *bodies, table("c"), table("s", "source"), manifest=MANIFEST).root
    publish(root, tmp_path / "site", share=ONE)
    lines = map(json.loads, (tmp_path / "site" / STATE).read_text().splitlines()[1:])
    days = {line["path"]: [one for one in line.get("asked", ()) if one.startswith("d:")] for line in lines}
    assert days["vi/organizations/b.html"] == ["d:2090-01-31"] and days["vi/organizations/c.html"] == []


def test_a_record_that_cannot_be_read_has_a_page_with_its_problem_and_without_its_text(tmp_path: Path) -> None:
    root = put(tmp_path / "registry", records())
    write(
        root,
        "events/bad.toml",
        'schema = 2\nkind = "event"\nid = "bad"\n# my own note\ndate = "yesterday-ish"\ntype = "forum"\n',
    )
    write(root, "events/worse.toml", 'id = "worse" # my own note\nsecret = "not told" =\n')
    folder = tmp_path / "site"
    publish(root, folder)
    for id in ("bad", "worse"):
        page = (folder / f"en/events/{id}.html").read_text()
        assert "unreadable" in page.lower()
    every = b"".join(tree(folder).values())
    assert b"my own note" not in every and b"not told" not in every


def test_of_own_values_those_that_are_declared_are_shown(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(put(tmp_path / "registry", records()), folder)
    page = (folder / "vi/organizations/b.html").read_text()
    assert "Kinh phí" in page
    assert b"not declared" not in b"".join(tree(folder).values())


def test_a_former_id_leads_to_the_record(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(put(tmp_path / "registry", records()), folder, url="https://example.org/r/")
    page = (folder / "vi/organizations/c-old.html").read_text()
    assert (
        'content="0; url=c.html"' in page
        and 'rel="canonical" href="https://example.org/r/vi/organizations/c.html"' in page
    )


def test_ids_that_are_names_of_other_files_have_pages(tmp_path: Path) -> None:
    odd = [table(id) for id in ("index", "2", "con")]
    root = registry(tmp_path / "registry", *odd, table("s", "source")).root
    publish(root, folder := tmp_path / "site")
    for id in ("index", "2", "con"):
        assert f"<h1>{id}</h1>" in (folder / f"vi/organizations/{id}-.html").read_text()


def test_only_what_is_asked_for_is_published_and_other_names_are_plain_text(tmp_path: Path) -> None:
    root, folder = put(tmp_path / "registry", records()), tmp_path / "site"
    publish(root, folder)
    publish(root, folder, published={"a"}, where="id:a")
    pages = [path for path in tree(folder) if "/organizations/" in path or "/sources/" in path or "/events/" in path]
    assert {Path(path).stem for path in pages} == {"a", "index"}
    page = (folder / "vi/organizations/a.html").read_text()
    assert "Cơ quan B" in page and "b.html" not in page


MARKUP = "</script><img src=x onerror=alert(1)>\"'><b onclick=x>&amp;</main>\x1b[31m\u202e\x00"


def test_text_of_a_hostile_registry_is_text_on_every_page(tmp_path: Path) -> None:
    both = {"vi": f"Đ{MARKUP}", "en": f"D{MARKUP}"}
    hostile = [
        table(
            "a",
            name=both,
            summary=both,
            aka=[{"text": MARKUP, "type": "other"}],
            links={"website": "javascript:alert(1)"},
        ),
        table("d", "declaration", name=both, symbol=MARKUP, date="2021", theme=both),
        table("e", "event", name=both, date="2020-05", place={"city": both, "country": "KR"}),
        table("s", "source", title=both, author=MARKUP, url=f"https://example.org/{MARKUP}", original_title=MARKUP),
    ]
    root = tmp_path / "registry"
    names = "".join(f"{language} = {json.dumps(MARKUP)}\n" for language in ("vi", "en"))
    registry(root, *hostile, manifest=f"schema = 2\n[name]\n{names}")
    write(root, "events/x y.toml", f"# {MARKUP}\nname = {json.dumps(MARKUP)}\nid = ")
    publish(root, folder := tmp_path / "site", share=ONE)
    assert all(
        "&lt;img" in (folder / f"vi/{page}.html").read_text() for page in ("index", "organizations/a", "events/e")
    )
    for path, raw in tree(folder).items():
        if path.endswith(".html"):
            page = raw.decode()
            assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", page), path
            for name, attributes in opened(page):
                assert name != "img" and not any(key.startswith("on") for key in attributes), path
                for key in ("href", "src", "action"):
                    assert not (attributes.get(key) or "").lower().strip().startswith("javascript"), path
            assert page.count("<main") == page.count("</main>") == 1


class _Opened(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def opened(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of a page with its attributes, as a browser would find them."""
    parser = _Opened()
    parser.feed(page)
    return parser.found


# -- the folder ------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(tmp_path / "in" / "registry", table("a"), table("s", "source")).root


def refused(root: Path, folder: Path) -> str:
    with pytest.raises(CannotPublish) as caught:
        publish(root, folder)
    return caught.value.code


def test_a_folder_with_something_else_the_registry_and_what_contains_it_are_refused(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "full/notes.txt", "mine")
    write(tmp_path, "foreign/.govtui-site", "mine")
    (tmp_path / "link").symlink_to(root / "organizations")
    places = {
        "full": "folder_not_empty",
        "foreign": "foreign_state",
        "full/notes.txt": "site_is_file",
        "in/registry": "site_in_registry",
        "in/registry/organizations/x": "site_in_registry",
        "link": "site_in_registry",
        "in": "registry_in_site",
        "no/such": "no_such_folder",
    }
    before = tree(tmp_path)
    assert {place: refused(root, tmp_path / place) for place in places} == places
    assert tree(tmp_path) == before


def test_files_of_others_stay_and_are_not_replaced(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(root, folder)
    (folder / "vi/organizations/a.html").unlink()
    state = (folder / STATE).read_text()
    (folder / STATE).write_text("".join(line for line in state.splitlines(True) if '"404.html"' not in line))
    for path in ("CNAME", "vi/mine/x.html", "404.html"):
        write(folder, path, "mine")
    report = publish(root, folder)
    assert report.in_the_way == ["404.html"]
    assert "vi/organizations/a.html" in report.written
    (root / "organizations/a.toml").unlink()
    assert "vi/organizations/a.html" in publish(root, folder).removed
    assert all((folder / path).read_text() == "mine" for path in ("CNAME", "vi/mine/x.html", "404.html"))


def test_links_are_not_followed_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    publish(root, folder)
    write(outside, "a.html", "mine")
    page = folder / "vi/organizations/a.html"
    page.unlink()
    page.symlink_to(outside / "a.html")
    publish(root, folder)
    assert (outside / "a.html").read_text() == "mine" and not page.is_symlink()
    shutil.rmtree(page.parent)
    page.parent.symlink_to(outside)
    assert refused(root, folder) == "no_folder_in_site"
    (root / "organizations/a.toml").unlink()
    page.parent.unlink()
    page.parent.symlink_to(outside)
    assert refused(root, folder) == "no_folder_in_site"  # the list of the folder
    assert tree(outside) == {"a.html": b"mine"}


def test_a_state_that_names_places_outside_removes_nothing_there(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(root, folder)
    write(tmp_path, "mine.txt", "mine")
    with (folder / STATE).open("a") as stream:
        for path in ("../mine.txt", f"{tmp_path}/mine.txt", "vi/../../mine.txt", "", 3):
            stream.write(json.dumps({"path": path}) + "\n")
    publish(root, folder)
    assert (tmp_path / "mine.txt").exists()


def test_two_runs_do_not_write_to_one_folder(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(root, folder)
    before = tree(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        (root / "organizations/a.toml").unlink()
        assert refused(root, folder) == "site_busy" and tree(folder) == before
    finally:
        os.close(handle)


def test_a_run_that_was_killed_is_mended_by_the_next(root: Path, tmp_path: Path) -> None:
    folder, whole = tmp_path / "site", tmp_path / "whole"
    publish(root, whole)

    def killed(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, open_site(root), killed)
    with (folder / STATE).open("a") as stream:
        stream.write('{"path":"vi/gone.html"}\n{"path":"vi/ha')
    write(folder, "vi/gone.html", "half")
    write(folder, "vi/.0-1-2.govtui-tmp", "half")
    os.utime(folder / "vi/.0-1-2.govtui-tmp", (0, 0))
    publish(root, folder)
    assert tree(folder) == tree(whole)


def test_a_dry_run_tells_what_would_be_done_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told = build(folder, open_site(root), lambda done: None, dry_run=True)
    assert not folder.exists()
    done = publish(root, folder)
    assert (told.written, told.files) == (done.written, done.files)
    (root / "organizations/a.toml").unlink()
    before = tree(folder)
    told = build(folder, open_site(root), lambda done: None, dry_run=True)
    assert tree(folder) == before
    done = publish(root, folder)
    assert (told.written, told.removed) == (done.written, done.removed)
    assert "vi/organizations/a.html" in told.removed


# -- processes -------------------------------------------------------------------------------------------------------


def test_other_processes_with_other_hashes_write_the_same_bytes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govtui.index.cache import IndexCache

    monkeypatch.setenv("PYTHONHASHSEED", "7")
    put(root, records())
    publish(root, tmp_path / "here")
    cache = IndexCache(root, tmp_path / "index")
    assert cache.refreshed() is not None
    site, folder = open_site(root), tmp_path / "there"
    job = Job(root, cache.path, ("vi", "en"), (), site.when, "", None, "", folder, "", False)

    def apart(made_from: str) -> Report:
        return make_in_processes(
            [job._replace(share=(one,), made_from=made_from) for one in ("vi", "en")], lambda done: None
        )

    report = build(folder, site, lambda done: None, apart=apart)
    assert tree(folder) == tree(tmp_path / "here")
    assert sorted(report.written) == sorted(report.files)


def test_what_fails_in_another_process_is_raised_here(root: Path, tmp_path: Path) -> None:
    site = open_site(root)
    job = Job(root, tmp_path / "no index", ("vi", "en"), ("vi",), site.when, "", None, "", tmp_path / "x", "", True)
    with pytest.raises(CannotPublish) as caught:
        make_in_processes([job], lambda done: None)
    assert caught.value.code == "index_gone"
