"""The tour: every screen and every dialog of the app in turn, for tests that look at all of them.

Over the sample registry or a rewriting of it; what changes files goes through a workshop (tests/workshop.py). Every leg leaves
the app, and the files, as they were.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from drive import Play
from rich.cells import cell_len
from sharing_states import RAW, STATES
from textual.widgets import Input
from workshop import PAST

from govtui.edit.three_versions import Sides, ThreeVersions
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.field_edits import Change, changed
from govtui.store.lock import OWN
from govtui.store.presence import FOLDER
from govtui.store.registry import Registry
from govtui.store.unmerged import SideName, StageNames, Unmerged
from govtui.tui.base.dialog import offer_text
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.option_list import OptionList
from govtui.tui.edit.completion import Completion
from govtui.tui.edit.merge_versions import MergeVersionsScreen
from govtui.tui.edit.migrate import MigrateScreen
from govtui.tui.edit.new_registry import NewRegistryScreen
from govtui.tui.edit.rename_delete import RenameScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.tui.edit.whole_text import WholeTextScreen
from govtui.tui.screens import make
from govtui.tui.versions.share import ShareScreen
from govtui.tui.views.source_panes import TextLines
from govtui.tui.views.source_text import SourceTextScreen

Leg = tuple[str, str]
"""What leads from the list to some stops, and what leads back to the list.

Words in a row: a key, or "key*n" for so many of it; "@" and a record to go to; '"' and what is typed; "~" and what happens elsewhere, of HAPPENINGS. After
">" stands the name of the stop that one is at then.
"""

READING: tuple[Leg, ...] = (
    ("> list, s > list-by-date", "s s s s"),
    ("l > list-other-language, l > list-both-languages, enter > reader-both-languages", "escape l"),
    ("4 > list-of-events", "1"),
    ("space space > marks", "backslash g"),
    ("comma > jump, z > jump-nowhere", "escape"),
    ("slash > search, 2 1 > search-found, z z z > search-nothing-found", "escape escape"),
    ("@accsm-21 > reader", "escape"),
    ("@ke-hoach-2022 > progress, pagedown > progress-table", "escape"),
    ("@tuyen-bo-2021 > broken-link", "escape"),
    ("@accsm-plus-3 > untranslated", "escape"),
    ("@hong-2019 > unreadable", "escape"),
    ("@sai-kieu > invalid", "escape"),
    ("question_mark > help, G > help-end", "escape"),
    ("colon > palette, n down > palette-found, z z z > palette-nothing-found", "escape"),
    ("f > facets, down space > facets-chosen", "space escape"),
    ("o > home", "o"),
    ("~read-only o > home-read-only", "o ~writable"),
    ("~empty o > home-empty", "o ~full"),
    ("~elsewhere o > home-elsewhere, a ~planned > init", "escape o ~here"),
    ("colon t h e m e enter > themes", "escape"),
    ("t > timeline, ctrl+up > timeline-near, enter > peek", "escape escape"),
    ("F > figures, G > figures-end", "escape"),
    ("exclamation_mark > problems, s > problems-by-record, f1 > help-of-problems", "escape s escape"),
    ("@ke-hoach-2022 m > sources, end enter down > sources-unfolded, right > sources-cell", "escape escape"),
    ('colon "coverage enter > coverage, f tab > coverage-queue', "escape"),
    ("y > copy, right > copy-list, ctrl+s > copy-file", "escape escape"),
    ("@accsm-21 p > parallel", "p escape"),
    ("@accsm-21 slash > find, h o i > found, enter n > found-next", "escape escape"),
    ("@accsm-21 J*12 K > folded, enter > folded-opened", "escape"),
    ("@accsm-21 b > links", "escape escape"),
    ("@bao-cao-2022 x ~cited n > source-text-alone", "escape escape"),
    ("@trang-web x > source-text-missing", "escape escape"),
    (
        "@accsm-21 x ~cited > source-text, j j > source-text-of-two, tab > source-text-lines, tab > source-text-facts",
        "escape escape escape",
    ),
    ("V > views", "escape"),
    ("@accsm-21 h > history", "escape escape"),
)
"""What is read; the registry may be one that nothing can be written to."""

WRITING: tuple[Leg, ...] = (
    ("@accsm-21 e > fields", "escape escape"),
    ("@accsm-21 E > text", "escape escape"),
    ("@accsm-21 T > translate", "escape escape"),
    ("a > new", "escape"),
)
"""What is written, as far as it can be shown over any registry."""

ESCAPE_AND_THROW_AWAY = "escape down down enter"
"""Leaves what was typed into."""

TO_NAME = "down*7 end left"
"""In the text of the record with a past: into its Vietnamese name."""

WORKING: tuple[Leg, ...] = (
    (f'@{PAST} r > rename, "2 > rename-new, ctrl+u "accsm > rename-taken', "escape escape"),
    (f"@{PAST} d > remove", "escape escape"),
    (
        f'@{PAST} escape space @kr-mois escape space colon "merge enter > merge, right > merge-chosen, enter > merge-result',
        "escape escape backslash",
    ),
    # from an earlier version
    (f"@{PAST} ~earlier E > migrate", "escape escape ~ours"),
    # forms
    ('@accsm-21 e "status > fields-found, enter > field, down escape > field-leaving', "down down enter escape escape"),
    ('@accsm-21 e "date enter > field-date, "x > field-wrong', f"{ESCAPE_AND_THROW_AWAY} escape escape"),
    (
        '@accsm-21 e "agenda enter > items, delete > item-going, escape pagedown enter > new-item',
        "escape escape escape escape",
    ),
    ("@accsm-plus-3 T 2 > translate-typed, escape > translate-leaving", "down down enter escape"),
    ('a ctrl+s > new-wanting, enter enter "2021 > new-similar, escape > new-leaving', "down down enter"),
    ("~unfit > text-offered", "escape"),
    (f"@{PAST} ~misnamed e > fields-in-error, enter > key-unknown", "escape escape ~ours"),
    # the text
    (
        f"@{PAST} escape E down*2 end left tab > text-nothing, down*2 end left*9 tab > text-completing, escape 2 ~looked-at > text-faulty, f1 > help-of-text,"
        " escape ctrl+s > difference-blocked, escape escape > text-leaving",
        "down down enter escape",
    ),
    (f'@{PAST} escape E down end "#2 ctrl+s > difference', f"escape {ESCAPE_AND_THROW_AWAY} escape"),
    (f'@{PAST} colon "outside enter > outside-difference, escape > outside', "down down down enter escape"),
    # somebody else
    (f"@{PAST} ~somebody E > text-of-two", "escape escape ~nobody"),
    (
        f'@{PAST} escape E {TO_NAME} "2 ~theirs > text-changed, ctrl+s > conflict, enter > conflict-undecided, e > conflict-value, escape left > conflict-chosen,'
        " enter > conflict-difference",
        f"escape escape ~ours {ESCAPE_AND_THROW_AWAY} escape",
    ),
    (f'@{PAST} escape E {TO_NAME} "2 ~gone ctrl+s > conflict-gone', f"escape ~ours {ESCAPE_AND_THROW_AWAY} escape"),
    # two versions that git left
    (
        f"@{PAST} ~versions > merge-versions, right right > merge-versions-chosen, right > merge-versions-joined, enter > merge-versions-result,"
        " escape E > merge-versions-whole",
        "escape escape",
    ),
    (f"@{PAST} ~one-version > merge-versions-gone", "escape escape escape"),
    # what was kept
    (
        'colon "drafts enter > drafts, right > drafts-difference, escape d > drafts-away, escape down > drafts-changed',
        "escape",
    ),
    ('V > views-saved, ctrl+d > views-going, escape "2021 > views-new', "escape"),
    (
        f"@{PAST} h > history-changes, down enter > history-older, escape u > review, escape tab down enter > history-which",
        "escape escape escape escape",
    ),
    (f"@{PAST} h s down down > history-by-field, enter > history-of-field", "escape escape escape"),
    ('colon "commit enter > commit', "escape"),
    (
        "c ~to-share > share, ~to-allow > share-allow, ~offline > share-offline, ~deciding > share-deciding, down down enter > share-file,"
        " escape escape > share-leaving, enter ~declined > share-declined, ~synced > share-synced",
        "escape",
    ),
    ("@bao-cao-2022 x ~cited n a > leave-out", "escape escape escape"),
    # what git left in conflict
    (
        f'@{PAST} ~unmerged > undecided, escape colon "unfinished enter > unmerged, ~decided > unmerged-end, ~by-hand > by-hand',
        "escape escape ~merged",
    ),
)
"""What only a workshop has."""


async def _looked_at(play: Play) -> None:
    """The text that is edited is looked at, as it is a moment after the last key."""
    screen = play.app.screen
    assert isinstance(screen, EditTextScreen), screen
    screen._paused()


async def _unfit(play: Play) -> None:
    """A form meets a place in a file that it cannot change; there is no telling which that would be."""
    offer_text(play.browse)


async def _cited(play: Play) -> None:
    """It is found out which records cite the text that is shown."""
    lines = play.app.screen.query_one(TextLines)
    await play.until(lambda: lines.text is not None and lines.text.whole, "nobody found out who cites the text")


async def _theirs(play: Play) -> None:
    """Somebody else saves another name."""
    await _written(play, _file(play).read_text(encoding="utf-8").replace('vi = "', 'vi = "3 '))


async def _misnamed(play: Play) -> None:
    """Somebody else writes a key that there is not."""
    await _written(play, "zzzz = 1\n" + _file(play).read_text(encoding="utf-8"))


async def _earlier(play: Play) -> None:
    """Somebody else brings back the form of an earlier version."""
    await _written(play, _file(play).read_text(encoding="utf-8").replace("schema = 2", "schema = 1"))


async def _gone(play: Play) -> None:
    """Somebody else removes the file."""
    await _written(play, "")


async def _ours(play: Play) -> None:
    """The file is again what it was."""
    await _written(play, _kept(play).read_text(encoding="utf-8"))


async def _written(play: Play, text: str) -> None:
    """The file of the record with a past becomes this text, or goes; the app has noticed."""
    file, index = _file(play), play.app.index
    if not _kept(play).exists():
        _kept(play).write_bytes(file.read_bytes())
    if text:
        file.write_text(text, encoding="utf-8")
    else:
        file.unlink()
    play.app.refresh_index(force=True)
    await play.until(lambda: play.app.index is not index and not play.app.is_refreshing, "nobody noticed")


def _file(play: Play) -> Path:
    return play.app.registry.root / "organizations" / f"{PAST}.toml"


def _kept(play: Play) -> Path:
    """Where its text is kept meanwhile: outside of the registry and of git."""
    return play.app.registry.root.parent.parent / "kept.toml"


PROSE = " ".join(map(str, range(100, 180)))
"""A text without a language, too long for the lines that it has."""


async def _versions(play: Play) -> None:
    """A merge of commits has two versions of a record, in which the status and the summary are in conflict."""
    three = [
        (status, PROSE.replace(*words))
        for status, words in (("active", ("", "")), ("unknown", ("105", "2")), ("withdrawn", ("170", "3 3")))
    ]
    await _asked_for(play, *(_version(play, *one) for one in three))


async def _one_version(play: Play) -> None:
    """The other side of a merge removed the record."""
    await _asked_for(play, _version(play, "active", PROSE), _version(play, "unknown", PROSE), None)


def _version(play: Play, status: str, summary: str) -> bytes:
    text = _file(play).read_text(encoding="utf-8")
    return changed(text, [Change("status", status), Change("summary.vi", summary)]).encode()


async def _asked_for(play: Play, base: bytes, mine: bytes, theirs: bytes | None) -> None:
    versions = ThreeVersions(f"organizations/{PAST}.toml", base, mine, theirs, Sides("2024", "00000002 2 (3)"))
    play.app.push_screen(make("merge-versions", play.browse, versions=versions))


async def _unmerged(play: Play) -> None:
    """git says that a merge left this record and another one in conflict, and a file that is no record."""
    paths = {
        f"organizations/{PAST}.toml": StageNames("0", "1", "2"),
        "organizations/kr-mois.toml": StageNames("0", "1", ""),
    }
    _left(play, Unmerged("merge", paths, ("2024",), SideName("branch", "2024"), SideName("branch", "2023")))


async def _decided(play: Play) -> None:
    """git says that nothing waits any more, and the merge can be finished."""
    _left(play, Unmerged("merge", {}, (), SideName("branch", "2024"), SideName("branch", "2023")))


async def _by_hand(play: Play) -> None:
    """A record that is to be decided was merged outside of the program."""
    assert play.browse.open("merged-by-hand", path=f"organizations/{PAST}.toml")


async def _merged(play: Play) -> None:
    """git says that nothing is under way."""
    _left(play, None)


def _left(play: Play, unmerged: Unmerged | None) -> None:
    settling = play.app.settling
    if unmerged is None:
        del settling.look
    else:
        settling.look = lambda: None
    settling.unmerged = unmerged
    settling.index_changed()
    play.app.show_conflicts()


async def _sharing(happening: str, play: Play) -> None:
    """Something is to be shared, or was."""
    screen = play.app.screen
    assert isinstance(screen, ShareScreen)
    screen.state.__init__()  # type: ignore[misc]  # the screen and what it runs hold the same object
    STATES[happening](screen.state, play.app.registry)
    screen.show_state(afresh=True)


async def _read_only(play: Play) -> None:
    """The registry is one that nothing can be written to."""
    play.app.library.read_only = True


async def _writable(play: Play) -> None:
    """It can be written to again."""
    play.app.library.read_only = False


_full: list[tuple[Path, Index]] = []
"""Root and index of the registry while an empty one is shown instead."""


async def _empty(play: Play) -> None:
    """The registry has no records, and lies where it lies for everybody."""
    library = play.app.library
    assert library.index is not None
    _full.append((library.root, library.index))
    with TemporaryDirectory() as folder:
        index = build(Registry(Path(folder)), [*map(load, LANGUAGES), play.app.speaker("qps")])
    library.root, library.index = Path("/srv/registry"), index
    play.app.show_index()


async def _filled(play: Play) -> None:
    """It has its records again."""
    play.app.library.root, play.app.library.index = _full.pop()
    play.app.show_index()


async def _elsewhere(play: Play) -> None:
    """There was no registry where the program was started, so the one that ships is shown."""
    play.app.library.read_only, play.app.library.looked_in = True, ELSEWHERE
    play.app.show_index()


async def _here(play: Play) -> None:
    """There is one after all."""
    play.app.library.read_only, play.app.library.looked_in = False, None
    play.app.show_index()


async def _planned(play: Play) -> None:
    """It is worked out which files a new registry would have."""
    screen = play.app.screen
    assert isinstance(screen, NewRegistryScreen)
    await play.until(lambda: bool(screen.planned or screen.refusal), "nobody looked into the folder")


async def _somebody(play: Play) -> None:
    """Somebody else opens the record."""
    sign = {"user": "2", "host": "2", "pid": 2, "since": "2024-05-06T02:00:00+00:00"}
    _sign(play).parent.mkdir(parents=True, exist_ok=True)
    _sign(play).write_text(json.dumps(sign))


async def _nobody(play: Play) -> None:
    """And leaves it."""
    _sign(play).unlink()


def _sign(play: Play) -> Path:
    return play.app.registry.root / OWN / FOLDER / f"{PAST}.json"


HAPPENINGS: Mapping[str, Callable[[Play], Awaitable[None]]] = {
    "looked-at": _looked_at,
    "cited": _cited,
    "unfit": _unfit,
    "theirs": _theirs,
    "misnamed": _misnamed,
    "earlier": _earlier,
    "gone": _gone,
    "ours": _ours,
    "versions": _versions,
    "one-version": _one_version,
    "unmerged": _unmerged,
    "decided": _decided,
    "by-hand": _by_hand,
    "merged": _merged,
    "read-only": _read_only,
    "writable": _writable,
    "empty": _empty,
    "full": _filled,
    "elsewhere": _elsewhere,
    "here": _here,
    "planned": _planned,
    "somebody": _somebody,
    "nobody": _nobody,
    **{name: partial(_sharing, name) for name in STATES},
}


ELSEWHERE = Path("/srv/so-tay")
"""A folder that is on no machine."""


def stops(names: str) -> tuple[str, ...]:
    """Names of stops, written in a row."""
    return tuple(names.split())


async def tour(play: Play, only: Collection[str] = (), legs: Sequence[Leg] = READING + WRITING) -> AsyncIterator[str]:
    """Go along these legs; the name of each stop.

    With `only` these stops, as fast as they can be reached. At a stop anything may be done that leaves the app as it was.
    """
    for there, back in legs:
        steps = [step.split(">") for step in there.split(",")]
        if only and not any(stop.strip() in only for _, stop in steps):
            continue
        for ways, stop in steps:
            for way in ways.split():
                await _go(play, way)
            if not only or stop.strip() in only:
                yield stop.strip()
        for way in back.split():
            await _go(play, way)
        play.app.clear_notifications()


async def _go(play: Play, way: str) -> None:
    match way[0], way[1:]:
        case "@", key:
            play.browse.go_to(key)
            await play.settle()
        case '"', text if text:
            await play.type(text)
        case "~", happening if happening:
            await HAPPENINGS[happening](play)
            await play.settle()
        case _ if "*" in way:
            key, _, times = way.partition("*")
            await play.hold(key, int(times))
        case _:
            await play.press(way)


@dataclass(frozen=True)
class Look:
    """What is on the screen, recorded at a stop for all that is to be said of it later."""

    text: str
    size: tuple[int, int]
    is_cut: bool
    """Whether the footer has more keys than room."""

    @property
    def fills(self) -> bool:
        """Whether the terminal is full to the last line, and no line is wider."""
        columns, rows = self.size
        lines = self.text.rstrip("\n").split("\n")
        return not self.is_cut and len(lines) == rows and max(map(cell_len, lines)) <= columns


def look(play: Play, text: str = "") -> Look:
    """Record the screen; `text`: what stands on it, where that is known."""
    size = play.app.size
    return Look(
        text or play.text(), (size.width, size.height), any(bar.is_cut for bar in play.app.screen.query(KeyBar))
    )


def raw_lines(play: Play) -> list[str]:
    """What stands on the screen as it is in a file: of an unreadable record the reader shows lines and paths of fields."""
    card = play.app.index.card(play.browse.shown)
    if card is None or card.readable:
        return []
    fields = [problem.field for problem in play.app.index.problems(card.key)]
    return [text for text in (*play.app.registry.entry(card.path).text.splitlines(), *fields) if text]


def raw_texts(play: Play) -> list[str]:
    """The texts of files that are seen, and paths: in the text editor, and in a difference; what may be completed there; at home the registry's."""
    out = [str(play.app.library.root)] if play.browse.at_home else []
    if play.browse.at_home:
        out.append(str(play.app.library.root))
    if play.app.library.looked_in:
        out.append(str(ELSEWHERE))
    for screen in play.app.screen_stack:
        match screen:
            case EditTextScreen():
                completion = screen.query_one(Completion)
                out += [screen.work.path, screen.work.base, screen.area.file_text]
                out += [str(choice.value) for choice in completion.options if completion.is_open]
            case MergeVersionsScreen(versions=versions):
                out += [versions.path, *versions.sides]
            case WholeTextScreen():
                out.append(screen.area.file_text)
            case ReviewScreen():
                out += [entry.text for entry in (screen.change.before, screen.change.after) if entry]
            case SourceTextScreen():
                out += ["texts", "trang-web.txt"]
            case MigrateScreen(planned=planned) if planned is not None:
                out += [change.path for change in planned.changes]
            case NewRegistryScreen():
                out += [str(ELSEWHERE), *(str(option.value) for option in screen.query_one(OptionList).options)]
            case ShareScreen():
                out += RAW
            case RenameScreen():
                out.append(str(Path(screen.query_one(Input).value).with_suffix(".toml")))
    return out
