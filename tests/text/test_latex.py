"""LaTeX of bibliographies becomes the text that it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.text.latex import plain_address, plain_text

SAID = {
    r"Nguy{\~\^e}n V{\u a}n {\'A}": "Nguyễn Văn Á",
    r"B{\^o} N{\d o}i v{\d u}": "Bô Nọi vụ",
    r"\'{\^e} \'\^e {\'{\^{e}}} \'{\ecircumflex}": "ế ế ế ế",
    r"\h{\ohorn}\h{\^o} \d{\uhorn} \DJ{}i{\`\ecircumflex}u \horn{o} \dj": "ởổ ự Điều ơ đ",
    r"\'\i{} \'{\i} \i": "í í ı",
    r"\c{c}a \v{S}kar \aa{} {\ss}": "ça Škar å ß",
    r"A \& B, 50\% \$5 \#1 a\_b \{x\}": "A & B, 50% $5 #1 a_b {x}",
    r"1--2 --- ``x'' {-}- ": "1–2 — “x” --",
    r"\emph{in} {\bf bold} {UN}DESA a~b\,c": "in bold UNDESA a b c",
    r"$n^2$ costs 5$ \alpha{} \foo{bar}": r"$n^2$ costs 5$ \alpha \foo bar",
    r"$n^2$": "n^2",
    r"\mkbibquote{Intention} und \enquote*{x {y}} (\ensuremath{\acute{\Ohorn}})": "“Intention” und “x y” (Ớ)",
    r"C\textviet{\uhorn\`{\ohorn}}ng, methodology\hyphen independent": "Cường, methodology-independent",
    "Đổi\n   mới": "Đổi mới",
    r"\~{} \^{} \'{}": "~ ^",
}  # fmt: skip


@pytest.mark.parametrize("latex", SAID)
def test_latex_is_read_as_text(latex: str) -> None:
    assert plain_text(latex) == SAID[latex]


def test_an_address_keeps_its_signs() -> None:
    assert plain_address(r"\url{https://a.vn/\~{}b\_c--d%20e?f=1\&g}") == "https://a.vn/~b_c--d%20e?f=1&g"


@given(st.text(st.sampled_from("\\'`^~\"{}$d uoaiĐ-&\n"), max_size=30))
def test_any_text_is_read_and_a_text_without_signs_stays(latex: str) -> None:
    told = plain_text(latex)
    assert told == " ".join(told.split())
    if not set(latex) & set("\\{}$~'`-"):
        assert told == " ".join(latex.split())
