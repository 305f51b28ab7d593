import errno
import os
import sys

from briefing.errors import InstallationError
from briefing.worker.protocol import Json

_DISTRIBUTIONS = {
    "compressed_rtf": "compressed-rtf",
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
}
_NO_MEMORY = ("failed to map segment", "Cannot allocate memory")
_NO_LIBRARY = ("cannot open shared object file", "undefined symbol", "invalid ELF header")
"""Messages of glibc's dlopen."""
_LONGEST = 160
_PACKAGES = ("site-packages", "dist-packages")


def fault_head(error: Exception) -> Json:
    if _lacks_memory(error):
        message = "It needs too much memory to read; split it into smaller files."
        return {"error": "WorkerMemory", "message": message}
    missing = missing_part(error)
    if missing is not None:
        return {"error": type(missing).__name__, "message": str(missing)}
    return {"error": "WorkerError", "message": "", "fault": type(error).__name__}


def missing_part(error: BaseException) -> InstallationError | None:
    """For a missing module, shared library or file of a package."""
    if isinstance(error, ImportError):
        return InstallationError(f"{_describe_import(error)}; install Briefing again.")
    if isinstance(error, FileNotFoundError) and _is_installed(error.filename):
        name = os.path.basename(error.filename)
        return InstallationError(f"Briefing's file {name} is missing; install Briefing again.")
    if isinstance(error, OSError) and any(sign in str(error) for sign in _NO_LIBRARY):
        return InstallationError(
            f"A library of Briefing cannot be loaded ({_first_line(error)}); install Briefing again."
        )
    return None


def _describe_import(error: ImportError) -> str:
    if error.name and isinstance(error, ModuleNotFoundError):
        package = error.name.partition(".")[0]
        return f"The Python package {_DISTRIBUTIONS.get(package, package)} is missing"
    return f"A part of Briefing cannot be loaded ({_first_line(error)})"


def _lacks_memory(error: Exception) -> bool:
    if not isinstance(error, (ImportError, OSError)):
        return False
    return getattr(error, "errno", None) == errno.ENOMEM or any(
        sign in str(error) for sign in _NO_MEMORY
    )


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:_LONGEST].rstrip(".") or type(error).__name__


def _is_installed(filename: object) -> bool:
    if not isinstance(filename, str):
        return False
    import sysconfig

    own = os.path.dirname(os.path.dirname(__file__))
    packages = [folder for folder in sys.path if folder.endswith(_PACKAGES)]
    folders = map(os.path.realpath, [own, sysconfig.get_paths()["stdlib"], *packages])
    return os.path.realpath(filename).startswith(tuple(os.path.join(each, "") for each in folders))
