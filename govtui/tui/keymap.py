"""Keys that a user chose, in the table [keys] of the configuration: `search = "ctrl+f"`, `"move.last" = ["end", "f5"]`.

Checked like a record: what is wrong is left out and told with its line; what works, but not for everybody, is told too.
Names are the commands' (commands.py), and those of all other keys that have an id (docs/keys.en.md lists them).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from govtui.i18n.formats import quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.tui.base.cursor_list import NAVIGATION
from govtui.tui.base.key_names import ERRORS, SIGNS, Fault, Keymap, group_of, key_name
from govtui.tui.base.themes import CHOICES
from govtui.tui.commands import COMMANDS
from govtui.tui.screens import modules_with_keys
from govtui.tui.textual_compat.last_key import LastKey
from govtui.user import choices
from govtui.user.choices import Setting

SENTENCES: Mapping[str, str] = {
    "unreadable": N_("The configuration cannot be read, so it is ignored: {reason}"),
    "unknown_theme": N_("There is no theme “{value}”; there are {known}."),
    "unknown_value": N_("“{name}” takes {known}, not “{value}”."),
    "not_a_table": N_("[keys] must be a table of commands and their keys."),
    "unknown_command": N_("There is no command “{name}”."),
    "not_keys": N_('The keys of “{name}” must be a text such as "ctrl+f", or a list of them.'),
    "unknown_key": N_("There is no key “{key}”."),
    "accented": N_("“{key}” acts as the key that an input method makes it with, so nothing else can be done with it."),
    "no_letter": N_("“{name}” works inside text fields too, so “{key}” could no longer be typed there."),
    "renamed": N_("“{name}” sets the keys of one list only; “{new}” sets those of all lists."),
    "twice": N_("“{key}” is given to “{name}” and to “{other}”."),
    "replaced": N_("“{name}” is now called “{new}”."),
    "gone": N_("“{name}” no longer has a key of its own: “{new}” shows it."),
    "moved": N_("“{name}” now opens a group of “{new}”."),
    "taken": N_("“{key}” is now “{name}”, no longer “{other}”."),
    "shadowed": N_("“{key}” keeps its meaning in a list or page: “{other}”."),
    "tmux": N_("tmux uses “{key}” itself."),
    "screen": N_("screen uses “{key}” itself."),
    "window": N_("Many terminals use “{key}” themselves."),
    "alike": N_("Terminals send “{key}” as they send “{other}”."),
    "composed": N_("A Vietnamese input method may make another letter of “{key}”."),
}
"""What can be said of a setting, by code."""

_SWALLOWED = {
    "ctrl+b": "tmux",
    "ctrl+a": "screen",
    "f10": "window",
    "f11": "window",
    "ctrl+space": "window",
    "ctrl+at": "window",
    "alt+f4": "window",
    "w": "composed",
    "backspace": "composed",
}
_ALIKE = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
_ALIASES = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", "ins": "insert"}

_MODIFIERS = ("ctrl", "alt", "shift")
_NAMES = frozenset(key.value for key in Keys if "<" not in key.value)
_LISTS = ("move", "list", "page")
"""The groups whose keys count before the commands', since they belong to what has the focus."""

_MOVES = {
    "list page": "down up page-down page-up first last half-down half-up",
    "window facets versions timeline tree": "down up page-down page-up first last",
    "choose fields remove clash": "down up page-down page-up",
    "choices pending": "down up first last",
    "pick question drafts commands jump new rename": "down up",
}
OLD_IDS: Mapping[str, str] = {
    f"{group}.{move}": f"move.{move}"
    for groups, moves in _MOVES.items()
    for group in groups.split()
    for move in moves.split()
}
"""The ids of the time when each list had bindings of its own, and what they are now. They go on working, for that list only."""
_GROUPS = {group_of(id) for id in OLD_IDS}

RENAMED: Mapping[str, str] = {
    "help.close": "commands.close",
    "help.quit": "commands.quit",
    "help.find": "commands.find",
    "help.down": "commands.down",
    "help.up": "commands.up",
    "palette.close": "commands.close",
    "palette.down": "commands.down",
    "palette.up": "commands.up",
    "commit": "share",
    "coverage.verify": "coverage.filter",
    "difference.save-too": "review.save-too",
    "difference.save": "review.save",
    "difference.draft": "review.draft",
    "difference.insist": "review.insist",
    "difference.back": "review.close",
    "diff.onward": "page.onward",
    **{f"diff.{move}": f"page.{move}" for move in ("down", "up", "page-down", "page-up", "first", "last")},
    "discrepancies": "matrix",
    "discrepancy.close": "matrix.close",
    "overview": "home",
    "overview.close": "home.close",
    "overview.pane": "home.column",
    "timeline.onward": "timeline.page-down",
    "tree.turn": "tree.open",
}
"""The ids of keys that have gone, and of what took their place. They set its keys beside its own id."""

GONE: Mapping[str, str] = {
    **dict.fromkeys(
        ("links.links", "links.orphans", "links.dangling", "links.next-view", "links.previous-view"), "problems"
    ),
    "parallel.close": "parallel",
    "problems.muted": "problems",
}
"""The ids of keys that have gone, and of the command whose screen shows now, without a key, what they showed."""

MOVED_TO: Mapping[str, str] = {"orphans": "problems", "dangling": "problems"}
"""Commands whose screens have gone, and the command whose screen they open now, at a group of it."""


_BY_TURNS = {"review.save-too", "review.insist"}
"""Never on at the same time, so that one key can be for both: a change is blocked or it is not."""

NONE = Keymap({}, ())


def configured() -> Keymap:
    """Return the user's keys, from the configuration, and what else is wrong with that."""
    if wrong := choices.fault():
        line, reason = wrong
        return Keymap({}, [Fault("unreadable", line, {"reason": safe_text(reason, multiline=False)})])
    settings = choices.table("keys")
    keymap = checked(settings) if settings else NONE
    chosen = choices.load()
    values: dict[str, Sequence[object]] = {name: choices.VALUES[name] for name in choices.unknown_values(chosen)}
    if "theme" in chosen and chosen["theme"] not in (themes := list(CHOICES)):
        values["theme"] = themes
    faults = [
        Fault(
            "unknown_theme" if name == "theme" else "unknown_value",
            choices.line_of(name),
            {"name": name, "value": _written(chosen[name]), "known": ", ".join(map(_written, known))},
        )
        for name, known in values.items()
    ]
    return Keymap(keymap.by_id, [*sorted(faults, key=lambda fault: fault.line), *keymap.faults])


def _written(value: object) -> str:
    """Return a value as TOML has it, without quotation marks."""
    return str(value).lower() if isinstance(value, bool) else safe_text(str(value), multiline=False)


def sentence(fault: Fault, tr: Translator) -> str:
    """Return a fault in words, with file and line."""
    values = {name: key_name(value, tr) if name == "key" else value for name, value in fault.values.items()}
    if fault.code == "alike":
        values["other"] = key_name(values["other"], tr)
    said = tr.gettext(SENTENCES[fault.code])
    words = said.format_map(quoted_values(said, values))
    place = f"{choices.FILE}:{fault.line}" if fault.line else choices.FILE
    return f"{place}: {words}"


def checked(settings: Sequence[Setting]) -> Keymap:
    """Return the keymap that these settings make."""
    by_id: dict[str, str] = {}
    names: dict[str, str] = {}
    faults: list[Fault] = []
    defaults = _defaults(settings)
    for setting in settings:
        if not setting.name:
            faults.append(Fault("not_a_table", setting.line, {}))
            continue
        name = safe_text(setting.name, multiline=False)
        if setting.name in GONE:
            faults.append(Fault("gone", setting.line, {"name": name, "new": GONE[setting.name]}))
            continue
        id = _id(RENAMED.get(setting.name, setting.name))
        if id not in defaults:
            faults.append(Fault("unknown_command", setting.line, {"name": name}))
            continue
        keys, found = _keys(setting.value, name)
        for key in keys:
            if defaults[id].priority and len(key) == 1:
                found.append(("no_letter", {"name": name, "key": key}))
            elif others := [
                one for one, written in by_id.items() if one != id and key in written.split(",") and _meet(id, one)
            ]:
                found.append(("twice", {"key": key, "name": name, "other": names[others[-1]]}))
        if setting.name in RENAMED:
            found.append(("replaced", {"name": name, "new": RENAMED[setting.name]}))
        if setting.name in MOVED_TO:
            found.append(("moved", {"name": name, "new": MOVED_TO[setting.name]}))
        if id in OLD_IDS:
            found.append(("renamed", {"name": name, "new": OLD_IDS[id]}))
        faults += [Fault(code, setting.line, values) for code, values in found]
        if keys and not any(code in ERRORS for code, _ in found):
            by_id[id] = ",".join(dict.fromkeys([*filter(None, by_id.get(id, "").split(",")), *keys]))
            names.setdefault(id, name)
    keymap = Keymap(by_id, faults)
    lines = {_id(RENAMED.get(setting.name, setting.name)): setting.line for setting in settings}
    for id in by_id:
        faults += [Fault(code, lines[id], values) for code, values in _effects(id, names[id], keymap, defaults)]
    return Keymap(by_id, sorted(faults, key=lambda fault: (fault.line, not fault.is_error)))


def _effects(
    id: str, name: str, keymap: Keymap, defaults: Mapping[str, Binding]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the new keys of a binding take from others, and who else may take them, as code and values."""
    group = group_of(id)
    for key in keymap.by_id[id].split(","):
        for other, binding in defaults.items():
            if other == id or key not in binding.key.split(","):
                continue
            called = other.removeprefix("command.")
            if other not in keymap.by_id and _meet(id, other):
                yield "taken", {"key": key, "name": name, "other": called}
            elif group == "command" and group_of(other) in _LISTS and other not in keymap.by_id:
                yield "shadowed", {"key": key, "other": called}
        if code := _SWALLOWED.get(key):
            yield code, {"key": key}
        elif key in _ALIKE:
            yield "alike", {"key": key, "other": _ALIKE[key]}
        elif key.startswith("ctrl+shift+"):
            yield "window", {"key": key}


def _meet(id: str, other: str) -> bool:
    """Return whether two bindings work at the same place, so that a key can have only one of them."""
    if {id, other} == _BY_TURNS:
        return False
    groups = {group_of(id), group_of(other)}
    if len(groups) == 1:
        return True
    return (
        "move" in groups
        and groups < {"move", *_GROUPS}
        and other not in (OLD_IDS.get(id), id)
        and OLD_IDS.get(other) != id
    )


def _keys(value: object, name: str) -> tuple[list[str], list[tuple[str, dict[str, str]]]]:
    """Return the keys that are written, by Textual's names, and what is wrong with them."""
    written = value.split(",") if isinstance(value, str) and value != "," else value
    if written == ",":
        written = [","]
    if not isinstance(written, list) or not written or not all(isinstance(one, str) and one.strip() for one in written):
        return [], [("not_keys", {"name": name})]
    keys, wrong = [], []
    for one in written:
        key = canonical(one.strip())
        if key and (len(key) > 1 or LastKey().feed(key, 0.0) == key):
            keys.append(key)
        elif key:
            wrong.append(("accented", {"key": key}))
        else:
            wrong.append(("unknown_key", {"key": safe_text(one.strip(), multiline=False)}))
    return list(dict.fromkeys(keys)), wrong


def canonical(written: str) -> str:
    """Return Textual's name of a key as people write it ("/", "Esc", "Ctrl+F"); empty where there is no such key."""
    if len(written) == 1:
        return _named(written)
    *modifiers, base = (
        written.lower().split("+") if not written.endswith("++") else [*written.lower()[:-2].split("+"), "+"]
    )
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return ""
    if len(base) == 1:
        base = _named(base)
    base = _ALIASES.get(base, base)
    if base not in _NAMES and base not in SIGNS and not (len(base) == 1 and base.isalnum()) and not _is_sign(base):
        return ""
    if modifiers == ["shift"] and len(base) == 1:
        return base.upper()
    return "+".join([*(one for one in _MODIFIERS if one in modifiers), base])


def _named(character: str) -> str:
    """Return Textual's name of the key of a character."""
    if character.isalnum():
        return unicodedata.normalize("NFC", character)
    try:
        name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return ""
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_sign(name: str) -> bool:
    return any(_named(chr(code)) == name for code in range(33, 127))


def _id(name: str) -> str:
    """Return the binding id of a name: a command's stands without its prefix."""
    return name if "." in name else f"command.{name}"


def _defaults(settings: Sequence[Setting]) -> dict[str, Binding]:
    """Return the bindings that may be meant, by id. All modules are imported only where more than commands is named."""
    found = {
        f"command.{command.id}": Binding(command.keys or "", "", priority=command.priority) for command in COMMANDS
    }
    if any("." in setting.name for setting in settings):
        modules = modules_with_keys()
    else:
        modules = map(import_module, ("govtui.tui.base.page_view", "govtui.tui.browse.record_list"))
    found |= {one.id: one for one in NAVIGATION if one.id}
    for module in modules:
        for thing in vars(module).values():
            for binding in vars(thing).get("BINDINGS", ()) if isinstance(thing, type) else ():
                if isinstance(binding, Binding) and binding.id:
                    found.setdefault(binding.id, binding)
    old = {RENAMED.get(setting.name, setting.name) for setting in settings} & OLD_IDS.keys()
    return found | {name: found[OLD_IDS[name]] for name in old}
