"""git over the network: nobody is asked for anything, it ends when it should, and each failure is told from the others.

Each code has a real cause here: servers of our own, hooks, limits. The one name that is looked up cannot exist (RFC 2606).
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from clones import BRANCH, Clone, Shared, shared
from living import PATIENCE
from repository import BO, organization
from seeds import seeded
from sshd import Sshd, find_sshd

from govtui.store.git import environment
from govtui.store.history import History
from govtui.store.network import SSH, NotShared, ask, network_environment, over_network
from govtui.store.network_failures import failure_code, push_code, remote_words, without_passwords
from govtui.store.remote import Upstream, fetch, push, standing
from govtui.store.termination import Terminated

MAIN = f"refs/heads/{BRANCH}"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared(tmp_path_factory.mktemp("chung"))


@pytest.fixture(scope="module")
def lan(both: Shared) -> Clone:
    """A clone with a commit that the remote lacks."""
    clone = both.clone("lan")
    clone.write(BO, organization("bo", "Bộ Hai"))
    clone.commit("Hai")
    return clone


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def _failed(clone: Clone, address: str, *, silence: float = PATIENCE, branch: str = MAIN) -> tuple[str, str]:
    """The code of fetching from an address, and git's words."""
    try:
        answer = ask(clone.root, "fetch", "--progress", "--", address, branch, silence=silence)
    except NotShared as failed:
        return failed.code, failed.output
    assert answer.status, "it was fetched"
    return failure_code(answer.said), answer.said


def _pushed(clone: Clone, remote: str) -> NotShared:
    """Why a push is refused."""
    with pytest.raises(NotShared) as refused:
        push(History(clone.root), Upstream(remote, BRANCH), clone.head())
    return refused.value


def _program(place: Path, lines: str) -> Path:
    place.write_text(f"#!/bin/sh\n{lines}\n")
    place.chmod(0o755)
    return place


# -- the environment -------------------------------------------------------------------------------------------------


def test_the_network_is_asked_with_the_users_own_connections_and_nobody_to_ask(lan: Clone) -> None:
    given = {
        "GIT_SSH_COMMAND": "ssh -i khóa", "SSH_AUTH_SOCK": "/run/agent", "http_proxy": "http://proxy", "SSH_ASKPASS": "hỏi",
        "GIT_ASKPASS": "hỏi", "GIT_DIR": "/x", "GIT_ALLOW_PROTOCOL": "ext", "GIT_HTTP_PROXY_AUTHMETHOD": "basic",
        "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0", "GIT_INDEX_FILE": "/x",
    }  # fmt: skip
    made = network_environment(lan.root, given)
    kept = ("GIT_SSH_COMMAND", "SSH_AUTH_SOCK", "http_proxy", "GIT_HTTP_PROXY_AUTHMETHOD")
    assert {name: made[name] for name in kept} == {name: given[name] for name in kept}
    assert not {"GIT_ASKPASS", "GIT_DIR", "GIT_INDEX_FILE", "GIT_NO_LAZY_FETCH"} & {*made}
    assert made["GIT_ALLOW_PROTOCOL"] == "ssh:https:http:file"
    assert (made["GIT_TERMINAL_PROMPT"], made["SSH_ASKPASS_REQUIRE"], made["SSH_ASKPASS"]) == ("0", "never", "false")


def test_ssh_asks_nothing_where_the_user_has_set_no_command_of_his_own(lan: Clone) -> None:
    assert network_environment(lan.root, {})["GIT_SSH_COMMAND"] == SSH
    assert network_environment(lan.root, {"GIT_SSH": "/usr/bin/plink"}).get("GIT_SSH_COMMAND") is None
    lan.git("config", "core.sshCommand", "ssh -i khóa")
    try:
        assert network_environment(lan.root, {}).get("GIT_SSH_COMMAND") is None
    finally:
        lan.git("config", "--unset", "core.sshCommand")


def test_no_program_is_started_to_ask_for_a_password(
    lan: Clone, web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _program(tmp_path / "askpass", f"touch {tmp_path}/asked; echo secret")
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(asked))
    lan.git("config", "core.askPass", str(asked))
    try:
        assert _failed(lan, f"{web}/401/a.git")[0] == "no_password"
    finally:
        lan.git("config", "--unset", "core.askPass")
    assert not (tmp_path / "asked").exists()


def test_a_credential_helper_of_the_user_is_used(lan: Clone, web: str, tmp_path: Path) -> None:
    helper = _program(tmp_path / "helper", "[ $1 = get ] && echo username=lan && echo password=dung")
    lan.git("config", "credential.helper", str(helper))
    try:
        assert _failed(lan, f"{web}/401/a.git")[0] == "no_branch", "the server was content with the password"
    finally:
        lan.git("config", "--unset", "credential.helper")


@pytest.mark.parametrize("address", ["ext::sh -c touch% ran", "fd::17", "git://127.0.0.1:1/a", "thu::a"])
@pytest.mark.parametrize("allowed", [False, True])
def test_other_protocols_are_never_spoken_whatever_the_settings_allow(lan: Clone, address: str, allowed: bool) -> None:
    for name in ("ext", "fd", "git"):
        lan.git("config", f"protocol.{name}.allow", "always" if allowed else "user")
    assert _failed(lan, address)[0] == "protocol"
    assert not (lan.top / "ran").exists() and not (lan.root / "ran").exists()


# -- how it ends -----------------------------------------------------------------------------------------------------


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return "zombie" not in Path(f"/proc/{process}/status").read_text() if Path("/proc").is_dir() else True
    except (ProcessLookupError, FileNotFoundError):  # it may end between the two
        return False


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ssh that says nothing and never ends, and has a child that does not either; the file has the ids of both."""
    ids = tmp_path / "ids"
    os.mkfifo(tmp_path / "begun")
    script = f"sleep 1000 & echo $$ $! > {ids}; echo > {tmp_path}/begun; wait"
    monkeypatch.setenv("GIT_SSH_COMMAND", str(_program(tmp_path / "ssh", script)))
    return ids


def _wait_for_end(ids: Path) -> None:
    end = time.monotonic() + PATIENCE
    while any(_alive(int(one)) for one in ids.read_text().split()):
        assert time.monotonic() < end, "what git had started lives on"


def test_whoever_stops_it_need_not_wait_and_nothing_that_was_started_lives_on(lan: Clone, hanging: Path) -> None:
    stop = threading.Event()

    def press() -> None:
        (hanging.parent / "begun").read_text()
        stop.set()

    presser = threading.Thread(target=press)
    presser.start()
    before = lan.git("status", "--porcelain=v2", "--branch")
    with pytest.raises(NotShared) as stopped:
        over_network(lan.root, "fetch", "ssh://host/a.git", stop=stop)
    presser.join()
    assert stopped.value.code == "stopped"
    _wait_for_end(hanging)
    assert lan.git("status", "--porcelain=v2", "--branch") == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_is_ended_takes_along_what_was_started(lan: Clone, hanging: Path, number: signal.Signals) -> None:
    assert threading.current_thread() is threading.main_thread()

    def end() -> None:
        (hanging.parent / "begun").read_text()
        os.kill(os.getpid(), number)

    ender = threading.Thread(target=end)
    ender.start()
    with pytest.raises(Terminated) as ended:
        over_network(lan.root, "fetch", "ssh://host/a.git")
    ender.join()
    assert ended.value.number == number and signal.getsignal(number) == signal.SIG_DFL
    _wait_for_end(hanging)


def test_a_server_that_says_nothing_is_given_up(lan: Clone, hanging: Path) -> None:
    opened = os.open(hanging.parent / "begun", os.O_RDWR)
    with pytest.raises(NotShared) as failed:
        ask(lan.root, "fetch", "ssh://host/a.git", silence=0.3)
    os.close(opened)
    assert failed.value.code == "took_too_long"
    _wait_for_end(hanging)


def test_bytes_keep_it_alive_and_the_whole_time_ends_it(
    lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "while echo còn đây >&2; do sleep 0.05; done"
    monkeypatch.setenv("GIT_SSH_COMMAND", str(_program(tmp_path / "ssh", script)))
    begun = time.monotonic()
    with pytest.raises(NotShared) as failed:
        ask(lan.root, "fetch", "ssh://host/a.git", silence=PATIENCE, seconds=0.5)
    assert failed.value.code == "took_too_long"
    assert failed.value.output.startswith("còn đây")
    assert time.monotonic() - begun >= 0.5


def test_an_ssh_that_stays_behind_with_the_streams_open_is_not_waited_for(
    both: Shared, lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'setsid sleep 20 & for last; do :; done; eval "$last"'
    monkeypatch.setenv("GIT_SSH_COMMAND", str(_program(tmp_path / "ssh", script)))
    begun = time.monotonic()
    over_network(lan.root, "fetch", f"ssh://host{both.remote}".replace(" ", "%20"), MAIN)
    assert time.monotonic() - begun < 15


def test_git_removes_its_locks_when_it_is_stopped(lan: Clone, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "begun")
    stop = threading.Event()
    lan.hook("reference-transaction", f'[ "$1" != prepared ] || {{ echo > {tmp_path}/begun; exec sleep 1000; }}')
    presser = threading.Thread(target=lambda: ((tmp_path / "begun").read_text(), stop.set()))
    presser.start()
    try:
        with pytest.raises(NotShared):
            over_network(lan.root, "fetch", "origin", f"{MAIN}:refs/remotes/origin/khác", stop=stop)
    finally:
        presser.join()
        (lan.top / ".git" / "hooks" / "reference-transaction").unlink()
    assert not list((lan.top / ".git").rglob("*.lock"))


# -- ssh -------------------------------------------------------------------------------------------------------------


class Logins:
    """An sshd that lets people use git only, and the ssh command of whoever may log in."""

    def __init__(self, both: Shared, folder: Path) -> None:
        self.server = Sshd(f'{shutil.which("git-shell")} -c "$SSH_ORIGINAL_COMMAND"')
        self.address = f"ssh://127.0.0.1:{self.server.port}{both.remote}".replace(" ", "%20")
        self._command = self.server.client("-oBatchMode=yes", tty=False)[:-1]
        self._folder = folder

    def command(self, **options: str) -> str:
        """The ssh command, with options of ssh_config first."""
        first = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        return shlex.join([self._command[0], *first, *self._command[1:]])

    def key(self, name: str) -> Path:
        """A key that the server has never seen."""
        place = self._folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place], check=True)
        return place


@pytest.fixture(scope="module")
def logins(both: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    if find_sshd() is None or shutil.which("git-shell") is None:
        pytest.skip("needs sshd and git-shell")
    made = Logins(both, tmp_path_factory.mktemp("khóa"))
    yield made
    made.server.close()


def test_over_a_real_ssh_commits_come_and_go(
    both: Shared, lan: Clone, logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", logins.command())
    upstream = Upstream(logins.address, "thử")
    both.hook("post-receive", "echo Chào")
    assert push(History(lan.root), upstream, lan.head()) == "Chào"
    both.hook("post-receive", "")
    assert fetch(History(lan.root), upstream) == lan.head()


def test_what_keeps_ssh_from_connecting_is_told(lan: Clone, logins: Logins, monkeypatch: pytest.MonkeyPatch) -> None:
    known = logins.key("máy chủ khác")
    line = f"[127.0.0.1]:{logins.server.port} {known.with_suffix('.pub').read_text()}"
    others = known.with_name("known_hosts")
    others.write_text(line)
    cases: Mapping[str, Mapping[str, str]] = {
        "no_key": {"IdentityFile": f'"{logins.key("khóa lạ")}"', "IdentityAgent": "none"},
        "host_changed": {"UserKnownHostsFile": f'"{others}"'},
        "host_unknown": {"UserKnownHostsFile": "/dev/null"},
    }  # fmt: skip
    for code, options in cases.items():
        command = logins.command(**options)
        if code == "no_key":  # the key that the server knows goes
            words = shlex.split(command)
            at = words.index("-i")
            command = shlex.join([*words[:at], *words[at + 2 :]])
        monkeypatch.setenv("GIT_SSH_COMMAND", command)
        found, words_of_git = _failed(lan, logins.address)
        assert found == code, words_of_git


def test_an_unknown_host_is_not_accepted_for_the_user_and_no_question_hangs(lan: Clone, logins: Logins) -> None:
    assert _failed(lan, logins.address)[0] == "host_unknown"


def test_a_path_that_is_no_repository_is_told(
    lan: Clone, both: Shared, logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", logins.command())
    assert _failed(lan, f"{logins.address}x")[0] == "no_repository"
    assert _failed(lan, f"{both.top}/không có")[0] == "no_repository"
    assert _failed(lan, "nơi-không-có")[0] == "no_repository"


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        yield listening


def test_no_connection_is_no_connection_however_it_fails(
    lan: Clone, silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = silent.getsockname()[1]
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -F none -oBatchMode=yes -oConnectTimeout=1")
    if shutil.which("ssh"):
        assert _failed(lan, f"ssh://127.0.0.1:{port}/a.git")[0] == "unreachable"  # it never says who it is
        with socket.socket() as first, socket.socket() as second:
            for one in (first, second):  # there is no room for another one: what is sent is dropped
                one.setblocking(False)
                one.connect_ex(silent.getsockname())
            assert _failed(lan, f"ssh://127.0.0.1:{port}/a.git")[0] == "unreachable"
        assert _failed(lan, "ssh://127.0.0.1:1/a.git")[0] == "unreachable"
        assert _failed(lan, "ssh://khong-co.invalid/a.git")[0] == "unreachable"
    assert _failed(lan, f"http://127.0.0.1:{port}/a.git", silence=0.3)[0] == "took_too_long"
    assert _failed(lan, "http://127.0.0.1:1/a.git")[0] == "unreachable"
    assert _failed(lan, "http://khong-co.invalid/a.git")[0] == "unreachable"


def test_an_ssh_that_is_not_there_is_told(lan: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh-khong-co")
    assert _failed(lan, "ssh://host/a.git")[0] == "no_ssh"


# -- http ------------------------------------------------------------------------------------------------------------


class _Answer(BaseHTTPRequestHandler):
    """Answers with the status in the address; 401 is content with the password "dung", 999 hangs up, 0 is a git server."""

    def do_GET(self) -> None:
        status = int(self.path.split("/")[1])
        if not status:
            self._serve_git()
            return
        if status == 401 and self.headers.get("Authorization") == "Basic bGFuOmR1bmc=":
            status = 200
        if status == 999:
            self.connection.close()
            return
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.end_headers()

    do_POST = do_GET

    def _serve_git(self) -> None:
        """Ask git's own program for web servers (RFC 3875): it takes pushes of whoever has given a name."""
        path, _, query = self.path.removeprefix("/0").partition("?")
        asked = {
            "REQUEST_METHOD": self.command, "PATH_TRANSLATED": unquote(path), "QUERY_STRING": query, "REMOTE_USER": "lan",
            "GIT_HTTP_EXPORT_ALL": "1", "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "PATH_INFO": unquote(path),
        }  # fmt: skip
        given = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        done = subprocess.run(
            ["git", "http-backend"], input=given, env={**os.environ, **asked}, capture_output=True, check=True
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        self.send_response(int(dict(lines).get("Status", "200")[:3]))
        for name, value in lines:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "no_password"), (403, "no_access"), (404, "no_repository"), (413, "too_large"), (500, "failed"), (503, "unreachable"), (999, "unreachable")],
)  # fmt: skip
def test_what_a_web_server_answers_is_told(lan: Clone, web: str, status: int, code: str) -> None:
    found, words = _failed(lan, web.replace("//", "//lan:sai@") + f"/{status}/a.git")
    assert found == code, words
    assert "sai@" not in words


def test_over_a_real_web_server_commits_come_and_go(both: Shared, lan: Clone, web: str) -> None:
    if not Path(subprocess.check_output(["git", "--exec-path"], text=True).strip(), "git-http-backend").exists():
        pytest.skip("needs git http-backend")
    upstream = Upstream(f"{web}/0{quote(str(both.remote))}", "qua-web")
    assert fetch(History(lan.root), upstream._replace(branch=BRANCH)) == both.git("rev-parse", BRANCH).strip()
    both.hook("post-receive", "echo Chào web")
    assert push(History(lan.root), upstream, lan.head()) == "Chào web"
    both.hook("post-receive", "")
    assert fetch(History(lan.root), upstream) == lan.head()


def test_a_web_server_that_is_not_to_be_trusted_is_told(lan: Clone, web: str) -> None:
    assert _failed(lan, web.replace("http:", "https:") + "/200/a.git")[0] == "certificate"


# -- what a push meets -----------------------------------------------------------------------------------------------


def _by_pipe(folder: Path, before: str = "") -> str:
    """An ssh command that runs the other end here."""
    return str(_program(folder / "ssh", f'{before}\nfor last; do :; done\neval "$last"'))


def test_a_remote_without_room_is_told(
    both: Shared, lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", _by_pipe(tmp_path, "trap '' XFSZ; ulimit -f 8"))
    (lan.top / "lớn").write_bytes(seeded("network").randbytes(40_000))
    lan.commit("Lớn")
    refused = _pushed(lan, f"ssh://host{both.remote}".replace(" ", "%20"))
    assert refused.code == "remote_full"
    assert "File too large" in refused.output


def test_a_push_that_is_larger_than_the_remote_takes_is_told(both: Shared, lan: Clone) -> None:
    (lan.top / "lớn").write_bytes(seeded("too large").randbytes(4000))
    lan.commit("Lớn")
    both.git("config", "receive.maxInputSize", "1000")
    try:
        assert _pushed(lan, "origin").code == "too_large"
    finally:
        both.git("config", "--unset", "receive.maxInputSize")


def test_a_hook_of_the_clone_that_refuses_is_told_from_one_of_the_remote(both: Shared, lan: Clone) -> None:
    for script, words in (('echo "Còn lỗi chính tả" >&2; exit 1', "Còn lỗi chính tả"), ("exit 1", "")):
        lan.hook("pre-push", script)
        refused = _pushed(lan, "origin")
        assert (refused.code, refused.output.splitlines()[0] if words else words) == ("hook", words)
    (lan.top / ".git" / "hooks" / "pre-push").unlink()
    tracking, before = f"refs/remotes/origin/{BRANCH}", lan.head(f"refs/remotes/origin/{BRANCH}")
    lan.git("update-ref", tracking, f"{before}^")
    lan.hook("reference-transaction", '[ "$1" != prepared ]')
    assert _failed(lan, "origin")[0] == "hook"
    (lan.top / ".git" / "hooks" / "reference-transaction").unlink()
    lan.git("update-ref", tracking, before)
    both.hook("reference-transaction", '[ "$1" != prepared ]')
    assert _pushed(lan, "origin").code == "declined"
    both.hook("reference-transaction", "")


def test_of_a_hook_that_writes_without_end_the_beginning_and_the_end_are_kept(lan: Clone) -> None:
    lan.hook("pre-push", "exec >&2; cat > /dev/null; echo Đầu; yes giữa | head -n 1000000; echo Cuối; exit 1")
    lan.edit(BO, "Ministry", "Bộ Lan")
    with pytest.raises(NotShared) as refused:
        over_network(lan.root, "push", "origin", BRANCH)
    said = refused.value.output
    assert len(said) < 2_000_000
    assert said.startswith("Đầu\ngiữa\n") and "\ngiữa\nCuối\n" in said


def test_a_lock_of_another_git_is_told(lan: Clone) -> None:
    lock = lan.top / ".git" / "refs" / "remotes" / "origin" / f"{BRANCH}.lock"
    before = lan.head(f"refs/remotes/origin/{BRANCH}")
    lan.git("update-ref", f"refs/remotes/origin/{BRANCH}", f"{before}^")
    lock.touch()
    try:
        assert _failed(lan, "origin")[0] == "busy"
    finally:
        lock.unlink()
        lan.git("update-ref", f"refs/remotes/origin/{BRANCH}", before)


def test_a_remote_folder_of_somebody_else_is_told(lan: Clone, both: Shared) -> None:
    if os.geteuid():
        pytest.skip("only root gives files away")
    owner = both.remote.stat().st_uid
    os.chown(both.remote, 12345, -1)
    try:
        assert _failed(lan, "origin")[0] == "not_trusted"
    finally:
        os.chown(both.remote, owner, -1)


def test_what_cannot_be_fetched_for_want_of_room_here_is_told(
    both: Shared, lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minh = both.clone("minh")
    minh.git("checkout", "--quiet", "-b", "lớn")
    (minh.top / "lớn").write_bytes(seeded("no room here").randbytes(40_000))
    minh.commit("Lớn")
    minh.git("push", "--quiet", "origin", "lớn")
    real = shutil.which("git")
    _program(tmp_path / "git", f"trap '' XFSZ; ulimit -f 8; exec {real} \"$@\"")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert _failed(lan, "origin", branch="refs/heads/lớn")[0] == "disk_full"


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code"),
    [  # hosting services that no test can ask
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", "no_repository"),
        ("remote: The project you were looking for could not be found or you don't have permission to view it.", "no_repository"),
        ("ERROR: Permission to a/b.git denied to lan.\nfatal: Could not read from remote repository.", "no_access"),
        ("remote: Invalid username or password.\nfatal: Authentication failed for 'https://x/'", "no_password"),
        ("fatal: protocol error: bad line length character: Welc", "failed"),
        ("error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413", "too_large"),
        ("fatal: the remote end hung up unexpectedly\nfatal: early EOF", "unreachable"),
        ("lan@h: Permission denied (publickey,keyboard-interactive).", "no_key"),
        ("fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none", "certificate"),
    ],
)  # fmt: skip
def test_words_of_hosting_services_are_understood(said: str, code: str) -> None:
    assert failure_code(said) == code


@pytest.mark.parametrize(
    ("reason", "said", "code"),
    [
        ("[rejected] (fetch first)", "", "behind"),
        ("[rejected] (non-fast-forward)", "", "behind"),
        ("[remote rejected] (cannot lock ref 'refs/heads/m': is at 1a2b but expected 3c4d)", "", "behind"),
        ("[remote rejected] (failed to update ref)", "", "behind"),
        ("[remote rejected] (protected branch hook declined)", "", "declined"),
        (
            "[remote rejected] (pre-receive hook declined)",
            "remote: GitLab: You are not allowed to push code to protected branches on this project.",
            "declined",
        ),
        ("[remote rejected] (pre-receive hook declined)", "remote: error: File a is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB", "too_large"),
        ("[remote rejected] (unpacker error)", "remote: fatal: write error: No space left on device", "remote_full"),
        ("[remote rejected] (branch is currently checked out)", "", "declined"),
    ],
)  # fmt: skip
def test_reasons_of_a_refused_push_are_understood(reason: str, said: str, code: str) -> None:
    assert push_code(reason, said) == code


def test_what_the_remote_says_is_told_without_git_and_without_passwords() -> None:
    said = "To https://x\nremote: \nremote: Mở:        \nremote:   https://x/1\nremote: \nerror: failed"
    assert remote_words(said) == "Mở:\nhttps://x/1"
    assert without_passwords("fatal: 'https://lan:bí@x/a' và ssh://lan:bí@y/a, http://z@t") == (
        "fatal: 'https://x/a' và ssh://lan@y/a, http://t"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://lan:m@t@h/x", "https://h/x"),
        ("https://lan:it's@h/x", "https://h/x"),
        ("https://lan:a/b@h/x", "https://h/x"),
        ("ssh://git:m@t@h/x", "ssh://git@h/x"),
        ("http://h:80/a@v1.git", "http://h:80/a@v1.git"),
        ("https://h?a@known.example/x", "https://h?a@known.example/x"),
        ("https://h:443/a@known.example/x", "https://h:443/a@known.example/x"),
    ],
)
def test_an_address_is_shown_without_its_password_and_with_the_host_that_it_has(address: str, shown: str) -> None:
    assert without_passwords(address) == shown


def test_looking_at_a_clone_goes_without_all_this(lan: Clone) -> None:
    assert "GIT_ALLOW_PROTOCOL" not in environment({}) and environment({})["GIT_NO_LAZY_FETCH"] == "1"
    assert standing(History(lan.root)).state == "ready"
    assert stat.S_ISREG((lan.root / BO).stat().st_mode)
