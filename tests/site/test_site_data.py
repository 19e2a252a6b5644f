"""What programs fetch from the site: lines, calendars, feeds, sitemaps, linked data; and how its colours contrast."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from repository import Repository
from site_pages import made, site_of
from small import registry, table, write

from govtui.index.cache import build
from govtui.interchange.machine_schema import output_schema
from govtui.site import data_files, feed, record_pages
from govtui.site.site_file import Site
from govtui.site.style import COLOURS, style
from govtui.store.registry import Registry

URL = "https://example.org/so/"
MANIFEST = """schema = 2
[name]
vi = "Sổ thử"
[fields.organization.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
"""
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = registry(
        tmp_path_factory.mktemp("data"),
        table("a", name={"vi": "Bộ A </script>\u202e", "en": "Ministry A"}, x={"budget": 7, "secret": "geheim"}),
        table("b", relations={"part_of": ["a"]}, summary={"vi": "Một. " * 100}),
        table("s", "source"),
        table("e", "event", date="2020-05-02", name={"vi": "Hội nghị"}, relations={"organized_by": ["a"]}),
        manifest=MANIFEST,
    ).root
    file = found / "organizations" / "b.toml"
    file.write_text(file.read_text("utf-8") + "# geheim: a comment\n", encoding="utf-8")
    write(found, "organizations/broken.toml", 'schema = 2\nid = "broken"\ngeheim = \n')
    return found


def opened(root: Path, **given: object) -> Site:
    found = Registry(root)
    return replace(site_of(found, build(found)), **given)  # type: ignore[arg-type]


def lines(raw: bytes) -> Mapping[str, dict[str, object]]:
    return {line["id"]: line for line in map(json.loads, raw.decode().splitlines())}


def test_lines_have_what_is_declared_and_no_notes(root: Path) -> None:
    files = made(opened(root), data_files.files)
    found = lines(files["records.jsonl"])
    assert list(found) == ["a", "b", "e", "s"]
    assert found["a"]["data"]["x"] == {"budget": 7}  # type: ignore[index]
    assert b"geheim" not in b"".join(files.values())
    judge = Draft202012Validator(output_schema())
    assert [error.message for line in found.values() for error in judge.iter_errors(line)] == []


def test_of_a_part_of_the_registry_only_that_part_is_told(root: Path) -> None:
    files = made(opened(root, published=frozenset({"b", "s"}), url=URL), data_files.files)
    assert list(lines(files["records.jsonl"])) == ["b", "s"]
    assert b"BEGIN:VEVENT" not in files["vi/events.ics"]
    assert b"organizations/a.html" not in files["sitemap.xml"]


def test_each_language_has_its_calendar(root: Path) -> None:
    files = made(opened(root), data_files.files)
    assert b"UID:e@" in files["vi/events.ics"] and b"UID:e@" in files["en/events.ics"]
    assert files["vi/events.ics"] != files["en/events.ics"]
    assert not {"sitemap.xml", "robots.txt"} & files.keys()


def test_search_engines_are_told_all_pages_where_the_address_is_known(root: Path) -> None:
    site = opened(root, url=URL)
    files = made(site, data_files.files, record_pages.files)
    told = {one.text for one in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")}
    assert told >= {URL + path for path in files if path.endswith(".html")}
    assert "robots.txt" not in files  # nobody reads it below the root of a host
    robots = made(replace(site, url="https://example.org/"), data_files.files)["robots.txt"]
    assert b"Sitemap: https://example.org/sitemap.xml\n" in robots


def test_many_addresses_are_cut_into_sitemaps(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(opened(root, url=URL), data_files.files)
    monkeypatch.setattr(data_files, "ADDRESSES", 5)
    files = made(opened(root, url=URL), data_files.files)
    parts = [one.text or "" for one in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")]
    told = [one.text for part in parts for one in ElementTree.fromstring(files[part.removeprefix(URL)]).iter(f"{MAP}loc")]
    assert len(parts) > 1
    assert told == [one.text for one in ElementTree.fromstring(whole["sitemap.xml"]).iter(f"{MAP}loc")]


def test_lines_and_calendars_are_made_again_only_after_a_change(root: Path, tmp_path: Path) -> None:
    def inputs() -> dict[str, str]:
        return {file.path: file.inputs for file in data_files.files(opened(root))}

    before = inputs()
    assert all(before.values()) and inputs() == before
    file = root / "sources" / "s.toml"
    text = file.read_text("utf-8")
    file.write_text(text + "# more\n", encoding="utf-8")
    assert {path for path, one in inputs().items() if before[path] != one} == {"records.jsonl"}
    file.write_text(text, encoding="utf-8")


def test_a_page_has_its_record_as_linked_data_that_ends_nothing(root: Path) -> None:
    page = made(opened(root, url=URL), record_pages.files)["vi/organizations/a.html"].decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1 and "\u202e" not in page
    data = json.loads(found[0])
    assert data["@id"] == "urn:govtui:a" and data["name"]["@language"] == "vi"
    assert "</script>" in data["name"]["@value"]
    assert data["mainEntityOfPage"] == f"{URL}vi/organizations/a.html"
    broken = made(opened(root), record_pages.files)["vi/organizations/broken.html"]
    assert b"ld+json" not in broken and b"geheim" not in broken


# -- feeds -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry in git: all of it at first, then a change of b."""
    top = Repository(tmp_path_factory.mktemp("git"))
    return top.root
