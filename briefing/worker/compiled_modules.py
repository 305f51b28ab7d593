"""Compiles what workers import, for the sandbox lets them write nothing.

usage: python -m briefing.worker.compiled_modules
pip compiles what it installs, uv does not.
"""

import compileall
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from briefing.program_end import this_process
from briefing.system.processes import group_options

_OWN = Path(__file__).parents[1]
_COMPILED_LAST = _OWN / "library" / "worker_functions.py"
_BETWEEN_WORDS, _AFTER_NAME = re.compile(r"[-_.]+"), re.compile(r"[^\w.-]")
_OF_SCREENS = frozenset(("textual", "rich"))
_TOOLS = frozenset(("tests", "testing", "tools", "transformers", "quantization", "f2py"))


def compile_missing() -> None:
    """In a process of low priority, which ends with this one."""
    if not is_compiled() and _may_write():
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", __name__],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **group_options(),
        )
        this_process.children.add(process)


def is_compiled() -> bool:
    name = f"{_COMPILED_LAST.stem}.{sys.implementation.cache_tag}.pyc"
    return (_COMPILED_LAST.parent / "__pycache__" / name).exists()


def _may_write() -> bool:
    return not sys.dont_write_bytecode and os.access(_OWN, os.W_OK)


def find_modules(name: str, seen: set[str]) -> Iterator[Path]:
    """Of the distribution `name` and of all it requires."""
    name = _BETWEEN_WORDS.sub("-", name).lower()
    if name in seen:
        return
    seen.add(name)
    with suppress(PackageNotFoundError):
        found = distribution(name)
        for required in found.requires or ():
            if "extra ==" not in required:
                yield from find_modules(_AFTER_NAME.split(required)[0], seen)
        for file in found.files or ():
            if file.suffix == ".py" and _TOOLS.isdisjoint(file.parts):
                yield Path(str(found.locate_file(file)))


def compile_all() -> None:
    paths = {*find_modules("briefing", set(_OF_SCREENS)), *_OWN.rglob("*.py")}
    for path in (*sorted(paths - {_COMPILED_LAST}), _COMPILED_LAST):
        compileall.compile_file(path, quiet=2)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    compile_all()
