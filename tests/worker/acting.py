"""Tries every act of `acts` in real workers, as a user, and prints what became of each as JSON.

python -m tests.worker.acting '{"user": 65534, "namespaces": false, "confined": true}'
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import stat
import struct
import sys
import sysconfig
import tempfile
from pathlib import Path

from briefing import worker as package
from briefing.errors import BriefingError
from briefing.worker import Limits, Worker, client, seccomp
from tests.worker.acts import ACTS, ONLY_ON_X86, REFUSED

SECRET = f"secret-{os.getpid()}"
NOT_LOOSE = (
    "vfork",
    "32-bit calls",
    "x32 calls",
    "mount",
    "signal everybody",
    "trace the program",
    "be traced",
)
"""Acts that would harm this very test where nothing confines them."""


def main(user: int, namespaces: bool, confined: bool) -> dict:
    if user != os.getuid():
        become(user)
    if not namespaces:
        forbid_namespaces()
    if not confined:
        client._CONFINED_BY = "briefing.worker.no_sandbox"
    os.environ["BRIEFING_SECRET"] = SECRET
    with tempfile.TemporaryDirectory() as ground, contextlib.ExitStack() as held:
        facts = prepare(Path(ground), held)
        before = state(facts)
        os.chdir(f"{ground}/current")
        worker = Worker(Limits(memory=1 << 30))
        protection = worker.protection()._asdict()
        worker.stop()
        found = try_all([name for name in ACTS if confined or name not in NOT_LOOSE], facts)
        for name in os.listdir(ground):
            if name.startswith("ran-linger-"):
                os.kill(int(name.rpartition("-")[2]), signal.SIGKILL)
        ran = sorted(name for name in os.listdir(ground) if name.startswith("ran-"))
        harm = state(facts) != before
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"/tmp/made-{SECRET}")
    return {"protection": protection, "found": found, "ran": ran, "harm": harm}


def try_all(names: list[str], facts: dict) -> dict[str, str]:
    """What became of each act; one that ends its worker is tried in no second one."""
    names = [name for name in names if os.uname().machine == "x86_64" or name not in ONLY_ON_X86]
    found: dict[str, str] = {}
    while left := [name for name in names if name not in found]:
        worker, begun = Worker(Limits(memory=1 << 30, cpu=20, wall=60)), []
        try:
            found |= worker.call(
                "tests.worker.acts:attempt", progress=begun.append, names=left, facts=facts
            )
        except BriefingError as error:
            for said in begun:
                if said % 1:
                    found[left[int(said)]] = "refused" if said % 1 == REFUSED else ""
            found[left[int(begun[-1])]] = f"ended: {error}"
        finally:
            worker.stop()
    return found


def prepare(ground: Path, held: contextlib.ExitStack) -> dict:
    """A home with secrets, sockets that listen, an open file: what there is to be had."""
    home = ground / "home"
    for folder in (home / ".ssh", home / "empty", ground / "current"):
        folder.mkdir(parents=True)
    for name in (".ssh/id_ed25519", "library.db", "config.toml", "victim"):
        (home / name).write_text(SECRET)
    (ground / "current" / "pyproject.toml.secret").write_text(SECRET)
    os.environ["HOME"] = str(home)
    tcp, unix, abstract = (
        socket.socket(),
        socket.socket(socket.AF_UNIX),
        socket.socket(socket.AF_UNIX),
    )
    tcp.bind(("127.0.0.1", 0))
    unix.bind(str(ground / "socket"))
    abstract.bind(f"\0{SECRET}")
    for each in (tcp, unix, abstract):
        each.listen()
        held.enter_context(each)
    opened = held.enter_context((ground / "open").open("wb"))
    os.set_inheritable(opened.fileno(), True)
    held.buffer = ctypes.create_string_buffer(SECRET.encode())  # type: ignore[attr-defined]
    return {
        "ground": str(ground),
        "home": str(home),
        "parent": os.getpid(),
        "address": ctypes.addressof(held.buffer),  # type: ignore[attr-defined]
        "secret": SECRET,
        "tcp": tcp.getsockname()[1],
        "unix": str(ground / "socket"),
        "abstract": SECRET,
        "open_inode": os.stat(ground / "open").st_ino,
    }


def state(facts: dict) -> list:
    """Every file that an act could have touched, with its content and mode."""
    paths = sorted(Path(facts["ground"]).rglob("*"))
    made = [path for path in paths if not path.name.startswith("ran-")]
    files = [path.read_bytes() if path.is_file() else None for path in made]
    modes = [
        (str(path), path.lstat().st_mode, path.lstat().st_mtime_ns)
        for path in made
        if path.is_file()
    ]
    return [list(map(str, made)), files, modes, os.path.exists(f"/tmp/made-{SECRET}")]


def become(user: int) -> None:
    """Gives up root; what root alone may pass through on the way to Python is opened in a mount space of its own."""
    libc = ctypes.CDLL(None, use_errno=True)
    needed = [sys.base_prefix, sys.prefix, sysconfig.get_paths()["purelib"], client._ROOT]
    needed += [str(Path(package.__file__).parents[2])]
    new_mounts, private = 0x20000, (1 << 18) | (1 << 14)
    if libc.unshare(new_mounts) or libc.mount(b"none", b"/", None, private, None):
        raise PermissionError("no mount space of its own")
    for closed in sorted({parent for path in needed for parent in Path(path).resolve().parents}):
        if not closed.stat().st_mode & stat.S_IXOTH:
            open_way(libc, closed, needed)
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    os.chdir(client._ROOT)


def open_way(libc: ctypes.CDLL, closed: Path, needed: list[str]) -> None:
    """Puts a folder that all may pass through over one that they may not; it holds only what is needed."""
    inner = {
        closed / Path(path).resolve().relative_to(closed).parts[0]
        for path in needed
        if Path(path).resolve().is_relative_to(closed)
    }
    opened = {path: os.open(path, os.O_PATH) for path in inner}
    if libc.mount(b"none", str(closed).encode(), b"tmpfs", 0, b"mode=755"):
        raise PermissionError("no mount")
    bind = 1 << 12
    for path, fd in opened.items():
        path.mkdir()
        if libc.mount(f"/proc/self/fd/{fd}".encode(), str(path).encode(), None, bind, None):
            raise PermissionError("no mount")
        os.close(fd)


def forbid_namespaces() -> None:
    """Makes `unshare` fail, here and in all children, as a hardened kernel does."""
    number = seccomp._numbers(seccomp._FATAL, int(os.uname().machine == "aarch64"))["unshare"]
    load, equal, end = 0x20, 0x15, 0x06
    code = [(load, 0, 0, 0), (equal, 0, 1, number), (end, 0, 0, 0x50001), (end, 0, 0, 0x7FFF0000)]
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
    assert seccomp.install_filter(b"".join(struct.pack("HBBI", *each) for each in code))


if __name__ == "__main__":
    print(json.dumps(main(**json.loads(sys.argv[1]))))
