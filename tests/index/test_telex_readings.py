"""What is typed in TELEX or VNI with no input method switched on finds what the accents would have found."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from seeds import THOROUGH
from small import registry, table
from syllables import TELEX_SHAPES, TELEX_TONES, TONELESS, TONES, VNI_SHAPES, VNI_TONES, toned, typed

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.query import CorrectionKind
from govtui.text.fold import tonekey
from govtui.text.telex import typed_syllables

METHODS = [(TELEX_SHAPES, TELEX_TONES), (VNI_SHAPES, VNI_TONES)]
IDS = ["telex", "vni"]

TABLE = Path(__file__).resolve().parents[1] / "data" / "names-and-ids.tsv"
NAMES = [line.split("\t")[0] for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def all_syllables() -> Iterator[tuple[str, str, str]]:
    """Every spelled syllable with one of the tones, all tones in turn: onset, rime, tone.

    Loan words with oong and ooc are left out: TELEX types them with three o, since "cooc" types "côc".
    """
    tones = itertools.cycle(["ngang", *TONES])
    for onset, rime in TONELESS:
        if rime not in ("oong", "ooc"):
            yield onset, rime, next(tones)


@pytest.fixture(scope="module")
def syllables(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Forty syllables a record."""
    spelled = [toned(*one) for one in all_syllables()]
    names = [" ".join(spelled[n : n + 40]) for n in range(0, len(spelled), 40)]
    root = tmp_path_factory.mktemp("syllables")
    return build(registry(root, *(table(f"record-{n}", name={"vi": name}) for n, name in enumerate(names))))


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root = tmp_path_factory.mktemp("named")
    return build(registry(root, *(table(f"o{n}", name={"vi": name}) for n, name in enumerate(NAMES))))


def keys(index: Index, text: str) -> list[str]:
    found = index.result(View(text=text))
    return list(found.keys(0, found.total))


def keyed(word: str, shapes: dict[str, str], tones: dict[str, str]) -> str:
    """A word as it is typed: shapes behind their letters, the tone at the end."""
    if word.isdecimal():
        return word
    key = tonekey(word)
    letters, tone = key.rstrip("12345"), key[len(key.rstrip("12345")) :]
    names = dict(zip("12345", TONES, strict=True))
    return typed(letters, shapes, tones[names[tone]] if tone else "")


@pytest.mark.parametrize(("shapes", "tones"), METHODS, ids=IDS)
def test_every_syllable_finds_what_its_accents_find(
    syllables: Index, shapes: dict[str, str], tones: dict[str, str]
) -> None:
    tried = 0
    for onset, rime, tone in itertools.islice(all_syllables(), 0, None, 1 if THOROUGH else 3):
        accented, keys_typed = toned(onset, rime, tone), typed(onset + rime, shapes, tones.get(tone, ""))
        for end in ("", " "):
            found = keys(syllables, accented + end)
            assert found and keys(syllables, keys_typed + end) == found, (accented, keys_typed + end)
        tried += 1
    assert tried > (4000 if THOROUGH else 1333)


@pytest.mark.parametrize(("shapes", "tones"), METHODS, ids=IDS)
def test_names_find_the_same_in_the_same_order(named: Index, shapes: dict[str, str], tones: dict[str, str]) -> None:
    assert len(NAMES) >= 200
    for name in NAMES:
        accented = name.replace(",", "").replace(" - ", " ")
        line = " ".join(keyed(word, shapes, tones) for word in accented.split())
        assert keys(named, line) == keys(named, accented), line
        assert keys(named, f'"{line}"') == keys(named, f'"{accented}"'), line


@pytest.mark.parametrize("line", ["bo65 no65i vu5", "Bo65 No65i vu", "booj nooij vuj", "BO65 NO65I VU5"])
def test_the_ministry_of_home_affairs_is_found(named: Index, line: str) -> None:
    assert keys(named, line)[0] == f"o{NAMES.index('Bộ Nội vụ')}"


@pytest.mark.parametrize(
    ("line", "typed_", "read"),
    [("vuj ", "vuj", "vụ"), ("bo65 no65i vu5", "bo65 no65i vu5", "bộ nội vụ"), ("nghi5 ", "nghi5", "nghị")],
)
def test_what_was_read_is_said(named: Index, line: str, typed_: str, read: str) -> None:
    assert [tuple(one) for one in named.corrected(line)] == [(typed_, (read,), CorrectionKind.READ)]


def test_what_was_typed_with_accents_is_not_said_to_be_read(named: Index) -> None:
    assert named.corrected("bộ nội vụ") == ()
    assert named.corrected("bo noi vu") == ()


def test_words_as_they_stand_come_before_what_they_type(tmp_path: Path) -> None:
    names = {"a": "Bên mời", "b": "It has been done", "c": "Ben"}
    texts = {"d": {"vi": "Tóm tắt", "en": "It had been so."}}
    index = build(
        registry(
            tmp_path,
            *(table(id, name={"vi": name}) for id, name in names.items()),
            *(table(id, name={"vi": "Khác"}, summary=summary) for id, summary in texts.items()),
        )
    )
    assert keys(index, "been ") == ["b", "d", "a"]  # and not c: a word that records have is read with its accents only
    assert [tuple(one) for one in index.corrected("been ")] == [("been", ("bên",), CorrectionKind.ALSO_READ)]
    assert index.corrected("been done ") == ()  # the reading adds nothing there
    assert keys(index, "been moi ") == ["a"]


def test_accents_rank_names_that_have_the_words_in_a_row(tmp_path: Path) -> None:
    names = {"a-ward": "Phường Bình Thạnh, Thành phố Hồ Chí Minh", "district": "Quận Bình Thạnh", "z": "Xã Bình Thành"}
    index = build(registry(tmp_path, *(table(id, name={"vi": name}) for id, name in names.items())))
    assert keys(index, "Bình Thành ") == ["z", "a-ward", "district"]
    assert set(keys(index, "Bình Thạnh ")[:2]) == {"a-ward", "district"}
    assert set(keys(index, "binh thanh ")) == set(names)


def test_a_whole_name_with_other_accents_is_not_put_first(tmp_path: Path) -> None:
    index = build(
        registry(tmp_path, table("ward", name={"vi": "Bình Thạnh"}), table("commune", name={"vi": "Xã Bình Thành"}))
    )
    assert keys(index, "Bình Thành ") == ["commune", "ward"]
    assert keys(index, "Bình Thạnh ") == ["ward", "commune"]
    assert keys(index, "binh thanh ") == ["ward", "commune"]


def test_many_names_with_both_words_do_not_hide_the_one_that_has_them_in_a_row(tmp_path: Path) -> None:
    many = (table(f"a{n}", name={"vi": f"Phường {n} Bình An, Thành phố Một"}) for n in range(150))
    index = build(registry(tmp_path, *many, table("z", name={"vi": "Xã Bình Thành"})))
    assert keys(index, "Bình Thành ")[0] == "z"


@pytest.mark.parametrize(
    ("word", "written"),
    [
        *[
            ("hoaf", "hòa"),
            ("thuyr", "thủy"),
            ("quys", "quý"),
            ("giuwx", "giữ"),
            ("khuyur", "khuỷu"),
            ("nuwowcs", "nước"),
        ],
        *[("gif", "gì"), ("vu5", "vụ"), ("nghi5", "nghị"), ("d9ie6u2", "điều"), ("KYX", "kỹ"), ("toans", "toán")],
        *[("ngoaij", "ngoại"), ("muaf", "mùa"), ("giaf", "già"), ("quar", "quả"), ("yf", "ỳ"), ("xoongf", "xồng")],
    ],
)
def test_a_reading_is_written_as_vietnamese_is(word: str, written: str) -> None:
    assert typed_syllables(word) == (written,)


@pytest.mark.parametrize("word", ["hoi", "forum", "vụ", "2030", "", "a-b"])
def test_other_words_have_no_reading(word: str) -> None:
    assert typed_syllables(word) == ()


def test_a_reading_has_the_key_that_telex_and_vni_give() -> None:
    for onset, rime, tone in all_syllables():
        for shapes, tones in METHODS:
            if keys_typed := typed(onset + rime, shapes, tones.get(tone, "")):
                for reading in typed_syllables(keys_typed):
                    assert tonekey(reading) == tonekey(toned(onset, rime, tone))
