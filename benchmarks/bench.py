"""What is to be measured, how often, and what must be reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks import kept
from benchmarks.kept import Data

QUERIES = (
    "cải cách",
    "cai cach hanh chinh",
    "hội nghị",
    "bo noi vu",
    "dữ liệu mở",
    "public governance",
    "nguyen van",
    "an ninh",
    "seoul",
    "tuyên bố 12",
    "phong tho",
    "kel",
)
"""What is typed, letter by letter: with and without accents, broad and narrow, Vietnamese and English, names and places."""

COMPLETED = (
    ("loại: ", "diễn đàn"),
    ("tình trạng: ", "dang"),
    ("quốc gia: ", "hàn"),
    ("cải cách loại: ", "hoi nghi"),
    ("năm: ", "201"),
    ("nguồn: ", "báo cáo"),
    ("hội nghị nguồn: ", "tin"),
)
"""What stands before a value, and what is typed of it, letter by letter, while values are offered."""

ASKED = (
    "ai giám sát bộ nội vụ",
    "hội nghị ở đâu",
    "chủ trì diễn đàn",
    "thành lập khi nào",
    "who oversees ministry",
    "how many participants forum 2019",
)
"""Questions that are typed, letter by letter; to these the names of some records are put, as in "X ở đâu"."""

ANSWERS_SECONDS = 0.005
"""By how much the p95 of a key may be longer with answers."""

COMPLETION_SECONDS = 0.008
"""By how much the p95 of a key may be longer where values are offered."""

KEY_P95, ENGINE_P95, FACETS_P95, LINKS_P95 = 0.040, 0.005, 0.005, 0.040
FRAME_RATIO, SIZE_RATIO, MEMORY_RATIO, RESCAN_RATIO = 1.2, 1.1, 1.6, 1.5
LISTED_SECONDS, BUILD_SECONDS, BUILD_MEMORY = 11.0, 25.0, 600.0
FIRST_ROWS_SECONDS, CHANGED_SECONDS, SWITCH_SECONDS = 1.0, 1.0, 0.050
AIMED_AT = 100_000
"""The number of records that the targets are meant for; at other sizes no verdict is given on absolute times."""

SMALL = 100
"""What a large registry's first frame is held against."""

PATIENCE, KEY_PATIENCE, CHANGE_PATIENCE = 600.0, 15.0, 15.0
"""Seconds that an index, an answer to a key, a changed file may take before it counts as not coming."""


@dataclass(frozen=True)
class Bench:
    """What is to be measured, and how often."""

    records: int
    folder: Path
    quick: bool = False

    def data(self, size: int | None = None) -> Data:
        """The registry under measurement, or one of another size."""
        return kept.data(self.folder, size or self.records)

    def times(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    @property
    def queries(self) -> tuple[str, ...]:
        return QUERIES[:3] if self.quick else QUERIES

    @property
    def asked(self) -> tuple[str, ...]:
        """Every state of the search field while questions and plain queries are typed."""
        lines = (*self.queries, *(ASKED[:3] if self.quick else ASKED))
        return tuple(dict.fromkeys(line[:end] for line in lines for end in range(1, len(line) + 1)))

    @property
    def completed(self) -> tuple[tuple[str, str], ...]:
        return COMPLETED[:3] if self.quick else COMPLETED

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Every state of the search field while the queries are typed."""
        return tuple(dict.fromkeys(query[:end] for query in self.queries for end in range(1, len(query) + 1)))

    def verdict(self, met: bool) -> bool | None:
        """Of an absolute figure: only at the size that is aimed at, and above."""
        return met if self.records >= AIMED_AT else None
