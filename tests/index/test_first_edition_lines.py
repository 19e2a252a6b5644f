"""Query lines that the first edition wrote into sessions and saved views keep their meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import FILES, registry, table

from govtui.i18n.countries import country_codes
from govtui.i18n.labels import LABELS
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.index.query_fields import ORDER
from govtui.model.kinds import KINDS
from govtui.store.codec import loads
from govtui.text.fold import words

RECORDS = [record for file in FILES if (record := loads(file.read_bytes()).record)]
WORDS = sorted({word for record in RECORDS for name in record.label.values() for word in words(name)})
OWN = """
schema = 2

[fields.all.room]
type = "text"
label = { vi = "Phòng", en = "Room" }
facet = true

[fields.all.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
facet = true
"""
LAW = settings(deadline=None, max_examples=rounds(100, 2000), suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build(registry(tmp_path_factory.mktemp("own"), table("s", "source"), manifest=OWN))


def keys_of(what: str) -> list[str]:
    return sorted({key for kind in KINDS for key in LABELS.get(f"{kind}.{what}", {})})


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


years = st.tuples(st.integers(1900, 2030), st.integers(0, 5)).map(
    lambda one: tuple(str(year) for year in range(one[0], one[0] + one[1] + 1))
)
texts = st.text(st.sampled_from('abđ ,"-.:OR'), min_size=1, max_size=8).map(lambda text: " ".join(text.split()))
filters = st.fixed_dictionaries(
    {},
    optional={
        "kind": some(list(KINDS)),
        "type": some(keys_of("type")),
        "status": some(keys_of("status")),
        "country": some(sorted(country_codes())),
        "year": years,
        "decade": some([f"{decade}" for decade in range(1900, 2030, 10)]),
        "sdg": some(["16", "16.6", "17"]),
        "source": some(sorted(record.id for record in RECORDS if record.kind == "source")),
        "has": some(["error", "discrepancy", "warning", "problem", "checked"]),
        "missing": some(["vi", "en", "ko"]),
        "x.room": st.lists(texts.filter(bool), min_size=1, max_size=2, unique=True).map(tuple),
        "x.budget": some(["12000", "0.5", "-3"]),
    },
)
typed = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


def first_edition(words: str, filters: Mapping[str, tuple[str, ...]]) -> str:
    """The line that `format_query` of the first edition wrote."""
    parts = [words] if words else []
    for name in (*ORDER, "x.room", "x.budget"):
        if values := filters.get(name):
            if name == "year" and len(values) > 1:
                parts.append(f"year:{values[0]}..{values[-1]}")
            elif name in ORDER:
                shown = ",".join(values)
                parts.append(f'{name}:"{shown}"' if " " in shown else f"{name}:{shown}")
            else:
                parts.append(f"{name}:{','.join(map(quoted, values))}")
    return " ".join(parts)


def quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s,"]', value) else value


@LAW
@given(typed, filters)
def test_a_line_of_the_first_edition_means_what_it_meant(
    index: Index, words: str, filters: dict[str, tuple[str, ...]]
) -> None:
    line = first_edition(words, filters)
    query = index.query(line)
    assert query.filters == filters, line
    assert [word.text for word in query.words] == [word.text for word in index.query(f"{words} ").words]
    assert not query.groups and not query.excluded and not query.mistakes


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ('country:VN year:2018..2022 type:summit,forum source:s has:error x.room:"a b"',
         {"country": ("VN",), "year": ("2018", "2019", "2020", "2021", "2022"), "type": ("summit", "forum"),
          "source": ("s",), "has": ("error",), "x.room": ("a b",)}),
        ("country:vn decade:2010s kind:events", {"country": ("VN",), "decade": ("2010",), "kind": ("event",)}),
        ('type:"summit,forum" room:"a, b"', {"type": ("summit", "forum"), "x.room": ("a, b",)}),
        ('x.room:"a b",c,"d",e', {"x.room": ("a b", "c", "d", "e")}),
        ("year:..1001 budget:12000.0", {"year": ("1000", "1001"), "x.budget": ("12000",)}),
    ],
)  # fmt: skip
def test_a_line_that_was_typed_then_means_what_it_meant(
    index: Index, line: str, filters: dict[str, tuple[str, ...]]
) -> None:
    assert index.query(line).filters == filters and not index.query(line).mistakes
