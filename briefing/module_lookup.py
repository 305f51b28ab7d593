"""Where modules and programs are looked for: never in the current folder, which may be anybody's."""

import os
import sys


def module_folders(path: list[str]) -> list[str]:
    """`path` less what is relative, and less the current folder and the script's before the standard library.

    Behind the standard library such a folder is a place where packages are installed, as in a checkout.
    """
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
    """The folder of a script; "" for a relative one where the current folder is gone."""
    try:
        return os.path.dirname(os.path.realpath(script))
    except OSError:
        return ""


def leave_current_folder() -> None:
    """Takes the current folder out of `sys.path`, where `-m` and PYTHONPATH put it, and out of PATH.

    An empty element of PATH means the current folder, too (POSIX.1-2017, 8.3); Windows looks there unasked.
    """
    sys.path[:] = module_folders(sys.path)
    if "PATH" in os.environ:
        folders = filter(os.path.isabs, os.environ["PATH"].split(os.pathsep))
        os.environ["PATH"] = os.pathsep.join(folders) or os.defpath
    if sys.platform == "win32":
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"


def _is_current(folder: str) -> bool:
    try:
        return os.path.samefile(folder, os.curdir)
    except OSError:
        return False
