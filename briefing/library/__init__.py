"""What a reader can do, with no screen."""

from briefing.library.library import Library
from briefing.library.open_library import corrections_of, make_library

__all__ = ["Library", "corrections_of", "make_library"]
