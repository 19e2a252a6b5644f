"""`govtui --plain`: a registry read as lines, through a pipe, in both languages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from samples import SAMPLE
from terminal import Terminal

from govtui.i18n.translator import load

ROOT = Path(__file__).parent.parent.parent


def talk(tmp_path: Path, typed: str | bytes, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """What the program answers to these lines."""
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-m", "govtui", *args],
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **homes, **environ},
        timeout=60,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_record_is_searched_opened_followed_and_read_in_the_other_language(tmp_path: Path) -> None:
    done = talk(
        tmp_path, "/accsm 21\n1\n\n3\nv\nb\nl\nk2\n/\nq\nnot read any more\n", "--plain", "--lang", "vi", str(SAMPLE)
    )
    assert done.returncode == 0 and done.stderr == ""
    out = done.stdout
    steps = (
        "Gõ ? để xem trợ giúp",
        "Tất cả bản ghi · 16 bản ghi",
        "1. Hội nghị ACCSM lần thứ 21",
        "Không khớp: ",
        "Thời gian: ngày 5 tháng 8 năm 2022",
        "Chuỗi: Các cuộc họp ACCSM [3]",
        "> Các cuộc họp ACCSM",
        "ACCSM meetings",
        "All records · “accsm 21” · ",
        "Organizations",
    )
    at = 0
    for step in steps:
        assert step in out[at:], f"{step}\n{out}"
        at = out.index(step, at)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_drawn_and_nothing_written_over(tmp_path: Path, language: str) -> None:
    everything = "?\no\n\n" + "".join(f"l\n{place}\n\n\n" for place in range(1, 17))
    out = talk(tmp_path, everything, "browse", "--plain", "--lang", language, str(SAMPLE)).stdout
    assert not set(out) & set("\x1b\r\b\t─│╭╮╰╯█▓▒░•⌂§◊»≠✗")
    assert all(line == line.rstrip() or line == "> " for line in out.split("\n"))
    assert load(language).gettext("quit") in out


def test_the_end_of_input_ends_it_and_nonsense_does_not(tmp_path: Path) -> None:
    done = talk(tmp_path, b"\xff\xfe\n99999999999999999999\n0\nzz\nb\n/\xe1\xbb\n1", "--plain", str(SAMPLE))
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.count(load("vi").gettext("There is no such number here.")) == 2
    assert load("vi").gettext("Not understood. Type ? for help.") in done.stdout
    assert talk(tmp_path, "", "--plain", "--lang", "en", str(SAMPLE)).returncode == 0


def test_the_language_is_kept_for_the_next_time(tmp_path: Path) -> None:
    assert "All records" in talk(tmp_path, "v\n", "--plain", "--lang", "vi", str(SAMPLE)).stdout
    assert "Type ? for help" in talk(tmp_path, "", "--plain", str(SAMPLE)).stdout


def test_a_terminal_that_cannot_show_screens_is_told_of_it(tmp_path: Path) -> None:
    env = {"TERM": "dumb", "XDG_CONFIG_HOME": str(tmp_path)}
    with Terminal([sys.executable, "-m", "govtui", "--lang", "en", str(SAMPLE)], env=env) as terminal:
        assert terminal.wait_exit() == 2
        assert "govtui --plain" in terminal.text() and b"\x1b" not in terminal.raw
