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
from repository import Repository, organization
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
    judge = Draft202012Validator(output_schema([]))
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
    told = [
        one.text for part in parts for one in ElementTree.fromstring(files[part.removeprefix(URL)]).iter(f"{MAP}loc")
    ]
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
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry in git: two records at first, then a change of one, and a file that is not committed."""
    found = Repository(tmp_path_factory.mktemp("git"))
    for id in ("a", "b"):
        found.write(f"organizations/{id}.toml", organization(id, f"Bộ {id.upper()} & Sở"))
    found.commit("geheim")
    found.write("organizations/b.toml", organization("b", "Bộ B mới"))
    found.git("add", "--all")
    found.git(
        "-c", "user.name=Geheim", "commit", "--quiet", "--message", "geheim", "--date", "2024-06-01T00:30:00+07:00"
    )
    found.write("organizations/c.toml", organization("c"))
    return found.root


def entries(raw: bytes) -> list[dict[str, str]]:
    return [
        {part.tag.removeprefix(ATOM): part.text or part.get("href", "") for part in entry}
        for entry in ElementTree.fromstring(raw).iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_what_changed_last_and_not_who_did(kept: Path) -> None:
    raw = made(opened(kept, url=URL), feed.files)["vi/feed.xml"]
    first, second = entries(raw)
    assert (first["title"], first["updated"]) == ("Bộ B mới", "2024-05-31T17:30:00Z")
    assert (second["title"], second["updated"]) == ("Bộ A & Sở", "2024-05-06T00:08:09Z")
    assert first["link"] == f"{URL}vi/organizations/b.html" and first["id"] == f"{first['link']}#{first['updated']}"
    assert b"eheim" not in raw


@pytest.mark.parametrize("url", ["", URL])
def test_feeds_are_valid(url: str, kept: Path) -> None:
    """What RFC 4287 asks of a feed and its entries; ids are absolute and no two are the same."""
    files = made(opened(kept, url=url), feed.files)
    assert files.keys() == {"vi/feed.xml", "en/feed.xml"}
    ids: list[str] = []
    for raw in files.values():
        root = ElementTree.fromstring(raw)
        assert root.tag == f"{ATOM}feed" and root.find(f"{ATOM}author/{ATOM}name") is not None
        for one in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1
            assert one.find(f"{ATOM}link") is not None
            updated = datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "")
            assert updated.tzinfo == UTC
            ids.append(one.findtext(f"{ATOM}id") or "")
        assert (root.find(f"{ATOM}link[@rel='self']") is not None) == bool(url)
    assert len({*ids}) == len(ids) and all(re.match("(https|urn):", id) for id in ids)


def test_a_feed_is_of_what_is_on_the_site(kept: Path) -> None:
    told = entries(made(opened(kept, published=frozenset({"a"})), feed.files)["vi/feed.xml"])
    assert [one["link"] for one in told] == ["organizations/a.html"]
    assert made(opened(kept, published=frozenset({"c"})), feed.files) == {}


def test_without_git_there_is_no_feed(root: Path) -> None:
    assert made(opened(root), feed.files) == {}


# -- the look --------------------------------------------------------------------------------------------------------


def test_the_stylesheet_is_small_and_its_colours_follow_the_reader() -> None:
    text = style().decode()
    assert len(text.encode()) < 8_000
    variables, rest = text.partition(":root")[0], text.partition("*{box-sizing")[2]
    assert not re.findall(r"#[0-9a-f]{3,6}\b", variables), "a colour of page.css that stands in no variable"
    assert not re.findall(r"#[0-9a-f]{3,6}\b", rest.partition("@media print")[0])
    assert "url(" not in text and "@import" not in text


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(one * 2 for one in colour[1:])
    parts = (int(full[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_contrasts_seven_to_one_in_the_light_and_in_the_dark() -> None:
    """WCAG 2.2, 1.4.6: all colours of text on paper and on shaded ground; on marked words 4.5."""
    found = re.findall(r":root\{[^}]*--ink[^}]*\}", style().decode())
    schemes = [dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", one)) for one in found]
    assert len(schemes) == 3  # and print
    assert {*COLOURS.values()} <= schemes[0].keys() == schemes[1].keys() == schemes[2].keys()
    for colours in schemes:
        for text in ("ink", "soft", "link", "differs", "error", "warning"):
            for ground, least in (("paper", 7), ("shade", 7), ("mark", 4.5)):
                bright, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
                assert (bright + 0.05) / (dark + 0.05) >= least, (text, ground)
