"""Texts of schema 1 become texts of schema 2 by splices: data as edited, every comment kept, twice is once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from govtui.model.kinds import KIND_OF_FOLDER
from govtui.model.migration import STEPS, edits, migrate, undecided
from govtui.store.location import MANIFEST
from govtui.store.migrating import current_text, migrated_text
from govtui.store.toml_cst import Document
from govtui.store.toml_values import parsed, same

HEAD = 'schema = 1 # form\nkind = "event"\nid = "a"\n'

LAYOUTS = {
    "tables": HEAD + '[[figures]]\nwhat   = "days"\nvalue = 2\ntext   = "hai ngày" # printed\n',
    "inline": HEAD + 'figures = [{ what = "days", value = 2, text = "x" }] # inline\n',
    "dotted": HEAD + '[[sources]]\nref = "s"\nby = "A" # who\nquote.vi = "q"\n',
    "claim": HEAD + '[[claims]]\nfield = "figures.days.text" # path\nvalue = "x"\nsource = "s"\n',
    "array": HEAD + '[[sources]]\nref = "s"\nfor = [\n  "date", # one\n  "figures.days.text", # two\n]\n',
    "relations": HEAD + '[relations] # rel\nconcerns = ["z"] # z\nattended_by = ["x", "y"] # who came\n',
    "only": HEAD + '[relations] # nothing else\nattended_by = ["x"] # who came\n[review]\nstate = "draft"\n',
    "countries": 'schema = 1\nkind = "organization"\nid = "a"\ncountries = ["CA"] # named\n[name]\nvi = "A"\n',
    "dotted relations": HEAD + 'relations.concerns = ["z"] # z\nrelations.attended_by = ["x"] # who came\n',
    "inline relations": HEAD + 'relations = { attended_by = ["x"], concerns = ["z"] } # both\n',
    "quoted keys": HEAD + '"relations"."attended_by" = ["x"] # who came\n"x"."y" = 1 # mine\n',
    "items in an array": HEAD
    + 'figures = [ # all\n  { what = "days", value = 2, text = "x" }, # one\n  # end\n] # last\n',
    "claims of a list": HEAD
    + '[relations]\nattended_by = ["x", "y"] # two\n[[claims]]\nfield = "relations.attended_by" # path\n'
    'value = ["x"] # said\nsource = "s"\n[[sources]]\nref = "s" # where\nfor = ["relations.attended_by"] # whole\n',
    "title": 'schema = 1\nkind = "source"\nid = "a"\ntype = "title_only" # no more\n[title] # of it\nvi = "A"\n',
    "multiline": HEAD + '[relations]\nattended_by = [\n  "x", # first\n  "y",\n  # end\n]\nconcerns = ["z"]\n',
}


OLD = Path(__file__).parents[1] / "data" / "schema1"
SHIPPED = sorted(path.relative_to(OLD).as_posix() for path in OLD.rglob("*.toml"))
"""Files of the registry that ships, as they were before the migration."""


def comments(text: str) -> Counter[str]:
    document = Document(text.removeprefix("\ufeff"))
    return Counter(document.raw[start:end].decode().strip() for start, end in document.comments())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["plain", "crlf", "bom"])
def test_a_text_says_the_edited_data_and_keeps_every_comment(layout: str, form: str) -> None:
    text = LAYOUTS[layout]
    text = text.replace("\n", "\r\n") if form == "crlf" else "\ufeff" + text if form == "bom" else text
    new = migrated_text(text)
    assert same(parsed(new), migrate(parsed(text)))
    assert comments(new) == comments(text)
    assert migrated_text(new) == new
    assert new.startswith("\ufeff") == (form == "bom")
    assert ("\r\n" in new) == (form == "crlf") and (form != "crlf" or "\n" not in new.replace("\r\n", ""))


def misplaced(before: str, after: str) -> list[str]:
    """The comments that neither stay where the line changed, nor stand above what took the place of what went."""
    old, new = before.splitlines(), after.splitlines()
    out: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            stayed = [ends[1] for ends in map(told, new[k:m]) if ends]
            for ends in filter(None, map(told, old[i:j])):
                if ends[1] in stayed:
                    stayed.remove(ends[1])
                elif not any(
                    re.match(r"\[\[(participants|members)\]\]|participants|members", line)
                    for line in below(new, ends[1])
                ):
                    out.append(ends[1])
    return out


def told(line: str) -> tuple[str, str] | None:
    """A line before its comment, and the comment."""
    found = Document(line).comments()
    for start, _ in found:
        return line.encode()[:start].decode(), line.encode()[start:].decode().strip()
    return None


def below(lines: list[str], comment: str) -> list[str]:
    """The first line after each block of comments that has this one."""
    out = []
    for number, line in enumerate(lines):
        if line.strip() == comment:
            out += [next((one for one in lines[number:] if not one.startswith("#")), "")]
    return out


def test_a_comment_that_moves_elsewhere_is_misplaced() -> None:
    assert misplaced("a = 1 # x\nb = 2\n", "a = 1\nb = 2\n# x\n") == ["# x"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_comment_stays_at_its_line_or_above_what_took_the_place_of_it(layout: str) -> None:
    assert misplaced(LAYOUTS[layout], migrated_text(LAYOUTS[layout])) == []


@pytest.mark.parametrize("path", SHIPPED)
@pytest.mark.parametrize("form", ["plain", "crlf"])
def test_a_file_that_shipped_before_says_the_edited_data_with_every_comment_at_its_place(path: str, form: str) -> None:
    text = (OLD / path).read_bytes().decode()
    text = text.replace("\n", "\r\n") if form == "crlf" else text
    new = migrated_text(text)
    assert new != text
    assert same(parsed(new), migrate(parsed(text)))
    assert comments(new) == comments(text)
    assert misplaced(text, new) == []
    assert migrated_text(new) == new


def test_the_files_that_shipped_before_are_of_all_kinds_and_take_all_steps_but_one() -> None:
    assert {path.partition("/")[0] for path in SHIPPED} == {*KIND_OF_FOLDER, MANIFEST}
    data = [parsed((OLD / path).read_text()) for path in SHIPPED]
    assert [step for step in STEPS if not any(edits(one, step) or undecided(one, step) for one in data)] == ["checked"]


def test_a_renamed_key_leaves_its_sign_in_its_column() -> None:
    new = migrated_text(LAYOUTS["tables"])
    assert 'quote  = "hai ngày" # printed\n' in new


def test_the_comment_of_what_went_stands_above_what_took_its_place() -> None:
    assert "# named\n[[members]]\nwho" in migrated_text(LAYOUTS["countries"])


def test_what_is_not_nfc_stays_as_it_is_written() -> None:
    text = HEAD + unicodedata.normalize("NFD", '[name]\nvi = "Hội thảo ở Huế" # Huế\n')
    text += '[[figures]]\nwhat = "days"\nvalue = 2\ntext = "hai ngày"\n[relations]\nattended_by = ["x"]\n'
    new = migrated_text(text)
    assert unicodedata.normalize("NFD", '[name]\nvi = "Hội thảo ở Huế" # Huế\n') in new
    assert same(parsed(new), migrate(parsed(text)))


@pytest.mark.parametrize("text", ["schema = 1\n[[", 'schema = 2\nid = "a"\n', ""])
def test_a_text_without_anything_to_migrate_is_compared_as_it_is(text: str) -> None:
    assert current_text(text) == text
