"""A registry in which everything that a user or a file can name would drive the terminal if it got there as it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import tomli_w
from small import table, write

from govtui.text.safe import UNSAFE

CONTROLS = (
    "\x1b[31m \x1b[2J \x1b]0;tiêu đề\x07 \x1b]52;c;aGk=\x07 \x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\ \x1bP+q\x1b\\"
    " \x9b2J \x9d0;x\x9c \x90q\x9c \x00\x08\x7f\x0b\x0c"
    " \u202e\u2066\u2069\u200b\u200d\ufeff\u2028\u00ad \U000e0041\U000e0001 \ufdd0\U0001ffff"
)
"""C0, CSI, OSC (title, clipboard, link), DCS, C1, bidirectional and invisible characters, tags, noncharacters."""

LINE = f"Đ{CONTROLS}đ"
TEXT = f"{LINE}\rA\tb\nC"
"""The same with CR, tab and line feed."""

NAME = "x\x1b[31m\x9b2J\u202e\U000e0041 y"
"""What can stand in a file's name, in an argument, in git's author."""

UNDECODABLE = b"\xff\x1b[2J\xfe"
"""Bytes of a file's name that are no UTF-8."""

ARGUMENT = f"{LINE.replace(chr(0), '')}\n\udcff"
"""The same as an argument of a command: no NUL, but a line feed and a byte that is no UTF-8."""

BOLD = ("\x1b[1m", "\x1b[22m")
PASSING = re.compile(r"\r([^\x00-\x1f]*)\x1b\[K")
"""All that the gate itself sends to a terminal; the second is the line of what takes longer, as on a busy machine."""

GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": f"Tác giả {NAME}",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "Người ghi",
    "GIT_COMMITTER_EMAIL": "b@example.org",
    "GIT_AUTHOR_DATE": "2024-05-06T07:08:09+07:00",
    "GIT_COMMITTER_DATE": "2024-05-06T07:08:09+07:00",
}

SUBJECT = f"Sửa {NAME} \x1b]52;c;aGk=\x07"


def unsafe(written: bytes) -> list[str]:
    """What a terminal must not be sent, of what it was sent: tabs, too, and everything that is no UTF-8."""
    text = PASSING.sub(r"\1", written.decode("utf-8"))
    for sequence in BOLD:
        text = text.replace(sequence, "")
    return UNSAFE.findall(text) + ["\t"] * text.count("\t")


def texts(language: str = "") -> dict[str, str]:
    """A text in both languages."""
    return {"vi": f"{TEXT} vi{language}", "en": f"{TEXT} en{language}"}


def registry(top: Path) -> Path:
    """Make it below `top`, in a git repository of three versions; the registry's folder."""
    root = top / f"kho {NAME}" / "records"
    own = {"type": "text", "label": texts("own"), "meaning": texts("why")}
    relation = {"from": ["event"], "to": "same", "label": texts("to"), "inverse": "ve", "inverse_label": texts("from")}
    declared = {"fields": {"all": {"ghi": own}}, "relations": {"di": relation}}
    settings = {"schema": 2, "languages": ["vi", "en"], "name": texts("!"), **declared}
    write(root, "registry.toml", tomli_w.dumps(settings))
    source = table(
        "s",
        "source",
        title=texts(),
        author=LINE,
        publisher=LINE,
        url=f"https://example.org/{LINE}",
        lang=LINE,
        file=LINE,
    )
    organization = table(
        "xau",
        name=texts(),
        summary=texts("sum"),
        aka=[{"text": LINE, "type": "alias"}, {"text": LINE, "type": "acronym"}],
        place={"country": "VN", "city": texts()},
        people=[{"name": LINE, "role": "chair", "title": texts()}],
        links={"website": f"https://example.org/{LINE}"},
        identifiers={"ror": LINE},
        claims=[{"field": "founded", "value": LINE, "source": "s", "at": LINE, "note": LINE}],
        sources=[{"ref": "s", "at": LINE, "quote": LINE, "said_by": LINE}],
        relations={"part_of": ["xua"]},
        former_ids=["xau-cu"],
    )
    others = [
        source,
        table("xua", name={"vi": f"Cơ quan {LINE}"}, relations={"part_of": ["khong-co"]}),
        table(
            "hop", "event", name=texts(), date_text=LINE, relations={"organized_by": ["xau"]}, place={"venue": texts()}
        ),
        table(
            "van-kien",
            "declaration",
            name=texts(),
            symbol=LINE,
            steps=[
                {"action": "adopted", "by": ["xau"], "quote": LINE},
                {"action": "issued", "date": "2020-02-03"},
                {"action": "reported", "date": "XXXX-08-05"},
            ],
        ),
    ]
    write(
        root, "organizations/xau.toml", tomli_w.dumps({**organization, "name": {"vi": "Tên cũ", "en": f"Old {LINE}"}})
    )
    for data in others:
        folder = {
            "organization": "organizations",
            "event": "events",
            "declaration": "declarations",
            "source": "sources",
        }
        write(root, f"{folder[data['kind']]}/{data['id']}.toml", tomli_w.dumps(data))
    _faulty(root)
    for step in (
        ["init", "--quiet", "--template=", "--initial-branch=nhánh-\u202e"],
        ["add", "--all"],
        ["commit", "--quiet", "-m", SUBJECT],
    ):
        git(top, *step)
    write(root, "organizations/xau.toml", tomli_w.dumps(organization))
    git(top, "commit", "--quiet", "--all", "-m", f"{SUBJECT}\n\n{NAME}")
    git(top, "repack", "-adq")  # a copy of it is made for each command that changes it
    git(top, "prune-packed", "--quiet")
    write(root, "organizations/xau.toml", tomli_w.dumps({**organization, "summary": texts("now")}))
    write(
        root,
        ".govtui/editing/xau.json",
        json.dumps({"user": NAME, "host": NAME, "pid": 1, "since": f"since {NAME}"}),
    )
    return root


def _faulty(root: Path) -> None:
    """Files whose problems quote them, files that cannot be read, and names that are none."""
    faulty = table(
        "loi", "event", type=f"forum{LINE}", status=LINE, date=LINE, relations={"part_of": [LINE], LINE: ["xau"]}
    )
    write(root, "events/loi.toml", tomli_w.dumps({**faulty, LINE: LINE, f"k{LINE}": {LINE: [LINE]}, "url": LINE}))
    write(root, "events/lone.toml", 'schema = 2\nkind = "event"\nid = "lone"\nname = { vi = "\\ud800" }\n')
    write(root, "events/raw.toml", f'schema = 2\nkind = "event"\nid = "raw"\n# {TEXT}\nname = "{TEXT}'.encode())
    write(root, "events/bytes.toml", b'schema = 2\r\nkind = "event"\r\nid = "bytes"\r\nname = "\xff\xfe\x1b[2J"')
    write(root, "events/bom.toml", b"\xef\xbb\xbf" + tomli_w.dumps(table("bom", "event", name=texts())).encode())
    crlf = tomli_w.dumps(table("crlf", "event", summary=texts())).replace("\n", "\r\n").rstrip()
    write(root, "events/crlf.toml", crlf.encode())
    named = tomli_w.dumps({**table("x"), "id": NAME, LINE: 1})
    for name in (f"{NAME}.toml", f"dòng\n::error::{NAME}.toml", "b,a:c%0A.toml"):
        write(root, f"organizations/{name}", named)
    folder = os.fsencode(root / "organizations")
    with open(os.path.join(folder, UNDECODABLE + b".toml"), "wb") as stream:
        stream.write(named.encode())
    write(root, f"stray {NAME}.toml", "x = 1\n")


def git(folder: Path, *words: str) -> None:
    """Run git there."""
    done = subprocess.run(["git", *words], cwd=folder, env={**os.environ, **GIT}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
