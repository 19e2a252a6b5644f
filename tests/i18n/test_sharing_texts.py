"""Why nothing was shared: each reason has a sentence of its own, in both languages, and names what it is about."""

from __future__ import annotations

import pytest

from govtui.i18n.sharing_texts import NOT_SHARED, OWN_WORDS, not_shared_sentence, server_of
from govtui.i18n.translator import load
from govtui.store.network_failures import CODES


@pytest.mark.parametrize("code", [*CODES, "stopped", "in_the_way", "moved", "no_name", "under_way", "old_git", "apart"])
def test_each_failure_of_the_network_has_a_sentence(code: str) -> None:
    assert code in NOT_SHARED
    said = {
        language: not_shared_sentence(
            code, load(language), server="git.example.org", address="/srv/a", what="merge", paths=["a.toml"]
        )
        for language in ("vi", "en")
    }
    assert said["vi"] != said["en"]
    assert code == "failed" or said["vi"] != not_shared_sentence("failed", load("vi"), server="git.example.org")


def test_where_it_is_not_plain_what_is_wrong_the_words_of_git_are_shown() -> None:
    assert {"failed", "declined", "hook", "no_ssh", "host_changed"} <= OWN_WORDS


@pytest.mark.parametrize(
    ("address", "server"),
    [("ssh://lan@git.example.org:22/a", "git.example.org"), ("lan@host:a.git", "host"), ("/srv/a.git", "/srv/a.git"), ("https://h/a", "h")],
)  # fmt: skip
def test_a_server_is_named_as_people_call_it(address: str, server: str) -> None:
    assert server_of(address) == server


def test_a_sentence_begins_as_one_where_no_server_is_known() -> None:
    assert not_shared_sentence("unreachable", load("en")).startswith("The server cannot be reached")
    assert not_shared_sentence("unreachable", load("en"), server="git.x").startswith("git.x cannot")
    assert not_shared_sentence("no such code", load("vi")) == load("vi").gettext(NOT_SHARED["failed"])
    assert "\x1b" not in not_shared_sentence("in_the_way", load("vi"), paths=["a\x1b[1m"])
