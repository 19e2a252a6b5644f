"""Which files of a registry's folder are read: ordinary ones of a bounded size, inside it. All else is told, and quickly."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from living import PATIENCE
from small import registry, table, toml, write

from govtui.store.files import RECORD_SIZE, WALK_DEPTH, Unreadable, etag, printable, read, read_all, walk
from govtui.store.registry import Entry, Registry

AT = "organizations/odd.toml"


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket has room for 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this user may not make a device")


def make_sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)


def make_huge(path: Path) -> None:
    block = b"x" * (1024 * 1024)
    with path.open("wb") as stream:
        stream.write(b'note = """')
        for _ in range(100):
            stream.write(block)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


ODD = {
    "a FIFO": (make_fifo, "not_a_file"),
    "a socket": (make_socket, "not_a_file"),
    "a device": (make_device, "not_a_file"),
    "a link to an endless device": (link_to("/dev/zero"), "link_outside"),
    "a link to the terminal": (link_to("/dev/tty"), "link_outside"),
    "a link to a file elsewhere": (link_to("/etc/passwd"), "link_outside"),
    "a link upward and out": (link_to("../../outside.toml"), "link_outside"),
    "a link to a folder elsewhere": (link_to("/etc"), "link_outside"),
    "a link to itself": (link_to("odd.toml"), "link_loop"),
    "a link to nowhere": (link_to("nowhere.toml"), "gone"),
    "a link to a folder here": (link_to("."), "not_a_file"),
    "a folder": (Path.mkdir, "not_a_file"),
    "100 MB with nothing in them": (make_sparse, "too_large"),
    "100 MB": (make_huge, "too_large"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A registry of two good records, beside a file that is outside of it."""
    write(tmp_path, "outside.toml", toml("outside"))
    registry(tmp_path / "registry", table("un"), table("asean"))
    return tmp_path / "registry"


def good(entries: list[Entry]) -> set[str]:
    return {entry.id for entry in entries if entry.record}


@pytest.mark.parametrize(("make", "code"), ODD.values(), ids=ODD)
def test_what_is_no_ordinary_file_is_one_problem_and_the_others_load(
    make: Callable[[Path], None], code: str, folder: Path
) -> None:
    make(folder / AT)
    began = time.perf_counter()
    entries = list(Registry(folder).entries())
    assert time.perf_counter() - began < PATIENCE  # a FIFO would be waited for without end
    assert good(entries) == {"un", "asean"}
    [odd] = [entry for entry in entries if entry.record is None]
    assert [problem.code for problem in odd.problems] == [code]
    assert (odd.problems[0].path, odd.problems[0].record, odd.kind) == (AT, "odd", "organization")


def test_a_link_to_another_file_of_the_registry_is_read(folder: Path) -> None:
    (folder / AT).symlink_to("un.toml")
    assert read(folder, AT) == read(folder, "organizations/un.toml")


def test_a_registry_that_is_reached_through_a_link_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert good(list(Registry(tmp_path / "link").entries())) == {"un", "asean"}


def test_the_size_of_a_record_is_bounded(folder: Path) -> None:
    write(folder, AT, b"#" * RECORD_SIZE)
    assert len(read(folder, AT)) == RECORD_SIZE
    write(folder, AT, b"#" * (RECORD_SIZE + 1))
    with pytest.raises(Unreadable) as raised:
        read(folder, AT)
    assert raised.value.values == {"size": RECORD_SIZE + 1, "limit": RECORD_SIZE}


@pytest.mark.skipif(not Path("/proc/kallsyms").exists(), reason="there is no such file here")
def test_a_file_whose_size_is_not_known_beforehand_is_bounded_too() -> None:
    # /proc tells a size of 0 for all its files
    with pytest.raises(Unreadable, match="too_large"):
        read(Path("/proc"), "kallsyms")


@contextmanager
def someone_else(folder: Path) -> Iterator[None]:
    """As a user to whom permissions apply: root reads everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A registry which every user may look into (pytest's folders are closed to others)."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        root.chmod(0o755)
        registry(root, table("un"), table("closed"), table("within"))
        list(Registry(root).entries())  # imports what reading needs: no file of ours may be readable for someone else
        yield root


def test_a_file_without_permission_is_one_problem(open_folder: Path) -> None:
    (open_folder / "organizations/closed.toml").chmod(0)
    with someone_else(open_folder):
        entries = list(Registry(open_folder).entries())
    assert good(entries) == {"un", "within"}
    assert [(e.id, e.problems[0].code) for e in entries if not e.record] == [("closed", "no_permission")]


def test_a_folder_without_permission_is_one_problem(open_folder: Path) -> None:
    write(open_folder, "organizations/inner/x.toml", toml("x"))
    (open_folder / "organizations/inner").chmod(0)
    with someone_else(open_folder):
        entries = list(Registry(open_folder).entries())
    (open_folder / "organizations/inner").chmod(0o755)
    assert good(entries) == {"un", "closed", "within"}
    [odd] = [entry for entry in entries if not entry.record]
    assert (odd.path, odd.problems[0].code) == ("organizations/inner", "no_permission")


def test_the_folder_of_a_kind_without_permission_is_an_error_of_the_registry(open_folder: Path) -> None:
    (open_folder / "events").mkdir(mode=0)
    with someone_else(open_folder):
        problems = list(Registry(open_folder).stray())
    assert [(p.path, p.code, p.severity.name) for p in problems] == [("events", "no_permission", "ERROR")]


def test_the_registrys_own_folder_without_permission_is_an_error(open_folder: Path) -> None:
    open_folder.chmod(0)
    with someone_else(open_folder):
        found = Registry(open_folder)
        problems = [*found.manifest_problems, *found.stray()]
        assert list(found.entries()) == []
    open_folder.chmod(0o755)
    assert {(p.path, p.code, p.severity.name) for p in problems} == {
        ("registry.toml", "no_permission", "ERROR"),
        (".", "no_permission", "ERROR"),
    }


NAMES = {
    "an escape": b"a\x1b[31m.toml",
    "a line break": b"xu\xe1\xbb\x91ng\nd\xc3\xb2ng.toml",
    "a change of direction": "a\u202emot.toml".encode(),
    "bytes that are not UTF-8": b"bad\xff\xfe.toml",
    "a leading dash": b"-rf.toml",
    "blanks": b"  .toml",
    "nothing but the ending": b"x.toml.toml",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_is_read_whatever_its_name(name: bytes, folder: Path) -> None:
    (Path(os.fsdecode(os.fsencode(folder / "organizations") + b"/" + name))).write_text(toml("odd"))
    entries = list(Registry(folder).entries())
    assert good(entries) == {"un", "asean", "odd"}
    [odd] = [entry for entry in entries if entry.id == "odd"]
    printable(odd.path).encode()  # can be shown and stored
    assert odd.stem != "odd"


def test_a_name_that_is_not_utf8_has_a_form_that_can_be_shown() -> None:
    assert printable(os.fsdecode(b"organizations/bad\xffname.toml")) == "organizations/bad\ufffdname.toml"
    assert printable("organizations/Nghị.toml") == "organizations/Nghị.toml"


def test_names_that_differ_only_in_their_normal_form_are_two_files_with_one_visible_name(folder: Path) -> None:
    for form in ("NFC", "NFD"):
        (folder / "organizations" / unicodedata.normalize(form, "nghị.toml")).write_text("id = 5\n")
    twins = [entry for entry in Registry(folder).entries() if not entry.record]
    assert len({entry.path for entry in twins}) == 2
    assert {entry.id for entry in twins} == {"nghị"}


def test_hidden_files_and_folders_are_passed_over(folder: Path) -> None:
    write(folder, "organizations/.un.toml.govtui-tmp", toml("a"))
    write(folder, "organizations/.hidden.toml", toml("b"))
    write(folder, ".git/config.toml", "x = 1\n")
    assert {found.path for found in walk(folder)} == {
        "registry.toml",
        "organizations/un.toml",
        "organizations/asean.toml",
    }


def test_other_files_are_passed_over(folder: Path) -> None:
    write(folder, "organizations/README.md", "#")
    write(folder, "organizations/un.toml~", "x")
    (folder / "organizations/notes").symlink_to("README.md")
    assert len(list(walk(folder))) == 3


def test_folders_are_walked_in_a_fixed_order(folder: Path) -> None:
    for name in ("b/z", "b/a", "a/y", "c"):
        write(folder, f"events/{name}.toml", toml(name[-1], "event"))
    assert [found.path for found in walk(folder / "events")] == ["a/y.toml", "b/a.toml", "b/z.toml", "c.toml"]


def test_a_link_to_a_folder_is_not_followed_and_is_told(folder: Path) -> None:
    (folder / "organizations/again").symlink_to(".")
    (folder / "organizations/out").symlink_to("/usr")
    found = [(one.path, one.error.code) for one in walk(folder) if one.error]
    assert found == [("organizations/again", "not_a_file"), ("organizations/out", "not_a_file")]


def test_a_link_to_a_folder_outside_the_kinds_folders_is_a_warning(folder: Path) -> None:
    (folder / "docs").symlink_to("/usr")
    assert [(p.path, p.severity.name) for p in Registry(folder).stray()] == [("docs", "WARNING")]


def test_what_is_in_a_folder_named_like_a_file_is_read_all_the_same(folder: Path) -> None:
    write(folder, "organizations/odd.toml/within.toml", toml("within"))
    entries = list(Registry(folder).entries())
    assert good(entries) == {"un", "asean", "within"}
    assert [entry.path for entry in entries if not entry.record] == ["organizations/odd.toml"]


def test_folders_may_be_deep_but_not_endless(folder: Path) -> None:
    deep = "organizations/" + "/".join(["d"] * (WALK_DEPTH - 1))
    write(folder, f"{deep}/in.toml", toml("in"))
    write(folder, f"{deep}/d/d/d/out.toml", toml("out"))
    entries = list(Registry(folder).entries())
    assert good(entries) == {"un", "asean", "in"}
    [odd] = [entry for entry in entries if not entry.record]
    assert (odd.path, odd.problems[0].code) == (f"{deep}/d", "folder_too_deep")
    assert Registry(folder).entry(odd.path).problems == odd.problems


def test_a_file_that_goes_between_walk_and_reading_is_one_problem(folder: Path) -> None:
    entries = Registry(folder).entries()
    assert next(entries).id == "asean"
    (folder / "organizations/un.toml").unlink()
    assert [(entry.id, entry.problems[0].code) for entry in entries] == [("un", "gone")]


def test_the_etag_is_the_contents() -> None:
    assert etag(b"a") == etag(b"a") != etag(b"b")


def test_files_read_together_are_what_each_is_by_itself_and_none_is_left_open(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    for folder in ("events/1", "events/2", "organizations"):
        (root / folder).mkdir(parents=True)
        (root / folder / "a.toml").write_text(folder)
        os.mkfifo(root / folder / "fifo.toml")
        (root / folder / "in.toml").symlink_to(root / "organizations" / "a.toml")
        (root / folder / "out.toml").symlink_to("/etc/passwd")
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "a.toml").write_text("else")
    (root / "events" / "out").symlink_to(tmp_path / "else")
    (root / "events" / "in").symlink_to(root / "organizations")
    names = ("a.toml", "fifo.toml", "in.toml", "out.toml", "gone.toml", "..", "")
    folders = ("events/1", "events/out", "events/2", "events/in", "events/gone", "events/1", "organizations/a.toml", "")
    paths = [f"{folder}/{name}" for folder in folders for name in names]
    opened = set(os.listdir("/proc/self/fd"))
    together = read_all(root, paths)
    assert set(os.listdir("/proc/self/fd")) == opened
    for path, found in zip(paths, together, strict=True):
        if isinstance(found, bytes):
            assert found == read(root, path)
            assert found.decode() == (root / path).resolve().parent.relative_to(root).as_posix()
        else:
            with pytest.raises(Unreadable) as error:
                read(root, path)
            assert error.value.code == found.code
    codes = {path: found.code for path, found in zip(paths, together, strict=True) if isinstance(found, Unreadable)}
    assert codes["events/1/out.toml"] == codes["events/out/a.toml"] == "link_outside"
    assert codes["events/1/fifo.toml"] == "not_a_file"
    assert "events/in/a.toml" not in codes and "events/2/in.toml" not in codes
