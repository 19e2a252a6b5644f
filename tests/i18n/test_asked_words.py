"""Words that ask for facts: labels of all languages, synonyms, words of asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from govtui.i18n.asked_labels import ASKING, EQUIVALENTS, SYNONYMS, TYPE_SYNONYMS, WIDER
from govtui.i18n.asked_words import AskedWords, Phrase, Role, Typed
from govtui.i18n.labels import LABELS
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.query import begun_words
from govtui.index.query_fields import query_fields
from govtui.index.write.populate import as_json, listed_fields, query_references
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN
from govtui.model.vocabulary import DISTINGUISHING, VOCABULARIES


@pytest.fixture(scope="module")
def asked() -> AskedWords:
    return query_fields(as_json(listed_fields(BUILT_IN), query_references(BUILT_IN), {})).asked


def found(line: str, asked: AskedWords) -> Sequence[Phrase]:
    return asked.find([Typed(one.folded, one.toned, one.unfinished, ()) for one in begun_words(line)])


def paths(line: str, asked: AskedWords, role: Role = Role.LABEL) -> set[str]:
    return {one.path for phrase in found(line, asked) for one in phrase.meanings if one.role is role}


def known_paths() -> Iterator[str]:
    """Yield the paths that records may have: fields, references, lists with what their items say."""
    for field in listed_fields(BUILT_IN):
        top, *inner = field.path.split(".")
        yield top
        if len(inner) == 1 and DISTINGUISHING.get(top) == inner[0]:
            yield from (f"{top}.{key}" for key in VOCABULARIES[field.vocabulary])
    yield from (one.type for one in query_references(BUILT_IN))
    yield from (f"date.{action}" for action in VOCABULARIES["step.action"])


def test_every_synonym_is_of_a_field_that_records_have() -> None:
    occasions = {f"remarks.{key}" for key in LABELS["remark.occasion"]}
    assert {*SYNONYMS, *WIDER} <= {*known_paths(), *occasions}
    assert {*TYPE_SYNONYMS} <= {key for kind in KINDS for key in VOCABULARIES[f"{kind}.type"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_separated_by_commas_and_there_once(language: str) -> None:
    tr = load(language)
    for context, messages in (("asked", SYNONYMS), ("asked", WIDER), ("asked", TYPE_SYNONYMS), ("asking", ASKING)):
        for message in messages.values():
            said = [name.strip() for name in tr.pgettext(context, message).split(",")]
            assert all(said) and len(said) == len({*said}), message
    for message in EQUIVALENTS.values():
        assert all(pair.count("=") == 1 for pair in tr.pgettext("asking", message).split(","))


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("oversees", "overseen_by"),
        ("overseen by", "overseen_by"),
        ("giám sát", "overseen_by"),
        ("chịu sự giám sát, bảo trợ của", "overseen_by"),
        ("founded", "founded"),
        ("năm thành lập", "founded"),
        ("nhiệm kỳ", "terms.mandate"),
        ("chair", "terms.chair"),
        ("chủ trì", "people.chair"),
        ("participants", "figures.participants"),
        ("ghi nhận", "steps.noted"),
        ("lĩnh vực ưu tiên", "areas"),
        ("head of delegation", "participants"),
    ],
)
def test_a_field_is_asked_for_in_each_language(asked: AskedWords, line: str, path: str) -> None:
    assert path in paths(line, asked)
    assert path in paths(f"{line} unpog", asked)


def test_accents_count_where_they_are_typed(asked: AskedWords) -> None:
    assert "founded" in paths("thanh lap ", asked)
    assert "founded" not in paths("thành lạp ", asked)


def test_a_word_of_a_longer_phrase_asks_for_nothing(asked: AskedWords) -> None:
    assert "participants" in paths("dự ", asked)
    assert "participants" not in paths("dự án ", asked)


def test_the_last_word_may_go_on(asked: AskedWords) -> None:
    assert "overseen_by" in paths("giám s", asked) & paths("overs", asked)
    assert "overseen_by" not in paths("giám s ", asked) | paths("o", asked)


def test_words_of_asking_hint_at_what_is_asked_for(asked: AskedWords) -> None:
    for line, hint in (
        ("ở đâu", "where"),
        ("where", "where"),
        ("khi nào", "when"),
        ("ai", "who"),
        ("how many", "how many"),
    ):
        assert hint in paths(f"{line} unpog", asked, Role.ASKING)
