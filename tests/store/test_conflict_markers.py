"""Texts with conflict markers, of which git no longer has the versions, are taken apart into the two that they were made of."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from seeds import rounds, seeded

from govtui.store.conflict_markers import BrokenMarkers, TwoTexts, has_marker, two_texts

HEAD = b'schema = 2\nid = "bo"\n'
PLAIN = b"<<<<<<< HEAD\nstatus = 1\n=======\nstatus = 2\n>>>>>>> g\xc3\xb3p-\xc3\xbd\n"
"""What git writes by itself."""


def taken(raw: bytes) -> TwoTexts:
    found = two_texts(raw)
    assert found is not None
    return found


def test_two_texts_and_what_the_markers_call_them() -> None:
    found = taken(HEAD + PLAIN + b'note = "x"\n')
    assert found.first == HEAD + b'status = 1\nnote = "x"\n'
    assert found.second == HEAD + b'status = 2\nnote = "x"\n'
    assert (found.base, found.names, found.line) == (None, ("HEAD", "góp-ý"), 3)


@pytest.mark.parametrize("size", [7, 4, 12])
def test_the_base_is_told_by_diff3_in_markers_of_any_size(size: int) -> None:
    lines = [
        b"<" * size + b" a",
        b"x = 1",
        b"|" * size + b" 1a2b3c",
        b"x = 0",
        b"=" * size,
        b"x = 2",
        b">" * size + b" b",
    ]
    found = taken(b"\n".join([*lines, b"y = 1"]))
    assert (found.first, found.second, found.base) == (b"x = 1\ny = 1", b"x = 2\ny = 1", b"x = 0\ny = 1")


def test_a_base_that_one_conflict_lacks_is_no_base() -> None:
    with_base = PLAIN.replace(b"=======", b"||||||| 1a2b3c\nstatus = 0\n=======")
    other = PLAIN.replace(b"status", b"type")
    assert taken(with_base).base == b"status = 0\n"
    assert taken(with_base + other).base is None


def test_a_base_that_is_a_conflict_of_an_older_merge_is_no_base() -> None:
    """The nearest common ancestors of a criss-cross are merged themselves, and git marks that with longer signs."""
    inner = b"<<<<<<<<< one\nstatus = 3\n=========\nstatus = 4\n>>>>>>>>> other\n"
    found = taken(PLAIN.replace(b"=======", b"||||||| merged common ancestors\n" + inner + b"======="))
    assert (found.first, found.second, found.base) == (b"status = 1\n", b"status = 2\n", None)


def test_line_ends_stay_as_they_are() -> None:
    found = taken((HEAD + PLAIN).replace(b"\n", b"\r\n"))
    assert found.first == b'schema = 2\r\nid = "bo"\r\nstatus = 1\r\n'
    assert found.names == ("HEAD", "góp-ý")


def test_a_text_that_is_toml_has_no_conflict_whatever_its_strings_say() -> None:
    assert two_texts(b'note = """\n' + PLAIN + b'"""\n') is None
    assert two_texts(HEAD) is None
    assert two_texts(b"") is None
    assert two_texts(b"broken\n") is None


def test_a_string_that_tells_of_markers_stays_beside_a_conflict() -> None:
    """Both are read as conflicts only where the text is not TOML otherwise."""
    told = b'note = """\n<<<<<<< main\na\n=======\nb\n>>>>>>> topic\n"""\n'
    found = taken(told + PLAIN)
    assert (found.first, found.second) == (told + b"status = 1\n", told + b"status = 2\n")


def test_conflicts_of_one_merge_belong_together_also_within_a_string() -> None:
    within = b'note = """\n' + PLAIN + b'"""\n'
    found = taken(within + PLAIN.replace(b"status", b"type"))
    assert found.first == b'note = """\nstatus = 1\n"""\ntype = 1\n'


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (HEAD + b"<<<<<<< HEAD\nstatus = 1\n", "unfinished", 3),
        (HEAD + b"<<<<<<< HEAD\nstatus = 1\n>>>>>>> x\n", "unfinished", 5),
        (HEAD + b"status = 1\n=======\nstatus = 2\n", "unfinished", 4),
        (HEAD + b"status = 2\n>>>>>>> x\n", "unfinished", 4),
        (b"<<<<<<< a\n" + PLAIN + b"=======\nstatus = 3\n>>>>>>> b\n", "nested", 2),
        (HEAD + PLAIN + b"broken\n", "not_toml", 3),
        (HEAD + PLAIN + b"<<<<<<< HEAD\n", "unfinished", 8),
    ],
)
def test_what_cannot_be_taken_apart_is_said_with_its_line(raw: bytes, code: str, line: int) -> None:
    with pytest.raises(BrokenMarkers) as broken:
        two_texts(raw)
    assert (broken.value.code, broken.value.line) == (code, line)


def test_lines_that_look_like_markers() -> None:
    assert has_marker(PLAIN)
    assert has_marker(b"a\n>>>>>>>\n")
    assert not has_marker(b"=======\n<<<<<<<x\n <<<<<<< x\n")


STYLES = ([], ["--diff3"], ["--zdiff3"], ["--diff3", "--marker-size=9"])


def test_the_two_texts_are_those_that_git_makes_of_either_side(tmp_path: Path) -> None:
    drawn = seeded("two texts")
    for _ in range(rounds(8)):
        base = [f'k{n} = "{drawn.randint(0, 9)}"' for n in range(drawn.randint(1, 12))]
        versions = []
        for name in ("ours", "base", "theirs"):
            lines = [f'{line[:-1]} {name}"' if name != "base" and drawn.random() < 0.4 else line for line in base]
            (tmp_path / name).write_text("\n".join(lines) + drawn.choice(["\n", ""]))
            versions.append(str(tmp_path / name))

        def merged(*words: str, versions: list[str] = versions) -> bytes:
            return subprocess.run(
                ["git", "merge-file", "-p", *words, *versions], capture_output=True, check=False
            ).stdout

        found = two_texts(merged(*drawn.choice(STYLES)))
        ours, theirs = merged("--ours"), merged("--theirs")
        if found is None:
            assert ours == theirs
        else:
            ends = [text.rstrip(b"\n") for text in (found.first, found.second)]
            assert ends == [ours.rstrip(b"\n"), theirs.rstrip(b"\n")]  # git ends the line before a marker
