"""Finds `styles/` and `seeds/`, in a checkout or in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder `name` ("styles" or "seeds").

    Raises:
        FileNotFoundError: when the installation lacks it.
    """
    for parent in (_PACKAGE / "_data", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"The installation lacks its folder {name!r}; install Briefing again.")


def style_files() -> list[Path]:
    """Every Textual style sheet, in the order in which it applies."""
    return sorted(resource_folder("styles").glob("*.tcss"))


def sample() -> Path:
    """The sample briefing that a first-time reader sees."""
    return resource_folder("seeds") / "biden-putin-agenda.txt"
