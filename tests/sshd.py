"""A remote machine for tests: an OpenSSH server on the loopback interface."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from living import PATIENCE


def find_sshd() -> Path | None:
    """The OpenSSH server of this machine, if it has one; it stands outside the PATH of ordinary users."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/sbin"])
    found = shutil.which("sshd", path=places)
    return Path(found) if found and shutil.which("ssh") and shutil.which("ssh-keygen") else None


class Sshd:
    """An OpenSSH server on the loopback interface with keys of its own, which runs `command` for whoever logs in.

    Works as root and as an ordinary user (who can log in as himself only). ``LANG`` and ``LC_*`` are accepted from the
    client. `config` is added to sshd_config. To be closed, or used in a ``with``::

        with Sshd("python3 app.py") as sshd, Terminal(sshd.client(), env={"LANG": "vi_VN.UTF-8"}) as terminal:
            terminal.wait_for("ready")
    """

    def __init__(self, command: str, *, config: str = "") -> None:
        server = find_sshd()
        if server is None:
            raise FileNotFoundError("sshd, ssh or ssh-keygen")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where the server locks up its unprivileged half
        self._folder = Path(tempfile.mkdtemp(prefix="sshd-"))
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self.port = _free_port()
            self._write_files(command, config)
            with (self._folder / "log").open("wb") as log:
                # By its absolute path, without which it refuses to start; -e: the log to standard error.
                self._server = subprocess.Popen(
                    [server, "-D", "-e", "-f", self._folder / "sshd_config"],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            self._wait_until_listening()
        except BaseException:
            self.close()
            raise

    def _write_files(self, command: str, config: str) -> None:
        folder = self._folder
        for name in ("host_key", "client_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        (folder / "authorized_keys").write_bytes((folder / "client_key.pub").read_bytes())
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {(folder / 'host_key.pub').read_text()}")
        (folder / "sshd_config").write_text(
            f"""
Port {self.port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_*
LogLevel VERBOSE
{config}
ForceCommand {command}
"""
        )

    def _wait_until_listening(self, timeout: float = PATIENCE) -> None:
        assert self._server is not None
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and self._server.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            time.sleep(0.02)  # nothing tells when a server begins to listen
        raise RuntimeError(f"sshd did not start\n{self.log()}")

    def client(self, *options: str, tty: bool = True, command: Sequence[str] = ()) -> list[str]:
        """The command line of a client that logs in; options as for ssh, e.g. "-C" or "-o", "ServerAliveInterval=1"."""
        settings = {
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": str(self._folder / "known_hosts"),
            "StrictHostKeyChecking": "yes",
            "SendEnv": "LANG LC_*",
            "LogLevel": "ERROR",
        }
        flags = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        where = ["-p", str(self.port), "-i", str(self._folder / "client_key"), f"{getpass.getuser()}@127.0.0.1"]
        return ["ssh", "-F", "none", "-e", "none", *flags, "-tt" if tty else "-T", *options, *where, *command]

    def log(self) -> str:
        """What the server has logged so far."""
        path = self._folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def close(self) -> None:
        """Stop the server and remove its files. Sessions that are still open live on until their client ends."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Sshd:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
