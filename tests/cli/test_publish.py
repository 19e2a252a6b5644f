"""`govtui publish`: what is told of it, in words and for programs; what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(tmp_path / "records", table("a"), table("hop", "event", date="2018-11"), table("s", "source")).root


@pytest.fixture
def publish(govtui: Run, root: Path) -> Run:
    """Run the command on the registry, beside it."""

    def run(*args: object, lang: str = "en") -> Any:
        return govtui("publish", *args, "--lang", lang, "--registry", root, cwd=root.parent)

    return run


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_language_of_the_command_changes_no_byte_of_the_site(publish: Run, tmp_path: Path) -> None:
    done = publish("site")
    assert (done.status, done.err) == (0, "") and done.out.startswith("site: records: 3; files: ")
    done = publish("trang", lang="vi")
    assert done.status == 0 and "Số tệp đã ghi: " in done.out
    assert tree(tmp_path / "site") == tree(tmp_path / "trang")
    again = publish("site", lang="vi")
    assert "Số tệp đã ghi: 0; giữ nguyên: " in again.out


def test_programs_are_told_how_many_files_were_written_kept_and_removed(publish: Run, tmp_path: Path) -> None:
    planned = json.loads(publish("site", "--dry-run", "--jsonl").out)
    assert planned["dry_run"] and not (tmp_path / "site").exists()
    done = json.loads(publish("site", "--jsonl").out)
    files = tree(tmp_path / "site")
    assert done == planned | {"dry_run": False}
    assert done["written"] == len(files) - 1 and (done["kept"], done["removed"], done["records"]) == (0, 0, 3)
    assert done["bytes"] == sum(map(len, files.values())) - len(files[".govtui-site"])
    fewer = json.loads(publish("site", "--where", "kind:event", "--jsonl").out)
    assert fewer["records"] == 1 and fewer["removed"] >= 4
    assert len(tree(tmp_path / "site")) == fewer["written"] + fewer["kept"] + 1


def test_a_query_that_finds_nothing_writes_nothing(publish: Run, tmp_path: Path) -> None:
    done = publish("site", "--where", "zzzzzz")
    assert (done.status, done.out, done.err) == (1, "", "govtui: No record found.\n")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("folder", ["records", "records/organizations", ".", "full"])
def test_a_folder_that_is_none_for_a_site_is_refused_with_a_sentence(publish: Run, root: Path, folder: str) -> None:
    write(root.parent, "full/notes.txt", "mine")
    for lang in ("en", "vi"):
        done = publish(folder, lang=lang)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.startswith("govtui: ") and folder in done.err


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://", "https://a b.org/", "https://example.org/?q=1"]
)
def test_what_is_no_address_of_a_site_is_refused(publish: Run, tmp_path: Path, url: str) -> None:
    done = publish("site", "--url", url)
    assert done.status == 2 and "https://registry.example.org/" in done.err
    assert not (tmp_path / "site").exists()


def test_an_address_stands_in_the_pages_and_without_one_no_page_has_any(publish: Run, tmp_path: Path) -> None:
    publish("site")
    page = tmp_path / "site/vi/organizations/a.html"
    assert 'rel="canonical"' not in page.read_text()
    publish("site", "--url", "https://example.org/so")
    for rest in ("organizations/a.html", "index.html", "events/hop.html"):
        text = (tmp_path / "site/vi" / rest).read_text()
        for start in ('rel="canonical" href="', 'rel="alternate" hreflang="vi" href="'):
            assert f"{start}https://example.org/so/vi/{rest}" in text
        assert f'rel="alternate" hreflang="en" href="https://example.org/so/en/{rest}' in text
    assert 'href="/so/vi/search.html"' in (tmp_path / "site/404.html").read_text()


def test_files_of_somebody_else_are_told(publish: Run, tmp_path: Path) -> None:
    publish("site")
    state = tmp_path / "site/.govtui-site"
    state.write_text("".join(line for line in state.read_text().splitlines(True) if '"404.html"' not in line))
    done = publish("site")
    assert done.status == 0 and "site/404.html was not written by govtui" in done.err.replace("\n", " ")
