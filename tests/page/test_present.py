"""One value in words: a claim on each field of the schema, wherever it is shown, never prints a key or a Python value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import tomli_w
from page.contexts import context_of
from page.matrices import matrix_of, rows_at_length
from small import registry, table

from govtui.edit.merge import Clash
from govtui.edit.record_diff import differences
from govtui.i18n.translator import LANGUAGES
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec, of_type, parts
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES
from govtui.page.compose import compose
from govtui.page.differences import differences_page
from govtui.page.layout import plain
from govtui.page.page import Page
from govtui.page.present import PathStyle, path_words, value_words
from govtui.page.problem_words import problem_gist, problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.source_matrix import RowKind
from govtui.store.registry import Registry
from govtui.tui.edit.clash_lines import value_in_words


def paths(kind: str) -> Iterator[tuple[str, FieldSpec]]:
    """Every field of a kind that a claim may name, with what may stand there."""
    for name, spec in BUILT_IN.fields(kind).items():
        if spec.is_editable and name not in ("claims", "sources"):
            yield from _below(kind, name, spec)


def _below(kind: str, path: str, spec: FieldSpec) -> Iterator[tuple[str, FieldSpec]]:
    yield path, spec
    for name, inner in parts(spec).items():
        yield from _below(kind, f"{path}.k-1.{name}" if spec.many else f"{path}.{name}", inner)
    if spec.is_localized:
        yield f"{path}.vi", of_type(ValueType.TEXT)
    elif spec.keyed:
        keys = (
            BUILT_IN.writable_relations(kind) if spec.name == "relations" else ("completed",) * (spec.name == "percent")
        )
        for key in keys:
            yield f"{path}.{key}", spec_at(kind, f"{path}.{key}")


TEXT = "Một văn bản"
MISFITS: tuple[Any, ...] = (True, 12345, 12.5, "xx-yy zz", [True, "xx-yy zz"], {"vi": TEXT})


def fitting(spec: FieldSpec) -> Iterator[Any]:
    """Values that fit a field, as a file has them."""
    match None if spec.part or spec.keyed else spec.value_type:
        case ValueType.KEY if spec.is_choice:
            yield from VOCABULARIES[spec.about.vocabulary]
        case ValueType.DATE:
            yield from ("2021-05", "2021-10-26/2021-10-28", "2006?")
        case ValueType.NUMBER:
            yield 12345
        case ValueType.YES_NO:
            yield from (True, False)
        case ValueType.COUNTRY:
            yield from ("KR", "VN")
        case ValueType.REFERENCE | ValueType.TARGET:
            yield "vn-moha"
        case ValueType.LANGUAGE:
            yield from ("vi", "ko")
        case _:
            yield TEXT
    if spec.is_list:
        yield list(fitting(spec.element))[:2]


CLAIMS = [(kind, path, value) for kind in MODELS for path, spec in paths(kind) for value in (*fitting(spec), *MISFITS)]
"""Kind, field and value of every claim that is tried."""

KEYS = {
    key
    for vocabulary in VOCABULARIES.values()
    for key in vocabulary
    if "_" in key or key in ("biennial", "adopted", "noted", "held", "planned", "afternoon")
} | {"KR", "vn-moha", "k-1", "2021-05", "2021-10-26", "2006?"}
NEVER = re.compile(r"\b(True|False|None)\b|\[['\"]|\{['\"]|PartialDate|\b12345\b")


def unfit(said: str, language: str, *, numbers: bool = True) -> list[str]:
    """What no reader is to see: keys but in quotation marks, Python's values, numbers and dates as the file has them.

    `numbers` is false for problems, whose values are texts: of a text field nobody knows whether one was a number.
    """
    bare = re.sub("“[^”]*”", "", said)
    english = {"adopted", "noted", "held", "planned", "afternoon"} if language == "en" else set()
    found = [key for key in KEYS - english if key in bare and re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", bare)]
    return found + [match[0] for match in NEVER.finditer(bare) if numbers or match[0] != "12345"]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A ministry that claims may name, and of each kind a record to which every claim is made."""
    root = tmp_path_factory.mktemp("claims")
    moha = table("vn-moha", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"})
    return registry(root, table("s", "source"), moha, *(everything(kind) for kind in MODELS))


OWN: dict[str, dict[str, Any]] = {
    "organization": {"type": "network", "status": "inactive", "founded": "1999", "frequency": "monthly",
                     "members": [{"who": "country:TH"}], "terms": [{"key": "k-1", "type": "chair", "country": "SG"}]},
    "declaration": {"status": "reported", "date": "1999", "steps": [{"key": "k-1", "action": "published", "date": "1999"}]},
    "event": {"status": "postponed", "date": "1999", "part_of_day": "morning", "series": {"id": "vn-moha", "number": 2}},
    "source": {"published": "1999", "lang": "en", "publisher": "Báo"},
}  # fmt: skip


def everything(kind: str) -> dict[str, Any]:
    """A record to which every claim of its kind is made; it has something else itself where it can."""
    claims = [{"field": path, "value": value, "source": "s"} for of, path, value in CLAIMS if of == kind]
    place = {"country": "TH", "online": False, "city": {"vi": "Băng Cốc", "en": "Bangkok"}}
    return table(f"all-{kind}", kind, claims=claims, place=place, sdg=["1"], **OWN[kind])


@cache
def _index(registry: Registry) -> SqliteIndex:
    return build(registry)


def context(known: Registry, language: str) -> RenderContext:
    return context_of(known, _index(known), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_in_words_is_no_key_and_no_value_of_python(known: Registry, language: str) -> None:
    reader = context(known, language)
    for kind, path, value in CLAIMS:
        said = value_words(spec_at(kind, path), value, reader)
        assert said, (kind, path, value)
        assert unfit(said, language) == [], (kind, path, value, said)
        assert unfit(path_words(kind, path, reader), language) == [], (kind, path)
        assert unfit(path_words(kind, path, reader, PathStyle.QUALIFIED), language) == [], (kind, path)


def blocks_of(page: Page) -> Iterator[object]:
    """The blocks of a page, the rows of its card and what stands below rows of tables among them."""
    for section in page.sections:
        for block in section.blocks:
            rows = getattr(block, "rows", ())
            yield from (block, *rows, *(below for row in rows for below in getattr(row, "below", ())))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MODELS)
def test_pages_say_claims_in_words(known: Registry, kind: str, language: str) -> None:
    reader = context(known, language)
    entry = known.entry(f"{KINDS[kind].folder}/all-{kind}.toml")
    assert entry.record is not None, entry.problems
    composed = compose(entry, entry.id, reader)
    beside = [spans for block in blocks_of(composed) for spans in getattr(block, "beside", ())]
    said = "\n".join("".join(span.text for span in spans) for spans in beside)
    told = re.sub(r"\[s\]|\(s\)", "", said)
    assert len(beside) > 5
    assert unfit(told, language, numbers=False) == []
    matrix, record = matrix_of(known, entry.id, reader)
    cells = [value for row in matrix.rows for cell in row.cells.values() for value in (row.label, *cell.values)]
    assert unfit("\n".join(cells), language, numbers=False) == []
    for kind_of_row in RowKind:
        beside = rows_at_length(matrix, record, reader, kind_of_row)
        told = plain(beside, 400) if beside else ""
        assert unfit(re.sub("(?m)^[¹→] s,?", "", told).replace(entry.id, ""), language, numbers=False) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_say_claims_in_words(known: Registry, language: str) -> None:
    reader = context(known, language)
    found = [problem for problem in _index(known).problems() if problem.code == "sources_disagree"]
    assert len({problem.field for problem in found}) > 10
    for problem in found:
        assert unfit(problem_sentence(problem, reader), language, numbers=False) == []
        short = problem_gist(problem, reader)
        assert unfit(short, language, numbers=False) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_differences_say_claims_and_values_in_words(known: Registry, language: str) -> None:
    reader = context(known, language)
    for kind in MODELS:
        entry = known.entry(f"{KINDS[kind].folder}/all-{kind}.toml")
        bare = tomli_w.dumps({name: value for name, value in everything(kind).items() if name != "claims"})
        page = differences_page(differences(bare, entry.text), entry.id, kind, reader, head="")
        assert unfit(plain(page, 400), language) == []
    for kind, path, value in CLAIMS:
        said = "\n".join(value_in_words(Clash(path, value, value, value), value, kind, reader))
        assert unfit(said, language) == [], (kind, path, value, said)


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("organization", "frequency", "biennial", {"vi": "hai năm một lần", "en": "every two years"}),
        ("event", "part_of_day", "afternoon", {"vi": "buổi chiều", "en": "afternoon"}),
        ("event", "place.country", "KR", {"vi": "Hàn Quốc", "en": "Republic of Korea"}),
        ("event", "place.online", True, {"vi": "có", "en": "yes"}),
        ("event", "place.online", "maybe", {"vi": "“maybe”", "en": "“maybe”"}),
        ("event", "date", "2021-05", {"vi": "tháng 5 năm 2021", "en": "May 2021"}),
        ("event", "date", 2021, {"vi": "năm 2021", "en": "2021"}),
        ("event", "date", True, {"vi": "“true”", "en": "“true”"}),
        ("event", "figures.days.value", 5339, {"vi": "5.339", "en": "5,339"}),
        ("source", "lang", "ko", {"vi": "tiếng Hàn", "en": "Korean"}),
        ("event", "relations.organized_by", ["vn-moha", "country:KR"], {
            "vi": "Bộ Nội vụ; Hàn Quốc", "en": "Ministry of Home Affairs; Republic of Korea"}),
        ("organization", "terms.chair.org", "Phạm Thị Thanh Trà", {"vi": "Phạm Thị Thanh Trà", "en": "Phạm Thị Thanh Trà"}),
        ("organization", "frequency", "fortnightly", {"vi": "“fortnightly”", "en": "“fortnightly”"}),
        ("organization", "summary", {"vi": "Một", "en": "One"}, {"vi": "Một", "en": "One"}),
        ("declaration", "status", "provisionally_adopted", {
            "vi": "Đã thông qua tạm thời", "en": "Provisionally adopted (ad referendum)"}),
    ],
)  # fmt: skip
def test_values_are_said_as_one_reads_them(
    known: Registry, kind: str, field: str, value: Any, words: dict[str, str]
) -> None:
    for language in LANGUAGES:
        assert value_words(spec_at(kind, field), value, context(known, language)) == words[language]
