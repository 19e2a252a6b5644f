"""The list of commands and keys: what works here, all commands, and why some are off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES
from govtui.model.kinds import KINDS
from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.markers import N_, NP_
from govtui.text.width import clip, pad, width
from govtui.text.wrap import wrapped
from govtui.tui.base.command import availability
from govtui.tui.base.cursor_list import UNDER_FIELD, CursorList, MovesList
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.key_names import shown
from govtui.tui.base.line_list import Piece
from govtui.tui.base.safe_text import plain, segment, strip
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.base.themes import kind_rules
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.command_search import found
from govtui.tui.key_help import Line, active, grouped
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import LazyComponents, draw

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

KEYS, TITLE, EXAMPLE = 16, 26, 24
"""Cells of the widest columns: keys, titles, examples of queries."""

TOLD_FROM = 16
"""Rows of a window from which the help of the line with the cursor stands whole below the list."""


QUERIES = (
    (NP_("query example", "ha noi"), N_("All of these words; the last may be unfinished, accents may be left out.")),
    (
        NP_("query example", "type: forum"),
        N_("A field and its value: type, status, country, year, source, person and more."),
    ),
    (NP_("query example", "Aug 2022"), N_("A date as usually written; after “date:” also 5/8 or since 2017.")),
    (NP_("query example", "plan OR report"), N_("Either of the two; between values of one field write a comma.")),
    (NP_("query example", "-Brunei"), N_("Leaves out what has this; NOT before a word or field does the same.")),
    (NP_("query example", '"civil service"'), N_("Exactly these words, in this order.")),
)
"""What can be typed into the query line: an example, and what it finds."""


class Row(NamedTuple):
    """A line of the list: a key or command, a heading, or a text to be read."""

    words: str = ""
    line: Line | None = None
    lead: str = ""
    """Keys, or a sign."""
    style: str = "text"
    """The component class of the lead, without its prefix; "heading" for a heading."""


Place = tuple[int, str, int, int]
"""Where the cursor stands, in any language and width: the piece of content, the id of the key or command there, the rows of
the piece above the cursor, and the rows in sight above it."""


class CommandList(CursorList, can_focus=True):
    """Keys and commands, one a line; Enter does what the one under the cursor does."""

    app: RegistryApp

    DEFAULT_CSS = kind_rules("CommandList", "commands")
    COMPONENT_CLASSES = {
        *(
            f"commands--{name}"
            for name in ("title", "key", "help", "off", "heading", "rule", "text", "example", "discrepancy", "error")
        ),
        *(f"commands--{kind}" for kind in KINDS),
    }
    BINDINGS = [Binding("enter", "choose", N_("Run"), id="commands.run")]
    KEY_GROUP = "commands"
    EMPTY_LINE = 0

    class Chosen(CursorList.Chosen):
        """A key or command was chosen."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    def __init__(self, browsing: BrowseScreen | None) -> None:
        super().__init__(id="commands")
        self._browsing = browsing
        self._content: Sequence[Row] = ()
        self._rows: list[Row] = []
        self._numbers: list[int] = []
        """Of each row: the number of the piece of content that it is of."""
        self._cells = 0
        """The width for which rows were laid out; 0 before the first time."""
        self._keys = self._title = self._example = 0
        """Cells of the columns: keys, or signs; titles; examples."""
        self._lacking: dict[str, str] = {}
        self._kept: tuple[int, int, Place] | None = None
        """Cursor and first row in sight after a change of language or width, and the place that they stand for."""

    @property
    def total(self) -> int:
        return len(self._rows)

    @property
    def chosen(self) -> Line | None:
        """The key or command under the cursor; None on a text."""
        return self._rows[self.cursor].line if self.cursor < self.total else None

    def show(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show rows, with the cursor on the first; `keep`: they are the same rows in another language."""
        place = self._place() if keep else None
        self._content = rows
        if self.size:  # else the first resize lays them out, once
            self._lay_out_at(place)

    def _place(self) -> Place | None:
        """Return where the cursor stands; where only language and width changed since, where it stood before."""
        if self._kept and self._kept[:2] == (self.cursor, self.top):
            return self._kept[2]
        if self.cursor >= self.total:
            return None
        number, id = self._numbers[self.cursor], self.chosen.id if self.chosen else ""
        return number, id, self.cursor - self._numbers.index(number), self.cursor - self.top

    def _lay_out_at(self, place: Place | None) -> None:
        """Lay out, with the cursor on a place and as far from the top as it was there; else on the first row."""
        self._lay_out()
        number, id, within, below_top = place or (-1, "", 0, 0)
        lines = [row.line.id if row.line else "" for row in self._content]
        if not (0 <= number < len(lines) and lines[number] == id):  # what a query finds differs between languages
            number = lines.index(id) if id and id in lines else -1
        rows = [row for row, piece in enumerate(self._numbers) if piece == number][: within + 1]
        self.cursor, self._kept = rows[-1] if rows else self._next(-1, 1), None
        self.renew()
        if rows and place:
            self.jump(self.cursor - below_top)
            self._kept = self.cursor, self.top, place
        self.moved()

    def retranslate(self) -> None:
        """Forget reasons in another language; the screen shows all rows anew."""
        self._lacking = {}

    def lines_said(self) -> list[str]:
        """Return the list as text, line by line, also what is out of sight."""
        return ["".join(piece.text for piece in self.pieces(place, self._cells)) for place in range(self.total)]

    def why(self, line: Line) -> str:
        """Return why a command cannot be run now; empty where it can."""
        if line.command is None or self._browsing is None:
            return ""
        if line.id not in self._lacking:
            self._lacking[line.id] = availability(line.command, self._browsing)
        return self._lacking[line.id]

    def _lay_out(self) -> None:
        """Make the columns as wide as what stands in them needs, and wrap texts for the width."""
        self._cells = cells = self.cells
        listed = [row for row in self._content if row.line]
        examples = [row for row in self._content if row.style == "example"]
        self._keys = min(KEYS, max((width(row.lead) for row in listed), default=0), max(6, cells // 4)) + 2
        self._title = min(TITLE, max((width(row.words) for row in listed), default=0), max(8, cells // 3))
        self._example = min(EXAMPLE, max((width(row.lead) for row in examples), default=0), max(6, cells // 3)) + 2
        self._rows, self._numbers = [], []
        for number, row in enumerate(self._content):
            if row.line or row.style == "heading":
                self._rows.append(row)
            else:
                lead = row.lead
                for words in wrapped(row.words, cells - (self._lead(row) + 3 if lead else 3)):
                    self._rows.append(row._replace(words=words, lead=lead))
                    lead = " " if row.lead else ""
            self._numbers += [number] * (len(self._rows) - len(self._numbers))

    def _lead(self, row: Row) -> int:
        return self._example if row.style == "example" else self._keys

    def on_resize(self) -> None:
        if self.cells != self._cells:
            self._lay_out_at(self._place())
        super().on_resize()

    def can_stand(self, row: int) -> bool:
        return self._rows[row].style != "heading" and bool(self._rows[row].words)

    def keep_cursor_in_sight(self) -> None:
        """With the first line of a section, its heading is seen."""
        above = self.cursor - 1
        heading = 0 <= above < self.total and self._rows[above].style == "heading"
        self.keep_in_sight(max(0, above - 1) if heading and above <= 1 else above if heading else self.cursor)
        self.keep_in_sight(self.cursor)

    def moved(self) -> None:
        self.post_message(self.Highlighted())

    def action_choose(self) -> None:
        if line := self.chosen:
            self.post_message(self.Chosen(line))

    def cursor_style(self, line: int) -> str:
        return "row--cursor"

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row = self._rows[line]
        if row.style == "heading":
            words = f" {clip(row.words, cells - 2)} "
            return Piece(words, "commands--heading"), Piece("─" * (cells - width(words) - 1), "commands--rule")
        if row.line is None:
            lead = f" {pad(row.lead, self._lead(row))} " if row.lead else "  "
            return Piece(lead, f"commands--{row.style}"), Piece(row.words, "commands--text")
        why = self.why(row.line)
        title, help_, keys = ("commands--off",) * 3 if why else ("commands--title", "commands--help", "commands--key")
        room = max(0, cells - self._keys - self._title - 5)
        return (
            Piece(f" {pad(row.lead, self._keys)} ", keys),
            Piece(f"{pad(row.words, self._title)}  ", title),
            Piece(clip(why or row.line.help, room), help_),
        )


class CommandHelp(LazyComponents, KeepsLines, Widget):
    """The help of the command under the cursor, whole, and why it is off."""

    COMPONENT_CLASSES = {"told--title", "told--help", "told--why"}

    def __init__(self) -> None:
        super().__init__(id="told")
        self._texts: Sequence[tuple[str, str]] = ()

    def tell(self, line: Line | None, why: str) -> None:
        """Tell of a line, or of none."""
        self._texts = () if line is None else ((line.title, "title"), (line.help, "help"), (why, "why"))
        draw(self, self.size.region)

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        lines = [(one, style) for text, style in self._texts if text for one in wrapped(text, cells - 2)]
        words, style = lines[y] if y < len(lines) else ("", "help")
        if y == self.size.height - 1 < len(lines) - 1:
            words = f"{clip(words, cells - 4)} …"
        said = segment(f" {words}", self.get_component_rich_style(f"told--{style}"))
        return strip([said]).adjust_cell_length(cells, self.ground)


def _order(line: Line) -> int:
    """Return where a key of a pane stands: Enter first, what moves in every list last."""
    return 2 if line.id.startswith("move.") else "enter" not in line.keys.split(",")


class CommandsScreen(MovesList, LocalizedModal):
    """Dismissed with the action of the command that was chosen; None for a key, which is pressed then."""

    BINDINGS = [
        Binding("escape", "up", N_("Close"), id="commands.close"),
        Binding("q", "dismiss(None)", N_("Close"), show=False, id="commands.quit"),
        Binding("slash", "find", N_("Search"), id="commands.find"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "commands"
    AUTO_FOCUS = ""  # on_mount gives the focus

    def __init__(self, below: Screen[object], *, typing: bool = False) -> None:
        """`below`: the screen whose keys are meant; `typing`: with the caret in the field."""
        super().__init__()
        self._below = below
        self._browsing = below if isinstance(below, BrowseScreen) else None
        self._typing = typing
        self._sections: list[tuple[str, list[Line]]] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="commanding"):
            yield ImeInput(id="commands-query")
            yield CommandList(self._browsing)
            yield CommandHelp()
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one(Input if self._typing else CommandList))

    def on_resize(self) -> None:
        self.query_one(CommandHelp).display = self.size.height >= TOLD_FROM

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self._sections = [*self._told()]
        self.query_one(Input).placeholder = plain(tr.gettext("What do you want to do?"))
        commands = self.query_one(CommandList)
        commands.empty = tr.gettext("No such key or command. Delete letters to find more.")
        self._show(keep=True)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show()

    def _show(self, *, keep: bool = False) -> None:
        """Show what the field asks for; all in sections where it asks for nothing."""
        query = self.query_one(Input).value
        self.query_one(CommandList).show(self._found(query) if query.strip() else [*self._all()], keep=keep)

    @on(CommandList.Highlighted)
    def _tell(self) -> None:
        commands = self.query_one(CommandList)
        line = commands.chosen
        self.query_one(CommandHelp).tell(line, commands.why(line) if line else "")

    # what there is

    def _all(self) -> Iterator[Row]:
        for place, (heading, lines) in enumerate(self._sections):
            if place:
                yield Row()
            yield Row(heading, style="heading")
            yield from (self._row(line) for line in lines)
        yield from self._about()

    def _told(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield the keys of the focused widget and of the screen, then all commands by group, with their keys."""
        tr = self.app.translator
        for context in active(self._below, tr):
            yield context.heading, sorted(context.lines, key=_order)
        if self._browsing:
            keymap = self.app.keymap
            for context in grouped(tr):
                lines = [line._replace(keys=keymap.keys(line.id, line.keys)) for line in context.lines]
                yield context.heading, lines

    def _found(self, query: str) -> list[Row]:
        lines = [line for _, lines in self._sections for line in lines]
        tr = self.app.translator
        return [self._row(line) for line in found(query, lines, tr, [tr, *map(self.app.speaker, LANGUAGES)])]

    def _row(self, line: Line) -> Row:
        return Row(line.title, line, shown(line.keys, self.app.translator))

    def _about(self) -> Iterator[Row]:
        """Yield the sections on searching, the mouse and signs."""
        tr = self.app.translator
        clicking = tr.gettext(
            "Click a line to go to it, again for Enter; with Ctrl to mark it; beside a window to close it. Shift selects text."
        )
        yield from (Row(), Row(tr.gettext("Search syntax"), style="heading"))
        for example, words in QUERIES:
            yield Row(tr.gettext(words), lead=tr.pgettext("query example", example), style="example")
        yield from (Row(), Row(tr.gettext("Mouse"), style="heading"), Row(clicking))
        yield from (Row(), Row(tr.gettext("Signs"), style="heading"))
        for key, kind in KINDS.items():
            yield Row(label("kind", key, tr), lead=kind.sign, style=key)
        yield Row(
            tr.gettext("Sources disagree, or figures do not add up."), lead=SEVERITY_SIGNS[2], style="discrepancy"
        )
        yield Row(tr.gettext("The record has an error or cannot be read."), lead=SEVERITY_SIGNS[3], style="error")
        yield Row(tr.gettext("The text exists in this language only."), lead="[vi] [en]")

    # what is done

    def action_find(self) -> None:
        self.query_one(Input).focus()

    def action_up(self) -> None:
        """Leave the search that was begun here; else close."""
        query = self.query_one(Input)
        if not self._typing and (query.value or query.has_focus):
            query.value = ""
            self.query_one(CommandList).focus()
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(CommandList).action_choose()

    @on(CommandList.Chosen)
    def _chosen(self, message: CommandList.Chosen) -> None:
        line = message.line
        if line.command:
            self.dismiss(line.command.run)
        else:
            self.dismiss(None)
            self.app.call_later(self.app.simulate_key, line.keys.partition(",")[0])
