"""Texts of schema 1 become texts of schema 2 by splices: data as edited, every comment kept, twice is once."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from govtui.model.migration import migrate
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
    "multiline": HEAD + '[relations]\nattended_by = [\n  "x", # first\n  "y",\n  # end\n]\nconcerns = ["z"]\n',
}


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
