"""Where the peers are: recsel from the system, papis and VisiData each in a venv of its own below the kept folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.kept import say

PYTHON_PEERS = {"papis": "papis", "visidata": "vd"}
"""Package to the command it brings."""


def recsel(*, install: bool) -> str | None:
    """The path of recsel; installed with apt-get where that is wanted and root asks; None where it is not to be had."""
    if found := shutil.which("recsel"):
        return found
    if install and shutil.which("apt-get") and os.geteuid() == 0:
        say("installing recutils …")
        done = subprocess.run(["apt-get", "install", "-y", "-qq", "recutils"], capture_output=True, check=False)
        if done.returncode == 0:
            return shutil.which("recsel")
    say("SKIPPED: recsel is not installed (Debian: apt-get install recutils, as root)")
    return None


def python_peer(package: str, folder: Path, *, install: bool) -> Path | None:
    """The command of a peer from PyPI; None where it is not installed and cannot or must not be."""
    venv = folder / "peers" / package
    command = venv / "bin" / PYTHON_PEERS[package]
    if command.exists():
        return command
    if install:
        say(f"installing {package} …")
        made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, check=False)
        pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", package]
        if made.returncode == 0 and subprocess.run(pip, capture_output=True, check=False).returncode == 0:
            return command
    say(f"SKIPPED: {package} is not installed (python -m benchmarks --peers installs it)")
    return None


def version(command: str | Path) -> str:
    """The number in the first line of what a program says of its version."""
    done = subprocess.run([str(command), "--version"], capture_output=True, text=True, check=False)
    words = (done.stdout or done.stderr).partition("\n")[0].split()
    return next((word.strip("v,") for word in reversed(words) if word.strip("v,")[:1].isdigit()), "")
