"""Every fact that the index keeps is an answer in words: no key, id or value of Python, and never without label or value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from contexts import context_of
from own_registry import own_registry
from small import RECORDS

from govtui.i18n.labels import LABELS
from govtui.i18n.translator import LANGUAGES, load
from govtui.index import schema
from govtui.index.query_api import Fact
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.read.told_facts import Data, facts_in, item_schema, source_of, told
from govtui.index.write.build import write_index
from govtui.page.answer_lines import AnswerLine, answer_lines, answer_text
from govtui.store.registry import Registry

LEGAL = Path(__file__).parent.parent / "data" / "legal"

REGISTRIES: dict[str, Callable[[Path], Registry]] = {
    "shipped": lambda _: Registry(RECORDS),
    "legal texts": lambda _: Registry(LEGAL),
    "own fields": own_registry,
}

PYTHON = re.compile(r"\b(True|False|None)\b|[{}]|\['|': ")
KEY = re.compile(r"(?<![\w/.?&=])[a-z]+_[a-z_]+\b")
"""Words with an underscore, but for those of addresses."""


class Facts:
    """A registry with all facts of its index."""

    def __init__(self, registry: Registry) -> None:
        connection = schema.connect(":memory:")
        schema.create(connection, "")
        write_index(connection, registry, [*map(load, LANGUAGES)])
        self.registry, self.index = registry, SqliteIndex(connection, registry.root)
        items = item_schema(str(schema.meta(connection, "told")))
        keys = dict(connection.execute("SELECT doc, key FROM rec"))
        self.ids = frozenset(keys.values())
        self.facts: list[Fact] = []
        for doc, blob in connection.execute("SELECT doc, facts FROM told").fetchall():
            data = facts_in(blob)
            for one in told(data, items):
                type_, target = one.targets[0] if one.targets and one.value is None else ("", "")
                sign = "+" if one.about else "="
                ends = keys[doc], one.field, one.value, keys[doc], type_, target
                fact = Fact(*ends, False, *source_of(one, data), sign, one.about)  # type: ignore[arg-type]
                self.facts.append(fact)
                if target in self.ids:
                    self.facts.append(fact._replace(subject=target, inverse=True))
            self.facts += _lists(keys[doc], data)


def _lists(key: str, data: Data) -> Iterator[Fact]:
    """Yield the lists that a line may ask for as a whole."""
    for name, held in data.items():
        if (
            isinstance(held, list)
            and held
            and isinstance(held[0], dict)
            and name not in ("sources", "claims", "progress")
        ):
            yield Fact(key, name, held, key)


@pytest.fixture(scope="module", params=REGISTRIES)
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return Facts(REGISTRIES[request.param](tmp_path_factory.mktemp("records")))


def faults(line: AnswerLine, ids: frozenset[str]) -> Iterator[str]:
    for what, words in (("label", line.label), ("value", line.value), ("source", line.cited.strip("[]"))):
        if not words.strip() and what != "source":
            yield f"no {what}"
        if PYTHON.search(words):
            yield f"a value of Python in the {what}"
        if KEY.search(words):
            yield f"a key in the {what}"
        if "://" not in words and ids & set(re.findall(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b", words)):
            yield f"an id in the {what}"
        if words != " ".join(words.split()) or re.search(r"^[:·,;]|[:·,;]$|[·:] [·:]|: :", words):
            yield f"something is missing in the {what}"
    keyed = line.fact.field.split(".")[1:]
    if any(f"“{one}”" in line.label for one in keyed) or line.label.isdecimal():
        yield "the key of an item in the label"
    if line.label == line.value:
        yield "the label as the value"
    if any(f"“{language}”" in line.value for language in LABELS["language"]):
        yield "the key of a language in the value"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cited", [False, True], ids=["at once", "with sources"])
def test_every_fact_is_an_answer_in_words(facts: Facts, language: str, cited: bool) -> None:
    context = context_of(facts.registry, facts.index, language)
    found: dict[str, Sequence[object]] = {}
    for fact in facts.facts:
        (line,) = answer_lines([fact], context, cited=cited)
        for fault in faults(line, facts.ids):
            found.setdefault(fault, (fact.key, fact.field, line.label, line.value, line.cited))
        assert answer_text(line).startswith(line.subject)
    assert found == {}


def test_claims_of_one_field_by_several_sources_stand_beside_the_fact_of_the_record(facts: Facts) -> None:
    """The second claim of a field is called by its number, which says nothing of the field."""
    context = context_of(facts.registry, facts.index, "en")
    for fact in facts.facts:
        if fact.about and fact.field.removeprefix("claims.").isdecimal():
            claims = [one for one in facts.facts if one.key == fact.key and one.about == fact.about]
            own = [one for one in facts.facts if one.key == fact.key and one.field == fact.about]
            if own:
                (line,) = answer_lines([*own, *claims], context)
                assert len(line.beside) == len(claims) > 1
