"""Everything a reader can do, without a screen. Methods of services raise StorageError."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.library.library import Library
    from briefing.library.open_library import make_library

__all__ = ["Library", "make_library"]


def __getattr__(name: str) -> Any:
    """Lazy, because workers import this package without needing the library."""
    if name not in __all__:
        raise AttributeError(name)
    from briefing.library import open_library

    return getattr(open_library, name)
