from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syllables import (
    PLAIN_VOWELS,
    TELEX_SHAPES,
    TELEX_TONES,
    TONELESS,
    TONES,
    VNI_SHAPES,
    VNI_TONES,
    toned,
    typed,
)

from govtui.text.fold import tonekey
from govtui.text.telex import telex, vni

TELEX_TABLE = """
    ddooir đổi | mowis mới | nghij nghị | quyeets quyết | quyeest quyết | nuwowcs nước | nuowcs nước | nwowcs nước
    vieejt việt | vietej việt | nam nam | tieengs tiếng | chinhs chính | phur phủ | ddangr đảng | dangr dảng
    coongj cộng | hoaf hoà | hofa hòa | xax xã | hooij hội | hoijo hội | chur chủ | nghiax nghĩa | ddoocj độc
    laapj lập | twj tự | tuwj tự | do do | hanhj hạnh | phucs phúc | ddieeuf điều | dieefud điều | luaatj luật
    bojo bộ | kinhs kính | tees tế | giaos giáo | ducj dục | ddaof đào | taoj tạo | khoa khoa | hocj học
    coong công | ngheej nghệ | moio môi | truwowngf trường | truongwf trường | ngoaij ngoại | giao giao
    thuwowng thương | maij mại | yees yế | yeeu yêu | nguwowif người | nguoiwf người | ngwowif người | huw hư
    thuowr thuở | huow huơ | quowr quở | khuyur khuỷu | khuyar khuỷa | ruwowuj rượu | huou huou | huouw hươu
    muaws mứa | muwas mứa | quawngj quặng | quangwj quặng | xoawn xoăn | loawts loắt | luuw lưu | luwu lưu
    khoer khoẻ | khower khởe | ngoeor ngoẻo | ngoaof ngoào | gif gì | giuwx giữ | giaays giấy | quys quý
    kyf kỳ | yf ỳ | oong ông | booong boong | xooongf xoòng | uwowcs ước | uowcs ước | aaus ấu | awn ăn
    DDOOIR đổi | Vieejt Việt | hoafz hoa | hoasf hoà | krong krong | ddawks đắk | plong plong | hoafngs hoáng
"""
VNI_TABLE = """
    d9o6i3 đổi | mo7i1 mới | nghi5 nghị | quye6t1 quyết | quyet61 quyết | nu7o7c1 nước | nuo7c1 nước | nuoc71 nước
    vie6t5 việt | viet65 việt | nam nam | tie6ng1 tiếng | chinh1 chính | phu3 phủ | d9ang3 đảng | dang39 đảng
    co6ng5 cộng | hoa2 hoà | ho2a hòa | xa4 xã | ho6i5 hội | hoi65 hội | chu3 chủ | nghia4 nghĩa | d9o6c5 độc
    la6p5 lập | tu75 tự | tu57 tự | do do | hanh5 hạnh | phuc1 phúc | d9ie6u2 điều | dieu692 điều | lua6t5 luật
    bo65 bộ | kinh1 kính | te61 tế | giao1 giáo | duc5 dục | d9ao2 đào | tao5 tạo | khoa khoa | hoc5 học
    co6ng công | nghe65 nghệ | mo6i môi | tru7o7ng2 trường | truong72 trường | ngoai5 ngoại | giao giao
    thu7o7ng thương | mai5 mại | ye6u yêu | ngu7o7i2 người | nguoi72 người | hu7 hư | thuo73 thuở | huo7 huơ
    quo73 quở | khuyu3 khuỷu | ru7o7u5 rượu | ruou775 rượu | ruou75 rượu | mu7a1 mứa | mua71 mứa | qua8ng5 quặng
    quang85 quặng | xoa8n xoăn | loa8t1 loắt | lu7u lưu | luu7 lưu | khoe3 khoẻ | ngoeo3 ngoẻo | ngoao2 ngoào
    gi2 gì | giu74 giữ | gia6y1 giấy | quy1 quý | ky2 kỳ | y2 ỳ | o6ng ông | boong boong | xoong2 xoòng
    u7o7c1 ước | uo7c1 ước | a6u1 ấu | a8n ăn | D9O6I3 đổi | Vie65t Việt | hoa20 hoa | hoa12 hoà | d9a8k1 đắk
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [
        (keys, word) for keys, word in (pair.split() for pair in table.replace("\n", "|").split("|") if pair.strip())
    ]


@pytest.mark.parametrize(("keys", "word"), pairs(TELEX_TABLE))
def test_telex_decodes(keys: str, word: str) -> None:
    assert telex(keys) == tonekey(word)


@pytest.mark.parametrize(("keys", "word"), pairs(VNI_TABLE))
def test_vni_decodes(keys: str, word: str) -> None:
    assert vni(keys) == tonekey(word)


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(pairs(TELEX_TABLE)) >= 60 and len(pairs(VNI_TABLE)) >= 60


@pytest.mark.parametrize(
    "word",
    [
        "",
        "class",
        "forum",
        "first",
        "education",
        "development",
        "cooperation",
        "sdg",
        "UNESCO",
        "www",
        "thiss",
        "aaa",
        "aww",
        "huww",
        "thoww",
    ]
    + ["tazz", "đổi", "doi1", "ddooi r", "d", "dd", "z", "xyz", "A/RES", "2030", "fw"],
)
def test_what_telex_cannot_have_typed_is_none(word: str) -> None:
    assert telex(word) is None


@pytest.mark.parametrize(
    "word", ["", "69", "2030", "covid19", "d9", "9d", "1a", "o9i", "doi11", "doi6 3", "đ9", "b7", "x86", "h0a", "g20"]
)
def test_what_vni_cannot_have_typed_is_none(word: str) -> None:
    assert vni(word) is None


@pytest.mark.parametrize("decode", [telex, vni])
def test_a_syllable_typed_without_any_key_means_itself(decode) -> None:
    for word in ("hoi", "nghi", "Ky", "quy", "thanh"):
        assert decode(word) == tonekey(word)


def spellings(onset: str, rime: str, shapes: dict[str, str], tone_key: str) -> set[str]:
    """The usual ways to type a syllable: tone at the end or behind its vowels, shapes at once or at the end."""
    letters = typed(onset + rime, shapes, "")
    nucleus = rime.rstrip("bcdghmnpqt")
    keys_at_end = "".join(shapes[letter][1] for letter in dict.fromkeys(rime) if letter in shapes)
    bare = "".join(shapes.get(letter, letter)[0] for letter in rime)
    start = typed(onset, shapes, "")
    return {
        letters + tone_key,
        start + typed(nucleus, shapes, tone_key) + rime[len(nucleus) :],
        start + bare + (keys_at_end[:1] if "ươ" in rime else keys_at_end) + tone_key,
    }


@pytest.mark.parametrize(
    ("decode", "shapes", "tones"),
    [(telex, TELEX_SHAPES, TELEX_TONES), (vni, VNI_SHAPES, VNI_TONES)],
    ids=["telex", "vni"],
)
def test_every_spelled_syllable_is_decoded_however_it_is_typed(decode, shapes, tones) -> None:
    seen = 0
    for (onset, rime), tone in itertools.product(TONELESS, ("ngang", *TONES)):
        if decode is telex and rime in ("oong", "ooc"):
            continue  # typed with three o
        wanted = tonekey(toned(onset, rime, tone))
        for keys in spellings(onset, rime, shapes, tones.get(tone, "")):
            assert decode(keys) == wanted, (onset, rime, tone, keys)
            seen += 1
    assert seen > 50_000


@given(st.text("abcdefghijklmnopqrstuvwxyzABCĐđêổ0123456789 /-", max_size=9))
def test_an_answer_is_a_tonekey_of_one_syllable(word: str) -> None:
    for key in (telex(word), vni(word)):
        if key is not None:
            assert tonekey(key) == key
            assert len(key.split()) == 1
            assert any(vowel in key for vowel in PLAIN_VOWELS)
            assert sum(character.isdigit() for character in key) <= 1


@given(st.sampled_from(TONELESS), st.sampled_from(list(TONES)), st.sampled_from(list(TONES)))
def test_the_last_tone_wins_and_a_tone_can_be_taken_back(pair: tuple[str, str], first: str, last: str) -> None:
    onset, rime = pair
    base = typed(onset + rime, VNI_SHAPES, "")
    assert vni(base + VNI_TONES[first] + "0") == tonekey(onset + rime)
    if first != last:
        assert vni(base + VNI_TONES[first] + VNI_TONES[last]) == tonekey(toned(onset, rime, last))
