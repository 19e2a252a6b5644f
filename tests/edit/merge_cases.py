"""A record that two people edit at once, for tests of merging."""

from __future__ import annotations

BASE = """\
schema = 2
kind = "organization"
id = "a"
type = "network"   # kept
status = "unknown"
url = "https://a.example"

# who they are
[name]
vi = "Mạng lưới"
en = "Network"

[[aka]]
text = "MANG"
type = "acronym"

[[aka]]
text = "NET"
type = "acronym"
note = "in English"

[relations]
member_of = [
    "b",  # since 2001
    # once more:
    "c",
]

[[sources]]
ref = "s"
at = "L1"

[[sources]]
ref = "s"
at = "L2"
quote = '''
# no comment
words
'''
"""


def change(*pairs: str, text: str = BASE) -> str:
    """The text with each `old` replaced by the `new` behind it; every `old` stands there once."""
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
