"""Finds `styles/` and `seeds/`, in a checkout or in a wheel."""

from pathlib import Path

from briefing.errors import InstallationError

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder `name` ("styles" or "seeds").

    Raises:
        InstallationError: when the installation lacks it.
    """
    for parent in (_PACKAGE / "_data", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise InstallationError(f"Briefing's folder {name} is missing; install Briefing again.")


def existing_file(path: Path) -> Path:
    """`path`, a data file of the program or of a package that it needs, for a library that says not what it misses.

    Raises:
        InstallationError: when it is not there.
    """
    if path.is_file():
        return path
    raise InstallationError(f"Briefing's file {path.name} is missing; install Briefing again.")


def style_files() -> list[Path]:
    """Every Textual style sheet, in the order in which it applies."""
    return sorted(resource_folder("styles").glob("*.tcss"))


def sample_briefing() -> Path:
    """The sample briefing that a first-time reader sees."""
    return resource_folder("seeds") / "biden-putin-agenda.txt"
