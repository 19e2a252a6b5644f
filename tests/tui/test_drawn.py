"""What stands in a record is drawn, never obeyed: neither by Textual as markup nor by the terminal as a command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from bare_text import faults
from drive import NARROW, Play, Rehearsal, drive
from samples import rewrite
from terminal import Terminal
from tour import tour

from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE, safe_text
from govtui.tui.base.safe_text import content, plain, segment
from govtui.tui.textual_compat.terminal import SafeFilter, leads_where_it_says

PACKAGE = Path(__file__).parent.parent.parent / "govtui" / "tui"


# -- the lint --------------------------------------------------------------------------------------------------------


def modules() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "textual_compat" not in path.parts and path.name != "safe_text.py"
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_text_goes_through_drawn(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), str(path)) == []


def test_of_textual_compat_only_the_crash_sentence_and_the_last_filter_draw() -> None:
    """They must: there is no widget any more, or no widget yet. Their tests stand in tests/tui/textual_compat."""
    drawing = {
        path.name
        for path in (PACKAGE / "textual_compat").glob("*.py")
        if any("makes drawn text" in fault for fault in faults(path.read_text(encoding="utf-8")))
    }
    assert drawing == {"fatal.py", "terminal.py"}


WIDGETS = "from textual.widgets import *\n"
PLANTED = [
    *(
        f"from textual.widgets import {widget}\n{widget}({argument})"
        for widget in (
            "Static",
            "Label",
            "Button",
            "Placeholder",
            "OptionList",
            "Tab",
            "Checkbox",
            "RadioButton",
            "Link",
        )
        for argument in (
            "record.name",
            "'literal'",
            "f'{name}'",
            "tr.gettext('x')",
            "'a' + b",
            "str(x)",
            "safe_text(x)",
        )
    ),
    "from textual.widgets.option_list import Option\nOption(name, id='a')",
    "from textual.widgets.option_list import Option\nOption(prompt=name)",
    "from textual.widgets import Select\nSelect([(name, 1)], prompt='Choose')",
    "from textual.widgets import Select\nSelect((name, key) for key, name in rows)",
    "from textual.widgets import SelectionList\nSelectionList((name, 1))",
    "from textual.widgets import Collapsible\nCollapsible(title=name)",
    "from textual.widgets import TabPane\nTabPane(name, id='x')",
    "from textual.widgets import Digits\nDigits(name)",
    "from textual.widgets import Input\nInput(placeholder=name)",
    "from textual.widgets import Input\nInput(value=name)",
    "from textual.widgets import Static\nStatic(content(name))",  # a content of its own making
    "from govtui.tui.base.safe_text import content\nfrom textual.widgets import Static\nStatic(content(a) if a else b)",
    "from govtui.tui.base.safe_text import content\nfrom textual.widgets import Static\nStatic(content(a), markup=True)",
    "from textual.widgets import Static\nclass A(Static):\n    def __init__(self):\n        super().__init__('x')",
    "class A(Widget):\n    def render(self):\n        return self.name",
    "class A(Screen):\n    TITLE = 'A title'",
    "table.add_column(name)",
    "table.add_columns('a', 'b')",
    "table.add_row(*row)",
    "table.add_row(1, label=name)",
    "options.add_option(name)",
    "options.add_options(names)",
    "select.set_options(options)",
    "tabs.add_tab(name)",
    "tree.root.add_leaf(name)",
    "node.set_label(name)",
    "self.query_one('#x').update(name)",
    "log.write(name)",
    "log.write_line(f'{name}')",
    "app.exit(message=name)",
    "self.notify(name)",
    "self.notify(safe_text(name))",
    "self.notify(safe_text(name), markup=True)",
    "self.notify(name, markup=False)",
    "self.notify(safe_text(name), title=title, markup=False)",
    *(f"self.{name} = tr.gettext('x')" for name in ("border_title", "border_subtitle", "tooltip", "placeholder")),
    *(f"self.{name}: str = text" for name in ("title", "sub_title", "label", "prompt")),
    "self.tooltip += name",
    "setattr(widget, 'tooltip', name)",
    "Horizontal(tooltip=name)",
    "from rich.text import Text",
    "import rich.text",
    "from rich.markup import escape",
    "from textual.content import Content",
    "Text(name)",
    "textual.content.Content(name)",
    "Content.from_markup(template, name=name)",
    "Text.from_markup(name)",
    "Text.from_ansi(name)",
    "self.render_str(name)",
    "Segment(name, style)",
    "from textual.widgets import Markdown",
    "from textual.widgets import Tree",
    "from textual.widgets import RichLog",
    "Binding('a', 'b', tr.gettext('x'))",
    "Binding('a', 'b', f'{name}', tooltip=tr.gettext('x'))",
    "Binding('a', 'b', 'x' + name)",
    "x = '[@click=app.bell]ring[/]'",
]


@pytest.mark.parametrize("source", PLANTED)
def test_a_planted_bare_text_is_refused(source: str) -> None:
    assert faults(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "from govtui.tui.base.safe_text import content\nfrom textual.widgets import Static\nStatic(content(name), id='x', markup=False)",
        "from govtui.tui.base.safe_text import content\nfrom textual.widgets import Static\nStatic(content(a) if a else content(b))",
        "from govtui.tui.base.safe_text import content\nfrom textual.widgets import OptionList\n"
        "from textual.widgets.option_list import Option\nOptionList(*[Option(content(name), id=key) for key in keys])",
        "from govtui.tui.base.safe_text import plain\nself.query_one('#x').placeholder = plain(name)",
        "from govtui.tui.base.safe_text import content\nself.border_title = content(name)\ntable.add_row(content(a), content(b))",
        "from govtui.tui import drawn\nself.tooltip = drawn.content(name)",
        "from textual.widgets import Footer\nFooter(show_command_palette=False)",
        "self.notify(safe_text(sentence), markup=False, timeout=3)",
        "Binding('a', 'b', N_('Close'), show=bool(command.footer), tooltip=command.help)",
        "counts.update({'a': 1})\nself.text = name\nself.value = name",
        "class CannotOpen(Exception):\n    def __init__(self, words):\n        super().__init__(words)",
        "class A(Widget):\n    def render(self):\n        return content(self.name)\nfrom govtui.tui.base.safe_text import content",
        '"""A docstring on [@click=app.bell]."""',
    ],
)
def test_a_text_that_goes_through_drawn_is_let_pass(source: str) -> None:
    assert faults(source) == []


# -- what drawn does -------------------------------------------------------------------------------------------------

PAYLOADS = (
    "[@click=app.pwned]HIT[/]",
    "x[/]",
    "[/nope]",
    "[$x]",
    "[bold",
    "[link='file:///etc/passwd']L[/link]",
    "\\[",
    "\x1b]0;PWNED\x07",
    "\x1b]0;UNENDED",
    "\x1b]8;;http://evil.example\x1b\\L",
    "\x1b[5;31;77mRED",
    "\x1b[77J",
    "\x1bPdcs\x1b\\",
    "\x9b5;31;77mC1",
    "\x9d0;PWNED\x9c",
    "\u202eRTL",
    "\u2066ISOLATE",
    "ze\u200bro\u200d\ufeff\u2060",
    "\x00NUL",
    "\x7fDEL",
    "tag\U000e0041\U000e007f",
    "\u3164FILLER",
    "\u061c\u00ad\u034f",
    "c\rr",
    "t\tb",
    "l\nf",
    "l\u2028s",
    "\u0301combining",
)
"""What was seen to be obeyed, or to crash (terminal.md, section 1), and its relatives."""


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_nothing_is_parsed_and_nothing_unsafe_gets_through(payload: str) -> None:
    from rich.style import Style

    for text in (content(payload).plain, plain(payload), segment(payload, Style()).text):
        assert not UNSAFE.search(text)
    assert content(payload).plain == safe_text(payload)
    assert content(payload).spans == []
    assert "\n" not in plain(payload) + segment(payload, Style()).text


# -- hostile records -------------------------------------------------------------------------------------------------

_turn = count()


def poisoned(text: str) -> str:
    """The text with all payloads in it, in another order each time, so that each stands somewhere at the beginning."""
    start = next(_turn) % len(PAYLOADS)
    return f"{PAYLOADS[start]}{text}{''.join(PAYLOADS[start + 1 :] + PAYLOADS[:start])}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with the payloads in every text, in the names of files, and in what makes records unreadable."""
    root = rewrite(
        tmp_path_factory.mktemp("hostile") / "registry", poisoned, also=("at", "lang", "value", "sdg", "file", "author")
    )
    events = root / "events"
    bad = poisoned("").replace("\x00", "").replace("/", "∕")
    for number in range(0, len(bad), 60):  # names have at most 255 bytes
        (events / f"{number}{bad[number : number + 60]}.toml").write_text(f'schema = 2\nkind = "event"\n{bad}', "utf-8")
    with open(os.fsencode(events) + b"/\xff\x1b[31m[@click=app.pwned]HIT.toml", "wb") as stream:
        stream.write(b'kind = "event"\nname = "\xff\x9b31m"\n')
    (root / f"stray{bad[:40]}.toml").write_text("x = 1", "utf-8")
    escaped = '"' + "".join(f"\\U{ord(letter):08X}" for letter in poisoned("x")) + '"'
    (events / "wrong.toml").write_text(
        f'schema = {escaped}\nkind = "event"\nid = {escaped}\ntype = {escaped}\nstatus = {escaped}\ndate = {escaped}\n'
        f"{escaped} = {escaped}\n[name]\nvi = {escaped}\n{escaped} = {escaped}\n[relations]\n{escaped} = [{escaped}]\n",
        "utf-8",
    )
    (events / "strange.toml").write_text(
        f'schema = 2\nkind = "event"\nid = "strange"\ntype = "forum"\nstatus = "held"\n[name]\nvi = {escaped}\n'
        f'[relations]\npart_of = ["nowhere"]\n[[claims]]\nfield = {escaped}\nvalue = {escaped}\nsource = "nowhere"\n'
        f'[[sources]]\nref = "nowhere"\nat = {escaped}\nfor = [{escaped}]\n[x]\na = {escaped}\n',
        "utf-8",
    )
    return root


class Guarded(Rehearsal):
    """The app with the action that the payloads call."""

    fired = 0

    def action_pwned(self) -> None:
        self.fired += 1


def look(play: Play, where: str) -> list[str]:
    """What is wrong with the screen as it is drawn before the last filter."""
    out = []
    for line in play.segments():
        for text, style, control in line:
            if control or UNSAFE.search(text):
                out.append(f"{where}: {text!r}")
            if style is not None and (
                "pwned" in str(style.meta) or (style.link and not leads_where_it_says(style.link, text))
            ):
                out.append(f"{where}: {text!r} is a link")
    return out


def unfiltered(root: Path) -> Guarded:
    """The app without the filter before the terminal: what it would have to drop is found here."""
    app = Guarded(Registry(root), "en")
    assert isinstance(app._filters[-1], SafeFilter)
    app._filters.clear()
    return app


def test_the_hostile_registry_is_read_and_most_of_it_is_records(root: Path) -> None:
    app = Guarded(Registry(root))
    rows = app.index.result(_everything()).window(0, 99)
    assert len(rows) > 20
    readable = [row for row in rows if (card := app.index.card(row.key)) and card.readable]
    assert len(readable) >= 15
    assert sum("\x1b" in row.name for row in rows) > 10, "the names are hostile still when they come from the index"


def _everything():  # type: ignore[no-untyped-def]
    from govtui.index.api import View

    return View()


IN_FIELDS = {"translate"}
"""Where texts of records stand in fields to be typed in: those draw what they hold, and the last filter makes it safe."""


def test_hostile_records_are_drawn_on_every_screen_and_obeyed_on_none(root: Path) -> None:
    found: list[str] = []
    shown: list[str] = []
    app = unfiltered(root)

    async def look_around(play: Play) -> None:
        async for stop in tour(play):
            if stop not in IN_FIELDS:
                found.extend(look(play, stop))
            shown.append(play.text())

    drive(look_around, app, NARROW)
    assert found == []
    assert all(
        any(text in each for each in shown)
        for text in ("[@click=app.pwned]HIT[/]", "x[/]", "␛[5;31;77mRED", "⟨202E⟩RTL")
    )
    assert app.fired == 0 and app.return_code in (None, 0)


def test_every_hostile_record_is_read_whole_and_clicks_on_it_run_nothing(root: Path) -> None:
    found: list[str] = []
    app = unfiltered(root)

    async def read_everything(play: Play) -> None:
        await play.press("l", "l")
        clicked = 0
        for row in play.app.index.result(play.browse.view).window(0, 99):
            play.browse.go_to(row.key)
            await play.settle()
            found.extend(look(play, row.key))
            hits = [(line.index("HIT"), y) for y, line in enumerate(play.rows()) if "HIT" in line and y > 1]
            if hits:
                await play.click_at(*hits[-1])
                clicked += 1
        assert clicked > 15
        play.app.say("".join(PAYLOADS))
        await play.toast()
        found.extend(look(play, "toast"))
        await play.click("HIT")

    drive(read_everything, app, (100, 200))
    assert found == []
    assert app.fired == 0


def test_what_is_pasted_into_a_field_is_safe_behind_the_last_filter(root: Path) -> None:
    """A field draws what is in it itself."""
    found: list[str] = []
    one_line = "".join(payload for payload in PAYLOADS if len(payload.splitlines()) == 1)
    app = Guarded(Registry(root))

    async def paste(play: Play) -> None:
        for key in ("slash", "colon"):
            for text in (one_line, *(payload for payload in PAYLOADS if len(payload.splitlines()) > 1)):
                await play.press("escape", "escape", key)
                await play.paste(f"{text} HIT")
                found.extend(look(play, f"{key} {text!r}"))
                await play.press("home")
                found.extend(look(play, f"{key} {text!r}"))

    drive(paste, app)
    assert found == []
    assert app.fired == 0


# -- to the terminal -------------------------------------------------------------------------------------------------

# What Textual writes: CSI (cursor, colours, modes, kitty's keyboard), and the shape of the pointer; the title of the window.
OURS = re.compile(
    r"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)|\x1bP=[12]s\x1b\\|\x1b\]2;[^\x00-\x1f\x7f-\x9f]{1,60}\x1b\\"
)
LINK = re.compile(r"\x1b\]8;id=[0-9-]+;(https?://[!-~]+)\x1b\\([^\x1b]+)\x1b\]8;;\x1b\\")


def linked(found: re.Match[str]) -> str:
    """The text of a link that leads where it says; else the link as it is."""
    return found[2] if leads_where_it_says(found[1], found[2]) else found[0]


def unsafe(raw: bytes) -> list[str]:
    """What in the bytes written to a terminal is neither text nor of Textual's own making."""
    text = raw.decode("utf-8")
    text = LINK.sub(linked, OURS.sub("", text))
    found = sorted({repr(match[0]) for match in UNSAFE.finditer(text.replace("\r", ""))})
    signatures = ("\x1b[5;31;77m", "\x1b[77J", "\x1b]0;")
    return found + [signature for signature in signatures if signature in raw.decode("utf-8")]


def test_no_unsafe_byte_of_a_hostile_registry_reaches_the_terminal(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-m", "govtui", "--lang", "en", "browse", str(root)]
    env = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "CACHE", "STATE")}
    with Terminal(command, cols=100, rows=40, env=env) as terminal:
        terminal.wait_for("1 All")
        terminal.wait_for("HIT")
        for keys, text in (
            ("o", "by name"),
            ("G", ""),
            ("\r", ""),
            ("G", "This record"),
            ("\x1b", ""),
            ("l", "Báo cáo"),
            ("s", "latest first"),
            ("?", "In the list"),
            ("q", ""),
            (":", "What do you want to do?"),
            ("\x1b", ""),
            ("o", "Latest events"),
            ("o", "latest first"),
            ("f", "[ ]"),
            ("f", ""),
            ("/", "Name, acronym"),
            ("sai-kieu", "1 found"),
            ("\r\r", "The file as it stands"),
            ("\x1bOQ", "1 Tất cả"),
        ):
            terminal.send(keys)
            terminal.wait_for(text) if text else terminal.settle(0.2)
        terminal.send("\x11")
        assert terminal.wait_exit() == 0
        assert unsafe(bytes(terminal.raw)) == []
        assert b"HIT" in terminal.raw


def test_what_looks_for_unsafe_bytes_is_not_blind() -> None:
    for payload in PAYLOADS:
        if UNSAFE.search(payload) and "\r" not in payload:
            assert unsafe(f"\x1b[1;1H\x1b[38;5;3mname {payload}".encode()), repr(payload)
    assert unsafe("\x1b[1;1H\x1b[38;5;3mHà Nội\x1b[0m\r\n".replace("\n", "").encode()) == []


def test_the_overview_in_a_pipe_and_a_sentence_on_standard_error_are_safe_too(root: Path, tmp_path: Path) -> None:
    def run(place: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "utf8", "-m", "govtui", "--lang", "en", place]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)

    done = run(str(root))
    assert done.returncode == 0 and "HIT" in done.stdout
    assert not UNSAFE.search(done.stdout) and not UNSAFE.search(done.stderr)
    done = run(f"{tmp_path}/\x1b[31m\u202e[/]")
    assert done.returncode == 2 and "[/]" in done.stderr
    assert not UNSAFE.search(done.stderr)
