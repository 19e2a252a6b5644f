"""Source texts: read as lines, whatever stands in their folder."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from govtui.store.texts import TEXT_SIZE, SourceTexts, folder_below_parent, users_folder


def texts(folder: Path, **files: str) -> SourceTexts:
    return SourceTexts(folder, files.get)


def test_lines_are_counted_as_cat_does(tmp_path: Path) -> None:
    raw = "\ufeffmột\r\n\r\nba\n".encode()
    (tmp_path / "s.txt").write_bytes(raw)
    assert texts(tmp_path).lines("s") == ("một", "", "ba")
    assert texts(tmp_path).sha256("s") == sha256(raw).hexdigest()


def test_a_source_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "000_x.txt").write_text("x", encoding="utf-8")
    assert texts(tmp_path, s="000_x.txt").lines("s") == ("x",)
    assert texts(tmp_path).lines("s") is None


@pytest.mark.parametrize("name", ["../out.txt", "/etc/passwd", "link.txt", "folder", "a\0b", "fifo"])
def test_nothing_outside_the_folder_and_no_other_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "out.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "texts"
    (folder / "folder").mkdir(parents=True)
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    os.mkfifo(folder / "fifo")
    assert texts(folder, s=name).lines("s") is None
    assert texts(folder, s=name).fault("s") is not None


@pytest.mark.parametrize(
    ("raw", "code"), [(b"\xff\xfe\x00", "not_utf8"), (b"a\0b", "not_utf8"), (b"a" * (TEXT_SIZE + 1), "too_large")]
)
def test_hostile_texts_have_a_fault(tmp_path: Path, raw: bytes, code: str) -> None:
    (tmp_path / "s.txt").write_bytes(raw)
    fault = texts(tmp_path).fault("s")
    assert fault is not None
    assert fault.code == code


def test_the_largest_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"a" * TEXT_SIZE)
    assert texts(tmp_path).lines("s") == ("a" * TEXT_SIZE,)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("../sources", "sources"), ("texts", "r/texts"), ("../..", None), ("..", None), ("/etc", None)],
)
def test_a_registry_names_no_folder_above_its_parent(tmp_path: Path, given: str, expected: str | None) -> None:
    root = tmp_path / "r"
    root.mkdir()
    assert folder_below_parent(root, given) == (tmp_path.resolve() / expected if expected else None)


def test_the_user_names_a_folder_for_a_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "home" / "registry"
    root.mkdir(parents=True)
    (tmp_path / "linked").symlink_to(root)
    for key, folder, expected in [
        (str(root), "/b", Path("/b")),
        ("~/registry", "/b", Path("/b")),
        (str(tmp_path / "linked"), "/b", Path("/b")),
        (f"{root}/", "~/texts", tmp_path / "home" / "texts"),
        (str(root), "../texts", root / "../texts"),
        ("home/registry", "/b", None),  # from another folder it would be another registry
        ("~nobody-of-this-name/registry", "/b", None),
        ("/elsewhere", "/b", None),
        (str(root), 3, None),
        (str(root), "", None),
    ]:
        assert users_folder(root, {"/other": "/a", key: folder}) == expected, (key, folder)
    assert users_folder(root, {}) is None
