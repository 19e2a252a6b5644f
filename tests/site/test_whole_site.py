"""The site of the bundled records, in both languages: each link leads somewhere, and no page asks for anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

import pytest
from searched_site import site_of
from small import RECORDS, shipped_index

from govtui.site.build import build
from govtui.site.site_file import relative
from govtui.site.site_folder import STATE
from govtui.store.registry import Registry

TAG = re.compile(r"<([a-z0-9]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
LEADING = ("href", "src", "action")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files by path."""
    found = site_of(Registry(RECORDS).for_pages(), shipped_index())
    folder = tmp_path_factory.mktemp("whole") / "site"
    build(folder, found, lambda done: None)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, str]:
    return {path: raw.decode() for path, raw in site.items() if path.endswith(".html")}


def tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every tag that opens an element, with its attributes."""
    for name, attributes in TAG.findall(page):
        yield name, {key: unescape(value) for key, value in ATTRIBUTE.findall(attributes)}


def test_every_link_leads_to_a_file_of_the_site_or_to_a_web_address(
    site: dict[str, bytes], pages: dict[str, str]
) -> None:
    ids = {path: set(re.findall(r'\bid="([^"]*)"', page)) for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        for name, attributes in tags(page):
            for link in filter(None, map(attributes.get, LEADING)):
                parts = urlsplit(link)
                if parts.scheme or link.startswith("/"):
                    is_right = parts.scheme in ("http", "https") and "." in parts.netloc and " " not in link
                else:
                    target = normpath(f"{dirname(path)}/{unquote(parts.path)}".lstrip("/")) if parts.path else path
                    is_right = target in site and (
                        not parts.fragment or unescape(unquote(parts.fragment)) in map(unescape, ids.get(target, ()))
                    )
                if not is_right:
                    wrong.append((path, name, link))
    assert wrong == []


def test_nothing_in_a_page_runs_or_is_fetched_from_elsewhere(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert "Content-Security-Policy" in page and "<style" not in page and "javascript:" not in page.lower(), path
        for name, attributes in tags(page):
            assert not [key for key in attributes if key.startswith("on") or key == "style"], path
            if name in ("script", "link", "img", "form") and attributes.get("rel") not in ("canonical", "alternate"):
                there = attributes.get("src") or attributes.get("href") or attributes.get("action") or ""
                assert not urlsplit(there).netloc, (path, name, there)
            if name == "script":
                assert "src" in attributes or attributes["type"] == "application/ld+json"


def test_every_page_names_its_language_and_the_same_page_in_the_other(
    site: dict[str, bytes], pages: dict[str, str]
) -> None:
    for path, page in pages.items():
        language, _, rest = path.partition("/")
        if rest and 'http-equiv="refresh"' not in page:
            other = "en" if language == "vi" else "vi"
            assert f'<html lang="{language}">' in page and f"{other}/{rest}" in site
            there = relative(path, f"{other}/{rest}")
            assert f'href="{there}" hreflang="{other}" lang="{other}"' in page
            assert page.count("<h1") == page.count("<main") == 1, path


def test_the_site_and_its_pages_are_small(site: dict[str, bytes], pages: dict[str, str]) -> None:
    sizes = sorted(len(site[path]) for path in pages)
    assert sizes[-1] <= 40_000
    assert sizes[len(sizes) * 95 // 100] <= 12_000
    assert sum(len(raw) for path, raw in site.items() if path != STATE) <= 3_000_000


def test_every_record_has_a_page_in_each_language_and_no_record_file_is_published(site: dict[str, bytes]) -> None:
    records = {path.relative_to(RECORDS).with_suffix("").as_posix() for path in RECORDS.rglob("*/*.toml")}
    for language in ("vi", "en"):
        assert records <= {Path(path).with_suffix("").as_posix().removeprefix(f"{language}/") for path in site}
    assert not [path for path in site if path.endswith(".toml")]
