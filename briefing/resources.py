"""Finds data files (`styles/` and `seeds/`) in a checkout or an installed wheel."""

from pathlib import Path

from briefing.errors import InstallationError

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """`name` is "styles" or "seeds".

    Raises:
        InstallationError: The folder is missing.
    """
    for parent in (_PACKAGE / "_data", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise InstallationError(f"Briefing's folder {name} is missing; install Briefing again.")


def existing_file(path: Path) -> Path:
    """For libraries that would not name a missing file.

    Raises:
        InstallationError: It is missing.
    """
    if path.is_file():
        return path
    raise InstallationError(f"Briefing's file {path.name} is missing; install Briefing again.")


def style_file(name: str) -> Path:
    return resource_folder("styles") / f"{name}.tcss"


def sample_briefing() -> Path:
    return resource_folder("seeds") / "biden-putin-agenda.txt"
