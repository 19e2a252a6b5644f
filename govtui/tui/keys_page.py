"""All keys as a page of Markdown, for docs/keys.*.md (tools/keys_doc.py): made from the same tables as the help."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from textual.dom import DOMNode

from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.tui.commands import COMMANDS
from govtui.tui.contexts import PLACES, Line, grouped, of_widget
from govtui.tui.keys import group_of, names


def page(tr: Translator) -> str:
    """The page in one language."""
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
        '```toml\n[keys]\nsearch = "ctrl+f"\nthemes = "f9"\n"list.down" = ["down", "n"]\n```',
    ]
    for context in grouped(tr):
        parts += [f"## {context.heading}", _table([_named(line) for line in context.lines], tr)]
    for heading, lines in _places(tr):
        parts += [f"## {heading}", _table(lines, tr)]
    return "\n\n".join(parts) + "\n"


def _named(line: Line) -> Line:
    """A command by its own id, as it is written in the configuration."""
    return Line(line.id.removeprefix("command."), line.keys, line.title, line.help)


def _table(lines: list[Line], tr: Translator) -> str:
    head = (
        tr.pgettext("keys document", "Keys"),
        tr.pgettext("keys document", "What they do"),
        tr.pgettext("keys document", "Id"),
    )
    rows = [head, ("---", "---", "---")]
    for line in lines:
        keys = " ".join(f"`{key}`" if key != "`" else "`` ` ``" for key in names(line.keys, tr)) or "–"
        words = f"**{line.title}.** {line.help}" if line.help else line.title
        rows.append((keys, words, f"`{line.id}`"))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def _places(tr: Translator) -> Iterator[tuple[str, list[Line]]]:
    """Widgets and screens with keys of their own, by what they are called; each key once, where it is met first."""
    others = tr.pgettext("keys document", "On other screens")
    told: set[str] = set()
    screens: dict[str, list[Line]] = {}
    for module in _modules():
        opened = next((one for one in COMMANDS if one.action == f"over('{module.__name__.rpartition('.')[2]}')"), None)
        for thing in vars(module).values():
            if not isinstance(thing, type) or not issubclass(thing, DOMNode) or thing.__module__ != module.__name__:
                continue
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


def _modules() -> Iterator[ModuleType]:
    """What may have keys of its own."""
    widgets, screens = (iter_modules(import_module(f"govtui.tui.{room}").__path__) for room in ("widgets", "screens"))
    for one in sorted(widgets):
        yield import_module(f"govtui.tui.widgets.{one.name}")
    for one in sorted(screens):
        yield import_module(f"govtui.tui.screens.{one.name}")
