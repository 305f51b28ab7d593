"""Keeps the current folder, which anybody may have written to, out of module and program lookup."""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import BuiltinImporter, ModuleSpec, SourceFileLoader

_SOURCE_ONLY = ("briefing.", "textual.", "rich.")


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
        file = f"{path[0]}/{name.rpartition('.')[2]}.py"
        try:
            os.stat(file)
        except OSError:  # A package.
            return None
        spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
        spec.has_location = True
        return spec


def _is_current(folder: str) -> bool:
    try:
        return os.path.samefile(folder, os.curdir)
    except OSError:
        return False
