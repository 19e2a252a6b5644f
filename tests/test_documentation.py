"""The readmes and the pages of docs/: their links lead somewhere, both languages tell the same, the pictures are of today."""

from __future__ import annotations

import asyncio
import importlib.util
import re
from pathlib import Path

import pytest
from documented_shell import steps
from small import shipped_index

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Index

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "records" / "README.md"])
PAIRS = [
    (ROOT / "README.md", ROOT / "README.vi.md"),
    *((page, page.with_name(page.name.replace(".en.", ".vi."))) for page in sorted(ROOT.glob("docs/*.en.md"))),
]

_spec = importlib.util.spec_from_file_location("pictures_tool", ROOT / "tools" / "pictures.py")
assert _spec is not None and _spec.loader is not None
pictures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pictures)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'(?:src|srcset)="([^"]+)"', text)
    lost = [link for link in links if "://" not in link and not (page.parent / link.partition("#")[0]).exists()]
    assert lost == []


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_path_that_contributors_are_sent_to_is_there() -> None:
    names = re.findall(r"`([\w./*<>-]+)`", CONTRIBUTING)
    paths = [name for name in names if "/" in name or re.search(r"\.(?:md|toml)$", name)]
    assert len(paths) > 40
    # Of `cli/<name>.py`, which is to be made, the folder.
    places = [path.partition("<")[0] for path in paths]
    assert [place for place in places if not any((top / place).exists() for top in (ROOT, ROOT / "govtui"))] == []


def test_every_make_target_and_constant_that_contributors_are_told_is_there() -> None:
    code = "\n".join(re.findall(r"`[^`\n]+`|^    .*", CONTRIBUTING, re.MULTILINE))
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "check", "test"} <= set(re.findall(r"make ([a-z]+)", code)) <= set(targets)
    named = re.findall(r"`([A-Z_]+)` (?:in|of) `([\w/]+\.py)`", CONTRIBUTING)
    assert len(named) > 5
    for name, path in named:
        place = ROOT / "govtui" / path
        text = (place if place.exists() else ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^{name}\b", text, re.MULTILINE), f"{name} in {path}"


def test_what_contributors_read_is_short() -> None:
    assert CONTRIBUTING.count("\n") <= 200


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_both_languages_have_the_same_sections_and_commands(pair: tuple[Path, Path]) -> None:
    shapes = []
    for page in pair:
        text = page.read_text(encoding="utf-8")
        headings = [line.split(" ")[0] for line in text.splitlines() if re.match("#+ ", line)]
        # What stands behind #, and what is committed, is said in the page's language.
        lines = [line.text for step in steps(page) for line in step.lines]
        commands = [re.sub(r'-m "[^"]*"', '-m "…"', line) for line in lines]
        shapes.append((headings, commands))
    assert shapes[0] == shapes[1]


def test_the_readmes_name_the_two_commands() -> None:
    for page in PAIRS[0]:
        assert {"make run", "make test"} <= {
            line.split("#")[0].strip() for line in page.read_text("utf-8").splitlines()
        }


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", pictures.THEMES)
def test_the_pictures_show_the_program_as_it_is(index: Index, language: str, theme: str) -> None:
    kept = (ROOT / "docs" / "pictures" / f"{language}-{theme}.svg").read_text(encoding="utf-8")
    assert "url(http" not in kept.replace('"', "") and "<image" not in kept  # nothing is fetched to show it
    drawn = pictures.words(asyncio.run(pictures.draw(index, language, theme)))
    assert len(drawn) > 500
    assert pictures.words(kept) == drawn, "make pictures draws them anew"
