"""Why nothing was shared, in words: for each code a sentence of its own, with what is to be done."""

from __future__ import annotations

import pytest

from govtui.i18n.errors import STANDINGS
from govtui.i18n.sharing_texts import NOT_SHARED, OWN_WORDS, not_shared_sentence, server_of
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.network_failures import CODES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_a_sentence_with_its_values_filled_in(language: str) -> None:
    tr, said = load(language), set()
    for code in {*CODES, *NOT_SHARED}:
        words = not_shared_sentence(
            code, tr, server="git.example.org", address="ssh://x/y", what="rebase", paths=["a\x1b[1m", "b", "c", "d"]
        )
        assert "{" not in words and "\x1b" not in words and words not in said, (code, words)
        said.add(words)
    assert CODES.keys() <= NOT_SHARED.keys()
    assert {*NOT_SHARED, *STANDINGS} >= OWN_WORDS


def test_a_sentence_without_a_server_begins_as_a_sentence() -> None:
    assert not_shared_sentence("unreachable", load("en")).startswith("The server cannot be reached")
    assert not_shared_sentence("unreachable", load("en"), server="git.x").startswith("git.x cannot")
    assert not_shared_sentence("no such code", load("vi")) == load("vi").gettext(NOT_SHARED["failed"])


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("git@git.example.org:team/kho.git", "git.example.org"),
        ("ssh://git@git.example.org:2222/kho", "git.example.org:2222"),
        ("https://git.example.org/kho", "git.example.org"),
        ("file:///srv/kho.git", "file:///srv/kho.git"),
        ("/srv/a:b/kho.git", "/srv/a:b/kho.git"),
        ("", ""),
    ],
)
def test_the_server_of_an_address(address: str, server: str) -> None:
    assert server_of(address) == server
