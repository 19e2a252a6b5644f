"""Keys by where they work: for the list of commands and docs/keys.*.md (tools/keys_doc.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode

from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.tui.acts import ACTS
from govtui.tui.base.command import Command, Group
from govtui.tui.base.cursor_list import NAVIGATION, UNDER_FIELD
from govtui.tui.base.key_names import group_of, names
from govtui.tui.commands import COMMANDS
from govtui.tui.screens import SCREENS, modules_with_keys

if TYPE_CHECKING:
    from textual.screen import Screen


PLACES: Mapping[str, str] = {
    "move": N_("In every list and page"),
    "home": N_("At home"),
    "list": N_("In the list"),
    "page": N_("In the reader"),
    "facets": N_("In the facets"),
    "search": N_("In the search field"),
    "jump": N_("While typing a name"),
    "window": N_("In a list on another screen"),
    "choices": N_("In a list of choices"),
    "pick": N_("In a list under a field"),
    "tree": N_("In the tree of relations"),
    "timeline": N_("On the timeline"),
    "problems": N_("In the list of problems"),
    "coverage": N_("In the translation queue"),
    "text": N_("In the text editor"),
    "field": N_("In a field of the editor"),
    "fields": N_("In the list of fields"),
    "form": N_("In a form"),
    "value": N_("In a form"),
    "translate": N_("While translating"),
    "versions": N_("In the list of versions"),
    "review": N_("Before saving"),
    "conflict": N_("At a conflict"),
    "clash": N_("At a conflict"),
    "result": N_("Before a merge is taken over"),
    "merge": N_("While merging two records"),
    "difference": N_("While merging two records"),
    "pending": N_("In the list of changed files"),
    "drafts": N_("In the list of drafts"),
    "commands": N_("In the list of commands"),
    "question": N_("At a question"),
}
"""Headings by the first part of key ids; other keys stand under their screen."""


class Line(NamedTuple):
    """One action and its keys."""

    id: str
    keys: str
    title: str
    help: str = ""
    command: Command | None = None


class Context(NamedTuple):
    """A group of keys with a heading; `name` is the same in all languages."""

    name: str
    heading: str
    lines: Sequence[Line]


def grouped(tr: Translator) -> Iterator[Context]:
    """Yield the commands by group, with their default keys."""
    for group in Group:
        lines = [
            Line(f"command.{command.id}", command.keys, tr.gettext(command.title), tr.gettext(command.help), command)
            for command in COMMANDS
            if command.group is group and command.id != "pane-back"
        ]
        yield Context(group.name.lower(), tr.pgettext("keys", group.value), lines)


def of_widget(widget: type[DOMNode], tr: Translator) -> list[Line]:
    """Return the described keys of a widget or screen, inherited ones too."""
    found: dict[str, Line] = {}
    for base in widget.__mro__:
        for binding in vars(base).get("BINDINGS", ()):
            if isinstance(binding, Binding) and _is_own(binding):
                found.setdefault(binding.id or "", Line(binding.id or "", binding.key, tr.gettext(binding.description)))
    return list(found.values())


def _is_own(binding: Binding) -> bool:
    """Whether a binding has an id and a description, and is no command."""
    return bool(binding.id and binding.description) and not (binding.id or "").startswith("command.")


def active(screen: Screen[object], tr: Translator) -> Iterator[Context]:
    """Yield the keys that work on a screen now, without commands, those of the focused widget first."""
    found: dict[DOMNode, dict[str, Line]] = {}
    for key, (node, binding, _, _) in screen.active_bindings.items():
        if not _is_own(binding):
            continue
        id = binding.id or ""
        lines = found.setdefault(node, {})
        keys = f"{lines[id].keys},{key}" if id in lines else key
        lines[id] = Line(id, keys, binding.description)
    order = [*(screen.focused.ancestors_with_self if screen.focused else ()), screen]
    for node in sorted(found, key=lambda node: order.index(node) if node in order else len(order)):
        told = list(found[node].values())
        group = getattr(node, "KEY_GROUP", "") or group_of(told[0].id)
        place = PLACES.get(group) if node is not screen else None
        yield Context(type(node).__name__, tr.gettext(place or N_("On this screen")), told)


def page(tr: Translator) -> str:
    """Return docs/keys.*.md in one language: all keys as Markdown, from the same tables as the help (tools/keys_doc.py)."""
    title = tr.pgettext("keys document", "Keys of govtui")
    parts = [
        f"# {title}",
        tr.pgettext(
            "keys document",
            "Written from the code by tools/keys_doc.py; do not edit. In the program, ? shows the keys that work where you are.",
        ),
        tr.pgettext(
            "keys document",
            "Letter keys work outside text fields only. To change the keys of a command, write its id into "
            "config.toml in your configuration folder, as below; “govtui doctor” reports mistakes in it.",
        ),
        '```toml\n[keys]\nsearch = "ctrl+f"\nthemes = "f9"\n"move.last" = ["end", "f5"]\n```',
    ]
    heads = (tr.pgettext("keys document", "Keys"), tr.pgettext("keys document", "What they do, wherever they act"))
    parts += [
        "## " + tr.pgettext("keys document", "One key, one meaning"),
        tr.pgettext("keys document", "A letter, digit or sign does the same thing on every screen that uses it."),
        _rows(heads, [(_keys(",".join(act.keys), tr), tr.pgettext("act", act.words)) for act in ACTS]),
    ]
    for context in grouped(tr):
        parts += [f"## {context.heading}", _table([_named(line) for line in context.lines], tr)]
    for heading, lines in _places(tr):
        parts += [f"## {heading}", _table(lines, tr)]
    return "\n\n".join(parts) + "\n"


def _named(line: Line) -> Line:
    """Return a line with the id as [keys] in the configuration has it."""
    return Line(line.id.removeprefix("command."), line.keys, line.title, line.help)


def _table(lines: list[Line], tr: Translator) -> str:
    head = (
        tr.pgettext("keys document", "Keys"),
        tr.pgettext("keys document", "What they do"),
        tr.pgettext("keys document", "Id"),
    )
    rows = []
    for line in lines:
        words = f"**{line.title}.** {line.help}" if line.help else line.title
        rows.append((_keys(line.keys, tr), words, f"`{line.id}`"))
    return _rows(head, rows)


def _keys(keys: str, tr: Translator) -> str:
    return " ".join(f"`{key}`" if key != "`" else "`` ` ``" for key in names(keys, tr)) or "–"


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _places(tr: Translator) -> Iterator[tuple[str, list[Line]]]:
    """Yield keys by the heading of their widget or screen, each once, where it is met first."""
    others = tr.pgettext("keys document", "On other screens")
    lists = {"move": NAVIGATION, "pick": [one for one in UNDER_FIELD if one not in NAVIGATION]}
    told = {one.id or "" for one in NAVIGATION}
    screens = {
        tr.gettext(PLACES[name]): [Line(one.id or "", one.key, tr.gettext(one.description)) for one in bindings]
        for name, bindings in lists.items()
    }
    opening = {at.partition(":")[2]: name for name, at in SCREENS.items()}
    for module in modules_with_keys():
        for thing in vars(module).values():
            if not isinstance(thing, type) or not issubclass(thing, DOMNode) or thing.__module__ != module.__name__:
                continue
            opened = next((one for one in COMMANDS if one.opens and one.opens == opening.get(thing.__name__)), None)
            lines = [line for line in of_widget(thing, tr) if line.id not in told]
            if not lines:
                continue
            told |= {line.id for line in lines}
            for line in lines:
                if place := PLACES.get(group_of(line.id)):
                    heading = tr.gettext(place)
                elif opened:
                    title = tr.gettext(opened.title)
                    heading = tr.pgettext("keys document", "On the screen “{name}”").format(name=in_quotes(title))
                else:
                    heading = others
                screens.setdefault(heading, []).append(line)
    yield from ((heading, lines) for heading, lines in screens.items() if heading != others)
    if others in screens:
        yield others, screens[others]
