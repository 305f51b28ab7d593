"""What an exploit in a worker would do: each act returns when it has succeeded, and raises when it is refused.

They are run in a worker, by `attempt`; where words are needed of the world outside, `facts` has them.
"""

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import socket
import struct
import subprocess
import threading
from pathlib import Path

from briefing.worker import report_progress

libc = ctypes.CDLL(None, use_errno=True)
ARM = os.uname().machine == "aarch64"
NUMBERS = {
    "openat2": (437, 437), "clone": (56, 220), "clone3": (435, 435), "vfork": (58, 220), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438), "prlimit64": (302, 261),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "chroot": (161, 51), "io_uring_setup": (425, 425),
    "bpf": (321, 280), "add_key": (248, 217), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180), "ioprio_set": (251, 30),
    "personality": (135, 92), "memfd_create": (319, 279), "sethostname": (170, 161), "inotify_init1": (294, 26),
    "open_by_handle_at": (304, 265), "kcmp": (312, 272), "seccomp": (317, 277), "capset": (126, 91),
    "process_madvise": (440, 440), "quotactl": (179, 60), "syslog": (103, 116), "socket": (41, 198),
}  # fmt: skip


def system_call(name, *arguments):
    whole = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(ctypes.c_long(NUMBERS[name][ARM]), *whole)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def read(path):
    assert Path(path).read_bytes()


def spawned(pid):
    """Ends a child that should not be there; the parent goes on."""
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def shell(facts, name):
    return ["/bin/sh", "-c", f": > {facts['ground']}/ran-{name}"]


def memfd_program(facts):
    fd = system_call("memfd_create", b"x", 0)
    os.write(fd, Path("/bin/sh").read_bytes())
    empty_path = 0x1000
    words = [each.encode() for each in shell(facts, "memfd")]
    argv = (ctypes.c_char_p * 4)(*words, None)
    system_call("execveat", fd, b"", argv, 0, empty_path)


def linger(facts):
    pid = os.fork()
    if pid == 0:
        os.setsid()
        signal.pause()
    Path(facts["ground"], f"ran-linger-{pid}").touch()


def clone3():
    arguments = struct.pack("8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0)
    spawned(system_call("clone3", arguments, len(arguments)))


def read_memory(facts):
    theirs = (ctypes.c_size_t * 2)(facts["address"], 8)
    buffer = ctypes.create_string_buffer(8)
    mine = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    system_call("process_vm_readv", facts["parent"], mine, 1, theirs, 1, 0)


def read_mem_file(facts):
    with open(f"/proc/{facts['parent']}/mem", "rb", buffering=0) as memory:
        memory.seek(facts["address"])
        assert memory.read(8)


def signal_by_pidfd(facts):
    fd = system_call("pidfd_open", facts["parent"], 0)
    system_call("pidfd_send_signal", fd, 0, 0, 0)


def steal_descriptor(facts):
    fd = system_call("pidfd_open", facts["parent"], 0)
    system_call("pidfd_getfd", fd, 0, 0)


def secret_in(words, facts):
    assert facts["secret"] in words


def connect(family, kind, address):
    with socket.socket(family, kind) as one:
        one.connect(address)
        if kind == socket.SOCK_DGRAM:
            one.send(b"x")


def raw_socket():
    os.close(system_call("socket", socket.AF_INET, socket.SOCK_STREAM, 0))


def listen():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()


def ask_name(facts):
    assert socket.getaddrinfo("localhost", 80)
    connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 53))


def raise_memory():
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    assert soft != hard
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def raise_hard(kind):
    system_call("prlimit64", 0, kind, struct.pack("qq", -1, -1), 0)


def loosen_parent(facts):
    system_call("prlimit64", facts["parent"], resource.RLIMIT_CORE, struct.pack("QQ", 0, 0), 0)


def swell():
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    except (OSError, ValueError):
        pass
    len(bytearray(3 << 29))


def push_back():
    fd = os.open("/dev/tty", os.O_RDWR)
    fcntl.ioctl(fd, 0x5412, b"x")


def push_back_at_own():
    for fd in range(64):
        try:
            fcntl.ioctl(fd, 0x5412, b"x")
        except OSError as error:
            refusal = error
        else:
            return
    raise refusal


def write_to_terminal():
    for fd in (0, 1, 2):
        status = os.fstat(fd)
        if status.st_rdev != os.stat("/dev/null").st_rdev:
            return
    raise PermissionError


def write_to_inherited(facts):
    ground = os.stat(facts["ground"])
    for fd in range(3, 64):
        try:
            status = os.fstat(fd)
        except OSError:
            continue
        if status.st_dev == ground.st_dev and status.st_ino == facts["open_inode"]:
            os.write(fd, b"x")
            return
    raise PermissionError


def reopen_descriptor():
    for fd in os.listdir("/proc/self/fd"):
        os.close(os.open(f"/proc/self/fd/{fd}", os.O_WRONLY))


def machine_code(code):
    """Runs instructions of this machine."""
    place = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    place.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(place))
    result = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    assert result > 0, result


def other_table():
    """getpid by the table of 32-bit programs (int 0x80), whose numbers mean something else."""
    machine_code(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")


def third_table():
    """getpid by the x32 table."""
    result = libc.syscall(ctypes.c_long(0x40000000 | 39))
    assert result > 0, ctypes.get_errno()


def cut_lifeline():
    done = 0
    for fd in range(3, 64):
        try:
            flags = fcntl.fcntl(fd, fcntl.F_GETFL)
            if flags & os.O_ASYNC:
                fcntl.fcntl(fd, fcntl.F_SETFL, flags & ~os.O_ASYNC)
                done += 1
        except OSError as error:
            refusal = error
    if not done:
        raise refusal


def borrow_signal(facts):
    for fd in range(3, 64):
        try:
            fcntl.fcntl(fd, fcntl.F_SETOWN, facts["parent"])
            return
        except OSError as error:
            refusal = error
    raise refusal


def make(folder, name):
    return f"{folder}/made-{name}"


def write_file(folder, name):
    Path(make(folder, name)).write_text("x")


def extended_attribute(facts):
    os.setxattr(f"{facts['home']}/victim", "user.x", b"x")


def open_with_structure(facts):
    how = struct.pack("QQQ", os.O_WRONLY | os.O_CREAT, 0o600, 0)
    path = make(facts["home"], "openat2").encode()
    system_call("openat2", -100, path, how, len(how))


def in_a_thread(act):
    """What a second thread may do, the first may."""
    caught = []

    def run():
        try:
            act()
        except BaseException as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if caught:
        raise caught[0]


USER = 0x10000000
ACTS = {
    "read the SSH key": lambda f: read(f"{f['home']}/.ssh/id_ed25519"),
    "read the library": lambda f: read(f"{f['home']}/library.db"),
    "read the settings": lambda f: read(f"{f['home']}/config.toml"),
    "read the passwords": lambda f: read("/etc/shadow"),
    "read the list of users": lambda f: read("/etc/passwd"),
    "read a file of the current folder": lambda f: read("pyproject.toml.secret"),
    "read in a second thread": lambda f: in_a_thread(lambda: read(f"{f['home']}/library.db")),
    "list the home": lambda f: os.listdir(f["home"]),
    "list the root": lambda f: os.listdir("/"),
    "write into the home": lambda f: write_file(f["home"], "home"),
    "write into /tmp": lambda f: write_file("/tmp", f"{f['secret']}"),
    "write into the current folder": lambda f: write_file(".", "current"),
    "append": lambda f: os.write(os.open(f"{f['home']}/victim", os.O_WRONLY | os.O_APPEND), b"x"),
    "truncate": lambda f: os.truncate(f"{f['home']}/victim", 0),
    "unlink": lambda f: os.unlink(f"{f['home']}/victim"),
    "rename": lambda f: os.rename(f"{f['home']}/victim", make(f["home"], "renamed")),
    "change a mode": lambda f: os.chmod(f"{f['home']}/victim", 0o777),
    "change a time": lambda f: os.utime(f"{f['home']}/victim", (1, 1)),
    "set an attribute": extended_attribute,
    "make a link": lambda f: os.symlink("/etc", make(f["home"], "link")),
    "make a hard link": lambda f: os.link(f"{f['home']}/victim", make(f["home"], "hard")),
    "make a folder": lambda f: os.mkdir(make(f["home"], "folder")),
    "remove a folder": lambda f: os.rmdir(f"{f['home']}/empty"),
    "make a FIFO": lambda f: os.mkfifo(make(f["home"], "fifo")),
    "make a nameless file": lambda f: os.open(f["home"], os.O_TMPFILE | os.O_RDWR),
    "open by a structure": open_with_structure,
    "open by a handle": lambda f: system_call("open_by_handle_at", -100, bytes(64), 0),
    "watch a folder": lambda f: system_call("inotify_init1", 0),
    "exec": lambda f: os.execv("/bin/sh", shell(f, "exec")),
    "spawn": lambda f: os.waitpid(os.posix_spawn("/bin/sh", shell(f, "spawn"), {}), 0),
    "subprocess": lambda f: subprocess.run(shell(f, "subprocess"), check=True),
    "system": lambda f: 1 / (os.system(shell(f, "system")[2]) == 0),
    "libc's system": lambda f: 1 / (libc.system(shell(f, "libc")[2].encode()) == 0),
    "exec from memory": memfd_program,
    "memory file": lambda f: system_call("memfd_create", b"x", 0),
    "fork": lambda f: spawned(os.fork()),
    "libc's fork": lambda f: spawned(libc.fork()),
    "vfork": lambda f: spawned(system_call("vfork")),
    "clone": lambda f: spawned(system_call("clone", int(signal.SIGCHLD), 0, 0, 0, 0)),
    "clone3": lambda f: clone3(),
    "stay behind": linger,
    "trace the program": lambda f: system_call("ptrace", 0x4206, f["parent"], 0, 0),
    "be traced": lambda f: system_call("ptrace", 0, 0, 0, 0),
    "read the program's memory": read_memory,
    "open the program's memory": read_mem_file,
    "read the program's environment": lambda f: read(f"/proc/{f['parent']}/environ"),
    "list the program's files": lambda f: os.listdir(f"/proc/{f['parent']}/fd"),
    "compare with the program": lambda f: system_call("kcmp", f["parent"], os.getpid(), 0, 0, 0),
    "signal the program": lambda f: os.kill(f["parent"], 0),
    "signal its thread": lambda f: system_call("tgkill", f["parent"], f["parent"], 0),
    "queue a signal": lambda f: system_call(
        "rt_sigqueueinfo", f["parent"], 0, struct.pack("iii", 0, 0, -1).ljust(128, b"\0")
    ),
    "signal by a descriptor": signal_by_pidfd,
    "take a descriptor": steal_descriptor,
    "signal everybody": lambda f: os.kill(-1, 0),
    "send signals by a pipe": borrow_signal,
    "secrets in the environment": lambda f: secret_in(str(os.environ), f),
    "secrets on the stack": lambda f: secret_in(Path("/proc/self/environ").read_text(), f),
    "TCP": lambda f: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", f["tcp"])),
    "TCP by the kernel": lambda f: raw_socket(),
    "UDP": lambda f: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", f["tcp"])),
    "UDP over IPv6": lambda f: connect(socket.AF_INET6, socket.SOCK_DGRAM, ("::1", f["tcp"])),
    "listen": lambda f: listen(),
    "a socket in a folder": lambda f: connect(socket.AF_UNIX, socket.SOCK_STREAM, f["unix"]),
    "a socket without a folder": lambda f: connect(
        socket.AF_UNIX, socket.SOCK_STREAM, f"\0{f['abstract']}"
    ),
    "a pair of sockets": lambda f: socket.socketpair(),
    "netlink": lambda f: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
    "a raw socket": lambda f: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
    "packets": lambda f: socket.socket(17, socket.SOCK_RAW, 0),
    "vsock": lambda f: socket.socket(40, socket.SOCK_STREAM, 0),
    "the kernel's ciphers": lambda f: socket.socket(38, socket.SOCK_SEQPACKET, 0),
    "ask for a name": ask_name,
    "raise the memory": lambda f: raise_memory(),
    "raise a hard limit": lambda f: raise_hard(resource.RLIMIT_AS),
    "raise the size of files": lambda f: raise_hard(resource.RLIMIT_FSIZE),
    "limit the program": loosen_parent,
    "ignore the processor's limit": lambda f: signal.signal(signal.SIGXCPU, signal.SIG_IGN),
    "swell": lambda f: swell(),
    "new namespaces": lambda f: system_call("unshare", USER),
    "other namespaces": lambda f: system_call("setns", 0, 0),
    "mount": lambda f: system_call("mount", b"none", b"/tmp", b"tmpfs", 0, 0),
    "another root": lambda f: system_call("chroot", f["home"].encode()),
    "io_uring": lambda f: system_call("io_uring_setup", 1, bytes(120)),
    "bpf": lambda f: system_call("bpf", 0, bytes(128), 128),
    "keys": lambda f: system_call("add_key", b"user", b"x", b"x", 1, -4),
    "page faults": lambda f: system_call("userfaultfd", 1),
    "performance events": lambda f: system_call("perf_event_open", bytes(128), 0, -1, -1, 0),
    "shared memory": lambda f: system_call("shmget", 0, 4096, 0o1600),
    "semaphores": lambda f: system_call("semget", 0, 1, 0o1600),
    "messages": lambda f: system_call("msgget", 0, 0o1600),
    "message queues": lambda f: system_call("mq_open", b"x", 0o102, 0o600, 0),
    "the terminal": lambda f: os.close(os.open("/dev/tty", os.O_RDWR)),
    "type for the reader": lambda f: push_back(),
    "type by a descriptor": lambda f: push_back_at_own(),
    "write to the terminal": lambda f: write_to_terminal(),
    "write to what was inherited": write_to_inherited,
    "open descriptors again": lambda f: reopen_descriptor(),
    "choose processors": lambda f: os.sched_setaffinity(0, {0}),
    "be nice": lambda f: os.nice(1),
    "order of the disk": lambda f: system_call("ioprio_set", 1, 0, 0x4007),
    "another personality": lambda f: system_call("personality", 0x0040000),
    "the name of the machine": lambda f: system_call("sethostname", b"x", 1),
    "the kernel's log": lambda f: system_call("syslog", 3, bytes(64), 64),
    "capabilities": lambda f: system_call(
        "capset", struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *[0xFFFFFFFF] * 6)
    ),
    "another filter": lambda f: system_call("seccomp", 1, 0, struct.pack("HxxxxxxP", 0, 0)),
    "cut the lifeline": lambda f: cut_lifeline(),
    "32-bit calls": lambda f: other_table(),
    "x32 calls": lambda f: third_table(),
}
ONLY_ON_X86 = ("32-bit calls", "x32 calls")


REFUSED, SUCCEEDED = 0.25, 0.5


def attempt(data: bytes, names: list[str], facts: dict) -> dict[str, str]:
    """For the worker: why each act was refused, "" where it succeeded.

    `report_progress` says the place of the act that is next and then, for the worker may be ended, what became of it.
    """
    found = {}
    for place, name in enumerate(names):
        report_progress(place)
        try:
            ACTS[name](facts)
        except BaseException as error:
            found[name] = repr(error)
            report_progress(place + REFUSED)
        else:
            found[name] = ""
            report_progress(place + SUCCEEDED)
    return found
