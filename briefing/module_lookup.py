"""Keeps the current folder, which anybody may have written to, out of module and program lookup."""

import marshal
import os
import sys
from collections.abc import Sequence
from importlib.machinery import BuiltinImporter, ModuleSpec, SourceFileLoader

from briefing.system.open_flags import READ

TYPE_CHECKING = False  # `typing` would come from the current folder.
if TYPE_CHECKING:
    from types import CodeType

_SOURCE_ONLY = ("briefing.", "textual.", "rich.", "asyncio.", "concurrent.", "json.", "msgspec.")
_GENERAL = sys.pycache_prefix is not None or sys.flags.optimize
_COMPILED = "" if _GENERAL else f".{sys.implementation.cache_tag}.pyc"


def module_folders(path: list[str]) -> list[str]:
    """`path` without relative entries, and without the current and the script's folder if they precede the standard library."""
    script = _folder_of(sys.argv[0])
    library = os.path.dirname(os.__file__)
    start = path.index(library) if library in path else len(path)
    return [
        folder
        for place, folder in enumerate(path)
        if os.path.isabs(folder)
        and not (place < start and (folder == script or _is_current(folder)))
    ]


def _folder_of(script: str) -> str:
    try:
        return os.path.dirname(os.path.realpath(script))
    except OSError:
        return ""


def leave_current_folder() -> None:
    """Remove the current folder from `sys.path`, where `-m` and PYTHONPATH put it, and from PATH. An empty element of PATH means
    the current folder (POSIX.1-2017, 8.3).
    """
    sys.path[:] = module_folders(sys.path)
    if "PATH" in os.environ:
        folders = filter(os.path.isabs, os.environ["PATH"].split(os.pathsep))
        os.environ["PATH"] = os.pathsep.join(folders) or os.defpath
    if sys.platform == "win32":
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"


def add_source_finder() -> None:
    # The general search is a fifth of what importing a small module costs.
    first = next((n for n, each in enumerate(sys.meta_path) if each is BuiltinImporter), 0)
    sys.meta_path.insert(first, SourceFinder)  # Finders of others stay before it.


class SourceFinder:
    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, _: object = None) -> ModuleSpec | None:
        if not path or not name.startswith(_SOURCE_ONLY):
            return None
        last = name.rpartition(".")[2]
        file = f"{path[0]}/{last}.py"
        try:
            found = os.stat(file)
        except OSError:  # A package.
            return None
        loader = CompiledLoader(name, file)
        spec = ModuleSpec(name, loader, origin=file)
        spec.has_location = True
        if _COMPILED:
            spec.cached = f"{path[0]}/__pycache__/{last}{_COMPILED}"
            loader.expected = spec.cached, _head(found)
        return spec


class CompiledLoader(SourceFileLoader):
    # The general loader takes four times the steps.
    expected: tuple[str, bytes] | None = None
    """Where the code is, and how it begins."""

    def get_code(self, fullname: str) -> "CodeType | None":
        expected, self.expected = self.expected, None  # The file may be another one later.
        code = _read_code(*expected) if expected else None
        return code if code and code.co_filename == self.path else super().get_code(fullname)


def _head(source: os.stat_result) -> bytes:
    from importlib.util import MAGIC_NUMBER  # Brings others: not from the current folder.

    numbers = (0, int(source.st_mtime), source.st_size)
    return MAGIC_NUMBER + b"".join((n & 0xFFFFFFFF).to_bytes(4, "little") for n in numbers)


def _read_code(file: str, head: bytes) -> "CodeType | None":
    try:
        descriptor = os.open(file, READ)
        try:
            data = os.read(descriptor, os.fstat(descriptor).st_size)
        finally:
            os.close(descriptor)
        if not data.startswith(head):
            return None
        found = marshal.loads(memoryview(data)[len(head) :])
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return found if isinstance(found, type(_read_code.__code__)) else None


def _is_current(folder: str) -> bool:
    try:
        return os.path.samefile(folder, os.curdir)
    except OSError:
        return False
