"""Values and records as TOML text: by tomli-w, with as much layout around it as records have by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import tomli_w

from govtui.store.data import NotToml, parsed, same
from govtui.store.order import ordered
from govtui.store.positions import Path
from govtui.store.strings import block
from govtui.text.nfc import nfc

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")

ROWS = frozenset({"rows"})
"""Lists whose tables stand one on a line: they read as a table, and differ as one."""


def normal(value: Any) -> Any:
    """A value as records keep it: every text, keys too, NFC, its lines ended by LF."""
    if isinstance(value, str):
        return nfc(value.replace("\r\n", "\n"))
    if isinstance(value, Mapping):
        return {normal(key): normal(one) for key, one in value.items()}
    return [normal(one) for one in value] if isinstance(value, list | tuple) else value


def key_text(key: str) -> str:
    """A key as it is written: bare where it may be."""
    return key if _BARE.match(key) else tomli_w.dumps({key: 0})[: -len(" = 0\n")]


def value_text(value: Any, name: str = "", kind: str = "", path: Path = ()) -> str:
    """A value on the right of a sign of equality; texts of several lines as `\"\"\"` blocks, tables inline.

    `name` is what the value is called, `kind` and `path` where it stands, for the order of its keys.
    """
    if isinstance(value, Mapping):
        pairs = [
            f"{key_text(key)} = {value_text(value[key], key, kind, (*path, key))}" for key in ordered(kind, path, value)
        ]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list):
        items = [value_text(item, "", kind, (*path, place)) for place, item in enumerate(value)]
        if name in ROWS and value:
            return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
        return f"[{', '.join(items)}]"
    if isinstance(value, str) and "\n" in value:
        return block(value)
    text: str = tomli_w.dumps({"v": value})
    return text[len("v = ") : -1]


def rendered(data: Mapping[str, Any]) -> str:
    """The text of a new record: fields in the schema's canonical order, localized texts and lists of tables as sections.

    What is empty (no text, no item, no language) is left out. Raises NotToml for what TOML has no form for.
    """
    whole = filled(normal(data))
    try:
        text = _rendered(whole)
        text.encode()
    except (TypeError, AttributeError, UnicodeEncodeError, RecursionError) as error:
        raise NotToml(str(error)) from None
    if not same(parsed(text), whole):
        raise NotToml("read again, the text says something else")
    return text


def _rendered(whole: Mapping[str, Any]) -> str:
    kind = str(whole.get("kind", ""))
    keys = ordered(kind, (), whole)
    plain = [key for key in keys if not is_section(whole[key])]
    parts = [pairs_text({key: whole[key] for key in plain}, kind, ())] if plain else []
    for key in keys:
        if key not in plain:
            parts += sections(key, whole[key], kind)
    return "\n".join(parts)


def is_section(value: Any) -> bool:
    """Whether a field of a record stands in a section of its own: a table, or a list of tables."""
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def sections(key: str, value: Any, kind: str) -> list[str]:
    """A field of a record as sections: `[name]`, or `[[aka]]` for each item."""
    if isinstance(value, Mapping):
        return [f"[{key_text(key)}]\n{pairs_text(value, kind, (key,))}"]
    return [f"[[{key_text(key)}]]\n{pairs_text(item, kind, (key, place))}" for place, item in enumerate(value)]


def pairs_text(table: Mapping[str, Any], kind: str, path: Path, *, prefix: str = "", aligned: bool = True) -> str:
    """The lines of a table's pairs, their signs of equality below one another if they shall be `aligned`.

    A localized text with lines in it is written as dotted keys, since an inline table should stay on one line.
    """
    pairs: list[tuple[str, str]] = []
    for key in ordered(kind, path, table):
        value, below = table[key], (*path, key)
        if isinstance(value, Mapping) and any(isinstance(one, str) and "\n" in one for one in value.values()):
            pairs += [
                (f"{prefix}{key_text(key)}.{key_text(one)}", value_text(value[one], one, kind, (*below, one)))
                for one in ordered(kind, below, value)
            ]
        else:
            pairs.append((f"{prefix}{key_text(key)}", value_text(value, key, kind, below)))
    width = max((len(key) for key, value in pairs if "\n" not in value), default=0) if aligned else 0
    return "".join(f"{key if chr(10) in value else key.ljust(width)} = {value}\n" for key, value in pairs)


def filled(data: Any) -> Any:
    """The data without what is empty; an item of a list stays, whatever it is."""
    if isinstance(data, Mapping):
        return {key: value for key, one in data.items() if (value := filled(one)) not in ("", [], {}, None)}
    return [filled(one) for one in data] if isinstance(data, list) else data
