"""LaTeX in a text, as bibliographies have it, to plain text: accents, letters, signs; braces and commands for looks go.

Vietnamese as LaTeX (T5) and VnTeX write it is read as well: `\\'{\\^e}`, `\\d{\\uhorn}`, `\\h{a}`, `\\dj`. An unknown command stays.
"""

from __future__ import annotations

import re

from govtui.text.nfc import nfc

_COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "H": "\u030b", "c": "\u0327", "k": "\u0328", "b": "\u0331", "d": "\u0323", "r": "\u030a", "u": "\u0306",
    "v": "\u030c", "h": "\u0309", "horn": "\u031b", "textdotbelow": "\u0323", "texthookabove": "\u0309",
    "acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "tilde": "\u0303", "breve": "\u0306", "check": "\u030c",
}  # fmt: skip
"""Commands for accents to the character that combines with the letter behind them."""

_LETTERS = {
    "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "aa": "å", "AA": "Å",
    "dj": "đ", "DJ": "Đ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "i": "ı", "j": "ȷ",
    "ohorn": "ơ", "OHORN": "Ơ", "Ohorn": "Ơ", "uhorn": "ư", "UHORN": "Ư", "Uhorn": "Ư",
    "abreve": "ă", "ABREVE": "Ă", "acircumflex": "â", "ACIRCUMFLEX": "Â", "ecircumflex": "ê", "ECIRCUMFLEX": "Ê",
    "ocircumflex": "ô", "OCIRCUMFLEX": "Ô",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "textdegree": "°", "copyright": "©", "textcopyright": "©", "S": "§", "P": "¶",
    "pounds": "£", "euro": "€", "texteuro": "€", "textregistered": "®", "texttrademark": "™", "slash": "/", "TeX": "TeX",
    "LaTeX": "LaTeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "space": " ", "newline": " ", "hyphen": "-", "times": "×",
    "cdot": "·", "textperiodcentered": "·",
}  # fmt: skip

_SIGNS = {
    "&": "&",
    "%": "%",
    "$": "$",
    "#": "#",
    "_": "_",
    "{": "{",
    "}": "}",
    " ": " ",
    ",": " ",
    "\\": " ",
    "\n": " ",
} | dict.fromkeys("-/@!;:()[]", "")
"""What a backslash before a sign makes of it; thin spaces, hyphenation and corrections of spacing are nothing to read."""

_LOOKS = frozenset(
    re.findall(
        r"\w+",
        "emph textbf textit textsl textsc texttt textrm textsf textnormal textmd textup textsuperscript textsubscript mbox fbox bf it"
        " em sl sc tt rm sf bfseries itshape scshape ttfamily small large footnotesize mathrm mathit mathbf mathcal mathsf ensuremath"
        " url path nolinkurl relax protect NoCaseChange uppercase MakeUppercase foreignlanguage bibinfo noopsort autocap textviet",
    )
)
"""Commands that say how something looks; what they are of is kept."""

_QUOTES = {"enquote": "“”", "mkbibquote": "“”", "mkbibparens": "()", "mkbibbrackets": "[]", "mkbibemph": "  "}
"""Commands of csquotes and biblatex to what they put around their text."""

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?\s*|\\(.)|(---?|``|'')|([{}~$])|(\s+)|(.)", re.DOTALL)
_PAIRS = {"---": "—", "--": "–", "``": "“", "''": "”"}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_SPACES = re.compile(r"\s+")


def plain_text(latex: str) -> str:
    """Return the text in NFC, its white space as single spaces."""
    out: list[str] = []
    accents: list[str] = []
    """Those that wait for their letter, the innermost last."""
    closing: list[str] = []
    """What closes each open brace."""
    around = ""

    def put(text: str) -> None:
        out.append((_DOTLESS.get(text, text) if accents else text) + "".join(reversed(accents)))
        accents.clear()

    has_math = latex.replace(r"\$", "").count("$") % 2 == 0
    for command, sign, pair, mark, space, letter in _TOKEN.findall(latex):
        if (accent := _COMBINING.get(command or sign)) is not None:
            accents.append(accent)
        elif command:
            if command in _LETTERS:
                put(_LETTERS[command])
            elif command in _QUOTES:
                around = _QUOTES[command]
            elif command not in _LOOKS:
                out.append(f"\\{command} ")
        elif sign:
            out.append(_SIGNS.get(sign, f"\\{sign}"))
        elif pair:
            out.append(_PAIRS[pair])
        elif mark == "{":
            out.append(around[:1].strip())
            closing.append(around[1:].strip())
            around = ""
        elif mark == "}":
            out.append(closing.pop() if closing else "")
            if accents:  # \~{} is the sign alone
                out.append("".join(name for name, one in _COMBINING.items() if one == accents[-1] and name in "~^"))
                accents.clear()
        elif mark == "~":
            out.append(" ")
        elif mark == "$":
            out.append("" if has_math else "$")
        elif space:
            out.append("" if accents else " ")
        elif letter:
            put(letter)
    return nfc(_SPACES.sub(" ", "".join(out)).strip())


def plain_address(latex: str) -> str:
    """Return a web address without what LaTeX needs in it: braces, `\\url`, a backslash before a sign."""
    address = re.sub(r"\\(?:url|path|nolinkurl)\b", "", latex)
    address = re.sub(r"\\(?:textasciitilde|~)\s*(?:\{\})?", "~", address)
    return re.sub(r"\\([&%$#_])", r"\1", address).translate({ord("{"): None, ord("}"): None}).strip()
