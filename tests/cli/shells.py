"""Drives a shell in a terminal of its own: types a line and Tab, and says which words the shell then has."""

import os
import pty
import re
import select
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path

_SECONDS = 60
"""After which a shell hangs."""
_COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
_BEGIN = {
    "bash": "PS1='> '; bind 'set bell-style none'; words() { printf '[%s]' \"$@\"; printf '!\\n'; }; ",
    "zsh": "PS1='> '; unsetopt beep; words() { printf '[%s]' \"$@\"; printf '!\\n'; }; autoload -U compinit; compinit -u -D; ",
    "fish": "function words; printf '[%s]' $argv; printf '!\\n'; end; ",
}
_LOAD = {
    "bash": "source <(briefing completion bash)",
    "zsh": "source <(briefing completion zsh)",
    "fish": "briefing completion fish | source",
}
_START, _END, _DISCARD = "\x01", "\x05", "\x15"


def is_there(shell: str) -> bool:
    return shutil.which(shell) is not None


def write_program(folder: Path) -> Path:
    """A `briefing` that runs this tree, and leaves a file when it has answered."""
    program, answered = folder / "briefing", folder / "answered"
    python = f'{sys.executable} -m briefing "$@"'
    program.write_text(f'#!/bin/sh\n{python}\ncode=$?\ntouch "{answered}"\nexit $code\n')
    program.chmod(0o755)
    return answered


class Shell:
    def __init__(self, shell: str, programs: Path, folder: Path, answered: Path) -> None:
        self._answered = answered
        self._shell = shell
        self._said = ""
        self._child, self._terminal = pty.fork()
        if not self._child:
            os.chdir(folder)
            path = f"{programs}{os.pathsep}{os.environ['PATH']}"
            os.execvpe(_COMMANDS[shell][0], _COMMANDS[shell], {**os.environ, "PATH": path, "TERM": "dumb" if shell != "fish" else "xterm"})  # fmt: skip
        self._type(f"{_BEGIN[shell]}{_LOAD[shell]}; words ready\r")
        self._read_until("[ready]!")

    def complete(self, line: str) -> list[str]:
        """The words of the line after Tab."""
        self._answered.unlink(missing_ok=True)
        self._said = ""
        self._type(f"{line}\t")
        self._wait_for_answer()
        self._type(f"{_START}words {_END}\r")
        self._read_until("]!")
        found = re.findall(r"\[([^\]]*)\]", self._said[self._said.rindex("[briefing]") :])
        self._said = ""
        return found[1:]

    def list(self, line: str) -> str:
        """What the shell lists after Tab, which bash wants twice."""
        self._answered.unlink(missing_ok=True)
        self._said = ""
        self._type(f"{line}\t")
        self._wait_for_answer()
        if self._shell == "bash":
            self._answered.unlink()
            self._type("\t")
            self._wait_for_answer()
        self._type(f"{_DISCARD}words listed\r")
        self._read_until("[listed]!")
        return self._said

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._terminal)
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _wait_for_answer(self) -> None:
        for _ in range(_SECONDS * 20):
            if self._answered.exists():
                return
            self._read(0.05)
        raise AssertionError(f"{self._shell} did not ask: {self._said!r}")

    def _read_until(self, end: str) -> None:
        while end not in self._said:
            assert self._read(_SECONDS), f"{self._shell} hangs: {self._said!r}"

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if ready:
            self._said += os.read(self._terminal, 65536).decode("utf-8", "replace")
        return bool(ready)
