"""What a reader can do, with no screen."""

from briefing.library.library import Library, corrections_of, make_library

__all__ = ["Library", "corrections_of", "make_library"]
