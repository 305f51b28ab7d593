"""Restricts the system calls of a child (seccomp; Linux 3.5 and later).

Calls not listed fail with EPERM; those that only an attack would make kill the child. Numbers are from
arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

_ALLOWED = """
read 0 63;write 1 64;readv 19 65;writev 20 66;pread64 17 67;lseek 8 62;close 3 57;futex 202 98;mmap 9 222;munmap 11 215
mremap 25 216;mprotect 10 226;madvise 28 233;brk 12 214;fstat 5 80;newfstatat 262 79;stat 4 -;lstat 6 -;statx 332 291
statfs 137 43;fstatfs 138 44;access 21 -;faccessat 269 48;faccessat2 439 439;readlink 89 -;readlinkat 267 78
getdents64 217 61;getcwd 79 17;rt_sigprocmask 14 135;rt_sigreturn 15 139;sigaltstack 131 132
set_robust_list 273 99;get_robust_list 274 100;rseq 334 293;set_tid_address 218 96;exit 60 93;exit_group 231 94
sched_yield 24 124;sched_getaffinity 204 123;sched_getparam 143 121;sched_getscheduler 145 120
sched_get_priority_max 146 125;sched_get_priority_min 147 126;getcpu 309 168;membarrier 324 283
getpid 39 172;gettid 186 178;getppid 110 173;getuid 102 174;geteuid 107 175;getgid 104 176;getegid 108 177
getgroups 115 158;getrandom 318 278;clock_gettime 228 113;clock_getres 229 114;clock_nanosleep 230 115;nanosleep 35 101
gettimeofday 96 169;time 201 -;getrusage 98 165;times 100 153;getrlimit 97 163;uname 63 160;sysinfo 99 179
dup 32 23;dup2 33 -;dup3 292 24;poll 7 -;ppoll 271 73;select 23 -;pselect6 270 72;pipe2 293 59;eventfd2 290 19
fadvise64 221 223;restart_syscall 219 128
"""
"""Name, number on x86-64, number on AArch64."""
_CONDITIONAL = """
openat 257 56;open 2 -;clone 56 220;prlimit64 302 261;tgkill 234 131;prctl 157 167;fcntl 72 25;ioctl 16 29
rt_sigaction 13 134
"""
_NETWORK = """
connect 42 203;bind 49 200;sendto 44 206;sendmsg 46 211;sendmmsg 307 269;recvfrom 45 207;recvmsg 47 212;recvmmsg 299 243
getsockname 51 204;getpeername 52 205;setsockopt 54 208;getsockopt 55 209;shutdown 48 210
"""
_SOCKET = "socket 41 198"
_ABSENT = "clone3 435 435;openat2 437 437"
"""Their arguments are in memory, which a filter cannot read; libraries fall back to the older
calls.
"""
_FATAL = """
execve 59 221;execveat 322 281;ptrace 101 117;process_vm_readv 310 270;process_vm_writev 311 271;bpf 321 280
io_uring_setup 425 425;io_uring_enter 426 426;io_uring_register 427 427;keyctl 250 219;add_key 248 217
request_key 249 218;mount 165 40;umount2 166 39;pivot_root 155 41;chroot 161 51;unshare 272 97;setns 308 268
userfaultfd 323 282;perf_event_open 298 241;personality 135 92;pidfd_getfd 438 438;pidfd_send_signal 424 424
kexec_load 246 104;init_module 175 105;finit_module 313 273
"""
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""AUDIT_ARCH of linux/audit.h, and the table column."""
_NEWEST = 461
"""Last known call (Linux 6.11); later ones fail with ENOSYS."""
_FAMILIES = (2, 10, 16)
"""AF_INET, AF_INET6, and AF_NETLINK, with which the C library queries local addresses."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = _FAIL | errno.EPERM, _FAIL | errno.ENOSYS
_EACCES, _ENOTTY = _FAIL | errno.EACCES, _FAIL | errno.ENOTTY
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0x400000
"""Flags of `open` that write or create; the last is O_TMPFILE on both machines."""
_THREAD = 0x10000
_NOT_A_THREAD = 0x7E020000 | 0x2000 | 0x4000 | 0x8000
"""Flags of `clone` for new namespaces, CLONE_PTRACE, CLONE_VFORK and CLONE_PARENT."""
_PRCTL = (2, 3, 15, 16, 21, 23, 39, 0x53564D41)
"""PR_GET_PDEATHSIG, _DUMPABLE, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ, GET_NO_NEW_PRIVS, SET_VMA."""
_FCNTL = (0, 1, 2, 3, 1030, 1034)
"""F_DUPFD, GETFD, SETFD, GETFL, DUPFD_CLOEXEC, GET_SEALS."""
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5450, 0x5451)
"""TCGETS, TIOCGWINSZ, FIONREAD, FIONCLEX, FIOCLEX."""
_FIONBIO, _F_SETFL, _SIGXCPU = 0x5421, 4, 24

_Instruction = tuple[int, int, int, int]


def apply_filter(*, network: bool) -> bool:
    """Install the filter for good; False if the kernel refuses. `network` allows TCP and UDP."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None or struct.calcsize("P") != 8:
        return False
    code = b"".join(struct.pack("HBBI", *each) for each in _program(*machine, network=network))
    return install_filter(code)


def install_filter(code: bytes) -> bool:
    """`code` has instructions of 8 bytes. Needs `no_new_privs` or root."""
    instructions = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(instructions))
    set_seccomp, filtering = 22, 2
    return not ctypes.CDLL(None).prctl(set_seccomp, filtering, program, 0, 0)


def _program(arch: int, column: int, *, network: bool) -> list[_Instruction]:
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    if column == 0:
        x32 = 0x40000000
        program += _when(_AT_LEAST, x32, [(_RETURN, 0, 0, _KILL)])
    allowed = _ALLOWED + (_NETWORK if network else "")
    for table, result in ((allowed, _ALLOW), (_ABSENT, _ENOSYS), (_FATAL, _KILL)):
        for number in _numbers(table, column).values():
            program += _when(_EQUAL, number, [(_RETURN, 0, 0, result)])
    rules = _rules(network)
    for name, number in _numbers(f"{_CONDITIONAL};{_SOCKET}", column).items():
        program += _when(_EQUAL, number, rules[name])
    program += _when(_AT_LEAST, _NEWEST + 1, [(_RETURN, 0, 0, _ENOSYS)])
    return [*program, (_RETURN, 0, 0, _EPERM)]


def _numbers(table: str, column: int) -> dict[str, int]:
    rows = (row.split() for line in table.splitlines() for row in line.split(";") if row.strip())
    return {name: int(both[column]) for name, *both in rows if both[column] != "-"}


def _rules(network: bool) -> dict[str, list[_Instruction]]:
    fcntl = (*_FCNTL, _F_SETFL) if network else _FCNTL
    ioctl = (*_IOCTL, _FIONBIO) if network else _IOCTL
    no, yes = (_RETURN, 0, 0, _EPERM), (_RETURN, 0, 0, _ALLOW)
    thread = [*_argument(0), (_ANY_BIT, 1, 0, _THREAD), no]
    return {
        "openat": _no_bit_of(2, _WRITING, _EACCES),
        "open": _no_bit_of(1, _WRITING, _EACCES),
        "clone": [*thread, *_no_bit_of(0, _NOT_A_THREAD, _EPERM)],
        "prlimit64": [*_zero(0), *_zero(2), *_zero(2, high=True), yes],
        "tgkill": _one_of(0, (os.getpid(),), _EPERM),
        "prctl": _one_of(0, _PRCTL, _EPERM),
        "fcntl": _one_of(1, fcntl, _EPERM),
        "ioctl": _one_of(1, ioctl, _ENOTTY),
        "rt_sigaction": [*_argument(0), (_EQUAL, 0, 1, _SIGXCPU), no, yes],
        "socket": _one_of(0, _FAMILIES if network else (), _EPERM),
    }


def _when(test: int, value: int, rule: list[_Instruction]) -> list[_Instruction]:
    """Skips `rule`, which ends with a return, unless the accumulator passes the test."""
    return [(test, 0, len(rule), value), *rule]


def _argument(place: int, *, high: bool = False) -> list[_Instruction]:
    return [(_LOAD, 0, 0, 16 + 8 * place + 4 * high)]


def _one_of(place: int, values: Iterable[int], otherwise: int) -> list[_Instruction]:
    tests = [each for v in values for each in _when(_EQUAL, v, [(_RETURN, 0, 0, _ALLOW)])]
    return [*_argument(place), *tests, (_RETURN, 0, 0, otherwise)]


def _no_bit_of(place: int, bits: int, otherwise: int) -> list[_Instruction]:
    refused = _when(_ANY_BIT, bits, [(_RETURN, 0, 0, otherwise)])
    return [*_argument(place), *refused, (_RETURN, 0, 0, _ALLOW)]


def _zero(place: int, *, high: bool = False) -> list[_Instruction]:
    return [*_argument(place, high=high), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, _EPERM)]
