"""Records written as people may write them: keys in any order, every form of table and string, comments in odd places."""

from __future__ import annotations

from typing import Any

import tomli_w
from hypothesis import strategies as st

LETTERS = st.text(alphabet="aĐệ ấ€\"'\\#=[]{},.\n\t\u0301\x7f", max_size=12)
PLAIN = st.text(alphabet="abcđệ #=", min_size=1, max_size=10)
COMMENTS = st.sampled_from(["", "", "", " # ghi chú", "\t# \"]'''", " # a = [", "  #", ' # """'])
OWN_LINES = st.sampled_from(["", "", "", "", "# riêng một dòng ]\n", "\n", "\n# [x]\n", '  # thụt vào = "\n\n'])

TEXTS = st.one_of(PLAIN, LETTERS).filter(lambda text: text != "")
LOCALIZED = st.dictionaries(st.sampled_from(["vi", "en", "ko"]), TEXTS, min_size=1, max_size=3)
IDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=4, unique=True)
SCALARS = st.one_of(TEXTS, st.integers(-5, 5), st.booleans())

STEPS = st.fixed_dictionaries(
    {"action": st.sampled_from(["adopted", "noted"])},
    optional={"date": TEXTS, "by": IDS, "text": TEXTS, "note": LOCALIZED, "at": TEXTS},
)
ROWS = st.fixed_dictionaries(
    {"area": st.sampled_from(["1", "2", "3"])}, optional={"stated": st.integers(0, 9), "under": PLAIN}
)
RECORDS = st.fixed_dictionaries(
    {"schema": st.just(1), "kind": st.just("declaration"), "id": st.just("d"), "name": LOCALIZED},
    optional={
        "symbol": TEXTS,
        "sdg": st.lists(TEXTS, min_size=1, max_size=3),
        "summary": LOCALIZED,
        "place": st.fixed_dictionaries({"online": st.booleans()}, optional={"city": LOCALIZED, "country": PLAIN}),
        "links": st.dictionaries(st.sampled_from(["a b", "é", "x-y", "p.q"]), TEXTS, min_size=1, max_size=2),
        "relations": st.dictionaries(st.sampled_from(["part_of", "concerns", "cites"]), IDS, min_size=1, max_size=2),
        "steps": st.lists(STEPS, min_size=1, max_size=3),
        "progress": st.lists(
            st.fixed_dictionaries({"rows": st.lists(ROWS, min_size=1, max_size=3)}, optional={"at": TEXTS}),
            min_size=1,
            max_size=2,
        ),
        "x": st.dictionaries(PLAIN, SCALARS, min_size=1, max_size=2),
    },
)
"""Plain data of declarations, none of them quite valid: what is spliced need not be."""


class Writer:
    """Writes data as TOML, every choice drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def record(self, data: dict[str, Any]) -> str:
        """The text of a record: plain fields, dotted and inline tables first, then sections."""
        keys = self._draw(st.permutations(list(data)))
        sectioned = [key for key in keys if self._may_be_section(data[key]) and self._draw(st.integers(0, 3))]
        out = self._draw(OWN_LINES)
        for key in keys:
            if key not in sectioned:
                out += self._pair("", key, data[key])
        for key in sectioned:
            out += self._sections(key, data[key])
        return out + self._draw(OWN_LINES)

    def _may_be_section(self, value: Any) -> bool:
        return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(item, dict) for item in value))

    def _sections(self, key: str, value: Any) -> str:
        out = ""
        name, pad = self._key(key), self._draw(st.sampled_from(["", " ", "\t"]))
        for item in value if isinstance(value, list) else [value]:
            head = f"[[{pad}{name}{pad}]]" if isinstance(value, list) else f"[{pad}{name}{pad}]"
            out += self._draw(OWN_LINES) + head + self._draw(COMMENTS) + "\n"
            inner = [one for one in item if isinstance(item[one], dict) and self._draw(st.integers(0, 3)) == 0]
            for one in self._draw(st.permutations(list(item))):
                if one not in inner:
                    out += self._pair("", one, item[one])
            for one in inner:  # [steps.note]
                out += f"[{name}.{self._key(one)}]{self._draw(COMMENTS)}\n"
                out += "".join(self._pair("", last, words) for last, words in item[one].items())
        return out

    def _pair(self, prefix: str, key: str, value: Any) -> str:
        name = f"{prefix}{self._key(key)}"
        if isinstance(value, dict) and self._draw(st.booleans()):  # dotted keys
            return "".join(self._pair(f"{name}.", one, value[one]) for one in value)
        indent, gap = self._draw(st.sampled_from(["", "", "  ", "\t"])), self._draw(st.sampled_from(["", " ", "   "]))
        written = f"{indent}{name}{gap}={gap}{self._value(value, block=True)}{self._draw(COMMENTS)}\n"
        return self._draw(OWN_LINES) + written

    def _key(self, key: str) -> str:
        bare = key.replace("-", "").replace("_", "").isalnum() and key.isascii()
        if bare and self._draw(st.integers(0, 4)):
            return key
        return (
            f"'{key}'"
            if self._draw(st.booleans()) and "'" not in key
            else tomli_w.dumps({f"{key} ": 0}).split(' "')[0] + '"'
        )

    def _value(self, value: Any, *, block: bool = False) -> str:
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, dict):
            gap = self._draw(st.sampled_from(["", " "]))
            pairs = [f"{self._key(key)}{gap}={gap}{self._value(one)}" for key, one in value.items()]
            return "{" + gap + f",{gap}".join(pairs) + gap + "}"
        if isinstance(value, list):
            return self._array(value, block and self._draw(st.booleans()))
        return tomli_w.dumps({"v": value})[4:-1]

    def _array(self, items: list[Any], lines: bool) -> str:
        written = [self._value(item) for item in items]
        if not lines:
            gap, comma = self._draw(st.sampled_from(["", " "])), self._draw(st.sampled_from(["", ","]))
            return f"[{gap}{', '.join(written)}{comma}{gap}]"
        out = "[" + self._draw(COMMENTS) + "\n"
        for place, item in enumerate(written):
            comma = "," if place < len(written) - 1 or self._draw(st.booleans()) else ""
            out += self._draw(OWN_LINES) + f"  {item}{comma}{self._draw(COMMENTS)}\n"
        return out + self._draw(st.sampled_from(["]", "  # cuối\n]"]))

    def _string(self, text: str) -> str:
        """In one of the styles that can hold it."""
        control = any(letter < " " and letter not in "\n\t" or letter == "\x7f" for letter in text)
        styles = ["basic", "block", "joined"]
        if not control and "'" not in text:
            styles += ["literal block"] + ["literal"] * ("\n" not in text)
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007F")
        first = self._draw(st.sampled_from(["", "\n"])) if not text.startswith("\n") else "\n"
        match self._draw(st.sampled_from(styles)):
            case "block":
                return f'"""{first}{escaped}"""'
            case "joined":
                cut = self._draw(st.integers(0, len(text)))
                before, after = (
                    part.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007F")
                    for part in (text[:cut], text[cut:])
                )
                joins = not after[:1].isspace()
                return f'"""{first}{before}' + ("\\\n  " if joins else "") + f'{after}"""'
            case "literal":
                return f"'{text}'"
            case "literal block":
                return f"'''{first}{text}'''"
        return '"' + escaped.replace("\n", "\\n") + '"'


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """The data of a record and a text that says it."""
    data = draw(RECORDS)
    text = Writer(draw).record(data)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.integers(0, 2)) == 0:
        text = text.replace("\n", "\r\n")
    return data, ("\ufeff" if draw(st.integers(0, 5)) == 0 else "") + text
