"""What a reader can do, with no screen."""

from briefing.library.library import Library
from briefing.library.open_library import load_corrections, make_library

__all__ = ["Library", "load_corrections", "make_library"]
